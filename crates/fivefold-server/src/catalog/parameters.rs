//! Reading the query of a list.

use crate::problem::{Answer, Refused};
use fivefold_api::model::{FieldProblemCode, ProductSort};

/// How many letters a search may have.
const LONGEST_SEARCH: usize = 200;
/// How many products a page has unless it is asked for more or less.
const USUAL_PAGE: usize = 24;
/// How many products a page has at most.
const LARGEST_PAGE: usize = 60;
/// No list is so long that it has more pages.
const LAST_PAGE: usize = 100_000;

/// The parameters of a request's query; of a repeated one the first counts.
pub(crate) struct Parameters(pub(crate) Vec<(String, String)>);

impl Parameters {
    /// A parameter, empty when it is missing.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(other, _)| other == name).map_or("", |(_, value)| value.trim())
    }

    /// What is searched for.
    pub(crate) fn search(&self) -> Answer<&str> {
        let q = self.text("q");
        if q.chars().count() > LONGEST_SEARCH {
            return Err(Refused::field("q", FieldProblemCode::TooLong));
        }
        Ok(q)
    }

    /// Which page, from 1.
    pub(crate) fn page(&self) -> Answer<usize> {
        self.number("page", 1, LAST_PAGE)
    }

    /// How many on a page.
    pub(crate) fn per_page(&self) -> Answer<usize> {
        self.per_page_up_to(LARGEST_PAGE)
    }

    /// How many on a page of a list whose pages may be longer.
    pub(crate) fn per_page_up_to(&self, most: usize) -> Answer<usize> {
        self.number("per_page", USUAL_PAGE, most)
    }

    /// The order.
    pub(crate) fn sort(&self) -> Answer<ProductSort> {
        match self.text("sort") {
            "" | "relevance" => Ok(ProductSort::Relevance),
            word => match ProductSort::from_query(word) {
                ProductSort::Relevance => Err(Refused::field("sort", FieldProblemCode::NotAllowed)),
                sort => Ok(sort),
            },
        }
    }

    /// The chosen facet values: `colour:sand,colour:navy`.
    pub(crate) fn facets(&self) -> Answer<Vec<(&str, &str)>> {
        let text = self.text("facets");
        if text.len() > 4_000 {
            return Err(Refused::field("facets", FieldProblemCode::TooLong));
        }
        text.split(',')
            .filter(|pair| !pair.is_empty())
            .map(|pair| {
                pair.split_once(':')
                    .filter(|(facet, value)| !facet.is_empty() && !value.is_empty())
                    .ok_or_else(|| Refused::field("facets", FieldProblemCode::Format))
            })
            .collect()
    }

    fn number(&self, name: &str, usual: usize, most: usize) -> Answer<usize> {
        match self.text(name) {
            "" => Ok(usual),
            text if text.bytes().all(|b| b.is_ascii_digit()) => match text.parse() {
                Ok(number) if (1..=most).contains(&number) => Ok(number),
                _ => Err(Refused::field(name, FieldProblemCode::OutOfRange)),
            },
            _ => Err(Refused::field(name, FieldProblemCode::Format)),
        }
    }
}
