//! What the signals promise that stand on Leptos's graph.

use std::{cell::Cell, rc::Rc};

use fivefold_view::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::{Errors, draw, settled, text};

#[wasm_bindgen_test]
async fn a_memo_tells_only_when_it_has_become_another() {
    let count = RwSignal::new(1);
    let (computed, told) = (RwSignal::new(0), RwSignal::new(0));
    let page = draw(move || {
        let is_even = Memo::new(move |_| {
            computed.update(|times| *times += 1);
            count.get() % 2 == 0
        });
        let text = move || {
            told.update(|times| *times += 1);
            is_even.get().to_string()
        };
        view! { <p>{text}</p> }
    });
    for next in [3, 5, 6] {
        count.set(next);
        settled().await;
    }
    assert_eq!((computed.get_untracked(), told.get_untracked()), (4, 2));
    assert_eq!(text(&page), "true");
}

#[wasm_bindgen_test]
fn a_memo_is_given_what_it_found_last_and_is_up_to_date_when_read() {
    let count = RwSignal::new(1);
    let total = Memo::new(move |last: Option<&i32>| last.copied().unwrap_or(100) + count.get());
    let twice = Memo::new(move |_| total.get() * 2);
    assert_eq!((total.get_untracked(), twice.get_untracked()), (101, 202));
    count.set(5);
    assert_eq!((twice.get_untracked(), total.get_untracked(), *total.read_untracked()), (212, 106, 106));
    assert_eq!(Signal::from(twice).with_untracked(|twice| twice + 1), 213);
}

#[wasm_bindgen_test]
async fn an_effect_may_change_a_signal_that_is_shown() {
    let (count, double, runs) = (RwSignal::new(1), RwSignal::new(0), RwSignal::new(0));
    let page = draw(move || {
        Effect::new(move |last: Option<i32>| {
            let count = count.get();
            double.update(|double| *double = count * 2);
            runs.update(|runs| *runs += 1);
            last.unwrap_or(0) + count
        });
        view! { <p>{double}</p> }
    });
    assert_eq!(text(&page), "0", "an effect runs after the page has been drawn");
    settled().await;
    assert_eq!(text(&page), "2");
    count.set(4);
    settled().await;
    assert_eq!((text(&page).as_str(), runs.get_untracked()), ("8", 2));
}

#[wasm_bindgen_test]
async fn several_changes_at_once_are_shown_once() {
    let (first, second, runs) = (RwSignal::new(1), RwSignal::new(1), RwSignal::new(0));
    let page = draw(move || {
        view! {
            {move || {
                runs.update(|runs| *runs += 1);
                first.get() + second.get()
            }}
        }
    });
    first.set(2);
    first.set(3);
    second.set(4);
    settled().await;
    assert_eq!((text(&page).as_str(), runs.get_untracked()), ("7", 2));
}

#[wasm_bindgen_test]
async fn a_derived_signal_that_is_read_untracked_is_not_followed() {
    let (count, runs) = (RwSignal::new(1), RwSignal::new(0));
    let derived = Signal::derive(move || count.get() * 10);
    let page = draw(move || {
        let unfollowed = move || {
            runs.update(|runs| *runs += 1);
            derived.get_untracked() + derived.with_untracked(|value| *value) + *derived.read_untracked()
        };
        view! { {unfollowed} " " {derived} }
    });
    count.set(2);
    settled().await;
    assert_eq!((text(&page).as_str(), runs.get_untracked()), ("30 20", 1));
    assert_eq!(derived.get_untracked(), 20, "it is computed at each reading");
}

#[wasm_bindgen_test]
async fn handles_say_when_their_owner_has_ended() {
    type Handles = (Callback<i32, i32>, RwSignal<i32>, Memo<i32>, Signal<i32>, StoredValue<i32>);
    let errors = Errors::watch();
    let is_shown = RwSignal::new(true);
    let kept = Rc::new(Cell::new(None::<Handles>));
    let keep = kept.clone();
    let _page = draw(move || {
        let keep = keep.clone();
        view! {
            {move || is_shown.get().then(|| {
                let own = RwSignal::new(1);
                let callback = Callback::new(move |input: i32| input + own.get_untracked());
                let memo = Memo::new(move |_| own.get());
                let derived = Signal::derive(move || own.get());
                keep.set(Some((callback, own, memo, derived, StoredValue::new(1))));
            })}
        }
    });
    let (callback, own, memo, derived, stored) = kept.get().expect("the closure has run");
    assert_eq!((callback.try_run(1), callback.run(2), memo.try_get()), (Some(2), 3, Some(1)));
    is_shown.set(false);
    settled().await;
    assert_eq!(callback.try_run(1), None);
    assert_eq!((own.try_get_untracked(), own.try_set(2), memo.try_get_untracked()), (None, Some(2), None));
    assert_eq!((derived.try_get_untracked(), stored.try_set_value(3)), (None, Some(3)));
    own.set(3);
    own.update(|own| *own += 1);
    stored.update_value(|stored| *stored += 1);
    assert_eq!(errors.count(), 0, "changing what is gone is nothing");
}

#[wasm_bindgen_test]
async fn a_signal_without_an_owner_ends_with_its_last_clone() {
    let count = ArcRwSignal::new(1);
    let shown = count.clone();
    let page = draw(move || view! { <p>{Signal::<i32>::from(shown.clone())} " " {move || shown.get()}</p> });
    count.set(2);
    settled().await;
    assert_eq!(text(&page), "2 2");
    assert_eq!(count.get_untracked(), 2);
}

#[wasm_bindgen_test]
async fn the_halves_of_a_signal_are_one() {
    let (count, set_count) = signal(1);
    let page = draw(move || view! { {count} });
    set_count.set(2);
    set_count.update(|count| *count += 1);
    settled().await;
    assert_eq!(text(&page), "3");
    assert_eq!((set_count.try_set(4), count.get_untracked()), (None, 4));
}
