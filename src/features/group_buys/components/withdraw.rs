//! Giving a seat up, after a question (C2B-05).

use super::super::seat::Standing;
use crate::{
    data::{Progress, Query, error_text, use_commitment, use_runtime},
    platform::{announce, page},
    routes, text,
    ui::{Button, Dialog, Look},
};
use fivefold_api::endpoints::PostWithdrawal;
use fivefold_api::model::{MyGroupBuy, ProblemKind, Seat, WithdrawSeat};
use fivefold_api::vocabulary::GroupBuyId;
use fivefold_view::prelude::*;

/// What giving up is called in the store of commands.
const KIND: &str = "withdraw_seat";
/// The heading that has the focus when a seat was given up and the button is gone.
pub const HEADING: &str = "seat-title";

/// The button, and the question that it asks.
#[component]
pub fn Withdraw(
    /// The group-buy.
    id: GroupBuyId,
    /// The seat.
    seat: Memo<Option<Seat>>,
    /// How it stands.
    standing: Standing,
    /// Where the visitor stands.
    mine: Query<MyGroupBuy>,
) -> impl IntoView {
    use text::seats as words;
    let runtime = use_runtime();
    let is_asking = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    let command = use_commitment(KIND);
    command.resume(id.as_str());
    // What an earlier page has asked for may have been answered before what is known now.
    let pressed = StoredValue::new(false);
    Effect::new(move |_| match command.progress() {
        Progress::Done => {
            let answer = untrack(|| command.answer::<MyGroupBuy>());
            command.acknowledge();
            is_asking.set(false);
            ["/v1/me", "/v1/orders"].iter().for_each(|stale| runtime.queries().invalidate(stale));
            match answer {
                Some(Ok(now)) if pressed.get_value() => mine.set_and_refetch(now),
                _ => mine.refetch(),
            }
            if !pressed.get_value() {
                return;
            }
            request_animation_frame(|| {
                if let Some(heading) = page::element(HEADING) {
                    page::focus(&heading);
                }
            });
        }
        Progress::Refused(problem) => {
            command.acknowledge();
            mine.refetch();
            if !pressed.get_value() {
                return;
            }
            let words = match problem.problem().map(|problem| problem.kind) {
                Some(ProblemKind::SeatLocked) => words::LOCKED.get().to_owned(),
                _ => error_text(&problem).text,
            };
            announce::say(&words);
            error.set(Some(words));
            is_asking.set(false);
        }
        Progress::Idle | Progress::Sending | Progress::Checking => {}
    });
    let is_held = standing != Standing::In;
    let (button, title, text) = if is_held {
        (&words::LET_GO_BUTTON, &words::LET_GO_TITLE, &words::LET_GO_QUESTION)
    } else {
        (&words::WITHDRAW, &words::WITHDRAW_TITLE, &words::WITHDRAW_QUESTION)
    };
    let id = StoredValue::new(id);
    let press = Callback::new(move |()| {
        let Some(seat) = seat.get_untracked() else { return };
        error.set(None);
        pressed.set_value(true);
        command.submit(move |client| {
            let id = id.get_value();
            let version = seat.version.0.clone();
            let withdraw = WithdrawSeat { seat: seat.id, version: seat.version };
            let endpoint = PostWithdrawal { id: id.clone(), withdraw, key: client.new_key() };
            client.commitment(&endpoint, KIND, id.as_str(), &version, &routes::group_buy(&id))
        });
    });
    let busy = Memo::new(move |_| command.is_busy());
    view! {
        <Button on_press=move |()| is_asking.set(true)>{button.get()}</Button>
        <p class="ui-field__error">{error}</p>
        <Dialog open=is_asking on_close=move |()| is_asking.set(false) title=title.get().to_owned()>
            <p>{text.get()}</p>
            <div class="seat__actions">
                <Button look=Look::Danger busy=busy on_press=press>{button.get()}</Button>
                <Button on_press=move |()| is_asking.set(false)>{words::KEEP.get()}</Button>
            </div>
        </Dialog>
    }
}
