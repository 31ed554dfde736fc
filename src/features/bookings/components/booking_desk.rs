//! Booking a time that is held: who comes, what is agreed, how it is paid; and what there is when it is lost. A part
//! that comes after its page.

use super::super::desk::{CONSENT, Desk, METHOD, use_desk};
use super::super::details::{Detail, LONGEST_NAME, LONGEST_NOTE};
use super::super::own_booking::OwnBooking;
use super::super::standing::Standing;
use super::super::taking::{Taking, use_taking};
use super::booked::{book_again, link_only};
use super::booking_stand::booking_stand;
use super::booking_terms::booking_terms;
use super::letting_go::letting_go;
use super::lost_time::lost_time;
use super::other_times::other_times;
use crate::{
    data::use_topic,
    features::payments::{AttemptNotice, MethodChoice, Story, open_attempt, story_of},
    platform::intl,
    text,
    ui::{Button, Check, Field, Look, Notice, TextArea, Tone},
};
use fivefold_api::model::{BookingAction, FieldProblemCode};
use fivefold_view::prelude::*;
use leptos::ev::SubmitEvent;

/// A time that is not the visitor's yet, or never was.
#[component]
pub fn BookingDesk() -> impl IntoView {
    let own: OwnBooking = expect_context();
    let taking = use_taking(own);
    let may_pay = own.may(BookingAction::Pay);
    let is_paying = Memo::new(move |_| {
        let is_held = matches!(own.stands.get(), Standing::Held | Standing::Confirming);
        is_held && may_pay.get() && own.lost.get().is_none()
    });
    let is_lost = Memo::new(move |_| own.stands.get().is_lost());
    let instead = move || if is_lost.get() { lost_time(own, taking) } else { book_again(own) };
    move || match is_paying.get() {
        true => paying(own, taking),
        false => view! {
            {booking_stand(own, view! { {other_times(own, taking)}{instead} })}
            {link_only(own)}
        },
    }
}

/// The time that is held, and everything that it takes to have it. A payment that is open is gone on with or called
/// off first; another one would be refused.
fn paying(own: OwnBooking, taking: Taking) -> View {
    let desk = use_desk(own, taking);
    let order = desk.order;
    let id = own.part(|booking| booking.order.clone());
    let topic = Signal::derive(move || id.get().map(|id| ["order/", id.as_str()].concat()));
    use_topic(topic, move |_| order.refetch(), move || order.refetch());
    let again = Callback::new(move |()| {
        order.refetch();
        own.query.refetch();
    });
    let newest = Memo::new(move |_| {
        let payments = order.get().latest()?.payments;
        let declined = payments.first().filter(|attempt| matches!(story_of(attempt), Story::Declined(_)));
        open_attempt(&payments).or(declined).cloned()
    });
    let is_open =
        Memo::new(move |_| newest.with(|newest| newest.as_ref().is_some_and(|one| story_of(one).is_open())));
    let attempt = move || newest.get().map(|attempt| view! { <AttemptNotice attempt on_change=again/> });
    view! {
        {booking_stand(own, letting_go(own))}
        {attempt}
        {move || (!is_open.get()).then(|| form(desk))}
    }
}

fn form(desk: Desk) -> View {
    let own = desk.own;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        desk.press();
    };
    let terms = own.part(|booking| booking.terms.clone());
    let zone = own.booking.with_untracked(|booking| booking.time.zone.clone());
    let due = own.part(|booking| booking.terms.due_now);
    let busy = Memo::new(move |_| desk.is_busy());
    let status = move || if busy.get() { text::booking::BOOKING.get() } else { "" };
    view! {
        <form node_ref=desk.form class="booking-form" novalidate on:submit=submit>
            <fieldset class="booking-form__fields" disabled=busy>
                {details(desk)}
                {move || booking_terms(&terms.get(), &zone)}
                {consent(desk)}
                {method(desk)}
            </fieldset>
            {problems(desk)}
            <Button look=Look::Strong wide=true submit=true busy=busy>
                {move || text::booking::pay_and_book(&intl::format_money(&due.get()))}
            </Button>
            <p role="status">{status}</p>
        </form>
    }
}

