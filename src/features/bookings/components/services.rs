//! Services in a grid, how many there are, and what to widen when there are none.

use super::super::address::{ServicesAddress, pages};
use super::service_card::service_card;
use super::service_tools::tools;
use crate::{
    platform::announce,
    routes, text,
    ui::{EmptyState, LinkButton, Look, Notice, Pagination, Tone},
};
use fivefold_api::model::{ServiceCard, ServiceList};
use fivefold_view::prelude::*;

/// How many pictures of a first view come at once: the first row of a wide window.
const EAGER: usize = 4;

/// Tools, services and the ways to further pages.
pub fn service_list(address: Memo<ServicesAddress>, list: Signal<ServiceList>) -> View {
    let total = Memo::new(move |_| list.with(|list| list.page.total));
    Effect::new(move |_| {
        if let Some(total) = total.get() {
            announce::say(&text::services::services(total));
        }
    });
    let cards = move || list.with(|list| list.page.items.clone()).into_iter().enumerate().collect::<Vec<_>>();
    let count = move || total.get().map(text::services::services);
    let further = move || {
        let address = address.get();
        let (page, pages) = (address.asked.page, pages(total.get()));
        view! { <Pagination page pages href=move |page| address.at_page(page).href()/> }
    };
    view! {
        {tools(address, list)}
        {unknown_place(address, list)}
        <div class="services-links">
            <p class="services-count"><span>{count}</span>" "<span>{measured_from(list)}</span></p>
            <LinkButton look=Look::Bare href=routes::bookings("")>{text::services::MINE.get()}</LinkButton>
        </div>
        <ul class="services-grid" role="list">
            <For each=cards key=|(_, card)| card.id.clone() let:entry>{row(list, entry)}</For>
        </ul>
        {further}
    }
}

/// One service. Its next free time changes while it is looked at, and leaves the focus where it is; a card of which
/// anything else has changed is drawn anew.
fn row(list: Signal<ServiceList>, (at, first): (usize, ServiceCard)) -> View {
    let card = Memo::new(move |_| {
        let found = |list: &ServiceList| list.page.items.iter().find(|card| card.id == first.id).cloned();
        list.with(found).unwrap_or_else(|| first.clone())
    });
    let next = Memo::new(move |_| card.with(|card| card.next.clone()));
    let rest = Memo::new(move |_| ServiceCard { next: None, ..card.get() });
    view! { <li>{move || service_card(rest.get(), next, at < EAGER)}</li> }
}

/// From where distances are measured.
fn measured_from(list: Signal<ServiceList>) -> View {
    let near = Memo::new(move |_| list.with(|list| list.near.as_ref().map(|near| near.name.clone())));
    let words = move || {
        // One's own place has no name.
        near.get().map(|name| match name.as_str() {
            "" => text::services::MEASURED_HERE.get().to_owned(),
            name => text::services::measured_from(name),
        })
    };
    words.into_view()
}

fn unknown_place(address: Memo<ServicesAddress>, list: Signal<ServiceList>) -> View {
    let is_unknown = Memo::new(move |_| list.with(|list| list.place_unknown));
    let notice = move || {
        is_unknown.get().then(|| {
            let words =
                text::services::place_unknown(&address.with_untracked(|address| address.asked.place.clone()));
            view! { <Notice tone=Tone::Warning><p>{words}</p></Notice> }
        })
    };
    notice.into_view()
}

/// No service fits: each thing that narrows the list can be left out by itself (O2O-01).
pub fn no_services(address: &ServicesAddress) -> View {
    use text::services as words;
    let asked = &address.asked;
    let wider = [
        (!asked.time.is_empty()).then(|| (&words::WIDEN_TIME, address.at_time(""))),
        (!asked.on.is_empty()).then(|| (&words::WIDEN_DAY, address.on(""))),
        address.is_around().then(|| (&words::WIDEN_PLACE, address.at_place(""))),
        asked.category.is_some().then(|| (&words::WIDEN_CATEGORY, address.of_category(""))),
        (!asked.q.is_empty()).then(|| (&words::WIDEN_WORDS, address.of_any_words())),
    ];
    let wider: Vec<_> = wider
        .into_iter()
        .flatten()
        .map(|(words, wider)| view! { <LinkButton href=wider.href()>{words.get()}</LinkButton> })
        .collect();
    let title = if wider.is_empty() { &words::NOTHING } else { &words::NOTHING_FITS };
    view! {
        <EmptyState title=title.get() text=words::NOTHING_TEXT.get()>
            {wider}
            <LinkButton look=Look::Strong href=routes::services()>{words::ALL.get()}</LinkButton>
        </EmptyState>
    }
}
