//! The frame of every page.

use super::{footer::Footer, header::Header};
use crate::{
    data::{LiveRegions, use_runtime},
    platform::page,
    text,
    ui::{Icon, Shape, ToastRegion, use_toasts},
};
use leptos::{ev::MouseEvent, html, prelude::*};

/// Header, page, footer; what is announced and what passes.
#[component]
pub fn Frame(
    /// The element that holds the page, for the focus.
    main: NodeRef<html::Main>,
    /// The page.
    children: Children,
) -> impl IntoView {
    let skip = move |event: MouseEvent| {
        // The router would take the link for a navigation, which moves no focus.
        event.prevent_default();
        if let Some(main) = main.get_untracked() {
            page::focus(&main);
        }
    };
    view! {
        <div class="site">
            <a class="site-skip" href="#main" on:click=skip>{text::site::SKIP_TO_CONTENT.get()}</a>
            <Header/>
            <OfflineBanner/>
            <main id="main" class="site-main" tabindex="-1" node_ref=main>{children()}</main>
            <Footer/>
            <LiveRegions/>
            <ToastRegion toasts=use_toasts()/>
        </div>
    }
    .into_any()
}

/// Says that the device is offline. The region is always there, so that its words are read when they come.
#[component]
fn OfflineBanner() -> impl IntoView {
    let runtime = use_runtime();
    let words = move || {
        (!runtime.is_online()).then(|| {
            view! {
                <p class="site-banner">
                    <Icon shape=Shape::Offline/>
                    {text::site::OFFLINE.get()}
                </p>
            }
        })
    };
    view! { <div role="status">{words}</div> }.into_any()
}
