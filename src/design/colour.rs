//! What `tokens.css` says, and the contrast of its colours. `tests/it` compiles this file too and holds the tokens
//! to it, so it uses nothing of the crate.

/// Lightness, chroma and hue in degrees.
pub type Colour = [f64; 3];

/// Name and value of each custom property, in order.
pub fn properties(css: &str) -> Vec<(&str, &str)> {
    let lines = css.lines().map(str::trim).filter(|line| line.starts_with("--"));
    lines.filter_map(|line| line.strip_suffix(';')?.split_once(": ")).collect()
}

/// Light and dark value of each token that is one `light-dark(oklch(…), oklch(…))`.
pub fn colours(css: &str) -> Vec<(&str, [Colour; 2])> {
    let pairs = properties(css).into_iter().filter_map(|(name, value)| Some((name, pair(value)?)));
    pairs.collect()
}

/// Light and dark value of a `light-dark(oklch(…), oklch(…))`; `None` for anything else and for what one can see
/// through.
pub fn pair(value: &str) -> Option<[Colour; 2]> {
    let inner = value.strip_prefix("light-dark(")?.strip_suffix(')')?;
    let (light, dark) = inner.split_once("), ")?;
    Some([oklch(light)?, oklch(dark.strip_suffix(')')?)?])
}

fn oklch(text: &str) -> Option<Colour> {
    let numbers = text.strip_prefix("oklch(")?.split(' ').map(|part| part.parse().ok());
    numbers.collect::<Option<Vec<f64>>>()?.try_into().ok()
}

/// `color-mix(in oklab, one share, other)`.
pub fn mix(one: Colour, share: f64, other: Colour) -> Colour {
    let [one, other] = [one, other].map(oklab);
    let [lightness, a, b] = [0, 1, 2].map(|at: usize| one[at] * share + other[at] * (1.0 - share));
    [lightness, a.hypot(b), b.atan2(a).to_degrees()]
}

fn oklab([lightness, chroma, hue]: Colour) -> [f64; 3] {
    [lightness, chroma * hue.to_radians().cos(), chroma * hue.to_radians().sin()]
}

/// Linear red, green and blue of an OKLCH colour (CSS Color 4, section 10.3), clipped to sRGB.
fn linear(colour: Colour) -> [f64; 3] {
    let [lightness, a, b] = oklab(colour);
    let long = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let middle = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let short = (lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
    let red = 4.076_741_662_1 * long - 3.307_711_591_3 * middle + 0.230_969_929_2 * short;
    let green = -1.268_438_004_6 * long + 2.609_757_401_1 * middle - 0.341_319_396_5 * short;
    let blue = -0.004_196_086_3 * long - 0.703_418_614_7 * middle + 1.707_614_701_0 * short;
    [red, green, blue].map(|part| part.clamp(0.0, 1.0))
}

/// The colour as `#rrggbb`, for the places that know no OKLCH.
pub fn hex(colour: Colour) -> String {
    let digits = linear(colour).map(|part| {
        let part = if part <= 0.003_130_8 { 12.92 * part } else { 1.055 * part.powf(1.0 / 2.4) - 0.055 };
        format!("{:02x}", (part * 255.0).round() as u8)
    });
    ["#", &digits.concat()].concat()
}

/// Relative luminance (WCAG 2.2).
fn luminance(colour: Colour) -> f64 {
    let [red, green, blue] = linear(colour);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// The contrast of two colours, from 1 to 21 (WCAG 2.2).
pub fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}
