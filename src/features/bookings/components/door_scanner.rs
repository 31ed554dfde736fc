//! The camera at a door. It is on while somebody looks at the page and wants it on.

use super::super::door_desk::DoorDesk;
use super::super::scan::{closer, read};
use crate::{
    data::spawn,
    platform::{
        camera::{Camera, CameraFault},
        page,
        timers::Timer,
    },
    text::door as words,
    ui::{Button, Notice, Tone},
};
use fivefold_view::prelude::*;
use leptos::html;
use std::time::Duration;

/// How often a picture is looked at: eight times a second is soon enough and leaves the device its battery.
const LOOK: Duration = Duration::from_millis(125);

/// Looks for a code and gives it to the door.
#[component]
pub fn DoorScanner() -> impl IntoView {
    let desk: DoorDesk = expect_context();
    let video = NodeRef::<html::Video>::new();
    let fault = RwSignal::new(None::<CameraFault>);
    let is_on = RwSignal::new(false);
    let (camera, is_opening) = (StoredValue::new(None::<Camera>), StoredValue::new(false));
    let turn = StoredValue::new(false);
    let open = move || {
        let Some(video) = video.get_untracked() else { return };
        if is_opening.get_value() {
            return;
        }
        is_opening.set_value(true);
        spawn(async move {
            let opened = Camera::open(video.into()).await;
            is_opening.set_value(false);
            match opened {
                // Whoever has left meanwhile gets it switched off again.
                Ok(opened) => drop(camera.try_set_value(Some(opened))),
                Err(why) => {
                    let _ = fault.try_set(Some(why));
                }
            }
        });
    };
    let look = move || {
        if !page::is_visible() {
            camera.set_value(None);
            is_on.set(false);
            return;
        }
        if fault.get_untracked().is_some() {
            return;
        }
        if camera.with_value(Option::is_none) {
            return open();
        }
        let Some(picture) = camera.with_value(|camera| camera.as_ref().and_then(Camera::look)) else {
            return;
        };
        if !is_on.get_untracked() {
            is_on.set(true);
        }
        // Every other time at its middle alone: both at once would keep a small device too busy.
        let is_closer = turn.try_update_value(|turn| std::mem::replace(turn, !*turn)) == Some(true);
        let code = if is_closer { read(&closer(&picture)) } else { read(&picture) };
        if let Some(code) = code {
            desk.look_up(code, true);
        }
    };
    let _while_shown = StoredValue::new(Timer::every(LOOK, look));
    let hint = move || if is_on.get() { words::SCAN_HINT.get() } else { words::CAMERA_STARTS.get() };
    let again = move |()| fault.set(None);
    let trouble = move || {
        fault.get().map(|fault| {
            let (title, text) = fault_words(fault);
            view! {
                <Notice tone=Tone::Warning title>
                    <p>{text}</p>
                    <p>{words::CAMERA_ELSE.get()}</p>
                    <Button on_press=again>{words::CAMERA_AGAIN.get()}</Button>
                </Notice>
            }
        })
    };
    view! {
        <div class="door__camera" hidden=move || fault.with(Option::is_some)>
            <video class="door__video" node_ref=video autoplay="" playsinline="" prop:muted=true aria-hidden="true"></video>
            <p class="door__hint" role="status">{hint}</p>
        </div>
        {trouble}
    }
}

fn fault_words(fault: CameraFault) -> (&'static str, &'static str) {
    match fault {
        CameraFault::Denied => (words::CAMERA_DENIED.get(), words::CAMERA_DENIED_TEXT.get()),
        CameraFault::Missing => (words::CAMERA_MISSING.get(), words::CAMERA_MISSING_TEXT.get()),
        CameraFault::Busy => (words::CAMERA_BUSY.get(), words::CAMERA_BUSY_TEXT.get()),
        CameraFault::Unsupported => (words::CAMERA_UNSUPPORTED.get(), words::CAMERA_UNSUPPORTED_TEXT.get()),
    }
}
