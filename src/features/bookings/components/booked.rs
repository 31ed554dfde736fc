//! A booking that there is nothing to pay for: what there is to do with it, or instead of it (O2O-12).

use super::super::details::{Details, STORED};
use super::super::own_booking::OwnBooking;
use super::super::standing::Standing;
use super::booking_stand::booking_stand;
use super::booking_terms::booking_terms;
use super::cancelling::cancelling;
use crate::{
    data::{use_address, use_runtime},
    features::payments::hold_time,
    platform::storage,
    routes, text,
    ui::{LinkButton, Look, Notice, Tone},
};
use fivefold_api::model::BookingAction;
use fivefold_view::prelude::*;

/// How it stands with what the shop allows, and what was agreed.
pub fn booked(own: OwnBooking) -> View {
    let actions = move || match own.stands.get() {
        Standing::Confirmed => confirmed(own),
        _ => book_again(own),
    };
    let terms = own.part(|booking| booking.terms.clone());
    let zone = own.booking.with_untracked(|booking| booking.time.zone.clone());
    let agreed =
        move || matches!(own.stands.get(), Standing::Confirmed).then(|| booking_terms(&terms.get(), &zone));
    view! {
        {booking_stand(own, actions.into_view())}
        {link_only(own)}
        {agreed}
    }
}

/// Whoever only has the link is told what is left out.
pub fn link_only(own: OwnBooking) -> View {
    let is_owner = own.part(|booking| booking.token.is_some() || booking.contact.is_some());
    let hint = move || {
        (!is_owner.get()).then(|| view! { <p class="booking-hint">{text::booking::LINK_ONLY.get()}</p> })
    };
    hint.into_view()
}

/// Voucher, calendar, another time, cancelling. The calendar is a file of the backend's, and not of this app.
fn confirmed(own: OwnBooking) -> View {
    use text::booking as words;
    forget_typed(own);
    let runtime = use_runtime();
    let token = use_address().with_untracked(|address| address.query("token")).unwrap_or_default();
    let id = own.id();
    let show = own.may(BookingAction::Show);
    let href = routes::voucher(&id, &token);
    let voucher = move || {
        show.get().then(|| {
            view! { <LinkButton look=Look::Strong href=href.clone()>{words::VOUCHER.get()}</LinkButton> }
        })
    };
    let file = own.part(|booking| booking.calendar.clone());
    let calendar = move || {
        file.get().map(|path| {
            let href = [runtime.client().origin(), &path].concat();
            view! { <a class="ui-button ui-button--quiet" href=href download="">{words::CALENDAR.get()}</a> }
        })
    };
    let may_change = own.may(BookingAction::Change);
    let has_change = own.part(|booking| booking.change.is_some());
    let href = routes::change_booking(&id);
    let change = {
        let href = href.clone();
        move || {
            (may_change.get() && !has_change.get())
                .then(|| view! { <LinkButton href=href.clone()>{words::CHANGE.get()}</LinkButton> })
        }
    };
    let moving = move || has_change.get().then(|| held_change(own, href.clone()));
    let mail = own.part(|booking| booking.contact.as_ref().map(|contact| contact.email.clone()));
    let mail =
        move || mail.get().map(|email| view! { <p class="booking-hint">{words::mail_sent(&email)}</p> });
    view! {
        <div class="booking-actions">{voucher}{calendar}{change}</div>
        {cancelling(own)}
        {mail}
        {moving}
    }
}

/// What is booked is not typed once more.
fn forget_typed(own: OwnBooking) {
    let typed = storage::read::<Details>(STORED);
    if typed.is_some_and(|typed| own.booking.with_untracked(|booking| typed.is_of(booking))) {
        storage::remove(STORED);
    }
}

/// Another time is held, and waits to be confirmed (O2O-13).
fn held_change(own: OwnBooking, href: String) -> View {
    let ask = Callback::new(move |()| own.query.refetch());
    view! {
        <Notice tone=Tone::Warning title=text::booking::NEW_HELD.get()>
            {hold_time(&text::booking::CHANGE_LEFT, own.due, own.now, ask)}
            <LinkButton href=href>{text::booking::TO_CHANGE.get()}</LinkButton>
        </Notice>
    }
}

/// What is over can be booked again, if the shop says so.
pub fn book_again(own: OwnBooking) -> View {
    let may = own.may(BookingAction::BookAgain);
    let again = move || may.get().then(|| to_service(own, &text::booking::BOOK_AGAIN, Look::Strong));
    view! { <div class="booking-actions">{again}</div> }
}

/// The way to the times of the service.
pub fn to_service(own: OwnBooking, words: &'static text::Message, look: Look) -> View {
    let href = own.booking.with_untracked(|booking| routes::service(&booking.service));
    view! { <LinkButton look href=href>{words.get()}</LinkButton> }
}
