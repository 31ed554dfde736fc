//! `/supplier/quotes`: what companies ask of the supplier, by state, last changed first.

use super::super::components::{quote_skeletons::quotes_skeleton, quote_stand::turn_mark};
use super::super::figures::moment_words;
use super::super::supplier_words::{told, turn_words};
use super::super::words::filter_words;
use crate::{
    data::{
        AsyncView, Who, set_head, sign_in_href, use_address, use_query_when, use_runtime, use_session,
        use_topic,
    },
    platform::intl,
    routes, text,
    ui::{Badge, EmptyState, LinkButton, Look, Tone},
};
use fivefold_api::endpoints::{ListSupplierQuotes, QueryWriter};
use fivefold_api::error::ApiError;
use fivefold_api::http;
use fivefold_api::model::{Fact, QuoteCard, QuoteFilter, QuoteList, QuoteTurn};
use fivefold_view::prelude::*;

/// The lists, in the order of the desk.
const LISTS: [QuoteFilter; 5] =
    [QuoteFilter::Waiting, QuoteFilter::Open, QuoteFilter::Ordered, QuoteFilter::Over, QuoteFilter::All];

/// The list that the address names; without one, what waits for the supplier.
pub(super) fn page() -> View {
    let (address, session) = (use_address(), use_session());
    let asked = Memo::new(move |_| {
        address.with(|address| ListSupplierQuotes {
            state: address.query("state").map_or(QuoteFilter::Waiting, |state| filter_of(&state)),
            page: address.query("page").unwrap_or_default(),
        })
    });
    let port = http::supplier_desk(use_runtime().client());
    let is_member = Memo::new(move |_| session.get() == Who::Member);
    let quotes =
        use_query_when(move || is_member.get().then(|| asked.get()), move |query| port.incoming(query));
    let on_fact = move |fact: &Fact| {
        if matches!(fact.kind.as_str(), "quote" | "quote_read") {
            quotes.refetch();
        }
    };
    let me = Signal::derive(move || is_member.get().then(|| "me".to_owned()));
    use_topic(me, on_fact, move || quotes.refetch());
    set_head(text::supplier::TITLE.get(), "", None);
    let failed: fn(&ApiError) -> Option<View> = no_supplier;
    let content = move || match is_member.get() {
        true => view! {
            <AsyncView query=quotes loading=quotes_skeleton is_empty=has_none empty=empty failed let:list>
                {rows(list, asked)}
            </AsyncView>
        },
        false => sign_in(),
    };
    view! {
        <header class="desk-head"><h1 tabindex="-1">{text::supplier::TITLE.get()}</h1></header>
        {move || is_member.get().then(|| lists(asked))}
        {content}
    }
}

/// A list by its name in an address. The first list has none, so that all has one.
fn filter_of(name: &str) -> QuoteFilter {
    LISTS.into_iter().find(|filter| name_of(*filter) == name).unwrap_or(QuoteFilter::Waiting)
}

fn name_of(filter: QuoteFilter) -> &'static str {
    match filter {
        QuoteFilter::All => "all",
        other => other.as_query(),
    }
}

fn lists(asked: Memo<ListSupplierQuotes>) -> View {
    let links: Vec<_> = LISTS
        .into_iter()
        .map(|filter| {
            let current = move || (asked.get().state == filter).then_some("page");
            let href = address_of(filter, "");
            view! { <li><a href=href aria-current=current data-noscroll="">{filter_words(filter)}</a></li> }
        })
        .collect();
    view! {
        <nav class="quotes-lists" aria-label=text::supplier::LISTS.get()><ul role="list">{links}</ul></nav>
    }
}

fn address_of(filter: QuoteFilter, page: &str) -> String {
    let mut query = QueryWriter::default();
    query.add("state", name_of(filter));
    query.add_some("page", page);
    routes::supplier_quotes_of(&query.finish())
}

