//! The mails about a quote: to whoever has asked for it, or, when they buy for the company no more, to the first who
//! requests for it. Each is sent once, with the decision that it is about, and leads to the version that it concerns.

use crate::{
    problem::{Answer, Refused},
    store::{
        WriteTx, accounts, companies,
        mails::{self, Mail},
        quotes::{QuoteRow, number},
    },
};
use fivefold_api::{model::CompanyRole, vocabulary::Instant};
use jiff::{Timestamp, tz::TimeZone};

/// What a mail is about.
#[derive(Debug, Clone, Copy)]
pub(super) enum Subject {
    /// There is an offer, the first or another one.
    Offered,
    /// The supplier wants to know something.
    Asked,
    /// The supplier says no to a counter.
    CounterRefused,
    /// The supplier makes no offer.
    Declined,
    /// The supplier has taken its offer back.
    Withdrawn,
    /// The offer ends soon.
    EndsSoon,
    /// The offer's time is over.
    Expired,
}

/// Puts a mail about a quote in the outbox. `site` is where the app is.
pub(super) async fn send(
    tx: &mut WriteTx,
    site: &str,
    now: Instant,
    subject: Subject,
    row: &QuoteRow,
) -> Answer<()> {
    let language = match row.locale.as_str() {
        "zh-Hant" => 1,
        "zh-Hans" => 2,
        _ => 0,
    };
    let people = companies::people(tx, &row.company).await?;
    let reader = people
        .iter()
        .find(|person| person.account.as_str() == row.account)
        .or_else(|| people.iter().find(|person| person.roles.contains(&CompanyRole::Requester)));
    let Some(reader) = reader else { return Ok(()) };
    let account = accounts::find(tx, reader.account.as_str()).await?;
    let account =
        account.ok_or_else(|| Refused::internal("somebody who buys for a company has no account"))?;
    let (subjects, texts) = words(subject);
    let link = format!("{site}/quotes/{}?version={}", row.id, row.current);
    let until = match (subject, row.valid_until) {
        (Subject::Offered | Subject::EndsSoon, Some(until)) => {
            let until_words = ["Stands until", "報價有效期至", "报价有效期至"][language];
            format!("{until_words} {}\n", in_words(&row.supplier.zone, until)?)
        }
        _ => String::new(),
    };
    let mail = Mail {
        recipient: account.email,
        subject: format!("{}: {}", subjects[language], number(row.serial)),
        body: format!(
            "{}\n{}: {}\n{until}\n{link}\n\n{}\n",
            row.supplier.name,
            number(row.serial),
            row.title,
            texts[language]
        ),
        link,
    };
    Ok(mails::send(tx, &mail, now).await?)
}

fn words(subject: Subject) -> ([&'static str; 3], [&'static str; 3]) {
    match subject {
        Subject::Offered => (
            ["An offer for you", "您有一份報價", "您有一份报价"],
            [
                "Accept it, ask for changes, or say no.",
                "您可以接受、議價或拒絕。",
                "您可以接受、议价或拒绝。",
            ],
        ),
        Subject::Asked => (
            ["A question about your request", "您的詢價需要補充資訊", "您的询价需要补充信息"],
            [
                "The supplier makes an offer once you have answered.",
                "您回覆後，供應商才會報價。",
                "您回复后，供应商才会报价。",
            ],
        ),
        Subject::CounterRefused => (
            ["Your counter was refused", "還價未獲接受", "还价未获接受"],
            [
                "If its time is not over, the offer stands as it was.",
                "若報價仍在有效期內，原報價繼續有效。",
                "若报价仍在有效期内，原报价继续有效。",
            ],
        ),
        Subject::Declined => (
            ["No offer", "供應商不予報價", "供应商不予报价"],
            [
                "You can ask again with the same lines.",
                "您可以沿用相同品項重新詢價。",
                "您可以沿用相同明细重新询价。",
            ],
        ),
        Subject::Withdrawn => (
            ["The offer was taken back", "報價已撤回", "报价已撤回"],
            [
                "You can ask again with the same lines.",
                "您可以沿用相同品項重新詢價。",
                "您可以沿用相同明细重新询价。",
            ],
        ),
        Subject::EndsSoon => (
            ["The offer ends soon", "報價即將到期", "报价即将到期"],
            [
                "After that it can be neither accepted nor ordered.",
                "到期後將無法接受或下單。",
                "到期后将无法接受或下单。",
            ],
        ),
        Subject::Expired => (
            ["The offer has expired", "報價已到期", "报价已到期"],
            [
                "You can ask again with the same lines.",
                "您可以沿用相同品項重新詢價。",
                "您可以沿用相同明细重新询价。",
            ],
        ),
    }
}

/// An instant as the supplier's clocks show it: `2026-12-01 18:30 CET`.
fn in_words(zone: &str, at: Instant) -> Answer<String> {
    let zone = TimeZone::get(zone).map_err(Refused::internal)?;
    let stamp = Timestamp::from_millisecond(at.millis()).map_err(Refused::internal)?;
    Ok(stamp.to_zoned(zone).strftime("%Y-%m-%d %H:%M %Z").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b2b_09_the_end_of_an_offer_is_told_with_its_zone() {
        let at = Instant::parse("2030-07-01T16:30:00Z").unwrap();
        assert_eq!(in_words("Europe/Berlin", at).unwrap(), "2030-07-01 18:30 CEST");
    }
}
