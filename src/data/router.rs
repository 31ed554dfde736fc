//! The address as a signal: links and `navigate` change it, pages follow it.
//!
//! `leptos_router`'s `Router` does the same and more for 10 kB; which page an address means is `routes::patterns`
//! for both.

use crate::platform::{
    Listener,
    history::{self, Address},
    page,
};
use crate::routes;
use fivefold_view::prelude::*;
use leptos_router::NavigateOptions;

/// The address of the mount. Provided by the app.
#[derive(Clone, Copy)]
pub struct Router {
    address: RwSignal<Address>,
    /// Whether the page that comes next begins at its top.
    scrolls: StoredValue<bool>,
}

/// The address that a page was made for. It ends with the page, so that none sees the one of the next.
#[derive(Clone, Copy)]
pub struct PageAddress(pub Signal<Address>);

impl Router {
    /// Begins to follow links and the history.
    #[must_use]
    pub fn start() -> Self {
        let router = Self { address: RwSignal::new(Address::current()), scrolls: StoredValue::new(false) };
        let follow = move |link: history::Link| {
            let stays = routes::below(link.to.split(['?', '#']).next().unwrap_or_default()).is_some();
            if stays {
                router.go(&link.to, link.replaces, !link.keeps_place);
            }
            stays
        };
        let listeners =
            [history::on_link(follow), history::on_travel(move || router.address.set(Address::current()))];
        listeners.into_iter().flatten().for_each(Listener::forever);
        router
    }

    /// The address of the browser.
    #[must_use]
    pub fn address(self) -> Signal<Address> {
        self.address.into()
    }

    /// Scrolls to where a page begins, if it was not reached by the history and its link did not say otherwise.
    pub fn settle(self) {
        if self.scrolls.try_update_value(std::mem::take) == Some(true) {
            history::scroll_to_fragment(&self.address.with_untracked(|address| address.hash.clone()));
        }
    }

    fn go(self, to: &str, replaces: bool, scrolls: bool) {
        let before = page::location();
        history::go(to, replaces || before == to);
        self.scrolls.set_value(scrolls);
        let next = Address::current();
        if self.address.with_untracked(|address| *address == next) {
            self.settle();
        } else {
            self.address.set(next);
        }
    }
}

/// The address of this page. Reactive.
#[must_use]
pub fn use_address() -> Signal<Address> {
    match use_context::<PageAddress>() {
        Some(page) => page.0,
        None => expect_context::<Router>().address(),
    }
}

/// What goes to another page of the app.
pub fn use_navigate() -> impl Fn(&str, NavigateOptions) + Copy + 'static {
    let router: Router = expect_context();
    move |to, options| router.go(to, options.replace, options.scroll)
}
