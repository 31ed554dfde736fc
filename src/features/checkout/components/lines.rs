//! What is bought, line by line.

use crate::{
    platform::intl,
    routes, text,
    ui::{Badge, Picture, Tone},
};
use fivefold_api::model::{CartLine, CartLineState};
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
