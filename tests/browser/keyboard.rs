//! What the keyboard does with the primitives that open something, after the ARIA Authoring Practices.

use fivefold::ui::{Button, Dialog, Menu, MenuItem, Side, Tab, Tabs, Tooltip};
use fivefold_view::prelude::*;
use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

use crate::stage::{
    Errors, document, draw, find, fire, focus, has_focus, how_many, press, property, script, settled, text,
};

fn item(value: &str, label: &str, is_disabled: bool) -> MenuItem {
    MenuItem { value: value.to_owned(), label: label.to_owned(), is_disabled }
}

/// A menu of four actions, and what was chosen of it.
fn menu() -> (Element, RwSignal<Vec<String>>) {
    let chosen = RwSignal::new(Vec::new());
    let page = draw(move || {
        let items = vec![
            item("copy", "Copy", false),
            item("edit", "Edit", false),
            item("withdraw", "Withdraw", true),
            item("delete", "刪除", false),
        ];
        let choose = move |value| chosen.update(|chosen| chosen.push(value));
        view! { <Menu id="menu" label="Quote" items on_choose=choose/> <input/> }
    });
    (page, chosen)
}

fn is_shown(page: &Element, selector: &str) -> bool {
    property(&find(page, selector), "hidden") == false
}

/// The words of the menu's item that has the focus.
fn active(page: &Element) -> String {
    let active = document().active_element().filter(|active| page.contains(Some(active)));
    active.map(|active| text(&active)).unwrap_or_default()
}

#[wasm_bindgen_test]
fn x_a11y_a_menu_opens_at_either_end_and_the_arrows_go_round() {
    let (page, _) = menu();
    let (button, list) = (find(&page, "[aria-haspopup=menu]"), find(&page, "[role=menu]"));
    assert!(!is_shown(&page, "[role=menu]"));
    focus(&button);
    assert!(press(&button, "ArrowDown"), "the page does not scroll");
    assert_eq!((active(&page).as_str(), is_shown(&page, "[role=menu]")), ("Copy", true));
    for (key, words) in [
        ("ArrowUp", "刪除"),
        ("ArrowDown", "Copy"),
        ("End", "刪除"),
        ("ArrowUp", "Withdraw"),
        ("Home", "Copy"),
        ("ArrowDown", "Edit"),
    ] {
        assert!(press(&list, key), "{key}");
        assert_eq!(active(&page), words, "{key}");
    }
    assert!(press(&list, "Escape"));
    press(&button, "ArrowUp");
    assert_eq!(active(&page), "刪除");
}

#[wasm_bindgen_test]
async fn x_a11y_a_letter_finds_an_item_and_escape_returns_to_the_button() {
    let (page, chosen) = menu();
    let (button, list) = (find(&page, "[aria-haspopup=menu]"), find(&page, "[role=menu]"));
    focus(&button);
    fire(&button, "click");
    settled().await;
    assert_eq!(button.get_attribute("aria-expanded").as_deref(), Some("true"));
    press(&list, "w");
    assert_eq!(active(&page), "Withdraw");
    press(&list, "刪");
    assert_eq!(active(&page), "Withdraw", "w and 刪 typed at once are one word, which is nowhere");
    press(&list, "Escape");
    settled().await;
    assert!(has_focus(&button) && !is_shown(&page, "[role=menu]"));
    assert_eq!(button.get_attribute("aria-expanded").as_deref(), Some("false"));
    assert!(chosen.get_untracked().is_empty());
}

#[wasm_bindgen_test]
fn x_a11y_a_choice_is_told_once_and_gives_the_focus_back() {
    let (page, chosen) = menu();
    let button = find(&page, "[aria-haspopup=menu]");
    focus(&button);
    press(&button, "ArrowDown");
    fire(&find(&page, "[aria-disabled=true]"), "click");
    assert!(is_shown(&page, "[role=menu]"), "what is not possible closes nothing");
    fire(&find(&page, "[role=menuitem]:nth-child(2)"), "click");
    assert!(has_focus(&button) && !is_shown(&page, "[role=menu]"));
    assert_eq!(chosen.get_untracked(), ["edit"]);
}

#[wasm_bindgen_test]
fn x_a11y_a_menu_closes_when_the_focus_goes_elsewhere() {
    let (page, _) = menu();
    let button = find(&page, "[aria-haspopup=menu]");
    focus(&button);
    press(&button, "ArrowDown");
    focus(&find(&page, "input"));
    assert!(!is_shown(&page, "[role=menu]"));
    press(&button, "ArrowDown");
    assert!(!press(&find(&page, "[role=menu]"), "Tab"), "Tab is the browser's");
    assert!(has_focus(&button) && !is_shown(&page, "[role=menu]"));
}

