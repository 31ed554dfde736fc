//! What a lot is, and by which rules it is sold.

use crate::{
    platform::{intl, intl::DateStyle},
    text,
    ui::Disclosure,
};
use fivefold_api::model::{Auction, LotCondition, ReserveState};
use fivefold_view::prelude::*;

/// Description, condition, defects and seller.
pub fn lot_facts(auction: &Auction) -> View {
    use text::auctions as words;
    let paragraphs: Vec<_> = auction.description.iter().map(|text| view! { <p>{text.clone()}</p> }).collect();
    let defects: Vec<_> = auction.defects.iter().map(|text| view! { <li>{text.clone()}</li> }).collect();
    let defects = (!defects.is_empty()).then(|| {
        view! {
            <dt>{words::DEFECTS.get()}</dt>
            <dd><ul class="lot-facts__defects">{defects}</ul></dd>
        }
    });
    let seller = &auction.card.seller;
    let kind = if seller.trader { words::TRADER.get() } else { words::PRIVATE_SELLER.get() };
    let rights = if seller.trader { words::TRADER_TEXT.get() } else { words::PRIVATE_TEXT.get() };
    view! {
        <section class="lot-facts" aria-labelledby="lot-about">
            <h2 id="lot-about">{words::ABOUT.get()}</h2>
            {paragraphs}
            <dl>
                <dt>{words::CONDITION.get()}</dt>
                <dd>{condition_words(auction.condition)}</dd>
                {defects}
                <dt>{words::SELLER.get()}</dt>
                <dd>{seller.name.clone()}" · "{kind}<p class="lot-facts__rights">{rights}</p></dd>
            </dl>
        </section>
    }
}

/// In what condition a lot is.
pub fn condition_words(condition: LotCondition) -> &'static str {
    use text::auctions as words;
    let words = match condition {
        LotCondition::New => &words::CONDITION_NEW,
        LotCondition::LikeNew => &words::CONDITION_LIKE_NEW,
        LotCondition::Good => &words::CONDITION_GOOD,
        LotCondition::Fair => &words::CONDITION_FAIR,
        LotCondition::ForParts => &words::CONDITION_PARTS,
        _ => &text::orders::UNKNOWN_STATUS,
    };
    words.get()
}

/// How bids rise, when the end moves, what is paid and until when.
pub fn lot_rules(auction: &Auction) -> View {
    use text::auctions as words;
    let state = &auction.card.state;
    let rule = auction.extension.map_or_else(
        || words::NO_EXTENSION.get().to_owned(),
        |rule| {
            let minutes = |seconds: u32| u64::from(seconds.div_ceil(60));
            let latest = intl::format_date(state.latest_end, DateStyle::Moment);
            words::extension(minutes(rule.extend_by), &latest, minutes(rule.window))
        },
    );
    let reserve = match state.reserve {
        ReserveState::None => words::NO_RESERVE.get(),
        _ => words::RESERVE_TEXT.get(),
    };
    let steps: Vec<_> = auction
        .increments
        .iter()
        .map(|step| {
            view! {
                <tr><td>{words::from_price(&intl::format_money(&step.from))}</td><td>{intl::format_money(&step.step)}</td></tr>
            }
        })
        .collect();
    view! {
        <section class="lot-rules" aria-labelledby="lot-rules">
            <h2 id="lot-rules">{words::RULES.get()}</h2>
            <p>{words::PROXY_TEXT.get()}</p>
            <p class="lot-rules__extension">{rule}</p>
            <p>{reserve}</p>
            <p>{words::payment_hours(u64::from(auction.payment_hours))}</p>
            <Disclosure title=words::INCREMENTS.get().to_owned()>
                <table class="lot-steps">
                    <thead><tr><th scope="col">{words::PRICE.get()}</th><th scope="col">{words::STEP.get()}</th></tr></thead>
                    <tbody>{steps}</tbody>
                </table>
            </Disclosure>
        </section>
    }
}
