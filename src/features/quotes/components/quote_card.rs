//! One of the company's quotes in a list: what it is about, what it comes to, whose turn it is, until when.

use super::super::figures::moment_words;
use super::super::words::{told, turn_words};
use super::quote_stand::turn_mark;
use crate::{
    platform::intl,
    routes, text,
    ui::{Badge, Countdown, Tone, seconds_left},
};
use fivefold_api::model::{QuoteCard, QuoteStatus, QuoteTurn};
use fivefold_api::rules::{QuoteStanding, quote_at, quote_turn};
use fivefold_api::vocabulary::Instant;
use fivefold_view::prelude::*;

/// From how many seconds on a deadline is counted down: two days.
const NEAR: i64 = 2 * 86_400;

/// A row of the company's quotes.
pub fn quote_card(card: QuoteCard, now: Signal<Option<Instant>>) -> View {
    use text::quotes as words;
    let href = routes::quote(&card.id);
    let seen = card.clone();
    let status = Memo::new(move |_| card_status(&seen, now.get()));
    let (shop_status, shop_turn) = (card.status, card.turn);
    let turn = move || {
        let status = status.get();
        let turn = if status == shop_status { shop_turn } else { quote_turn(status) };
        turn_words(turn).map(|words| turn_mark(words, turn == QuoteTurn::Buyer))
    };
    let more = u64::from(card.lines.saturating_sub(1));
    let about = if more > 0 { words::title_more(more, &card.title) } else { card.title.clone() };
    let total =
        card.total.map_or_else(|| words::NO_PRICE.get().to_owned(), |total| intl::format_money(&total));
    let unread = u64::from(card.unread);
    let news = (unread > 0).then(|| view! { <Badge tone=Tone::Accent text=words::unread(unread)/> });
    let tone = move || told(status.get()).tone;
    let demo =
        card.supplier.is_demo.then(|| view! { " "<Badge text=words::DEMO_SUPPLIER.get().to_owned()/> });
    view! {
        <li class="my-quote">
            <div class="my-quote__words">
                <h2 class="my-quote__title"><a href=href>{words::quote_number(&card.number)}</a></h2>
                <p class="my-quote__about">{about}</p>
                <p class="quote-hint">{words::by_supplier(&card.supplier.name)}{demo}</p>
                <p class="quote-hint">{words::changed_at(&moment_words(card.changed_at))}</p>
            </div>
            <div class="my-quote__stands">
                <p class="my-quote__status" data-tone=tone>{move || told(status.get()).title}</p>
                {turn}
                {deadline(&card, status, now)}
                {news}
            </div>
            <p class="my-quote__total">
                <strong>{total}</strong>
                <span class="quote-hint">{words::version_short(u64::from(card.current))}</span>
            </p>
        </li>
    }
}

/// Where a quote of a list stands now: an offer whose time is over is expired before the list has heard of it (B2B-09).
fn card_status(card: &QuoteCard, now: Option<Instant>) -> QuoteStatus {
    let standing = QuoteStanding {
        status: card.status,
        newest: card.current,
        offer: Some(card.current),
        valid_until: card.valid_until,
    };
    now.map_or(card.status, |now| quote_at(standing, now).status)
}

/// Until when there is something to do, counted down when it is near.
fn deadline(card: &QuoteCard, status: Memo<QuoteStatus>, now: Signal<Option<Instant>>) -> View {
    use text::quotes as words;
    let (valid, reply) = (card.valid_until, card.reply_due);
    let shown = Memo::new(move |_| match status.get() {
        QuoteStatus::Quoted | QuoteStatus::Accepted => valid.map(|at| (false, at)),
        QuoteStatus::NeedsInfo => reply.map(|at| (true, at)),
        _ => None,
    });
    let is_near = Memo::new(move |_| {
        shown.get().is_some_and(|(_, at)| now.get().is_some_and(|now| seconds_left(now, at) < NEAR))
    });
    let view = move || {
        let (is_reply, at) = shown.get()?;
        let moment = moment_words(at);
        let words = if is_reply { words::reply_due(&moment) } else { words::valid_until(&moment) };
        let left = is_near.get().then(|| {
            view! {
                <p class="quote-stand__left">
                    {words::TIME_LEFT.get()}" "
                    <Countdown ends=at now over=text::data::CLOSING.get()/>
                </p>
            }
        });
        Some(view! {
            <div>
                <p class="quote-hint"><time datetime=at.to_rfc3339()>{words}</time></p>
                {left}
            </div>
        })
    };
    view.into_view()
}

#[cfg(test)]
mod tests {
    use super::*;
    use fivefold_api::json;

    #[test]
    fn b2b_09_a_card_expires_by_the_clock() {
        let text = r#"{"id":"q_1","number":"Q-1","title":"Teapot","lines":2,"status":"quoted","turn":"buyer",
            "current":2,"company":{"id":"c","name":"C","person":"I"},"supplier":{"name":"S","zone":"UTC"},
            "valid_until":"2026-11-26T12:00:00Z","changed_at":"2026-11-25T12:00:00Z"}"#;
        let card: QuoteCard = json::from_slice(text.as_bytes()).unwrap();
        let at = |text: &str| Instant::parse(text);
        assert_eq!(card_status(&card, at("2026-11-26T11:59:59Z")), QuoteStatus::Quoted);
        assert_eq!(card_status(&card, at("2026-11-26T12:00:00Z")), QuoteStatus::Expired);
        assert_eq!(card_status(&card, None), QuoteStatus::Quoted);
        let countered = QuoteCard { status: QuoteStatus::Countered, ..card };
        assert_eq!(card_status(&countered, at("2026-11-27T12:00:00Z")), QuoteStatus::Countered);
    }
}
