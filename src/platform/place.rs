//! Where the device is, only as exactly as a city needs it.

use super::events::window;
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// How long somebody waits for an answer, in milliseconds. The time in which they decide does not count.
const PATIENCE: i32 = 10_000;
/// How old an answer may be, in milliseconds.
const OLDEST: i32 = 600_000;

/// Degrees north and east, as `52.52,13.41`: two decimals are a kilometre, and no more leaves this module. Asks the
/// person for leave, so only call it when they have pressed something. `None` where it is refused or cannot be known.
pub async fn rough_position() -> Option<String> {
    let position = JsFuture::from(begin()?).await.ok()?;
    let coordinates = Reflect::get(&position, &"coords".into()).ok()?;
    let degrees = |name: &str| {
        let degrees = Reflect::get(&coordinates, &name.into()).ok()?.as_f64()?;
        degrees.is_finite().then(|| two_decimals(degrees))
    };
    Some([&degrees("latitude")?, ",", &degrees("longitude")?].concat())
}

fn begin() -> Option<Promise> {
    let navigator = window()?.navigator();
    // Absent where the page is not secure.
    let geolocation =
        Reflect::get(&navigator, &"geolocation".into()).ok().filter(|found| found.is_object())?;
    let ask: Function = Reflect::get(&geolocation, &"getCurrentPosition".into()).ok()?.dyn_into().ok()?;
    let options = Object::new();
    for (name, millis) in [("timeout", PATIENCE), ("maximumAge", OLDEST)] {
        Reflect::set(&options, &name.into(), &millis.into()).ok()?;
    }
    Some(Promise::new(&mut |found, failed| {
        if ask.call3(&geolocation, &found, &failed, &options).is_err() {
            let _ = failed.call0(&JsValue::UNDEFINED);
        }
    }))
}

/// Rounded to hundredths, without needless zeros.
fn two_decimals(degrees: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "degrees are small")]
    let hundredths = (degrees * 100.0).round() as i64;
    let (whole, rest) = (hundredths.abs() / 100, hundredths.abs() % 100);
    let sign = if hundredths < 0 { "-" } else { "" };
    let (tenth, hundredth) = (rest / 10, rest % 10);
    let mut text = [sign, &whole.to_string(), ".", &tenth.to_string()].concat();
    if hundredth > 0 {
        text.push_str(&hundredth.to_string());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn o2o_01_a_position_is_rounded_before_anybody_sees_it() {
        let cases = [
            (52.516_275, "52.52"),
            (13.377_704, "13.38"),
            (-33.004_9, "-33.0"),
            (-0.004, "0.0"),
            (-0.3, "-0.3"),
            (179.999, "180.0"),
        ];
        for (degrees, text) in cases {
            assert_eq!(two_decimals(degrees), text);
        }
    }
}
