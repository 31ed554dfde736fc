//! Language, market and currency: each chosen by itself (X-I18N).
//!
//! Language and market are part of the address, so choosing one is a link that loads the page anew. The
//! currency is kept in this browser and changes in place: all prices are asked for again (B2C-09).

use crate::{
    config::{Config, Place},
    data::{CURRENCY, lazy::LazyPage, use_runtime},
    lazy_page,
    platform::{page, storage},
    routes, text,
    ui::{Choice, Choices, Dialog, Icon, Shape, VisuallyHidden},
};
use fivefold_api::vocabulary::Scope;
use fivefold_view::prelude::*;

static CHOICE: LazyPage = lazy_page!(site, Preferences);

/// The scope of a place, in the currency that the visitor has chosen before.
pub fn scope_of(place: Place<'_>) -> Scope {
    let scope = place.scope();
    match storage::get(CURRENCY) {
        Some(currency) if currency.len() == 3 => Scope { currency, ..scope },
        _ => scope,
    }
}

/// Opens the preferences, and says what is chosen now.
#[component]
pub(super) fn Button() -> impl IntoView {
    let runtime = use_runtime();
    let is_open = RwSignal::new(false);
    let language = place_now(runtime.config()).locale.name.clone();
    let currency = move || runtime.scope().currency;
    view! {
        <button
            type="button"
            class="site-preferences"
            aria-haspopup="dialog"
            on:click=move |_| is_open.set(true)
        >
            <Icon shape=Shape::Globe/>
            <VisuallyHidden>{text::site::PREFERENCES.get()}": "</VisuallyHidden>
            <span class="site-preferences__now">{language}" · "{currency}</span>
        </button>
        <Dialog
            open=is_open
            on_close=move |()| is_open.set(false)
            title=text::site::PREFERENCES.get()
        >
            {CHOICE.view()}
        </Dialog>
    }
}

/// What there is to choose from.
#[component]
fn Preferences() -> impl IntoView {
    let runtime = use_runtime();
    let config = runtime.config();
    let now = place_now(config);
    let path = page::location();
    let (_, rest) = config.place(routes::below_base(&config.base, &path));
    let languages: Vec<_> = config
        .locales
        .iter()
        .map(|locale| {
            let href = routes::in_place(&config.prefix(Place { locale, market: now.market }), rest);
            place_link(href, locale.name.clone(), &locale.code, locale == now.locale)
        })
        .collect();
    let markets: Vec<_> = config
        .markets
        .iter()
        .map(|market| {
            let href = routes::in_place(&config.prefix(Place { locale: now.locale, market }), rest);
            let name = market_name(&market.id, &runtime);
            place_link(href, name, "", market == now.market)
        })
        .collect();
    let currencies = {
        let runtime = runtime.clone();
        Signal::derive(move || {
            let known = runtime.capabilities().latest().map(|capabilities| capabilities.currencies);
            known
                .unwrap_or_default()
                .iter()
                .map(|currency| Choice {
                    value: currency.code().to_owned(),
                    label: currency.code().to_owned(),
                    ..Choice::default()
                })
                .collect::<Vec<_>>()
        })
    };
    let chosen = {
        let runtime = runtime.clone();
        Signal::derive(move || Some(runtime.scope().currency))
    };
    let choose = {
        let runtime = runtime.clone();
        move |currency: String| runtime.choose_currency(&currency)
    };
    view! {
        <div class="site-choices">
            {section(text::site::CHOOSE_LANGUAGE.get(), languages)}
            {section(text::site::CHOOSE_MARKET.get(), markets)}
            <Choices
                name="site-currency"
                legend=text::site::CHOOSE_CURRENCY.get()
                choices=currencies
                value=chosen
                on_choose=choose
            />
        </div>
    }
}

fn section(title: &'static str, links: Vec<View>) -> View {
    view! {
        <section>
            <h3 class="site-choices__title">{title}</h3>
            <ul class="site-choices__links">{links}</ul>
        </section>
    }
}

fn place_link(href: String, name: String, language: &str, is_current: bool) -> View {
    let language = (!language.is_empty()).then(|| language.to_owned());
    view! {
        <li>
            // Another place is another document: its messages and formats are set once.
            <a rel="external" href=href hreflang=language.clone() lang=language aria-current=is_current.then_some("true")>
                {name}
            </a>
        </li>
    }
}

/// A market's name as the backend gives it, or its id.
fn market_name(id: &str, runtime: &crate::data::Runtime) -> String {
    let known = untrack(|| runtime.capabilities()).latest();
    let name = known.and_then(|known| known.markets.into_iter().find(|market| market.id.0 == id));
    name.map_or_else(|| id.to_owned(), |market| market.name)
}

fn place_now(config: &Config) -> Place<'_> {
    let path = page::location();
    config.place(routes::below_base(&config.base, &path)).0
}
