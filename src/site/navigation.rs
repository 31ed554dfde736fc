//! Links to the ways of trading that are open here.

use super::ways;
use crate::{
    data::{use_address, use_runtime},
    routes,
    ui::Way,
};
use fivefold_view::prelude::*;

/// The main navigation, made from the capabilities. The link to where the visitor is says so.
#[component]
pub(super) fn Navigation(
    /// Its class; it stands in the header and in the menu.
    class: &'static str,
    /// What it is called, since there may be two on a page.
    label: &'static str,
) -> impl IntoView {
    let runtime = use_runtime();
    let open = Memo::new(move |_| Way::ALL.map(|way| ways::is_open(&runtime, way)));
    let links = move || {
        let open = open.get();
        Way::ALL
            .into_iter()
            .zip(open)
            .filter(|(_, is_open)| *is_open)
            .map(|(way, _)| link(way))
            .collect::<Vec<_>>()
    };
    view! { <nav class=class aria-label=label>{links}</nav> }
}

fn link(way: Way) -> View {
    let address = use_address();
    let href = ways::href(way);
    let current = {
        let href = href.clone();
        move || address.with(|address| current(way, &href, &address.path))
    };
    view! { <a class=way.class() href=href aria-current=current>{ways::name(way)}</a> }
}

/// `page` on the first page of a way, `true` on the others.
fn current(way: Way, href: &str, path: &str) -> Option<&'static str> {
    if path == href {
        return Some("page");
    }
    let (pattern, _) = routes::find(routes::below(path)?)?;
    let is_inside = match way {
        Way::Shopping => {
            use routes::patterns::{CATEGORY, PRODUCT, SEARCH};
            [CATEGORY, PRODUCT, SEARCH].contains(&pattern.path)
        }
        Way::Auctions => pattern.path.starts_with(routes::patterns::AUCTIONS),
        Way::GroupBuys => {
            use routes::patterns::{GROUP_BUYS, INVITATION};
            pattern.path.starts_with(GROUP_BUYS) || pattern.path == INVITATION
        }
        Way::Quotes => {
            use routes::patterns::{QUOTES, SUPPLIER_QUOTES, WHOLESALE};
            [WHOLESALE, QUOTES, SUPPLIER_QUOTES].iter().any(|inside| pattern.path.starts_with(inside))
        }
        Way::Bookings => {
            use routes::patterns::{BOOKINGS, DOOR, SERVICES};
            [SERVICES, BOOKINGS, DOOR].iter().any(|inside| pattern.path.starts_with(inside))
        }
    };
    is_inside.then_some("true")
}
