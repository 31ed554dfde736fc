//! What is taken, what it may cost, who is told, where it goes, how it is paid, who may see it.

use super::super::joining::{Instead, LONGEST_NAME, SHOWN_AS};
use super::super::seat_desk::{METHOD, SeatDesk, VARIANT};
use super::seat_prices::seat_prices;
use super::siblings::instead;
use crate::{
    features::{
        checkout::{AddressForm, ContactForm, TotalsView},
        payments::use_method_name,
    },
    platform::{intl, intl::DateStyle},
    text,
    ui::{Button, Check, Choice, Choices, Field, Look, Notice, Stepper, Tone},
};
use fivefold_api::model::{Charging, FieldProblemCode, SeatCheckout, SeatMethod, SeatStatus};
use fivefold_api::vocabulary::{Money, VariantId};
use fivefold_view::prelude::*;
use leptos::ev::SubmitEvent;

/// The form of joining.
pub fn join_form(desk: SeatDesk, checkout: Signal<SeatCheckout>) -> View {
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        desk.press();
    };
    let total = Memo::new(move |_| checkout.with(|checkout| intl::format_money(&checkout.totals.total)));
    let button = move || match desk.method().map(|method| method.charging) {
        Some(Charging::PayFirst) => text::seats::join_and_pay(&total.get()),
        Some(Charging::Authorise) => text::seats::join_and_authorise(&total.get()),
        _ => text::seats::join_at_most(&total.get()),
    };
    let refused = move || {
        desk.refused.get().map(|refused| {
            let told = refused.instead.unwrap_or_default();
            let others = others(desk, told);
            view! { <Notice tone=Tone::Bad><p>{refused.words}</p>{others}</Notice> }
        })
    };
    let busy = Memo::new(move |_| desk.is_busy());
    let status = move || if busy.get() { text::seats::JOINING.get() } else { "" };
    view! {
        <form node_ref=desk.form class="seat-form seat-form--join" novalidate on:submit=submit>
            <fieldset class="seat-form__fields" disabled=busy>
                {choices(desk)}
                {costs(desk, checkout)}
                <ContactForm sheet=desk.sheet/>
                <AddressForm sheet=desk.sheet/>
                {methods(desk, checkout)}
                {seen(desk)}
            </fieldset>
            {refused}
            <Button look=Look::Strong wide=true submit=true busy=busy disabled=desk.is_stale>{button}</Button>
            <p role="status">{status}</p>
            <p class="seat-form__hint">{text::seats::hold_hint(minutes(desk))}</p>
        </form>
    }
}

/// What there is instead (C2B-07).
pub fn others(desk: SeatDesk, told: Instead) -> Option<View> {
    let (id, basis) = desk.group.group_buy.with_untracked(|group| (group.card.id.clone(), group.card.basis));
    instead(&id, basis, told.siblings, told.may_open_another)
}

fn minutes(desk: SeatDesk) -> u64 {
    desk.group.group_buy.with_untracked(|group| u64::from(group.terms.hold_seconds.div_ceil(60)))
}

/// Which one, and how many.
fn choices(desk: SeatDesk) -> View {
    let variants = desk.group.group_buy.with_untracked(|group| group.variants.clone());
    let choice = (variants.len() > 1).then(|| {
        let choices: Vec<_> = variants
            .into_iter()
            .map(|variant| Choice { value: variant.id.0, label: variant.options, ..Choice::default() })
            .collect();
        let value = Signal::derive(move || desk.variant.get().map(|variant| variant.0));
        let error = problem(desk, VARIANT, &text::seats::CHOOSE_VARIANT);
        let choose = move |id: String| {
            desk.variant.set(Some(VariantId(id)));
            desk.solve(VARIANT);
        };
        view! {
            <div id="seat-variant">
                <Choices
                    name="seat-variant"
                    legend=text::seats::VARIANT.get()
                    choices=Signal::derive(move || choices.clone())
                    value
                    on_choose=choose
                    error
                />
            </div>
        }
    });
    let count = Signal::derive(move || i64::try_from(desk.quantity.get()).unwrap_or(1));
    let most = Signal::derive(move || i64::try_from(desk.most()).ok());
    let per_person = desk.group.group_buy.with_untracked(|group| group.per_person);
    let limit = move || match desk.most() {
        most if most < per_person => text::group_buys::left("units", most),
        most => text::group_buys::per_person(most),
    };
    view! {
        <section class="checkout-section" aria-labelledby="seat-what">
            <h2 id="seat-what">{text::seats::WHAT.get()}</h2>
            {choice}
            <div class="seat-form__units">
                <Stepper
                    id="seat-units"
                    value=count
                    min=1
                    max=most
                    described_by="seat-limit"
                    on_change=move |wanted| desk.take_units(wanted)
                />
                <p class="seat-form__hint" id="seat-limit">{limit}</p>
            </div>
        </section>
    }
}

