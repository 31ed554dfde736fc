//! `/auctions/sell`: offering a lot.

use super::super::components::SellForm;
use crate::{
    data::{Who, set_head, use_session},
    routes::{self, patterns},
    text,
    ui::{LinkButton, Look, Notice, Tone},
};
use fivefold_view::prelude::*;

/// The form, for whoever is signed in: that is said before anything is typed.
pub(super) fn page() -> View {
    let session = use_session();
    set_head(text::auctions::SELL.get(), "", None);
    let content = move || {
        if session.get() == Who::Member {
            view! { <SellForm/> }
        } else {
            view! {
                <Notice tone=Tone::Accent>
                    <p>{text::auctions::SELL_SIGN_IN.get()}</p>
                    <LinkButton look=Look::Strong href=routes::account(Some(patterns::AUCTIONS_SELL))>
                        {text::account::SIGN_IN.get()}
                    </LinkButton>
                </Notice>
            }
        }
    };
    view! {
        <header class="lots-head">
            <h1 tabindex="-1">{text::auctions::SELL.get()}</h1>
            <p>{text::auctions::SELL_LEAD.get()}</p>
        </header>
        {content}
    }
}
