//! What is live of a list: the state of each card, and how many group-buys have come.

use crate::data::{Query, use_topic};
use fivefold_api::json::FromJson;
use fivefold_api::model::{Fact, GroupBuyCard, GroupBuyCardFact, GroupBuyList, GroupBuyState};
use fivefold_api::vocabulary::GroupBuyId;
use fivefold_view::prelude::*;

/// The cards of a list, each with a state of its own. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Hall {
    cards: StoredValue<Vec<(GroupBuyId, RwSignal<GroupBuyState>)>>,
    /// Whose revisions they have.
    epoch: StoredValue<String>,
    /// How many group-buys have come since the list was asked for.
    pub fresh: RwSignal<u64>,
    query: Query<GroupBuyList>,
}

/// Follows the group-buys of a list.
pub fn use_hall(list: Signal<GroupBuyList>, query: Query<GroupBuyList>) -> Hall {
    let hall = Hall {
        cards: StoredValue::new(Vec::new()),
        epoch: StoredValue::new(list.with_untracked(|list| list.live.epoch.clone())),
        fresh: RwSignal::new(0),
        query,
    };
    // An answer that comes again brings what was missed. Another epoch begins anew.
    Effect::new(move |_| {
        list.with(|list| {
            let is_anew = hall.epoch.with_value(|epoch| *epoch != list.live.epoch);
            hall.epoch.set_value(list.live.epoch.clone());
            list.page.items.iter().for_each(|card| hall.take(&card.id, &card.state, is_anew));
        });
        hall.fresh.set(0);
    });
    let on_fact = move |fact: &Fact| {
        let Ok(news) = GroupBuyCardFact::from_json(fact.data.clone()) else { return };
        if fact.kind == "group" {
            hall.fresh.update(|count| *count += 1);
        } else {
            hall.take(&news.group_buy, &news.state, false);
        }
    };
    use_topic(Signal::derive(|| Some("group-buys".to_owned())), on_fact, move || query.refetch());
    hall
}

impl Hall {
    /// The state of a card that is about to be drawn, for as long as the card is there.
    pub fn enter(self, card: &GroupBuyCard) -> RwSignal<GroupBuyState> {
        let state = RwSignal::new(card.state.clone());
        self.cards.update_value(|cards| {
            cards.retain(|(id, known)| *id != card.id && known.try_with_untracked(|_| ()).is_some());
            cards.push((card.id.clone(), state));
        });
        state
    }

    /// Asks for the list anew, with the group-buys that have come.
    pub fn show_fresh(self) {
        self.query.refetch();
    }

    /// Shows a state unless a newer one is shown.
    fn take(self, id: &GroupBuyId, state: &GroupBuyState, is_anew: bool) {
        let found = self
            .cards
            .with_value(|cards| cards.iter().find(|(known, _)| known == id).map(|(_, found)| *found));
        if let Some(found) = found
            && found.try_with_untracked(|known| is_anew || known.revision < state.revision) == Some(true)
        {
            found.set(state.clone());
        }
    }
}
