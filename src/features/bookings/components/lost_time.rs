//! A time that was held and not paid.

use super::super::own_booking::OwnBooking;
use super::super::taking::Taking;
use super::booked::to_service;
use crate::{
    data::{use_query_when, use_runtime, use_topic},
    features::payments::{AttemptNotice, open_attempt},
    text,
    ui::{Button, Look},
};
use fivefold_api::endpoints::GetOrder;
use fivefold_api::http;
use fivefold_api::model::BookingAction;
use fivefold_view::prelude::*;

/// It may be free still. A payment that is open is told of: should it come through,
/// the shop decides (O2O-08).
pub fn lost_time(own: OwnBooking, taking: Taking) -> View {
    let orders = http::orders(use_runtime().client());
    let id = own.part(|booking| booking.order.clone());
    let order = use_query_when(
        move || id.get().map(|id| GetOrder { id, token: None }),
        move |query| orders.order(query),
    );
    let topic = Signal::derive(move || id.get().map(|id| ["order/", id.as_str()].concat()));
    let again = Callback::new(move |()| {
        order.refetch();
        own.query.refetch();
    });
    use_topic(topic, move |_| again.run(()), move || order.refetch());
    let open = Memo::new(move |_| open_attempt(&order.get().latest()?.payments).cloned());
    let attempt = move || open.get().map(|attempt| view! { <AttemptNotice attempt on_change=again/> });
    let may = own.may(BookingAction::BookAgain);
    let busy = Memo::new(move |_| taking.is_busy());
    let take = move || {
        (may.get() && own.lost.get().is_none()).then(|| {
            view! {
                <Button look=Look::Strong busy on_press=move |()| taking.take_again()>
                    {text::booking::TAKE_AGAIN.get()}
                </Button>
            }
        })
    };
    view! {
        {attempt}
        <div class="booking-actions">{take}{to_service(own, &text::booking::CHOOSE_OTHER, Look::Quiet)}</div>
    }
}
