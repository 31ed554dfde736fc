//! What the group-buy is for, by which rules it goes, and who is in.

use super::super::live::LiveGroup;
use super::super::words::basis_word;
use super::ladder::ladder_table;
use crate::{
    platform::intl,
    routes, text,
    ui::{Badge, LinkButton},
};
use fivefold_api::model::{AfterLock, FailurePolicy, GroupBuy, GroupMember};
use fivefold_view::prelude::*;

/// The description, and what there is to choose from.
pub fn about(group: &GroupBuy) -> View {
    use text::group_buys as words;
    let paragraphs: Vec<_> = group.description.iter().map(|text| view! { <p>{text.clone()}</p> }).collect();
    let named = group.variants.iter().filter(|variant| !variant.options.is_empty());
    let variants: Vec<_> = named.map(|variant| view! { <li>{variant.options.clone()}</li> }).collect();
    let variants = (!variants.is_empty()).then(|| {
        view! {
            <h3>{words::VARIANTS.get()}</h3>
            <ul class="group-about__variants">{variants}</ul>
        }
    });
    view! {
        <section class="group-about" aria-labelledby="group-about">
            <h2 id="group-about">{words::ABOUT.get()}</h2>
            {paragraphs}
            {variants}
            <LinkButton href=routes::product(&group.card.product)>{words::BUY_WITHOUT.get()}</LinkButton>
        </section>
    }
}

/// The ladder as a table, and the rules in whole sentences (C2B-01 to C2B-05).
pub fn rules(group: &GroupBuy, live: LiveGroup) -> View {
    use text::group_buys as words;
    let card = &group.card;
    let basis = basis_word(card.basis);
    let minutes = u64::from(group.terms.hold_seconds.div_ceil(60));
    let shipping = if group.shipping.minor == 0 {
        words::SHIPPING_FREE.get().to_owned()
    } else {
        words::shipping(&intl::format_money(&group.shipping))
    };
    let on_failure = match group.terms.on_failure {
        FailurePolicy::MoneyBack => words::MONEY_BACK.get(),
        _ => words::MONEY_UNKNOWN.get(),
    };
    let after_lock = match group.terms.after_lock {
        AfterLock::SellerBears => words::AFTER_LOCK_SELLER.get(),
        _ => words::AFTER_LOCK_UNKNOWN.get(),
    };
    let rules = [
        words::basis(basis),
        words::CEILING_TEXT.get().to_owned(),
        words::minimum(basis, card.minimum),
        on_failure.to_owned(),
        words::WITHDRAW_TEXT.get().to_owned(),
        after_lock.to_owned(),
        words::per_person(group.per_person),
        shipping,
        words::hold_text(minutes),
    ];
    let rules: Vec<_> = rules.into_iter().map(|rule| view! { <li>{rule}</li> }).collect();
    view! {
        <section class="group-rules" aria-labelledby="group-rules">
            <h2 id="group-rules">{words::LADDER.get()}</h2>
            {ladder_table(card, live.state())}
            <ul class="group-rules__list">{rules}</ul>
        </section>
    }
}

/// Members who want to be seen. Who is an account of the demo is never shown as a person (C2B-20).
pub fn members(live: LiveGroup) -> View {
    use text::group_buys as words;
    let members = Memo::new(move |_| live.group.with(|group| group.members().to_vec()));
    let shown = move || {
        let row = |member: GroupMember| {
            let demo =
                member.is_demo.then(|| view! { " " <Badge text=words::DEMO_ACCOUNT.get().to_owned()/> });
            view! { <li class="group-members__one">{member.name}{demo}</li> }
        };
        members.get().into_iter().map(row).collect::<Vec<_>>()
    };
    let others = Memo::new(move |_| {
        let named = members.with(|members| u64::try_from(members.len()).unwrap_or_default());
        live.group.with(|group| group.state().people).saturating_sub(named)
    });
    let others = move || match (others.get(), members.with(Vec::is_empty)) {
        (0, _) => String::new(),
        (_, true) => words::MEMBERS_NONE.get().to_owned(),
        (count, false) => words::others(count),
    };
    view! {
        <section class="group-members" aria-labelledby="group-members">
            <h2 id="group-members">{words::MEMBERS.get()}</h2>
            <p class="group-note">{words::MEMBERS_TEXT.get()}</p>
            <ul class="group-members__list" role="list">{shown}</ul>
            <p>{others}</p>
        </section>
    }
}
