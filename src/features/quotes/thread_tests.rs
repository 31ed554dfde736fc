use super::*;
use fivefold_api::json;
use fivefold_api::model::ScanState;

fn message(place: u64, by: &str) -> QuoteMessage {
    let text = format!(
        r#"{{"id":"m_{place}","place":{place},"at":"2026-11-26T12:00:00Z","by":"{by}","author":"Ida",
        "kind":"message","text":"No. {place}"}}"#
    );
    json::from_slice(text.as_bytes()).expect("a message of the contract")
}

fn page(places: std::ops::Range<u64>, next: &str, read_to: u64, epoch: &str) -> QuoteMessages {
    let text = format!(
        r#"{{"page":{{"items":[]{next}}},"read_to":{read_to},"live":{{"topic":"quote/q_1","seq":1,
        "epoch":"{epoch}"}}}}"#
    );
    let mut page: QuoteMessages = json::from_slice(text.as_bytes()).expect("messages of the contract");
    page.page.items = places.rev().map(|place| message(place, "supplier")).collect();
    page
}

fn places(thread: &Thread) -> Vec<u64> {
    thread.messages().iter().map(|message| message.place).collect()
}

#[test]
fn b2b_12_messages_stand_in_the_shop_s_order_and_each_once() {
    let mut thread = Thread::default();
    thread.take_page(&page(3..6, r#","next":"3""#, 0, "e"));
    assert!(thread.take(&message(7, "buyer")));
    assert!(!thread.take(&message(7, "buyer")), "the answer to sending and the fact tell of the same");
    assert!(thread.take(&message(6, "supplier")));
    thread.take_page(&page(3..8, r#","next":"3""#, 0, "e"));
    assert_eq!(places(&thread), [3, 4, 5, 6, 7]);
}

#[test]
fn b2b_12_older_ones_come_before_and_end() {
    let mut thread = Thread::default();
    thread.take_page(&page(3..6, r#","next":"3""#, 0, "e"));
    assert_eq!(thread.older(), Some(3));
    thread.take_page(&page(1..3, "", 0, "e"));
    assert_eq!((places(&thread), thread.older()), (vec![1, 2, 3, 4, 5], None));
    thread.take_page(&page(3..6, r#","next":"3""#, 0, "e"));
    assert_eq!(thread.older(), None, "what is known already is not older");
}

#[test]
fn x_live_a_gap_is_not_filled_with_silence() {
    let mut thread = Thread::default();
    thread.take_page(&page(1..4, "", 0, "e"));
    thread.take_page(&page(40..60, r#","next":"40""#, 0, "e"));
    assert_eq!((places(&thread).first(), thread.older()), (Some(&40), Some(40)));
    thread.take_page(&page(1..3, "", 0, "another"));
    assert_eq!(places(&thread), [1, 2], "another epoch has its own places");
}

#[test]
fn b2b_12_only_the_other_side_s_messages_are_unread_and_a_mark_never_moves_back() {
    let mut thread = Thread::default();
    thread.take_page(&page(1..4, "", 1, "e"));
    thread.take(&message(4, "buyer"));
    assert_eq!((thread.unread(QuoteParty::Buyer), thread.to_mark(QuoteParty::Buyer)), (2, Some(4)));
    let mark = |read_to| ReadMark { quote: "q_1".into(), read_to, unread: 0 };
    thread.take_mark(&mark(4));
    thread.take_mark(&mark(2));
    assert_eq!((thread.unread(QuoteParty::Buyer), thread.to_mark(QuoteParty::Buyer)), (0, None));
}

#[test]
fn b2b_12_a_file_that_was_scanned_is_known_where_it_stands() {
    let mut thread = Thread::default();
    let mut with_file = message(1, "buyer");
    let file = |scan| Attachment {
        id: "f_1".into(),
        name: "plan.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        bytes: 10,
        scan,
        href: None,
    };
    with_file.attachments = vec![file(ScanState::Pending)];
    thread.take(&with_file);
    thread.take_file(&file(ScanState::Clean));
    assert_eq!(thread.messages()[0].attachments[0].scan, ScanState::Clean);
}
