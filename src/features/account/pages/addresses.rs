//! `/account/addresses`: where things go. A checkout begins with the preferred one.

use super::super::asking::Asking;
use super::super::components::member_page;
use crate::{
    data::{AsyncView, Query, use_query, use_runtime},
    features::checkout::{AddressForm, Draft, Sheet, address_lines, use_countries},
    platform::announce,
    text,
    ui::{Badge, Button, Check, Dialog, EmptyState, Look, SkeletonBox, Tone, use_toasts},
};
use fivefold_api::endpoints::{DeleteAddress, ListAddresses, PostAddress, PutAddress};
use fivefold_api::error::ApiError;
use fivefold_api::http;
use fivefold_api::model::{SaveAddress, SavedAddress};
use fivefold_api::rules::check_address;
use fivefold_view::prelude::*;
use leptos::{ev::SubmitEvent, html};

/// What the dialog is about.
type Editing = RwSignal<Option<Option<SavedAddress>>>;

pub(super) fn page() -> View {
    member_page(|_, _| book())
}

fn book() -> View {
    let port = http::accounts(use_runtime().client());
    let addresses = use_query(|| ListAddresses, move |_| port.addresses());
    let editing: Editing = RwSignal::new(None);
    let title = Signal::derive(move || {
        let is_new = editing.with(|editing| matches!(editing, Some(None)));
        let words = if is_new { &text::account::ADD_ADDRESS } else { &text::account::EDIT_ADDRESS };
        words.get().to_owned()
    });
    let add = move || {
        view! {
            <Button look=Look::Strong on_press=move |()| editing.set(Some(None))>
                {text::account::ADD_ADDRESS.get()}
            </Button>
        }
    };
    let empty = move || {
        view! {
            <EmptyState title=text::account::NO_ADDRESSES.get() text=text::account::ADDRESSES_LEAD.get()>
                {add()}
            </EmptyState>
        }
    };
    view! {
        <AsyncView query=addresses loading=skeleton is_empty=has_none empty=empty let:list>
            {move || {
                let cards: Vec<_> = list.get().into_iter().map(|one| card(one, editing, addresses)).collect();
                view! { <ul class="order-list" role="list">{cards}</ul> }
            }}
            {add()}
        </AsyncView>
        <Dialog
            open=Signal::derive(move || editing.with(Option::is_some))
            on_close=move |()| editing.set(None)
            title
        >
            {editor(editing, addresses)}
        </Dialog>
    }
}

fn card(saved: SavedAddress, editing: Editing, addresses: Query<Vec<SavedAddress>>) -> View {
    let runtime = use_runtime();
    let toasts = use_toasts();
    let asking = Asking::start();
    let lines = address_lines(&saved.address);
    let name = saved.address.name.clone();
    let (edit_label, remove_label) = (text::account::edit_named(&name), text::account::remove_named(&name));
    let to_edit = saved.clone();
    let remove = move |()| {
        let port = http::accounts(runtime.client());
        let command = DeleteAddress { id: saved.id.clone(), seen: saved.version.clone() };
        let done = move |left| {
            addresses.set(left);
            toasts.say(Tone::Good, text::account::ADDRESS_REMOVED.get());
        };
        asking.send_or(&[], move || port.remove_address(command), done, move |_| addresses.refetch());
    };
    let lines: Vec<_> = lines.into_iter().map(|line| view! { <p>{line}</p> }).collect();
    let preferred = saved.is_default.then(|| {
        view! { <Badge tone=Tone::Accent text=text::account::PREFERRED.get().to_owned()/> }
    });
    view! {
        <li class="order-tile">
            {preferred}
            <address class="account-address">{lines}</address>
            <p class="ui-field__error" role="alert">{asking.problem}</p>
            <div class="account-actions">
                <button type="button" class="ui-button ui-button--quiet" aria-label=edit_label
                    on:click=move |_| editing.set(Some(Some(to_edit.clone())))>{text::ui::EDIT.get()}</button>
                <Button look=Look::Danger busy=asking.is_busy on_press=remove>
                    <span aria-hidden="true">{text::ui::REMOVE.get()}</span>
                    <span class="ui-hidden">{remove_label}</span>
                </Button>
            </div>
        </li>
    }
}

/// The form of one address. It lives as long as the dialog is open.
fn editor(editing: Editing, addresses: Query<Vec<SavedAddress>>) -> View {
    let runtime = use_runtime();
    let toasts = use_toasts();
    let saved = editing.get_untracked().flatten();
    let countries = use_countries(&runtime);
    let mut draft = Draft::default();
    if let Some(saved) = &saved {
        draft.take_address(&saved.address);
    }
    let is_default = RwSignal::new(saved.as_ref().is_some_and(|saved| saved.is_default));
    let draft = RwSignal::new(draft);
    Effect::new(move |_| {
        let countries = countries.get();
        draft.update(|draft| draft.settle_country(&countries));
    });
    let problems = RwSignal::new(Vec::new());
    let sheet = Sheet { draft, problems, countries, on_change: Callback::new(|_| ()) };
    let asking = Asking::start();
    let form = NodeRef::<html::Form>::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let address = draft.with_untracked(Draft::address);
        let wrong = check_address(&address, &countries.get_untracked());
        let count = wrong.len();
        problems.set(wrong);
        if count > 0 {
            announce::alert(&text::errors::form_summary(u64::try_from(count).unwrap_or(1)));
            sheet.lead(form);
            return;
        }
        let save = SaveAddress { address, is_default: is_default.get_untracked() };
        let port = http::accounts(runtime.client());
        let command = saved.clone();
        let ask = move || match command {
            Some(saved) => port.set_address(PutAddress { id: saved.id, save, seen: saved.version }),
            None => port.add_address(PostAddress { save }),
        };
        let done = move |_| {
            editing.set(None);
            addresses.refetch();
            toasts.say(Tone::Good, text::data::SAVED.get());
        };
        asking.send_or(&[], ask, done, move |error: &ApiError| {
            let found = error.problem().map(|problem| problem.fields.clone()).unwrap_or_default();
            problems.try_set(found);
            addresses.refetch();
        });
    };
    view! {
        <form node_ref=form class="account-form" novalidate on:submit=submit>
            <AddressForm sheet/>
            <Check checked=is_default on_change=move |checked| is_default.set(checked)>
                {text::account::MAKE_PREFERRED.get()}
            </Check>
            <p class="ui-field__error" role="alert">{asking.problem}</p>
            <div class="account-actions">
                <Button look=Look::Strong submit=true busy=asking.is_busy>{text::ui::SAVE.get()}</Button>
                <Button on_press=move |()| editing.set(None)>{text::ui::CANCEL.get()}</Button>
            </div>
        </form>
    }
}

#[expect(clippy::ptr_arg, reason = "AsyncView asks about the answer as it is")]
fn has_none(addresses: &Vec<SavedAddress>) -> bool {
    addresses.is_empty()
}

fn skeleton() -> View {
    let tiles: Vec<_> = (0..2).map(|_| view! { <SkeletonBox class="order-skeleton__tile"/> }).collect();
    view! { <div class="order-list">{tiles}</div> }
}
