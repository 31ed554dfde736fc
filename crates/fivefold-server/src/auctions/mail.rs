//! The mails to winners: what they have won, and that the time to pay runs out.

use super::views;
use crate::{
    problem::Answer,
    store::{
        WriteTx, accounts,
        auctions::AuctionRow,
        bidding::SettlementRow,
        mails::{self, Mail},
    },
};
use fivefold_api::vocabulary::Instant;

/// What a mail is about.
#[derive(Debug, Clone, Copy)]
pub(super) enum Subject {
    /// The lot is won.
    Won,
    /// The payment is due soon.
    Due,
}

/// Puts a mail to the winner in the outbox. `site` is where the app is.
pub(super) async fn send(
    tx: &mut WriteTx,
    site: &str,
    now: Instant,
    subject: Subject,
    lot: &AuctionRow,
    settlement: &SettlementRow,
) -> Answer<()> {
    let Some(account) = accounts::find(tx, &settlement.account).await? else { return Ok(()) };
    let locale = account.locale.as_deref().unwrap_or(crate::markets::LOCALES[0]);
    let language = match locale {
        "zh-Hant" => 1,
        "zh-Hans" => 2,
        _ => 0,
    };
    let subjects = match subject {
        Subject::Won => ["You have won", "您已得標", "您已得标"],
        Subject::Due => ["Your payment is due soon", "付款期限將至", "付款期限将至"],
    };
    let consequences = [
        "What is not paid by then is not sold to you, and the seller may offer it to others.",
        "逾期未付款，交易即取消，賣家可另行出售。",
        "逾期未付款，交易即取消，卖家可另行出售。",
    ];
    let total = views::cost(lot)?.total;
    let title = views::title(lot, locale);
    let link = format!("{site}/auctions/{}", lot.id);
    let body = format!(
        "{title} ({})\n{} {}, {}\n\n{link}\n\n{}\n",
        views::number(lot),
        total.to_decimal(),
        total.currency.code(),
        settlement.due.to_rfc3339(),
        consequences[language],
    );
    let subject = format!("{}: {title}", subjects[language]);
    Ok(mails::send(tx, &Mail { recipient: account.email, subject, body, link }, now).await?)
}
