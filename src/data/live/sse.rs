//! Server-sent events out of bytes that arrive in pieces of any size (WHATWG HTML, section 9.2.6).

/// One event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerEvent {
    /// Its name; `message` unless it says otherwise.
    pub name: String,
    /// Its data, lines joined by line feeds.
    pub data: String,
}

/// No line of ours is longer; a backend that sends more is cut off instead of filling the memory.
const LONGEST_LINE: usize = 1 << 20;

/// What of a stream has been read so far.
#[derive(Debug, Default)]
pub struct Decoder {
    line: Vec<u8>,
    name: String,
    data: Option<String>,
    after_return: bool,
    is_past_start: bool,
}

impl Decoder {
    /// Reads further bytes. What ends within them is given to `on_event`. `false` means that the stream is
    /// no event stream and must be closed.
    #[must_use]
    pub fn push(&mut self, bytes: &[u8], on_event: &mut dyn FnMut(ServerEvent)) -> bool {
        for byte in bytes {
            let ends_pair = std::mem::take(&mut self.after_return) && *byte == b'\n';
            match byte {
                _ if ends_pair => {}
                b'\n' | b'\r' => {
                    self.after_return = *byte == b'\r';
                    self.end_line(on_event);
                }
                _ if self.line.len() >= LONGEST_LINE => return false,
                byte => self.line.push(*byte),
            }
        }
        true
    }

    fn end_line(&mut self, on_event: &mut dyn FnMut(ServerEvent)) {
        let bytes = std::mem::take(&mut self.line);
        let line = String::from_utf8_lossy(&bytes);
        let mut line: &str = &line;
        if !self.is_past_start {
            self.is_past_start = true;
            line = line.strip_prefix('\u{feff}').unwrap_or(line);
        }
        if line.is_empty() {
            let name = std::mem::take(&mut self.name);
            if let Some(data) = self.data.take() {
                let name = if name.is_empty() { "message".to_owned() } else { name };
                on_event(ServerEvent { name, data });
            }
            return;
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match (field, &mut self.data) {
            ("event", _) => value.clone_into(&mut self.name),
            ("data", Some(data)) => {
                data.push('\n');
                data.push_str(value);
            }
            ("data", none) => *none = Some(value.to_owned()),
            // A comment, an id (facts carry their own numbers), a pause, or something from the future.
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(pieces: &[&[u8]]) -> Vec<ServerEvent> {
        let (mut decoder, mut events) = (Decoder::default(), Vec::new());
        for piece in pieces {
            assert!(decoder.push(piece, &mut |event| events.push(event)));
        }
        events
    }

    fn event(name: &str, data: &str) -> ServerEvent {
        ServerEvent { name: name.to_owned(), data: data.to_owned() }
    }

    #[test]
    fn x_live_events_are_read_as_the_standard_says() {
        let stream = "\u{feff}: hello\nretry: 5\n\nevent: fact\ndata: {\"a\":1}\nid: 7\n\r\ndata\rdata:  two\r\rdata:x\n\nevent:none\n\n";
        assert_eq!(
            read(&[stream.as_bytes()]),
            [event("fact", "{\"a\":1}"), event("message", "\n two"), event("message", "x")]
        );
    }

    #[test]
    fn x_live_what_was_cut_off_is_no_event() {
        assert_eq!(read(&[b"event: fact\ndata: {\"a\":1}\n"]), []);
    }

    #[test]
    fn x_sec_an_endless_line_closes_the_stream() {
        let mut decoder = Decoder::default();
        assert!(!decoder.push(&vec![b'x'; LONGEST_LINE + 1], &mut |_| {}));
    }

    proptest! {
        #[test]
        fn x_live_a_stream_may_be_split_at_any_byte(
            events in prop::collection::vec(("[a-z]{1,8}", "[^\\r\\n\\u{feff}]{0,20}(\n[^\\r\\n]{0,20})?"), 0..8),
            newline in prop_oneof![Just("\n"), Just("\r"), Just("\r\n")],
            cuts in prop::collection::vec(0_usize..400, 0..12),
        ) {
            let mut stream = String::new();
            for (name, data) in &events {
                stream += &["event: ", name, newline].concat();
                for line in data.split('\n') {
                    stream += &["data: ", line, newline].concat();
                }
                stream += newline;
            }
            let bytes = stream.as_bytes();
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(bytes.len())).collect();
            cuts.extend([0, bytes.len()]);
            cuts.sort_unstable();
            let pieces: Vec<&[u8]> = cuts.windows(2).map(|cut| &bytes[cut[0]..cut[1]]).collect();
            let expected: Vec<ServerEvent> = events.iter().map(|(name, data)| event(name, data)).collect();
            prop_assert_eq!(read(&pieces), expected);
        }

        #[test]
        fn x_live_no_bytes_make_the_decoder_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = Decoder::default().push(&bytes, &mut |_| {});
        }
    }
}
