//! `/account/settings`: name, how the shop is shown, and the password.

use super::super::asking::Asking;
use super::super::components::member_page;
use super::super::entering::place_of;
use super::super::entry::{CURRENT, Entry, Password, name_field, password_field};
use crate::{
    data::{Query, use_runtime},
    platform::page,
    text,
    ui::{Select, Tone, use_toasts},
};
use fivefold_api::endpoints::{PostMyPassword, PutMe};
use fivefold_api::error::ApiError;
use fivefold_api::http;
use fivefold_api::model::{ChangePassword, Me, Preferences, UpdateMe};
use fivefold_api::rules::check_password;
use fivefold_api::vocabulary::{Locale, MarketId};
use fivefold_view::prelude::*;

pub(super) fn page() -> View {
    member_page(|me, query| {
        view! {
            <div class="account-columns">
                {profile(me, query)}
                {password()}
            </div>
        }
    })
}

/// Name and preferences.
fn profile(me: Signal<Me>, query: Query<Me>) -> View {
    let runtime = use_runtime();
    let toasts = use_toasts();
    let first = me.get_untracked();
    let name = Entry::person();
    name.value.set(first.name);
    let Preferences { locale, market, currency } = first.preferences;
    let locale = RwSignal::new(locale.map(|locale| locale.0).unwrap_or_default());
    let market = RwSignal::new(market.map(|market| market.0).unwrap_or_default());
    let currency = RwSignal::new(currency.unwrap_or_default());
    let config = runtime.config();
    let languages: Vec<_> =
        config.locales.iter().map(|locale| (locale.code.clone(), locale.name.clone())).collect();
    let known = untrack(|| runtime.capabilities()).latest();
    let markets: Vec<_> = config
        .markets
        .iter()
        .map(|market| {
            let named =
                known.as_ref().and_then(|known| known.markets.iter().find(|one| one.id.0 == market.id));
            (market.id.clone(), named.map_or_else(|| market.id.clone(), |named| named.name.clone()))
        })
        .collect();
    let currencies: Vec<_> = known
        .iter()
        .flat_map(|known| &known.currencies)
        .map(|currency| (currency.code().to_owned(), currency.code().to_owned()))
        .collect();
    let asking = Asking::start();
    let submit = move || {
        let some = |text: RwSignal<String>| Some(text.get_untracked()).filter(|text| !text.is_empty());
        let preferences = Preferences {
            locale: some(locale).map(Locale),
            market: some(market).map(MarketId),
            currency: some(currency),
        };
        let update = UpdateMe { name: name.get(), preferences: preferences.clone() };
        let seen = me.with_untracked(|me| me.version.clone());
        let port = http::accounts(runtime.client());
        let runtime = runtime.clone();
        let done = move |me: Me| {
            query.set(me);
            toasts.say(Tone::Good, text::data::SAVED.get());
            if let Some(currency) = &preferences.currency {
                runtime.choose_currency(currency);
            }
            if let Some(elsewhere) = place_of(&runtime, &preferences, &page::location()) {
                page::leave_to(&elsewhere);
            }
        };
        asking.send_or(
            &[name],
            move || port.update(PutMe { update, seen }),
            done,
            move |error| {
                // Another device was faster: what is typed here stays, and the next try is made on what is there.
                if matches!(error, ApiError::Conflict(_)) {
                    query.refetch();
                }
            },
        );
    };
    view! {
        <section class="account-panel" aria-labelledby="account-profile">
            <h2 id="account-profile">{text::account::PROFILE.get()}</h2>
            {asking.form(text::ui::SAVE.get(), submit, vec![
                name_field(name),
                choice("account-locale", text::site::CHOOSE_LANGUAGE.get(), languages, locale),
                choice("account-market", text::site::CHOOSE_MARKET.get(), markets, market),
                choice("account-currency", text::site::CHOOSE_CURRENCY.get(), currencies, currency),
            ])}
        </section>
    }
}

/// One of a list, or whatever the device says.
fn choice(
    id: &'static str,
    label: &'static str,
    known: Vec<(String, String)>,
    value: RwSignal<String>,
) -> View {
    let mut options = vec![(String::new(), text::account::LEFT_TO_DEVICE.get().to_owned())];
    options.extend(known);
    view! {
        <Select
            id=id
            label=label.to_owned()
            options=Signal::derive(move || options.clone())
            value
            on_change=move |chosen| value.set(chosen)
        />
    }
}

fn password() -> View {
    let runtime = use_runtime();
    let toasts = use_toasts();
    let current = Entry::password(CURRENT, "account-current");
    let new = Entry::new("password", "account-new", |text| check_password(text, ""));
    let asking = Asking::start();
    let submit = move || {
        let change = ChangePassword { current: current.get(), password: new.get() };
        let port = http::accounts(runtime.client());
        let done = move |_| {
            current.value.set(String::new());
            new.value.set(String::new());
            toasts.say(Tone::Good, text::account::PASSWORD_CHANGED.get());
        };
        asking.send(&[current, new], move || port.change_password(PostMyPassword { change }), done);
    };
    view! {
        <section class="account-panel" aria-labelledby="account-password-title">
            <h2 id="account-password-title">{text::account::CHANGE_PASSWORD.get()}</h2>
            <p class="account-lead">{text::account::CHANGE_PASSWORD_LEAD.get()}</p>
            {asking.form(text::account::SAVE_PASSWORD.get(), submit, vec![
                password_field(current, text::account::CURRENT_PASSWORD.get(), Password::Current),
                password_field(new, text::account::NEW_PASSWORD.get(), Password::New),
            ])}
        </section>
    }
}
