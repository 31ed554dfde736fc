//! QR codes (ISO/IEC 18004) as they are drawn.

use qrcodegen::{QrCode, QrCodeEcc};

/// How wide the pale edge around a code is, in modules; readers need it.
const QUIET: i32 = 4;

/// A code as one path, on a square of `side` modules with its quiet zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// The side of the square.
    pub side: i32,
    /// Its dark modules, row by row, in the syntax of SVG paths.
    pub path: String,
}

/// Draws a text; `None` for one that is longer than any code.
pub fn draw(text: &str) -> Option<Drawing> {
    // A sixth of it may be unreadable: folded paper, a scratch.
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            // Past the edge everything is pale.
            let length = (x..).take_while(|x| code.get_module(*x, y)).count();
            let length = i32::try_from(length).unwrap_or(0);
            if length > 0 {
                let [left, top, right, back] =
                    [x + QUIET, y + QUIET, length, -length].map(|at| at.to_string());
                for part in ["M", &left, " ", &top, "h", &right, "v1h", &back, "z"] {
                    path.push_str(part);
                }
            }
            x += length.max(1);
        }
    }
    Some(Drawing { side: code.size() + 2 * QUIET, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn o2o_16_a_code_is_drawn_as_rows_of_dark_modules_inside_its_quiet_zone() {
        let drawing = draw("FF1").expect("it is short");
        // Version 1 has 21 modules a side.
        assert_eq!(drawing.side, 29);
        // The first row of the finder pattern at the top left is seven modules wide.
        assert!(drawing.path.starts_with("M4 4h7v1h-7z"), "{}", drawing.path);
        let code = QrCode::encode_text("FF1", QrCodeEcc::Medium).expect("it is short");
        let dark = (0..21)
            .flat_map(|y| (0..21).map(move |x| (x, y)))
            .filter(|(x, y)| code.get_module(*x, *y))
            .count();
        let drawn: usize = drawing
            .path
            .split('h')
            .skip(1)
            .filter_map(|part| part.split('v').next()?.parse::<usize>().ok())
            .sum::<usize>();
        assert_eq!(drawn, dark);
        assert_eq!(draw(&"x".repeat(3000)), None);
    }
}
