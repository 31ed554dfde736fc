//! In which language, for which market and in which currency something is asked.

use crate::{
    markets::{self, CURRENCIES, MARKETS, MarketFacts, nearest_locale},
    problem::{Answer, Query, Refused},
};
use axum::{extract::FromRequestParts, http::request::Parts};
use fivefold_api::{model::FieldProblemCode, vocabulary::Currency};
use utoipa::{
    IntoParams,
    openapi::{
        Type,
        path::{Parameter, ParameterBuilder, ParameterIn},
        schema::ObjectBuilder,
    },
};

/// The scope of a request: `locale`, `market` and `currency` of its query. An extractor.
///
/// An unknown locale falls back to the nearest; an unknown market or currency is refused. Without a
/// market it is the first, without a currency the market's own.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scoped {
    /// One of [`markets::LOCALES`].
    pub(crate) locale: &'static str,
    /// The market.
    pub(crate) market: &'static MarketFacts,
    /// The currency of prices.
    pub(crate) currency: Currency,
}

impl<S: Send + Sync> FromRequestParts<S> for Scoped {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Answer<Self> {
        let Query(query) = Query::<Vec<(String, String)>>::from_request_parts(parts, state).await?;
        let asked = |name: &str| {
            query.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str()).unwrap_or_default()
        };
        let market = match asked("market") {
            "" => &MARKETS[0],
            id => {
                markets::market(id).ok_or_else(|| Refused::field("market", FieldProblemCode::NotAllowed))?
            }
        };
        let code = match asked("currency") {
            "" => market.currency,
            code => code,
        };
        let currency = CURRENCIES
            .contains(&code)
            .then(|| Currency::iso(code).ok())
            .flatten()
            .ok_or_else(|| Refused::field("currency", FieldProblemCode::NotAllowed))?;
        Ok(Self { locale: nearest_locale(asked("locale")), market, currency })
    }
}

impl IntoParams for Scoped {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let described = [
            ("locale", "The language of texts"),
            ("market", "Where goods go"),
            ("currency", "The currency of prices"),
        ];
        let text = || ObjectBuilder::new().schema_type(Type::String);
        described
            .map(|(name, description)| {
                ParameterBuilder::new()
                    .name(name)
                    .parameter_in(ParameterIn::Query)
                    .description(Some(description))
                    .schema(Some(text()))
                    .build()
            })
            .into()
    }
}
