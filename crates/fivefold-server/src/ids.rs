//! New ids and secrets, from the system's random source.

/// Digits without look-alikes (Crockford's base 32).
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// A new id: `o_` and 80 random bits.
#[must_use]
pub(crate) fn new_id(prefix: &str) -> String {
    format!("{prefix}_{}", random_text::<16>())
}

/// A new secret of 200 random bits, for tokens that let somebody in.
#[must_use]
pub(crate) fn new_secret() -> String {
    random_text::<40>()
}

fn random_text<const N: usize>() -> String {
    let mut bytes = [0_u8; N];
    getrandom::fill(&mut bytes).expect("the system has a random source");
    bytes.iter().map(|byte| char::from(DIGITS[usize::from(byte & 31)])).collect()
}
