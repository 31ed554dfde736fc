//! What came of somebody's coming, in colour, shape and words. The sound is the desk's.

use super::super::door_desk::DoorDesk;
use super::super::when::venue_moment;
use super::door_guest::guest_card;
use crate::{
    text::door as words,
    ui::{Button, Icon, Shape},
};
use fivefold_api::model::{Redemption, RedemptionResult};
use fivefold_view::prelude::*;

/// How a result is shown.
pub struct Face {
    /// `good`, `warning` or `bad`.
    pub tone: &'static str,
    /// Its shape.
    pub shape: Shape,
    /// What it is, in a word or two.
    pub title: &'static str,
}

/// How each result is shown (O2O-17).
pub fn face(result: RedemptionResult) -> Face {
    use RedemptionResult as R;
    let (tone, shape, title) = match result {
        R::Ok => ("good", Shape::Check, &words::OK),
        R::AlreadyRedeemed => ("bad", Shape::Close, &words::ALREADY),
        R::TooEarly => ("warning", Shape::Clock, &words::TOO_EARLY),
        R::Expired => ("bad", Shape::Clock, &words::EXPIRED),
        R::WrongBranch => ("warning", Shape::Arrow, &words::WRONG_BRANCH),
        R::Cancelled => ("bad", Shape::Close, &words::CANCELLED),
        R::Unpaid => ("warning", Shape::Lock, &words::UNPAID),
        R::Unknown => ("bad", Shape::Search, &words::UNKNOWN),
        _ => ("warning", Shape::Alert, &words::OTHER),
    };
    Face { tone, shape, title: title.get() }
}

/// What it means and what to do.
fn meaning(redemption: &Redemption) -> String {
    use RedemptionResult as R;
    let zone = redemption.guest.as_ref().map_or("UTC", |guest| guest.time.zone.as_str());
    let moment = |at| venue_moment(at, zone);
    let said = match redemption.result {
        R::Ok => Some(String::new()),
        R::AlreadyRedeemed => {
            redemption.redeemed.as_ref().map(|used| words::already_text(&used.by, &moment(used.at)))
        }
        R::TooEarly => redemption.valid_from.map(|from| words::too_early_text(&moment(from))),
        R::Expired => redemption.valid_until.map(|until| words::expired_text(&moment(until))),
        R::WrongBranch => redemption.venue.as_deref().map(words::wrong_branch_text),
        R::Cancelled => Some(words::CANCELLED_TEXT.get().to_owned()),
        R::Unpaid => Some(words::UNPAID_TEXT.get().to_owned()),
        R::Unknown => Some(words::UNKNOWN_TEXT.get().to_owned()),
        _ => Some(words::OTHER_TEXT.get().to_owned()),
    };
    said.unwrap_or_default()
}

/// The result, and the way on to whoever is next.
pub fn door_result(desk: DoorDesk, redemption: &Redemption) -> View {
    let face = face(redemption.result);
    let guest = redemption.guest.as_ref().map(|guest| {
        view! {
            <p class="door-result__name">{guest.name.clone()}</p>
            {guest_card(guest)}
        }
    });
    shown(desk, face, meaning(redemption), guest.into_view(), None)
}

/// The shop refused, or did not say; nobody was let in.
pub fn door_failed(desk: DoorDesk, is_answered: bool, why: String) -> View {
    let title = if is_answered { words::REFUSED.get() } else { words::FAILED.get() };
    let face = Face { tone: "warning", shape: Shape::Alert, title };
    let again =
        view! { <Button wide=true on_press=move |()| desk.look_again()>{words::LOOK_AGAIN.get()}</Button> };
    shown(desk, face, why, ().into_view(), Some(again))
}

/// The button that leads on has the focus, and the result describes it.
fn shown(desk: DoorDesk, face: Face, text: String, guest: View, again: Option<View>) -> View {
    view! {
        <div class="door-result" data-tone=face.tone>
            <div class="door-result__face" role="status" id="door-result">
                <Icon shape=face.shape/>
                <h2>{face.title}</h2>
                <p>{text}</p>
            </div>
            <div class="door-result__guest">{guest}</div>
        </div>
        <div class="door__actions">
            <button
                type="button"
                class="ui-button ui-button--strong ui-button--wide"
                data-first=""
                aria-describedby="door-result"
                on:click=move |_| desk.next()
            >
                {words::NEXT.get()}
            </button>
            {again}
        </div>
    }
}
