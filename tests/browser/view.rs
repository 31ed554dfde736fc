//! What the renderer promises of texts, closures, components and context.

use fivefold_view::{mount_to, prelude::*};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::{
    Errors, document, draw, find, focus, has_focus, how_many, property, script, settled, text,
};

#[wasm_bindgen_test]
async fn a_text_changes_in_place() {
    let name = RwSignal::new("lamp".to_owned());
    let page = draw(move || view! { <p>"One " <span></span> {move || name.get()} "!"</p> });
    let paragraph = find(&page, "p");
    assert_eq!(text(&paragraph), "One lamp!");
    // After the closure's first marker.
    let node =
        find(&paragraph, "span").next_sibling().and_then(|marker| marker.next_sibling()).expect("the text");
    name.set("chair".to_owned());
    settled().await;
    assert_eq!(text(&paragraph), "One chair!");
    assert_eq!(text(&node), "chair", "the node is the same");
}

#[wasm_bindgen_test]
async fn a_text_that_is_the_same_is_not_written_again() {
    let count = RwSignal::new(1);
    let page = draw(move || view! { <p>{move || (count.get() > 0).to_string()}</p> });
    let observed = "element.changes = 0;
        new MutationObserver((changes) => { element.changes += changes.length })
            .observe(element, { subtree: true, childList: true, characterData: true })";
    script(&page, observed);
    count.set(2);
    settled().await;
    assert_eq!(property(&page, "changes"), 0, "a selection in it stays");
    count.set(0);
    settled().await;
    assert_eq!((text(&page).as_str(), property(&page, "changes")), ("false", 1.into()));
}

#[wasm_bindgen_test]
async fn a_text_gives_way_to_nodes_and_back() {
    let step = RwSignal::new(0);
    let page = draw(move || {
        view! {
            <p>
                {move || match step.get() {
                    0 | 3 => "text".into_view(),
                    1 => view! { <b>"bold"</b> },
                    _ => ().into_view(),
                }}
            </p>
        }
    });
    let mut seen = Vec::new();
    for next in 1..5 {
        seen.push(find(&page, "p").inner_html().replace("<!---->", ""));
        step.set(next);
        settled().await;
    }
    assert_eq!(seen, ["text", "<b>bold</b>", "", "text"]);
    assert_eq!(text(&page), "");
}

#[wasm_bindgen_test]
async fn only_what_a_closure_showed_is_replaced() {
    let count = RwSignal::new(1);
    let page = draw(move || {
        view! {
            <input class="before"/>
            {move || view! { <b>{count.get()}</b> <i></i> }}
            <input class="after"/>
        }
    });
    let (before, bold, after) = (find(&page, ".before"), find(&page, "b"), find(&page, ".after"));
    focus(&after);
    count.set(2);
    settled().await;
    assert_eq!(text(&page), "2");
    assert!(bold != find(&page, "b") && !bold.is_connected(), "a closure's nodes are replaced");
    assert!(before == find(&page, ".before") && after == find(&page, ".after"));
    assert!(has_focus(&after), "and only they");
    assert_eq!(how_many(&page, "i"), 1);
}

#[wasm_bindgen_test]
async fn nothing_several_and_nested_closures_can_stand_in_a_view() {
    let count = RwSignal::new(2);
    let page = draw(move || {
        view! {
            <p>
                {move || (count.get() > 1).then(|| view! { <b>"many "</b> })}
                {move || (0..count.get()).map(|each| view! { <i>{each}</i> }).collect::<Vec<_>>()}
                {move || move || move || Some(count.get())}
                {["x", "y"]}
            </p>
        }
    });
    assert_eq!(text(&page), "many 012xy");
    count.set(0);
    settled().await;
    assert_eq!(text(&page), "0xy");
    count.set(3);
    settled().await;
    assert_eq!(text(&page), "many 0123xy");
}

#[wasm_bindgen_test]
async fn an_inner_closure_that_ran_again_first_leaves_nothing_behind() {
    let (inner, outer) = (RwSignal::new(1), RwSignal::new(1));
    let cleaned = RwSignal::new(0);
    let page = draw(move || {
        view! {
            <p>
                {move || {
                    let outer = outer.get();
                    move || {
                        on_cleanup(move || cleaned.update(|count| *count += 1));
                        let both = format!("{outer}.{} ", inner.get());
                        view! { <b>{both}</b> <i></i> }
                    }
                }}
            </p>
        }
    });
    for _ in 0..3 {
        inner.update(|inner| *inner += 1);
        settled().await;
    }
    assert_eq!((text(&page).as_str(), cleaned.get_untracked()), ("1.4 ", 3));
    outer.set(2);
    settled().await;
    assert_eq!((text(&page).as_str(), cleaned.get_untracked()), ("2.4 ", 4));
    // Both at once, the inner one first.
    inner.set(5);
    outer.set(3);
    settled().await;
    assert_eq!(text(&page), "3.5 ");
    assert_eq!(how_many(&page, "i"), 1);
    let last = cleaned.get_untracked();
    inner.set(6);
    settled().await;
    assert_eq!((text(&page).as_str(), cleaned.get_untracked()), ("3.6 ", last + 1), "one closure is left");
}

