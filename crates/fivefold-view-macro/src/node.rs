//! Nodes, attributes and components, each as a call of `fivefold-view`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use rstml::node::{
    KeyedAttribute, KeyedAttributeValue, Node, NodeAttribute, NodeBlock, NodeElement, NodeName,
};
use syn::{Error, Expr, ExprLit, Lit, Result, spanned::Spanned};

type Element = NodeElement<rstml::Infallible>;

/// The elements of SVG that may be written. They stand in a namespace of their own.
const SVG: &[&str] =
    &["svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "defs", "use"];

/// One view of some nodes.
pub(crate) fn nodes(nodes: &[Node]) -> Result<TokenStream> {
    let mut views = Vec::new();
    for each in nodes {
        views.extend(node(each)?);
    }
    Ok(match views.as_slice() {
        [one] => quote! { ::fivefold_view::IntoView::into_view(#one) },
        views => quote! {{
            let fragment = ::fivefold_view::Fragment::new();
            #(fragment.child(#views);)*
            ::fivefold_view::IntoView::into_view(fragment)
        }},
    })
}

/// The value that a node adds to its parent; nothing for a comment.
fn node(node: &Node) -> Result<Option<TokenStream>> {
    Ok(match node {
        Node::Comment(_) | Node::Doctype(_) => None,
        Node::Text(text) => {
            let text = &text.value;
            Some(quote! { #text })
        }
        Node::RawText(text) => {
            let text = text.to_string_best();
            Some(quote! { #text })
        }
        Node::Block(NodeBlock::ValidBlock(block)) => Some(quote! { #block }),
        Node::Block(NodeBlock::Invalid(invalid)) => {
            return Err(Error::new_spanned(invalid, "this block is not complete"));
        }
        Node::Fragment(fragment) => Some(nodes(fragment.children())?),
        Node::Element(element) if is_component(element.name()) => Some(component(element)?),
        Node::Element(plain) => Some(self::element(plain)?),
        Node::Custom(_) => None,
    })
}

fn is_component(name: &NodeName) -> bool {
    match name {
        NodeName::Path(path) => path.path.segments.last().is_some_and(|last| {
            path.path.segments.len() > 1 || last.ident.to_string().starts_with(char::is_uppercase)
        }),
        _ => false,
    }
}

fn element(element: &Element) -> Result<TokenStream> {
    let name = element.name().to_string();
    let new = if SVG.contains(&name.as_str()) { quote!(svg) } else { quote!(new) };
    let mut steps = Vec::new();
    for attribute in element.attributes() {
        let NodeAttribute::Attribute(attribute) = attribute else {
            return Err(Error::new_spanned(attribute, "an element takes no spread attributes here"));
        };
        steps.push(self::attribute(attribute)?);
    }
    for child in element.children() {
        steps.extend(node(child)?.map(|child| quote! { element.child(#child); }));
    }
    Ok(quote! {{
        let element = ::fivefold_view::Element::#new(#name);
        #(#steps)*
        element
    }})
}

fn attribute(attribute: &KeyedAttribute) -> Result<TokenStream> {
    let name = attribute.key.to_string();
    let value = attribute.value();
    let needed = || value.ok_or_else(|| Error::new_spanned(attribute, format!("{name} needs a value")));
    if let Some(event) = name.strip_prefix("on:") {
        let (event, value) = (format_ident!("{event}", span = attribute.key.span()), needed()?);
        return Ok(quote! { element.on(::leptos::ev::#event, #value); });
    }
    if let Some(property) = name.strip_prefix("prop:") {
        let value = needed()?;
        return Ok(quote! { element.property(#property, #value); });
    }
    if let Some(property) = name.strip_prefix("style:") {
        let value = needed()?;
        return Ok(quote! { element.style(#property, #value); });
    }
    if let Some(class) = name.strip_prefix("class:") {
        let value = needed()?;
        return Ok(quote! { element.class(#class, #value); });
    }
    if name == "node_ref" {
        let value = needed()?;
        return Ok(quote! { element.node_ref(#value); });
    }
    Ok(match value {
        // `class=("name", condition)`.
        Some(Expr::Tuple(pair)) if name == "class" && pair.elems.len() == 2 => {
            let (class, condition) = (&pair.elems[0], &pair.elems[1]);
            quote! { element.class(#class, #condition); }
        }
        Some(Expr::Lit(ExprLit { lit: Lit::Str(text), .. })) => {
            quote! { element.set(#name, #text); }
        }
        Some(value) => quote! { element.attribute(#name, #value); },
        None => quote! { element.set(#name, ""); },
    })
}

/// A call of a component's function with its properties.
fn component(element: &Element) -> Result<TokenStream> {
    let name = element.name();
    let generics = &element.open_tag.generics;
    let generics = generics.lt_token.map(|_| quote! { ::#generics });
    let (mut properties, mut bound) = (Vec::new(), Vec::new());
    for attribute in element.attributes() {
        let NodeAttribute::Attribute(attribute) = attribute else {
            return Err(Error::new_spanned(attribute, "a component takes no spread attributes here"));
        };
        let key = attribute.key.to_string();
        if let Some(item) = key.strip_prefix("let:") {
            let item = format_ident!("{item}", span = attribute.key.span());
            bound.push(quote! { #item });
        } else if let (KeyedAttributeValue::Binding(binding), "let") =
            (&attribute.possible_value, key.as_str())
        {
            let inputs = &binding.inputs;
            bound.push(quote! { #inputs });
        } else if let NodeName::Path(property) = &attribute.key {
            // Without a value, the variable of the same name.
            let value = attribute.value().map_or_else(|| quote! { #property }, |value| quote! { #value });
            properties.push(quote! { .#property(#value) });
        } else {
            return Err(Error::new_spanned(attribute, format!("a component has no property {key}")));
        }
    }
    let children = (!element.children.is_empty()).then(|| nodes(&element.children)).transpose()?;
    let children = children.map(|children| match bound.is_empty() {
        true => quote! { .children(::fivefold_view::ToChildren::to_children(move || #children)) },
        false => quote! { .children(move |#(#bound),*| #children) },
    });
    let span = name.span();
    Ok(quote_spanned! {span=>
        ::leptos::component::component_view(
            &#name,
            ::leptos::component::component_props_builder(&#name #generics)
                #(#properties)*
                #children
                .build(),
        )
    })
}
