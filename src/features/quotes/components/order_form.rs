//! What is ordered, where it goes, under which number of the company's own, and the button.

use super::super::figures::{basis_words, price_words, unit_words};
use super::super::order_choice::{ADDRESS, ADDRESS_CHOICE, PO_FIELD, PO_NUMBER, field_of, quantity_path};
use super::super::order_desk::OrderDesk;
use super::checking::checking;
use super::lines::{LINES_AT_ONCE, more_lines};
use super::order_blocked::order_blocked;
use super::order_summary::order_terms;
use crate::{
    data::ErrorPanel,
    features::checkout::address_lines,
    platform::intl::{self, DateStyle},
    routes, text,
    ui::{Button, Choice, Choices, Field, Look, Notice, Tone},
};
use fivefold_api::model::{CompanyAddress, FieldProblemCode, PoRule, PoUse, QuantityBasis, QuoteLine};
use fivefold_api::rules::PO_NUMBER_MAX;
use fivefold_view::prelude::*;
use leptos::ev::SubmitEvent;
use std::time::Duration;

/// The form of the order.
pub fn order_form(desk: OrderDesk) -> View {
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        desk.press();
    };
    let busy = Memo::new(move |_| desk.is_busy());
    let total = Memo::new(move |_| {
        desk.checkout.with(|checkout| checkout.as_ref().map(|checkout| checkout.totals.total))
    });
    let button = move || match total.get() {
        Some(total) => text::quote_order::place(&intl::format_money(&total)),
        None => text::quote_order::PLACE_PLAIN.get().to_owned(),
    };
    let status = move || if busy.get() { text::quote_order::PLACING.get() } else { "" };
    view! {
        <form node_ref=desk.form class="order-form" novalidate on:submit=submit>
            <fieldset class="order-form__fields" disabled=busy>
                {lines(desk)}
                {address(desk)}
                {po_number(desk)}
                {order_terms(desk)}
            </fieldset>
            {order_blocked(desk)}
            {problems(desk)}
            <Button look=Look::Strong wide=true submit=true busy=busy>{button}</Button>
            <p role="status">{status}</p>
        </form>
    }
}

/// The lines of the offer. Those of which more can be ordered have a field.
fn lines(desk: OrderDesk) -> View {
    use text::quote_order as words;
    let all = desk.own.part(|quote| quote.current.lines.clone());
    let count = Signal::derive(move || all.with(Vec::len));
    let shown = RwSignal::new(LINES_AT_ONCE);
    let each = move || all.with(|all| all.iter().take(shown.get()).cloned().collect::<Vec<_>>());
    // A line of another version is another one.
    let key = |line: &QuoteLine| (line.id.clone(), line.sku.clone(), line.quantity.to_decimal());
    view! {
        <section class="quote-card" aria-labelledby="order-lines">
            <h2 id="order-lines">{words::LINES.get()}</h2>
            <ul class="order-items" role="list">
                <For each=each key=key let:line>{item(desk, line)}</For>
            </ul>
            {more_lines(shown, count, LINES_AT_ONCE)}
        </section>
    }
}

fn item(desk: OrderDesk, line: QuoteLine) -> View {
    let id = line.id.clone();
    let total = Memo::new(move |_| {
        desk.checkout.with(|checkout| {
            let lines = checkout.as_ref().map(|checkout| checkout.lines.as_slice()).unwrap_or_default();
            lines.iter().find(|line| line.line == id).map(|line| line.total)
        })
    });
    let sum = move || total.get().map(|total| intl::format_money(&total));
    let price = line.price.as_ref().map(price_words);
    let options = (!line.options.is_empty()).then(|| [", ", &line.options].concat());
    let quantity = match line.basis {
        QuantityBasis::OrMore => quantity(desk, line.clone()),
        _ => view! { <p class="order-item__quantity">{basis_words(&line.quantity, line.basis)}</p> },
    };
    view! {
        <li class="order-item">
            <div class="order-item__words">
                <p class="order-item__title">{line.title}{options}</p>
                <p class="quote-hint">{line.sku.0}{price.map(|price| [" · ", &price].concat())}</p>
            </div>
            {quantity}
            <p class="order-item__total">{sum}</p>
        </li>
    }
}

/// How much, at least what was offered.
fn quantity(desk: OrderDesk, line: QuoteLine) -> View {
    use text::quote_order as words;
    let hint = words::quantity_hint(&basis_words(&line.quantity, line.basis));
    let label = words::quantity_of(&line.title, unit_words(&line.quantity.unit));
    let (id, path) = (line.id.clone(), quantity_path(&line.id));
    let (field, left) = (field_of(&path), path.clone());
    let error = Signal::derive(move || {
        desk.problem(&path).map(|code| match code {
            FieldProblemCode::Required => text::errors::VALUE_REQUIRED.get().to_owned(),
            FieldProblemCode::Format => text::errors::VALUE_NUMBER.get().to_owned(),
            FieldProblemCode::TooShort => words::QUANTITY_RANGE.get().to_owned(),
            _ => words::QUANTITY_RULE.get().to_owned(),
        })
    });
    let value = Signal::derive(move || desk.choice.with(|choice| choice.quantity_text(&line)));
    view! {
        <Field
            id=field
            label
            value
            on_input=move |typed| desk.type_quantity(&id, typed)
            on_blur=move |()| desk.left(&left)
            hint
            error
            inputmode="decimal"
            maxlength=20
        />
    }
}

