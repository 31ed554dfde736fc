//! The form of a bid.

use super::super::desk::BidDesk;
use crate::{
    data::use_address,
    platform::intl,
    routes, text,
    ui::{Button, Dialog, Field, LinkButton, Look, Notice, Tone},
};
use fivefold_api::model::BidRequirement;
use fivefold_api::rules::BidCost;
use fivefold_view::prelude::*;
use leptos::ev::SubmitEvent;

/// Quick amounts, the field, what it costs in all, and the button.
#[component]
pub fn BidForm(desk: BidDesk) -> impl IntoView {
    let leads = Memo::new(move |_| desk.lot.room.with(|room| room.leads()));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        desk.press();
    };
    let chips: Vec<_> = (0..3)
        .map(|which| {
            let words = move || desk.quick.with(|quick| intl::format_money(&quick[which]));
            view! {
                <button type="button" class="bid-chip" on:click=move |_| desk.choose(which)>{words}</button>
            }
        })
        .collect();
    let least = move || desk.quick.with(|quick| text::auctions::at_least(&intl::format_money(&quick[0])));
    let label = Signal::derive(move || {
        let words = if leads.get() { &text::auctions::NEW_MAXIMUM } else { &text::auctions::YOUR_MAXIMUM };
        words.get().to_owned()
    });
    let button =
        move || if leads.get() { text::auctions::RAISE.get() } else { text::auctions::PLACE_BID.get() };
    let busy = Memo::new(move |_| desk.is_busy());
    let status = Memo::new(move |_| desk.status());
    let tone = move || match status.get().0 {
        Tone::Good => "good",
        Tone::Warning => "warning",
        _ => "plain",
    };
    view! {
        <form class="bid-form" novalidate on:submit=submit>
            {own_maximum(desk)}
            <div class="bid-chips" role="group" aria-label=text::auctions::QUICK.get()>{chips}</div>
            <Field
                id="bid-amount"
                label
                value=desk.typed
                on_input=move |typed| desk.type_in(typed)
                hint=text::auctions::MAXIMUM_HINT.get()
                error=desk.error
                inputmode="decimal"
                enterkeyhint="send"
                autocomplete="off"
                maxlength=24
                node_ref=desk.lot.input
            />
            <p class="bid-form__least">{least}</p>
            {bid_costs(desk)}
            <Button look=Look::Strong wide=true submit=true busy=busy>{button}</Button>
            <p class="bid-form__status" role="status" data-tone=tone>{move || status.get().1}</p>
        </form>
        <Dialog
            open=Signal::derive(move || desk.confirming.with(Option::is_some))
            on_close=move |()| desk.confirming.set(None)
            title=text::auctions::CONFIRM_TITLE.get().to_owned()
        >
            {confirmation(desk)}
        </Dialog>
    }
}

/// One's own maximum, hidden until asked for: somebody may look over the shoulder (C2C-07).
fn own_maximum(desk: BidDesk) -> View {
    let maximum = Memo::new(move |_| desk.lot.room.with(|room| room.mine().and_then(|mine| mine.maximum)));
    let is_shown = RwSignal::new(false);
    let content = move || {
        let maximum = maximum.get()?;
        let amount = move || {
            if is_shown.get() { intl::format_money(&maximum) } else { "••••••".to_owned() }
        };
        let words =
            move || if is_shown.get() { text::auctions::HIDE.get() } else { text::auctions::SHOW.get() };
        Some(view! {
            <p class="bid-form__own">
                {text::auctions::OWN_MAXIMUM.get()}" "
                <strong>{amount}</strong>" "
                <button
                    type="button"
                    class="bid-form__show"
                    aria-pressed=move || if is_shown.get() { "true" } else { "false" }
                    on:click=move |_| is_shown.update(|shown| *shown = !*shown)
                >
                    {words}
                </button>
            </p>
        })
    };
    content.into_view()
}

/// What a bid costs in all if it wins. It stands beside the bid, always (C2C-15).
pub fn bid_costs(desk: BidDesk) -> View {
    let shown = move || desk.cost().map(|cost| costs(desk, cost));
    shown.into_view()
}

fn costs(desk: BidDesk, cost: BidCost) -> View {
    let premium = desk.lot.auction.with_untracked(|auction| auction.premium);
    let rate = intl::format_percent(i64::from(premium));
    let tax = (cost.tax.minor != 0).then(|| row("", text::auctions::TAX.get().to_owned(), &cost.tax));
    view! {
        <dl class="bid-costs">
            {row("", text::auctions::premium(&rate), &cost.premium)}
            {row("", text::checkout::DELIVERY.get().to_owned(), &cost.shipping)}
            {tax}
            {row("bid-costs__total", text::auctions::total_at(&intl::format_money(&cost.bid)), &cost.total)}
        </dl>
    }
}

fn row(class: &'static str, name: String, amount: &fivefold_api::vocabulary::Money) -> View {
    view! { <div class=class><dt>{name}</dt><dd>{intl::format_money(amount)}</dd></div> }
}

fn confirmation(desk: BidDesk) -> View {
    let content = move || {
        let bid = desk.confirming.get()?;
        let amount = intl::format_money(&bid);
        Some(view! {
            <p>{text::auctions::confirm_text(&amount)}</p>
            {desk.cost_of(bid).map(|cost| costs(desk, cost))}
            <div class="bid-form__confirm">
                <Button look=Look::Strong on_press=move |()| desk.confirm()>{text::auctions::confirm_bid(&amount)}</Button>
                <Button on_press=move |()| desk.confirming.set(None)>{text::ui::CANCEL.get()}</Button>
            </div>
        })
    };
    content.into_view()
}

/// What stands in the way of a bid, and the way past it.
pub fn requirements(missing: &[BidRequirement]) -> View {
    let here =
        use_address().with_untracked(|address| routes::below(&address.path).unwrap_or_default().to_owned());
    let each: Vec<_> = missing.iter().map(|requirement| needed(*requirement, &here)).collect();
    view! { <div class="bid-needs">{each}</div> }
}

fn needed(requirement: BidRequirement, here: &str) -> View {
    use text::auctions as words;
    let account = || routes::account(Some(here));
    let (words, way) = match requirement {
        BidRequirement::SignIn => (&words::NEED_SIGN_IN, Some((&text::account::SIGN_IN, account()))),
        BidRequirement::VerifyEmail => (&words::NEED_EMAIL, Some((&text::account::TITLE, account()))),
        BidRequirement::Deposit => (&words::NEED_DEPOSIT, None),
        BidRequirement::SellerCannotBid => {
            (&words::NEED_OTHER, Some((&words::MINE, routes::my_auctions("?list=selling"))))
        }
        BidRequirement::Blocked => (&words::NEED_UNBLOCKED, None),
        _ => (&words::NEED_UNKNOWN, None),
    };
    let way =
        way.map(|(name, href)| view! { <LinkButton look=Look::Strong href=href>{name.get()}</LinkButton> });
    view! { <Notice tone=Tone::Accent><p>{words.get()}</p>{way}</Notice> }
}
