//! `/services/:id`: one service and its times.

use super::super::components::{
    service_head::service_head, service_skeletons::service_skeleton, service_view::service_view,
};
use crate::{
    data::{AsyncView, set_head, use_address, use_query, use_runtime},
    routes, text,
    ui::{EmptyState, LinkButton, Look},
};
use fivefold_api::endpoints::GetService;
use fivefold_api::error::ApiError;
use fivefold_api::http;
use fivefold_api::model::Service;
use fivefold_api::vocabulary::ServiceId;
use fivefold_view::prelude::*;

/// The service that the address names.
pub(super) fn page() -> View {
    let address = use_address();
    let id = Memo::new(move |_| ServiceId(address.with(|address| routes::parameter(&address.path))));
    let port = http::service_times(use_runtime().client());
    let service = use_query(move || GetService { id: id.get() }, move |query| port.service(query));
    let failed: fn(&ApiError) -> Option<View> = gone;
    view! {
        <AsyncView query=service loading=service_skeleton failed let:service>
            {head(&service.get_untracked())}
            {service_view(service)}
            {service_head(service)}
        </AsyncView>
    }
}

fn head(service: &Service) {
    let lead = service.description.first().map_or("", String::as_str);
    set_head(&service.card.title, lead, Some(&routes::service(&service.card.id)));
}

/// A service that is not there leads on to the others.
fn gone(error: &ApiError) -> Option<View> {
    matches!(error, ApiError::NotFound(_)).then(|| {
        let title = text::services::GONE.get();
        set_head(title, "", None);
        view! {
            <EmptyState title text=text::site::NOT_FOUND_TEXT.get() is_page=true>
                <LinkButton look=Look::Strong href=routes::services()>{text::services::ALL.get()}</LinkButton>
            </EmptyState>
        }
    })
}
