//! A quote to test with, and where it stands.

use super::*;
use fivefold_api::json;

/// The number of the quote is always the same; its status, its actions and its last offer are the test's.
pub fn quote(status: &str, actions: &str, more: &str) -> Quote {
    let text = format!(
        r#"{{"id":"q_1","number":"Q-1042","version":"7","viewer":"buyer","status":"{status}","turn":"buyer",
        "currency":{{"code":"EUR","exponent":2}},"company":{{"id":"c_1","name":"Harbour Cafés","person":"Ida"}},
        "supplier":{{"name":"Mill & Sons","zone":"Europe/Lisbon"}},"requested_at":"2026-11-20T08:00:00Z",
        "current":{{"number":2,"kind":"offer","by":"supplier","author":"Rui","at":"2026-11-25T08:00:00Z",
        "state":"standing","tax":"excluded","terms":{{"kind":"net","days":30}},"lines":[],
        "valid_until":"2026-11-26T12:00:00Z"}},"offer":2,"valid_until":"2026-11-26T12:00:00Z",
        "versions":[],"allowed_actions":[{actions}],"live":{{"topic":"quote/q_1","seq":1,"epoch":"e"}}{more}}}"#
    );
    json::from_slice(text.as_bytes()).expect("a quote of the contract")
}

fn at(text: &str) -> Option<Instant> {
    Some(Instant::parse(text).expect("an instant"))
}

#[test]
fn b2b_09_an_offer_is_expired_from_the_instant_on_until_which_it_is_valid() {
    let quote = quote("quoted", r#""accept","reject","counter","write""#, "");
    let (before, then) = (at("2026-11-26T11:59:59.999Z"), at("2026-11-26T12:00:00Z"));
    assert_eq!((status_at(&quote, before), status_at(&quote, then)), {
        (QuoteStatus::Quoted, QuoteStatus::Expired)
    });
    assert!(may_at(&quote, QuoteAction::Accept, before) && !may_at(&quote, QuoteAction::Accept, then));
    assert_eq!(turn_at(&quote, then), QuoteTurn::Nobody);
    assert!(may_at(&quote, QuoteAction::RequestAgain, then), "the only way on (B2B-14)");
    assert!(!may_at(&quote, QuoteAction::Order, then));
    assert_eq!(status_at(&quote, None), QuoteStatus::Quoted, "no clock, no guess");
}

#[test]
fn b2b_09_the_shop_s_word_that_it_is_expired_counts_whatever_the_clock_says() {
    let quote = quote("expired", r#""request_again","write""#, "");
    let before = at("2026-11-26T11:00:00Z");
    assert_eq!(status_at(&quote, before), QuoteStatus::Expired);
    assert!(!may_at(&quote, QuoteAction::Accept, before));
    assert!(may_at(&quote, QuoteAction::RequestAgain, before));
}

#[test]
fn b2b_11_nothing_expires_while_a_counter_is_open() {
    let quote = quote("countered", r#""withdraw_counter","cancel","write""#, "");
    let late = at("2026-11-27T00:00:00Z");
    assert_eq!(status_at(&quote, late), QuoteStatus::Countered);
    assert!(may_at(&quote, QuoteAction::WithdrawCounter, late));
    assert_eq!(due(&quote), None);
}

#[test]
fn x_state_what_only_the_shop_understands_is_only_read() {
    let quote = quote("hibernating", r#""accept""#, "");
    assert_eq!(quote.status, QuoteStatus::Unknown);
    assert!(!may_at(&quote, QuoteAction::Accept, at("2026-11-26T11:00:00Z")));
}

#[test]
fn b2b_07_an_answer_is_due_when_the_question_says_so() {
    let question = r#","question":{"text":"Which colour?","lines":[],"asked_at":"2026-11-25T08:00:00Z",
        "reply_due":"2026-11-28T08:00:00Z"}"#;
    assert_eq!(due(&quote("needs_info", r#""reply""#, question)), at("2026-11-28T08:00:00Z"));
    assert_eq!(due(&quote("quoted", r#""accept""#, "")), at("2026-11-26T12:00:00Z"));
}
