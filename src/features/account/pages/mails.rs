//! Opening an account, and having forgotten the password: both end in a mail. The answer is the same whoever
//! the address belongs to, so nobody learns here who is a customer.

use super::super::asking::Asking;
use super::super::entry::{Entry, email_field, name_field};
use crate::{
    data::use_runtime,
    routes, text,
    ui::{Icon, LinkButton, Shape},
};
use fivefold_api::endpoints::{PostAccount, PostReset};
use fivefold_api::http;
use fivefold_api::model::{ResetPassword, SignUp};
use fivefold_view::prelude::*;

pub(super) fn sign_up() -> View {
    let runtime = use_runtime();
    let (name, email) = (Entry::person(), Entry::email());
    let asking = Asking::start();
    let sent = RwSignal::new(None::<String>);
    let submit = move || {
        let sign_up = SignUp { email: email.get(), name: name.get() };
        let port = http::sign_ins(runtime.client());
        let to = email.get();
        asking.send(
            &[name, email],
            move || port.sign_up(PostAccount { sign_up }),
            move |_| sent.set(Some(to)),
        );
    };
    mailed(
        sent,
        text::account::SIGN_UP_LEAD.get(),
        asking.form(text::account::SIGN_UP.get(), submit, vec![name_field(name), email_field(email)]),
    )
}

pub(super) fn reset() -> View {
    let runtime = use_runtime();
    let email = Entry::email();
    let asking = Asking::start();
    let sent = RwSignal::new(None::<String>);
    let submit = move || {
        let reset = ResetPassword { email: email.get() };
        let port = http::sign_ins(runtime.client());
        let to = email.get();
        asking.send(&[email], move || port.reset(PostReset { reset }), move |_| sent.set(Some(to)));
    };
    mailed(
        sent,
        text::account::RESET_LEAD.get(),
        asking.form(text::account::SEND_LINK.get(), submit, email_field(email)),
    )
}

/// The form until it is sent, then what to do next. The form stays, so that a typing error can be mended.
fn mailed(sent: RwSignal<Option<String>>, lead: &'static str, form: View) -> View {
    let note = move || {
        sent.get().map(|to| {
            view! {
                <div class="account-sent">
                    <Icon shape=Shape::Check/>
                    <h2>{text::account::MAIL_SENT_TITLE.get()}</h2>
                    <p>{text::account::mail_sent(&to)}</p>
                    <p class="account-lead">{text::account::MAIL_SENT_HINT.get()}</p>
                </div>
            }
        })
    };
    view! {
        <section class="account-door">
            <div role="status">{note}</div>
            <div class="account-door__form" hidden=move || sent.with(Option::is_some)>
                <p class="account-lead">{lead}</p>
                {form}
            </div>
            <div class="account-door__other">
                <LinkButton wide=true href=routes::account(None)>{text::account::BACK_TO_SIGN_IN.get()}</LinkButton>
            </div>
        </section>
    }
}
