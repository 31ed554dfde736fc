//! `/supplier/quotes/:id`: one quote on the supplier's desk.

use super::super::components::{
    QuoteChanges, QuoteTalk,
    desk_actions::desk_actions,
    lines::{LINES_AT_ONCE, quote_lines},
    redline::Comparison,
    sheet::{fact, moment, version_words},
    totals::quote_totals,
};
use super::super::figures::moment_words;
use super::super::own_quote::OwnQuote;
use super::super::supplier_desk::{Incoming, use_incoming};
use super::super::supplier_words::{told, turn_words};
use super::super::words::{destination_words, kind_words};
use super::supplier_list::{no_supplier, sign_in};
use crate::{
    data::{
        AsyncView, Query, Who, set_head, sign_in_href, use_address, use_query_when, use_runtime, use_session,
    },
    routes, text,
    ui::{Countdown, EmptyState, LinkButton, Look, SkeletonBox},
};
use fivefold_api::endpoints::GetQuote;
use fivefold_api::error::ApiError;
use fivefold_api::http;
use fivefold_api::model::{Quote, QuoteParty, QuoteTurn, QuoteVersion};
use fivefold_api::vocabulary::QuoteId;
use fivefold_view::prelude::*;

/// The quote that the address names.
pub(super) fn page() -> View {
    let (address, session) = (use_address(), use_session());
    let id = Memo::new(move |_| QuoteId(address.with(|address| routes::parameter(&address.path))));
    let port = http::quotes(use_runtime().client());
    let is_member = Memo::new(move |_| session.get() == Who::Member);
    let quote = use_query_when(
        move || is_member.get().then(|| GetQuote { id: id.get() }),
        move |query| port.quote(query),
    );
    set_head(text::supplier::TITLE.get(), "", None);
    let failed: fn(&ApiError) -> Option<View> = gone;
    let content = move || match is_member.get() {
        true => view! {
            <AsyncView query=quote loading=skeleton failed let:known>{the_quote(known, quote)}</AsyncView>
        },
        false => under_title(sign_in()),
    };
    content.into_view()
}

fn the_quote(known: Signal<Quote>, query: Query<Quote>) -> View {
    let first = known.get_untracked();
    set_head(&first.number, "", None);
    if first.viewer != QuoteParty::Supplier {
        return not_the_supplier_s(&first.id);
    }
    let desk = use_incoming(known, query);
    let own = desk.own;
    let current = own.part(|quote| quote.current.clone());
    let version = move || current.with(shown_version);
    view! {
        {head(&first)}
        <div class="desk">
            <div class="desk__main">
                {stand(desk)}
                {desk_actions(desk)}
                {changes(own)}
                <section class="quote-card" aria-labelledby="desk-version">{version}</section>
            </div>
            <div class="desk__side">
                <Provider value=own><QuoteTalk/></Provider>
            </div>
        </div>
    }
}

fn head(quote: &Quote) -> View {
    use text::supplier as words;
    let company = [quote.company.name.as_str(), " · ", &quote.company.person].concat();
    let destination = quote.address.as_ref().map(|place| {
        view! { <p class="quote-hint">{destination_words(place)}</p> }
    });
    view! {
        <p class="quote-back"><a href=routes::supplier_quotes()>{words::TITLE.get()}</a></p>
        <header class="desk-head">
            <h1 tabindex="-1">{quote.number.clone()}</h1>
            <p>{company}</p>
            <p class="quote-hint">{words::requested(&moment_words(quote.requested_at))}</p>
            {destination}
            <p><a href=routes::quote_print(&quote.id)>{text::quote_order::PRINT_TITLE.get()}</a></p>
        </header>
    }
}

/// Where it stands, whose turn it is, until when, what was asked and why it ended.
fn stand(desk: Incoming) -> View {
    use text::supplier as words;
    let own = desk.own;
    let title = move || told(own.status.get()).title;
    let said = move || told(own.status.get()).text;
    let tone = move || told(own.status.get()).tone;
    let turn = move || {
        let name = if own.turn.get() == QuoteTurn::Supplier { "you" } else { "other" };
        turn_words(own.turn.get()).map(|words| {
            view! { <p class="quote-stand__turn" data-turn=name>{words}</p> }
        })
    };
    let until = move || {
        own.due.get().map(|ends| {
            view! {
                <p class="quote-stand__until">
                    {words::stands_until(&moment_words(ends))}
                    " "
                    <Countdown ends now=own.now over=text::data::CLOSING.get()/>
                </p>
            }
        })
    };
    let question = own.part(|quote| quote.question.clone());
    let question = move || {
        question.get().map(|question| {
            view! {
                <dl class="quote-facts">
                    {fact(&words::QUESTION, question.text.into_view())}
                    {fact(&words::REPLY_DUE, moment(question.reply_due))}
                </dl>
            }
        })
    };
    let reason = own.part(|quote| quote.end_reason.clone());
    let reason = move || reason.get().map(|reason| view! { <p class="quote-stand__reason">{reason}</p> });
    view! {
        <section class="quote-stand" data-tone=tone aria-labelledby="desk-stands">
            <h2 class="quote-stand__title" id="desk-stands" tabindex="-1">{title}</h2>
            {turn}
            <p class="quote-stand__text">{said}</p>
            {until}
            {question}
            {reason}
        </section>
    }
}

/// What the version that counts says, in all its lines.
fn shown_version(version: &QuoteVersion) -> View {
    let reason =
        version.reason.as_ref().map(|reason| view! { <p class="quote-sheet__reason">{reason.clone()}</p> });
    view! {
        <h2 id="desk-version">{version_words(version.number, kind_words(version.kind))}</h2>
        <p class="quote-hint">{version.author.clone()}", "{moment(version.at)}</p>
        {reason}
        {quote_lines(version, LINES_AT_ONCE)}
        {quote_totals(version, None)}
    }
}

/// What changed since the version that is answered.
fn changes(own: OwnQuote) -> View {
    let compared = own.part(|quote| quote.current.answers.map(|from| (from, quote.current.number)));
    let changes = move || {
        compared.get().map(|(from, _)| {
            let comparison = Comparison { own, from };
            view! { <Provider value=comparison><QuoteChanges/></Provider> }
        })
    };
    changes.into_view()
}

/// Whoever buys has a page of their own for it.
fn not_the_supplier_s(id: &QuoteId) -> View {
    use text::supplier as words;
    let quote = routes::quote(id);
    view! {
        <EmptyState title=words::NOT_OFFERED.get() text=words::NOT_OFFERED_TEXT.get() is_page=true>
            <LinkButton look=Look::Strong href=quote>{text::quote_order::TO_QUOTE.get()}</LinkButton>
            <LinkButton href=sign_in_href()>{text::account::SIGN_IN.get()}</LinkButton>
        </EmptyState>
    }
}

fn gone(error: &ApiError) -> Option<View> {
    use text::supplier as words;
    match error {
        ApiError::NotFound(_) => Some(view! {
            <EmptyState title=words::GONE.get() text=words::GONE_TEXT.get() is_page=true>
                <LinkButton look=Look::Strong href=routes::supplier_quotes()>{words::TITLE.get()}</LinkButton>
            </EmptyState>
        }),
        other => no_supplier(other).map(under_title),
    }
}

/// A page that has nothing else has the name of the desk.
fn under_title(content: View) -> View {
    view! {
        <header class="desk-head"><h1 tabindex="-1">{text::supplier::TITLE.get()}</h1></header>
        {content}
    }
}

fn skeleton() -> View {
    view! { <SkeletonBox class="quote-coming"/> }
}
