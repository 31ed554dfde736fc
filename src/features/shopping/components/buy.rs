//! How many, and into the cart.

use super::super::choosing::Choosing;
use super::product::price;
use super::{limit_words, rule_words, stock_words};
use crate::{
    platform::page,
    routes, text,
    ui::{Button, Look, Stepper, Tone},
};
use fivefold_api::model::{Price, Product, QuantityLimit, QuantityRule, StockLevel, Variant};
use fivefold_api::rules::limit_quantity;
use fivefold_api::vocabulary::VariantId;
use fivefold_view::prelude::*;
use leptos::html;

/// What a buyer is about to put into the cart.
#[derive(Clone, Copy)]
pub struct Buying {
    /// The product.
    pub product: Signal<Product>,
    /// The chosen options.
    pub choosing: RwSignal<Choosing>,
    /// The number the buyer chose last.
    wanted: RwSignal<i64>,
    /// The variant and how many of it were asked for and are not sent yet.
    pub asked: RwSignal<Option<(VariantId, i64)>>,
    /// Whether the cart is asked right now.
    pub is_adding: RwSignal<bool>,
    /// How many of the chosen version are in the cart.
    pub in_cart: RwSignal<i64>,
    /// Whether the buyer wanted to buy before everything was chosen.
    pub is_hasty: RwSignal<bool>,
    /// Where the options stand.
    pub options: NodeRef<html::Div>,
}

impl Buying {
    /// Nothing but the choice yet.
    pub fn new(product: Signal<Product>, choosing: RwSignal<Choosing>) -> Self {
        Self {
            product,
            choosing,
            wanted: RwSignal::new(1),
            asked: RwSignal::new(None),
            is_adding: RwSignal::new(false),
            in_cart: RwSignal::new(0),
            is_hasty: RwSignal::new(false),
            options: NodeRef::new(),
        }
    }

    /// The chosen variant.
    pub fn variant(self) -> Option<Variant> {
        self.choosing.read().variant(&self.product.read()).cloned()
    }

    /// Asks for what is chosen at this moment.
    pub fn ask(self) {
        let chosen = untrack(|| self.variant().map(|variant| (variant.id, self.quantity().0)));
        self.is_adding.set(chosen.is_some());
        self.asked.set(chosen);
    }

    /// What to show as its price.
    pub fn price(self) -> Option<Price> {
        self.choosing.read().price(&self.product.read())
    }

    /// How many go into the cart, and why not as many as were wished (B2C-04).
    pub fn quantity(self) -> (i64, Option<QuantityLimit>) {
        let wanted = self.wanted.get();
        self.variant().map_or((wanted.max(1), None), |variant| given(&variant, wanted))
    }
}

/// The nearest quantity that rule and stock allow; the smallest one stands for none, since taking it out of
/// the cart is done in the cart.
fn given(variant: &Variant, wanted: i64) -> (i64, Option<QuantityLimit>) {
    let least = variant.quantities.min.max(1);
    let (given, reason) = limit_quantity(variant.quantities, variant.stock.available, wanted.max(1));
    // The rule is known before anybody chooses: the first number that it allows needs no excuse.
    let reason = reason.filter(|_| !(wanted == 1 && given == least));
    (given, reason)
}

/// What the button says, and whether it does something.
#[derive(Clone, PartialEq, Eq)]
enum Offer {
    Choose(String),
    NotSoldHere,
    SoldOut,
    Add,
}

fn offer(buying: Buying) -> Offer {
    let Some(variant) = buying.variant() else {
        let product = buying.product.read();
        let missing = buying.choosing.read().missing(&product).map(text::shopping::choose_option);
        return Offer::Choose(missing.unwrap_or_else(|| text::shopping::SELECT_VARIANT.get().to_owned()));
    };
    if variant.price.is_none() {
        Offer::NotSoldHere
    } else if variant.stock.level == StockLevel::Out || buying.quantity().0 == 0 {
        Offer::SoldOut
    } else {
        Offer::Add
    }
}

