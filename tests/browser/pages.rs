//! Pages and what they are made of, over a backend that answers when the test says so.

use fivefold::{
    data::{AsyncView, Runtime, provide_runtime, use_query, use_runtime},
    features::shopping::CartPage,
    platform::{intl, storage},
    ui::Toasts,
};
use fivefold_api::{endpoints::ListCategories, model::Category};
use fivefold_view::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

use crate::{
    backend::Backend,
    stage::{draw, find, fire, focus, has_focus, how_many, settled, text},
};

const CATEGORIES: &str = "/v1/categories";
const CART: &str = "/v1/cart";

#[component]
fn Categories() -> impl IntoView {
    let runtime = use_runtime();
    let ask = runtime.clone();
    let query = use_query(|| ListCategories, move |question| ask.client().call(&question));
    let is_empty: fn(&Vec<Category>) -> bool = Vec::is_empty;
    let refetch = move |_| runtime.queries().invalidate(CATEGORIES);
    view! {
        <button class="again" on:click=refetch></button>
        <AsyncView
            query
            loading=|| "Wait."
            is_empty=is_empty
            empty=|| view! { <p class="empty">"None."</p> }
            let:categories
        >
            <input/>
            <p class="names">
                {move || categories.get().into_iter().map(|each| each.name + " ").collect::<String>()}
            </p>
        </AsyncView>
    }
}

fn draw_with(runtime: Runtime, page: impl FnOnce() -> View) -> Element {
    draw(move || {
        provide_runtime(runtime);
        provide_context(Toasts::new());
        page()
    })
}

fn categories(names: &[&str]) -> String {
    let each = names
        .iter()
        .map(|name| format!(r#"{{"slug":"{}","name":"{name}","products":3}}"#, name.to_lowercase()));
    format!("[{}]", each.collect::<Vec<_>>().join(","))
}

/// Waits for an answer on its way through the client, the cache and the page.
async fn answered() {
    for _ in 0..4 {
        settled().await;
    }
}

#[wasm_bindgen_test]
async fn a_question_has_a_loading_and_a_ready_face() {
    let backend = Backend::default();
    let page = draw_with(backend.start(), || view! { <Categories/> });
    answered().await;
    assert_eq!(text(&find(&page, "[aria-busy=true]")), "Wait.");
    backend.answer(CATEGORIES, 200, &categories(&["Lamps", "Chairs"]));
    answered().await;
    assert_eq!((text(&find(&page, ".names")).as_str(), how_many(&page, "[aria-busy]")), ("Lamps Chairs ", 0));
    assert_eq!(backend.asked(CATEGORIES), 1);
}

#[wasm_bindgen_test]
async fn news_of_an_answer_leave_its_face_and_the_focus_in_it() {
    let backend = Backend::default();
    backend.answer(CATEGORIES, 200, &categories(&["Lamps"]));
    let page = draw_with(backend.start(), || view! { <Categories/> });
    answered().await;
    let field = find(&page, "input");
    focus(&field);
    backend.answer(CATEGORIES, 200, &categories(&["Tables"]));
    fire(&find(&page, ".again"), "click");
    answered().await;
    assert_eq!((text(&find(&page, ".names")).as_str(), has_focus(&field)), ("Tables ", true));
    // A failed question for news does not take away what is known.
    backend.answer(CATEGORIES, 500, "");
    fire(&find(&page, ".again"), "click");
    answered().await;
    assert_eq!((text(&find(&page, ".names")).as_str(), has_focus(&field)), ("Tables ", true));
    assert!(text(&page).contains("Try again"), "but it is said");
}

#[wasm_bindgen_test]
async fn a_question_that_failed_can_be_asked_again() {
    let backend = Backend::default();
    backend.answer(CATEGORIES, 500, "");
    let page = draw_with(backend.start(), || view! { <Categories/> });
    answered().await;
    let panel = find(&page, ".error-panel");
    assert_eq!(panel.get_attribute("role").as_deref(), Some("alert"));
    backend.answer(CATEGORIES, 200, &categories(&["Lamps"]));
    fire(&find(&panel, "button"), "click");
    answered().await;
    assert_eq!((text(&find(&page, ".names")).as_str(), how_many(&page, ".error-panel")), ("Lamps ", 0));
}

#[wasm_bindgen_test]
async fn an_answer_with_nothing_in_it_has_a_face_of_its_own() {
    let backend = Backend::default();
    backend.answer(CATEGORIES, 200, "[]");
    let page = draw_with(backend.start(), || view! { <Categories/> });
    answered().await;
    assert_eq!((text(&find(&page, ".empty")).as_str(), how_many(&page, ".names")), ("None.", 0));
}

fn cart(lines: &str) -> String {
    format!(
        r#"{{"id":"c1","version":"1","revision":1,"lines":[{lines}],"items":2,"tax_included":true,
        "subtotal":{{"minor":17980,"currency":"EUR","exponent":2}}}}"#
    )
}

const LINE: &str = r##"{"variant":"v1","product":"teapot","title":"Teapot","options":"Sand","quantity":2,
    "picture":{"alt":"A teapot","width":800,"height":600,"tone":"#aabbcc","sources":[]},
    "quantities":{"min":1,"max":9,"increment":1},"stock":{"level":"in_stock"},"state":"buyable",
    "unit_price":{"minor":8990,"currency":"EUR","exponent":2},
    "total":{"minor":17980,"currency":"EUR","exponent":2}}"##;

#[wasm_bindgen_test]
async fn the_cart_page_is_empty_without_a_session_and_asks_nothing() {
    storage::remove("session");
    let backend = Backend::default();
    let page = draw_with(backend.start(), || view! { <CartPage/> });
    answered().await;
    assert!(text(&page).contains("Your cart is empty"), "{}", text(&page));
    assert_eq!(backend.asked(CART), 0);
}

#[wasm_bindgen_test]
async fn the_cart_page_waits_fails_and_shows_the_lines_when_asked_again() {
    intl::set_locale("en-GB");
    storage::set("session", "token");
    let backend = Backend::default();
    let page = draw_with(backend.start(), || view! { <CartPage/> });
    answered().await;
    assert_eq!(how_many(&page, "[aria-busy=true]"), 1);
    backend.answer(CART, 503, "");
    answered().await;
    backend.answer(CART, 200, &cart(LINE));
    fire(&find(&page, ".error-panel button"), "click");
    answered().await;
    storage::remove("session");
    assert_eq!((how_many(&page, ".error-panel"), how_many(&page, ".cart-line")), (0, 1));
    let shown = text(&page);
    assert!(shown.contains("Teapot") && shown.contains("€179.80"), "{shown}");
}

#[wasm_bindgen_test]
async fn the_cart_page_says_that_there_is_nothing_in_it() {
    storage::set("session", "token");
    let backend = Backend::default();
    backend.answer(CART, 200, &cart(""));
    let page = draw_with(backend.start(), || view! { <CartPage/> });
    answered().await;
    storage::remove("session");
    assert!(text(&page).contains("Your cart is empty"), "{}", text(&page));
    assert_eq!(backend.asked(CART), 1);
}
