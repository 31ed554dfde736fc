//! What the renderer promises of the rows of a list.

use fivefold_view::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

use crate::stage::{Errors, draw, find, focus, has_focus, script, settled, text};

/// A list of fields, between two texts, that counts the rows it has drawn and those that are gone.
struct Fields {
    page: Element,
    keys: RwSignal<Vec<u32>>,
    drawn: RwSignal<Vec<u32>>,
    gone: RwSignal<Vec<u32>>,
}

impl Fields {
    fn of(keys: &[u32]) -> Self {
        let keys = RwSignal::new(keys.to_vec());
        let (drawn, gone) = (RwSignal::new(Vec::new()), RwSignal::new(Vec::new()));
        let page = draw(move || {
            let row = move |key: u32| {
                drawn.update(|drawn| drawn.push(key));
                on_cleanup(move || gone.update(|gone| gone.push(key)));
                let state = RwSignal::new(key);
                view! { <input id=format!("row-{key}") on:blur=move |_| state.update(|_| ())/> {move || state.get()} "," }
            };
            view! { "(" <For each=move || keys.get() key=|key| *key children=row/> ")" }
        });
        Self { page, keys, drawn, gone }
    }

    async fn show(&self, keys: &[u32]) {
        self.keys.set(keys.to_vec());
        settled().await;
        self.shows(keys);
    }

    /// That these rows are there, in this order and nothing else.
    fn shows(&self, keys: &[u32]) {
        let rows: String = keys.iter().map(|key| format!("{key},")).collect();
        assert_eq!(text(&self.page), format!("({rows})"));
        let ids = "return [...element.querySelectorAll('input')].map((field) => field.id + ',').join('')";
        let expected: String = keys.iter().map(|key| format!("row-{key},")).collect();
        assert_eq!(script(&self.page, ids).as_string(), Some(expected));
    }

    fn field(&self, key: u32) -> Element {
        find(&self.page, &format!("#row-{key}"))
    }
}

#[wasm_bindgen_test]
async fn a_row_keeps_its_nodes_while_others_come_and_go() {
    let list = Fields::of(&[1, 2, 3]);
    let fields = [1, 2, 3].map(|key| list.field(key));
    list.show(&[9, 1, 8, 2, 3, 7]).await;
    list.show(&[3, 2, 1]).await;
    list.show(&[2, 3, 5, 1]).await;
    assert_eq!([1, 2, 3].map(|key| list.field(key)), fields);
    assert_eq!(list.drawn.get_untracked(), [1, 2, 3, 9, 8, 7, 5], "a row is drawn once");
}

#[wasm_bindgen_test]
async fn a_row_keeps_the_focus_wherever_the_others_go() {
    let errors = Errors::watch();
    let orders: [&[u32]; 10] = [
        &[4, 1, 2, 3],
        &[4, 2, 3],
        &[3, 2, 4],
        &[2, 3, 4],
        &[4, 3, 2],
        &[5, 2, 6],
        &[6, 5, 2],
        &[2],
        &[7, 8, 2, 9],
        &[9, 2, 8, 7],
    ];
    let list = Fields::of(&[1, 2, 3]);
    let field = list.field(2);
    focus(&field);
    for order in orders {
        list.show(order).await;
        assert!(has_focus(&field), "{order:?}");
    }
    assert_eq!(errors.count(), 0);
}

#[wasm_bindgen_test]
async fn a_row_is_cleaned_up_once() {
    let list = Fields::of(&[1, 2, 3]);
    list.show(&[3, 1]).await;
    assert_eq!(list.gone.get_untracked(), [2]);
    list.show(&[1]).await;
    list.show(&[1, 2]).await;
    list.show(&[]).await;
    let mut gone = list.gone.get_untracked();
    gone.sort_unstable();
    assert_eq!(gone, [1, 2, 2, 3]);
}

#[wasm_bindgen_test]
async fn the_row_with_the_focus_can_go() {
    let errors = Errors::watch();
    let list = Fields::of(&[1, 2]);
    focus(&list.field(1));
    list.show(&[2]).await;
    assert_eq!(errors.count(), 0);
}

#[wasm_bindgen_test]
async fn one_key_is_one_row() {
    let list = Fields::of(&[1, 1, 2, 1]);
    list.shows(&[1, 2]);
    list.keys.set(vec![2, 2, 1, 2]);
    settled().await;
    list.shows(&[2, 1]);
    assert_eq!(list.drawn.get_untracked(), [1, 2]);
}

#[wasm_bindgen_test]
async fn a_list_can_be_empty_and_have_rows_again() {
    let list = Fields::of(&[]);
    list.shows(&[]);
    list.show(&[1, 2]).await;
    list.show(&[]).await;
    list.show(&[2]).await;
    assert_eq!(list.drawn.get_untracked(), [1, 2, 2]);
}

#[wasm_bindgen_test]
async fn a_row_follows_signals_and_the_list_does_not_follow_its_rows() {
    let (keys, count, drawn) = (RwSignal::new(vec![1]), RwSignal::new(0), RwSignal::new(0));
    let page = draw(move || {
        let row = move |key: i32| {
            drawn.update(|drawn| *drawn += 1);
            // Read while the row is drawn, and by the row itself.
            let first = count.get();
            view! { <p>{key} ":" {first} ":" {move || count.get()} " "</p> }
        };
        view! { <For each=move || keys.get() key=|key| *key children=row/> }
    });
    count.set(1);
    settled().await;
    assert_eq!(text(&page), "1:0:1 ");
    keys.set(vec![2, 1]);
    settled().await;
    count.set(2);
    settled().await;
    assert_eq!((text(&page).as_str(), drawn.get_untracked()), ("2:1:2 1:0:2 ", 2));
}

#[wasm_bindgen_test]
async fn lists_stand_in_lists_and_in_closures() {
    let (groups, is_shown, gone) = (RwSignal::new(vec![1, 2]), RwSignal::new(true), RwSignal::new(0));
    let page = draw(move || {
        let group = move |group: i32| {
            let each = move || (0..groups.get().len()).collect::<Vec<_>>();
            let row = move |row: usize| {
                on_cleanup(move || gone.update(|gone| *gone += 1));
                view! { {move || format!("{group}{row} ")} }
            };
            view! { <For each key=|row| *row children=row/> }
        };
        view! {
            {move || is_shown.get().then(|| {
                view! { "[" <For each=move || groups.get() key=|group| *group children=group/> "]" }
            })}
        }
    });
    assert_eq!(text(&page), "[10 11 20 21 ]");
    groups.set(vec![3, 2, 1]);
    settled().await;
    assert_eq!(text(&page), "[30 31 32 20 21 22 10 11 12 ]");
    groups.set(vec![2]);
    settled().await;
    assert_eq!((text(&page).as_str(), gone.get_untracked()), ("[20 ]", 8));
    is_shown.set(false);
    settled().await;
    assert_eq!((text(&page).as_str(), gone.get_untracked()), ("", 9));
    is_shown.set(true);
    settled().await;
    assert_eq!(text(&page), "[20 ]");
}
