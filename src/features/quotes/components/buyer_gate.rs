//! Who may come in: people who buy for a company. Others are told what it is, and how.

use super::super::buyer::{Buyer, use_buyer};
use crate::{
    data::{AsyncView, Who, sign_in_href, use_session},
    routes, text,
    text::Message,
    ui::{EmptyState, LinkButton, Look, Select, SkeletonBox},
};
use fivefold_api::model::Company;
use fivefold_view::prelude::*;

/// A page for whoever buys for a company, below the company whose prices are seen.
pub fn for_buyers(page: fn(Buyer) -> View) -> View {
    let session = use_session();
    let is_member = Memo::new(move |_| session.get() == Who::Member);
    (move || if is_member.get() { members(page) } else { guests() }).into_view()
}

fn members(page: fn(Buyer) -> View) -> View {
    let buyer = use_buyer();
    view! {
        <AsyncView query=buyer.companies loading=skeleton is_empty=has_none empty=no_company let:companies>
            {buyer_bar(buyer, companies)}
            {page(buyer)}
        </AsyncView>
    }
}

/// Whose prices are seen, always in sight and told when that changes (B2B-20).
fn buyer_bar(buyer: Buyer, companies: Signal<Vec<Company>>) -> View {
    let company = Memo::new(move |_| buyer.company());
    let who = move || {
        let company = company.get()?;
        Some(text::wholesale::buying_for(&company.name, company.currency.code()))
    };
    let is_one_of_several = Memo::new(move |_| companies.with(|companies| companies.len() > 1));
    let options = Signal::derive(move || {
        companies.get().into_iter().map(|company| (company.id.0, company.name)).collect::<Vec<_>>()
    });
    let value = Signal::derive(move || company.get().map(|company| company.id.0).unwrap_or_default());
    let choice = move || {
        is_one_of_several.get().then(|| {
            view! {
                <Select
                    id="wholesale-company"
                    label=text::wholesale::COMPANY.get().to_owned()
                    options
                    value
                    on_change=move |id: String| buyer.choose(&id)
                    compact=true
                />
            }
        })
    };
    let draft = move || text::wholesale::draft_link(u64::try_from(buyer.lines.get()).unwrap_or_default());
    view! {
        <section class="buyer-bar" aria-label=text::wholesale::COMPANY.get()>
            <p class="buyer-bar__who" role="status">{who}</p>
            {choice}
            <ul class="buyer-bar__links" role="list">
                <li><a href=routes::wholesale()>{text::wholesale::TITLE.get()}</a></li>
                <li><a href=routes::quote_draft()>{draft}</a></li>
                <li><a href=routes::quotes()>{text::wholesale::QUOTES.get()}</a></li>
            </ul>
        </section>
    }
}

#[expect(clippy::ptr_arg, reason = "AsyncView asks about the answer as it is")]
fn has_none(companies: &Vec<Company>) -> bool {
    companies.is_empty()
}

fn no_company() -> View {
    view! {
        <EmptyState title=text::wholesale::NO_COMPANY.get() text=text::wholesale::NO_COMPANY_TEXT.get()>
            <LinkButton look=Look::Strong href=routes::products()>{text::site::ALL_PRODUCTS.get()}</LinkButton>
            <LinkButton href=routes::account(None)>{text::wholesale::OTHER_ACCOUNT.get()}</LinkButton>
        </EmptyState>
        {points()}
    }
}

fn guests() -> View {
    view! {
        <EmptyState title=text::wholesale::SIGN_IN.get() text=text::wholesale::SIGN_IN_TEXT.get()>
            <LinkButton look=Look::Strong href=sign_in_href()>{text::account::SIGN_IN.get()}</LinkButton>
            <LinkButton href=routes::products()>{text::site::ALL_PRODUCTS.get()}</LinkButton>
        </EmptyState>
        {points()}
    }
}

/// What a company has here.
fn points() -> View {
    use text::wholesale as words;
    let point = |title: &'static Message, text: &'static Message| {
        view! { <li><h2>{title.get()}</h2><p>{text.get()}</p></li> }
    };
    view! {
        <ul class="wholesale-points" role="list">
            {point(&words::POINT_PRICES, &words::POINT_PRICES_TEXT)}
            {point(&words::POINT_LISTS, &words::POINT_LISTS_TEXT)}
            {point(&words::POINT_QUOTES, &words::POINT_QUOTES_TEXT)}
        </ul>
    }
}

fn skeleton() -> View {
    view! { <SkeletonBox class="wholesale-coming"/> }
}
