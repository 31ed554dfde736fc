//! `/quotes`: what one's company has asked for, each with whose turn it is and until when.

use super::super::components::{quote_card::quote_card, quote_skeletons::quotes_skeleton};
use super::super::words::{filter_words, told};
use crate::{
    data::{
        AsyncView, Who, set_head, sign_in_href, use_address, use_now, use_query_when, use_runtime,
        use_session, use_topic,
    },
    platform::intl,
    routes, text,
    ui::{EmptyState, LinkButton, Look},
};
use fivefold_api::endpoints::{ListMyCompanies, ListMyQuotes, QueryWriter};
use fivefold_api::error::ApiError;
use fivefold_api::http;
use fivefold_api::model::{Fact, QuoteCard, QuoteFilter, QuoteList};
use fivefold_view::prelude::*;

/// The lists of the company's quotes.
pub(super) fn page() -> View {
    use text::quotes as words;
    let address = use_address();
    let session = use_session();
    let asked = Memo::new(move |_| {
        address.with(|address| ListMyQuotes {
            state: QuoteFilter::from_query(&address.query("state").unwrap_or_default()),
            page: address.query("page").unwrap_or_default(),
        })
    });
    let port = http::my_quotes(use_runtime().client());
    let is_member = Memo::new(move |_| session.get() == Who::Member);
    let quotes =
        use_query_when(move || is_member.get().then(|| asked.get()), move |query| port.my_quotes(query))
            .keeping_previous();
    // Both what becomes of quotes and what is read of their messages, in any tab.
    let on_fact = move |fact: &Fact| {
        if matches!(fact.kind.as_str(), "quote" | "quote_read") {
            quotes.refetch();
        }
    };
    let me = Signal::derive(move || is_member.get().then(|| "me".to_owned()));
    use_topic(me, on_fact, move || quotes.refetch());
    set_head(words::MINE.get(), "", None);
    let now = use_now();
    let failed: fn(&ApiError) -> Option<View> = no_company_error;
    let content = move || {
        if is_member.get() {
            let empty = move || empty(asked.get().state);
            view! {
                <AsyncView query=quotes loading=quotes_skeleton is_empty=has_none empty=empty failed let:list>
                    <ul class="my-quotes" role="list">
                        <For each=move || list.get().page.items key=key let:card>{quote_card(card, now)}</For>
                    </ul>
                    {move || list.with(|list| list.page.next.clone()).map(|next| further(asked.get().state, &next))}
                </AsyncView>
            }
        } else {
            sign_in()
        }
    };
    let waiting = Memo::new(move |_| quotes.get().latest().map_or(0, |list| list.waiting));
    let lists = move || {
        let waiting = waiting.get();
        [QuoteFilter::All, QuoteFilter::Waiting, QuoteFilter::Open, QuoteFilter::Ordered, QuoteFilter::Over]
            .map(|filter| list_link(asked, filter, waiting))
    };
    view! {
        <header class="quotes-head">
            <h1 tabindex="-1">{words::MINE.get()}</h1>
            <div class="quote-actions">
                <LinkButton look=Look::Strong href=routes::wholesale()>{words::QUICK_ORDER.get()}</LinkButton>
                <LinkButton href=routes::quote_draft()>{words::TO_DRAFT.get()}</LinkButton>
            </div>
        </header>
        <nav class="quotes-lists" aria-label=words::MINE.get()><ul role="list">{lists}</ul></nav>
        {content}
    }
}

/// A quote that stands otherwise than before is drawn anew.
fn key(card: &QuoteCard) -> String {
    let (status, unread) = (told(card.status).title, card.unread.to_string());
    let (current, changed) = (card.current.to_string(), card.changed_at.to_rfc3339());
    [card.id.as_str(), status, &unread, &current, &changed].join("@")
}

fn list_link(asked: Memo<ListMyQuotes>, filter: QuoteFilter, waiting: u64) -> View {
    let current = move || (asked.get().state == filter).then_some("page");
    let count = (filter == QuoteFilter::Waiting && waiting > 0)
        .then(|| view! { " "<span class="quotes-lists__count">{intl::format_number(waiting)}</span> });
    view! {
        <li>
            <a href=address_of(filter, "") aria-current=current data-noscroll="">{filter_words(filter)}{count}</a>
        </li>
    }
}

fn address_of(filter: QuoteFilter, page: &str) -> String {
    let mut query = QueryWriter::default();
    query.add_some("state", filter.as_query());
    query.add_some("page", page);
    routes::quotes() + &query.finish()
}

fn further(filter: QuoteFilter, next: &str) -> View {
    view! { <LinkButton href=address_of(filter, next)>{text::ui::NEXT_PAGE.get()}</LinkButton> }
}

fn has_none(list: &QuoteList) -> bool {
    list.page.items.is_empty()
}

/// Whoever buys for no company has no quotes, and cannot ask for one.
fn empty(filter: QuoteFilter) -> View {
    use text::quotes as words;
    let port = http::companies(use_runtime().client());
    let companies = use_query_when(|| Some(ListMyCompanies), move |query| port.companies(query));
    let has_no_company =
        Memo::new(move |_| companies.get().ready().is_some_and(|companies| companies.is_empty()));
    let title = if filter == QuoteFilter::All { &words::NONE } else { &words::NONE_HERE };
    let content = move || {
        if has_no_company.get() {
            no_company()
        } else {
            view! {
                <EmptyState title=title.get() text=words::NONE_TEXT.get()>
                    <LinkButton look=Look::Strong href=routes::wholesale()>{words::QUICK_ORDER.get()}</LinkButton>
                    <LinkButton href=routes::quote_draft()>{words::TO_DRAFT.get()}</LinkButton>
                </EmptyState>
            }
        }
    };
    content.into_view()
}

fn no_company_error(error: &ApiError) -> Option<View> {
    matches!(error, ApiError::Forbidden(_)).then(no_company)
}

fn no_company() -> View {
    use text::quotes as words;
    view! {
        <EmptyState title=words::NO_COMPANY.get() text=words::NO_COMPANY_TEXT.get()>
            <LinkButton look=Look::Strong href=routes::products()>{text::site::ALL_PRODUCTS.get()}</LinkButton>
        </EmptyState>
    }
}

fn sign_in() -> View {
    use text::quotes as words;
    view! {
        <EmptyState title=words::SIGN_IN.get() text=words::SIGN_IN_TEXT.get()>
            <LinkButton look=Look::Strong href=sign_in_href()>{text::account::SIGN_IN.get()}</LinkButton>
        </EmptyState>
    }
}
