//! Pages of the same geometry, before their data.

use super::ProductGridSkeleton;
use crate::ui::{SkeletonBox, SkeletonText};
use fivefold_view::prelude::*;

/// A list before its products.
#[component]
pub fn ListSkeleton() -> impl IntoView {
    view! {
        <div class="list-head"><SkeletonBox class="list-head__title-box"/></div>
        <div class="sub-categories sub-categories--coming"></div>
        <div class="list-layout">
            <div class="list-layout__filters"><SkeletonText lines=12/></div>
            <div class="list-layout__main">
                <div class="list-toolbar"><SkeletonBox class="list-toolbar__box"/></div>
                <ProductGridSkeleton/>
            </div>
        </div>
    }
}

/// A product's page before the product.
#[component]
pub fn ProductSkeleton() -> impl IntoView {
    view! {
        <div class="product-page__crumbs"><SkeletonText/></div>
        <div class="product-layout">
            <div class="gallery"><div class="gallery__stage"><SkeletonBox class="gallery__slide"/></div></div>
            <div class="product-layout__info">
                <SkeletonBox class="product-head__title-box"/>
                <SkeletonText lines=2/>
                <SkeletonBox class="product-head__price-box"/>
                <SkeletonBox class="product-head__options-box"/>
                <SkeletonBox class="product-head__buy-box"/>
            </div>
        </div>
    }
}

/// A cart before its lines.
#[component]
pub fn CartSkeleton() -> impl IntoView {
    let line = || {
        view! {
            <li class="cart-line">
                <SkeletonBox class="cart-line__picture"/>
                <div class="cart-line__words"><SkeletonText lines=3/></div>
            </li>
        }
    };
    let lines: Vec<_> = (0..3).map(|_| line()).collect();
    view! {
        <div class="cart-layout">
            <ul class="cart-lines" role="list">{lines}</ul>
            <div class="cart-summary"><SkeletonText lines=4/></div>
        </div>
    }
}
