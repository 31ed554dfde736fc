//! Money: integer minor units of an ISO 4217 currency. Never a float.

use crate::json::{self, Faults, FromJson, Json, StandIn};
use serde::{Deserialize, Serialize};

/// An ISO 4217 currency: its code and the number of decimals of its minor unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency {
    code: [u8; 3],
    exponent: u8,
}

/// A text that is not an ISO 4217 code with an exponent of at most four.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidCurrency;

impl std::fmt::Display for InvalidCurrency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a currency is three capital letters and an exponent from 0 to 4")
    }
}

impl std::error::Error for InvalidCurrency {}

impl Currency {
    /// A currency with the exponent the backend states.
    ///
    /// # Errors
    /// When the code is not three capital letters or the exponent is over four.
    pub fn new(code: &str, exponent: u8) -> Result<Self, InvalidCurrency> {
        match *code.as_bytes() {
            [a, b, c] if [a, b, c].iter().all(u8::is_ascii_uppercase) && exponent <= 4 => {
                Ok(Self { code: [a, b, c], exponent })
            }
            _ => Err(InvalidCurrency),
        }
    }

    /// A currency with the exponent of ISO 4217 (list one, 2024): 2 unless listed here.
    ///
    /// # Errors
    /// When the code is not three capital letters.
    pub fn iso(code: &str) -> Result<Self, InvalidCurrency> {
        let exponent = match code {
            "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "VND"
            | "VUV" | "XAF" | "XOF" | "XPF" => 0,
            "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
            "CLF" | "UYW" => 4,
            _ => 2,
        };
        Self::new(code, exponent)
    }

    /// The three letters.
    #[must_use]
    pub fn code(&self) -> &str {
        // The bytes are ASCII capitals by construction.
        std::str::from_utf8(&self.code).unwrap_or("XXX")
    }

    /// How many decimals the minor unit has: JPY 0, EUR 2, KWD 3.
    #[must_use]
    pub const fn exponent(&self) -> u8 {
        self.exponent
    }
}

/// An amount in a currency's minor units: 8990 with EUR is 89.90 euro.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJson)]
#[serde(try_from = "WireMoney", into = "WireMoney")]
pub struct Money {
    /// The amount in minor units; negative for a reduction or a refund.
    pub minor: i64,
    /// The currency of the amount.
    pub currency: Currency,
}

impl Money {
    /// An amount in minor units.
    #[must_use]
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Nothing, in a currency.
    #[must_use]
    pub const fn zero(currency: Currency) -> Self {
        Self { minor: 0, currency }
    }

    /// The sum; `None` when the currencies differ or the sum does not fit.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        (self.currency == other.currency)
            .then(|| self.minor.checked_add(other.minor))
            .flatten()
            .map(|minor| Self { minor, ..self })
    }

    /// The amount times a count; `None` when it does not fit.
    #[must_use]
    pub fn times(self, count: i64) -> Option<Self> {
        self.minor.checked_mul(count).map(|minor| Self { minor, ..self })
    }

    /// The amount as a decimal text for a formatter: `89.90`, `-0.005`, `1200`.
    #[must_use]
    pub fn to_decimal(self) -> String {
        decimal_text(self.minor, self.currency.exponent)
    }

    /// Reads a decimal text in the currency: `89.9`, `89.90`, `1200`.
    ///
    /// `None` for more decimals than the currency has, for signs, groups and anything else.
    #[must_use]
    pub fn parse_decimal(text: &str, currency: Currency) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let exponent = usize::from(currency.exponent);
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty()
            || !digits(whole)
            || !digits(fraction)
            || fraction.len() > exponent
            || text.ends_with('.')
        {
            return None;
        }
        let mut joined = String::from(whole);
        joined.push_str(fraction);
        joined.extend(std::iter::repeat_n('0', exponent - fraction.len()));
        joined.parse().ok().map(|minor| Self { minor, currency })
    }
}

/// A number of which so many digits are decimals, as a text.
pub(super) fn decimal_text(amount: i64, decimals: u8) -> String {
    let decimals = usize::from(decimals);
    let mut text = amount.unsigned_abs().to_string();
    if decimals > 0 {
        while text.len() <= decimals {
            text.insert(0, '0');
        }
        text.insert(text.len() - decimals, '.');
    }
    if amount < 0 {
        text.insert(0, '-');
    }
    text
}

/// Money as it travels. An absent exponent is that of ISO 4217.
#[derive(Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Money))]
struct WireMoney {
    /// The amount in minor units.
    minor: i64,
    /// ISO 4217 code.
    #[cfg_attr(feature = "openapi", schema(pattern = "^[A-Z]{3}$", example = "EUR"))]
    currency: String,
    /// Decimals of the minor unit.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 4, example = 2))]
    exponent: Option<u8>,
}

