//! The `#[serde(…)]` attributes that are read. Whatever else stands there is an error: it might change what
//! travels.

use syn::{Attribute, Error, LitStr, Path, Result, Type, meta::ParseNestedMeta};

/// What is said of a type.
#[derive(Default)]
pub(crate) struct OfType {
    pub case: Case,
    pub tag: Option<String>,
    pub try_from: Option<Type>,
    pub has_default: bool,
    pub denies_unknown: bool,
}

/// How the names of an enum's variants are written.
#[derive(Default)]
pub(crate) enum Case {
    #[default]
    AsIs,
    Snake,
    Upper,
}

impl Case {
    /// A variant's name on the wire, as serde makes it.
    pub(crate) fn apply(&self, variant: &str) -> String {
        match self {
            Self::AsIs => variant.to_owned(),
            Self::Upper => variant.to_ascii_uppercase(),
            Self::Snake => {
                let mut name = String::new();
                for letter in variant.chars() {
                    if letter.is_uppercase() && !name.is_empty() {
                        name.push('_');
                    }
                    name.push(letter.to_ascii_lowercase());
                }
                name
            }
        }
    }
}

/// What a missing field becomes.
#[derive(Default)]
pub(crate) enum Absent {
    /// An error, unless the type is an `Option`.
    #[default]
    Refused,
    /// The type's default.
    Default,
    /// What this function says.
    Call(Path),
}

/// What is said of a field.
#[derive(Default)]
pub(crate) struct OfField {
    pub rename: Option<String>,
    pub absent: Absent,
}

/// What is said of a variant.
#[derive(Default)]
pub(crate) struct OfVariant {
    pub rename: Option<String>,
    pub is_other: bool,
}

impl OfType {
    pub(crate) fn read(attributes: &[Attribute]) -> Result<Self> {
        let mut found = Self::default();
        each(attributes, |meta| {
            if meta.path.is_ident("rename_all") {
                let case: LitStr = meta.value()?.parse()?;
                found.case = match case.value().as_str() {
                    "snake_case" => Case::Snake,
                    "UPPERCASE" => Case::Upper,
                    _ => return Err(Error::new(case.span(), "FromJson knows snake_case and UPPERCASE")),
                };
            } else if meta.path.is_ident("tag") {
                found.tag = Some(name(meta)?);
            } else if meta.path.is_ident("try_from") {
                found.try_from = Some(meta.value()?.parse::<LitStr>()?.parse()?);
            } else if meta.path.is_ident("into") {
                meta.value()?.parse::<LitStr>()?;
            } else if meta.path.is_ident("default") && !meta.input.peek(syn::Token![=]) {
                found.has_default = true;
            } else if meta.path.is_ident("deny_unknown_fields") {
                found.denies_unknown = true;
            } else if !meta.path.is_ident("transparent") {
                // A type of one unnamed field is read as that field with and without `transparent`.
                return Err(unknown(meta));
            }
            Ok(())
        })?;
        Ok(found)
    }
}

impl OfField {
    pub(crate) fn read(attributes: &[Attribute]) -> Result<Self> {
        let mut found = Self::default();
        each(attributes, |meta| {
            if meta.path.is_ident("rename") {
                found.rename = Some(name(meta)?);
            } else if meta.path.is_ident("default") {
                found.absent = if meta.input.peek(syn::Token![=]) {
                    Absent::Call(meta.value()?.parse::<LitStr>()?.parse()?)
                } else {
                    Absent::Default
                };
            } else if meta.path.is_ident("skip_serializing_if") {
                meta.value()?.parse::<LitStr>()?;
            } else {
                return Err(unknown(meta));
            }
            Ok(())
        })?;
        Ok(found)
    }
}

impl OfVariant {
    pub(crate) fn read(attributes: &[Attribute]) -> Result<Self> {
        let mut found = Self::default();
        each(attributes, |meta| {
            if meta.path.is_ident("rename") {
                found.rename = Some(name(meta)?);
            } else if meta.path.is_ident("other") {
                found.is_other = true;
            } else {
                return Err(unknown(meta));
            }
            Ok(())
        })?;
        Ok(found)
    }
}

fn each(attributes: &[Attribute], mut read: impl FnMut(&ParseNestedMeta<'_>) -> Result<()>) -> Result<()> {
    let mut ours = attributes.iter().filter(|attribute| attribute.path().is_ident("serde"));
    ours.try_for_each(|attribute| attribute.parse_nested_meta(|meta| read(&meta)))
}

/// A name as it travels. Names stand in lists with spaces between them.
fn name(meta: &ParseNestedMeta<'_>) -> Result<String> {
    let name: LitStr = meta.value()?.parse()?;
    if name.value().is_empty() || name.value().contains(' ') {
        return Err(Error::new(name.span(), "FromJson reads no name that is empty or holds a space"));
    }
    Ok(name.value())
}

fn unknown(meta: &ParseNestedMeta<'_>) -> Error {
    meta.error("FromJson does not know this attribute of serde's: teach it in crates/fivefold-macros")
}

#[cfg(test)]
mod tests {
    use super::*;
    use syn::parse_quote;

    #[test]
    fn names_are_written_as_serde_writes_them() {
        assert_eq!(Case::Snake.apply("NotSoldHere"), "not_sold_here");
        assert_eq!(Case::Snake.apply("Low"), "low");
        assert_eq!(Case::Upper.apply("Get"), "GET");
        assert_eq!(Case::AsIs.apply("Get"), "Get");
    }

    #[test]
    fn an_attribute_that_is_not_known_is_refused() {
        for attribute in [
            parse_quote!(#[serde(flatten)]),
            parse_quote!(#[serde(with = "x")]),
            parse_quote!(#[serde(alias = "x")]),
            parse_quote!(#[serde(rename = "a b")]),
            parse_quote!(#[serde(skip)]),
        ] {
            assert!(OfField::read(&[attribute]).is_err());
        }
        for attribute in [
            parse_quote!(#[serde(untagged)]),
            parse_quote!(#[serde(content = "c")]),
            parse_quote!(#[serde(rename_all = "kebab-case")]),
            parse_quote!(#[serde(default = "x")]),
            parse_quote!(#[serde(from = "X")]),
        ] {
            assert!(OfType::read(&[attribute]).is_err());
        }
        assert!(OfVariant::read(&[parse_quote!(#[serde(alias = "x")])]).is_err());
    }
}
