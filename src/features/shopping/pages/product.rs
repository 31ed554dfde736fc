//! `/products/:slug`: one product.

use super::super::components::{ProductSkeleton, ProductView};
use super::super::here::use_product_address;
use super::super::page_head::{PageHead, set_head};
use crate::data::{AsyncView, use_query, use_runtime};
use crate::{
    routes, text,
    ui::{EmptyState, LinkButton, Look},
};
use fivefold_api::endpoints::GetProduct;
use fivefold_api::error::ApiError;
use fivefold_api::http;
use fivefold_view::prelude::*;

/// One product with its pictures, versions, price, stock and reviews.
#[component]
pub fn ProductPage() -> impl IntoView {
    let address = use_product_address();
    let slug = Memo::new(move |_| address.get().slug);
    let products = http::products(use_runtime().client());
    let failed: fn(&ApiError) -> Option<View> = gone;
    let product = use_query(move || GetProduct { slug: slug.get() }, move |asked| products.product(asked));

    view! {
        <div class="product-page">
            <AsyncView query=product loading=|| view! { <ProductSkeleton/> } failed let:known>
                <ProductView address query=product product=known/>
            </AsyncView>
        </div>
    }
}

/// A product that is not there any more leads on to the others.
fn gone(error: &ApiError) -> Option<View> {
    let is_gone = matches!(error, ApiError::NotFound(_));
    is_gone.then(|| {
        let title = text::shopping::PRODUCT_GONE_TITLE.get();
        set_head(&use_runtime(), &PageHead::hidden(title));
        view! {
            <EmptyState title text=text::shopping::PRODUCT_GONE_TEXT.get() is_page=true>
                <LinkButton look=Look::Strong href=routes::products()>{text::shopping::ALL_PRODUCTS.get()}</LinkButton>
            </EmptyState>
        }
    })
}
