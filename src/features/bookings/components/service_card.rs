//! A service as lists show it.

use super::super::service_words::{charge_words, distance_words, duration_words, price_words};
use super::super::when::{venue_brief, viewer_time, zone_name};
use crate::{
    routes, text,
    ui::{Picture, Rating, SkeletonBox},
};
use fivefold_api::model::ServiceCard;
use fivefold_api::vocabulary::ZonedSlot;
use fivefold_view::prelude::*;

/// How wide a card's picture is drawn; kept beside the grid of `style/features/services.css`.
const SIZES: &str = "(min-width: 1240px) 290px, (min-width: 1080px) 23vw, (min-width: 800px) 31vw, (min-width: 520px) 46vw, 92vw";

/// One service in a grid, with its next free time: the whole card leads to its page.
pub fn service_card(card: ServiceCard, next: Memo<Option<ZonedSlot>>, eager: bool) -> View {
    let picture = match card.picture.clone() {
        Some(picture) => view! { <Picture picture sizes=SIZES eager decorative=true/> },
        None => view! { <SkeletonBox class="service-card__none"/> },
    };
    let place = [card.venue.name.as_str(), ", ", &card.venue.city].concat();
    let away = card.distance.map(distance_words);
    let rating = card.rating.as_ref().map(|rating| {
        let count = text::services::ratings(rating.count);
        view! { <p class="service-card__rating"><Rating tenths=rating.tenths count/></p> }
    });
    let next = move || {
        next.with(|next| match next {
            Some(next) => next_words(next),
            None => text::services::NO_NEXT.get().to_owned(),
        })
    };
    let price = price_words(&card.price, card.basis, card.is_from);
    view! {
        <article class="service-card">
            <div class="service-card__picture">{picture}</div>
            <h2 class="service-card__title"><a href=routes::service(&card.id)>{card.title.clone()}</a></h2>
            <p class="service-card__place">
                <span>{place}</span>
                {away.map(|away| view! { " "<span class="service-card__away">{away}</span> })}
            </p>
            <p class="service-card__price">
                <strong>{price}</strong>
                " "
                <span>{duration_words(card.minutes)}</span>
            </p>
            <p class="service-card__charge">{charge_words(&card)}</p>
            {rating}
            <p class="service-card__next">{next}</p>
        </article>
    }
}

/// The next free time in the venue's zone, which is named where it is not the viewer's (O2O-02).
fn next_words(next: &ZonedSlot) -> String {
    let time = venue_brief(next);
    if viewer_time(next).is_some() {
        text::services::next_there(&time, &zone_name(next))
    } else {
        text::services::next(&time)
    }
}
