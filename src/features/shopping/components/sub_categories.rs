//! The categories below the one shown.

use super::super::list_address::ListAddress;
use crate::{routes, text};
use fivefold_api::model::Category;
use fivefold_api::vocabulary::CategorySlug;
use fivefold_view::prelude::*;

/// Links to the categories one step further in; to those beside it where there is no further step. Nothing
/// for a search.
#[component]
pub fn SubCategories(
    /// The list.
    address: Signal<ListAddress>,
    /// All categories.
    categories: Signal<Vec<Category>>,
) -> impl IntoView {
    let links = move || {
        let asked = address.with(|address| address.asked.category.clone());
        if !address.with(|address| address.asked.q.is_empty()) {
            return ().into_view();
        }
        let links: Vec<_> = categories
            .with(|all| next_steps(all, asked.as_ref()))
            .into_iter()
            .map(|category| {
                let current = (Some(&category.slug) == asked.as_ref()).then_some("page");
                view! { <li><a href=routes::category(&category.slug) aria-current=current>{category.name}</a></li> }
            })
            .collect();
        if links.is_empty() {
            // Holds the place while the categories are on their way.
            let is_coming = categories.with(Vec::is_empty);
            return is_coming
                .then(|| view! { <div class="sub-categories sub-categories--coming"></div> })
                .into_view();
        }
        view! {
            <nav class="sub-categories" aria-label=text::shopping::BROWSE_CATEGORIES.get()>
                <ul role="list">{links}</ul>
            </nav>
        }
    };
    view! { {links} }
}

fn next_steps(all: &[Category], asked: Option<&CategorySlug>) -> Vec<Category> {
    let below = |parent: Option<&CategorySlug>| -> Vec<Category> {
        let fits = |category: &&Category| category.parent.as_ref() == parent && category.products > 0;
        all.iter().filter(fits).cloned().collect()
    };
    let children = below(asked);
    let Some(asked) = asked.filter(|_| children.is_empty()) else { return children };
    match all.iter().find(|category| category.slug == *asked) {
        Some(category) => below(category.parent.as_ref()),
        None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_steps_are_the_children_or_else_the_siblings() {
        let category = |slug: &str, parent: Option<&str>, products| Category {
            slug: CategorySlug::from(slug),
            name: slug.to_owned(),
            parent: parent.map(CategorySlug::from),
            picture: None,
            products,
        };
        let all = [
            category("home", None, 9),
            category("bags", None, 3),
            category("tea", Some("home"), 4),
            category("lamps", Some("home"), 5),
            category("empty", Some("home"), 0),
        ];
        let steps = |asked: Option<&str>| -> Vec<String> {
            let asked = asked.map(CategorySlug::from);
            next_steps(&all, asked.as_ref()).into_iter().map(|category| category.name).collect()
        };
        assert_eq!(steps(None), ["home", "bags"]);
        assert_eq!(steps(Some("home")), ["tea", "lamps"]);
        assert_eq!(steps(Some("tea")), ["tea", "lamps"]);
        assert_eq!(steps(Some("nonsense")), [""; 0]);
    }
}
