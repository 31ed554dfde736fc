//! Two short tones (Web Audio). They say nothing that words do not say too.

use super::events::window;
use super::reach::{call, get, set};
use js_sys::{Array, Function, Reflect};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};

thread_local! {
    /// Browsers give a page few of these.
    static CONTEXT: RefCell<Option<JsValue>> = const { RefCell::new(None) };
}

/// How loud: well audible at a door, no alarm.
const LOUDNESS: f64 = 0.25;
/// How long a tone lasts, in seconds.
const TONE: f64 = 0.14;

/// Makes ready for tones, in a press: a browser of a phone lets nothing sound that has not begun in one.
pub fn wake() {
    if let Some(context) = context() {
        let _ = call(&context, "resume", &[]);
    }
}

/// Rising: it is well. Before somebody has pressed anything, browsers stay silent.
pub fn good() {
    let _ = play([660.0, 990.0]);
}

/// Falling: it is not.
pub fn bad() {
    let _ = play([330.0, 220.0]);
}

fn play(tones: [f64; 2]) -> Option<()> {
    let context = context()?;
    let _ = call(&context, "resume", &[]);
    let mut at = get(&context, "currentTime")?.as_f64()?;
    for tone in tones {
        let voice = call(&context, "createOscillator", &[]).ok()?;
        let gain = call(&context, "createGain", &[]).ok()?;
        set(&get(&voice, "frequency")?, "value", tone);
        set(&get(&gain, "gain")?, "value", LOUDNESS);
        call(&voice, "connect", std::slice::from_ref(&gain)).ok()?;
        call(&gain, "connect", &[get(&context, "destination")?]).ok()?;
        call(&voice, "start", &[at.into()]).ok()?;
        at += TONE;
        call(&voice, "stop", &[at.into()]).ok()?;
    }
    Some(())
}

fn context() -> Option<JsValue> {
    CONTEXT.with_borrow_mut(|context| {
        if context.is_none() {
            let class: Function = get(&window()?.into(), "AudioContext")?.dyn_into().ok()?;
            *context = Reflect::construct(&class, &Array::new()).ok();
        }
        context.clone()
    })
}
