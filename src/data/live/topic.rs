//! Which fact counts (X-LIVE). Plain rules over epochs and numbers.
//!
//! **Invariant**: after every fact, either all facts up to it have been delivered in order, or a snapshot
//! has been asked for that is at least as new.

/// Up to where a topic has been followed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Follower {
    seen: Option<(String, u64)>,
}

/// What to do with what was heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is the next fact.
    Deliver,
    /// It is known already, or nothing new.
    Drop,
    /// Something was missed: take a snapshot. It contains this fact, too.
    Snapshot,
}

impl Follower {
    /// Epoch and number of the last fact that counted.
    pub fn seen(&self) -> Option<&(String, u64)> {
        self.seen.as_ref()
    }

    /// A fact was heard.
    pub fn fact(&mut self, epoch: &str, seq: u64) -> Verdict {
        let verdict = match &self.seen {
            Some((known, last)) if known == epoch => match seq.checked_sub(*last) {
                None | Some(0) => return Verdict::Drop,
                Some(1) => Verdict::Deliver,
                Some(_) => Verdict::Snapshot,
            },
            _ => Verdict::Snapshot,
        };
        self.seen = Some((epoch.to_owned(), seq));
        verdict
    }

    /// A stream has opened and says where the topic stands; `replayed` says that what was missed follows.
    pub fn cursor(&mut self, epoch: &str, seq: u64, replayed: bool) -> Verdict {
        if let Some((known, last)) = &self.seen
            && known == epoch
            && (replayed || seq <= *last)
        {
            return Verdict::Drop;
        }
        // Without a number of our own nobody knows what happened between the page's snapshot and now.
        self.seen = Some((epoch.to_owned(), seq));
        Verdict::Snapshot
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn x_live_the_first_cursor_takes_a_snapshot_and_the_same_again_does_not() {
        let mut topic = Follower::default();
        assert_eq!(topic.cursor("e", 7, false), Verdict::Snapshot);
        assert_eq!(topic.cursor("e", 7, false), Verdict::Drop);
        assert_eq!(topic.fact("e", 7), Verdict::Drop);
        assert_eq!(topic.fact("e", 8), Verdict::Deliver);
        assert_eq!(topic.cursor("e", 9, false), Verdict::Snapshot);
        assert_eq!(topic.cursor("e", 12, true), Verdict::Drop);
        assert_eq!(topic.fact("e", 10), Verdict::Deliver);
    }

    #[test]
    fn x_live_another_epoch_takes_a_snapshot_whatever_the_number() {
        let mut topic = Follower::default();
        topic.cursor("e1", 7, false);
        assert_eq!(topic.fact("e2", 8), Verdict::Snapshot);
        assert_eq!(topic.cursor("e3", 1, true), Verdict::Snapshot);
        assert_eq!(topic.fact("e3", 2), Verdict::Deliver);
    }

    proptest! {
        /// Facts are duplicated, dropped, reordered. What a page shows is the snapshot plus what was
        /// delivered since, and that is everything up to the newest number heard.
        #[test]
        fn x_live_a_page_is_never_behind_what_it_heard_and_never_goes_back(
            start in 0_u64..5,
            heard in prop::collection::vec((1_u64..40, any::<bool>()), 1..80),
        ) {
            let mut topic = Follower::default();
            prop_assert_eq!(topic.cursor("e", start, false), Verdict::Snapshot);
            let (mut shown, mut newest) = (start, start);
            for (seq, is_cursor) in heard {
                newest = newest.max(seq);
                let before = shown;
                let verdict = if is_cursor { topic.cursor("e", seq, false) } else { topic.fact("e", seq) };
                match verdict {
                    Verdict::Deliver => {
                        prop_assert_eq!(seq, shown + 1, "a delivered fact follows the one before");
                        shown = seq;
                    }
                    // The snapshot is taken after the fact was heard.
                    Verdict::Snapshot => shown = newest,
                    Verdict::Drop => prop_assert!(seq <= shown),
                }
                prop_assert!(shown >= before);
                prop_assert_eq!(shown, newest);
            }
        }
    }
}
