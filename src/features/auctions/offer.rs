//! What somebody types to offer a lot: kept until it is sent, checked by the rules of the contract. Plain rules.

use super::amount::{AmountProblem, Separators, parse_amount};
use fivefold_api::json::FromJson;
use fivefold_api::model::{FieldProblemCode, LotCondition, SellLot, Upload};
use fivefold_api::vocabulary::{CategorySlug, Currency, Instant, Money};
use serde::{Deserialize, Serialize};

/// The name the draft is kept under. Sign-out forgets everything below `account.`.
pub const STORED: &str = "account.sell_lot";
/// How many pictures a lot has at most.
pub const MOST_PHOTOS: usize = 12;
/// How many defects are listed at most.
const MOST_DEFECTS: usize = 10;
/// For how many minutes bids can be taken.
pub const DURATIONS: [u32; 9] = [5, 30, 60, 360, 1_440, 4_320, 7_200, 10_080, 20_160];

/// The form as it stands, right or not. Nothing typed is ever dropped.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, FromJson)]
#[serde(default)]
pub struct Offer {
    texts: Vec<String>,
    /// Uploaded pictures, main one first.
    pub photos: Vec<Upload>,
    /// Whether the seller says to be a trader.
    pub is_trader: bool,
}

/// One entry of the form, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The pictures.
    Photos,
    /// Its title.
    Title,
    /// Paragraphs.
    Description,
    /// In what condition it is.
    Condition,
    /// What is wrong with it, one line each.
    Defects,
    /// Its category.
    Category,
    /// What bidding opens at.
    Opening,
    /// What the seller wants at least.
    Reserve,
    /// What it costs to have it sent.
    Shipping,
    /// When bidding begins; empty for at once.
    Start,
    /// For how long.
    Duration,
}

impl Part {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 11] = [
        Self::Photos,
        Self::Title,
        Self::Description,
        Self::Condition,
        Self::Defects,
        Self::Category,
        Self::Opening,
        Self::Reserve,
        Self::Shipping,
        Self::Start,
        Self::Duration,
    ];

    /// The name in problems of the shop.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Photos => "pictures",
            Self::Title => "title",
            Self::Description => "description",
            Self::Condition => "condition",
            Self::Defects => "defects",
            Self::Category => "category",
            Self::Opening => "opening",
            Self::Reserve => "reserve",
            Self::Shipping => "shipping",
            Self::Start => "starts_at",
            Self::Duration => "duration_minutes",
        }
    }

    /// The id of its input.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Photos => "sell-photos",
            Self::Title => "sell-title",
            Self::Description => "sell-description",
            Self::Condition => "sell-condition",
            Self::Defects => "sell-defects",
            Self::Category => "sell-category",
            Self::Opening => "sell-opening",
            Self::Reserve => "sell-reserve",
            Self::Shipping => "sell-shipping",
            Self::Start => "sell-start",
            Self::Duration => "sell-duration",
        }
    }

    /// The entry that a problem of the shop names: `pictures`, `defects.3`.
    pub fn of(path: &str) -> Option<Self> {
        let name = path.split(['.', '[']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|part| part.path() == name)
    }
}

/// What is wrong with an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It is empty.
    Missing,
    /// Fewer characters than needed.
    Short(u64),
    /// More characters, or lines, than taken.
    Long(u64),
    /// No amount.
    Amount,
    /// More decimals than the currency has.
    Decimals(u64),
    /// Less than what bidding opens at.
    BelowOpening,
    /// The time is over already.
    Past,
    /// The shop says so.
    Refused,
}

/// What amounts and times of the form are measured by.
#[derive(Debug, Clone, Copy)]
pub struct Terms {
    /// The currency of the lot.
    pub currency: Currency,
    /// How the visitor writes amounts.
    pub here: Separators,
    /// When the typed start is.
    pub starts_at: Option<Instant>,
    /// What time it is for the server, if that is known.
    pub now: Option<Instant>,
}

impl Offer {
    /// What is typed in an entry.
    pub fn get(&self, part: Part) -> &str {
        self.texts.get(part as usize).map_or("", String::as_str)
    }

    /// Types into an entry.
    pub fn set(&mut self, part: Part, text: String) {
        if self.texts.len() < Part::ALL.len() {
            self.texts.resize(Part::ALL.len(), String::new());
        }
        self.texts[part as usize] = text;
    }

