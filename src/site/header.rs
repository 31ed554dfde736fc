//! The header: brand, ways of trading, search, preferences, account, cart.

use super::{menu::MenuCategories, navigation::Navigation, preferences, search::SearchBox};
use crate::{
    data::{lazy::LazyPage, use_runtime},
    lazy_page, routes, text,
    ui::{Dialog, Icon, IconButton, Mark, Shape, Side},
};
use fivefold_api::model::Capability;
use fivefold_view::prelude::*;

static MENU: LazyPage = lazy_page!(site, MenuCategories);

/// The header of every page.
#[component]
pub(super) fn Header() -> impl IntoView {
    let runtime = use_runtime();
    let brand = runtime.config().brand.clone();
    let is_menu_open = RwSignal::new(false);
    view! {
        <header class="site-header">
            <div class="site-header__bar">
                <span class="site-header__menu">
                    <IconButton
                        shape=Shape::Menu
                        label=text::ui::MENU.get()
                        on_press=move |()| is_menu_open.set(true)
                    />
                </span>
                <a class="site-header__brand" href=routes::home()>
                    <Mark/>
                    <span>{brand}</span>
                </a>
                <Navigation class="site-header__nav" label=text::site::MAIN_NAVIGATION.get()/>
                <SearchBox/>
                <div class="site-header__tools">
                    <preferences::Button/>
                    {account_link()}
                    <CartLink/>
                </div>
            </div>
            <Dialog
                open=is_menu_open
                on_close=move |()| is_menu_open.set(false)
                title=text::site::MENU_TITLE.get()
                side=Side::Start
            >
                <div class="site-menu">
                    // Whoever follows a link is done with the menu.
                    <div on:click=move |_| is_menu_open.set(false)>
                        <Navigation class="site-menu__nav" label=text::site::MENU_TITLE.get()/>
                        {MENU.view()}
                    </div>
                    <preferences::Button/>
                </div>
            </Dialog>
        </header>
    }
}

/// The way to the account, where there are accounts.
fn account_link() -> View {
    let runtime = use_runtime();
    let link = move || {
        (runtime.offers(Capability::Accounts) == Some(true)).then(|| {
            view! {
                <a class="site-cart" href=routes::account(None) aria-label=text::site::ACCOUNT.get()>
                    <Icon shape=Shape::Person/>
                </a>
            }
        })
    };
    link.into_view()
}

/// The way to the cart, and how many things are in it.
#[component]
fn CartLink() -> impl IntoView {
    let runtime = use_runtime();
    let count = move || u64::try_from(runtime.cart_count()).unwrap_or(0);
    let words = count.clone();
    let shown = move || {
        let count = count();
        let digits = if count > 99 { "99+".to_owned() } else { crate::platform::intl::format_number(count) };
        (count > 0).then(|| view! { <span class="site-cart__count" aria-hidden="true">{digits}</span> })
    };
    view! {
        <a class="site-cart" href=routes::cart() aria-label=move || text::site::cart_count(words())>
            <Icon shape=Shape::Bag/>
            {shown}
        </a>
    }
}
