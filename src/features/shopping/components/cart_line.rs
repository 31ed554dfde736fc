//! One line of the cart.

use super::{limit_of, limit_words, stock_words};
use crate::{
    data::{CartHandle, error_text},
    platform::intl,
    routes, text,
    ui::{Button, Look, Notice, Picture, Stepper, Tone, use_toasts},
};
use fivefold_api::model::{Cart, CartLine, CartLineState, CartNotice, StockLevel};
use fivefold_api::rules::limit_quantity;
use fivefold_api::vocabulary::Money;
use fivefold_view::prelude::*;

/// Picture, words, quantity, price, and the ways to change or remove it.
#[component]
pub fn CartLineRow(
    /// The line as it was when it appeared.
    line: CartLine,
    /// The cart, for the line as it is now.
    all: Memo<Option<Cart>>,
    /// The cart, to change it.
    cart: CartHandle,
) -> impl IntoView {
    let variant = line.variant.clone();
    let CartLine { product, title, options, picture, quantities, .. } = line.clone();
    let now = Memo::new(move |before: Option<&CartLine>| {
        let all = all.read();
        let found =
            all.as_ref().and_then(|cart| cart.lines.iter().find(|known| known.variant == line.variant));
        found.or(before).unwrap_or(&line).clone()
    });
    let is_buyable = Memo::new(move |_| now.read().state == CartLineState::Buyable);
    let choose = chooser(&cart, now);
    let limited = Memo::new(move |_| limit_note(&now.read(), all.read().as_ref()));
    let (own_note, set_own_note) = signal(None::<String>);
    let change = Callback::new(move |wanted: i64| {
        let line = now.get_untracked();
        let (given, reason) = limit_quantity(line.quantities, line.stock.available, wanted);
        set_own_note.set(reason.and_then(|reason| limit_words(reason, line.quantities, given)));
        choose.run(given);
    });
    let most = Signal::derive(move || {
        let line = now.read();
        [line.quantities.max, line.stock.available].into_iter().flatten().min()
    });
    let note_id = ["cart-note-", variant.as_str()].concat();
    let input_id = ["cart-quantity-", variant.as_str()].concat();
    let (busy, failed) = (cart.clone(), cart);
    let (busy_variant, failed_variant) = (variant.clone(), variant.clone());
    let is_busy = Memo::new(move |_| busy.is_pending(&busy_variant));
    let name = title.clone();
    let described_by = note_id.clone();
    let stepper = move || {
        let (id, label, described_by) =
            (input_id.clone(), text::shopping::quantity_of(&name), described_by.clone());
        is_buyable.get().then(|| {
            view! {
                <Stepper
                    id
                    label
                    value=Signal::derive(move || now.read().quantity)
                    min=quantities.min.max(1)
                    max=most
                    step=quantities.increment
                    described_by
                    on_change=change
                />
            }
        })
    };
    let total = move || {
        let line = now.read();
        is_buyable
            .get()
            .then(|| line_total(&line, is_busy.get()))
            .flatten()
            .map(|total| intl::format_money(&total))
    };
    let name = title.clone();
    let failure = move || {
        let error = failed.error(&failed_variant)?;
        let words =
            text::shopping::cart_line_failed(u64::try_from(now.read().quantity).unwrap_or_default(), &name);
        let (retry, variant) = (failed.clone(), failed_variant.clone());
        Some(view! {
            <div class="cart-line__failed">
                <Notice tone=Tone::Bad title=words>
                    <p>{error_text(&error).text}</p>
                    <Button look=Look::Bare on_press=move |()| retry.retry(&variant)>{text::data::RETRY.get()}</Button>
                </Notice>
            </div>
        })
    };
    let each = move || {
        let line = now.read();
        let several = line.quantity > 1 && is_buyable.get();
        line.unit_price
            .filter(|_| several)
            .map(|price| text::shopping::each_price(&intl::format_money(&price)))
    };
    let href = routes::product_variant(&product, variant.as_str());
    view! {
        <li class="cart-line" class=("cart-line--gone", move || !is_buyable.get()) aria-busy=move || is_busy.get().then_some("true")>
            <div class="cart-line__picture"><Picture picture sizes="112px" decorative=true/></div>
            <div class="cart-line__words">
                <h2><a href=href>{title.clone()}</a></h2>
                {(!options.is_empty()).then(|| view! { <p class="cart-line__options">{options}</p> })}
                <p class="cart-line__each">{each}</p>
                {move || state_note(&now.read()).map(|(tone, words)| view! { <p class="cart-line__state" data-tone=tone>{words}</p> })}
            </div>
            <p class="cart-line__total" aria-live="polite">{total}</p>
            <div class="cart-line__tools">
                {stepper}
                <Button look=Look::Bare on_press=move |()| choose.run(0)>
                    {text::ui::REMOVE.get()}
                    <span class="ui-hidden">" "{title}</span>
                </Button>
            </div>
            <p class="cart-line__note" id=note_id role="status">{move || own_note.get().or_else(|| limited.get())}</p>
            {failure}
        </li>
    }
}

