//! JSON schemas of types whose wire form is not their Rust form.

/// Gives types the schema of the private type that serde writes for them.
macro_rules! same_schema {
    ($($public:ty => $wire:ty),* $(,)?) => {$(
        impl utoipa::PartialSchema for $public {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                <$wire as utoipa::PartialSchema>::schema()
            }
        }

        impl utoipa::ToSchema for $public {
            fn name() -> std::borrow::Cow<'static, str> {
                <$wire as utoipa::ToSchema>::name()
            }
        }
    )*};
}

/// Gives a type the schema of a string with a format.
macro_rules! string_schema {
    ($public:ty, $format:literal) => {
        impl utoipa::PartialSchema for $public {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::schema::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .format(Some(utoipa::openapi::schema::SchemaFormat::Custom($format.to_owned())))
                    .into()
            }
        }

        impl utoipa::ToSchema for $public {}
    };
}

pub(crate) use {same_schema, string_schema};
