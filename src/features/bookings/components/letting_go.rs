//! Giving a held time up, after a question.

use super::super::own_booking::OwnBooking;
use crate::{
    data::{Progress, error_text, use_commitment, use_runtime},
    platform::announce,
    routes, text,
    ui::{Button, Dialog, Look},
};
use fivefold_api::endpoints::PostLetGo;
use fivefold_api::model::{Booking, BookingAction, SeenBooking};
use fivefold_view::prelude::*;

/// What giving a time up is called in the store of commands.
const KIND: &str = "let_go";

/// The button, while the shop allows it, and the question that it asks.
pub fn letting_go(own: OwnBooking) -> View {
    use text::booking as words;
    let runtime = use_runtime();
    let (is_asking, error) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let command = use_commitment(KIND);
    command.resume(own.id().as_str());
    Effect::new(move |_| match command.progress() {
        Progress::Done => {
            let answer = untrack(|| command.answer::<Booking>());
            command.acknowledge();
            ["/v1/me", "/v1/services"].iter().for_each(|stale| runtime.queries().invalidate(stale));
            // What an earlier page has asked for may have been answered before what is known now.
            match answer {
                Some(Ok(now)) if is_asking.get_untracked() => own.query.set_and_refetch(now),
                _ => own.query.refetch(),
            }
            is_asking.set(false);
        }
        Progress::Refused(problem) => {
            command.acknowledge();
            own.query.refetch();
            let words = error_text(&problem).text;
            announce::say(&words);
            error.set(Some(words));
            is_asking.set(false);
        }
        Progress::Idle | Progress::Sending | Progress::Checking => {}
    });
    let press = Callback::new(move |()| {
        error.set(None);
        let (id, version) =
            own.booking.with_untracked(|booking| (booking.id.clone(), booking.version.clone()));
        command.submit(move |client| {
            let (seen, page) = (version.0.clone(), routes::booking(&id));
            let endpoint = PostLetGo { id: id.clone(), seen: SeenBooking { version }, key: client.new_key() };
            client.commitment(&endpoint, KIND, id.as_str(), &seen, &page)
        });
    });
    let may = own.may(BookingAction::LetGo);
    let button = move || {
        may.get().then(|| {
            view! {
                <Button on_press=move |()| is_asking.set(true)>{words::LET_GO_BUTTON.get()}</Button>
            }
        })
    };
    let busy = Memo::new(move |_| command.is_busy());
    view! {
        <div class="booking-actions">{button}</div>
        <p class="ui-field__error">{error}</p>
        <Dialog
            open=is_asking
            on_close=move |()| is_asking.set(false)
            title=words::LET_GO_TITLE.get().to_owned()
        >
            <p>{words::LET_GO_QUESTION.get()}</p>
            <div class="booking-actions">
                <Button look=Look::Danger busy=busy on_press=press>{words::LET_GO_BUTTON.get()}</Button>
                <Button on_press=move |()| is_asking.set(false)>{words::KEEP.get()}</Button>
            </div>
        </Dialog>
    }
}
