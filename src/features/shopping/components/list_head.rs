//! What a list is called.

use super::super::list_address::ListAddress;
use super::super::page_head::{PageHead, set_head};
use crate::{
    data::use_runtime,
    platform::announce,
    routes, text,
    ui::{Breadcrumbs, Crumb},
};
use fivefold_api::model::ProductList;
use fivefold_view::prelude::*;

/// The way to a list and its name. It also tells the browser, and a listener how much was found (B2C-24).
#[component]
pub fn ListHead(
    /// The list.
    #[prop(into)]
    address: Signal<ListAddress>,
    /// Its first page.
    list: Signal<ProductList>,
    /// Whether `list` still answers an older address.
    is_behind: Signal<bool>,
) -> impl IntoView {
    let name = Memo::new(move |_| name(&address.read(), &list.read()));
    let runtime = use_runtime();
    Effect::new(move |_| {
        let address = address.get();
        let is_hidden = address.is_search || !address.asked.facets.is_empty();
        let alone = ListAddress::default();
        let own = ListAddress { asked: address.at_page(address.asked.page).asked, ..alone };
        let title = name.get();
        set_head(&runtime, &PageHead { title, address: own.href(), is_hidden, ..PageHead::default() });
    });
    let found = Memo::new(move |_| (!is_behind.get()).then(|| (address.get(), list.read().page.total)));
    Effect::new(move |_| {
        if let Some((address, Some(total))) = found.get() {
            announce::say(&match address.asked.q.as_str() {
                "" => text::shopping::results(total),
                words => text::shopping::results_for(total, words),
            });
        }
    });
    let crumbs = move || crumbs(&address.read(), &list.read());
    view! {
        <header class="list-head">
            {move || view! { <Breadcrumbs label=text::shopping::BREADCRUMBS.get() crumbs=crumbs()/> }}
            <h1 tabindex="-1">{name}</h1>
        </header>
    }
}

fn name(address: &ListAddress, list: &ProductList) -> String {
    match list.breadcrumbs.last() {
        _ if !address.asked.q.is_empty() => text::shopping::quoted(&address.asked.q),
        Some(category) if address.asked.category.is_some() => category.name.clone(),
        _ if address.is_search => text::shopping::SEARCH_TITLE.get().to_owned(),
        _ => text::shopping::ALL_PRODUCTS.get().to_owned(),
    }
}

fn crumbs(address: &ListAddress, list: &ProductList) -> Vec<Crumb> {
    let mut crumbs = vec![Crumb { name: text::site::HOME.get().to_owned(), href: Some(routes::home()) }];
    if address.asked.category.is_some() {
        let all = text::shopping::ALL_PRODUCTS.get().to_owned();
        crumbs.push(Crumb { name: all, href: Some(routes::products()) });
        let steps = list.breadcrumbs.iter();
        crumbs.extend(
            steps.map(|step| Crumb { name: step.name.clone(), href: Some(routes::category(&step.slug)) }),
        );
        if let Some(last) = crumbs.last_mut() {
            last.href = None;
        }
    } else {
        crumbs.push(Crumb { name: name(address, list), href: None });
    }
    crumbs
}