    /// Moves a picture one place to the front or to the back.
    pub fn move_photo(&mut self, at: usize, forward: bool) {
        let to = if forward { at.checked_sub(1) } else { Some(at + 1) };
        if let Some(to) = to.filter(|to| *to < self.photos.len() && at < self.photos.len()) {
            self.photos.swap(at, to);
        }
    }

    /// Everything that is wrong, in the order of the form.
    pub fn faults(&self, terms: Terms) -> Vec<(Part, Fault)> {
        Part::ALL.into_iter().filter_map(|part| Some((part, self.fault(part, terms)?))).collect()
    }

    /// What is wrong with one entry.
    pub fn fault(&self, part: Part, terms: Terms) -> Option<Fault> {
        let text = self.get(part).trim();
        let count = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
        let length = |least: u64, most: u64| match count {
            0 if least > 0 => Some(Fault::Missing),
            _ if count < least => Some(Fault::Short(least)),
            _ if count > most => Some(Fault::Long(most)),
            _ => None,
        };
        match part {
            Part::Photos => self.photos.is_empty().then_some(Fault::Missing),
            Part::Title => length(5, 120),
            Part::Description => length(20, 5_000),
            Part::Condition => condition(text).is_none().then_some(Fault::Missing),
            Part::Defects => {
                (self.defects().len() > MOST_DEFECTS).then_some(Fault::Long(MOST_DEFECTS as u64))
            }
            Part::Category => text.is_empty().then_some(Fault::Missing),
            Part::Opening => self.amount(part, terms).err().or_else(|| {
                self.amount(part, terms).ok().filter(|amount| amount.minor < 1).map(|_| Fault::Amount)
            }),
            Part::Shipping => self.amount(part, terms).err(),
            Part::Reserve if text.is_empty() => None,
            Part::Reserve => match (self.amount(part, terms), self.amount(Part::Opening, terms)) {
                (Err(fault), _) => Some(fault),
                (Ok(reserve), Ok(opening)) if reserve.minor < opening.minor => Some(Fault::BelowOpening),
                _ => None,
            },
            Part::Start if text.is_empty() => None,
            Part::Start => match (terms.starts_at, terms.now) {
                (None, _) => Some(Fault::Missing),
                (Some(start), Some(now)) if start < now => Some(Fault::Past),
                _ => None,
            },
            Part::Duration => self.minutes().is_none().then_some(Fault::Missing),
        }
    }

    /// The lot as it is sent, if nothing is wrong.
    pub fn lot(&self, terms: Terms) -> Option<SellLot> {
        if !self.faults(terms).is_empty() {
            return None;
        }
        let text = |part| self.get(part).trim().to_owned();
        Some(SellLot {
            title: text(Part::Title),
            description: text(Part::Description),
            condition: condition(self.get(Part::Condition))?,
            defects: self.defects(),
            category: CategorySlug::from(text(Part::Category)),
            pictures: self.photos.iter().map(|photo| photo.id.clone()).collect(),
            opening: self.amount(Part::Opening, terms).ok()?,
            reserve: self.amount(Part::Reserve, terms).ok(),
            shipping: self.amount(Part::Shipping, terms).ok()?,
            starts_at: terms.starts_at.filter(|_| !self.get(Part::Start).trim().is_empty()),
            duration_minutes: self.minutes()?,
            trader: self.is_trader,
        })
    }

    fn amount(&self, part: Part, terms: Terms) -> Result<Money, Fault> {
        parse_amount(self.get(part), terms.currency, terms.here).map_err(|problem| match problem {
            AmountProblem::Empty => Fault::Missing,
            AmountProblem::Unreadable => Fault::Amount,
            AmountProblem::TooManyDecimals => Fault::Decimals(terms.currency.exponent().into()),
        })
    }

    fn defects(&self) -> Vec<String> {
        let lines = self.get(Part::Defects).lines().map(str::trim);
        lines.filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }

    fn minutes(&self) -> Option<u32> {
        self.get(Part::Duration).parse().ok().filter(|minutes| DURATIONS.contains(minutes))
    }
}

/// The conditions to choose from, by the name that is kept.
pub const CONDITIONS: [(&str, LotCondition); 5] = [
    ("new", LotCondition::New),
    ("like_new", LotCondition::LikeNew),
    ("good", LotCondition::Good),
    ("fair", LotCondition::Fair),
    ("for_parts", LotCondition::ForParts),
];

fn condition(name: &str) -> Option<LotCondition> {
    CONDITIONS.iter().find(|(known, _)| *known == name).map(|(_, condition)| *condition)
}

