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
    let view = node::nodes(&nodes, false).unwrap_or_else(syn::Error::into_compile_error);
    quote! {{
        #[allow(unused_braces, unused_parens, clippy::unused_unit, clippy::needless_borrows_for_generic_args)]
        {
            #(#errors;)*
            #view
        }
    }}
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;

    /// What the macro makes, in words.
    fn made(view: &str) -> String {
        let tokens: TokenStream = view.parse().expect("the view is made of tokens");
        super::expand(tokens).to_string()
    }

    /// That the macro says so instead of guessing.
    fn refuses(view: &str, why: &str) {
        let made = made(view);
        assert!(made.contains("compile_error !") && made.contains(why), "{view}: {made}");
    }

    #[test]
    fn what_is_no_syntax_is_refused_in_words() {
        refuses("<p bind:value=name></p>", "there is no `bind:` here");
        refuses("<p attr:title=name></p>", "there is no `attr:` here");
        refuses("<p use:tooltip></p>", "there is no `use:` here");
        refuses("<p on:my-event=act></p>", "`my-event` is no name in Rust");
        refuses("<p on:click></p>", "`on:click` needs a value");
        refuses("<p prop:value></p>", "`prop:value` needs a value");
        refuses("<select prop:value><option></option></select>", "`prop:value` needs a value");
        refuses("<p class:on></p>", "`class:on` needs a value");
        refuses("<p node_ref></p>", "`node_ref` needs a value");
        refuses("<p {..rest}></p>", "takes no spread attributes");
        refuses("<Card {..rest}/>", "takes no spread attributes");
        refuses("<Card on:click=act/>", "a component has no property on:click");
        refuses("<Card let:my-item>{my}</Card>", "`my-item` is no name in Rust");
    }

    #[test]
    fn what_the_security_policy_refuses_is_refused_here() {
        refuses(r#"<p style="color: red"></p>"#, "style:name=value");
        refuses("<p inner_html=text></p>", "it would trust markup");
    }

    #[test]
    fn markup_that_is_not_complete_is_refused() {
        refuses("<p><b></p>", "close tag");
        refuses("<p>{a b}</p>", "expected");
    }

    #[test]
    fn what_is_written_reaches_the_renderer() {
        assert!(made(r#"<p title="a"></p>"#).contains(r#". set ("title" , "a")"#));
        assert!(made("<p title=name></p>").contains(r#". attribute ("title" , name)"#));
        assert!(made("<p hidden></p>").contains(r#". set ("hidden" , "")"#));
        assert!(made(r#"<p class=("on", is_on)></p>"#).contains(r#". class ("on" , is_on)"#));
        assert!(made("<p on:click=act></p>").contains(". on (:: leptos :: ev :: click , act)"));
        assert!(made("<Card title/>").contains(". title (title)"));
        assert!(made("<Card let:item>{item}</Card>").contains("move | item |"));
        assert!(made("<svg><text></text></svg><text></text>").contains(r#"Element :: svg ("text")"#));
        assert!(!made("<!-- gone --><p></p>").contains("gone"));
    }
}
