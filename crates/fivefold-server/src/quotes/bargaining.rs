//! How the labelled supplier of the demo bargains: small discounts on its own list, half-way towards a counter, and a
//! polite no to what is too little. Plain functions: the same quote gets the same answer.

use fivefold_api::{
    model::{OfferLine, OfferQuote, QuantityBasis, QuoteLine, QuoteVersion},
    rules::{line_total, smallest_tax},
    vocabulary::{Currency, Instant, Money, UnitPrice},
};
use sha2::{Digest as _, Sha256};
use std::time::Duration;

/// A wish of at least so much of the usual price is met, in hundredths of a percent.
const MET: i64 = 9_200;
/// A counter of at least so much of the offer is met as it is.
const ACCEPTED: i64 = 9_700;
/// A counter of at least so much of the offer is met half-way.
const HALF_WAY: i64 = 8_000;
/// After so many offers the last one is the last.
const OFFERS: usize = 3;
/// What delivery costs, in hundredths of a percent of the goods.
const SHIPPING: i64 = 300;
const DAY: Duration = Duration::from_hours(24);

/// What the supplier's list says of a line.
#[derive(Debug, Clone)]
pub(super) struct Listed {
    /// What the company pays for so much; `None` for what is sold on request.
    pub(super) price: Option<UnitPrice>,
    /// How many days it takes if it is not there.
    pub(super) lead_days: Option<u32>,
}

/// What comes of a counter.
#[derive(Debug)]
pub(super) enum Answered {
    /// Its prices, or some between.
    Offered(OfferQuote),
    /// No.
    Refused,
}

/// A number below `below` that is the same for the same quote and question.
pub(super) fn chance(quote: &str, question: &str, below: u32) -> u32 {
    let digest = Sha256::new().chain_update(quote).chain_update("/").chain_update(question).finalize();
    let [a, b, c, d] = [digest[0], digest[1], digest[2], digest[3]];
    u32::from_be_bytes([a, b, c, d]) % below.max(1)
}

/// The first offer on a request. `None` when none of it has a price.
pub(super) fn first_offer(
    quote: &str,
    request: &QuoteVersion,
    listed: impl Fn(&QuoteLine) -> Listed,
    now: Instant,
) -> Option<OfferQuote> {
    let discount = 200 + i64::from(chance(quote, "discount", 300));
    let lines = request.lines.iter().filter_map(|line| {
        let Listed { price, lead_days } = listed(line);
        let price = match price.or_else(|| line.catalogue.clone()) {
            Some(usual) => offered_price(line, &usual, discount),
            // What is on no list is sold as it was wished.
            None => line.target.clone()?,
        };
        let is_more_welcome = chance(quote, line.sku.as_str(), 2) == 0;
        Some(OfferLine {
            line: Some(line.id.clone()),
            sku: line.sku.clone(),
            quantity: line.quantity.clone(),
            basis: if is_more_welcome { QuantityBasis::OrMore } else { QuantityBasis::Fixed },
            price,
            tax_rate: line.tax_rate,
            lead_days: Some(lead_days.unwrap_or_else(|| 2 + chance(quote, "days", 4))),
            note: None,
        })
    });
    offer(quote, request, lines.collect(), now)
}

/// The answer to a counter on an offer, when so many offers were made already.
pub(super) fn answer(
    quote: &str,
    offered: &QuoteVersion,
    counter: &QuoteVersion,
    offers: usize,
    now: Instant,
) -> Answered {
    let pairs: Vec<(&QuoteLine, &UnitPrice, &UnitPrice)> = counter
        .lines
        .iter()
        .filter_map(|line| {
            let before = offered.lines.iter().find(|before| before.id == line.id)?;
            Some((line, before.price.as_ref()?, line.price.as_ref()?))
        })
        .collect();
    // Both at the quantities that are wanted now.
    let ours = sum(pairs.iter().map(|(line, ours, _)| (*line, *ours)));
    let theirs = sum(pairs.iter().map(|(line, _, theirs)| (*line, *theirs)));
    let (Some(ours), Some(theirs)) = (ours, theirs) else { return Answered::Refused };
    let share = share(theirs, ours);
    let is_last = offers >= OFFERS || share < HALF_WAY;
    if is_last && share < ACCEPTED {
        return Answered::Refused;
    }
    let lines = pairs.iter().map(|(line, ours, theirs)| OfferLine {
        line: Some(line.id.clone()),
        sku: line.sku.clone(),
        quantity: line.quantity.clone(),
        basis: line.basis,
        price: if share >= ACCEPTED { (*theirs).clone() } else { middle(ours, theirs) },
        tax_rate: line.tax_rate,
        lead_days: line.lead_days,
        note: None,
    });
    offer(quote, counter, lines.collect(), now).map_or(Answered::Refused, Answered::Offered)
}

