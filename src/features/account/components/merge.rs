//! Two carts after a sign-in: what each has, what both would be, and the choice. Until it is made, both stay as
//! they are.

use super::super::asking::Asking;
use super::super::entering::{MERGE, next_page};
use crate::{
    data::{Query, refresh_cart, use_address, use_navigate, use_query_when, use_runtime},
    platform::{announce, storage},
    routes, text,
    ui::{Button, Look, Picture},
};
use fivefold_api::endpoints::{GetCartMerge, PostCartMerge};
use fivefold_api::error::ApiError;
use fivefold_api::http;
use fivefold_api::model::{CartMerge, MergeCarts, MergeChoice, MergeLine, MergeProblem, QuantityLimit};
use fivefold_view::prelude::*;
use leptos_router::NavigateOptions;

/// The question, as long as there is one.
pub fn merge_offer() -> View {
    let runtime = use_runtime();
    let port = http::sign_ins(runtime.client());
    let is_open = RwSignal::new(storage::get(MERGE).is_some());
    let preview = use_query_when(move || is_open.get().then_some(GetCartMerge), move |_| port.cart_merge());
    // Made anew for another preview only: what was seen is what is decided.
    let seen = Memo::new(move |_| preview.ready());
    let offer = move || seen.get().filter(|_| is_open.get()).map(|merge| offer(merge, preview, is_open));
    offer.into_view()
}

fn offer(merge: CartMerge, preview: Query<CartMerge>, is_open: RwSignal<bool>) -> View {
    let runtime = use_runtime();
    let navigate = use_navigate();
    let next = use_address().with_untracked(|address| next_page(address.query("next").as_deref()));
    let asking = Asking::start();
    let version = merge.version.clone();
    let decide = Callback::new(move |choice: MergeChoice| {
        let (runtime, next) = (runtime.clone(), next.clone());
        let port = http::sign_ins(runtime.client());
        let merge = MergeCarts { choice, version: version.clone() };
        let done = move |_| {
            settled(is_open);
            refresh_cart(&runtime);
            runtime.queries().invalidate("/v1/");
            announce::say(text::account::MERGE_DONE.get());
            if let Some(next) = &next {
                let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
                navigate(&routes::in_this_place(next), options);
            }
        };
        asking.send_or(
            &[],
            move || port.merge_carts(PostCartMerge { merge }),
            done,
            move |error| {
                // Either cart has changed, or it was decided in another tab: look again.
                if matches!(error, ApiError::Conflict(_) | ApiError::NotFound(_)) {
                    preview.refetch();
                }
            },
        );
    });
    let lines: Vec<_> = merge.lines.into_iter().map(line).collect();
    let button = move |choice: MergeChoice, look: Look, words: &'static str| {
        view! { <Button look busy=asking.is_busy on_press=move |()| decide.run(choice)>{words}</Button> }
    };
    view! {
        <section class="account-merge" aria-labelledby="account-merge">
            <h2 id="account-merge">{text::account::MERGE_TITLE.get()}</h2>
            <p>{text::account::MERGE_TEXT.get()}</p>
            <ul class="account-merge__lines" role="list">{lines}</ul>
            <p class="ui-field__error" role="alert">{asking.problem}</p>
            <div class="account-actions">
                {button(MergeChoice::Merge, Look::Strong, text::account::MERGE_BOTH.get())}
                {button(MergeChoice::KeepAccount, Look::Quiet, text::account::MERGE_ACCOUNT.get())}
                {button(MergeChoice::KeepGuest, Look::Quiet, text::account::MERGE_GUEST.get())}
            </div>
        </section>
    }
}

fn settled(is_open: RwSignal<bool>) {
    storage::remove(MERGE);
    is_open.try_set(false);
}

fn line(line: MergeLine) -> View {
    let count = |quantity: i64| u64::try_from(quantity).unwrap_or(0);
    let quantities = text::account::merge_quantities(
        count(line.quantity_before),
        count(line.quantity_after),
        count(line.quantity_guest),
    );
    let problem = line.problem.as_ref().and_then(|problem| {
        use text::account as words;
        Some(match problem {
            MergeProblem::QuantityLimited { reason: QuantityLimit::Stock } => words::MERGE_STOCK.get(),
            MergeProblem::QuantityLimited { .. } => words::MERGE_RULE.get(),
            MergeProblem::SoldOut => words::MERGE_SOLD_OUT.get(),
            MergeProblem::NotSoldHere => words::MERGE_NOT_HERE.get(),
            MergeProblem::CartFull => words::MERGE_FULL.get(),
            _ => return None,
        })
    });
    view! {
        <li>
            <Picture picture=line.picture sizes="64px" decorative=true/>
            <div>
                <p><a href=routes::product(&line.product)>{line.title}</a></p>
                {(!line.options.is_empty()).then(|| view! { <p class="account-lead">{line.options}</p> })}
                <p>{quantities}</p>
                {problem.map(|words| view! { <p class="account-merge__problem">{words}</p> })}
            </div>
        </li>
    }
}
