//! At which door one stands.

use crate::{
    text::door as words,
    ui::{Choice, Choices},
};
use fivefold_api::model::VenueCard;
use fivefold_api::vocabulary::Page;
use fivefold_view::prelude::*;

/// The question at which venue somebody is.
pub fn choose_venue(venues: Signal<Page<VenueCard>>, choose: Callback<Option<String>>) -> View {
    let choices =
        Signal::derive(move || venues.with(|venues| venues.items.iter().map(choice).collect::<Vec<_>>()));
    // Choosing leads on: nothing is ever chosen here.
    let value = Signal::<Option<String>>::default();
    view! {
        <div class="door">
            <Choices
                name="door-venue"
                legend=words::CHOOSE_VENUE.get()
                choices=choices
                value
                on_choose=move |venue: String| choose.run(Some(venue))
                stacked=true
            />
        </div>
    }
}

fn choice(venue: &VenueCard) -> Choice {
    Choice {
        value: venue.id.0.clone(),
        label: venue.name.clone(),
        detail: venue.city.clone(),
        ..Choice::default()
    }
}
