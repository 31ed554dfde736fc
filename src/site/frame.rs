//! The frame of every page.

use super::{footer::Footer, header::Header};
use crate::{
    data::{LiveRegions, use_runtime},
    platform::page,
    text,
    ui::{Icon, Shape, ToastRegion, use_toasts},
};
use fivefold_view::prelude::*;
use leptos::{ev::MouseEvent, html};

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
            <ConnectionBanner/>
            <main id="main" class="site-main" tabindex="-1" node_ref=main>{children()}</main>
            <Footer/>
            <LiveRegions/>
            <ToastRegion toasts=use_toasts()/>
        </div>
    }
}

/// Says that the device is offline, or that live facts do not arrive. The region is always there, so that its
/// words are read when they come.
#[component]
fn ConnectionBanner() -> impl IntoView {
    let runtime = use_runtime();
    let words = move || {
        let (class, words) = if !runtime.is_online() {
            ("site-banner", &text::site::OFFLINE)
        } else if runtime.is_live_paused() {
            ("site-banner site-banner--quiet", &text::data::LIVE_PAUSED)
        } else {
            return None;
        };
        Some(view! { <p class=class><Icon shape=Shape::Offline/>{words.get()}</p> })
    };
    view! { <div role="status">{words}</div> }
}
