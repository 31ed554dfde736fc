//! The way in for a code: the camera, or the one field.

use super::super::door_desk::DoorDesk;
use super::super::slip::{CODE_WHOLE, Slip, grouped, read};
use super::door_scanner::DoorScanner;
use crate::{
    data::lazy::LazyPage,
    lazy_page,
    platform::{announce, sound},
    text::door as words,
    ui::{Button, Field},
};
use fivefold_view::prelude::*;
use leptos::{ev::SubmitEvent, html};

static SCANNER: LazyPage = lazy_page!(door_scanner, DoorScanner, part);

/// Camera and field. The field is always there, whatever the camera does.
pub fn door_entry(desk: DoorDesk) -> View {
    let is_scanning = desk.is_scanning;
    let scanner = move || {
        is_scanning.get().then(|| view! { <Provider value=desk><div>{SCANNER.view()}</div></Provider> })
    };
    // One button that changes, so that the focus stays on it.
    let look = move || {
        if is_scanning.get() {
            "ui-button ui-button--quiet ui-button--wide"
        } else {
            "ui-button ui-button--strong ui-button--wide"
        }
    };
    let label = move || if is_scanning.get() { words::STOP_SCANNING.get() } else { words::SCAN.get() };
    let press = move |_| {
        sound::wake();
        is_scanning.update(|is_scanning| *is_scanning = !*is_scanning);
    };
    // Whoever types goes on typing; whoever scans needs no keyboard of a phone.
    let is_first = desk.goes_on_by_camera().then_some("");
    view! {
        <div class="door__scan">
            {scanner}
            <button type="button" class=look data-first=is_first on:click=press>{label}</button>
        </div>
        {field(desk)}
    }
}

fn field(desk: DoorDesk) -> View {
    let input = NodeRef::<html::Input>::new();
    let slip = RwSignal::new(None::<Slip>);
    // An input method has the text until it is done with it.
    let is_composing = StoredValue::new(false);
    let error = Signal::derive(move || slip.get().map(slip_words));
    Effect::new(move |_| {
        let Some(input) = input.get() else { return };
        let first = (!desk.goes_on_by_camera()).then_some(("data-first", ""));
        for (name, value) in
            [("autocapitalize", "characters"), ("spellcheck", "false")].into_iter().chain(first)
        {
            let _ = input.set_attribute(name, value);
        }
    });
    let type_in = move |typed: String| {
        slip.set(None);
        // In the middle of a code the caret would jump to its end.
        let is_at_end =
            input.get_untracked().and_then(|input| input.selection_start().ok().flatten()).is_none_or(
                |caret| usize::try_from(caret).is_ok_and(|caret| caret >= typed.encode_utf16().count()),
            );
        let is_done = is_at_end && !is_composing.get_value();
        desk.typed.set(if is_done { grouped(&typed) } else { typed });
    };
    let compose = move |_| is_composing.set_value(true);
    let composed = move |_| {
        is_composing.set_value(false);
        desk.typed.update(|typed| *typed = grouped(typed));
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match desk.typed.with_untracked(|typed| read(typed)) {
            Ok(code) => desk.look_up(code, false),
            Err(wrong) => {
                announce::say(&slip_words(wrong));
                slip.set(Some(wrong));
                if let Some(input) = input.get_untracked() {
                    let _ = input.focus();
                }
            }
        }
    };
    view! {
        <form class="door__form" novalidate on:submit=submit on:compositionstart=compose on:compositionend=composed>
            <Field
                id="door-code"
                label=words::CODE.get()
                value=desk.typed
                on_input=type_in
                hint=words::code_hint(u64::try_from(CODE_WHOLE).unwrap_or_default())
                error
                inputmode="text"
                enterkeyhint="go"
                autocomplete="off"
                node_ref=input
            />
            <Button wide=true submit=true>{words::LOOK_UP.get()}</Button>
        </form>
    }
}

fn slip_words(slip: Slip) -> String {
    let whole = u64::try_from(CODE_WHOLE).unwrap_or_default();
    match slip {
        Slip::Empty => words::SLIP_EMPTY.get().to_owned(),
        Slip::Letter(letter) => words::slip_letter(&letter.to_string()),
        Slip::Short(missing) => words::slip_short(missing, whole),
        Slip::Long => words::slip_long(whole),
        Slip::Check => words::SLIP_CHECK.get().to_owned(),
    }
}
