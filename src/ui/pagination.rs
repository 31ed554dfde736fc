//! The pages of a list, as real links.

use super::{Icon, Shape};
use crate::{platform::intl, text};
use fivefold_view::prelude::*;

/// Links to the neighbouring pages, the first and the last. Shows nothing where there is only one.
#[component]
pub fn Pagination(
    /// The page shown, from 1.
    page: u32,
    /// How many there are.
    pages: u32,
    /// The address of a page, from `routes`.
    #[prop(into)]
    href: Callback<u32, String>,
) -> impl IntoView {
    if pages < 2 {
        return ().into_view();
    }
    let numbers: Vec<_> = numbers(page, pages)
        .into_iter()
        .map(|number| match number {
            None => view! { <li aria-hidden="true">"…"</li> },
            Some(number) => {
                let digits = intl::format_number(number.into());
                let words = text::ui::page_of(number.into(), pages.into());
                let current = (number == page).then_some("page");
                view! {
                    <li><a href=href.run(number) aria-label=words aria-current=current>{digits}</a></li>
                }
            }
        })
        .collect();
    let end = |number: u32, shape: Shape, words: &'static str, rel: &'static str| {
        (1..=pages).contains(&number).then(|| {
            view! {
                <a class="ui-pagination__end" href=href.run(number) rel=rel aria-label=words><Icon shape/></a>
            }
        })
    };
    view! {
        <nav class="ui-pagination" aria-label=text::ui::PAGINATION.get()>
            {end(page.saturating_sub(1), Shape::Previous, text::ui::PREVIOUS_PAGE.get(), "prev")}
            <ol>{numbers}</ol>
            {end(page.saturating_add(1), Shape::Next, text::ui::NEXT_PAGE.get(), "next")}
        </nav>
    }
}

/// The pages to name; `None` is a gap.
fn numbers(page: u32, pages: u32) -> Vec<Option<u32>> {
    let mut named = vec![1, page.saturating_sub(1), page, page.saturating_add(1), pages];
    named.retain(|number| (1..=pages).contains(number));
    named.sort_unstable();
    named.dedup();
    let mut numbers = Vec::new();
    let mut last = 0;
    for number in named {
        match number - last {
            1 => {}
            // A gap of one page is better filled by that page.
            2 => numbers.push(Some(number - 1)),
            _ => numbers.push(None),
        }
        numbers.push(Some(number));
        last = number;
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(page: u32, pages: u32) -> String {
        let words: Vec<_> =
            numbers(page, pages).into_iter().map(|n| n.map_or("…".to_owned(), |n| n.to_string())).collect();
        words.join(" ")
    }

    #[test]
    fn b2c_24_the_pages_named_are_the_ends_and_the_neighbours() {
        assert_eq!(shown(1, 2), "1 2");
        assert_eq!(shown(1, 9), "1 2 … 9");
        assert_eq!(shown(5, 9), "1 … 4 5 6 … 9");
        assert_eq!(shown(4, 7), "1 2 3 4 5 6 7");
        assert_eq!(shown(99, 9), "1 … 9");
    }
}
