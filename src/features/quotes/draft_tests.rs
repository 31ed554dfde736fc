//! The draft: lines come and go, and nothing else changes with them.

use super::*;
use proptest::prelude::*;
use std::cell::Cell;

fn counter() -> impl Fn() -> u64 {
    let next = Cell::new(0);
    move || {
        next.set(next.get() + 1);
        next.get()
    }
}

fn line(sku: &str, quantity: &str) -> DraftLine {
    DraftLine { sku: sku.into(), quantity: quantity.into(), unit: "piece".into(), ..DraftLine::default() }
}

#[test]
fn b2b_01_a_number_that_is_there_gets_more_and_one_with_wishes_stays_as_it_is() {
    let (mut draft, fresh) = (Draft::default(), counter());
    let mut known = draft.by_number();
    for (sku, quantity) in [("TEA-1", "12"), ("CUP-2", "6"), (" tea-1", "0.5")] {
        draft.add(line(sku, quantity), &mut known, &fresh);
    }
    let seen: Vec<_> = draft.lines().map(|line| (line.sku.as_str(), line.quantity.as_str())).collect();
    assert_eq!(seen, [("TEA-1", "12.5"), ("CUP-2", "6")]);

    draft.add(DraftLine { note: "blue".into(), ..line("CUP-2", "6") }, &mut known, &fresh);
    draft.add(line("TEA-1", "many"), &mut known, &fresh);
    assert_eq!(draft.len(), 4, "a line with a note is a line of its own, and so is one that cannot be read");
    draft.add(DraftLine::of_words("a blue cup"), &mut known, &fresh);
    draft.add(DraftLine::of_words("a red cup"), &mut known, &fresh);
    assert_eq!(draft.len(), 6, "what has no number is never the same");
}

#[test]
fn b2b_02_a_line_is_kept_over_a_reload() {
    let full = DraftLine {
        id: 7,
        target: "3.90".into(),
        per: Some(Quantity::new(100, 0, "m")),
        required_on: "2026-11-28".into(),
        note: "to the back door".into(),
        ..line("ROPE", "0.250")
    };
    let text = serde_json::to_string(&[full.clone(), line("A", "")]).unwrap();
    let read: Vec<DraftLine> = fivefold_api::json::from_str(&text).unwrap();
    assert_eq!(read, [full, line("A", "")]);
    let head = DraftHead { id: u64::MAX >> 12, note: "n".into(), pages: vec![1, 2], ..DraftHead::default() };
    let text = serde_json::to_string(&head).unwrap();
    assert_eq!(fivefold_api::json::from_str::<DraftHead>(&text).unwrap(), head);
}

#[test]
fn b2b_05_lines_that_come_after_the_sending_belong_to_the_next_draft() {
    let (mut draft, fresh) = (Draft::default(), counter());
    draft.add(line("TEA-1", "12"), &mut HashMap::new(), &fresh);
    assert_eq!(draft.unsent(), [], "nothing was sent, and all of it was when it is done");
    draft.head.sent = 1;
    let mut known = draft.by_number();
    draft.add(line("TEA-1", "6"), &mut known, &fresh);
    draft.add(line("TEA-1", "6"), &mut known, &fresh);
    let rest = draft.unsent();
    assert_eq!((rest.len(), rest[0].quantity.as_str(), draft.len()), (1, "12", 2));
}

proptest! {
    #[test]
    fn b2b_02_pages_hold_every_line_once_in_its_order(count in 0_usize..900, removed in prop::collection::vec(0_usize..900, 0..20)) {
        let (mut draft, fresh) = (Draft::default(), counter());
        for at in 0..count {
            draft.push(line(&at.to_string(), "1"), &fresh);
        }
        prop_assert!(draft.pages.iter().all(|page| page.lines.len() <= LINES_OF_A_PAGE));
        prop_assert_eq!(&draft.head.pages, &draft.pages.iter().map(|page| page.id).collect::<Vec<_>>());
        let mut wanted: Vec<u64> = draft.lines().map(|line| line.id).collect();
        for at in removed {
            if at < wanted.len() {
                let id = wanted.remove(at);
                prop_assert!(draft.remove(id).is_some() && draft.line(id).is_none());
                prop_assert!(draft.edit(id, |line| line.note = "x".into()).is_none());
            }
        }
        prop_assert_eq!(draft.lines().map(|line| line.id).collect::<Vec<_>>(), wanted);
    }
}
