//! A cart with what the catalogue says about its lines now: a pure reading of stored lines.

use super::{stock, tax::TaxClass};
use crate::{
    problem::{Answer, Refused},
    quotes::{self, CartPrices},
    scope::Scoped,
    store::{
        WriteTx,
        carts::{self, CartRow, LineRow},
        companies::CompanyRow,
    },
};
use fivefold_api::{
    model::{Cart, CartLine, CartLineState, CartNotice, QuantityLimit, QuantityRule, Selection},
    rules::limit_quantity,
    vocabulary::{Money, Picture, PictureSource, Version},
};
use serde::Deserialize;
use sqlx::SqliteConnection;
use std::collections::HashMap;

/// No line holds more than this, so that no total overflows.
pub(super) const MOST: i64 = 9_999;

/// As whose a cart is read.
#[derive(Debug)]
pub(super) struct Holder<'a> {
    /// Nothing is held from it that it holds itself.
    session: &'a str,
    /// By whose rules and prices it buys.
    company: Option<CompanyRow>,
}

impl<'a> Holder<'a> {
    /// A session, and the company that its account buys for where none is named.
    pub(super) async fn find(connection: &mut SqliteConnection, session: &'a str) -> Answer<Self> {
        Ok(Self { session, company: quotes::company_of(connection, session).await? })
    }

    /// Whether it buys for a company.
    pub(super) fn has_company(&self) -> bool {
        self.company.is_some()
    }

    /// A session, as if it bought for no company.
    pub(super) fn for_itself(session: &'a str) -> Self {
        Self { session, company: None }
    }
}

/// A session's cart, priced.
#[derive(Debug)]
pub(super) struct Basket {
    pub(super) cart: CartRow,
    pub(super) lines: Vec<Priced>,
}

/// A line as it is stored and as it is shown.
#[derive(Debug)]
pub(super) struct Priced {
    pub(super) row: LineRow,
    pub(super) line: CartLine,
    /// Why less is shown than is stored.
    pub(super) limited: Option<QuantityLimit>,
}

impl Basket {
    /// Reads the cart of a holder in a scope.
    pub(super) async fn read(
        connection: &mut SqliteConnection,
        holder: &Holder<'_>,
        scope: &Scoped,
    ) -> Answer<Self> {
        let cart = carts::of_session(connection, holder.session)
            .await?
            .ok_or_else(|| Refused::internal("a session has no cart"))?;
        Self::of_cart(connection, cart, holder, scope).await
    }

    /// Reads a cart as if it were that of `holder`.
    pub(super) async fn of_cart(
        connection: &mut SqliteConnection,
        cart: CartRow,
        holder: &Holder<'_>,
        scope: &Scoped,
    ) -> Answer<Self> {
        let (company, currency) = (holder.company.as_ref(), scope.currency.code());
        let rows = carts::lines(connection, &cart.id, holder.session, currency, company.is_some()).await?;
        let variants: Vec<String> = rows.iter().map(|row| row.variant.clone()).collect();
        let prices = CartPrices::of_company(connection, company, &variants, scope).await?;
        let lines = rows.into_iter().map(|row| price(row, &prices, scope)).collect::<Answer<_>>()?;
        Ok(Self { cart, lines })
    }

    /// Notes the prices that the buyer now sees, where they are others than those that were seen.
    pub(super) async fn note_prices(&self, tx: &mut WriteTx, scope: &Scoped) -> Answer<()> {
        for Priced { row, line, .. } in &self.lines {
            let now = line.unit_price.map(|price| (price.minor, scope.currency.code()));
            if now != row.seen() {
                carts::note_price(tx, &self.cart.id, &row.variant, now).await?;
            }
        }
        Ok(())
    }

    /// The cart as the buyer sees it.
    pub(super) fn view(&self, scope: &Scoped) -> Answer<Cart> {
        let mut notices = Vec::new();
        for priced in &self.lines {
            if let (Some(reason), CartLineState::Buyable) = (priced.limited, priced.line.state) {
                notices.push(CartNotice::QuantityLimited {
                    variant: priced.line.variant.clone(),
                    wanted: priced.row.quantity,
                    given: priced.line.quantity,
                    reason,
                });
            }
            if let Some((was, now)) = priced.price_change(scope) {
                notices.push(CartNotice::PriceChanged { variant: priced.line.variant.clone(), was, now });
            }
        }
        Ok(Cart {
            id: self.cart.id.as_str().into(),
            version: self.version(),
            revision: u64::try_from(self.cart.revision).unwrap_or_default(),
            lines: self.lines.iter().map(|priced| priced.line.clone()).collect(),
            items: self.buyable().map(|priced| priced.line.quantity).sum(),
            subtotal: self.subtotal(scope)?,
            tax_included: scope.market.tax_included,
            notices,
        })
    }

    /// The state of the cart.
    pub(super) fn version(&self) -> Version {
        Version(self.cart.revision.to_string())
    }

    /// The lines that count.
    pub(super) fn buyable(&self) -> impl Iterator<Item = &Priced> {
        self.lines.iter().filter(|priced| priced.line.state == CartLineState::Buyable)
    }

