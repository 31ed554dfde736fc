//! `/door`: where a venue's staff let people in.

use super::super::components::{door_panel::door_panel, door_venue::choose_venue};
use crate::{
    data::{AsyncView, Who, set_head, sign_in_href, use_query_when, use_runtime, use_session},
    platform::storage,
    routes, text,
    ui::{EmptyState, LinkButton, Look, SkeletonBox},
};
use fivefold_api::endpoints::ListMyVenues;
use fivefold_api::error::ApiError;
use fivefold_api::http;
use fivefold_api::model::VenueCard;
use fivefold_api::vocabulary::Page;
use fivefold_view::prelude::*;

/// Where this device keeps at which venue it stands.
const VENUE: &str = "door.venue";

/// The door of the venue that is chosen.
pub(super) fn page() -> View {
    let session = use_session();
    let port = http::doors(use_runtime().client());
    let is_member = Memo::new(move |_| session.get() == Who::Member);
    let venues =
        use_query_when(move || is_member.get().then_some(ListMyVenues), move |query| port.venues(query));
    let failed: fn(&ApiError) -> Option<View> = no_staff;
    set_head(text::door::TITLE.get(), "", None);
    let content = move || {
        if is_member.get() {
            view! {
                <AsyncView query=venues loading=skeleton is_empty=has_none empty=empty failed let:venues>
                    {doors(venues)}
                </AsyncView>
            }
        } else {
            sign_in()
        }
    };
    view! {
        <h1 class="door-title" tabindex="-1">{text::door::TITLE.get()}</h1>
        {content}
    }
}

/// The only door there is, the one where this device stood last, or the question which it is.
fn doors(venues: Signal<Page<VenueCard>>) -> View {
    let chosen = RwSignal::new(storage::get(VENUE));
    let here = Memo::new(move |_| {
        let chosen = chosen.get();
        venues.with(|venues| match venues.items.as_slice() {
            [only] => Some(only.clone()),
            several => several.iter().find(|venue| Some(venue.id.as_str()) == chosen.as_deref()).cloned(),
        })
    });
    let choose = Callback::new(move |venue: Option<String>| {
        match &venue {
            Some(venue) => storage::set(VENUE, venue),
            None => storage::remove(VENUE),
        }
        chosen.set(venue);
    });
    let several = Memo::new(move |_| venues.with(|venues| venues.items.len() > 1));
    let shown = move || match here.get() {
        Some(venue) => door_panel(venue, several.get().then_some(choose)),
        None => choose_venue(venues, choose),
    };
    shown.into_view()
}

fn has_none(venues: &Page<VenueCard>) -> bool {
    venues.items.is_empty()
}

/// An account that is nobody's staff has no list of venues at all.
fn no_staff(error: &ApiError) -> Option<View> {
    matches!(error, ApiError::Forbidden(_)).then(empty)
}

fn empty() -> View {
    use text::door as words;
    view! {
        <EmptyState title=words::NO_VENUES.get() text=words::NO_VENUES_TEXT.get()>
            <LinkButton look=Look::Strong href=routes::account(None)>{words::TO_ACCOUNT.get()}</LinkButton>
        </EmptyState>
    }
}

fn sign_in() -> View {
    use text::door as words;
    view! {
        <EmptyState title=words::SIGN_IN.get() text=words::SIGN_IN_TEXT.get()>
            <LinkButton look=Look::Strong href=sign_in_href()>{text::account::SIGN_IN.get()}</LinkButton>
        </EmptyState>
    }
}

fn skeleton() -> View {
    view! { <SkeletonBox class="door door--coming"/> }
}
