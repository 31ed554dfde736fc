//! What is bought, line by line.

use crate::{
    platform::intl,
    routes, text,
    ui::{Badge, Picture, Tone},
};
use fivefold_api::model::{CartLine, CartLineState, LotLine};
use fivefold_view::prelude::*;

/// Lines with their pictures, quantities and sums.
#[component]
pub fn LineList(
    /// The lines.
    lines: Vec<CartLine>,
) -> impl IntoView {
    let lines: Vec<_> = lines.into_iter().map(line).collect();
    view! { <ul class="order-lines" role="list">{lines}</ul> }
}

/// Lots that were won, with what each costs on top of its price.
#[component]
pub fn LotLines(
    /// The lots.
    lots: Vec<LotLine>,
) -> impl IntoView {
    let lots: Vec<_> = lots.into_iter().map(lot).collect();
    view! { <ul class="order-lines" role="list">{lots}</ul> }
}

fn lot(lot: LotLine) -> View {
    let LotLine { auction, number, title, picture, price, premium, shipping } = lot;
    let picture = picture.map(|picture| view! { <Picture picture sizes="64px" decorative=true/> });
    let premium = text::orders::lot_premium(&intl::format_money(&premium));
    let shipping = text::orders::lot_shipping(&intl::format_money(&shipping));
    view! {
        <li class="order-line">
            {picture}
            <div class="order-line__words">
                <p class="order-line__title"><a href=routes::auction(&auction)>{title}</a></p>
                <p class="order-line__options">{number}<br/>{premium}<br/>{shipping}</p>
            </div>
            <p class="order-line__total">{intl::format_money(&price)}</p>
        </li>
    }
}

fn line(line: CartLine) -> View {
    let CartLine { product, title, options, picture, quantity, unit_price, total, state, .. } = line;
    let quantity = intl::format_number(u64::try_from(quantity).unwrap_or(0));
    let each = unit_price.filter(|unit| Some(*unit) != total).map(|unit| intl::format_money(&unit));
    // "€4.90 × 2", or "× 1" where the sum says the rest.
    let quantity = [each.as_deref().unwrap_or_default(), " × ", &quantity].concat();
    let label = match state {
        CartLineState::Buyable => None,
        CartLineState::SoldOut => Some(text::shopping::SOLD_OUT.get()),
        _ => Some(text::checkout::CHANGE_NOT_BUYABLE.get()),
    };
    let is_gone = label.is_some();
    view! {
        <li class="order-line" class=("order-line--gone", is_gone)>
            <Picture picture sizes="64px" decorative=true/>
            <div class="order-line__words">
                <p class="order-line__title"><a href=routes::product(&product)>{title}</a></p>
                <p class="order-line__options">
                    {options}
                    <span class="order-line__quantity">{quantity}</span>
                </p>
                {label.map(|words| view! { <Badge tone=Tone::Warning text=words.to_owned()/> })}
            </div>
            <p class="order-line__total">{total.map(|total| intl::format_money(&total))}</p>
        </li>
    }
}
