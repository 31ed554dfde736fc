//! Providers and the router: the only file that names every feature.
//!
//! Which page an address means is one table, `routes::patterns`, for the app, for `_redirects` and for
//! `boot.js`.

use crate::{
    config::Config,
    data::{PageAddress, Router, Runtime, lazy::LazyPage, provide_runtime},
    lazy_page,
    platform::{head, history::Address, intl, page},
    routes::{self, patterns},
    site::{Frame, PageSkeleton, Travel, scope_of},
    text,
    ui::{MediaOrigin, Toasts, use_toasts},
};
use fivefold_view::{mount_to, prelude::*};
use leptos::html;

static HOME: LazyPage = lazy_page!(site, crate::site::HomePage, loading = PageSkeleton);
static LIST: LazyPage =
    lazy_page!(shopping_list, crate::features::shopping::ListPage, loading = PageSkeleton);
static PRODUCT: LazyPage =
    lazy_page!(shopping_product, crate::features::shopping::ProductPage, loading = PageSkeleton);
static CART: LazyPage = lazy_page!(cart, crate::features::shopping::CartPage, loading = PageSkeleton);
static CHECKOUT: LazyPage =
    lazy_page!(checkout, crate::features::checkout::CheckoutPage, loading = PageSkeleton);
static PAYMENT_RETURN: LazyPage =
    lazy_page!(payment, crate::features::payments::PaymentReturnPage, loading = PageSkeleton);
static ORDER: LazyPage = lazy_page!(order, crate::features::checkout::OrderPage, loading = PageSkeleton);
static ORDERS: LazyPage = lazy_page!(orders, crate::features::checkout::OrdersPage, loading = PageSkeleton);
static ACCOUNT: LazyPage =
    lazy_page!(account, crate::features::account::AccountPages, loading = PageSkeleton);
static SAVED: LazyPage = lazy_page!(saved, crate::features::account::SavedPages, loading = PageSkeleton);
static AUCTIONS: LazyPage =
    lazy_page!(auctions, crate::features::auctions::AuctionsPage, loading = PageSkeleton);
static MY_AUCTIONS: LazyPage =
    lazy_page!(auctions_mine, crate::features::auctions::MyAuctionsPage, loading = PageSkeleton);
static AUCTION: LazyPage =
    lazy_page!(auction, crate::features::auctions::AuctionPage, loading = PageSkeleton);
static SELL: LazyPage = lazy_page!(auctions_bid, crate::features::auctions::SellPage, loading = PageSkeleton);
static LOT_ORDER: LazyPage =
    lazy_page!(lot_order, crate::features::auctions::LotOrderPage, loading = PageSkeleton);
static GROUP_BUYS: LazyPage =
    lazy_page!(group_buys, crate::features::group_buys::GroupBuysPage, loading = PageSkeleton);
static MY_GROUP_BUYS: LazyPage =
    lazy_page!(group_buys_mine, crate::features::group_buys::MyGroupBuysPage, loading = PageSkeleton);
static GROUP_BUY: LazyPage =
    lazy_page!(group_buy, crate::features::group_buys::GroupBuyPage, loading = PageSkeleton);
static JOIN_GROUP: LazyPage =
    lazy_page!(group_buy, crate::features::group_buys::JoinGroupPage, loading = PageSkeleton);
static INVITATION: LazyPage =
    lazy_page!(invitation, crate::features::group_buys::InvitationPage, loading = PageSkeleton);
static SERVICES: LazyPage =
    lazy_page!(bookings, crate::features::bookings::ServicesPage, loading = PageSkeleton);
static SERVICE: LazyPage =
    lazy_page!(service, crate::features::bookings::ServicePage, loading = PageSkeleton);
static MY_BOOKINGS: LazyPage =
    lazy_page!(bookings_mine, crate::features::bookings::MyBookingsPage, loading = PageSkeleton);
static BOOKING: LazyPage =
    lazy_page!(booking, crate::features::bookings::BookingPage, loading = PageSkeleton);
static VOUCHER: LazyPage =
    lazy_page!(voucher, crate::features::bookings::VoucherPage, loading = PageSkeleton);
