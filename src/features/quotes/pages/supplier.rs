//! `/supplier/quotes/:id`: one quote on the supplier's desk.

use super::super::components::{
    SupplierDesk,
    desk_actions::DESK_HEADING,
    lines::{LINES_AT_ONCE, quote_lines},
    parts::{changes_since, talk},
    quote_skeletons::sheet_skeleton,
    quote_stand::turn_mark,
    sheet::{fact, moment, version_words},
    totals::quote_totals,
};
use super::super::figures::moment_words;
use super::super::own_quote::{OwnQuote, use_own_quote};
use super::super::supplier_words::{told, turn_words};
use super::super::words::{destination_words, kind_words};
use super::of_address::quote_of_address;
use super::supplier_list::{no_supplier, sign_in};
use crate::{
    data::{Query, lazy::LazyPage, set_head, sign_in_href},
    lazy_page, routes, text,
    ui::{Countdown, EmptyState, LinkButton, Look},
};
use fivefold_api::error::ApiError;
use fivefold_api::model::{Quote, QuoteParty, QuoteTurn, QuoteVersion};
use fivefold_api::vocabulary::QuoteId;
use fivefold_view::prelude::*;

/// What can be done comes after the first look.
static OFFERING: LazyPage = lazy_page!(quote_offer, SupplierDesk, part);

/// The quote that the address names.
pub(super) fn page() -> View {
    set_head(text::supplier::TITLE.get(), "", None);
    quote_of_address(sheet_skeleton, gone, || under_title(sign_in()), the_quote)
}

fn the_quote(known: Signal<Quote>, query: Query<Quote>) -> View {
    let first = known.get_untracked();
    set_head(&first.number, "", None);
    if first.viewer != QuoteParty::Supplier {
        return not_the_supplier_s(&first.id);
    }
    let own = use_own_quote(known, query, told);
    own.keep_focus(DESK_HEADING);
    let current = own.part(|quote| quote.current.clone());
    let version = move || current.with(shown_version);
    view! {
        {head(&first)}
        <div class="desk">
            <div class="desk__main">
                {stand(own)}
                <div class="desk__actions"><Provider value=own>{OFFERING.view()}</Provider></div>
                {changes(own)}
                <section class="quote-card" aria-labelledby="desk-version">{version}</section>
            </div>
            <div class="desk__side">{talk(own)}</div>
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
fn stand(own: OwnQuote) -> View {
    use text::supplier as words;
    let title = move || told(own.status.get()).title;
    let said = move || told(own.status.get()).text;
    let tone = move || told(own.status.get()).tone;
    let turn = move || {
        let turn = own.turn.get();
        turn_words(turn).map(|words| turn_mark(words, turn == QuoteTurn::Supplier))
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
        <section class="quote-stand" data-tone=tone aria-labelledby=DESK_HEADING>
            <h2 class="quote-stand__title" id=DESK_HEADING tabindex="-1">{title}</h2>
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
    let changes = move || compared.get().map(|(from, _)| changes_since(own, from, false));
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