impl From<Money> for WireMoney {
    fn from(money: Money) -> Self {
        Self {
            minor: money.minor,
            currency: money.currency.code().to_owned(),
            exponent: Some(money.currency.exponent),
        }
    }
}

impl TryFrom<WireMoney> for Money {
    type Error = InvalidCurrency;

    fn try_from(wire: WireMoney) -> Result<Self, InvalidCurrency> {
        let currency = match wire.exponent {
            Some(exponent) => Currency::new(&wire.currency, exponent)?,
            None => Currency::iso(&wire.currency)?,
        };
        Ok(Self { minor: wire.minor, currency })
    }
}

/// A currency as it travels.
#[derive(Serialize, Deserialize, FromJson)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Currency))]
struct WireCurrency {
    /// ISO 4217 code.
    code: String,
    /// Decimals of the minor unit.
    exponent: u8,
}

impl Serialize for Currency {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        WireCurrency { code: self.code().to_owned(), exponent: self.exponent }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let wire = WireCurrency::deserialize(deserializer)?;
        Self::try_from(wire).map_err(serde::de::Error::custom)
    }
}

impl FromJson for Currency {
    fn read(json: &mut Json, faults: &mut Faults) -> Self {
        json::convert::<WireCurrency, Self>(json, faults)
    }
}

impl StandIn for Currency {
    /// ISO 4217: no currency is involved.
    const STAND_IN: Self = Self { code: *b"XXX", exponent: 0 };
}

impl StandIn for Money {
    const STAND_IN: Self = Self::zero(Currency::STAND_IN);
}

impl TryFrom<WireCurrency> for Currency {
    type Error = InvalidCurrency;

    fn try_from(wire: WireCurrency) -> Result<Self, InvalidCurrency> {
        Self::new(&wire.code, wire.exponent)
    }
}

#[cfg(feature = "openapi")]
crate::openapi::same_schema!(Money => WireMoney, Currency => WireCurrency);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn currency(code: &str) -> Currency {
        Currency::iso(code).unwrap()
    }

    #[test]
    fn x_money_the_exponent_is_that_of_iso_4217() {
        assert_eq!(currency("JPY").exponent(), 0);
        assert_eq!(currency("USD").exponent(), 2);
        assert_eq!(currency("KWD").exponent(), 3);
        assert_eq!(Currency::iso("usd"), Err(InvalidCurrency));
        assert_eq!(Currency::new("EURO", 2), Err(InvalidCurrency));
        assert_eq!(Currency::new("EUR", 5), Err(InvalidCurrency));
    }

    #[test]
    fn x_money_travels_as_minor_units_code_and_exponent() {
        let money = Money::new(1234, currency("KWD"));
        let json = serde_json::to_string(&money).unwrap();
        assert_eq!(json, r#"{"minor":1234,"currency":"KWD","exponent":3}"#);
        assert_eq!(serde_json::from_str::<Money>(&json).unwrap(), money);
        let bare: Money = serde_json::from_str(r#"{"minor":5,"currency":"JPY","later":true}"#).unwrap();
        assert_eq!(bare, Money::new(5, currency("JPY")));
        assert!(serde_json::from_str::<Money>(r#"{"minor":1.5,"currency":"EUR"}"#).is_err());
    }

    #[test]
    fn x_money_amounts_of_two_currencies_never_add_up() {
        assert_eq!(Money::new(1, currency("EUR")).plus(Money::new(1, currency("USD"))), None);
        assert_eq!(Money::new(i64::MAX, currency("EUR")).plus(Money::new(1, currency("EUR"))), None);
    }

    #[test]
    fn x_money_a_decimal_has_at_most_the_currency_s_decimals() {
        let read = |text, code| Money::parse_decimal(text, currency(code)).map(|money| money.minor);
        assert_eq!(read("89.9", "EUR"), Some(8990));
        assert_eq!(read("1200", "JPY"), Some(1200));
        assert_eq!(read("0.005", "KWD"), Some(5));
        for text in ["", ".", "1.", "1.999", "-1", "1,000", "1e3", "٣", "99999999999999999999"] {
            assert_eq!(read(text, "EUR"), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn x_money_the_decimal_text_is_read_again(minor in 0_i64..=i64::MAX, code in "EUR|JPY|KWD|CLF") {
            let money = Money::new(minor, currency(&code));
            prop_assert_eq!(Money::parse_decimal(&money.to_decimal(), money.currency), Some(money));
        }
    }
}