fn details(desk: Desk) -> View {
    use text::booking as words;
    let value =
        move |detail: Detail| Signal::derive(move || desk.details.with(|typed| typed.get(detail).to_owned()));
    let error = move |detail: Detail| {
        Signal::derive(move || desk.problem(detail.path()).map(|code| problem_words(detail, code)))
    };
    let field = move |detail: Detail, label: &'static str, kind: &'static str| {
        let optional = detail == Detail::Phone;
        view! {
            <Field
                id=detail.id()
                label
                value=value(detail)
                on_input=move |typed| desk.type_in(detail, typed)
                on_blur=move |()| desk.left(detail)
                error=error(detail)
                kind
                autocomplete=if optional { "tel" } else { "name" }
                enterkeyhint="next"
                optional
                maxlength=limit(detail)
            />
        }
    };
    view! {
        <section class="booking-card" aria-labelledby="booking-details">
            <h2 id="booking-details">{words::DETAILS.get()}</h2>
            {field(Detail::Name, words::NAME.get(), "text")}
            <Field
                id=Detail::Email.id()
                label=text::checkout::EMAIL.get()
                value=value(Detail::Email)
                on_input=move |typed| desk.type_in(Detail::Email, typed)
                on_blur=move |()| desk.left(Detail::Email)
                hint=words::EMAIL_HINT.get()
                error=error(Detail::Email)
                kind="email"
                autocomplete="email"
                enterkeyhint="next"
                maxlength=limit(Detail::Email)
            />
            {field(Detail::Phone, text::checkout::PHONE.get(), "tel")}
            <TextArea
                id=Detail::Note.id()
                label=words::NOTE.get()
                value=value(Detail::Note)
                on_input=move |typed| desk.type_in(Detail::Note, typed)
                hint=words::NOTE_HINT.get()
                error=error(Detail::Note)
                optional=true
                maxlength=limit(Detail::Note)
            />
        </section>
    }
}

/// The most characters that an entry takes.
fn limit(detail: Detail) -> i32 {
    let limit = match detail {
        Detail::Name => LONGEST_NAME,
        Detail::Email => 254,
        Detail::Phone => 40,
        Detail::Note => LONGEST_NOTE,
    };
    i32::try_from(limit).unwrap_or(i32::MAX)
}

fn problem_words(detail: Detail, code: FieldProblemCode) -> String {
    use text::errors as words;
    match code {
        FieldProblemCode::Required => words::VALUE_REQUIRED.get().to_owned(),
        FieldProblemCode::TooLong => words::value_too_long(u64::try_from(limit(detail)).unwrap_or_default()),
        FieldProblemCode::Format if detail == Detail::Email => words::VALUE_EMAIL.get().to_owned(),
        _ => words::VALUE_INVALID.get().to_owned(),
    }
}

/// The consent names the terms and their version (O2O-09).
fn consent(desk: Desk) -> View {
    let terms = desk.own.part(|booking| (booking.venue.card.name.clone(), booking.terms.version.0.clone()));
    let words = move || {
        let (venue, version) = terms.get();
        text::booking::consent(&venue, &version)
    };
    let error = move || {
        desk.problem(CONSENT)
            .map(|_| view! { <p class="ui-field__error">{text::booking::CONSENT_MISSING.get()}</p> })
    };
    view! {
        <div class="booking-consent" id="booking-consent">
            <Check checked=desk.has_consent on_change=move |has_consent| desk.consent(has_consent)>{words}</Check>
            {error}
        </div>
    }
}

fn method(desk: Desk) -> View {
    let error =
        Signal::derive(move || desk.problem(METHOD).map(|_| text::checkout::CHOOSE_METHOD.get().to_owned()));
    let value = Signal::derive(move || desk.method());
    view! {
        <section class="booking-card booking-card--choices" id="booking-method">
            <h2 aria-hidden="true">{text::payments::METHOD.get()}</h2>
            <MethodChoice name="booking-method" value on_choose=move |id| desk.choose_method(id) error/>
        </section>
    }
}

/// Why it could not be booked or paid, or that nobody knows yet (X-UNKNOWN).
fn problems(desk: Desk) -> View {
    let refused =
        move || desk.refused.get().map(|words| view! { <Notice tone=Tone::Bad><p>{words}</p></Notice> });
    let problem = move || {
        desk.pay_problem().map(|words| {
            view! { <Notice tone=Tone::Bad title=text::payments::START_FAILED.get()><p>{words}</p></Notice> }
        })
    };
    let unknown = Memo::new(move |_| {
        if desk.paying.is_unknown() {
            Some((text::payments::CHECKING.get(), text::payments::CHECKING_TEXT.get()))
        } else {
            desk.is_checking().then(|| (text::data::CHECKING.get(), text::booking::CHECKING_TEXT.get()))
        }
    });
    let unknown = move || {
        unknown.get().map(|(title, text)| {
            view! { <Notice tone=Tone::Warning title><p>{text}</p></Notice> }
        })
    };
    view! {
        {refused}
        {problem}
        {unknown}
    }
}
