//! What buyers wrote.

use crate::{
    data::{AsyncView, use_query, use_runtime},
    platform::{intl, intl::DateStyle},
    routes, text,
    ui::{Pagination, Rating, SkeletonText},
};
use fivefold_api::endpoints::{ListReviews, QueryWriter};
use fivefold_api::http;
use fivefold_api::model::{Review, Reviews};
use fivefold_api::vocabulary::ProductSlug;
use fivefold_view::prelude::*;

/// The id of the section, so that an address can lead to it.
pub const REVIEWS: &str = "reviews";
/// How many reviews the backend puts on a page.
const PER_PAGE: u64 = 10;

/// The average, how the stars are spread, and the reviews page by page.
#[component]
pub fn ReviewSection(
    /// The product.
    slug: ProductSlug,
    /// The page of reviews that the address names.
    #[prop(into)]
    page: Signal<u32>,
) -> impl IntoView {
    let asked = slug.clone();
    let port = http::reviews(use_runtime().client());
    let has_none: fn(&Reviews) -> bool = |reviews| reviews.rating.is_none();
    let reviews = use_query(
        move || ListReviews { slug: asked.clone(), page: page.get() },
        move |asked| port.reviews(asked),
    )
    .keeping_previous();
    view! {
        <section class="reviews" id=REVIEWS aria-labelledby="reviews-title">
            <h2 id="reviews-title">{text::shopping::REVIEWS_TITLE.get()}</h2>
            <AsyncView
                query=reviews
                loading=|| view! { <SkeletonText lines=6/> }
                is_empty=has_none
                empty=|| view! { <p class="reviews__none">{text::shopping::NO_REVIEWS.get()}</p> }
                let:reviews
            >
                {review_list(slug.clone(), page, reviews)}
            </AsyncView>
        </section>
    }
}

fn review_list(slug: ProductSlug, page: Signal<u32>, reviews: Signal<Reviews>) -> View {
    let summary = move || {
        let reviews = reviews.get();
        let rating = reviews.rating.map(|rating| {
            view! {
                <p class="reviews__average">{intl::format_decimal(rating.tenths.into(), 1)}</p>
                <Rating tenths=rating.tenths/>
                <p class="reviews__count">{text::shopping::reviews(rating.count)}</p>
            }
        });
        view! {
            <div class="reviews__score">{rating}</div>
            {histogram(reviews.histogram)}
        }
    };
    let each = move || reviews.get().page.items.into_iter().map(review).collect::<Vec<_>>();
    let links = move || {
        let total = reviews.read().page.total.unwrap_or_default();
        let pages = u32::try_from(total.div_ceil(PER_PAGE)).unwrap_or(1);
        let slug = slug.clone();
        let href = move |page| address_of(&slug, page);
        view! { <Pagination page=page.get() pages href/> }
    };
    view! {
        <div class="reviews__body">
            <div class="reviews__summary">{summary}</div>
            <div>
                <ol class="reviews__list" role="list">{each}</ol>
                {links}
            </div>
        </div>
    }
}

/// The address of a page of reviews.
fn address_of(slug: &ProductSlug, page: u32) -> String {
    let mut query = QueryWriter::default();
    if page > 1 {
        query.add("reviews", &page.to_string());
    }
    [&routes::product(slug), &query.finish(), "#", REVIEWS].concat()
}

/// How many gave five, four, three, two and one stars.
fn histogram(counts: [u64; 5]) -> View {
    let total = counts.iter().sum::<u64>().max(1);
    let rows: Vec<_> = [5_u64, 4, 3, 2, 1]
        .into_iter()
        .zip(counts.into_iter().rev())
        .map(|(stars, count)| {
            let width = [&(count * 100 / total).to_string(), "%"].concat();
            view! {
                <li>
                    <span class="ui-hidden">{text::shopping::stars_count(count, stars)}</span>
                    <span aria-hidden="true">{intl::format_number(stars)}</span>
                    <span class="reviews__bar" aria-hidden="true"><span style:inline-size=width></span></span>
                    <span class="reviews__share" aria-hidden="true">{intl::format_number(count)}</span>
                </li>
            }
        })
        .collect();
    view! { <ul class="reviews__histogram" role="list">{rows}</ul> }
}

fn review(review: Review) -> View {
    let Review { author, stars, title, text, locale, written_at, .. } = review;
    view! {
        <li class="review" lang=locale.0>
            <Rating tenths=stars.saturating_mul(10)/>
            <h3>{title}</h3>
            <p>{text}</p>
            <p class="review__by">{author}" · "{intl::format_date(written_at, DateStyle::Day)}</p>
        </li>
    }
}