static BOOKING_CHANGE: LazyPage =
    lazy_page!(booking, crate::features::bookings::ChangePage, loading = PageSkeleton);
static DOOR: LazyPage = lazy_page!(door, crate::features::bookings::DoorPage, loading = PageSkeleton);
static MY_QUOTES: LazyPage =
    lazy_page!(quotes_mine, crate::features::quotes::MyQuotesPage, loading = PageSkeleton);
static QUOTE: LazyPage = lazy_page!(quote, crate::features::quotes::QuotePage, loading = PageSkeleton);
static QUOTE_ORDER: LazyPage =
    lazy_page!(quote, crate::features::quotes::QuoteOrderPage, loading = PageSkeleton);
static QUOTE_PRINT: LazyPage =
    lazy_page!(quote_print, crate::features::quotes::QuotePrintPage, loading = PageSkeleton);
static SUPPLIER_QUOTES: LazyPage =
    lazy_page!(supplier, crate::features::quotes::SupplierQuotesPage, loading = PageSkeleton);
static SUPPLIER_QUOTE: LazyPage =
    lazy_page!(supplier, crate::features::quotes::SupplierQuotePage, loading = PageSkeleton);
static WHOLESALE: LazyPage =
    lazy_page!(quotes, crate::features::quotes::WholesalePage, loading = PageSkeleton);
static QUOTE_DRAFT: LazyPage =
    lazy_page!(quotes, crate::features::quotes::QuoteDraftPage, loading = PageSkeleton);
static NOT_FOUND: LazyPage = lazy_page!(site, crate::site::NotFoundPage, loading = PageSkeleton);
#[cfg(feature = "design")]
static DESIGN: LazyPage = lazy_page!(design, crate::design::DesignPage, loading = PageSkeleton);

/// Which page stands at which path. A table is smaller than a comparison for each.
static PAGES: &[(&str, &LazyPage)] = &[
    (patterns::HOME, &HOME),
    (patterns::PRODUCTS, &LIST),
    (patterns::CATEGORY, &LIST),
    (patterns::SEARCH, &LIST),
    (patterns::PRODUCT, &PRODUCT),
    (patterns::CART, &CART),
    (patterns::CHECKOUT, &CHECKOUT),
    (patterns::PAYMENT_RETURN, &PAYMENT_RETURN),
    (patterns::ORDER, &ORDER),
    (patterns::ORDERS, &ORDERS),
    (patterns::ADDRESSES, &SAVED),
    (patterns::SETTINGS, &SAVED),
    (patterns::ACCOUNT, &ACCOUNT),
    (patterns::SIGN_UP, &ACCOUNT),
    (patterns::RESET, &ACCOUNT),
    (patterns::PASSWORD, &ACCOUNT),
    (patterns::ACTIVITY, &ACCOUNT),
    (patterns::AUCTIONS, &AUCTIONS),
    (patterns::AUCTIONS_MINE, &MY_AUCTIONS),
    (patterns::AUCTION, &AUCTION),
    (patterns::AUCTIONS_SELL, &SELL),
    (patterns::AUCTION_ORDER, &LOT_ORDER),
    (patterns::GROUP_BUYS, &GROUP_BUYS),
    (patterns::GROUP_BUYS_MINE, &MY_GROUP_BUYS),
    (patterns::GROUP_BUY, &GROUP_BUY),
    (patterns::GROUP_BUY_JOIN, &JOIN_GROUP),
    (patterns::INVITATION, &INVITATION),
    (patterns::SERVICES, &SERVICES),
    (patterns::SERVICE, &SERVICE),
    (patterns::BOOKINGS, &MY_BOOKINGS),
    (patterns::BOOKING, &BOOKING),
    (patterns::VOUCHER, &VOUCHER),
    (patterns::BOOKING_CHANGE, &BOOKING_CHANGE),
    (patterns::DOOR, &DOOR),
    (patterns::QUOTES, &MY_QUOTES),
    (patterns::QUOTE, &QUOTE),
    (patterns::QUOTE_ORDER, &QUOTE_ORDER),
    (patterns::QUOTE_PRINT, &QUOTE_PRINT),
    (patterns::SUPPLIER_QUOTES, &SUPPLIER_QUOTES),
    (patterns::SUPPLIER_QUOTE, &SUPPLIER_QUOTE),
    (patterns::WHOLESALE, &WHOLESALE),
    (patterns::QUOTE_DRAFT, &QUOTE_DRAFT),
    #[cfg(feature = "design")]
    (patterns::DESIGN, &DESIGN),
];

