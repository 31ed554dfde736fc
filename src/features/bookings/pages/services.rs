//! `/services`: services to choose from.

use super::super::address::ServicesAddress;
use super::super::components::{
    service_skeletons::services_skeleton,
    services::{no_services, service_list},
};
use crate::data::{AsyncView, set_head, use_address, use_query, use_runtime};
use crate::text;
use fivefold_api::http;
use fivefold_view::prelude::*;

/// The list that the address asks for.
pub(super) fn page() -> View {
    let here = use_address();
    let address = Memo::new(move |_| ServicesAddress::read(&|name| here.with(|here| here.query(name))));
    let port = http::services(use_runtime().client());
    let services =
        use_query(move || address.get().asked, move |asked| port.services(asked)).keeping_previous();
    let (title, lead) = (text::services::TITLE.get(), text::services::LEAD.get());
    Effect::new(move |_| {
        let address = address.get();
        // Neither lists with words in them nor those around a person are to be found by searching.
        let is_own = address.asked.q.is_empty() && address.asked.near.is_empty();
        set_head(title, lead, is_own.then(|| address.href()).as_deref());
    });
    view! {
        <header class="services-head">
            <h1 tabindex="-1">{title}</h1>
            <p>{lead}</p>
        </header>
        <AsyncView query=services loading=services_skeleton let:list>
            {service_list(address, list)}
            {move || list.with(|list| list.page.items.is_empty()).then(|| no_services(&address.get()))}
        </AsyncView>
    }
}
