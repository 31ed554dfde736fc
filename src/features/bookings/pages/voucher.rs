//! `/bookings/:id/voucher`: what lets one in, also without a network.

use super::super::components::voucher_pass::voucher_pass;
use super::super::pass::{self, Pass};
use crate::{
    data::{
        ErrorPanel, Remote, set_head, sign_in_href, spawn, use_address, use_query, use_runtime, use_session,
    },
    platform::{
        Listener, offline, page,
        timers::{Timer, monotonic},
        wake_lock,
    },
    routes, text,
    ui::{EmptyState, LinkButton, Look, SkeletonBox},
};
use fivefold_api::endpoints::GetBooking;
use fivefold_api::error::ApiError;
use fivefold_api::http;
use fivefold_api::model::{Booking, ProblemKind};
use fivefold_api::vocabulary::BookingId;
use fivefold_view::prelude::*;
use std::time::Duration;

/// How often the shop is asked while somebody looks: a voucher that was used says so soon.
const AGAIN: Duration = Duration::from_secs(15);
/// The chunk of this page in `routes::patterns`.
const CHUNK: &str = "voucher";

/// What there is to show.
#[derive(Clone, PartialEq)]
enum Shown {
    /// Nothing yet.
    Loading,
    /// A voucher, and whether the shop has said so on this page and answers still.
    Pass(Box<Pass>, bool),
    /// The booking has none.
    None(BookingId),
    /// The shop said no, or cannot be reached and nothing is kept.
    Failed(ApiError),
}

/// Which of these it is; another one is drawn anew.
#[derive(Clone, PartialEq)]
enum Face {
    Loading,
    Pass(GetBooking),
    None(BookingId),
    Failed(ApiError),
}

/// The voucher that the address names.
pub(super) fn page() -> View {
    let (address, session, runtime) = (use_address(), use_session(), use_runtime());
    let asked = Memo::new(move |_| {
        address.with(|address| GetBooking {
            id: BookingId(routes::parameter(&address.path)),
            token: address.query("token").unwrap_or_default(),
        })
    });
    let port = http::bookings(runtime.client());
    let booking = use_query(move || asked.get(), move |query| port.booking(query));
    set_head(text::door::VOUCHER.get(), "", None);
    // What another page was told is shown, and asked again.
    if let Remote::Ready { refreshing: false, .. } = untrack(|| booking.get()) {
        booking.refetch();
    }
    let opened = monotonic();
    let came_at = move || booking.came_at().unwrap_or(opened);
    let shown = Memo::new(move |was: Option<&Shown>| {
        // After a sign-out nothing is kept any more.
        session.track();
        let (known, at) = (booking.get(), came_at());
        let is_fresh = at >= opened
            && match known {
                Remote::Ready { refreshing, .. } => !refreshing || matches!(was, Some(Shown::Pass(_, true))),
                _ => false,
            };
        show(&asked.get(), known, at, is_fresh)
    });
    // What the shop says is kept; what it denies is forgotten.
    Effect::new(move |_| {
        let asked = asked.get();
        match booking.get() {
            Remote::Ready { value, refreshing: false } => match Pass::of(&value, came_at()) {
                Some(now) => pass::keep(&asked, &now),
                None => pass::forget(&asked),
            },
            Remote::Failed { error, .. } if is_final(&error) => pass::forget(&asked),
            _ => {}
        }
    });
    let may_change = move || {
        shown.with_untracked(|shown| matches!(shown, Shown::Pass(pass, _) if pass.standing(None).is_shown()))
    };
    let _while_shown = StoredValue::new(Timer::every(AGAIN, move || {
        if page::is_visible() && may_change() {
            booking.refetch();
        }
    }));
    let (is_kept, base) = (RwSignal::new(None), runtime.config().base.clone());
    let has_pass = Memo::new(move |_| shown.with(|shown| matches!(shown, Shown::Pass(..))));
    Effect::new(move |was: Option<bool>| {
        let has_pass = has_pass.get();
        if has_pass && was != Some(true) {
            keep_page(base.clone(), is_kept);
            stay_awake();
        }
        has_pass
    });
    let face = Memo::new(move |_| match shown.get() {
        Shown::Loading => Face::Loading,
        Shown::Pass(..) => Face::Pass(asked.get()),
        Shown::None(id) => Face::None(id),
        Shown::Failed(error) => Face::Failed(error),
    });
    let content = move || match face.get() {
        Face::Loading => skeleton(),
        Face::Pass(asked) => {
            let Shown::Pass(first, _) = shown.get_untracked() else { return ().into_view() };
            let pass = Memo::new(move |last: Option<&Pass>| match shown.get() {
                Shown::Pass(pass, _) => *pass,
                _ => last.unwrap_or(&first).clone(),
            });
            let is_fresh = Memo::new(move |_| shown.with(|shown| matches!(shown, Shown::Pass(_, true))));
            voucher_pass(&asked, pass, is_fresh, is_kept)
        }
        Face::None(id) => none(&id, &asked.get_untracked().token),
        Face::Failed(error) if is_denied(&error) => denied(),
        Face::Failed(error) => {
            let retry = Callback::new(move |()| booking.refetch());
            view! {
                <h1 tabindex="-1">{text::door::VOUCHER.get()}</h1>
                <ErrorPanel error retry/>
            }
        }
    };
    content.into_view()
}