/// Stock, quantity and the button.
#[component]
pub fn BuyBox(
    /// What is about to be bought.
    buying: Buying,
    /// Puts it into the cart.
    add: Callback<()>,
) -> impl IntoView {
    let rule = Memo::new(move |_| buying.variant().map_or(NO_RULE, |variant| variant.quantities));
    let quantity = Memo::new(move |_| buying.quantity());
    let value = Signal::derive(move || quantity.get().0);
    let most = Signal::derive(move || {
        let variant = buying.variant()?;
        [variant.quantities.max, variant.stock.available].into_iter().flatten().min()
    });
    // The stepper stays while it counts, so that what is pressed keeps the focus.
    let step = Memo::new(move |_| if value.get() > 0 { rule.get().increment } else { 0 });
    let stepper = move |step: i64| {
        view! {
            <Stepper
                id="buy-quantity"
                value
                min=Signal::derive(move || rule.get().min.max(1))
                max=most
                step
                described_by="buy-note"
                on_change=move |wanted| buying.wanted.set(wanted)
            />
        }
    };
    let stock = move || {
        let (tone, words) = stock_words(&buying.variant()?.stock)?;
        Some(view! { <p class="buy__stock" data-tone=tone_name(tone)>{words}</p> })
    };
    let limited = move || {
        let (given, reason) = quantity.get();
        // That nothing is left is said above.
        reason.filter(|_| given > 0).and_then(|reason| limit_words(reason, rule.get(), given))
    };
    let in_cart = move || {
        let count = buying.in_cart.get();
        let count = u64::try_from(count).ok().filter(|count| *count > 0)?;
        Some(view! {
            <p class="buy__in-cart"><a href=routes::cart()>{text::shopping::in_cart(count)}</a></p>
        })
    };
    let note = move || limited().or_else(|| rule_words(rule.get()));
    view! {
        <div class="buy">
            <div class="buy__live"><div role="status">{stock}</div>{in_cart}</div>
            <div class="buy__row">
                {move || Some(step.get()).filter(|step| *step > 0).map(stepper)}
                <AddButton buying add/>
            </div>
            <p
                class="buy__note"
                class=("buy__note--limited", move || limited().is_some())
                id="buy-note"
                role="status"
            >
                {note}
            </p>
        </div>
    }
}

/// Price and button at the bottom edge of a phone.
#[component]
pub fn BuyBar(
    /// What is about to be bought.
    buying: Buying,
    /// Puts it into the cart.
    add: Callback<()>,
) -> impl IntoView {
    view! {
        <div class="buy-bar">
            <div>{move || price(buying, false)}</div>
            <AddButton buying add/>
        </div>
    }
}

#[component]
fn AddButton(buying: Buying, add: Callback<()>) -> impl IntoView {
    let offer = Memo::new(move |_| offer(buying));
    let press = move |()| match offer.get_untracked() {
        Offer::Add => add.run(()),
        // The button leads to the choice that is missing.
        Offer::Choose(_) => {
            buying.is_hasty.set(true);
            if let Some(options) = buying.options.get_untracked() {
                page::focus_first(&options, ".ui-choices:not(:has(:checked)) input");
            }
        }
        Offer::NotSoldHere | Offer::SoldOut => {}
    };
    let words = move || match offer.get() {
        Offer::Choose(words) => words,
        Offer::NotSoldHere => text::shopping::NOT_SOLD_HERE.get().to_owned(),
        Offer::SoldOut => text::shopping::SOLD_OUT.get().to_owned(),
        Offer::Add if buying.is_adding.get() => text::shopping::ADDING.get().to_owned(),
        Offer::Add => text::shopping::ADD_TO_CART.get().to_owned(),
    };
    view! {
        <Button
            look=Look::Strong
            busy=buying.is_adding
            disabled=Signal::derive(move || matches!(offer.get(), Offer::NotSoldHere | Offer::SoldOut))
            on_press=press
        >
            {words}
        </Button>
    }
}

/// Before a variant is chosen, any number will do.
const NO_RULE: QuantityRule = QuantityRule { min: 1, max: None, increment: 1 };

fn tone_name(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "good",
        Tone::Warning => "warning",
        Tone::Bad => "bad",
        Tone::Plain | Tone::Accent => "plain",
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::choosing::tests::shoe;
    use super::*;

    #[test]
    fn b2c_04_the_first_number_a_rule_allows_needs_no_excuse() {
        let mut variant = shoe().variants.remove(0);
        variant.quantities = QuantityRule { min: 6, max: Some(24), increment: 6 };
        variant.stock.available = Some(20);
        assert_eq!(given(&variant, 1), (6, None));
        assert_eq!(given(&variant, 0), (6, Some(QuantityLimit::Min)));
        assert_eq!(given(&variant, 7), (6, Some(QuantityLimit::Increment)));
        assert_eq!(given(&variant, 30), (18, Some(QuantityLimit::Stock)));
        variant.stock.available = Some(5);
        assert_eq!(given(&variant, 1).0, 0);
    }
}
