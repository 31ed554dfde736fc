//! Asking for a quote on shopping pages: what the company pays, and the press that puts something into the draft. A part
//! that comes for whoever has an account, and shows nothing to those who buy for no company.

use super::super::ask::QuoteWish;
use super::super::draft::DraftLine;
use super::super::draft_shelf::add_to_draft;
use super::super::figures::{price_words, quantity_words};
use super::super::numbers;
use super::super::prices::{Prices, use_prices};
use super::super::row_words::{check, fault_words};
use super::price_breaks::price_breaks;
use crate::{
    data::{Runtime, spawn, use_navigate, use_runtime},
    platform::page,
    routes, text,
    ui::{Button, Field, LinkButton, Toasts, Tone, use_toasts},
};
use fivefold_api::model::{Capability, Cart, WholesaleItem};
use fivefold_api::rules::{check_quantity, price_at};
use fivefold_api::vocabulary::{ProductSlug, Quantity};
use fivefold_view::prelude::*;
use leptos::html;
use leptos_router::NavigateOptions;
use std::rc::Rc;

/// What every way of asking needs.
#[derive(Clone, Copy)]
struct Asking {
    prices: Prices,
    runtime: StoredValue<Runtime>,
    toasts: Toasts,
    to_draft: Callback<()>,
}

/// The part of the page that the wish is about.
#[component]
pub fn AskForQuote() -> impl IntoView {
    let wish: QuoteWish = expect_context();
    let navigate = use_navigate();
    let to_draft = Callback::new(move |()| {
        let options = NavigateOptions { resolve: false, ..NavigateOptions::default() };
        navigate(&routes::quote_draft(), options);
    });
    let runtime = use_runtime();
    let asking = Asking {
        prices: use_prices(),
        runtime: StoredValue::new(runtime.clone()),
        toasts: use_toasts(),
        to_draft,
    };
    let is_offered = Memo::new(move |_| runtime.offers(Capability::Quotes) == Some(true));
    Effect::new(move |_| {
        if is_offered.get() {
            asking.prices.begin();
        }
    });
    let is_buyer = Memo::new(move |_| is_offered.get() && asking.prices.company().is_some());
    let content = move || {
        is_buyer.get().then(|| match wish.clone() {
            QuoteWish::Card(slug) => card(asking, slug),
            QuoteWish::Chosen(chosen) => chosen_variant(asking, chosen),
            QuoteWish::Cart(cart) => whole_cart(asking, cart),
            QuoteWish::Words(words) => for_words(asking, words),
        })
    };
    content.into_view()
}

impl Asking {
    /// Puts a line into the draft and says so.
    fn add(self, line: DraftLine) {
        let title = if line.title.is_empty() { line.note.clone() } else { line.title.clone() };
        let Some(runtime) = self.runtime.try_with_value(Clone::clone) else { return };
        spawn(async move {
            add_to_draft(&runtime, [line]).await;
            let (words, see) = (text::wholesale::in_draft(&title), text::wholesale::TO_DRAFT.get());
            self.toasts.offer(Tone::Good, words, see, self.to_draft);
        });
    }
}

/// What the company pays in a list, and the way to a quote: at once for what comes in one version only.
fn card(asking: Asking, slug: ProductSlug) -> View {
    asking.prices.want(&slug);
    let items = Memo::new(move |_| asking.prices.of(&slug).unwrap_or_default());
    let content = move || {
        let items = items.get();
        let first = items.first()?.clone();
        let least = first.rule.min.max(1);
        let price = price_at(&first, least).map(|price| {
            let words = text::wholesale::from_quantity(
                &price_words(&price),
                &quantity_words(&first.rule.quantity(least)),
            );
            view! { <p class="ask-card__price">{words}</p> }
        });
        let way = if items.len() == 1 {
            let press = move |()| asking.add(DraftLine::of_item(&first, &first.rule.quantity(least)));
            view! { <Button on_press=press>{text::wholesale::REQUEST.get()}</Button> }
        } else {
            let href = routes::product(&first.product);
            view! { <LinkButton href>{text::wholesale::REQUEST.get()}</LinkButton> }
        };
        Some(view! { <div class="ask-card way-quotes">{price}{way}</div> })
    };
    content.into_view()
}

/// What the company pays for what is chosen on a product's page, by quantity.
fn chosen_variant(asking: Asking, chosen: Signal<(ProductSlug, Option<String>, i64)>) -> View {
    Effect::new(move |_| asking.prices.want(&chosen.with(|chosen| chosen.0.clone())));
    let item = Memo::new(move |_| {
        let (product, sku, _) = chosen.get();
        let items = asking.prices.of(&product)?;
        items.into_iter().find(|item| Some(&item.sku.0) == sku.as_ref())
    });
    let is_missing = Memo::new(move |_| {
        let (product, sku, _) = chosen.get();
        sku.is_none() && asking.prices.of(&product).is_some_and(|items| !items.is_empty())
    });
    let content = move || match item.get() {
        Some(item) => variant(asking, item, chosen),
        None if is_missing.get() => {
            view! { <p class="ask-product__choose">{text::wholesale::CHOOSE_FIRST.get()}</p> }
        }
        None => View::default(),
    };
    view! { <div class="ask-product way-quotes">{content}</div> }
}

