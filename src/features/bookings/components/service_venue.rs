//! Where a service is done: address, way, what to know, hours.

use super::super::when::date_words;
use crate::{
    platform::{intl, intl::DateStyle},
    text,
};
use fivefold_api::model::{OpeningHours, Venue};
use fivefold_api::vocabulary::Date;
use fivefold_view::prelude::*;

/// The venue. Its hours are to be read: when something can be booked, the times say (O2O-03).
pub fn venue(venue: &Venue) -> View {
    use text::services as words;
    let city = match &venue.postcode {
        Some(postcode) => [postcode.as_str(), " ", &venue.card.city].concat(),
        None => venue.card.city.clone(),
    };
    let lines = venue.street.iter().cloned().chain([city, intl::format_region(&venue.country)]);
    let lines: Vec<_> = lines.map(|line| view! { <span>{line}</span> }).collect();
    let phone = venue.phone.clone().map(|phone| {
        let href = ["tel:", &phone.split_whitespace().collect::<String>()].concat();
        view! { <p><a href=href rel="external">{phone}</a></p> }
    });
    view! {
        <section class="service-venue" aria-labelledby="service-venue">
            <h2 id="service-venue">{venue.card.name.clone()}</h2>
            <address class="service-venue__address">{lines}</address>
            {phone}
            {paragraphs(words::DIRECTIONS.get(), &venue.directions)}
            {paragraphs(words::ACCESS.get(), &venue.access)}
            {hours(&venue.hours)}
        </section>
    }
}

fn paragraphs(title: &'static str, texts: &[String]) -> Option<View> {
    (!texts.is_empty()).then(|| {
        let texts: Vec<_> = texts.iter().map(|text| view! { <p>{text.clone()}</p> }).collect();
        view! { <h3>{title}</h3>{texts} }
    })
}

fn hours(hours: &[OpeningHours]) -> Option<View> {
    (!hours.is_empty()).then(|| {
        let rows: Vec<_> = hours
            .iter()
            .map(|hours| {
                // 1970-01-05 was a Monday.
                let day = Date::from_days(3 + i32::try_from(hours.weekday).unwrap_or(1));
                view! {
                    <li>
                        <span>{date_words(day, DateStyle::WeekdayName)}</span>
                        <span>{[hours.opens.as_str(), " – ", &hours.closes].concat()}</span>
                    </li>
                }
            })
            .collect();
        view! {
            <h3>{text::services::OPENING.get()}</h3>
            <ul class="service-hours" role="list">{rows}</ul>
        }
    })
}