/// Sets the quantity; zero removes the line and offers to bring it back.
fn chooser(cart: &CartHandle, now: Memo<CartLine>) -> Callback<i64> {
    let (cart, toasts) = (cart.clone(), use_toasts());
    Callback::new(move |quantity: i64| {
        let line = now.get_untracked();
        cart.set_quantity(&line.variant, quantity);
        if quantity == 0 {
            let (again, variant) = (cart.clone(), line.variant);
            // It belongs to no component: line and page may be gone when it is needed.
            let owner = Owner::new_root(None);
            let undo =
                owner.with(|| Callback::new(move |()| again.set_quantity(&variant, line.quantity.max(1))));
            std::mem::forget(owner);
            toasts.offer(Tone::Plain, text::shopping::cart_removed(&line.title), text::ui::UNDO.get(), undo);
        }
    })
}

/// Why the backend gave another quantity than was wished.
fn limit_note(line: &CartLine, cart: Option<&Cart>) -> Option<String> {
    let notices: &[CartNotice] = cart.map_or(&[], |cart| &cart.notices);
    let (given, reason) = notices.iter().find_map(|notice| limit_of(notice, &line.variant))?;
    limit_words(reason, line.quantities, given)
}

/// What is the matter with a line, or that little is left.
fn state_note(line: &CartLine) -> Option<(&'static str, String)> {
    match line.state {
        CartLineState::Buyable if line.stock.level == StockLevel::Low => {
            stock_words(&line.stock).map(|(_, words)| ("warning", words))
        }
        CartLineState::Buyable => None,
        CartLineState::NotSoldHere => Some(("bad", text::shopping::NOT_SOLD_HERE.get().to_owned())),
        _ => Some(("bad", text::shopping::SOLD_OUT.get().to_owned())),
    }
}

/// What the line costs: as the backend says, or, while a new number is on its way, that number's estimate.
fn line_total(line: &CartLine, is_busy: bool) -> Option<Money> {
    let estimate = line.unit_price.and_then(|price| price.times(line.quantity));
    if is_busy { estimate } else { line.total.or(estimate) }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use fivefold_api::model::{QuantityLimit, QuantityRule, Stock};
    use fivefold_api::vocabulary::{CartId, Currency, Picture, ProductSlug, VariantId, Version};

    pub(crate) fn line(variant: &str, quantity: i64, minor: i64) -> CartLine {
        let euro = Currency::iso("EUR").unwrap();
        CartLine {
            variant: VariantId::from(variant),
            product: ProductSlug::from("shoe"),
            title: "Shoe".into(),
            options: String::new(),
            selections: vec![],
            picture: Picture { alt: String::new(), width: 1, height: 1, tone: None, sources: vec![] },
            quantity,
            quantities: QuantityRule { min: 1, max: None, increment: 1 },
            stock: Stock { level: StockLevel::InStock, available: None },
            unit_price: Some(Money::new(minor, euro)),
            total: Some(Money::new(minor, euro)),
            state: CartLineState::Buyable,
        }
    }

    pub(crate) fn cart(lines: Vec<CartLine>) -> Cart {
        let euro = Currency::iso("EUR").unwrap();
        Cart {
            id: CartId::from("c"),
            version: Version("1".to_owned()),
            revision: 1,
            lines,
            items: 1,
            subtotal: Money::new(100, euro),
            tax_included: true,
            notices: vec![],
        }
    }

    #[test]
    fn x_money_a_line_costs_what_the_backend_says_and_an_estimate_meanwhile() {
        let line = line("a", 3, 100);
        assert_eq!(line_total(&line, false).unwrap().minor, 100);
        assert_eq!(line_total(&line, true).unwrap().minor, 300);
    }

    #[test]
    fn b2c_04_a_limit_is_told_at_its_own_line() {
        let mut cart = cart(vec![line("a", 4, 100), line("b", 1, 100)]);
        cart.notices.push(CartNotice::QuantityLimited {
            variant: VariantId::from("a"),
            wanted: 9,
            given: 4,
            reason: QuantityLimit::Stock,
        });
        assert!(limit_note(&cart.lines[0], Some(&cart)).is_some_and(|words| words.contains('4')));
        assert_eq!(limit_note(&cart.lines[1], Some(&cart)), None);
    }

    #[test]
    fn b2c_05_a_line_that_does_not_count_says_why() {
        let mut line = line("a", 1, 100);
        assert_eq!(state_note(&line), None);
        for state in [CartLineState::SoldOut, CartLineState::Unknown, CartLineState::NotSoldHere] {
            line.state = state;
            assert!(state_note(&line).is_some());
        }
    }
}