/// What it may cost: every number comes from the shop, and none of it can rise.
fn costs(desk: SeatDesk, checkout: Signal<SeatCheckout>) -> View {
    let basis = desk.group.group_buy.with_untracked(|group| group.card.basis);
    let outlook = Memo::new(move |_| checkout.with(|checkout| checkout.outlook));
    let totals = Memo::new(move |_| checkout.with(|checkout| checkout.totals.clone()));
    view! {
        <section class="checkout-section seat-form__costs" aria-labelledby="seat-costs">
            <h2 id="seat-costs">{text::seats::COSTS.get()}</h2>
            {move || seat_prices(outlook.get(), basis, outlook.get().now)}
            <h3 class="seat__heading">{text::seats::TOTAL_AT_MOST.get()}</h3>
            {move || view! { <TotalsView totals=totals.get()/> }}
        </section>
    }
}

/// The ways to pay that are offered for a seat, and what each does (C2B-14).
pub fn methods(desk: SeatDesk, checkout: Signal<SeatCheckout>) -> View {
    let method_name = use_method_name();
    let seat = Memo::new(move |_| {
        desk.own.seat.with(|seat| seat.as_ref().map(|seat| (seat.status, seat.ceiling_total, seat.total)))
    });
    let ends = desk.group.group_buy.with_untracked(|group| group.card.state.ends_at);
    let day = intl::format_date(ends, DateStyle::Moment);
    let what = move |method: &SeatMethod, total: Money| {
        // The checkout knows what somebody pays who joins now; a seat that is held has a ceiling of its own.
        let total = match seat.get() {
            Some((SeatStatus::CaptureFailed, ceiling, last)) => {
                return text::seats::pay_now(&intl::format_money(&last.unwrap_or(ceiling)));
            }
            Some((SeatStatus::Held, ceiling, _)) => ceiling,
            _ => total,
        };
        match method.charging {
            Charging::Authorise => text::seats::authorise(&intl::format_money(&total), &day),
            Charging::PayFirst => text::seats::pay_first(&intl::format_money(&total), &day),
            _ => String::new(),
        }
    };
    let choices = Signal::derive(move || {
        checkout.with(|checkout| {
            let choice = |method: &SeatMethod| Choice {
                value: method.method.0.clone(),
                label: method_name(method.method.as_str()),
                detail: what(method, checkout.totals.total),
                ..Choice::default()
            };
            checkout.methods.iter().map(choice).collect::<Vec<_>>()
        })
    });
    let value = Signal::derive(move || desk.method().map(|method| method.method.0));
    let error = problem(desk, METHOD, &text::checkout::CHOOSE_METHOD);
    let has_none = Memo::new(move |_| checkout.with(|checkout| checkout.methods.is_empty()));
    let none = move || {
        has_none.get().then(|| {
            view! { <Notice tone=Tone::Warning><p>{text::payments::NO_METHODS.get()}</p></Notice> }
        })
    };
    view! {
        <section class="checkout-section checkout-section--choices" id="seat-method">
            <h2 aria-hidden="true">{text::payments::METHOD.get()}</h2>
            <Choices
                name="seat-method"
                legend=text::payments::METHOD.get()
                choices
                value
                on_choose=move |id| desk.choose_method(id)
                stacked=true
                error
            />
            {none}
        </section>
    }
}

/// Whether others see who joins (C2B-20).
fn seen(desk: SeatDesk) -> View {
    let error = Signal::derive(move || {
        desk.sheet.problem(SHOWN_AS).map(|code| match code {
            FieldProblemCode::TooLong => text::seats::NAME_TOO_LONG.get().to_owned(),
            FieldProblemCode::Format => text::seats::NAME_FORMAT.get().to_owned(),
            _ => text::seats::NAME_MISSING.get().to_owned(),
        })
    });
    let name = move || {
        desk.is_shown.get().then(|| {
            let type_in = move |name: String| {
                desk.name.set(name);
                desk.solve(SHOWN_AS);
            };
            view! {
                <Field
                    id="seat-name"
                    label=text::seats::NAME.get()
                    hint=text::seats::NAME_HINT.get()
                    value=desk.name
                    on_input=type_in
                    error
                    autocomplete="nickname"
                    maxlength=i32::try_from(LONGEST_NAME).unwrap_or(40)
                />
            }
        })
    };
    view! {
        <section class="checkout-section" aria-labelledby="seat-seen">
            <h2 id="seat-seen">{text::seats::SEEN.get()}</h2>
            <Check checked=desk.is_shown on_change=move |is_shown| desk.is_shown.set(is_shown)>
                {text::seats::SHOW_ME.get()}
            </Check>
            {name}
        </section>
    }
}

fn problem(desk: SeatDesk, path: &'static str, words: &'static text::Message) -> Signal<Option<String>> {
    Signal::derive(move || desk.sheet.problem(path).map(|_| words.get().to_owned()))
}
