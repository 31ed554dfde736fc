//! QR codes as a camera sees them.

use crate::platform::camera::Grey;
use rqrr::PreparedImage;

/// The text of the first code in a picture that can be read.
pub fn read(picture: &Grey) -> Option<String> {
    let pixel = |x: usize, y: usize| picture.pixels.get(y * picture.width + x).copied().unwrap_or_default();
    let mut image = PreparedImage::prepare_from_greyscale(picture.width, picture.height, pixel);
    image.detect_grids().iter().find_map(|grid| grid.decode().ok()).map(|(_, text)| text)
}

/// The middle of a picture, twice as large: codes that are far away are found in it and not in the whole. People hold
/// them in the middle.
pub fn closer(picture: &Grey) -> Grey {
    let (width, height) = (picture.width / 2 * 2, picture.height / 2 * 2);
    let (left, top) = (picture.width / 4, picture.height / 4);
    let pixel =
        |x: usize, y: usize| picture.pixels.get(y * picture.width + x).map_or(0, |pixel| u32::from(*pixel));
    let mut pixels = Vec::with_capacity(width * height);
    for y in 0..height {
        let (y, near_y) = halved(y, top, picture.height);
        for x in 0..width {
            let (x, near_x) = halved(x, left, picture.width);
            // A quarter of a pixel, and a little of those that it is next to.
            let sum = 9 * pixel(x, y) + 3 * (pixel(near_x, y) + pixel(x, near_y)) + pixel(near_x, near_y);
            pixels.push((sum / 16).to_le_bytes()[0]);
        }
    }
    Grey { width, height, pixels }
}

/// Where half a step lies on a side, and what it is next to.
fn halved(step: usize, start: usize, side: usize) -> (usize, usize) {
    let at = start + step / 2;
    (at, if step.is_multiple_of(2) { at.saturating_sub(1) } else { (at + 1).min(side.saturating_sub(1)) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use qrcodegen::{QrCode, QrCodeEcc};

    /// As long as the reference backend's.
    fn payload() -> String {
        let signature = "aB3-_xY7".repeat(11);
        ["FF1.7K4M9QXTC3DF.b_0123456789abcdef.1764500000000.1764510000000.", &signature[..86]].concat()
    }

    /// A code of `module` pixels a module, turned by an angle, on grey paper in a picture of 640 by 480.
    fn seen(text: &str, module: f64, degrees: f64) -> Grey {
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).expect("it fits");
        let (width, height) = (640_usize, 480_usize);
        let (sin, cos) = degrees.to_radians().sin_cos();
        let middle = f64::from(code.size()) / 2.0;
        let is_dark = |x: f64, y: f64| {
            let (x, y) = (x - 320.0, y - 240.0);
            let (x, y) = ((x * cos + y * sin) / module + middle, (y * cos - x * sin) / module + middle);
            code.get_module(x.floor() as i32, y.floor() as i32)
        };
        let mut pixels = Vec::with_capacity(width * height);
        for y in 0..height {
            for x in 0..width {
                // Each pixel sees a little of its neighbours, as a lens does.
                let dark = [(0.2, 0.2), (0.8, 0.2), (0.2, 0.8), (0.8, 0.8)]
                    .iter()
                    .filter(|(dx, dy)| is_dark(x as f64 + dx, y as f64 + dy))
                    .count();
                pixels.push(210 - 45 * dark as u8);
            }
        }
        Grey { width, height, pixels }
    }

    #[test]
    fn o2o_17_a_code_as_long_as_ours_is_read_tilted_and_small() {
        let text = payload();
        assert_eq!(text.len(), 150);
        for (module, degrees) in [(6.0, 0.0), (6.0, 20.0), (5.0, 12.0), (4.0, 33.0), (4.0, 180.0)] {
            let read = read(&seen(&text, module, degrees));
            assert_eq!(read.as_ref(), Some(&text), "{module} pixels, {degrees} degrees");
        }
        // From afar, the middle is looked at more closely.
        for (module, degrees) in [(4.0, 0.0), (3.5, 20.0), (3.0, 12.0), (3.0, 33.0), (3.0, 180.0)] {
            let read = read(&closer(&seen(&text, module, degrees)));
            assert_eq!(read.as_ref(), Some(&text), "{module} pixels, {degrees} degrees");
        }
    }

    #[test]
    fn o2o_17_what_is_no_code_is_none() {
        let blank = Grey { width: 64, height: 48, pixels: vec![200; 64 * 48] };
        assert_eq!(read(&blank), None);
        let cut_off = Grey { width: 9, height: 7, pixels: vec![] };
        assert_eq!((read(&cut_off), read(&closer(&cut_off))), (None, None));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

        /// A panic would end the app: nothing that a camera sees may cause one.
        #[test]
        fn o2o_17_no_picture_panics(
            module in 2.0_f64..7.0,
            degrees in 0.0_f64..360.0,
            holes in proptest::collection::vec((0_usize..640, 0_usize..480, 1_usize..90, any::<u8>()), 0..14),
        ) {
            let mut picture = seen(&payload(), module, degrees);
            for (left, top, side, grey) in holes {
                for y in top..(top + side).min(480) {
                    for x in left..(left + side).min(640) {
                        picture.pixels[y * 640 + x] = grey.wrapping_add(((x * 31) ^ (y * 17)) as u8 & 63);
                    }
                }
            }
            let _ = (read(&picture), read(&closer(&picture)));
        }
    }
}
