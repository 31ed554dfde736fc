//! `/auctions`: lots to choose from, live.

use super::super::address::LotsAddress;
use super::super::components::{ListSkeleton, LotList, no_lots};
use crate::data::{AsyncView, set_head, use_address, use_query, use_runtime};
use crate::text;
use fivefold_api::http;
use fivefold_view::prelude::*;

/// The list that the address asks for.
pub(super) fn page() -> View {
    let here = use_address();
    let address = Memo::new(move |_| LotsAddress::read(&|name| here.with(|here| here.query(name))));
    let port = http::auctions(use_runtime().client());
    let lots = use_query(move || address.get().asked, move |asked| port.auctions(asked)).keeping_previous();
    let (title, lead) = (text::auctions::TITLE.get(), text::auctions::LEAD.get());
    Effect::new(move |_| {
        let address = address.get();
        // Of all the lists with words in them none is to be found by searching.
        let own = address.asked.q.is_empty().then(|| address.href());
        set_head(title, lead, own.as_deref());
    });
    view! {
        <header class="lots-head">
            <h1 tabindex="-1">{title}</h1>
            <p>{lead}</p>
        </header>
        <AsyncView query=lots loading=|| view! { <ListSkeleton/> } let:list>
            <LotList address list query=lots/>
            {move || list.with(|list| list.page.items.is_empty()).then(|| no_lots(&address.get()))}
        </AsyncView>
    }
}