    /// The sum of the lines that count.
    pub(super) fn subtotal(&self, scope: &Scoped) -> Answer<Money> {
        self.buyable()
            .filter_map(|priced| priced.line.total)
            .try_fold(Money::zero(scope.currency), |sum, total| {
                sum.plus(total).ok_or_else(|| Refused::internal("a subtotal does not fit"))
            })
    }
}

impl Priced {
    /// What one cost when it was seen and what it costs now, if that differs in the same currency.
    pub(super) fn price_change(&self, scope: &Scoped) -> Option<(Money, Money)> {
        let (seen, currency) = self.row.seen()?;
        let now = self.line.unit_price?;
        (currency == scope.currency.code() && seen != now.minor)
            .then(|| (Money::new(seen, scope.currency), now))
    }

    /// How the line is taxed.
    pub(super) fn tax_class(&self) -> TaxClass {
        TaxClass::read(&self.row.tax_class)
    }
}

impl LineRow {
    /// How many can be bought at once.
    pub(super) fn rule(&self) -> QuantityRule {
        QuantityRule { min: self.min, max: self.max, increment: self.increment }
    }

    /// What one cost, and in which currency, when the buyer last saw it.
    pub(super) fn seen(&self) -> Option<(i64, &str)> {
        self.seen.as_ref().map(|(minor, currency)| (*minor, currency.as_str()))
    }

    /// How many others have left.
    pub(super) fn available(&self) -> i64 {
        (self.stock - self.held).max(0)
    }

    /// The quantity nearest to `wanted` that can be had, and why it differs.
    pub(super) fn limit(&self, wanted: i64) -> (i64, Option<QuantityLimit>) {
        let rule = QuantityRule { max: Some(self.max.unwrap_or(MOST).min(MOST)), ..self.rule() };
        limit_quantity(rule, Some(self.available()), wanted)
    }
}

fn price(row: LineRow, prices: &CartPrices<'_>, scope: &Scoped) -> Answer<Priced> {
    let (given, limited) = row.limit(row.quantity);
    // Without a quantity that can be had it is the price of the one that is wanted.
    let counted = if given > 0 { given } else { row.quantity };
    let minor = prices.at(&row.variant, counted, TaxClass::read(&row.tax_class)).or(row.price);
    let unit_price = minor.map(|minor| Money::new(minor, scope.currency));
    let state = match (unit_price, given) {
        (None, _) => CartLineState::NotSoldHere,
        (_, 0) => CartLineState::SoldOut,
        _ => CartLineState::Buyable,
    };
    let quantity = if state == CartLineState::Buyable { given } else { row.quantity };
    let total = match (state, unit_price) {
        (CartLineState::Buyable, Some(unit)) => {
            Some(unit.times(quantity).ok_or_else(|| Refused::internal("a line's total does not fit"))?)
        }
        _ => None,
    };
    let selections: Vec<Selection> = serde_json::from_str(&row.selections)?;
    let titles: Texts = serde_json::from_str(&row.titles)?;
    let line = CartLine {
        variant: row.variant.as_str().into(),
        product: row.product.as_str().into(),
        title: in_locale(&titles, scope.locale),
        options: in_words(&row.options, &selections, scope.locale)?,
        selections,
        picture: picture(&row, scope.locale)?,
        quantity,
        quantities: row.rule(),
        stock: stock::level(row.available()),
        unit_price,
        total,
        state,
    };
    Ok(Priced { row, line, limited })
}

/// Texts by locale.
type Texts = HashMap<String, String>;

#[derive(Deserialize)]
struct StoredOption {
    id: String,
    values: Vec<StoredValue>,
}

#[derive(Deserialize)]
struct StoredValue {
    id: String,
    names: Texts,
}

#[derive(Deserialize)]
struct StoredPicture {
    alts: Texts,
    width: u32,
    height: u32,
    #[serde(default)]
    tone: Option<String>,
    sources: Vec<PictureSource>,
}

fn in_locale(texts: &Texts, locale: &str) -> String {
    texts.get(locale).or_else(|| texts.get("en")).cloned().unwrap_or_default()
}

/// The chosen options in words: `Sand, 42`.
fn in_words(options: &str, selections: &[Selection], locale: &str) -> Answer<String> {
    let options: Vec<StoredOption> = serde_json::from_str(options)?;
    let mut words = Vec::new();
    for option in &options {
        let chosen = selections.iter().find(|selection| selection.option.as_str() == option.id);
        let value =
            chosen.and_then(|chosen| option.values.iter().find(|value| value.id == chosen.value.as_str()));
        if let Some(value) = value {
            words.push(in_locale(&value.names, locale));
        }
    }
    Ok(words.join(if locale.starts_with("zh") { "、" } else { ", " }))
}

fn picture(row: &LineRow, locale: &str) -> Answer<Picture> {
    let mut pictures: Vec<StoredPicture> = serde_json::from_str(&row.product_pictures)?;
    let indexes: Vec<usize> = serde_json::from_str(&row.variant_pictures)?;
    let index = indexes.first().copied().filter(|index| *index < pictures.len()).unwrap_or_default();
    if pictures.is_empty() {
        return Ok(Picture { alt: String::new(), width: 1, height: 1, tone: None, sources: Vec::new() });
    }
    let stored = pictures.swap_remove(index);
    Ok(Picture {
        alt: in_locale(&stored.alts, locale),
        width: stored.width,
        height: stored.height,
        tone: stored.tone,
        sources: stored.sources,
    })
}
