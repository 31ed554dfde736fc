//! How OpenAPI describes what all commands on a quote have in common.

use std::collections::BTreeMap;
use utoipa::{
    IntoParams, IntoResponses,
    openapi::{
        ContentBuilder, Ref, RefOr, Required, Response, ResponseBuilder, Type,
        path::{Parameter, ParameterBuilder, ParameterIn},
        schema::ObjectBuilder,
    },
};

/// What goes along with a command on a quote: which quote, under which key, and what was seen of it.
pub(super) struct OnQuote;

impl IntoParams for OnQuote {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let described = [
            ("id", ParameterIn::Path, "The quote"),
            ("Idempotency-Key", ParameterIn::Header, "The commitment's key"),
            ("If-Match", ParameterIn::Header, "The version that was seen"),
        ];
        described
            .map(|(name, place, description)| {
                ParameterBuilder::new()
                    .name(name)
                    .parameter_in(place)
                    .required(Required::True)
                    .description(Some(description))
                    .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
                    .build()
            })
            .into()
    }
}

/// With which statuses a command on a quote is refused.
pub(super) struct Refusals;

impl IntoResponses for Refusals {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let problem = || {
            let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
            ResponseBuilder::new().content("application/problem+json", content).build()
        };
        ["400", "401", "403", "404", "409", "412", "422", "428"]
            .map(|status| (status.to_owned(), RefOr::T(problem())))
            .into()
    }
}
