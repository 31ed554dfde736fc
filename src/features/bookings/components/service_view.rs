//! One service: what it is, where, and the way to a time.

use super::super::service_words::{charge_words, duration_words, price_words};
use super::super::slot_desk::{Pick, Wish};
use super::service_gallery::gallery;
use super::service_venue::venue;
use super::slot_part::slot_part;
use super::times::time_picker;
use crate::{
    platform::intl,
    routes, text,
    ui::{Breadcrumbs, Crumb, Rating, Stepper},
};
use fivefold_api::model::{Service, Slot};
use fivefold_api::vocabulary::StaffId;
use fivefold_view::prelude::*;

/// The page of a service: pictures and venue, and beside them the times.
pub fn service_view(service: Signal<Service>) -> View {
    // None of this changes while it is looked at.
    let shown = service.get_untracked();
    let title = shown.card.title.clone();
    let crumbs = vec![
        Crumb { name: text::site::HOME.get().to_owned(), href: Some(routes::home()) },
        Crumb { name: text::services::TITLE.get().to_owned(), href: Some(routes::services()) },
        Crumb { name: title.clone(), href: None },
    ];
    view! {
        <Breadcrumbs label=text::shopping::BREADCRUMBS.get() crumbs/>
        <div class="service">
            <header class="service__head">
                <h1 tabindex="-1">{title.clone()}</h1>
                {facts(&shown)}
            </header>
            <div class="service__pictures">{gallery(&title, shown.pictures.clone())}</div>
            <div class="service__panel">{booking(service)}</div>
            <div class="service__more">
                {about(&shown)}
                {venue(&shown.venue)}
            </div>
        </div>
    }
}

fn facts(service: &Service) -> View {
    let card = &service.card;
    let rating = card.rating.as_ref().map(|rating| {
        let count = text::services::ratings(rating.count);
        view! { <li><Rating tenths=rating.tenths count/></li> }
    });
    view! {
        <ul class="service-facts" role="list">
            <li class="service-facts__price">{price_words(&card.price, card.basis, card.is_from)}</li>
            <li>{duration_words(card.minutes)}</li>
            <li>{[card.venue.name.as_str(), ", ", &card.venue.city].concat()}</li>
            {rating}
            <li>{charge_words(card)}</li>
        </ul>
    }
}

fn about(service: &Service) -> View {
    let paragraphs: Vec<_> = service.description.iter().map(|text| view! { <p>{text.clone()}</p> }).collect();
    view! {
        <section class="service-about" aria-labelledby="service-about">
            <h2 id="service-about">{text::services::ABOUT.get()}</h2>
            {paragraphs}
        </section>
    }
}

/// Who comes, who does it, when: pressing a time takes it.
fn booking(service: Signal<Service>) -> View {
    let bounds = Memo::new(move |_| service.with(|service| (service.party_min.max(1), service.party_max)));
    let party = RwSignal::new(bounds.get_untracked().0);
    let staff = RwSignal::new(None::<StaffId>);
    let wish = Wish { service, party, picked: RwSignal::new(None) };
    let pick = move |slot: Slot| {
        let service = service.with_untracked(|service| service.card.id.clone());
        let (time, staff, party) = (slot.time, staff.get_untracked(), party.get_untracked());
        wish.picked.set(Some(Pick { service, time, staff, party }));
    };
    view! {
        <section class="service-booking" aria-labelledby="service-when">
            <h2 id="service-when">{text::services::WHEN.get()}</h2>
            {slot_part(wish)}
            {party_choice(party, bounds)}
            {time_picker(service, party.into(), staff, Callback::new(pick))}
        </section>
    }
}

fn party_choice(party: RwSignal<u32>, bounds: Memo<(u32, u32)>) -> View {
    let has_choice = Memo::new(move |_| bounds.with(|(least, most)| most > least));
    let change = move |wanted: i64| {
        let (least, most) = bounds.get_untracked();
        party.set(u32::try_from(wanted).unwrap_or(least).clamp(least, most.max(least)));
    };
    let stepper = move || {
        has_choice.get().then(|| {
            let most = move || Some(i64::from(bounds.get().1));
            let words = move || {
                let (least, most) = bounds.get();
                text::services::party_bounds(
                    &intl::format_number(least.into()),
                    &intl::format_number(most.into()),
                )
            };
            view! {
                <div class="service-party">
                    <span class="ui-field__label">{text::services::PARTY.get()}</span>
                    <Stepper
                        id="party"
                        label=text::services::PARTY.get().to_owned()
                        value=Signal::derive(move || i64::from(party.get()))
                        min=Signal::derive(move || i64::from(bounds.get().0))
                        max=Signal::derive(most)
                        described_by="party-bounds".to_owned()
                        on_change=change
                    />
                    <span class="service-party__bounds" id="party-bounds">{words}</span>
                </div>
            }
        })
    };
    stepper.into_view()
}
