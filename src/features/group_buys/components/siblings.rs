//! Other groups on the same terms, and opening one more (C2B-07, C2B-19).

use super::super::words::basis_word;
use crate::{
    data::{Progress, Who, error_text, sign_in_href, use_commitment, use_navigate, use_runtime, use_session},
    platform::{announce, intl, intl::DateStyle},
    routes, text,
    ui::{Button, LinkButton, Look, Notice, Tone},
};
use fivefold_api::endpoints::PostSibling;
use fivefold_api::model::{GroupBasis, GroupBuy, SiblingGroup};
use fivefold_api::vocabulary::GroupBuyId;
use fivefold_view::prelude::*;
use leptos_router::NavigateOptions;

/// What opening another group is called in the store of commands.
const KIND: &str = "open_group";

/// Groups that can be joined instead, or the way to open one; nothing where there is neither.
pub fn instead(
    id: &GroupBuyId,
    basis: GroupBasis,
    siblings: Vec<SiblingGroup>,
    may_open: bool,
) -> Option<View> {
    let title = text::group_buys::SIBLINGS.get();
    let others = move || {
        let row = |sibling: SiblingGroup| {
            let state = sibling.state;
            let ends = intl::format_date(state.ends_at, DateStyle::Moment);
            view! {
                <li class="group-sibling">
                    <a class="group-sibling__name" href=routes::group_buy(&sibling.id)>
                        {text::group_buys::number(&sibling.number)}
                    </a>
                    <span class="group-sibling__price">{intl::format_money(&state.price)}</span>
                    <span>{text::group_buys::in_now(basis_word(basis), state.committed)}</span>
                    <span>{text::group_buys::ends_at(&ends)}</span>
                </li>
            }
        };
        siblings.into_iter().map(row).collect::<Vec<_>>()
    };
    let rows = others();
    let inside = if rows.is_empty() {
        may_open.then(|| open_another(id.clone()))?
    } else {
        view! { <ul role="list">{rows}</ul> }
    };
    Some(
        view! { <section class="group-siblings" aria-labelledby="group-siblings"><h2 id="group-siblings">{title}</h2>{inside}</section> },
    )
}

/// Opens another group and leads there. Members only.
fn open_another(id: GroupBuyId) -> View {
    let runtime = use_runtime();
    let navigate = use_navigate();
    let who = use_session();
    let command = use_commitment(KIND);
    command.resume(id.as_str());
    let error = RwSignal::new(None::<String>);
    Effect::new(move |_| match command.progress() {
        Progress::Done => {
            let answer = untrack(|| command.answer::<GroupBuy>());
            command.acknowledge();
            match answer {
                Some(Ok(group)) => {
                    runtime.queries().invalidate("/v1/group-buys");
                    let options = NavigateOptions { resolve: false, ..NavigateOptions::default() };
                    navigate(&routes::group_buy(&group.card.id), options);
                }
                Some(Err(problem)) => error.set(Some(error_text(&problem).text)),
                None => {}
            }
        }
        Progress::Refused(problem) => {
            command.acknowledge();
            let words = error_text(&problem).text;
            announce::alert(&words);
            error.set(Some(words));
        }
        Progress::Idle | Progress::Sending | Progress::Checking => {}
    });
    let busy = Memo::new(move |_| command.is_busy());
    let status = move || match command.progress() {
        Progress::Sending => text::group_buys::OPENING.get(),
        Progress::Checking => text::data::CHECKING.get(),
        _ => "",
    };
    let problem = move || error.get().map(|words| view! { <Notice tone=Tone::Bad><p>{words}</p></Notice> });
    let way = move || {
        if who.get() == Who::Member {
            let id = id.clone();
            let press = move |()| {
                error.set(None);
                let id = id.clone();
                command.submit(move |client| {
                    let endpoint = PostSibling { id: id.clone(), key: client.new_key() };
                    client.commitment(&endpoint, KIND, id.as_str(), "", &routes::group_buy(&id))
                });
            };
            view! { <Button look=Look::Strong busy on_press=press>{text::group_buys::OPEN_ANOTHER.get()}</Button> }
        } else {
            let href = sign_in_href();
            view! { <LinkButton look=Look::Strong href>{text::group_buys::SIGN_IN_OPEN.get()}</LinkButton> }
        }
    };
    view! {
        <p>{text::group_buys::MAY_OPEN.get()}</p>
        {way}
        <p role="status">{status}</p>
        {problem}
    }
}
