//! What search engines read of a service. Comes after the page: no visitor waits for it.

use super::super::service_json::json_ld;
use crate::{
    data::{lazy::LazyPage, use_runtime},
    lazy_page,
    platform::{head, page},
    routes, text,
};
use fivefold_api::model::Service;
use fivefold_view::prelude::*;

static HEAD: LazyPage = lazy_page!(service_head, Head, part);

/// Tells search engines about the service for as long as its page is there.
pub fn service_head(service: Signal<Service>) -> View {
    view! { <Provider value=service>{HEAD.view()}</Provider> }
}

#[component]
fn Head() -> impl IntoView {
    let service: Signal<Service> = expect_context();
    let media = use_runtime().config().media.clone();
    let absolute = |path: &str| page::origin() + path;
    Effect::new(move |_| {
        let service = service.get();
        let address = absolute(&routes::service(&service.card.id));
        let way = [
            (text::site::HOME.get().to_owned(), absolute(&routes::home())),
            (text::services::TITLE.get().to_owned(), absolute(&routes::services())),
        ];
        let resolve = |url: &str| if media.is_empty() { absolute(url) } else { [&media, url].concat() };
        head::set_json_ld(&json_ld(&service, &address, &way, &resolve));
    });
    on_cleanup(|| head::set_json_ld(""));
}
