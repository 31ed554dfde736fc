//! Everything that stands in the way of an order, each with the way to where it is mended (B2B-15).

use super::super::blockers::{Blocked, Mend};
use super::super::order_desk::OrderDesk;
use crate::{
    routes, text,
    ui::{Button, Look, Notice, Tone},
};
use fivefold_api::vocabulary::QuoteId;
use fivefold_view::prelude::*;

/// The list, as long as something stands in the way.
pub fn order_blocked(desk: OrderDesk) -> View {
    let told = Memo::new(move |_| desk.blocked());
    let id = desk.own.id();
    let list = move || {
        let told = told.get();
        let count = u64::try_from(told.len()).unwrap_or_default();
        (count > 0).then(|| {
            let items: Vec<_> = told.into_iter().map(|one| item(desk, &id, one)).collect();
            view! {
                <Notice tone=Tone::Bad title=text::quote_order::blocked(count)>
                    <p>{text::quote_order::STAYS_ACCEPTED.get()}</p>
                    <ul class="order-blocked" role="list">{items}</ul>
                </Notice>
            }
        })
    };
    list.into_view()
}

fn item(desk: OrderDesk, id: &QuoteId, one: Blocked) -> View {
    use text::quote_order as words;
    let Blocked { words: said, mend } = one;
    let here = |message: &'static text::Message, mend: Mend| {
        let lead = move |()| desk.lead_to(&mend);
        view! { <Button look=Look::Bare on_press=lead>{message.get()}</Button> }
    };
    let way = match mend {
        Mend::Quantity(_) => here(&words::MEND_QUANTITY, mend),
        Mend::Address => here(&words::MEND_ADDRESS, mend),
        Mend::PoNumber => here(&words::MEND_PO, mend),
        Mend::Orders => view! { <a href=routes::orders()>{words::MEND_ORDERS.get()}</a> },
        Mend::Supplier => view! { <a href=routes::quote(id)>{words::MEND_SUPPLIER.get()}</a> },
    };
    view! { <li><span>{said}</span>" "{way}</li> }
}
