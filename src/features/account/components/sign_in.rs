//! The way in.

use super::super::asking::Asking;
use super::super::entering::{guest, mode, next_page, use_enter};
use super::super::entry::{Entry, Password, email_field, password_field};
use crate::{
    data::{use_address, use_runtime},
    routes, text,
    ui::LinkButton,
};
use fivefold_api::endpoints::PostSignIn;
use fivefold_api::http;
use fivefold_api::model::SignIn;
use fivefold_view::prelude::*;

/// Address and password, and what else can be done.
pub fn sign_in() -> View {
    let runtime = use_runtime();
    let (email, password) = (Entry::email(), Entry::password("password", "account-password"));
    let asking = Asking::start();
    // This very page, when nothing else is wished for: whoever wanted the addresses gets them.
    let to = use_address().with_untracked(|address| {
        let here = || routes::below(&address.path).unwrap_or_default().to_owned();
        next_page(address.query("next").as_deref()).unwrap_or_else(here)
    });
    let enter = use_enter(to);
    let submit = move || {
        let sign_in = SignIn {
            email: email.get(),
            password: password.get(),
            mode: mode(&runtime),
            guest: guest(&runtime),
        };
        let port = http::sign_ins(runtime.client());
        asking.send(&[email, password], move || port.sign_in(PostSignIn { sign_in }), enter.clone());
    };
    view! {
        <section class="account-door" aria-labelledby="account-sign-in">
            <h2 id="account-sign-in">{text::account::SIGN_IN.get()}</h2>
            <p class="account-lead">{text::account::SIGN_IN_LEAD.get()}</p>
            {asking.form(text::account::SIGN_IN.get(), submit, vec![
                email_field(email),
                password_field(password, text::account::PASSWORD.get(), Password::Current),
            ])}
            <p><a href=routes::reset_password()>{text::account::FORGOTTEN.get()}</a></p>
            <div class="account-door__other">
                <p>{text::account::NO_ACCOUNT.get()}</p>
                <LinkButton wide=true href=routes::sign_up()>{text::account::SIGN_UP.get()}</LinkButton>
            </div>
        </section>
    }
}