fn rows(list: Signal<QuoteList>, asked: Memo<ListSupplierQuotes>) -> View {
    use text::supplier as words;
    let waiting = Memo::new(move |_| list.with(|list| list.waiting));
    let next = Memo::new(move |_| list.with(|list| list.page.next.clone()));
    // A quote that stands otherwise is drawn anew.
    let key = |card: &QuoteCard| (card.id.clone(), card.changed_at.millis(), card.unread, card.status);
    let further = move || {
        next.get().map(|next| {
            let href = address_of(asked.get().state, &next);
            view! { <LinkButton href=href>{text::ui::NEXT_PAGE.get()}</LinkButton> }
        })
    };
    view! {
        <p class="quote-hint">{move || words::waiting(waiting.get())}</p>
        <ul class="my-quotes" role="list">
            <For each=move || list.get().page.items key=key let:card>{row(card)}</For>
        </ul>
        {further}
    }
}

fn row(card: QuoteCard) -> View {
    use text::supplier as words;
    let href = routes::supplier_quote(&card.id);
    let stands = told(card.status);
    let turn = turn_words(card.turn).map(|words| turn_mark(words, card.turn == QuoteTurn::Supplier));
    let unread = u64::from(card.unread);
    let news = (unread > 0).then(|| view! { <Badge tone=Tone::Accent text=text::quotes::unread(unread)/> });
    let more = u64::from(card.lines.saturating_sub(1));
    let about = if more > 0 { text::quotes::title_more(more, &card.title) } else { card.title.clone() };
    let total = card.total.map(|total| {
        view! { <p class="my-quote__total"><strong>{intl::format_money(&total)}</strong></p> }
    });
    let until = card.valid_until.map(|until| words::stands_until(&moment_words(until)));
    let due = card.reply_due.map(|due| words::answer_due(&moment_words(due)));
    let dates: Vec<_> =
        [until, due].into_iter().flatten().map(|words| view! { <p class="quote-hint">{words}</p> }).collect();
    view! {
        <li class="my-quote">
            <div class="my-quote__words">
                <h2 class="my-quote__title"><a href=href>{card.number}</a></h2>
                <p class="my-quote__about">{card.company.name}</p>
                <p>{about}</p>
                <p class="quote-hint">{words::changed(&moment_words(card.changed_at))}</p>
            </div>
            <div class="my-quote__stands">
                <p class="my-quote__status" data-tone=stands.tone>{stands.title}</p>
                {turn}
                {dates}
                {news}
            </div>
            {total}
        </li>
    }
}

fn has_none(list: &QuoteList) -> bool {
    list.page.items.is_empty()
}

fn empty() -> View {
    use text::supplier as words;
    view! {
        <EmptyState title=words::NONE.get() text=words::NONE_TEXT.get()>
            <LinkButton href=address_of(QuoteFilter::All, "")>{text::quotes::LIST_ALL.get()}</LinkButton>
        </EmptyState>
    }
}

/// The desk belongs to suppliers. Whoever is one has perhaps signed in as somebody else.
pub(super) fn no_supplier(error: &ApiError) -> Option<View> {
    use text::supplier as words;
    matches!(error, ApiError::Forbidden(_) | ApiError::SignedOut).then(|| {
        view! {
            <EmptyState title=words::NOT_OFFERED.get() text=words::NOT_OFFERED_TEXT.get()>
                <LinkButton look=Look::Strong href=sign_in_href()>{text::account::SIGN_IN.get()}</LinkButton>
                <LinkButton href=routes::quotes()>{text::quotes::ALL.get()}</LinkButton>
            </EmptyState>
        }
    })
}

pub(super) fn sign_in() -> View {
    use text::supplier as words;
    view! {
        <EmptyState title=words::SIGN_IN.get() text=words::SIGN_IN_TEXT.get()>
            <LinkButton look=Look::Strong href=sign_in_href()>{text::account::SIGN_IN.get()}</LinkButton>
        </EmptyState>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_of_the_desk_is_found_again_by_its_address() {
        for filter in LISTS {
            assert_eq!(filter_of(name_of(filter)), filter);
        }
        assert_eq!(filter_of("nonsense"), QuoteFilter::Waiting);
    }
}
