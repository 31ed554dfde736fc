//! What stands below a product: reviews, related products, and what search engines read. A chunk of its own,
//! fetched when the product is on the screen.

use super::super::page_head::absolute;
use super::super::product_head::json_ld;
use super::product::crumbs;
use super::{ProductGrid, ReviewSection};
use crate::{
    data::{lazy::LazyPage, use_runtime},
    lazy_page,
    platform::head,
    routes, text,
    ui::SkeletonText,
};
use fivefold_api::model::Product;
use fivefold_view::prelude::*;

static MORE: LazyPage = lazy_page!(product_more, ProductMore, loading = MoreSkeleton);

/// What the lower part of a product's page knows of the upper one.
#[derive(Clone, Copy)]
struct Above {
    product: Signal<Product>,
    page: Signal<u32>,
}

/// The lower part of a product's page.
#[component]
pub fn ProductBelow(
    /// The product.
    product: Signal<Product>,
    /// The page of reviews that the address names.
    page: Signal<u32>,
) -> impl IntoView {
    view! { <Provider value=Above { product, page }>{MORE.view()}</Provider> }
}

#[component]
fn MoreSkeleton() -> impl IntoView {
    view! { <div class="reviews" aria-busy="true"><SkeletonText lines=6/></div> }
}

#[component]
fn ProductMore() -> impl IntoView {
    let Above { product, page } = expect_context();
    tell_head(product);
    let slug = product.with_untracked(|product| product.slug.clone());
    view! {
        <ReviewSection slug page/>
        {move || related(&product.read())}
    }
}

fn related(product: &Product) -> Option<View> {
    let cards = product.related.clone();
    (!cards.is_empty()).then(|| {
        view! {
            <section class="related" aria-labelledby="related-title">
                <h2 id="related-title">{text::shopping::RELATED.get()}</h2>
                <ProductGrid cards/>
            </section>
        }
    })
}

fn tell_head(product: Signal<Product>) {
    let media = use_runtime().config().media.clone();
    Effect::new(move |_| {
        let product = product.read();
        let address = absolute(&routes::product(&product.slug));
        let crumbs = crumbs(&product).into_iter();
        let way: Vec<_> = crumbs.filter_map(|crumb| Some((crumb.name, absolute(&crumb.href?)))).collect();
        let resolve = |url: &str| if media.is_empty() { absolute(url) } else { [&media, url].concat() };
        head::set_json_ld(&json_ld(&product, &address, &way, &resolve));
    });
    on_cleanup(|| head::set_json_ld(""));
}
