//! `/bookings`: what one has booked, each with the next thing to do and its deadline. Guests have bookings too.

use super::super::components::{booking_skeletons::bookings_skeleton, my_booking};
use super::super::own_booking::tell;
use super::super::standing::standing;
use crate::{
    data::{
        AsyncView, Who, set_head, sign_in_href, use_address, use_now, use_query_when, use_runtime,
        use_session, use_topic,
    },
    routes, text,
    ui::{EmptyState, LinkButton, Look},
};
use fivefold_api::endpoints::{ListMyBookings, QueryWriter};
use fivefold_api::http;
use fivefold_api::json::FromJson;
use fivefold_api::model::{Booking, BookingFact, Capability, Fact, MyBookings};
use fivefold_api::vocabulary::Page;
use fivefold_view::prelude::*;

/// The lists of one's own bookings.
pub(super) fn page() -> View {
    let address = use_address();
    let session = use_session();
    let asked = Memo::new(move |_| {
        address.with(|address| ListMyBookings {
            list: MyBookings::from_query(&address.query("list").unwrap_or_default()),
            page: address.query("page").unwrap_or_default(),
        })
    });
    let port = http::my_bookings(use_runtime().client());
    let is_somebody = Memo::new(move |_| session.get() != Who::Nobody);
    let bookings =
        use_query_when(move || is_somebody.get().then(|| asked.get()), move |query| port.my_bookings(query));
    let again = Callback::new(move |()| bookings.refetch());
    let on_fact = move |fact: &Fact| {
        if !fact.kind.starts_with("booking_") {
            return;
        }
        // Only what comes to stand otherwise is news to a listener.
        let is_known = |booking: &Booking| {
            untrack(|| bookings.get().latest()).is_some_and(|page| {
                let same = |known: &Booking| known.id == booking.id && standing(known) == standing(booking);
                page.items.iter().any(same)
            })
        };
        if let Ok(news) = BookingFact::from_json(fact.data.clone())
            && !is_known(&news.booking)
        {
            tell(&[&news.title, " · "].concat(), standing(&news.booking));
        }
        again.run(());
    };
    let me = Signal::derive(move || is_somebody.get().then(|| "me".to_owned()));
    use_topic(me, on_fact, move || again.run(()));
    set_head(text::booking::MINE.get(), "", None);
    let now = use_now();
    let content = move || {
        if is_somebody.get() {
            let empty = move || empty(asked.get_untracked().list);
            view! {
                <AsyncView query=bookings loading=bookings_skeleton is_empty=has_none empty=empty let:page>
                    <ul class="my-bookings" role="list">
                        <For each=move || page.get().items key=key let:booking>{my_booking(booking, now, again)}</For>
                    </ul>
                    {move || page.with(|page| page.next.clone()).map(|next| further(asked.get().list, &next))}
                </AsyncView>
            }
        } else {
            empty(MyBookings::Upcoming)
        }
    };
    view! {
        <header class="bookings-head"><h1 tabindex="-1">{text::booking::MINE.get()}</h1></header>
        <nav class="my-bookings-lists" aria-label=text::booking::MINE.get()>
            <ul role="list">
                {list(asked, MyBookings::Upcoming, text::booking::LIST_UPCOMING.get())}
                {list(asked, MyBookings::Past, text::booking::LIST_PAST.get())}
            </ul>
        </nav>
        {content}
    }
}

/// A booking that stands otherwise than before is drawn anew.
fn key(booking: &Booking) -> String {
    [booking.id.as_str(), &booking.version.0].join("@")
}

fn list(asked: Memo<ListMyBookings>, list: MyBookings, words: &'static str) -> View {
    let current = move || (asked.get().list == list).then_some("page");
    view! { <li><a href=address_of(list, "") aria-current=current data-noscroll="">{words}</a></li> }
}

fn address_of(list: MyBookings, page: &str) -> String {
    let mut query = QueryWriter::default();
    query.add("list", list.as_query());
    query.add_some("page", page);
    routes::bookings(&query.finish())
}

fn further(list: MyBookings, next: &str) -> View {
    view! { <LinkButton href=address_of(list, next)>{text::ui::NEXT_PAGE.get()}</LinkButton> }
}

fn has_none(page: &Page<Booking>) -> bool {
    page.items.is_empty()
}

/// Whoever has an account may have booked with it on another device.
fn empty(list: MyBookings) -> View {
    let title = if list == MyBookings::Past { &text::booking::NONE_PAST } else { &text::booking::NONE };
    let (runtime, session, href) = (use_runtime(), use_session(), sign_in_href());
    let is_open = Memo::new(move |_| {
        session.get() != Who::Member && runtime.offers(Capability::Accounts) == Some(true)
    });
    let sign_in = move || {
        is_open
            .get()
            .then(|| view! { <LinkButton href=href.clone()>{text::account::SIGN_IN.get()}</LinkButton> })
    };
    view! {
        <EmptyState title=title.get() text=text::booking::NONE_TEXT.get()>
            <LinkButton look=Look::Strong href=routes::services()>{text::booking::ALL.get()}</LinkButton>
            {sign_in}
        </EmptyState>
    }
}