/// What lines come to at some prices, in minor units.
fn sum<'a>(mut priced: impl Iterator<Item = (&'a QuoteLine, &'a UnitPrice)>) -> Option<i64> {
    priced.try_fold(0_i64, |sum, (line, price)| sum.checked_add(line_total(price, &line.quantity)?.minor))
}

fn offer(quote: &str, answers: &QuoteVersion, lines: Vec<OfferLine>, now: Instant) -> Option<OfferQuote> {
    let totals = lines.iter().map(|line| line_total(&line.price, &line.quantity));
    let goods = totals.collect::<Option<Vec<Money>>>()?;
    let currency = goods.first()?.currency;
    let goods = goods.iter().try_fold(Money::zero(currency), |sum, total| sum.plus(*total))?;
    let days = 5 + chance(quote, "validity", 10);
    Some(OfferQuote {
        valid_until: now.plus(DAY * days),
        tax: answers.tax,
        shipping: answers.shipping.unwrap_or_else(|| payable(part(goods.minor, SHIPPING), currency)),
        shipping_tax: lines.iter().map(|line| line.tax_rate).max().unwrap_or_default(),
        terms: answers.terms.clone(),
        reason: None,
        lines,
    })
}

/// The wish, if it is near the usual price and not above what would be offered; else that.
fn offered_price(line: &QuoteLine, usual: &UnitPrice, discount: i64) -> UnitPrice {
    let money = payable(usual.money.minor - part(usual.money.minor, discount), usual.money.currency);
    let lowered = UnitPrice { money, per: usual.per.clone() };
    let total = |price: &UnitPrice| line_total(price, &line.quantity);
    let wish = line.target.as_ref().filter(|wish| {
        matches!(
            (total(wish), total(usual), total(&lowered)),
            (Some(wanted), Some(usual), Some(lowered))
                if wanted.currency == usual.currency
                    && wanted.minor <= lowered.minor
                    && share(wanted.minor, usual.minor) >= MET
        )
    });
    wish.cloned().unwrap_or(lowered)
}

/// Half-way between two prices for the same quantity; ours where they are for different ones.
fn middle(ours: &UnitPrice, theirs: &UnitPrice) -> UnitPrice {
    if ours.per != theirs.per || ours.money.currency != theirs.money.currency {
        return ours.clone();
    }
    let minor = ours.money.minor - (ours.money.minor - theirs.money.minor) / 2;
    UnitPrice { money: payable(minor, ours.money.currency), per: ours.per.clone() }
}

/// An amount as people pay it, rounded half up to what tax is charged in: in Taiwan in whole dollars.
fn payable(minor: i64, currency: Currency) -> Money {
    let smallest = smallest_tax(currency);
    Money::new(minor.saturating_add(smallest / 2) / smallest * smallest, currency)
}

/// What one is of the other, in hundredths of a percent. All of nothing is all of it.
fn share(part: i64, whole: i64) -> i64 {
    if whole <= 0 {
        return 10_000;
    }
    i64::try_from(i128::from(part) * 10_000 / i128::from(whole)).unwrap_or(i64::MAX)
}

/// So many hundredths of a percent of an amount, rounded half up.
fn part(minor: i64, hundredths: i64) -> i64 {
    i64::try_from((i128::from(minor) * i128::from(hundredths) + 5_000) / 10_000).unwrap_or(minor)
}

#[cfg(test)]
mod tests {
    use super::*;
    use fivefold_api::{
        model::{PaymentTerms, QuoteParty, TaxBasis, VersionKind, VersionState},
        vocabulary::Quantity,
    };

    const NOW: Instant = Instant::from_millis(1_900_000_000_000);

    fn euro(minor: i64) -> UnitPrice {
        let money = Money::new(minor, Currency::iso("EUR").unwrap());
        UnitPrice { money, per: Quantity::new(1, 0, "piece") }
    }

    fn line(price: Option<i64>, target: Option<i64>) -> QuoteLine {
        QuoteLine {
            id: "ql_1".into(),
            sku: "A-1".into(),
            variant: None,
            product: None,
            title: "Thing".to_owned(),
            options: String::new(),
            picture: None,
            quantity: Quantity::new(10, 0, "piece"),
            basis: QuantityBasis::Fixed,
            catalogue: None,
            target: target.map(euro),
            price: price.map(euro),
            total: None,
            tax_rate: 1_900,
            required_on: None,
            lead_days: None,
            note: None,
            attachments: Vec::new(),
        }
    }