fn address(desk: OrderDesk) -> View {
    use text::quote_order as words;
    let known = Memo::new(move |_| {
        desk.checkout.with(|checkout| checkout.as_ref().map(|checkout| checkout.addresses.clone()))
    });
    let choices =
        Signal::derive(move || known.get().unwrap_or_default().iter().map(place).collect::<Vec<_>>());
    let value = Signal::derive(move || {
        desk.choice.with(|choice| Some(choice.address.clone()).filter(|address| !address.is_empty()))
    });
    let error = Signal::derive(move || {
        desk.problem(ADDRESS).map(|code| match code {
            FieldProblemCode::Required => words::BLOCK_ADDRESS.get().to_owned(),
            _ => words::BLOCK_ADDRESS_NOT_SERVED.get().to_owned(),
        })
    });
    let none = move || {
        let has_none = known.with(|known| known.as_ref().is_some_and(Vec::is_empty));
        has_none.then(|| view! { <p class="quote-hint">{words::NO_ADDRESSES.get()}</p> })
    };
    view! {
        <section class="quote-card" id=ADDRESS_CHOICE>
            <Choices
                name="order-address-choice"
                legend=words::ADDRESS.get()
                choices
                value
                on_choose=move |address| desk.choose_address(address)
                stacked=true
                error
            />
            {none}
        </section>
    }
}

fn place(place: &CompanyAddress) -> Choice {
    Choice {
        value: place.id.0.clone(),
        label: place.label.clone(),
        detail: address_lines(&place.address).join(", "),
        ..Choice::default()
    }
}

/// The company's own number: needed or not, and where it was used before (B2B-19).
fn po_number(desk: OrderDesk) -> View {
    use text::quote_order as words;
    let rule =
        Memo::new(move |_| desk.checkout.with(|checkout| checkout.as_ref().map(|checkout| checkout.po_rule)));
    let error = Signal::derive(move || {
        desk.problem(PO_NUMBER).map(|code| match code {
            FieldProblemCode::Required => words::BLOCK_PO.get().to_owned(),
            FieldProblemCode::TooLong => {
                text::errors::value_too_long(u64::try_from(PO_NUMBER_MAX).unwrap_or_default())
            }
            _ => text::errors::VALUE_INVALID.get().to_owned(),
        })
    });
    let value = Signal::derive(move || desk.choice.with(|choice| choice.po_number.clone()));
    // Whether it is needed is known once, and the field keeps the focus.
    let label = Signal::derive(move || {
        let message = match rule.get() {
            Some(PoRule::Required) => &words::PO_NUMBER,
            _ => &words::PO_NUMBER_OPTIONAL,
        };
        message.get().to_owned()
    });
    let uses = Memo::new(move |_| {
        desk.checkout
            .with(|checkout| checkout.as_ref().map(|checkout| checkout.po_uses.clone()).unwrap_or_default())
    });
    let warning = move || {
        let uses = uses.get();
        let count = u64::try_from(uses.len()).unwrap_or_default();
        let uses: Vec<_> = uses.into_iter().map(po_use).collect();
        (count > 0).then(|| {
            view! {
                <Notice tone=Tone::Warning title=words::po_used(count)>
                    <p>{words::PO_USED_TEXT.get()}</p>
                    <ul role="list">{uses}</ul>
                </Notice>
            }
        })
    };
    view! {
        <section class="quote-card">
            <Field
                id=PO_FIELD
                label
                value
                on_input=move |typed| desk.type_po_number(typed)
                on_blur=move |()| desk.left(PO_NUMBER)
                hint=words::PO_HINT.get()
                error
                maxlength=i32::try_from(PO_NUMBER_MAX).unwrap_or(i32::MAX)
            />
            {warning}
        </section>
    }
}

fn po_use(used: PoUse) -> View {
    let placed = text::orders::placed_at(&intl::format_date(used.placed_at, DateStyle::Moment));
    let number = text::orders::number(&used.number);
    view! { <li><a href=routes::order(&used.order)>{number}</a>", "{placed}</li> }
}

/// Why it was not ordered, that nobody knows yet (X-UNKNOWN), or that nobody knows what it would be.
fn problems(desk: OrderDesk) -> View {
    use text::quote_order as words;
    let refused = move || {
        desk.refused.get().map(|said| {
            view! { <Notice tone=Tone::Bad title=words::REFUSED.get()><p>{said}</p></Notice> }
        })
    };
    let is_checking = Memo::new(move |_| desk.is_checking());
    let retry = Callback::new(move |()| desk.ask(Duration::ZERO));
    // Another try that fails alike leaves the button in its place, and the focus on it.
    let failed = Memo::new(move |_| desk.failed.get());
    let failed = move || failed.get().map(|error| view! { <ErrorPanel error retry/> });
    view! {
        {refused}
        {checking(is_checking, &words::CHECKING_TEXT)}
        {failed}
    }
}