/// What a problem of the shop means here.
pub fn fault_of(code: FieldProblemCode) -> Fault {
    match code {
        FieldProblemCode::Required => Fault::Missing,
        _ => Fault::Refused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use fivefold_api::vocabulary::{MediaId, Picture};
    use proptest::prelude::*;

    fn terms() -> Terms {
        Terms {
            currency: Currency::iso("EUR").unwrap(),
            here: Separators { decimal: ',', group: '.' },
            starts_at: None,
            now: Some(Instant::from_millis(1_000)),
        }
    }

    fn photo(id: &str) -> Upload {
        let picture = Picture { alt: String::new(), width: 1, height: 1, tone: None, sources: Vec::new() };
        Upload { id: MediaId::from(id), picture }
    }

    fn offer() -> Offer {
        let mut offer = Offer { photos: vec![photo("m_1"), photo("m_2")], ..Offer::default() };
        for (part, text) in [
            (Part::Title, "Electric guitar, 1964"),
            (Part::Description, "It was restored last year and plays well."),
            (Part::Condition, "good"),
            (Part::Defects, "A scratch.\n\n  One string is new. "),
            (Part::Category, "music"),
            (Part::Opening, "1.320,50"),
            (Part::Shipping, "0"),
            (Part::Duration, "1440"),
        ] {
            offer.set(part, text.to_owned());
        }
        offer
    }

    #[test]
    fn c2c_21_what_is_typed_becomes_the_lot_that_is_sent() {
        let lot = offer().lot(terms()).unwrap();
        assert_eq!((lot.opening.minor, lot.shipping.minor, lot.reserve), (132_050, 0, None));
        assert_eq!(lot.defects, ["A scratch.", "One string is new."]);
        assert_eq!(lot.pictures.len(), 2);
        assert_eq!((lot.duration_minutes, lot.starts_at), (1_440, None));
    }

    #[test]
    fn c2c_21_everything_that_is_wrong_is_found_in_the_order_of_the_form() {
        let parts: Vec<_> = Offer::default().faults(terms()).into_iter().map(|(part, _)| part).collect();
        let expected = [
            Part::Photos,
            Part::Title,
            Part::Description,
            Part::Condition,
            Part::Category,
            Part::Opening,
            Part::Shipping,
            Part::Duration,
        ];
        assert_eq!(parts, expected);
        let fault = |part, text: &str| {
            let mut offer = offer();
            offer.set(part, text.to_owned());
            offer.fault(part, terms())
        };
        assert_eq!(fault(Part::Title, "Box"), Some(Fault::Short(5)));
        assert_eq!(fault(Part::Opening, "0"), Some(Fault::Amount));
        assert_eq!(fault(Part::Opening, "1,001"), Some(Fault::Decimals(2)));
        assert_eq!(fault(Part::Reserve, "1000"), Some(Fault::BelowOpening));
        assert_eq!(fault(Part::Reserve, ""), None);
        assert_eq!(fault(Part::Defects, &"x\n".repeat(11)), Some(Fault::Long(10)));
        assert_eq!(fault(Part::Duration, "7"), Some(Fault::Missing));
        assert_eq!(fault(Part::Start, "x"), Some(Fault::Missing));
        let mut later = offer();
        later.set(Part::Start, "x".to_owned());
        let past = Terms { starts_at: Some(Instant::from_millis(999)), ..terms() };
        assert_eq!(later.fault(Part::Start, past), Some(Fault::Past));
    }

    #[test]
    fn c2c_21_photos_change_places() {
        let mut offer = offer();
        offer.move_photo(1, true);
        assert_eq!(offer.photos[0].id, MediaId::from("m_2"));
        offer.move_photo(1, false);
        offer.move_photo(0, true);
        offer.move_photo(7, true);
        assert_eq!(offer.photos[0].id, MediaId::from("m_2"));
    }

    #[test]
    fn a_problem_of_the_shop_belongs_to_an_entry() {
        assert_eq!(Part::of("defects.3"), Some(Part::Defects));
        assert_eq!(Part::of("starts_at"), Some(Part::Start));
        assert_eq!(Part::of("else"), None);
        assert!(Part::ALL.into_iter().enumerate().all(|(at, part)| part as usize == at));
    }

    proptest! {
        #[test]
        fn a_draft_survives_its_storage(text in "\\PC{0,40}") {
            let mut offer = offer();
            offer.set(Part::Reserve, text);
            let kept = serde_json::to_string(&offer).unwrap();
            prop_assert_eq!(fivefold_api::json::from_str::<Offer>(&kept).unwrap(), offer);
        }
    }
}
