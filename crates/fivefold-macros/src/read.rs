//! The implementations, by the shape of the type.

use crate::attributes::{Absent, Case, OfField, OfType, OfVariant};
use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{
    Data, DataEnum, DeriveInput, Error, Field, Fields, FieldsNamed, Result, Type, parse_quote,
    spanned::Spanned,
};

pub(crate) fn expand(input: &DeriveInput) -> Result<TokenStream> {
    let of_type = OfType::read(&input.attrs)?;
    let body = match (&of_type.try_from, &input.data) {
        (Some(wire), _) => quote! { ::fivefold_api::json::convert::<#wire, Self>(json, faults) },
        (None, Data::Struct(data)) => structure(input, &of_type, &data.fields)?,
        (None, Data::Enum(data)) => enumeration(input, &of_type, data)?,
        (None, Data::Union(_)) => return Err(Error::new(input.ident.span(), "FromJson reads no union")),
    };
    let mut generics = input.generics.clone();
    for parameter in generics.type_params_mut() {
        parameter.bounds.push(parse_quote!(::fivefold_api::json::FromJson));
    }
    let name = &input.ident;
    let (of_impl, of_name, wanted) = generics.split_for_impl();
    Ok(quote! {
        #[automatically_derived]
        impl #of_impl ::fivefold_api::json::FromJson for #name #of_name #wanted {
            fn read(json: &mut ::fivefold_api::json::Json, faults: &mut ::fivefold_api::json::Faults) -> Self {
                #body
            }
        }
    })
}

fn structure(input: &DeriveInput, of_type: &OfType, fields: &Fields) -> Result<TokenStream> {
    if of_type.tag.is_some() || !matches!(of_type.case, Case::AsIs) {
        return Err(Error::new(input.ident.span(), "FromJson reads a struct by the names of its fields"));
    }
    let fields = match fields {
        Fields::Named(fields) => fields,
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 && !of_type.has_default => {
            for field in &fields.unnamed {
                OfField::read(&field.attrs)?;
            }
            return Ok(quote! { Self(::fivefold_api::json::FromJson::read(json, faults)) });
        }
        _ => {
            return Err(Error::new(input.ident.span(), "FromJson reads named fields, or one without a name"));
        }
    };
    let named = named(fields)?;
    let only = of_type.denies_unknown.then(|| {
        let names = named.iter().map(|(_, of_field, name)| wire_name(of_field, name));
        let names = names.collect::<Vec<_>>().join(" ");
        quote! { fields.only(#names); }
    });
    let whole = of_type.has_default.then(|| {
        quote! { let whole = <Self as ::core::default::Default>::default(); }
    });
    let reads = named.iter().map(|(field, of_field, name)| read(field, of_field, name, of_type.has_default));
    Ok(quote! {
        let mut fields = ::fivefold_api::json::Fields::of(json, faults);
        #only
        #whole
        Self { #(#reads),* }
    })
}

fn enumeration(input: &DeriveInput, of_type: &OfType, data: &DataEnum) -> Result<TokenStream> {
    if of_type.has_default || of_type.denies_unknown {
        return Err(Error::new(input.ident.span(), "FromJson reads no such enum"));
    }
    let (mut names, mut values, mut other) = (Vec::new(), Vec::new(), None);
    for variant in &data.variants {
        let of_variant = OfVariant::read(&variant.attrs)?;
        let ident = &variant.ident;
        if of_variant.is_other {
            if !matches!(variant.fields, Fields::Unit) || other.replace(quote! { Self::#ident }).is_some() {
                return Err(Error::new(ident.span(), "one variant without fields may be `other`"));
            }
            continue;
        }
        let value = match (&variant.fields, &of_type.tag) {
            (Fields::Unit, _) => quote! { Self::#ident },
            (Fields::Named(fields), Some(tag)) => {
                let named = named(fields)?;
                if let Some((field, ..)) = named.iter().find(|(_, of, name)| wire_name(of, name) == *tag) {
                    return Err(Error::new(field.span(), "this field has the tag's name"));
                }
                let reads = named.iter().map(|(field, of_field, name)| read(field, of_field, name, false));
                quote! { Self::#ident { #(#reads),* } }
            }
            _ => return Err(Error::new(ident.span(), "FromJson reads named fields beside a tag only")),
        };
        names.push(of_variant.rename.unwrap_or_else(|| of_type.case.apply(&ident.to_string())));
        values.push(value);
    }
    let names = names.join(" ");
    let (fields, place) = match (&of_type.tag, &other) {
        (None, Some(_)) => (None, quote! { ::fivefold_api::json::position(json, #names, faults) }),
        (None, None) => (None, quote! { ::fivefold_api::json::known(json, #names, faults) }),
        (Some(tag), Some(_)) => (
            Some(quote! { let mut fields = ::fivefold_api::json::Fields::of(json, faults); }),
            quote! { fields.position(#tag, #names) },
        ),
        (Some(_), None) => {
            return Err(Error::new(input.ident.span(), "what is tagged needs a variant `other`"));
        }
    };
    // Without `other` only a known place comes out.
    let rest = other.or_else(|| values.pop());
    let rest =
        rest.ok_or_else(|| Error::new(input.ident.span(), "FromJson reads no enum without variants"))?;
    let places = 0..values.len();
    Ok(quote! {
        #fields
        match #place {
            #(#places => #values,)*
            _ => #rest,
        }
    })
}

fn named(fields: &FieldsNamed) -> Result<Vec<(&Field, OfField, String)>> {
    let mut named = Vec::new();
    for field in &fields.named {
        if let Some(ident) = &field.ident {
            let name = ident.to_string();
            named.push((field, OfField::read(&field.attrs)?, name.trim_start_matches("r#").to_owned()));
        }
    }
    Ok(named)
}

fn wire_name<'a>(of_field: &'a OfField, name: &'a str) -> &'a str {
    of_field.rename.as_deref().unwrap_or(name)
}

fn read(field: &Field, of_field: &OfField, name: &str, of_whole: bool) -> TokenStream {
    let (ident, name) = (&field.ident, wire_name(of_field, name));
    let call = match &of_field.absent {
        Absent::Call(path) => quote! { read_or(#name, #path()) },
        // Without a value an `Option` is `None` by itself.
        Absent::Default if !is_option(&field.ty) => quote! { read_or_default(#name) },
        Absent::Refused if of_whole => quote! { read_or(#name, whole.#ident) },
        Absent::Refused | Absent::Default => quote! { read(#name) },
    };
    // A type that is not read is shown where it stands.
    let span = field.ty.span().resolved_at(Span::call_site());
    quote_spanned! { span => #ident: fields.#call }
}

fn is_option(ty: &Type) -> bool {
    matches!(ty, Type::Path(ty) if ty.path.segments.last().is_some_and(|last| last.ident == "Option"))
}
