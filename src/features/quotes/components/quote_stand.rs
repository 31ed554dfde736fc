//! Where a quote stands: the state, whose turn it is, until when, and what is new. What can be done about it comes after
//! the page.

use super::super::figures::moment_words;
use super::super::own_quote::OwnQuote;
use super::super::words::{told, turn_words};
use crate::{
    platform::{intl, page},
    text,
    ui::{Button, Countdown, Look},
};
use fivefold_api::model::{QuoteStatus, QuoteTurn};
use fivefold_api::vocabulary::Instant;
use fivefold_view::prelude::*;

/// The id of the heading that says where a quote stands.
pub const HEADING: &str = "quote-stands";

/// The state of a quote, with `actions` below it.
pub fn quote_stand(own: OwnQuote, actions: View) -> View {
    let status = own.status;
    let turn = own.turn;
    let title = move || told(status.get()).title;
    let words = move || told(status.get()).text;
    let tone = move || told(status.get()).tone;
    let whose = move || {
        let turn = turn.get();
        turn_words(turn).map(|words| turn_mark(words, turn == QuoteTurn::Buyer))
    };
    let reason = own.part(|quote| quote.end_reason.clone());
    let reason = move || {
        reason
            .get()
            .map(|reason| view! { <p class="quote-stand__reason">{text::quotes::end_reason(&reason)}</p> })
    };
    view! {
        <section class="quote-stand" data-tone=tone aria-labelledby=HEADING>
            <h2 class="quote-stand__title" id=HEADING tabindex="-1">{title}</h2>
            {whose}
            <p class="quote-stand__text">{words}</p>
            {reason}
            {deadline(own)}
            {news(own)}
            {actions}
        </section>
    }
}

/// Whose turn it is; one's own stands out.
pub fn turn_mark(words: &'static str, is_own: bool) -> View {
    view! { <p class="quote-stand__turn" data-own=is_own.then_some("")>{words}</p> }
}

/// Until when the offer stands, or an answer is due: on the reader's clock with its zone, how far that is, and counted
/// down on the shop's clock (B2B-09).
fn deadline(own: OwnQuote) -> View {
    use text::quotes as words;
    let (status, now) = (own.status, own.now);
    let until = own.part(|quote| quote.valid_until);
    let due = own.due;
    let shown = Memo::new(move |_| match status.get() {
        QuoteStatus::NeedsInfo => due.get().map(|due| (Deadline::Reply, due)),
        QuoteStatus::Quoted | QuoteStatus::Accepted => due.get().map(|due| (Deadline::Valid, due)),
        QuoteStatus::Countered => until.get().map(|until| (Deadline::Standing, until)),
        QuoteStatus::Expired => until.get().map(|until| (Deadline::Past, until)),
        _ => None,
    });
    let deadline = move || {
        let (kind, at) = shown.get()?;
        let moment = moment_words(at);
        let words = match kind {
            Deadline::Reply => words::reply_due(&moment),
            Deadline::Valid => words::valid_until(&moment),
            Deadline::Standing => words::offer_stood(&moment),
            Deadline::Past => words::was_valid_until(&moment),
        };
        let left = kind.counts().then(|| {
            let spoken: fn(&str) -> String =
                if kind == Deadline::Reply { words::spoken_reply } else { words::spoken_valid };
            view! {
                <p class="quote-stand__left">
                    {words::TIME_LEFT.get()}" "
                    <Countdown ends=at now over=text::data::CLOSING.get() spoken/>
                </p>
            }
        });
        Some(view! {
            <div class="quote-stand__until">
                <p><time datetime=at.to_rfc3339()>{words}</time>{relative(at, now)}</p>
                {left}
            </div>
        })
    };
    deadline.into_view()
}

/// What a moment is to a quote.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Deadline {
    /// An answer is due then.
    Reply,
    /// The offer stands until then.
    Valid,
    /// The offer that was countered stands until then, if the counter comes to nothing.
    Standing,
    /// The offer stood until then.
    Past,
}

impl Deadline {
    fn counts(self) -> bool {
        matches!(self, Self::Reply | Self::Valid)
    }
}

/// How far a moment is from now: ` (in 3 days)`.
fn relative(at: Instant, now: Signal<Option<Instant>>) -> View {
    let words = Memo::new(move |_| {
        now.get().map(|now| [" (", &intl::format_relative(at, now), ")"].concat()).unwrap_or_default()
    });
    view! { <span class="quote-stand__relative">{words}</span> }
}

/// How many messages are new, with the way to them.
fn news(own: OwnQuote) -> View {
    let unread = own.unread;
    let news = move || {
        let unread = u64::from(unread.get());
        (unread > 0).then(|| {
            view! {
                <p class="quote-stand__news">
                    <Button look=Look::Bare on_press=move |()| to_talk()>{text::quotes::unread(unread)}</Button>
                </p>
            }
        })
    };
    news.into_view()
}

/// Leads to the messages, if they are there already.
pub fn to_talk() {
    if let Some(heading) = page::element("quote-talk") {
        page::focus(&heading);
    }
}
