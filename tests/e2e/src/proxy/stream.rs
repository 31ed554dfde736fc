//! Faults on the live feed, event by event.

use super::faults::{Fault, Faults};
use fastrand::Rng;

/// What is to be done with the connection.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// Send these bytes.
    Send(Vec<u8>),
    /// Cut it.
    Cut,
    /// Send nothing more and keep it open.
    Stall,
}

/// Takes the bytes of one stream apart into events and spoils some of them.
#[derive(Debug, Default)]
pub(super) struct Spoiler {
    unread: Vec<u8>,
    /// An event that is told after the next one.
    held: Option<Vec<u8>>,
    /// How many events came.
    events: u64,
}

impl Spoiler {
    /// Takes bytes of the server. Returns what is to be done, and which faults that are.
    pub(super) fn push(&mut self, bytes: &[u8], faults: &Faults, random: &mut Rng) -> (Vec<Act>, Vec<Fault>) {
        self.unread.extend_from_slice(bytes);
        let (mut acts, mut happened) = (Vec::new(), Vec::new());
        while let Some(end) = self.unread.windows(2).position(|pair| pair == b"\n\n") {
            let event: Vec<u8> = self.unread.drain(..end + 2).collect();
            self.events += 1;
            let fault = draw(faults, random);
            happened.extend(fault);
            let half = event.len() / 2;
            match fault {
                None => acts.push(Act::Send(event)),
                Some(Fault::EventTwice) => acts.extend([Act::Send(event.clone()), Act::Send(event)]),
                Some(Fault::EventLost) => {}
                Some(Fault::EventTruncated) => acts.push(Act::Send([&event[..half], b"\n\n"].concat())),
                Some(Fault::EventReordered) if self.held.is_none() => {
                    self.held = Some(event);
                    continue;
                }
                Some(Fault::EventReordered) => acts.push(Act::Send(event)),
                Some(Fault::EventCut) => acts.extend([Act::Send(event[..half].to_vec()), Act::Cut]),
                Some(Fault::StreamStalled) => acts.push(Act::Stall),
                Some(_) => acts.push(Act::Cut),
            }
            acts.extend(self.held.take().map(Act::Send));
            if acts.iter().any(|act| matches!(act, Act::Cut | Act::Stall)) {
                break;
            }
        }
        (acts, happened)
    }

    /// How many events came.
    pub(super) fn events(&self) -> u64 {
        self.events
    }
}

fn draw(faults: &Faults, random: &mut Rng) -> Option<Fault> {
    use Fault::{EventCut, EventLost, EventReordered, EventTruncated, EventTwice, StreamCut, StreamStalled};
    [StreamStalled, StreamCut, EventCut, EventTruncated, EventLost, EventReordered, EventTwice]
        .into_iter()
        .find(|fault| faults.strikes(*fault, random))
}

#[cfg(test)]
mod tests {
    use super::*;

    const THREE: &[u8] = b"data: 1\n\ndata: 22\n\ndata: 3\n\n";

    fn spoil(fault: Option<(Fault, u32)>, seed: u64) -> Vec<Act> {
        let faults = Faults { shares: fault.into_iter().collect(), ..Faults::none() };
        let (mut spoiler, mut random) = (Spoiler::default(), Rng::with_seed(seed));
        let mut acts = Vec::new();
        // Events come in pieces of any size.
        for piece in THREE.chunks(5) {
            acts.extend(spoiler.push(piece, &faults, &mut random).0);
        }
        acts
    }

    fn send(text: &str) -> Act {
        Act::Send(text.as_bytes().to_vec())
    }

    #[test]
    fn without_faults_a_stream_passes_as_it_is() {
        assert_eq!(spoil(None, 1), [send("data: 1\n\n"), send("data: 22\n\n"), send("data: 3\n\n")]);
    }

    #[test]
    fn each_fault_does_to_an_event_what_it_is_called() {
        assert_eq!(spoil(Some((Fault::EventTwice, 1000)), 1).len(), 6);
        assert_eq!(spoil(Some((Fault::EventLost, 1000)), 1), []);
        let reordered = spoil(Some((Fault::EventReordered, 1000)), 1);
        assert_eq!(reordered[..2], [send("data: 22\n\n"), send("data: 1\n\n")]);
        assert_eq!(spoil(Some((Fault::EventTruncated, 1000)), 1)[0], send("data\n\n"));
        assert_eq!(spoil(Some((Fault::EventCut, 1000)), 1)[..2], [send("data"), Act::Cut]);
        assert_eq!(spoil(Some((Fault::StreamStalled, 1000)), 1)[0], Act::Stall);
    }
}
