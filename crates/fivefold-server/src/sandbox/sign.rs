//! Signed webhooks: HMAC-SHA256 over time and body, so that a body is neither forged nor, after a
//! while, replayed.

use fivefold_api::vocabulary::Instant;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::fmt::Write as _;

/// The header that carries the signature: `t=<milliseconds>,v1=<hexadecimal>`.
pub(crate) const SIGNATURE: &str = "fivefold-signature";

/// How old a signature may be, in milliseconds, either way.
const TOLERANCE: u64 = 5 * 60_000;

/// Signs `body` as sent at `now`.
pub(crate) fn sign(secret: &str, now: Instant, body: &[u8]) -> String {
    let time = now.millis().to_string();
    let code = mac(secret, &time, body).finalize().into_bytes();
    format!("t={time},v1={}", hex(&code))
}

/// Whether `header` is a fresh signature of `body`. The comparison takes constant time.
pub(crate) fn is_signed(secret: &str, now: Instant, header: &str, body: &[u8]) -> bool {
    let Some((time, code)) = header.strip_prefix("t=").and_then(|rest| rest.split_once(",v1=")) else {
        return false;
    };
    let Ok(sent) = time.parse::<i64>() else {
        return false;
    };
    let Some(code) = unhex(code) else {
        return false;
    };
    sent.abs_diff(now.millis()) <= TOLERANCE && mac(secret, time, body).verify_slice(&code).is_ok()
}

fn mac(secret: &str, time: &str, body: &[u8]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("HMAC takes a key of any length");
    mac.update(time.as_bytes());
    mac.update(b".");
    mac.update(body);
    mac
}

/// Bytes in lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing into a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    (text.len().is_multiple_of(2) && text.bytes().all(|b| b.is_ascii_hexdigit())).then(|| {
        (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect()
    })?
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Instant = Instant::from_millis(1_800_000_000_000);

    #[test]
    fn x_sec_only_the_right_secret_body_and_time_pass() {
        let header = sign("secret", NOW, b"{}");
        assert!(is_signed("secret", NOW, &header, b"{}"));
        assert!(!is_signed("other", NOW, &header, b"{}"));
        assert!(!is_signed("secret", NOW, &header, b"{ }"));
        let late = Instant::from_millis(NOW.millis() + 5 * 60_000 + 1);
        assert!(!is_signed("secret", late, &header, b"{}"));
        // Moving the stated time does not help: it is signed too.
        let moved = header.replace("1800000000000", &late.millis().to_string());
        assert!(!is_signed("secret", late, &moved, b"{}"));
    }

    #[test]
    fn x_sec_nonsense_is_no_signature() {
        for header in
            ["", "t=,v1=", "t=1", "v1=00", "t=x,v1=00", "t=1800000000000,v1=漢字", "t=1800000000000,v1=0"]
        {
            assert!(!is_signed("secret", NOW, header, b"{}"), "{header}");
        }
    }
}