fn variant(
    asking: Asking,
    item: Rc<WholesaleItem>,
    chosen: Signal<(ProductSlug, Option<String>, i64)>,
) -> View {
    let mark = numbers::locale_mark();
    let rule = item.rule.clone();
    // As many as are about to be bought, or the least that can be.
    let first = chosen.with_untracked(|chosen| chosen.2).max(0);
    let first = if item.is_in_carts { Quantity::new(first, 0, &rule.unit) } else { rule.quantity(0) };
    let first = match check_quantity(&rule, &first) {
        Ok(_) => first,
        Err(fault) => fault.fix().unwrap_or(first),
    };
    let kept = RwSignal::new(first.to_decimal());
    let typing = RwSignal::new(None::<String>);
    let value = Signal::derive(move || typing.get().unwrap_or_else(|| numbers::typed(&kept.get(), mark)));
    let checked = Memo::new(move |_| check(&rule, &kept.get()));
    let digits = Signal::derive(move || checked.get().and_then(Result::ok));
    let error = Signal::derive(move || match checked.get() {
        None => Some(text::wholesale::ROW_BAD_QUANTITY.get().to_owned()),
        Some(Err(fault)) => Some(fault_words(&fault)),
        Some(Ok(_)) => None,
    });
    let row = NodeRef::<html::Div>::new();
    let fix = move || {
        let right = checked.get()?.err()?.fix()?;
        let words = text::wholesale::fix_quantity(&quantity_words(&right));
        let press = move |()| {
            typing.set(None);
            kept.set(right.to_decimal());
            // The press is gone now, and its focus with it.
            if let Some(row) = row.get_untracked() {
                page::focus_first(&row, "input");
            }
        };
        Some(view! { <Button on_press=press>{words}</Button> })
    };
    let company = move || {
        let company = asking.prices.company()?;
        Some(text::wholesale::prices_of(&company.name, company.currency.code()))
    };
    let wanted = item.clone();
    let ask = move |()| {
        if let Some(quantity) = numbers::quantity(&kept.get_untracked(), &wanted.rule.unit)
            && digits.get_untracked().is_some()
        {
            asking.add(DraftLine::of_item(&wanted, &quantity));
        }
    };
    view! {
        <section class="ask-product__box" aria-labelledby="ask-title">
            <h2 id="ask-title">{text::wholesale::FOR_COMPANIES.get()}</h2>
            <p class="ask-product__who">{company}</p>
            {price_breaks(item, digits)}
            <div class="ask-product__row" node_ref=row>
                <Field
                    id="ask-quantity"
                    label=text::ui::QUANTITY.get().to_owned()
                    value
                    on_input=move |typed: String| {
                        kept.set(numbers::kept(&typed, mark));
                        typing.set(Some(typed));
                    }
                    on_blur=move |()| typing.set(None)
                    error
                    inputmode="decimal"
                    autocomplete="off"
                    maxlength=40
                />
                {fix}
                <Button disabled=Signal::derive(move || digits.get().is_none()) described_by="ask-quantity-error" on_press=ask>
                    {text::wholesale::REQUEST.get()}
                </Button>
            </div>
        </section>
    }
}

/// The whole cart as lines of the draft. What is not sold to companies is asked for in words.
fn whole_cart(asking: Asking, cart: Signal<Option<Cart>>) -> View {
    let is_asked = RwSignal::new(false);
    let products = Memo::new(move |_| {
        let cart = cart.get()?;
        Some(cart.lines.into_iter().map(|line| line.product).collect::<Vec<_>>())
    });
    let want = move |products: &Option<Vec<ProductSlug>>| {
        for product in products.iter().flatten() {
            asking.prices.want(product);
        }
    };
    Effect::new(move |_| products.with(want));
    let is_known = Memo::new(move |_| {
        products.get().unwrap_or_default().iter().all(|product| asking.prices.of(product).is_some())
    });
    let lines = move |cart: Cart| {
        cart.lines.into_iter().map(move |line| {
            let items = untrack(|| asking.prices.of(&line.product)).unwrap_or_default();
            match items.iter().find(|item| item.variant == line.variant) {
                Some(item) => DraftLine::of_item(item, &Quantity::new(line.quantity, 0, &item.rule.unit)),
                None => {
                    let words = [line.title.as_str(), " ", &line.options].concat();
                    DraftLine { quantity: line.quantity.to_string(), ..DraftLine::of_words(words.trim()) }
                }
            }
        })
    };
    // A press that comes before the prices waits for them.
    Effect::new(move |_| {
        if !is_asked.get() {
            return;
        }
        if !is_known.get() {
            if asking.prices.is_lost() {
                is_asked.set(false);
                asking.toasts.say(Tone::Warning, text::errors::SERVER.get());
            }
            return;
        }
        is_asked.set(false);
        if let Some(cart) = cart.get_untracked() {
            let lines: Vec<_> = lines(cart).collect();
            let runtime = asking.runtime.with_value(Clone::clone);
            spawn(async move {
                add_to_draft(&runtime, lines).await;
                let _ = asking.to_draft.try_run(());
            });
        }
    });
    let press = move |()| {
        // What was not answered is asked for once more.
        products.with_untracked(want);
        is_asked.set(true);
    };
    view! {
        <div class="ask-cart way-quotes">
            <Button wide=true busy=is_asked on_press=press>
                {text::wholesale::REQUEST_CART.get()}
            </Button>
            <p>{text::wholesale::REQUEST_CART_TEXT.get()}</p>
        </div>
    }
}

/// What a search did not find, asked for in its own words.
fn for_words(asking: Asking, words: String) -> View {
    let said = text::wholesale::ask_for(&words);
    let press = move |()| asking.add(DraftLine::of_words(&words));
    view! {
        <div class="ask-words way-quotes">
            <p>{said}</p>
            <Button on_press=press>{text::wholesale::ASK_FOR_IT.get()}</Button>
        </div>
    }
}
