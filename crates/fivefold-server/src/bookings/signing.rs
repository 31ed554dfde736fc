//! Signatures of vouchers: Ed25519 (RFC 8032), so that whoever has the public key can tell a real voucher without a
//! connection.
//!
//! **Invariant**: the secret leaves the database only into a [`Signer`].

use crate::{
    problem::{Answer, Refused},
    store::{WriteTx, vouchers},
};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use fivefold_api::vocabulary::Instant;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use sqlx::SqliteConnection;

/// The key's name in the database.
const KEY: &str = "vouchers";
/// What a payload begins with: its form.
const FORM: &str = "FF1";

/// What is signed: a code and what it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pass {
    pub(super) code: String,
    pub(super) booking: String,
    pub(super) starts_at: Instant,
    pub(super) valid_until: Instant,
}

impl Pass {
    /// Codes and ids have no dots.
    fn signed_part(&self) -> String {
        let (starts_at, valid_until) = (self.starts_at.millis(), self.valid_until.millis());
        format!("{FORM}.{}.{}.{starts_at}.{valid_until}", self.code, self.booking)
    }

    fn read(signed_part: &str) -> Option<Self> {
        let parts: Vec<&str> = signed_part.split('.').collect();
        let [FORM, code, booking, starts_at, valid_until] = parts[..] else { return None };
        let instant = |text: &str| text.parse().ok().map(Instant::from_millis);
        Some(Self {
            code: code.to_owned(),
            booking: booking.to_owned(),
            starts_at: instant(starts_at)?,
            valid_until: instant(valid_until)?,
        })
    }
}

/// Signs and checks.
pub(super) struct Signer(Ed25519KeyPair);

impl Signer {
    /// The database's own, made when it is first needed.
    pub(super) async fn open(tx: &mut WriteTx) -> Answer<Self> {
        let mut fresh = [0_u8; 32];
        getrandom::fill(&mut fresh).map_err(Refused::internal)?;
        let (_, secret) = vouchers::signing_key(tx, KEY, &fresh).await?;
        Self::of_secret(&secret)
    }

    /// The database's own, if it has ever signed.
    pub(super) async fn find(connection: &mut SqliteConnection) -> Answer<Option<Self>> {
        let secret = vouchers::key(connection, KEY).await?;
        secret.map(|secret| Self::of_secret(&secret)).transpose()
    }

    fn of_secret(secret: &[u8]) -> Answer<Self> {
        Ed25519KeyPair::from_seed_unchecked(secret).map(Self).map_err(Refused::internal)
    }

    /// What a QR code says.
    pub(super) fn sign(&self, pass: &Pass) -> String {
        let part = pass.signed_part();
        let signature = BASE64_URL_SAFE_NO_PAD.encode(self.0.sign(part.as_bytes()));
        format!("{part}.{signature}")
    }

    /// What a QR code says, if it was signed here and has not been touched since.
    pub(super) fn read(&self, payload: &str) -> Option<Pass> {
        let (part, signature) = payload.trim().rsplit_once('.')?;
        let signature = BASE64_URL_SAFE_NO_PAD.decode(signature).ok()?;
        UnparsedPublicKey::new(&ED25519, self.0.public_key()).verify(part.as_bytes(), &signature).ok()?;
        Pass::read(part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn signer(seed: u8) -> Signer {
        Signer::of_secret(&[seed; 32]).unwrap()
    }

    fn pass() -> Pass {
        Pass {
            code: "3467-9CDF-GHJK".to_owned(),
            booking: "bk_0123".to_owned(),
            starts_at: Instant::from_millis(1_900_000_000_000),
            valid_until: Instant::from_millis(1_900_003_600_000),
        }
    }

    #[test]
    fn o2o_17_a_signature_is_that_of_rfc_8032() {
        // Test 1 of section 7.1: this secret has this public key.
        let secret = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
        let byte = |at: usize| u8::from_str_radix(&secret[at..at + 2], 16).unwrap();
        let secret: Vec<u8> = (0..64).step_by(2).map(byte).collect();
        let signer = Signer::of_secret(&secret).unwrap();
        assert_eq!(
            crate::sandbox::hex(signer.0.public_key().as_ref()),
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
        );
    }

    #[test]
    fn o2o_17_a_payload_is_read_as_it_was_signed_and_by_nobody_else() {
        let payload = signer(1).sign(&pass());
        assert!(payload.starts_with("FF1.3467-9CDF-GHJK.bk_0123.1900000000000.1900003600000."));
        assert_eq!(signer(1).read(&payload), Some(pass()));
        assert_eq!(signer(1).read(&format!(" {payload}\n")), Some(pass()), "scanners add ends of lines");
        assert_eq!(signer(2).read(&payload), None, "another shop's key");
    }

    proptest! {
        #[test]
        fn o2o_17_no_letter_of_a_payload_can_be_changed(at in any::<prop::sample::Index>(), to in "[0-9A-Za-z._-]") {
            let payload = signer(1).sign(&pass());
            let at = at.index(payload.len());
            let changed = format!("{}{to}{}", &payload[..at], &payload[at + 1..]);
            if changed != payload {
                prop_assert_eq!(signer(1).read(&changed), None);
            }
        }
    }
}
