//! `/products`, `/categories/:slug`, `/search`: products to choose from.

use super::super::components::{ListHead, ListSkeleton, Listing, ListingView};
use super::super::here::use_list_address;
use super::super::list_address::ListAddress;
use super::super::page_head::{PageHead, set_head};
use crate::data::{AsyncView, Remote, use_query, use_runtime};
use crate::{
    routes, text,
    ui::{EmptyState, LinkButton, Look},
};
use fivefold_api::endpoints::ListCategories;
use fivefold_api::error::ApiError;
use fivefold_api::http;
use fivefold_view::prelude::*;

/// All products, those of a category, or what a search finds.
#[component]
pub fn ListPage() -> impl IntoView {
    let named = use_list_address();
    // An address that the backend refuses, such as a filter that it has never heard of.
    let refused = RwSignal::new(None::<ListAddress>);
    let address = Memo::new(move |_| {
        let named = named.get();
        let is_refused = *refused.read() == Some(named.clone());
        if is_refused { ListAddress { has_nonsense: true, ..named.unfiltered() } } else { named }
    });
    let catalog = http::catalog(use_runtime().client());
    let (for_list, for_categories) = (catalog.clone(), catalog.clone());
    let products =
        use_query(move || address.get().asked, move |asked| for_list.products(asked)).keeping_previous();
    Effect::new(move |_| {
        if let Some(ApiError::Invalid(_)) = products.get().error() {
            refused.set(Some(named.get_untracked()));
        }
    });
    let categories = use_query(|| ListCategories, move |_| for_categories.categories());
    let categories = Signal::derive(move || categories.ready().unwrap_or_default());
    let failed: fn(&ApiError) -> Option<View> = gone;
    // The address that the newest answer belongs to.
    let answered = Memo::new(move |before| match products.get() {
        Remote::Ready { refreshing: true, .. } => before.cloned().unwrap_or_else(|| address.get().asked),
        _ => address.get().asked,
    });
    let is_behind = Signal::derive(move || answered.get() != address.get().asked);

    view! {
        <div class="list-page">
            <AsyncView query=products loading=|| view! { <ListSkeleton/> } failed let:list>
                <ListHead address list is_behind/>
                <ListingView listing=Listing { address: address.into(), list, is_behind, categories, catalog: catalog.clone() }/>
            </AsyncView>
        </div>
    }
}

/// A category that is not there leads on to all products.
fn gone(error: &ApiError) -> Option<View> {
    let is_gone = matches!(error, ApiError::NotFound(_));
    is_gone.then(|| {
        let title = text::shopping::CATEGORY_GONE.get();
        set_head(&use_runtime(), &PageHead::hidden(title));
        view! {
            <EmptyState title text=text::site::NOT_FOUND_TEXT.get() is_page=true>
                <LinkButton look=Look::Strong href=routes::products()>{text::shopping::ALL_PRODUCTS.get()}</LinkButton>
            </EmptyState>
        }
    })
}
