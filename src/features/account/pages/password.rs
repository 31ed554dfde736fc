//! `/account/password?token=`: where the link of a mail leads.

use super::super::asking::Asking;
use super::super::entering::{guest, mode, use_enter};
use super::super::entry::{Entry, Password, password_field};
use crate::{
    data::{use_address, use_runtime},
    routes::{self, patterns},
    text,
    ui::{LinkButton, Look, Notice, Tone},
};
use fivefold_api::endpoints::PostAccountPassword;
use fivefold_api::http;
use fivefold_api::model::SetPassword;
use fivefold_api::rules::check_password;
use fivefold_view::prelude::*;

pub(super) fn page() -> View {
    let runtime = use_runtime();
    let token = use_address().with_untracked(|address| address.query("token")).unwrap_or_default();
    if token.is_empty() {
        return view! {
            <section class="account-door">
                <Notice tone=Tone::Warning title=text::account::LINK_ENDED.get()>
                    <p>{text::account::LINK_ENDED_TEXT.get()}</p>
                </Notice>
                {again()}
            </section>
        };
    }
    let password = Entry::new("password", "account-password", |text| check_password(text, ""));
    let asking = Asking::start();
    let enter = use_enter(patterns::ACCOUNT.to_owned());
    let submit = move || {
        let set = SetPassword {
            token: token.clone(),
            password: password.get(),
            mode: mode(&runtime),
            guest: guest(&runtime),
        };
        let port = http::sign_ins(runtime.client());
        asking.send(&[password], move || port.set_password(PostAccountPassword { set }), enter.clone());
    };
    view! {
        <section class="account-door">
            <p class="account-lead">{text::account::CHOOSE_PASSWORD_LEAD.get()}</p>
            {asking.form(
                text::account::SAVE_PASSWORD.get(),
                submit,
                password_field(password, text::account::NEW_PASSWORD.get(), Password::New),
            )}
            {move || asking.problem.get().map(|_| again())}
        </section>
    }
}

/// A link that has ended is replaced by another.
fn again() -> View {
    view! {
        <LinkButton look=Look::Quiet wide=true href=routes::reset_password()>{text::account::NEW_LINK.get()}</LinkButton>
    }
}
