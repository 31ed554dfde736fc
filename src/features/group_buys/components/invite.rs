//! One's own link to a group (C2B-19).

use super::super::live::LiveGroup;
use crate::{
    data::{spawn, use_runtime},
    platform::{clipboard, page},
    routes, text,
    ui::Button,
};
use fivefold_api::endpoints::PutInvitation;
use fivefold_api::http;
use fivefold_api::model::{GroupAction, MyInvitation};
use fivefold_view::prelude::*;
use leptos::html;

/// A button that becomes the link, for whoever the shop lets invite.
pub fn invite(live: LiveGroup) -> View {
    let is_shown = Memo::new(move |_| {
        let mine = live.mine.get().latest();
        mine.is_some_and(|mine| mine.allowed_actions.contains(&GroupAction::Invite))
    });
    let shown = move || is_shown.get().then(|| link(live));
    shown.into_view()
}

fn link(live: LiveGroup) -> View {
    use text::group_buys as words;
    let port = StoredValue::new(http::groups(use_runtime().client()));
    let known = RwSignal::new(None::<MyInvitation>);
    let busy = RwSignal::new(false);
    let said = RwSignal::new("");
    // The button that had the focus is gone then.
    let field = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
        }
    });
    let ask = move |()| {
        busy.set(true);
        said.set("");
        let answer = port.with_value(|port| port.invite(PutInvitation { id: live.id() }));
        spawn(async move {
            let answer = answer.await;
            let _ = busy.try_set(false);
            match answer {
                Ok(invitation) => {
                    let _ = known.try_set(Some(invitation));
                }
                Err(_) => {
                    let _ = said.try_set(words::INVITE_FAILED.get());
                }
            }
        });
    };
    let inside = move || match known.get() {
        None => view! { <Button wide=true busy on_press=ask>{words::INVITE.get()}</Button> },
        Some(invitation) => {
            let address = page::origin() + &routes::invitation(&invitation.code);
            let copied = address.clone();
            let copy = move |()| {
                let address = copied.clone();
                spawn(async move {
                    let is_copied = clipboard::copy(&address).await;
                    let words = if is_copied { words::COPIED.get() } else { words::COPY_YOURSELF.get() };
                    let _ = said.try_set(words);
                });
            };
            view! {
                <label class="group-invite__label" for="group-invite">{words::INVITE_LINK.get()}</label>
                <div class="group-invite__row">
                    <input id="group-invite" node_ref=field class="group-invite__link" readonly value=address dir="ltr"/>
                    <Button on_press=copy>{words::COPY.get()}</Button>
                </div>
                <p class="group-note">{words::INVITE_TEXT.get()}" "{words::joined_by_you(invitation.joined)}</p>
            }
        }
    };
    view! {
        <div class="group-invite">
            {inside}
            <p role="status">{move || said.get()}</p>
        </div>
    }
}
