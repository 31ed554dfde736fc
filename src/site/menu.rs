//! What the menu of a phone offers beside the ways of trading.

use crate::{
    data::{AsyncView, use_query, use_runtime},
    routes, text,
    ui::SkeletonText,
};
use fivefold_api::{endpoints::ListCategories, http, model::Category};
use fivefold_view::prelude::*;

/// The categories at the top, and the orders of this session.
#[component]
pub(super) fn MenuCategories() -> impl IntoView {
    let catalog = http::catalog(use_runtime().client());
    let categories = use_query(|| ListCategories, move |_| catalog.categories());
    view! {
        <nav class="site-menu__more" aria-label=text::site::CATEGORIES.get()>
            <AsyncView query=categories loading=|| view! { <SkeletonText lines=8/> } let:categories>
                {move || links(categories.get())}
            </AsyncView>
        </nav>
        <a class="site-menu__orders" href=routes::orders()>{text::orders::LIST_TITLE.get()}</a>
    }
}

fn links(categories: Vec<Category>) -> View {
    let links: Vec<_> = categories
        .into_iter()
        .filter(|category| category.parent.is_none())
        .map(|category| view! { <li><a href=routes::category(&category.slug)>{category.name}</a></li> })
        .collect();
    view! { <ul>{links}</ul> }
}
