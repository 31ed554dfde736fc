//! What the cart costs, and the way on.

use crate::{
    data::CartHandle,
    features::quotes::{QuoteWish, request_quote},
    platform::intl,
    routes, text,
    ui::{Button, LinkButton, Look},
};
use fivefold_api::model::{Cart, CartLineState};
use fivefold_api::vocabulary::Money;
use fivefold_view::prelude::*;

/// The sum with what is in it, and the button to the checkout. While a choice is on its way the sum is an
/// estimate and says so.
#[component]
pub fn CartSummary(
    /// The cart.
    all: Memo<Option<Cart>>,
    /// Whether everything is confirmed.
    cart: CartHandle,
) -> impl IntoView {
    let is_settled = Memo::new(move |_| cart.is_settled());
    let label = move || {
        let words = if is_settled.get() { &text::shopping::SUBTOTAL } else { &text::shopping::CART_ESTIMATE };
        words.get()
    };
    let sum = move || {
        let all = all.read();
        let cart = all.as_ref()?;
        let sum = if is_settled.get() { Some(cart.subtotal) } else { estimate(cart) };
        sum.map(|sum| intl::format_money(&sum))
    };
    let note = move || {
        let is_included = all.read().as_ref().is_none_or(|cart| cart.tax_included);
        let words = if is_included {
            &text::shopping::CART_NOTE_INCLUDED
        } else {
            &text::shopping::CART_NOTE_EXCLUDED
        };
        words.get()
    };
    let blocked = Memo::new(move |_| all.read().as_ref().and_then(blocked));
    let way_on = move || match blocked.get() {
        Some(words) => view! {
            <p class="cart-summary__blocked" id="cart-blocked">{words}</p>
            <Button look=Look::Strong wide=true disabled=true described_by="cart-blocked">
                {text::shopping::CHECKOUT.get()}
            </Button>
        },
        None => view! {
            <LinkButton look=Look::Strong wide=true href=routes::checkout()>{text::shopping::CHECKOUT.get()}</LinkButton>
        },
    };
    view! {
        <section class="cart-summary" aria-label=text::shopping::CART_SUMMARY.get()>
            <h2>{text::shopping::CART_SUMMARY.get()}</h2>
            <dl class="cart-summary__row" aria-live="polite">
                <dt>{label}</dt>
                <dd>{sum}</dd>
            </dl>
            <p class="cart-summary__note">{note}</p>
            {way_on}
            {request_quote(QuoteWish::Cart(all.into()))}
        </section>
    }
}

/// The sum of the buyable lines with the numbers as chosen.
fn estimate(cart: &Cart) -> Option<Money> {
    let buyable = cart.lines.iter().filter(|line| line.state == CartLineState::Buyable);
    buyable
        .filter_map(|line| line.unit_price?.times(line.quantity))
        .try_fold(Money::zero(cart.subtotal.currency), Money::plus)
}

/// Why the cart cannot be bought as it is (B2C-05).
fn blocked(cart: &Cart) -> Option<&'static str> {
    let has = |state| cart.lines.iter().any(|line| line.state == state);
    if cart.lines.iter().all(|line| line.state == CartLineState::Buyable) {
        None
    } else if has(CartLineState::NotSoldHere) && !has(CartLineState::SoldOut) {
        Some(text::shopping::CART_BLOCKED_MARKET.get())
    } else {
        Some(text::shopping::CART_BLOCKED.get())
    }
}

#[cfg(test)]
mod tests {
    use super::super::cart_line::tests::{cart, line};
    use super::*;

    #[test]
    fn x_money_the_estimate_is_the_sum_of_the_buyable_lines() {
        let mut cart = cart(vec![line("a", 3, 100), line("b", 2, 50), line("c", 1, 999)]);
        cart.lines[2].state = CartLineState::SoldOut;
        assert_eq!(estimate(&cart).map(|sum| sum.minor), Some(400));
    }

    #[test]
    fn b2c_05_a_line_that_cannot_be_bought_blocks_the_checkout() {
        let mut cart = cart(vec![line("a", 1, 100), line("b", 1, 100)]);
        assert_eq!(blocked(&cart), None);
        cart.lines[0].state = CartLineState::NotSoldHere;
        assert_eq!(blocked(&cart), Some(text::shopping::CART_BLOCKED_MARKET.get()));
        cart.lines[1].state = CartLineState::SoldOut;
        assert_eq!(blocked(&cart), Some(text::shopping::CART_BLOCKED.get()));
        cart.lines.remove(0);
        cart.lines[0].state = CartLineState::Unknown;
        assert!(blocked(&cart).is_some());
    }
}