/// What decides about an outer closure may have changed already when an inner one runs for the last time.
#[wasm_bindgen_test]
async fn an_inner_closure_may_run_once_more_and_then_never() {
    let errors = Errors::watch();
    let (name, runs) = (RwSignal::new(Some(1)), RwSignal::new(0));
    let page = draw(move || {
        let is_some = Memo::new(move |_| name.with(Option::is_some));
        view! {
            {move || is_some.get().then(|| {
                let own = Memo::new(move |_| name.get().unwrap_or_default());
                let text = move || {
                    runs.update(|runs| *runs += 1);
                    own.get()
                };
                view! { <p title=own>{text}</p> }
            })}
        }
    });
    name.set(Some(2));
    settled().await;
    assert_eq!(text(&page), "2");
    name.set(None);
    settled().await;
    let last = runs.get_untracked();
    name.set(None);
    settled().await;
    assert_eq!((text(&page).as_str(), runs.get_untracked(), errors.count()), ("", last, 0.into()));
}

#[wasm_bindgen_test]
fn context_is_seen_by_children_and_not_by_siblings() {
    #[component]
    fn Seen() -> impl IntoView {
        use_context::<i32>().map(|seen| format!("{seen} "))
    }
    let page = draw(|| {
        view! {
            <Provider value=1>
                <Seen/>
                <Provider value=2><Seen/></Provider>
                <Seen/>
                <For each=|| [()] key=|()| 0 let:_one><Seen/></For>
                {|| view! { <Seen/> }}
            </Provider>
            <Seen/>
        }
    });
    assert_eq!(text(&page), "1 2 1 1 1 ");
}

#[wasm_bindgen_test]
async fn context_is_there_when_a_closure_runs_again() {
    let count = RwSignal::new(1);
    let page = draw(move || {
        view! {
            <Provider value="shop">{move || format!("{} {}", expect_context::<&str>(), count.get())}</Provider>
            {move || format!(" {} {}", use_context::<&str>().is_some(), count.get())}
        }
    });
    count.set(2);
    settled().await;
    assert_eq!(text(&page), "shop 2 false 2");
}

#[wasm_bindgen_test]
async fn what_stands_under_a_provider_ends_with_what_is_around_it() {
    let (is_shown, cleaned) = (RwSignal::new(true), RwSignal::new(0));
    let page = draw(move || {
        view! {
            {move || is_shown.get().then(|| view! {
                <Provider value=1>
                    <For
                        each=|| [1, 2]
                        key=|row| *row
                        children=move |row| {
                            on_cleanup(move || cleaned.update(|count| *count += 1));
                            row
                        }
                    />
                </Provider>
            })}
        }
    });
    assert_eq!(text(&page), "12");
    is_shown.set(false);
    settled().await;
    assert_eq!((text(&page).as_str(), cleaned.get_untracked()), ("", 2));
}

#[wasm_bindgen_test]
fn a_view_sees_the_variables_around_it() {
    let (element, fragment) = ("a", "b");
    let page = draw(move || view! { <p title=element>{element} <b>{fragment}</b></p> {fragment} });
    assert_eq!(
        (text(&page).as_str(), find(&page, "p").get_attribute("title")),
        ("abb", Some("a".to_owned()))
    );
}

#[wasm_bindgen_test]
fn children_may_be_drawn_once_or_again() {
    #[component]
    fn Once(children: Children) -> impl IntoView {
        children()
    }
    #[component]
    fn Twice(children: ChildrenFn, #[prop(optional, into)] after: ViewFn) -> impl IntoView {
        view! { {children()} {children()} {after.run()} }
    }
    #[component]
    fn Maybe(#[prop(optional)] children: Option<Children>) -> impl IntoView {
        children.map(|children| children())
    }
    let page = draw(|| {
        view! {
            <Once>"a" <b>"b"</b></Once>
            <Twice after=|| "!">"c"</Twice>
            <Maybe/>
            <Maybe>"d"</Maybe>
        }
    });
    assert_eq!(text(&page), "abcc!d");
}

#[wasm_bindgen_test]
fn a_view_is_drawn_at_the_end_of_its_parent() {
    let parent = document().create_element("div").expect("an element of HTML");
    parent.set_inner_html("<i>there</i>");
    mount_to(&parent, || view! { <b>" here"</b> });
    mount_to(&parent, || ().into_view());
    assert_eq!(parent.inner_html().replace("<!---->", "").replace("<!>", ""), "<i>there</i><b> here</b>");
}