/// Three tabs in this direction.
fn tabs(direction: &'static str) -> Element {
    let value = RwSignal::new(0);
    draw(move || {
        let tabs: Vec<_> = ["One", "Two", "Three"]
            .map(|label| Tab {
                label: label.to_owned(),
                panel: ViewFn::from(move || view! { <p>{label}" is shown."</p> }),
            })
            .into();
        view! {
            <div dir=direction>
                <Tabs id="tabs" label="Views" tabs value on_select=move |index| value.set(index)/>
            </div>
        }
    })
}

async fn walks(page: &Element, steps: &[(&str, &str)]) {
    for (key, words) in steps {
        let before = document().active_element().expect("a tab");
        assert!(press(&before, key), "{key}");
        settled().await;
        assert_eq!(active(page), *words, "{key}");
        let panel = find(page, "[role=tabpanel]");
        assert_eq!(
            text(&panel),
            format!("{words} is shown."),
            "the tab with the focus is the one that is shown"
        );
        assert_eq!(text(&find(page, "[aria-selected=true]")), *words);
        assert_eq!(how_many(page, "[role=tab][tabindex=\"0\"]"), 1);
        let labelled_by = panel.get_attribute("aria-labelledby").expect("the panel has a name");
        assert_eq!(text(&find(page, &format!("#{labelled_by}"))), *words);
        assert!(find(page, "[role=tab][tabindex=\"0\"]") == find(page, "[aria-selected=true]"));
    }
}

#[wasm_bindgen_test]
async fn x_a11y_the_arrows_walk_the_tabs_and_show_them() {
    let page = tabs("ltr");
    focus(&find(&page, "[role=tab]"));
    let steps = [
        ("ArrowRight", "Two"),
        ("End", "Three"),
        ("ArrowRight", "One"),
        ("ArrowLeft", "Three"),
        ("Home", "One"),
    ];
    walks(&page, &steps).await;
    assert!(!press(&find(&page, "[role=tab]"), "ArrowDown"), "the page scrolls");
}

#[wasm_bindgen_test]
async fn x_a11y_the_arrows_follow_the_direction_of_the_text() {
    let page = tabs("rtl");
    focus(&find(&page, "[role=tab]"));
    walks(&page, &[("ArrowLeft", "Two"), ("ArrowLeft", "Three"), ("ArrowRight", "Two"), ("Home", "One")])
        .await;
}

#[wasm_bindgen_test]
async fn x_a11y_an_arrow_with_alt_is_the_browsers() {
    let page = tabs("ltr");
    let tab = find(&page, "[role=tab]");
    focus(&tab);
    let body = "const key = { key: 'ArrowRight', altKey: true, bubbles: true, cancelable: true };
        return element.dispatchEvent(new KeyboardEvent('keydown', key))";
    assert_eq!(script(&tab, body), true);
    settled().await;
    assert_eq!(text(&find(&page, "[aria-selected=true]")), "One");
}

fn tooltip() -> Element {
    draw(|| {
        view! {
            <Tooltip id="words" text="The most you would pay.">
                <Button described_by="words">"Maximum"</Button>
            </Tooltip>
            <input/>
        }
    })
}

#[wasm_bindgen_test]
async fn x_a11y_a_tooltip_shows_on_focus_and_describes_its_control() {
    let page = tooltip();
    let button = find(&page, "button");
    assert!(!is_shown(&page, "[role=tooltip]"));
    let described_by = button.get_attribute("aria-describedby").expect("the control names its words");
    assert_eq!(text(&find(&page, &format!("#{described_by}"))), "The most you would pay.");
    focus(&button);
    settled().await;
    assert!(is_shown(&page, "[role=tooltip]"));
    focus(&find(&page, "input"));
    settled().await;
    assert!(!is_shown(&page, "[role=tooltip]"));
}

#[wasm_bindgen_test]
async fn x_a11y_a_tooltip_stays_under_the_pointer_until_escape() {
    let page = tooltip();
    let around = find(&page, ".ui-tooltip");
    fire(&around, "pointerenter");
    settled().await;
    assert!(is_shown(&page, "[role=tooltip]"));
    assert!(around.contains(Some(&find(&page, "[role=tooltip]"))), "on the words the pointer has not left");
    let elsewhere = find(&page, "input");
    focus(&elsewhere);
    assert!(press(&elsewhere, "Escape"), "wherever the focus is, and nothing else closes");
    settled().await;
    assert!(!is_shown(&page, "[role=tooltip]"));
    assert!(!press(&elsewhere, "Escape"), "the next one is not ours");
    fire(&around, "pointerenter");
    fire(&around, "pointerleave");
    settled().await;
    assert!(!is_shown(&page, "[role=tooltip]"));
}

