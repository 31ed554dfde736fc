//! The page: what there is, in the order in which one decides.

use super::{controls, facts, foundations, layers, specimen::Chapter};
use crate::{
    data::use_runtime,
    platform::head,
    text,
    ui::{Mark, Way},
};
use fivefold_view::prelude::*;

/// `/design`.
#[component]
pub fn DesignPage() -> impl IntoView {
    const TITLE: &str = "Design language";
    head::set_title(&text::site::title(TITLE, &use_runtime().config().brand));
    let chapters: Vec<&Chapter> = [foundations::ALL, controls::ALL, layers::ALL, facts::ALL].concat();
    let links: Vec<_> = chapters
        .iter()
        .map(|chapter| view! { <li><a href=["#", chapter.id].concat()>{chapter.title}</a></li> })
        .collect();
    let ways = Way::ALL.map(|way| view! { <span class=way.class()></span> });
    let chapters: Vec<_> = chapters.into_iter().map(Chapter::view).collect();
    view! {
        <div class="design">
            <header class="design-head">
                <Mark/>
                <h1 tabindex="-1">{TITLE}</h1>
                <p>
                    "Warm paper, near-black ink, and one colour for each way of trading. One strong action in a \
                    panel; facts in plain words; numbers that stand under each other."
                </p>
                <div class="design-head__ways" aria-hidden="true">{ways}</div>
                <nav aria-label="Chapters"><ol>{links}</ol></nav>
            </header>
            {chapters}
        </div>
    }
}