/// The page of a path of the table; `None` is an address that is not in it.
fn lazy_page(path: Option<&str>) -> &'static LazyPage {
    let found = PAGES.iter().find(|(pattern, _)| Some(*pattern) == path);
    found.map_or(&NOT_FOUND, |(_, page)| page)
}

/// Replaces the shell by the app, in the language of the address.
pub fn start() {
    std::panic::set_hook(Box::new(|reason| page::crash(&reason.to_string())));
    let config = match Config::from_page() {
        Ok(config) => config,
        Err(error) => return page::crash(&error.to_string()),
    };
    crate::data::spawn(async move {
        let path = page::location();
        let below_base = routes::below_base(&config.base, path.split('?').next().unwrap_or_default());
        let (place, rest) = config.place(below_base);
        routes::mount(&config.base, below_base.strip_suffix(rest).unwrap_or(below_base));
        intl::set_locale(place.locale.format_tag());
        if let Some(url) = config.text_url(place.locale) {
            // Without its messages a page is still useful in English.
            let _ = text::load(&place.locale.code, &url).await;
        }
        head::set_language(text::language(), text::direction());
        let scope = scope_of(place);
        let media =
            MediaOrigin(if config.media.is_empty() { config.api.clone() } else { config.media.clone() });
        mount(Runtime::start(config.clone(), scope), media);
    });
}

fn mount(runtime: Runtime, media: MediaOrigin) {
    let Some(root) = page::element("fivefold") else { return };
    root.set_inner_html("");
    mount_to(&root, move || {
        provide_runtime(runtime);
        provide_context(media);
        provide_context(Toasts::new());
        let travel = Travel::start();
        provide_context(Router::start());
        view! { <App travel/> }
    });
}

#[component]
fn App(travel: Travel) -> impl IntoView {
    let main = NodeRef::<html::Main>::new();
    view! { <Frame main><Pages main travel/></Frame> }
}

/// The page of the address. A page sees its own parameters and query until it goes, never those of the page
/// that comes after it.
#[component]
fn Pages(main: NodeRef<html::Main>, travel: Travel) -> impl IntoView {
    let router: Router = expect_context();
    let address = router.address();
    let toasts = use_toasts();
    let shown = RwSignal::new(Shown::new(address.get_untracked()));
    Effect::new(move |last: Option<Address>| {
        let next = address.get();
        if let Some(last) = last.filter(|last| *last != next) {
            travel.leave(&last, main);
            let page = shown.get_untracked();
            if page.path == path_of(&next) {
                page.address.set(next.clone());
            } else {
                shown.set(Shown::new(next.clone()));
                toasts.leave();
            }
            router.settle();
            travel.arrive(&last, &next, main);
        }
        next
    });
    move || {
        let page = shown.get();
        provide_context(PageAddress(page.address.into()));
        lazy_page(page.path).view()
    }
}

/// A page and what it may read of the address.
#[derive(Clone)]
struct Shown {
    path: Option<&'static str>,
    address: ArcRwSignal<Address>,
}

impl Shown {
    fn new(address: Address) -> Self {
        Self { path: path_of(&address), address: ArcRwSignal::new(address) }
    }
}

/// The path of the table that an address fits.
fn path_of(address: &Address) -> Option<&'static str> {
    routes::below(&address.path).and_then(routes::find).map(|(pattern, _)| pattern.path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_has_its_page() {
        for pattern in patterns::PATTERNS {
            assert!(!std::ptr::eq(lazy_page(Some(pattern.path)), &raw const NOT_FOUND), "{}", pattern.path);
        }
        assert!(std::ptr::eq(lazy_page(None), &raw const NOT_FOUND));
    }
}
