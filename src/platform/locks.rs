//! Agreements between the tabs of one browser: Web Locks, where the page is a secure context.

use super::events::window;
use js_sys::{Function, Object, Promise, Reflect};
use std::future::Future;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;

/// A lock that is held until it is dropped.
#[must_use = "dropping a lock frees it"]
pub struct Lock {
    release: Option<Function>,
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some(release) = &self.release {
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

/// Whether this browser has locks here. Without a secure context it has none.
#[must_use]
pub fn are_supported() -> bool {
    manager().is_some()
}

/// Waits until no other tab holds `name`, and takes it. Where there are no locks it is granted at once, so
/// what it guards must stay correct without it.
pub async fn acquire(name: &str) -> Lock {
    let Some((manager, request)) = manager() else { return Lock { release: None } };
    let (held, release) = pending();
    let wait = Promise::new(&mut |resolve, _| {
        let held = held.clone();
        let on_grant = Closure::once_into_js(move || -> JsValue {
            let _ = resolve.call0(&JsValue::UNDEFINED);
            held.into()
        });
        let _ = request.call2(&manager, &name.into(), &on_grant);
    });
    let _ = JsFuture::from(wait).await;
    Lock { release }
}

/// Runs `work` while no other tab does.
pub async fn with_lock<T>(name: &str, work: impl Future<Output = T>) -> T {
    let _lock = acquire(name).await;
    work.await
}

fn manager() -> Option<(Object, Function)> {
    let manager = Reflect::get(&window()?.navigator(), &"locks".into()).ok()?;
    let manager: Object = manager.dyn_into().ok()?;
    let request = Reflect::get(&manager, &"request".into()).ok()?.dyn_into().ok()?;
    Some((manager, request))
}

/// A promise and what resolves it.
fn pending() -> (Promise, Option<Function>) {
    let mut release = None;
    let promise = Promise::new(&mut |resolve, _| release = Some(resolve));
    (promise, release)
}
