//! The heart: watching a lot.

use super::super::hall::Watching;
use crate::text;
use fivefold_api::vocabulary::AuctionId;
use fivefold_view::prelude::*;

/// Watches a lot, or no longer. Its name says which lot, and `aria-pressed` whether it is being watched.
pub fn watch_button(id: AuctionId, title: String, watching: Watching) -> View {
    let of = id.clone();
    let is_watched = Memo::new(move |_| watching.has(&of));
    let press = move |_| watching.toggle(&id);
    view! {
        <button
            type="button"
            class="lot-watch"
            aria-pressed=move || if is_watched.get() { "true" } else { "false" }
            aria-label=text::auctions::watch_named(&title)
            on:click=press
        >
            <svg class="ui-icon" viewBox="0 0 24 24" aria-hidden="true">
                <path d="M12 20S4 15 4 9.2A4.2 4.2 0 0 1 12 7a4.2 4.2 0 0 1 8 2.2C20 15 12 20 12 20Z"></path>
            </svg>
        </button>
    }
}
