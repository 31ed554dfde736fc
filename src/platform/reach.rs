//! Reaching what not every browser has, by its name: web-sys would hand out `undefined` as an object, and each of its
//! calls stands in the script that every first page loads.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A property, where there is one.
pub(super) fn get(of: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(of, &name.into()).ok().filter(|found| !found.is_undefined() && !found.is_null())
}

/// Sets a property.
pub(super) fn set(of: &JsValue, name: &str, value: impl Into<JsValue>) {
    // Only a frozen object refuses, and browsers hand out none.
    let _ = Reflect::set(of, &name.into(), &value.into());
}

/// Calls a method.
///
/// # Errors
/// What it throws; nothing, where there is no such method.
pub(super) fn call(of: &JsValue, name: &str, with: &[JsValue]) -> Result<JsValue, JsValue> {
    let function: Function = get(of, name).ok_or(JsValue::UNDEFINED)?.dyn_into()?;
    function.apply(of, &with.iter().collect::<Array>())
}

/// Calls a method that promises something, and waits for it.
///
/// # Errors
/// What it throws or rejects with; nothing, where there is no such method.
pub(super) async fn ask(of: &JsValue, name: &str, with: &[JsValue]) -> Result<JsValue, JsValue> {
    let promise: Promise = call(of, name, with)?.dyn_into()?;
    JsFuture::from(promise).await
}

/// A plain object.
pub(super) fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new().into();
    for (name, value) in fields {
        set(&object, name, value.clone());
    }
    object
}