#[wasm_bindgen_test]
async fn a_tooltip_that_is_gone_hears_no_key() {
    let errors = Errors::watch();
    let is_there = RwSignal::new(true);
    let page = draw(move || {
        let tooltip = move || is_there.get().then(|| view! { <Tooltip id="gone" text="Gone.">"x"</Tooltip> });
        view! { {tooltip} <input/> }
    });
    fire(&find(&page, ".ui-tooltip"), "pointerenter");
    is_there.set(false);
    settled().await;
    assert!(!press(&find(&page, "input"), "Escape"));
    assert_eq!(errors.count(), 0);
}

/// A button that opens a dialog with a field in it, and whether it is open.
fn dialog(side: Side) -> (Element, RwSignal<bool>) {
    let is_open = RwSignal::new(false);
    let page = draw(move || {
        view! {
            <button class="opener" on:click=move |_| is_open.set(true)></button>
            <Dialog open=is_open on_close=move |()| is_open.set(false) title="Filters" side><input/></Dialog>
        }
    });
    (page, is_open)
}

async fn opened(side: Side) -> (Element, RwSignal<bool>) {
    let (page, is_open) = dialog(side);
    let opener = find(&page, ".opener");
    focus(&opener);
    fire(&opener, "click");
    settled().await;
    (page, is_open)
}

#[wasm_bindgen_test]
async fn x_a11y_a_dialog_and_a_drawer_hold_the_focus() {
    for side in [Side::Centre, Side::Start, Side::End] {
        let (page, is_open) = opened(side).await;
        assert!(has_focus(&find(&page, "h2")), "the title is read first");
        let opener = find(&page, ".opener");
        script(&opener, "element.focus()");
        assert!(!has_focus(&opener), "what is behind cannot be reached");
        focus(&find(&page, "dialog input"));
        is_open.set(false);
        settled().await;
    }
}

#[wasm_bindgen_test]
async fn x_a11y_a_dialog_that_the_browser_closes_gives_the_focus_back() {
    let (page, is_open) = opened(Side::End).await;
    let dialog = find(&page, "dialog");
    let wait = "return new Promise((done) => element.addEventListener('close', done, { once: true }))";
    let closed: Promise = script(&dialog, wait).unchecked_into();
    // What the browser does on Escape.
    script(&dialog, "element.close()");
    JsFuture::from(closed).await.expect("it closes");
    settled().await;
    assert!(!is_open.get_untracked(), "its owner is told");
    assert!(has_focus(&find(&page, ".opener")));
    assert_eq!(how_many(&page, "dialog input"), 0, "what is closed holds nothing");
}

#[wasm_bindgen_test]
async fn x_a11y_the_button_of_a_drawer_closes_it_and_gives_the_focus_back() {
    let (page, is_open) = opened(Side::Start).await;
    fire(&find(&page, "dialog button"), "click");
    settled().await;
    assert!(!is_open.get_untracked() && property(&find(&page, "dialog"), "open") == false);
    assert!(has_focus(&find(&page, ".opener")));
}

#[cfg(feature = "design")]
#[wasm_bindgen_test]
async fn the_design_page_draws_every_primitive_twice() {
    let errors = Errors::watch();
    let backend = crate::backend::Backend::default();
    let page = draw(move || {
        fivefold::data::provide_runtime(backend.start());
        provide_context(fivefold::ui::Toasts::new());
        view! { <fivefold::design::DesignPage/> }
    });
    settled().await;
    for primitive in
        ["ui-menu", "ui-tabs", "ui-tooltip", "ui-dialog--drawer", "ui-stepper", "ui-table", "error-panel"]
    {
        for theme in ["light", "dark"] {
            let selector = format!("[data-theme={theme}] .{primitive}");
            assert!(how_many(&page, &selector) > 0, "{selector}");
        }
    }
    let ids = "return new Set([...element.querySelectorAll('[id]')].map((it) => it.id)).size";
    assert_eq!(script(&page, ids).as_f64().map(|ids| ids as usize), Some(how_many(&page, "[id]")));
    assert_eq!(errors.count(), 0);
}
