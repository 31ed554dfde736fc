//! The way to here.

use fivefold_view::prelude::*;

/// One step of the way.
#[derive(Clone)]
pub struct Crumb {
    /// Its name.
    pub name: String,
    /// Its address, from `routes`; `None` for the page itself.
    pub href: Option<String>,
}

/// The steps from the home page to this one.
#[component]
pub fn Breadcrumbs(
    /// What the list is called, read aloud before it.
    #[prop(into)]
    label: String,
    /// The steps, outermost first.
    crumbs: Vec<Crumb>,
) -> impl IntoView {
    let steps: Vec<_> = crumbs
        .into_iter()
        .map(|Crumb { name, href }| match href {
            Some(href) => view! { <li><a href=href>{name}</a></li> },
            None => view! { <li aria-current="page">{name}</li> },
        })
        .collect();
    view! { <nav class="ui-breadcrumbs" aria-label=label><ol>{steps}</ol></nav> }
}
