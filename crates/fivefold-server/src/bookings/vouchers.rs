//! Vouchers: what lets one in, made when a booking is confirmed and again when it is moved.

use super::signing::{Pass, Signer};
use crate::{
    problem::{Answer, Refused},
    store::{
        WriteTx,
        bookings::BookingRow,
        vouchers::{self, VoucherRow},
    },
};
use fivefold_api::{
    model::VoucherStatus,
    rules::{CODE_LENGTH, CODE_LETTERS, write_code},
    vocabulary::Instant,
};
use std::time::Duration;

/// How long before the beginning a voucher is taken: who is early is let in, and nobody with a time of another day. It
/// is taken until the end and as much longer as one may be late.
const EARLY: Duration = Duration::from_mins(60);

/// Makes the voucher of a booking as it stands. One from before lets nobody in any more.
pub(crate) async fn issue(tx: &mut WriteTx, now: Instant, booking: &BookingRow) -> Answer<()> {
    vouchers::void_of_booking(tx, &booking.id).await?;
    let mut code = random_code()?;
    while vouchers::find(tx, &code).await?.is_some() {
        code = random_code()?;
    }
    let late = Duration::from_secs(u64::from(booking.terms.late_minutes) * 60);
    let pass = Pass {
        code: code.clone(),
        booking: booking.id.clone(),
        starts_at: booking.starts_at,
        valid_until: booking.ends_at.plus(late),
    };
    let row = VoucherRow {
        code,
        booking: booking.id.clone(),
        payload: Signer::open(tx).await?.sign(&pass),
        valid_from: booking.starts_at.before(EARLY),
        valid_until: pass.valid_until,
        status: VoucherStatus::Active,
        redeemed_at: None,
        redeemed_by: None,
    };
    vouchers::insert(tx, &row).await?;
    tracing::info!(booking = booking.id, at = now.millis(), "a voucher is issued");
    Ok(())
}

/// A code that nobody can guess: each of its letters is as likely as any other.
fn random_code() -> Answer<String> {
    let letters = CODE_LETTERS.len();
    // Numbers above the last whole multiple would make the first letters likelier.
    let fair = 256 / letters * letters;
    let mut values = [0_usize; CODE_LENGTH];
    for value in &mut values {
        let mut byte = [0_u8];
        loop {
            getrandom::fill(&mut byte).map_err(Refused::internal)?;
            if usize::from(byte[0]) < fair {
                break;
            }
        }
        *value = usize::from(byte[0]) % letters;
    }
    Ok(write_code(&values))
}

#[cfg(test)]
mod tests {
    use super::*;
    use fivefold_api::rules::read_code;
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn o2o_17_codes_can_be_read_and_use_all_letters_alike() {
        let codes: BTreeSet<String> = (0..2_000).map(|_| random_code().unwrap()).collect();
        assert_eq!(codes.len(), 2_000);
        let mut letters = BTreeMap::new();
        for code in &codes {
            assert_eq!(read_code(code).as_ref(), Some(code));
            let drawn = code.chars().filter(|letter| *letter != '-').take(CODE_LENGTH);
            drawn.for_each(|letter| *letters.entry(letter).or_insert(0_u32) += 1);
        }
        // 22,000 letters: 1,100 of each, give or take seven standard deviations.
        assert!(
            letters.len() == 20 && letters.values().all(|count| (874..1_326).contains(count)),
            "{letters:?}"
        );
    }
}
