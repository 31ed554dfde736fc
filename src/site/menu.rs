//! What the menu of a phone offers beside the ways of trading.

use crate::{
    data::{AsyncView, use_query, use_runtime},
    routes, text,
    ui::SkeletonText,
};
use fivefold_api::{
    endpoints::ListCategories,
    http,
    model::{Capability, Category},
};
use fivefold_view::prelude::*;

/// The categories at the top, and what belongs to the visitor.
#[component]
pub(super) fn MenuCategories() -> impl IntoView {
    let runtime = use_runtime();
    let catalog = http::catalog(runtime.client());
    let account = move || {
        (runtime.offers(Capability::Accounts) == Some(true)).then(|| {
            view! {
                <a href=routes::account(None)>{text::account::TITLE.get()}</a>
                <a href=routes::activity()>{text::account::ACTIVITY.get()}</a>
            }
        })
    };
    let categories = use_query(|| ListCategories, move |_| catalog.categories());
    view! {
        <nav class="site-menu__more" aria-label=text::site::CATEGORIES.get()>
            <AsyncView query=categories loading=|| view! { <SkeletonText lines=8/> } let:categories>
                {move || links(categories.get())}
            </AsyncView>
        </nav>
        <div class="site-menu__mine">
            {account}
            <a href=routes::orders()>{text::orders::LIST_TITLE.get()}</a>
        </div>
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
