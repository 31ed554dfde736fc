//! What the renderer promises of elements: attributes, properties, events.

use fivefold_view::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::stage::{Errors, draw, find, fire, focus, property, script, settled, text};

#[wasm_bindgen_test]
async fn an_attribute_follows_its_value_and_goes_with_none() {
    let title = RwSignal::new(Some("a"));
    let is_open = RwSignal::new(true);
    let page = draw(move || {
        view! {
            <p title=title data-count=3 lang=String::from("en") hidden=false></p>
            <details open=move || is_open.get() data-plain title=move || title.get()></details>
        }
    });
    let (plain, details) = (find(&page, "p"), find(&page, "details"));
    assert_eq!(plain.outer_html(), r#"<p title="a" data-count="3" lang="en"></p>"#);
    assert_eq!(details.outer_html(), r#"<details open="" data-plain="" title="a"></details>"#);
    title.set(None);
    is_open.set(false);
    settled().await;
    assert_eq!(plain.outer_html(), r#"<p data-count="3" lang="en"></p>"#);
    assert_eq!(details.outer_html(), r#"<details data-plain=""></details>"#);
    title.set(Some("b"));
    settled().await;
    assert_eq!(plain.get_attribute("title").as_deref(), Some("b"));
}

#[wasm_bindgen_test]
async fn an_attribute_that_is_the_same_is_not_written_again() {
    let count = RwSignal::new(1);
    let page = draw(move || view! { <p title=move || count.get().min(2)></p> });
    let paragraph = find(&page, "p");
    let spy = "const set = element.setAttribute;
        element.writes = 0;
        element.setAttribute = (...values) => { element.writes += 1; return set.apply(element, values) }";
    script(&paragraph, spy);
    for next in [1, 2, 3, 4] {
        count.set(next);
        settled().await;
    }
    assert_eq!(paragraph.get_attribute("title").as_deref(), Some("2"));
    assert_eq!(property(&paragraph, "writes"), 1);
}

#[wasm_bindgen_test]
async fn a_class_comes_and_goes_beside_those_that_stay() {
    let is_on = RwSignal::new(false);
    let page = draw(move || {
        view! {
            <p class="card wide" class:on=is_on class=("card--gone", move || !is_on.get()) class:off=false></p>
            <b class:on=true class="card"></b>
        }
    });
    let card = find(&page, "p");
    assert_eq!(card.class_name(), "card wide card--gone");
    is_on.set(true);
    settled().await;
    assert_eq!(card.class_name(), "card wide on");
    assert!(find(&page, "b").class_list().contains("on"), "in whatever order they are written");
}

#[wasm_bindgen_test]
async fn a_property_reaches_what_a_person_has_changed() {
    let value = RwSignal::new("a".to_owned());
    let page = draw(move || view! { <input prop:value=value/> <button prop:disabled=true></button> });
    let field = find(&page, "input");
    assert_eq!(property(&field, "value"), "a");
    assert_eq!(property(&find(&page, "button"), "disabled"), true);
    script(&field, "element.value = 'typed'");
    value.set("b".to_owned());
    settled().await;
    assert_eq!(property(&field, "value"), "b");
    assert_eq!(field.get_attribute("value"), None);
}

#[wasm_bindgen_test]
async fn a_choice_is_set_after_what_can_be_chosen_is_there() {
    let chosen = RwSignal::new("b");
    let page = draw(move || {
        view! {
            <select prop:value=move || chosen.get()>
                <option value="a"></option>
                <option value="b"></option>
            </select>
        }
    });
    assert_eq!(property(&find(&page, "select"), "value"), "b");
    chosen.set("a");
    settled().await;
    assert_eq!(property(&find(&page, "select"), "value"), "a");
}

#[wasm_bindgen_test]
async fn a_style_follows_its_value() {
    let width = RwSignal::new(Some("10%".to_owned()));
    let page = draw(move || view! { <p style:inline-size=width style:color="red" style:--depth="2"></p> });
    let style = find(&page, "p").unchecked_into::<HtmlElement>().style();
    let read = |name| style.get_property_value(name).expect("a name");
    assert_eq!(
        (read("inline-size"), read("color"), read("--depth")),
        ("10%".into(), "red".into(), "2".into())
    );
    width.set(Some("20%".to_owned()));
    settled().await;
    assert_eq!(read("inline-size"), "20%");
    width.set(None);
    settled().await;
    assert_eq!((read("inline-size"), read("color")), (String::new(), "red".into()));
}

#[wasm_bindgen_test]
async fn an_event_reaches_its_handler_until_the_owner_ends() {
    let errors = Errors::watch();
    let (round, clicks) = (RwSignal::new(1), RwSignal::new(Vec::new()));
    let page = draw(move || {
        view! {
            {move || {
                let own = RwSignal::new(round.get());
                view! { <button on:click=move |_| clicks.update(|clicks| clicks.push(own.get_untracked()))></button> }
            }}
        }
    });
    let first = find(&page, "button");
    fire(&first, "click");
    round.set(2);
    settled().await;
    fire(&first, "click");
    assert_eq!(clicks.get_untracked(), [1], "what is gone hears nothing");
    fire(&find(&page, "button"), "click");
    assert_eq!((clicks.get_untracked(), errors.count()), (vec![1, 2], 0.into()));
}

#[wasm_bindgen_test]
async fn a_handler_gets_the_event_of_its_element() {
    let typed = RwSignal::new(String::new());
    let page = draw(move || {
        view! { <input on:input=move |event| typed.set(event_target_value(&event))/> <p>{typed}</p> }
    });
    let field = find(&page, "input");
    script(&field, "element.value = 'lamp'");
    fire(&field, "input");
    settled().await;
    assert_eq!(text(&page), "lamp");
}

#[wasm_bindgen_test]
async fn taking_the_focused_element_away_wakes_no_handler_that_has_ended() {
    let errors = Errors::watch();
    let (is_shown, blurs, outer) = (RwSignal::new(true), RwSignal::new(0), RwSignal::new(0));
    let page = draw(move || {
        view! {
            <div on:focusout=move |_| outer.update(|count| *count += 1)>
                {move || is_shown.get().then(|| {
                    let own = RwSignal::new(1);
                    view! {
                        <input on:blur=move |_| blurs.update(|count| *count += own.get_untracked())/>
                        <input class="last" on:blur=move |_| blurs.update(|count| *count += own.get_untracked())/>
                    }
                })}
            </div>
        }
    });
    focus(&find(&page, "input"));
    focus(&find(&page, ".last"));
    assert_eq!(blurs.get_untracked(), 1);
    is_shown.set(false);
    settled().await;
    assert_eq!((blurs.get_untracked(), errors.count()), (1, 0.into()));
    assert!(page.query_selector("input").expect("a selector").is_none());
}

#[wasm_bindgen_test]
async fn an_element_that_its_blur_takes_away_is_gone_once() {
    let errors = Errors::watch();
    let is_shown = RwSignal::new(true);
    let page = draw(move || {
        let taken = |event: leptos::ev::FocusEvent| {
            let target: web_sys::Element = event.target().expect("what lost the focus").unchecked_into();
            target.remove();
        };
        view! {
            <div on:focusout=taken>
                {move || is_shown.get().then(|| view! { <input/> <b>"text"</b> })}
            </div>
        }
    });
    focus(&find(&page, "input"));
    is_shown.set(false);
    settled().await;
    assert_eq!((text(&page).as_str(), find(&page, "div").children().length()), ("", 0));
    assert_eq!(errors.count(), 0);
}

#[wasm_bindgen_test]
fn svg_stands_in_its_namespace() {
    let page = draw(|| {
        view! {
            <svg viewBox="0 0 1 1" class="mark">
                <title>"Mark"</title>
                <g><path d="M0 0"></path></g>
                <text>"x"</text>
            </svg>
            <p></p>
        }
    });
    for name in ["svg", "title", "g", "path", "text"] {
        let space = find(&page, name).namespace_uri();
        assert_eq!(space.as_deref(), Some("http://www.w3.org/2000/svg"), "{name}");
    }
    assert_eq!(find(&page, "svg").get_attribute("viewBox").as_deref(), Some("0 0 1 1"));
    assert_eq!(find(&page, "p").namespace_uri().as_deref(), Some("http://www.w3.org/1999/xhtml"));
}

#[wasm_bindgen_test]
async fn a_reference_is_filled_when_its_element_is_drawn() {
    let count = RwSignal::new(1);
    let node_ref = NodeRef::<leptos::html::P>::new();
    let seen = RwSignal::new(Vec::new());
    let page = draw(move || {
        Effect::new(move |_| {
            if let Some(element) = node_ref.get() {
                seen.update(|seen| seen.push(element.text_content()));
            }
        });
        view! { {move || view! { <p node_ref=node_ref>{count.get()}</p> }} }
    });
    settled().await;
    count.set(2);
    settled().await;
    assert_eq!(seen.get_untracked(), [Some("1".to_owned()), Some("2".to_owned())]);
    assert_eq!(node_ref.get_untracked().map(|element| element.is_connected()), Some(true));
    assert_eq!(text(&page), "2");
}
