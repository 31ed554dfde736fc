//! What is ordered, who is told, where it goes.

use crate::{
    data::{Progress, Query, error_text, use_address, use_commitment, use_navigate, use_now, use_runtime},
    features::checkout::{AddressForm, ContactForm, Draft, LotLines, Sheet, TotalsView, use_countries},
    platform::{announce, intl, storage},
    routes, text,
    ui::{Button, Check, Countdown, EmptyState, LinkButton, Look, Notice, Tone},
};
use fivefold_api::endpoints::PostLotOrder;
use fivefold_api::error::ApiError;
use fivefold_api::model::{LotCheckout, LotLine, Order, OrderLot, ProblemKind};
use fivefold_api::vocabulary::AuctionId;
use fivefold_view::prelude::*;
use leptos::{ev::SubmitEvent, html};
use leptos_router::NavigateOptions;

/// What ordering a lot is called in the store of commands.
const KIND: &str = "order_lot";
/// The name the form is kept under. Sign-out forgets everything below `account.`.
const STORED: &str = "account.lot_order";

/// The form of an order of lots. Every amount in it comes from the shop.
#[component]
pub fn OrderForm(
    /// The lot that was won.
    id: AuctionId,
    /// What an order of it would be.
    checkout: Signal<LotCheckout>,
    /// Where that comes from.
    query: Query<LotCheckout>,
) -> impl IntoView {
    let runtime = use_runtime();
    let navigate = use_navigate();
    let first = checkout.get_untracked();
    let countries = use_countries(&runtime);
    let mut typed: Draft = storage::read(STORED).unwrap_or_default();
    typed.fill(first.contact.as_ref(), first.address.as_ref());
    let draft = RwSignal::new(typed);
    Effect::new(move |_| {
        let countries = countries.get();
        draft.update(|draft| draft.settle_country(&countries));
    });
    let problems = RwSignal::new(Vec::new());
    let keep = move |_| draft.with_untracked(|draft| storage::write(STORED, draft));
    let sheet = Sheet { draft, problems, countries, on_change: Callback::new(keep) };
    let together = RwSignal::new(false);
    let has_others = Memo::new(move |_| checkout.with(|checkout| checkout.lots.len() > 1));
    let is_together = Memo::new(move |_| together.get() && has_others.get());
    let lots = Memo::new(move |_| {
        let count = if is_together.get() { usize::MAX } else { 1 };
        checkout.with(|checkout| checkout.lots.iter().take(count).cloned().collect::<Vec<_>>())
    });
    let totals = Memo::new(move |_| {
        let together = is_together.get();
        checkout.with(
            |checkout| if together { checkout.totals_together.clone() } else { checkout.totals.clone() },
        )
    });
    let error = RwSignal::new(None::<String>);
    let form = NodeRef::<html::Form>::new();
    let command = use_commitment(KIND);
    command.resume(id.as_str());
    Effect::new(move |_| match command.progress() {
        Progress::Done => {
            let answer = untrack(|| command.answer::<Order>());
            command.acknowledge();
            match answer {
                Some(Ok(order)) => {
                    storage::remove(STORED);
                    // Not what this form asked for: what is ordered cannot be ordered again.
                    let mine = |lot: &LotLine| ["/v1/auctions/", lot.auction.as_str(), "/me"].concat();
                    let mut stale: Vec<_> =
                        checkout.with_untracked(|checkout| checkout.lots.iter().map(mine).collect());
                    stale.extend(["/v1/orders".to_owned(), "/v1/me/auctions".to_owned()]);
                    stale.iter().for_each(|stale| runtime.queries().invalidate(stale));
                    let options =
                        NavigateOptions { resolve: false, replace: true, ..NavigateOptions::default() };
                    navigate(&routes::order(&order.id), options);
                }
                Some(Err(problem)) => error.set(Some(error_text(&problem).text)),
                None => {}
            }
        }
        Progress::Refused(problem) => {
            command.acknowledge();
            let kind = problem.problem().map(|problem| problem.kind);
            problems.set(problem.problem().map(|problem| problem.fields.clone()).unwrap_or_default());
            sheet.lead(form);
            let words = if kind == Some(ProblemKind::PriceChanged) {
                text::auctions::ORDER_CHANGED.get().to_owned()
            } else {
                error_text(&problem).text
            };
            error.set(Some(words));
            query.refetch();
        }
        Progress::Idle | Progress::Sending | Progress::Checking => {}
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let wrong =
            countries.with_untracked(|countries| draft.with_untracked(|draft| draft.problems(countries)));
        let count = wrong.len();
        problems.set(wrong);
        if count > 0 {
            announce::alert(&text::errors::form_summary(u64::try_from(count).unwrap_or(1)));
            sheet.lead(form);
            return;
        }
        error.set(None);
        let others = lots.get_untracked().into_iter().skip(1).map(|lot| lot.auction).collect::<Vec<_>>();
        let total = totals.get_untracked().total;
        let (contact, address) = draft.with_untracked(|draft| (draft.contact(), draft.address()));
        let order = OrderLot { together_with: others, contact, address, expected_total: total };
        let id = id.clone();
        command.submit(move |client| {
            let version = [&order.together_with.len().to_string(), "@", &total.minor.to_string()].concat();
            let endpoint = PostLotOrder { id: id.clone(), order, key: client.new_key() };
            client.commitment(&endpoint, KIND, id.as_str(), &version, &routes::auction_order(&id))
        });
    };
    let busy = Memo::new(move |_| command.is_busy());
    let status = move || match command.progress() {
        Progress::Sending => text::checkout::PLACING.get(),
        Progress::Checking => text::checkout::UNKNOWN_TITLE.get(),
        _ => "",
    };
    let now = use_now();
    let due = checkout.with_untracked(|checkout| checkout.due);
    let choice = move || {
        has_others.get().then(|| {
            let words = checkout.with_untracked(|checkout| text::auctions::together(&checkout.seller));
            view! { <Check checked=together on_change=move |checked| together.set(checked)>{words}</Check> }
        })
    };
    let problem = move || error.get().map(|words| view! { <Notice tone=Tone::Bad><p>{words}</p></Notice> });
    view! {
        <form node_ref=form class="lot-order" novalidate on:submit=submit>
            <section class="order-card" aria-labelledby="lot-order-lots">
                <h2 id="lot-order-lots">{text::orders::BOUGHT.get()}</h2>
                {move || view! { <LotLines lots=lots.get()/> }}
                {choice}
                {move || view! { <TotalsView totals=totals.get()/> }}
                <p>{text::auctions::PAY_WITHIN.get()}" "<Countdown ends=due now over=text::data::CLOSING.get()/></p>
            </section>
            <ContactForm sheet/>
            <AddressForm sheet/>
            {problem}
            <Button look=Look::Strong wide=true submit=true busy=busy>
                {text::auctions::ORDER_AND_PAY.get()}" "{move || intl::format_money(&totals.get().total)}
            </Button>
            <p role="status">{status}</p>
        </form>
    }
}

/// The lot is not there to be ordered: somebody else has won it, or it is ordered already.
pub fn order_gone(error: &ApiError) -> Option<View> {
    let is_gone = matches!(error, ApiError::NotFound(_) | ApiError::Forbidden(_) | ApiError::Rejected(_));
    is_gone.then(|| {
        let id = use_address().with_untracked(|address| AuctionId(routes::parameter(&address.path)));
        view! {
            <EmptyState title=text::auctions::ORDER_GONE.get() text=text::auctions::ORDER_GONE_TEXT.get()>
                <LinkButton look=Look::Strong href=routes::auction(&id)>{text::auctions::TO_LOT.get()}</LinkButton>
                <LinkButton href=routes::orders()>{text::orders::TO_ORDERS.get()}</LinkButton>
            </EmptyState>
        }
    })
}
