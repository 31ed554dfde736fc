//! `view!`: the syntax of Leptos's macro of the same name, drawn by `fivefold-view`. What it means stands
//! there; this crate only translates.

mod node;

use proc_macro2::TokenStream;
use quote::quote;

/// Makes a `View` of markup. See the documentation of `fivefold-view`.
#[proc_macro]
pub fn view(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    expand(tokens.into()).into()
}

fn expand(tokens: TokenStream) -> TokenStream {
    let parser = rstml::Parser::new(rstml::ParserConfig::default().recover_block(true));
    let (nodes, errors) = parser.parse_recoverable(tokens).split_vec();
    let errors = errors.into_iter().map(|error| error.emit_as_expr_tokens());
    let view = node::nodes(&nodes).unwrap_or_else(syn::Error::into_compile_error);
    quote! {{
        #[allow(unused_braces, unused_parens, clippy::unused_unit)]
        {
            #(#errors;)*
            #view
        }
    }}
}
