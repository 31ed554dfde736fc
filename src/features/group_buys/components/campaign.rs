//! One group-buy with everything around it.

use super::super::live::use_live_group;
use super::facts::{about, members, rules};
use super::gallery::gallery;
use super::panel::{join_bar, panel};
use crate::{
    data::Query,
    routes, text,
    ui::{Breadcrumbs, Crumb},
};
use fivefold_api::model::GroupBuy;
use fivefold_view::prelude::*;

/// The page of a group-buy: pictures and rules, and beside them the panel.
pub fn campaign(group_buy: Signal<GroupBuy>, query: Query<GroupBuy>) -> View {
    let live = use_live_group(group_buy, query);
    // None of this changes while it is looked at.
    let shown = group_buy.get_untracked();
    let title = shown.card.title.clone();
    let crumbs = vec![
        Crumb { name: text::site::HOME.get().to_owned(), href: Some(routes::home()) },
        Crumb { name: text::group_buys::TITLE.get().to_owned(), href: Some(routes::group_buys()) },
        Crumb { name: title.clone(), href: None },
    ];
    view! {
        <Breadcrumbs label=text::shopping::BREADCRUMBS.get() crumbs/>
        <div class="group">
            <div class="group__pictures">{gallery(&title, shown.pictures.clone())}</div>
            <div class="group__panel">
                <header class="group-head">
                    <p class="group-head__number">{text::group_buys::number(&shown.card.number)}</p>
                    <h1 tabindex="-1">{title.clone()}</h1>
                </header>
                {panel(&shown, live)}
            </div>
            <div class="group__more">
                {rules(&shown, live)}
                {members(live)}
                {about(&shown)}
            </div>
        </div>
        {join_bar(live)}
    }
}
