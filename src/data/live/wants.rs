//! Who in this browser wants to hear what, as the tab that holds the stream knows it, and the words in
//! which tabs speak of it.

/// A tab that has said nothing for this many milliseconds is gone. Hidden tabs speak once a minute.
const GONE_AFTER: f64 = 150_000.0;

/// What tabs say to each other.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Word<'a> {
    /// The tab that holds the stream asks who is there.
    WhoIsThere,
    /// A tab wants these topics and no others.
    Wants(&'a str, Vec<&'a str>),
    /// An event of the stream: its name, and its data.
    Event(&'a str, &'a str),
    /// The stream is lost.
    Lost,
}

impl<'a> Word<'a> {
    /// Reads what another tab, perhaps with another build, has said.
    pub(super) fn read(text: &'a str) -> Option<Self> {
        let (kind, rest) = text.split_once('\n').unwrap_or((text, ""));
        Some(match kind {
            "who" => Self::WhoIsThere,
            "lost" => Self::Lost,
            "want" => {
                let mut lines = rest.lines();
                Self::Wants(lines.next()?, lines.collect())
            }
            "event" => {
                let (name, data) = rest.split_once('\n')?;
                Self::Event(name, data)
            }
            _ => return None,
        })
    }

    /// Writes it.
    pub(super) fn write(&self) -> String {
        match self {
            Self::WhoIsThere => "who".to_owned(),
            Self::Lost => "lost".to_owned(),
            Self::Wants(tab, topics) => ["want\n", tab, "\n", &topics.join("\n")].concat(),
            Self::Event(name, data) => ["event\n", name, "\n", data].concat(),
        }
    }
}

/// Tabs and the topics they want.
#[derive(Debug, Default)]
pub(super) struct Wants {
    tabs: Vec<(String, Vec<String>, f64)>,
}

impl Wants {
    /// A tab wants these topics.
    pub(super) fn set(&mut self, tab: &str, topics: &[&str], now: f64) {
        self.tabs.retain(|(other, _, said)| other != tab && now - said < GONE_AFTER);
        if !topics.is_empty() {
            let topics = topics.iter().map(|topic| (*topic).to_owned()).collect();
            self.tabs.push((tab.to_owned(), topics, now));
        }
    }

    /// All wanted topics, once each, in order.
    pub(super) fn topics(&self, now: f64) -> Vec<String> {
        let mut topics: Vec<String> = self
            .tabs
            .iter()
            .filter(|(_, _, said)| now - said < GONE_AFTER)
            .flat_map(|(_, topics, _)| topics.iter().cloned())
            .collect();
        topics.sort_unstable();
        topics.dedup();
        topics
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn x_live_one_stream_carries_what_all_tabs_want_once() {
        let mut wants = Wants::default();
        wants.set("a", &["me", "product/x"], 0.0);
        wants.set("b", &["product/x"], 1000.0);
        assert_eq!(wants.topics(2000.0), ["me", "product/x"]);
        wants.set("a", &[], 2000.0);
        assert_eq!(wants.topics(2000.0), ["product/x"]);
        assert_eq!(wants.topics(200_000.0), [""; 0], "a tab that was killed is forgotten");
    }

    proptest! {
        #[test]
        fn x_tab_what_a_tab_says_is_understood(
            name in "[a-z]{1,9}", data in "[^\\r]{0,60}",
            topics in prop::collection::vec("[a-z/-]{1,12}", 0..5),
        ) {
            let topics: Vec<&str> = topics.iter().map(String::as_str).collect();
            for word in [Word::WhoIsThere, Word::Lost, Word::Wants("tab", topics), Word::Event(&name, &data)] {
                let text = word.write();
                prop_assert_eq!(Word::read(&text), Some(word));
            }
        }

        #[test]
        fn x_tab_nonsense_from_another_tab_is_no_panic(text in "\\PC{0,40}|(want|event|who)\n.{0,20}") {
            let _ = Word::read(&text);
        }
    }
}
