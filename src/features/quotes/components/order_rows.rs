//! The rows of a quick order: those with something wrong first, and the way into the draft for those that are right.

use super::super::drawing::SHOWN;
use super::super::quick_desk::QuickDesk;
use super::super::sheet::{Kind, Sheet};
use super::focus_place::focus_place;
use super::order_row::order_row;
use super::pager::pager;
use crate::{
    platform::page,
    routes, text,
    ui::{Button, LinkButton, Look, Notice, Tone},
};
use fivefold_view::prelude::*;
use leptos::html;

/// All rows, some of them in sight.
pub fn order_rows(desk: QuickDesk) -> View {
    let wrong = Memo::new(move |_| desk.look(|sheet| sheet.count(Kind::Wrong)));
    let valid = Memo::new(move |_| desk.look(|sheet| sheet.count(Kind::Valid)));
    let is_there = Memo::new(move |_| !desk.is_taking() && desk.look(|sheet| !Sheet::is_empty(sheet)));
    let content = move || {
        is_there.get().then(|| {
            desk.drawing.begin();
            rows(desk, wrong, valid)
        })
    };
    view! {
        {move || added(desk)}
        {content}
    }
}

fn rows(desk: QuickDesk, wrong: Memo<usize>, valid: Memo<usize>) -> View {
    let list = NodeRef::<html::Section>::new();
    let pressed = StoredValue::new(None::<usize>);
    let on_press = Callback::new(move |id: u32| {
        pressed.set_value(desk.shown.with_untracked(|shown| shown.iter().position(|one| *one == id)));
    });
    // Once that has changed the rows, what was pressed is gone, and its focus with it: the row in its place takes it, or
    // the heading.
    Effect::new(move |_| {
        desk.look(|_| ());
        if let Some(place) = pressed.try_update_value(Option::take).flatten() {
            request_animation_frame(move || {
                if let (true, Some(list)) = (page::is_focus_lost(), list.try_get_untracked()) {
                    focus_place(&list, ".order-list", place);
                }
            });
        }
    });
    let heading = move || {
        let [wrong, valid] = [wrong, valid].map(|count| number(count.get()));
        text::wholesale::checked(valid, wrong)
    };
    let kind = move |kind: Kind, count: Memo<usize>, words: fn(u64) -> String| {
        let pressed = move || if desk.kind.get() == kind { "true" } else { "false" };
        view! {
            <button
                type="button"
                class="order-kind"
                aria-pressed=pressed
                on:click=move |_| desk.show(kind, 0)
            >
                {move || words(number(count.get()))}
            </button>
        }
    };
    let (has_wrong, has_valid) = (Memo::new(move |_| wrong.get() > 0), Memo::new(move |_| valid.get() > 0));
    // The press that has put the last one right is gone, and its focus with it.
    Effect::new(move |had: Option<bool>| {
        let has = has_wrong.get();
        if had == Some(true) && !has {
            request_animation_frame(move || {
                if let (true, Some(list)) = (page::is_focus_lost(), list.try_get_untracked()) {
                    page::focus_first(&list, "h2");
                }
            });
        }
        has
    });
    let all = move || {
        has_wrong.get().then(|| {
            view! { <Button on_press=move |()| desk.apply_all()>{text::wholesale::FIX_ALL.get()}</Button> }
        })
    };
    let add = move || {
        has_valid.get().then(|| {
            view! {
                <Button look=Look::Strong on_press=move |()| desk.add_valid()>
                    {move || text::wholesale::add_rows(number(valid.get()))}
                </Button>
            }
        })
    };
    let each = move || {
        let drawn = desk.drawing.drawn();
        desk.shown.with(|shown| shown.iter().copied().take(drawn).collect::<Vec<_>>())
    };
    let shown_of =
        Signal::derive(move || if desk.kind.get() == Kind::Wrong { wrong.get() } else { valid.get() });
    let go = Callback::new(move |at: usize| desk.show(desk.kind.get_untracked(), at));
    view! {
        <section class="order-rows" node_ref=list aria-labelledby="order-rows-title">
            <header class="order-rows__head">
                <h2 id="order-rows-title" tabindex="-1">{heading}</h2>
                <div class="order-rows__actions">{add}{all}</div>
            </header>
            <div class="order-kinds" role="group" aria-label=text::wholesale::SHOW.get()>
                {kind(Kind::Wrong, wrong, text::wholesale::rows_wrong)}
                {kind(Kind::Valid, valid, text::wholesale::rows_valid)}
            </div>
            <ol class="order-list" role="list">
                <For each key=|id| *id let:id>{order_row(desk, id, on_press)}</For>
            </ol>
            {pager(desk.at.into(), shown_of, SHOWN, go)}
        </section>
    }
}

/// What went into the draft.
fn added(desk: QuickDesk) -> Option<View> {
    let count = number(desk.added.get());
    (count > 0 && !desk.is_taking()).then(|| {
        view! {
            <Notice tone=Tone::Good title=text::wholesale::added(count)>
                <LinkButton look=Look::Strong href=routes::quote_draft()>{text::wholesale::TO_DRAFT.get()}</LinkButton>
            </Notice>
        }
    })
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or_default()
}
