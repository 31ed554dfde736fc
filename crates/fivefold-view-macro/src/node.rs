//! Nodes, attributes and components, each as a call of `fivefold-view`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use rstml::node::{
    KeyedAttribute, KeyedAttributeValue, Node, NodeAttribute, NodeBlock, NodeElement, NodeName,
};
use syn::{Error, Expr, ExprLit, Lit, Result, spanned::Spanned};

type Element = NodeElement<rstml::Infallible>;

/// The elements of SVG that may begin a view. They stand in a namespace of their own, and what is written
/// inside of one stands there too.
const SVG: &[&str] =
    &["svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "defs", "use"];

/// What the prefixes of an element's attributes can be.
const PREFIXES: &str = "`on:`, `prop:`, `style:` and `class:`";

/// The name of a variable of the macro's, which what stands in the view does not see.
fn own(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// One view of some nodes.
pub(crate) fn nodes(nodes: &[Node], in_svg: bool) -> Result<TokenStream> {
    let mut views = Vec::new();
    for each in nodes {
        views.extend(node(each, in_svg)?);
    }
    let fragment = own("fragment");
    Ok(match views.as_slice() {
        [one] => quote! { ::fivefold_view::IntoView::into_view(#one) },
        views => quote! {{
            let #fragment = ::fivefold_view::Fragment::new();
            #(#fragment.child(#views);)*
            ::fivefold_view::IntoView::into_view(#fragment)
        }},
    })
}

/// The value that a node adds to its parent; nothing for a comment.
fn node(node: &Node, in_svg: bool) -> Result<Option<TokenStream>> {
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
        Node::Fragment(fragment) => Some(nodes(fragment.children(), in_svg)?),
        Node::Element(element) if is_component(element.name()) => Some(component(element)?),
        Node::Element(plain) => Some(self::element(plain, in_svg)?),
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

fn element(written: &Element, in_svg: bool) -> Result<TokenStream> {
    let name = written.name().to_string();
    let is_svg = in_svg || SVG.contains(&name.as_str());
    let new = if is_svg { quote!(svg) } else { quote!(new) };
    let element = own("element");
    // `class` is written whole, so it is before the classes that come and go.
    let (mut classes, mut attributes, mut properties) = (Vec::new(), Vec::new(), Vec::new());
    for attribute in written.attributes() {
        let NodeAttribute::Attribute(attribute) = attribute else {
            return Err(Error::new_spanned(attribute, "an element takes no spread attributes here"));
        };
        match attribute.key.to_string().strip_prefix("prop:") {
            // What a choice is set to must be there to be chosen.
            Some(property) if !written.children.is_empty() => {
                let (variable, value) = (own(&format!("property_{}", properties.len())), needed(attribute)?);
                attributes.push(quote! { let #variable = #value; });
                properties.push(quote! { .property(#property, #variable) });
            }
            _ => {
                let call = self::attribute(attribute)?;
                let steps = if is_whole_class(attribute) { &mut classes } else { &mut attributes };
                steps.push(quote! { #element #call; });
            }
        }
    }
    let mut children = Vec::new();
    for child in &written.children {
        children.extend(node(child, is_svg && name != "foreignObject")?);
    }
    Ok(quote! {{
        let #element = ::fivefold_view::Element::#new(#name);
        #(#classes)*
        #(#attributes)*
        #(#element.child(#children);)*
        #(#element #properties;)*
        #element
    }})
}

fn is_whole_class(attribute: &KeyedAttribute) -> bool {
    attribute.key.to_string() == "class" && class_pair(attribute).is_none()
}

/// `class=("name", condition)`.
fn class_pair(attribute: &KeyedAttribute) -> Option<(&Expr, &Expr)> {
    match attribute.value() {
        Some(Expr::Tuple(pair)) if pair.elems.len() == 2 => Some((&pair.elems[0], &pair.elems[1])),
        _ => None,
    }
}

fn needed(attribute: &KeyedAttribute) -> Result<&Expr> {
    let name = &attribute.key;
    attribute.value().ok_or_else(|| Error::new_spanned(attribute, format!("`{name}` needs a value")))
}

/// The call of a method that sets it.
fn attribute(attribute: &KeyedAttribute) -> Result<TokenStream> {
    let (key, name) = (&attribute.key, attribute.key.to_string());
    let refused = |why: String| Err(Error::new_spanned(key, why));
    if let Some((prefix, rest)) = name.split_once(':') {
        return Ok(match prefix {
            "on" => {
                let (event, value) = (variable(rest, key)?, needed(attribute)?);
                quote! { .on(::leptos::ev::#event, #value) }
            }
            "prop" | "style" | "class" => {
                let method = match prefix {
                    "prop" => quote!(property),
                    "style" => quote!(style),
                    _ => quote!(class),
                };
                let value = needed(attribute)?;
                quote! { .#method(#rest, #value) }
            }
            _ => return refused(format!("there is no `{prefix}:` here; there are {PREFIXES}")),
        });
    }
    Ok(match (name.as_str(), attribute.value()) {
        ("style", _) => {
            return refused(
                "the content security policy refuses `style`; write `style:name=value`".to_owned(),
            );
        }
        ("inner_html", _) => {
            return refused("`inner_html` is not here: it would trust markup".to_owned());
        }
        ("node_ref", _) => {
            let value = needed(attribute)?;
            quote! { .node_ref(#value) }
        }
        ("class", _) if let Some((class, condition)) = class_pair(attribute) => {
            quote! { .class(#class, #condition) }
        }
        (name, Some(Expr::Lit(ExprLit { lit: Lit::Str(text), .. }))) => quote! { .set(#name, #text) },
        (name, Some(value)) => quote! { .attribute(#name, #value) },
        (name, None) => quote! { .set(#name, "") },
    })
}

/// The rest of a name after its prefix, as Rust reads it.
fn variable(name: &str, key: &NodeName) -> Result<Ident> {
    let mut name: Ident =
        syn::parse_str(name).map_err(|_| Error::new_spanned(key, format!("`{name}` is no name in Rust")))?;
    name.set_span(key.span());
    Ok(name)
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
            let item = variable(item, &attribute.key)?;
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
    let children = (!element.children.is_empty()).then(|| nodes(&element.children, false)).transpose()?;
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
