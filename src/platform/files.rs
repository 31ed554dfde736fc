//! Pictures that somebody picks: redrawn before they are sent, so that nothing else that a camera writes into a file
//! (where it was taken, with what) leaves the device.

use super::events::{document, window};
use js_sys::{Promise, Uint8Array};
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, File, HtmlCanvasElement, HtmlInputElement, ImageBitmap};

/// The type that pictures are redrawn as.
pub const JPEG: &str = "image/jpeg";
/// The longest side of a redrawn picture, in pixels.
const LONGEST: f64 = 2048.0;
/// Quality of a redrawn picture.
const QUALITY: f64 = 0.88;

/// The files of a chooser. It is emptied, so that the same file can be picked again.
#[must_use]
pub fn take_files(input: &HtmlInputElement) -> Vec<File> {
    let list = input.files();
    let files =
        list.map(|list| (0..list.length()).filter_map(|at| list.get(at)).collect()).unwrap_or_default();
    input.set_value("");
    files
}

/// The picture in a file, upright and as a JPEG of at most 2048 pixels. `None` if this browser cannot read it.
pub async fn redraw(file: &File) -> Option<Vec<u8>> {
    let bitmap = window()?.create_image_bitmap_with_blob(file).ok()?;
    let bitmap: ImageBitmap = JsFuture::from(bitmap).await.ok()?.dyn_into().ok()?;
    let (width, height) = fit(bitmap.width(), bitmap.height());
    let canvas: HtmlCanvasElement = document()?.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width);
    canvas.set_height(height);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    // A JPEG has no see-through parts.
    context.set_fill_style_str("white");
    context.fill_rect(0.0, 0.0, width.into(), height.into());
    context
        .draw_image_with_image_bitmap_and_dw_and_dh(&bitmap, 0.0, 0.0, width.into(), height.into())
        .ok()?;
    bitmap.close();
    let blob: Blob = JsFuture::from(blob_of(&canvas)).await.ok()?.dyn_into().ok()?;
    let bytes = JsFuture::from(blob.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&bytes).to_vec())
}

fn blob_of(canvas: &HtmlCanvasElement) -> Promise {
    Promise::new(&mut |resolve, reject| {
        let done = Closure::once_into_js(move |blob: Option<Blob>| {
            let _ = match blob {
                Some(blob) => resolve.call1(&wasm_bindgen::JsValue::UNDEFINED, &blob),
                None => reject.call0(&wasm_bindgen::JsValue::UNDEFINED),
            };
        });
        let _ = canvas.to_blob_with_type_and_encoder_options(done.unchecked_ref(), JPEG, &QUALITY.into());
    })
}

/// Width and height with the longest side within bounds.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sides are small and positive")]
fn fit(width: u32, height: u32) -> (u32, u32) {
    let scale = (LONGEST / f64::from(width.max(height).max(1))).min(1.0);
    let side = |side: u32| ((f64::from(side) * scale) as u32).max(1);
    (side(width), side(height))
}

/// The moment that a `datetime-local` field names, in the visitor's own time zone, in milliseconds since 1970.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit for 285 million years")]
pub fn local_moment(text: &str) -> Option<i64> {
    let millis = js_sys::Date::new(&text.into()).get_time();
    (!text.is_empty() && millis.is_finite()).then_some(millis as i64)
}
