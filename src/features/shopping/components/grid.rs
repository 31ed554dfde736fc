//! Products in rows, and what stands there before they arrive.

use super::ProductCard;
use crate::ui::{SkeletonBox, SkeletonText};
use fivefold_api::model::ProductCard as Card;
use fivefold_view::prelude::*;

/// How many pictures of a first view come at once: the first row of a wide window.
const EAGER: usize = 4;

/// A grid of products.
#[component]
pub fn ProductGrid(
    /// The products.
    cards: Vec<Card>,
    /// It is the first thing on its page.
    #[prop(optional)]
    is_first: bool,
) -> impl IntoView {
    let cards: Vec<_> = cards
        .into_iter()
        .enumerate()
        .map(|(index, card)| view! { <li><ProductCard card eager=is_first && index < EAGER/></li> })
        .collect();
    view! { <ul class="product-grid" role="list">{cards}</ul> }
}

/// A grid of the same geometry without products.
#[component]
pub fn ProductGridSkeleton(
    /// How many cards.
    #[prop(default = 12)]
    cards: usize,
) -> impl IntoView {
    let card = || {
        view! {
            <li>
                <div class="product-card">
                    <SkeletonBox class="product-card__picture"/>
                    <SkeletonText lines=3/>
                </div>
            </li>
        }
    };
    let cards: Vec<_> = (0..cards).map(|_| card()).collect();
    view! { <ul class="product-grid" role="list" aria-hidden="true">{cards}</ul> }
}
