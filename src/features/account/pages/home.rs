//! `/account`: who is signed in and what there is to do; for everybody else, the way in.

use super::super::asking::Asking;
use super::super::components::{member_page, merge_offer};
use crate::{
    data::{Runtime, use_runtime},
    platform::announce,
    routes, text,
    ui::{Button, Icon, Look, Shape},
};
use fivefold_api::http;
use fivefold_api::model::{Accepted, Me, Role};
use fivefold_api::ports::{Asked, SignIns};
use fivefold_view::prelude::*;

pub(super) fn page() -> View {
    member_page(|me, _| overview(me))
}

fn overview(me: Signal<Me>) -> View {
    let name = move || text::account::hello(&me.with(|me| me.name.clone()));
    let email = move || me.with(|me| me.email.clone());
    let ways: Vec<_> = [
        (Shape::Clock, &text::account::ACTIVITY, &text::account::ACTIVITY_LEAD, routes::activity()),
        (Shape::Parcel, &text::orders::LIST_TITLE, &text::account::ORDERS_LEAD, routes::orders()),
        (Shape::Bag, &text::account::ADDRESSES, &text::account::ADDRESSES_LEAD, routes::addresses()),
        (Shape::Lock, &text::account::SETTINGS, &text::account::SETTINGS_LEAD, routes::settings()),
    ]
    .into_iter()
    .map(|(shape, title, lead, href)| way(shape, title, lead, href))
    .collect();
    let is_supplier = Memo::new(move |_| me.with(|me| me.roles.contains(&Role::Supplier)));
    let desk = move || {
        use text::supplier as words;
        is_supplier
            .get()
            .then(|| way(Shape::Person, &words::TITLE, &words::ACCOUNT_LEAD, routes::supplier_quotes()))
    };
    view! {
        <div class="account-who">
            <p class="account-who__name">{name}</p>
            <p class="account-lead">{email}</p>
        </div>
        {merge_offer()}
        <ul class="account-ways" role="list">{ways}{desk}</ul>
        {leaving()}
    }
}

fn way(shape: Shape, title: &text::Message, lead: &text::Message, href: String) -> View {
    view! {
        <li class="order-tile account-way">
            <Icon shape/>
            <div class="order-tile__head"><h2><a href=href>{title.get()}</a></h2></div>
            <p class="order-tile__facts">{lead.get()}</p>
        </li>
    }
}

/// Signing out, of this device or of all.
fn leaving() -> View {
    let runtime = use_runtime();
    let asking = Asking::start();
    let leave = Callback::new(move |ask: fn(&dyn SignIns) -> Asked<Accepted>| {
        let runtime: Runtime = runtime.clone();
        let port = http::sign_ins(runtime.client());
        asking.send(
            &[],
            move || ask(&*port),
            move |_| {
                runtime.sign_out();
                announce::say(text::account::SIGNED_OUT.get());
            },
        );
    });
    view! {
        <p class="ui-field__error" role="alert">{asking.problem}</p>
        <div class="account-actions">
            <Button busy=asking.is_busy on_press=move |()| leave.run(|port| port.sign_out())>
                {text::account::SIGN_OUT.get()}
            </Button>
            <Button look=Look::Bare busy=asking.is_busy on_press=move |()| leave.run(|port| port.sign_out_everywhere())>
                {text::account::SIGN_OUT_EVERYWHERE.get()}
            </Button>
        </div>
    }
}
