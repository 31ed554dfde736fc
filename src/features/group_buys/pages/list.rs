//! `/group-buys`: campaigns to choose from, live.

use super::super::address::GroupsAddress;
use super::super::components::{list::group_list, list::no_groups, skeletons::list_skeleton};
use crate::data::{AsyncView, set_head, use_address, use_query, use_runtime};
use crate::text;
use fivefold_api::http;
use fivefold_view::prelude::*;

/// The list that the address asks for.
pub(super) fn page() -> View {
    let here = use_address();
    let address = Memo::new(move |_| GroupsAddress::read(&|name| here.with(|here| here.query(name))));
    let port = http::group_buys(use_runtime().client());
    let groups =
        use_query(move || address.get().asked, move |asked| port.group_buys(asked)).keeping_previous();
    let (title, lead) = (text::group_buys::TITLE.get(), text::group_buys::LEAD.get());
    Effect::new(move |_| {
        let address = address.get();
        // Of all the lists with words in them none is to be found by searching.
        let own = address.asked.q.is_empty().then(|| address.href());
        set_head(title, lead, own.as_deref());
    });
    view! {
        <header class="groups-head">
            <h1 tabindex="-1">{title}</h1>
            <p>{lead}</p>
        </header>
        <AsyncView query=groups loading=list_skeleton let:list>
            {group_list(address, list, groups)}
            {move || list.with(|list| list.page.items.is_empty()).then(|| no_groups(&address.get()))}
        </AsyncView>
    }
}
