//! A product's page with everything on it.

use super::super::choosing::Choosing;
use super::super::here::ProductAddress;
use super::super::page_head::{PageHead, set_head};
use super::{
    BuyBar, BuyBox, Buying, Gallery, OptionPickers, ProductBelow, ProductFacts, REVIEWS, adder, live_stock,
};
use crate::{
    data::{Query, use_navigate, use_runtime},
    features::quotes::{QuoteWish, request_quote},
    routes, text,
    ui::{Badge as Label, Breadcrumbs, Crumb, Notice, Price, Rating, Tone},
};
use fivefold_api::model::{Badge, Price as Cost, Product};
use fivefold_api::vocabulary::ProductSlug;
use fivefold_view::prelude::*;
use leptos_router::NavigateOptions;

/// One product.
#[component]
pub fn ProductView(
    /// What the address names.
    #[prop(into)]
    address: Signal<ProductAddress>,
    /// The question, so that live news can change its answer.
    query: Query<Product>,
    /// The answer.
    product: Signal<Product>,
) -> impl IntoView {
    let named = address.get_untracked().variant;
    let choosing = RwSignal::new(Choosing::open(&product.read_untracked(), named.as_deref()));
    let buying = Buying::new(product, choosing);
    follow_address(address, product, choosing);
    tell_head(product);
    live_stock(query, product, buying);
    let add = Callback::new(move |()| buying.ask());

    let Product { title, brand, summary, badges, .. } = product.get_untracked();
    let crumbs = crumbs(&product.read_untracked());
    let pictures = Memo::new(move |_| {
        let product = product.read();
        let shown = choosing.read().pictures(&product);
        shown.into_iter().filter_map(|index| product.pictures.get(index).cloned()).collect::<Vec<_>>()
    });
    let reviews = Signal::derive(move || address.get().reviews);
    let rating = move || {
        let rating = product.read().rating.clone()?;
        let count = text::shopping::reviews(rating.count);
        Some(view! {
            <a href=["#", REVIEWS].concat()><Rating tenths=rating.tenths count/></a>
        })
    };
    view! {
        <div class="product-page__crumbs">
            <Breadcrumbs label=text::shopping::BREADCRUMBS.get() crumbs/>
        </div>
        <div class="product-layout">
            <Gallery title=title.clone() pictures/>
            <div class="product-layout__info">
                <header class="product-head">
                    {labels(&badges)}
                    <p class="product-head__brand">{brand}</p>
                    <h1 tabindex="-1">{title}</h1>
                    {rating}
                    <p class="product-head__summary">{summary}</p>
                </header>
                <div class="product-price" aria-live="polite">{move || price(buying, true)}</div>
                {move || unknown_variant(choosing)}
                <OptionPickers buying/>
                <BuyBox buying add/>
                {adder(buying)}
                {request_quote(QuoteWish::Chosen(wished(buying)))}
                <ProductFacts product/>
            </div>
        </div>
        <ProductBelow product page=reviews/>
        <BuyBar buying add/>
    }
}

/// What the chosen version costs, or from where prices start.
pub fn price(buying: Buying, large: bool) -> View {
    match buying.price() {
        Some(Cost { amount, tax_included, is_from, was, lowest_30_days, unit }) => {
            view! { <Price amount is_from was lowest_30_days unit tax_included=Some(tax_included) large/> }
        }
        None => {
            view! { <p class="product-price__none">{text::shopping::NOT_SOLD_HERE.get()}</p> }
        }
    }
}

/// What is chosen, for a quote.
fn wished(buying: Buying) -> Signal<(ProductSlug, Option<String>, i64)> {
    Signal::derive(move || {
        let slug = buying.product.read().slug.clone();
        (slug, buying.variant().map(|variant| variant.sku), buying.quantity().0)
    })
}

fn unknown_variant(choosing: RwSignal<Choosing>) -> Option<View> {
    let is_unknown = choosing.read().is_unknown;
    is_unknown.then(|| {
        view! { <Notice tone=Tone::Warning><p>{text::shopping::UNKNOWN_VARIANT.get()}</p></Notice> }
    })
}

fn labels(badges: &[Badge]) -> Option<View> {
    let is_new = badges.contains(&Badge::New);
    is_new.then(|| {
        view! { <p class="product-head__labels"><Label text=text::shopping::NEW.get()/></p> }
    })
}

/// The way to a product, from the home page on.
pub fn crumbs(product: &Product) -> Vec<Crumb> {
    let mut crumbs = vec![
        Crumb { name: text::site::HOME.get().to_owned(), href: Some(routes::home()) },
        Crumb { name: text::shopping::ALL_PRODUCTS.get().to_owned(), href: Some(routes::products()) },
    ];
    let steps = product.breadcrumbs.iter();
    crumbs.extend(
        steps.map(|step| Crumb { name: step.name.clone(), href: Some(routes::category(&step.slug)) }),
    );
    crumbs
}

/// Keeps address and choice together: a chosen variant is in the address without a new step in the history,
/// and another variant in the address is chosen (B2C-06).
fn follow_address(address: Signal<ProductAddress>, product: Signal<Product>, choosing: RwSignal<Choosing>) {
    let navigate = use_navigate();
    let opened_with = address.get_untracked().variant;
    let chosen = Memo::new(move |_| {
        let product = product.read();
        choosing.read().variant(&product).map(|variant| variant.sku.clone())
    });
    // What this page has written itself is not read again.
    let written = StoredValue::new(opened_with);
    Effect::new(move |before: Option<Option<String>>| {
        let chosen = chosen.get();
        if let (Some(before), Some(sku)) = (before, &chosen)
            && before.as_ref() != Some(sku)
        {
            written.set_value(Some(sku.clone()));
            let to = routes::product_variant(&product.read_untracked().slug, sku);
            let options = NavigateOptions {
                resolve: false,
                replace: true,
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate(&to, options);
        }
        chosen
    });
    Effect::new(move |_| {
        let asked = address.get();
        let is_here = asked.slug == product.read_untracked().slug;
        if is_here && asked.variant.is_some() && written.with_value(|written| *written != asked.variant) {
            written.set_value(asked.variant.clone());
            choosing.set(Choosing::open(&product.read_untracked(), asked.variant.as_deref()));
        }
    });
}

fn tell_head(product: Signal<Product>) {
    let runtime = use_runtime();
    Effect::new(move |_| {
        let product = product.read();
        set_head(
            &runtime,
            &PageHead {
                title: product.title.clone(),
                description: product.summary.clone(),
                address: routes::product(&product.slug),
                is_hidden: false,
            },
        );
    });
}
