//! The camera that looks away from whoever holds the device, as grey pictures.

use super::events::{document, window};
use super::reach::{ask, call, get, object, set};
use js_sys::{Array, Uint8ClampedArray};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlCanvasElement};

/// The longest side of a picture, in pixels: enough for a code that fills a third of it.
const LONGEST: f64 = 800.0;

/// Why there is no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CameraFault {
    /// The person, or the device, does not allow it.
    Denied,
    /// There is none that fits.
    Missing,
    /// Another program has it.
    Busy,
    /// This browser gives none to this page: it is old, or the page is no secure context.
    Unsupported,
}

/// A picture without colours, row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grey {
    /// How many pixels are in a row.
    pub width: usize,
    /// How many rows there are.
    pub height: usize,
    /// From black to white.
    pub pixels: Vec<u8>,
}

/// A camera that is on until this is dropped.
#[must_use = "dropping a camera switches it off"]
pub struct Camera {
    stream: JsValue,
    video: Element,
    canvas: HtmlCanvasElement,
    context: JsValue,
}

impl Drop for Camera {
    fn drop(&mut self) {
        let tracks = call(&self.stream, "getTracks", &[]).ok().and_then(|tracks| tracks.dyn_into().ok());
        for track in tracks.into_iter().flat_map(|tracks: Array| tracks.to_vec()) {
            let _ = call(&track, "stop", &[]);
        }
        set(&self.video, "srcObject", JsValue::NULL);
    }
}

impl Camera {
    /// Switches it on and shows in `video` what it sees. The browser may ask the person first.
    ///
    /// # Errors
    /// Why there is no picture.
    pub async fn open(video: Element) -> Result<Self, CameraFault> {
        let devices = window().and_then(|window| get(&window.navigator(), "mediaDevices"));
        let devices = devices.ok_or(CameraFault::Unsupported)?;
        let ideal = |value: JsValue| object(&[("ideal", value)]);
        let wishes = object(&[
            ("facingMode", ideal("environment".into())),
            ("width", ideal(1280.into())),
            ("height", ideal(720.into())),
        ]);
        let wishes = object(&[("video", wishes), ("audio", false.into())]);
        let (canvas, context) = canvas().ok_or(CameraFault::Unsupported)?;
        let stream = ask(&devices, "getUserMedia", &[wishes]).await.map_err(|error| fault(&error))?;
        set(&video, "srcObject", stream.clone());
        Ok(Self { stream, video, canvas, context })
    }

    /// What it sees now; `None` before its first picture.
    #[must_use]
    pub fn look(&self) -> Option<Grey> {
        let side = |name: &str| get(&self.video, name)?.as_f64().filter(|side| *side > 0.0);
        let (width, height) = (side("videoWidth")?, side("videoHeight")?);
        let scale = (LONGEST / width.max(height)).min(1.0);
        let (width, height) = ((width * scale).floor().max(1.0), (height * scale).floor().max(1.0));
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "sides are small and positive"
        )]
        let (columns, rows) = (width as u32, height as u32);
        if (self.canvas.width(), self.canvas.height()) != (columns, rows) {
            self.canvas.set_width(columns);
            self.canvas.set_height(rows);
        }
        let all: [JsValue; 4] = [0.0, 0.0, width, height].map(JsValue::from);
        let drawn = [&[JsValue::from(self.video.clone())][..], &all[..]].concat();
        call(&self.context, "drawImage", &drawn).ok()?;
        let data = get(&call(&self.context, "getImageData", &all).ok()?, "data")?;
        let data: Uint8ClampedArray = data.dyn_into().ok()?;
        let pixels = data.to_vec().chunks_exact(4).map(luma).collect();
        Some(Grey { width: columns as usize, height: rows as usize, pixels })
    }
}

fn canvas() -> Option<(HtmlCanvasElement, JsValue)> {
    let canvas: HtmlCanvasElement = document()?.create_element("canvas").ok()?.dyn_into().ok()?;
    // Each picture is read and none is shown.
    let options = object(&[("willReadFrequently", true.into())]);
    let context = call(&canvas, "getContext", &["2d".into(), options]).ok()?;
    (!context.is_null()).then_some((canvas, context))
}

/// How bright a pixel is (ITU-R BT.601), in whole numbers.
fn luma(pixel: &[u8]) -> u8 {
    let part = |at: usize, weight: u16| u16::from(pixel[at]) * weight;
    ((part(0, 77) + part(1, 150) + part(2, 29)) >> 8).to_le_bytes()[0]
}

/// The names that `getUserMedia` gives its errors (W3C Media Capture and Streams).
fn fault(error: &JsValue) -> CameraFault {
    match get(error, "name").and_then(|name| name.as_string()).as_deref() {
        Some("NotAllowedError" | "SecurityError") => CameraFault::Denied,
        Some("NotFoundError" | "OverconstrainedError") => CameraFault::Missing,
        Some("NotReadableError" | "AbortError") => CameraFault::Busy,
        _ => CameraFault::Unsupported,
    }
}

#[cfg(test)]
mod tests {
    use super::luma;

    #[test]
    fn white_is_the_brightest_and_black_the_darkest() {
        assert_eq!((luma(&[255, 255, 255, 255]), luma(&[0, 0, 0, 255])), (255, 0));
        assert!(luma(&[0, 255, 0, 255]) > luma(&[255, 0, 0, 255]));
    }
}