    fn version(line: QuoteLine) -> QuoteVersion {
        QuoteVersion {
            number: 1,
            kind: VersionKind::Request,
            by: QuoteParty::Buyer,
            author: String::new(),
            at: NOW,
            state: VersionState::Standing,
            answers: None,
            reason: None,
            lines: vec![line],
            valid_until: None,
            tax: TaxBasis::Excluded,
            shipping: None,
            shipping_tax: 0,
            terms: PaymentTerms::Net { days: 30 },
            catalogue: None,
            totals: None,
        }
    }

    fn first(target: Option<i64>, listed: Option<i64>) -> Option<i64> {
        let list = |_: &QuoteLine| Listed { price: listed.map(euro), lead_days: None };
        let offer = first_offer("q_1", &version(line(None, target)), list, NOW)?;
        assert!(offer.valid_until > NOW && offer.lines[0].lead_days.is_some());
        assert_eq!((offer.shipping_tax, &offer.terms), (1_900, &PaymentTerms::Net { days: 30 }));
        Some(offer.lines[0].price.money.minor)
    }

    #[test]
    fn the_first_offer_is_a_little_below_the_list_or_as_it_was_wished() {
        let usual = first(None, Some(10_000)).unwrap();
        assert!((9_500..=9_800).contains(&usual), "{usual}");
        assert_eq!(first(Some(9_300), Some(10_000)), Some(9_300), "a wish that is near is met");
        assert_eq!(first(Some(5_000), Some(10_000)), Some(usual), "one that is far is not");
        assert_eq!(first(Some(9_990), Some(10_000)), Some(usual), "nobody pays more than they need to");
        assert_eq!(first(Some(5_000), None), Some(5_000), "what is on no list is sold as it was wished");
        assert_eq!(first(None, None), None);
    }

    fn answered(wanted: i64, offers: usize) -> Option<i64> {
        let (offered, counter) = (version(line(Some(10_000), None)), version(line(Some(wanted), None)));
        match answer("q_1", &offered, &counter, offers, NOW) {
            Answered::Offered(offer) => Some(offer.lines[0].price.money.minor),
            Answered::Refused => None,
        }
    }

    #[test]
    fn b2b_11_a_counter_is_met_half_way_or_refused() {
        assert_eq!(answered(9_800, 1), Some(9_800), "a small step is taken");
        assert_eq!(answered(9_000, 1), Some(9_500), "a larger one by half");
        assert_eq!(answered(7_000, 1), None, "too much is too much");
        assert_eq!(answered(9_000, 3), None, "there is a last offer");
        assert_eq!(answered(9_800, 3), Some(9_800));
    }

    #[test]
    fn x_money_in_taiwan_offers_are_in_whole_dollars() {
        let taiwan = Currency::iso("TWD").unwrap();
        let dollars =
            |minor| UnitPrice { money: Money::new(minor, taiwan), per: Quantity::new(1, 0, "piece") };
        let line = |price: Option<i64>| QuoteLine { price: price.map(dollars), ..line(None, None) };
        let is_whole = |offer: &OfferQuote| {
            offer.shipping.minor % 100 == 0
                && offer.lines.iter().all(|line| line.price.money.minor % 100 == 0)
        };
        for quote in ["q_1", "q_2", "q_3"] {
            for list in [59_400, 6_500, 111_200] {
                let listed = |_: &QuoteLine| Listed { price: Some(dollars(list)), lead_days: None };
                let offer = first_offer(quote, &version(line(None)), listed, NOW).unwrap();
                assert!(is_whole(&offer) && offer.lines[0].price.money.minor < list, "{offer:?}");
                let offered = version(line(Some(list)));
                let counter = version(line(Some(list * 93 / 100)));
                let Answered::Offered(answer) = answer(quote, &offered, &counter, 1, NOW) else {
                    panic!("half-way")
                };
                assert!(is_whole(&answer), "{answer:?}");
            }
        }
    }

    #[test]
    fn chance_is_the_same_every_time_and_differs_by_quote() {
        assert_eq!(chance("q_1", "ask", 1_000), chance("q_1", "ask", 1_000));
        let asked = (0..300).filter(|number| chance(&format!("q_{number}"), "ask", 3) == 0).count();
        assert!((60..140).contains(&asked), "{asked}");
        assert_eq!(chance("q_1", "ask", 0), 0);
    }
}
