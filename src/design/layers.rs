//! What opens, floats, passes or tells.

use super::specimen::{Chapter, Pane, held, row, state};
use crate::{
    data::ErrorPanel,
    ui::{
        Button, Dialog, Disclosure, EmptyState, LinkButton, Look, Menu, MenuItem, Notice, Side, Tab, Tabs,
        Tone, Tooltip, use_toasts,
    },
};
use fivefold_api::error::ApiError;
use fivefold_view::prelude::*;

pub(super) const ALL: &[&Chapter] = &[
    &Chapter {
        id: "dialog",
        title: "Dialog and drawer",
        about: "The browser’s own modal dialog: it holds the focus and gives it back, and Escape or a press beside it \
                closes it. On a phone it rises from the bottom edge.",
        draw: dialogs,
    },
    &Chapter {
        id: "menu",
        title: "Menu",
        about: "Actions that would crowd a line. Arrows, Home, End and letters move; Escape goes back to the button. \
                What leads to a page is a link, not an action.",
        draw: menus,
    },
    &Chapter {
        id: "tabs",
        title: "Tabs and disclosure",
        about: "Tabs for views of one thing, of which one is enough. A disclosure for what most people skip.",
        draw: tabs,
    },
    &Chapter {
        id: "tooltip",
        title: "Tooltip and toast",
        about: "Both are extras: whoever misses them must miss nothing. A tooltip stays while the pointer is on it and \
                goes with Escape. What a toast offers is possible elsewhere too.",
        draw: passing,
    },
    &Chapter {
        id: "notice",
        title: "Notice",
        about: "What happened and what to do, where it matters. The tone is never the only sign: the words say it.",
        draw: notices,
    },
    &Chapter {
        id: "empty",
        title: "Empty and failed",
        about: "Nothing here is a place too. It says why, and there is always a next step.",
        draw: empty,
    },
];

const LOREM: &str = "Return it within 30 days for any reason. We pay the way back, and the money is with you two \
                     days after the parcel is with us.";

fn dialogs(_: Pane) -> View {
    let each =
        [("Dialog", Side::Centre), ("Drawer at the start", Side::Start), ("Drawer at the end", Side::End)];
    let buttons = each.map(|(name, side)| {
        let is_open = RwSignal::new(false);
        view! {
            <Button on_press=move |()| is_open.set(true)>{name}</Button>
            <Dialog open=is_open on_close=move |()| is_open.set(false) title=name side>
                <div class="design-layer">
                    <p>{LOREM}</p>
                    <p lang="zh-Hant">"三十天內可無條件退貨，運費由我們負擔，包裹送達後兩天內退款。"</p>
                    <Button look=Look::Strong wide=true on_press=move |()| is_open.set(false)>"Understood"</Button>
                </div>
            </Dialog>
        }
    });
    view! { <div class="design-row">{buttons}</div> }
}

fn item(value: &str, label: &str, is_disabled: bool) -> MenuItem {
    MenuItem { value: value.to_owned(), label: label.to_owned(), is_disabled }
}

fn menus(pane: Pane) -> View {
    let chosen = RwSignal::new(String::from("nothing yet"));
    let items = vec![
        item("copy", "Copy the link", false),
        item("edit", "Edit the amount", false),
        item("counter", "Counter with another price and another date", false),
        item("withdraw", "Withdraw (the seller has answered)", true),
        item("delete", "刪除報價", false),
    ];
    view! {
        <div class="design-row design-row--menu">
            <Menu id=pane.id("menu") label="Quote Q-2048" items on_choose=move |value| chosen.set(value)/>
            <p class="design-note">"Chosen: "{chosen}</p>
        </div>
    }
}

fn tabs(pane: Pane) -> View {
    let value = RwSignal::new(0);
    let words = [
        ("Description", LOREM),
        ("Details", "Cast iron, enamelled inside. 0.8 l, 1.4 kg."),
        ("評價", "很好用，倒水不會滴。"),
    ];
    let tabs: Vec<_> = words
        .map(|(label, words)| Tab {
            label: label.to_owned(),
            panel: ViewFn::from(move || view! { <p>{words}</p> }),
        })
        .into();
    view! {
        <Tabs id=pane.id("tabs") label="The teapot" tabs value on_select=move |index| value.set(index)/>
        <div class="design-disclosures">
            <Disclosure title="Delivery and returns" open=true><p>{LOREM}</p></Disclosure>
            <Disclosure title="A title so long that on a phone it needs a second line, which is fine"><p>{LOREM}</p></Disclosure>
            {held("focus", "focus", view! { <Disclosure title="保固與維修"><p>{LOREM}</p></Disclosure> })}
        </div>
    }
}

fn passing(pane: Pane) -> View {
    let toasts = use_toasts();
    let undo = Callback::new(move |()| toasts.say(Tone::Plain, "It is back."));
    let id = pane.id("tooltip");
    view! {
        {row(vec![
            state(
                "hover or focus it",
                view! {
                    <Tooltip id=id.clone() text="The most you would pay. Nobody sees it, and you pay one step over the next bid.">
                        <Button described_by=id>"Maximum bid"</Button>
                    </Tooltip>
                },
            ),
            state("passes", view! { <Button on_press=move |()| toasts.say(Tone::Good, "Teapot is in your cart.")>"Say something"</Button> }),
            state("with one thing to do", view! { <Button on_press=move |()| toasts.offer(Tone::Plain, "Teapot is removed.", "Undo", undo)>"Offer something"</Button> }),
        ])}
        // As it stands at the bottom of the page.
        <div class="ui-toast" data-tone="plain">
            <p>"茶壺已移除。 Teapot is removed."</p>
            <Button look=Look::Bare>"Undo"</Button>
        </div>
    }
}

fn notices(_: Pane) -> View {
    view! {
        <div class="design-stack">
            <Notice title="The price is from an hour ago">"It is asked for again when you pay."</Notice>
            <Notice tone=Tone::Accent title="Your turn">"The seller has answered with version 3."</Notice>
            <Notice tone=Tone::Good title="You lead">"Your maximum stays hidden."</Notice>
            <Notice tone=Tone::Warning title="只剩兩件">"需求量大，下單前不保留庫存。"</Notice>
            <Notice tone=Tone::Bad title="The payment was refused">
                "Your bank did not say why. Nothing was charged."
                <Button look=Look::Bare>"Try another card"</Button>
            </Notice>
        </div>
    }
}

fn empty(_: Pane) -> View {
    view! {
        <EmptyState title="No orders yet" text="What you order appears here, also without an account.">
            <LinkButton look=Look::Strong href="#empty">"All products"</LinkButton>
            <LinkButton href="#empty">"See auctions"</LinkButton>
        </EmptyState>
        <ErrorPanel error=ApiError::Unreachable retry=Callback::new(|()| {})/>
    }
}