/// The shop's newest answer, which came at `at`; without one, what the device keeps.
fn show(asked: &GetBooking, known: Remote<Booking>, at: f64, is_fresh: bool) -> Shown {
    let kept = || pass::find(asked).map(|pass| Shown::Pass(Box::new(pass), false));
    match known {
        Remote::Failed { error, .. } if is_final(&error) => Shown::Failed(error),
        Remote::Ready { value, .. } | Remote::Failed { last: Some(value), .. } => {
            match Pass::of(&value, at) {
                Some(pass) => Shown::Pass(Box::new(pass), is_fresh),
                None => Shown::None(value.id),
            }
        }
        Remote::Failed { error, last: None } => kept().unwrap_or(Shown::Failed(error)),
        Remote::Loading => kept().unwrap_or(Shown::Loading),
    }
}

/// Whether there seems to be nothing here for this visitor.
fn is_denied(error: &ApiError) -> bool {
    matches!(error, ApiError::NotFound(_) | ApiError::SignedOut | ApiError::Forbidden(_))
}

/// Whether that is certain. Between a shop and a phone stand others that answer 403 and 404, with pages of their own.
fn is_final(error: &ApiError) -> bool {
    let kind = match error {
        ApiError::NotFound(kind) => *kind,
        ApiError::Forbidden(problem) => problem.kind,
        error => return matches!(error, ApiError::SignedOut),
    };
    kind != ProblemKind::Unknown
}

/// Has this page kept for when there is no network.
fn keep_page(base: String, is_kept: RwSignal<Option<bool>>) {
    spawn(async move {
        let kept = offline::keep_page(&base, CHUNK, text::language()).await;
        let _ = is_kept.try_set(Some(kept));
    });
}

/// Keeps the screen on while the page is seen.
fn stay_awake() {
    let lock = StoredValue::new(None);
    let take = move || {
        spawn(async move {
            let taken = wake_lock::take().await;
            // Without a page, nobody needs it.
            let _ = lock.try_set_value(taken);
        });
    };
    take();
    let _while_shown = StoredValue::<Vec<Listener>>::new(page::on_wake(take));
}

fn none(id: &BookingId, token: &str) -> View {
    use text::door as words;
    let href = routes::booking_with_token(id, token);
    view! {
        <EmptyState title=words::VOUCHER_NONE.get() text=words::VOUCHER_NONE_TEXT.get() is_page=true>
            <LinkButton look=Look::Strong href>{words::TO_BOOKING.get()}</LinkButton>
        </EmptyState>
    }
}

/// Whoever is somebody else, or not signed in, learns nothing about it.
fn denied() -> View {
    use text::door as words;
    view! {
        <EmptyState title=words::VOUCHER_GONE.get() text=words::VOUCHER_GONE_TEXT.get() is_page=true>
            <LinkButton look=Look::Strong href=routes::bookings("")>{words::TO_BOOKINGS.get()}</LinkButton>
            <LinkButton href=sign_in_href()>{text::account::SIGN_IN.get()}</LinkButton>
        </EmptyState>
    }
}

fn skeleton() -> View {
    view! {
        <div aria-busy="true">
            <h1 tabindex="-1">{text::door::VOUCHER.get()}</h1>
            <SkeletonBox class="voucher voucher--coming"/>
        </div>
    }
}
