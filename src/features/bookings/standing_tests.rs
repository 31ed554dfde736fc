//! Bookings, and how they stand.

use super::*;
use fivefold_api::model::{BookingChange, DifferenceSettles};

/// A booking as the shop tells it, with some more of its parts.
pub fn booking(status: &str, more: &str) -> Booking {
    let euro = |minor: i64| format!(r#"{{"minor":{minor},"currency":"EUR","exponent":2}}"#);
    let text = format!(
        r#"{{"id":"b_1","number":"B-1","version":"1","status":"{status}","service":"s_1","title":"Haircut",
        "venue":{{"card":{{"id":"v_1","name":"Studio","city":"Lisbon","zone":"Europe/Lisbon",
        "location":{{"latitude":38710000,"longitude":-9140000}}}},"street":["Rua 1"],"country":"PT"}},
        "time":{{"start":"2026-11-28T10:30:00Z","end":"2026-11-28T11:15:00Z","zone":"Europe/Lisbon",
        "offset_minutes":0,"abbreviation":"WET"}},"party":1,
        "terms":{{"version":"t1","price":{0},"basis":"booking","charge":"deposit","due_now":{1},"due_at_venue":{2},
        "ends_at":"2026-11-28T10:30:00Z","late_minutes":10,"no_show_fee":{0}}},"paid":{3}{more}}}"#,
        euro(6_000),
        euro(1_500),
        euro(4_500),
        euro(0)
    );
    serde_json::from_str(&text).unwrap()
}

const HOLD: &str = r#","hold":{"id":"h_1","state":"active","expires_at":"2026-11-26T12:10:00Z"}"#;

#[test]
fn x_state_every_status_has_a_standing_and_only_an_unknown_one_is_unknown() {
    for (status, told) in [
        ("held", Standing::Held),
        ("hold_expired", Standing::NotPaid),
        ("let_go", Standing::LetGo),
        ("confirmed", Standing::Confirmed),
        ("returning", Standing::ComingBack),
        ("returned", Standing::Back),
        ("cancelled", Standing::Cancelled),
        ("cancelled_by_venue", Standing::CancelledByVenue),
        ("fulfilled", Standing::Fulfilled),
        ("no_show", Standing::NoShow),
        ("beamed_up", Standing::Unknown),
    ] {
        assert_eq!(standing(&booking(status, "")), told, "{status}");
    }
    assert_eq!(standing(&booking("held", r#","in_grace":true"#)), Standing::Confirming);
}

#[test]
fn x_state_what_only_the_shop_understands_offers_nothing() {
    let actions = r#","allowed_actions":["pay","cancel"]"#;
    assert!(may(&booking("held", actions), BookingAction::Pay));
    assert!(!may(&booking("held", actions), BookingAction::Change));
    assert!(!may(&booking("beamed_up", actions), BookingAction::Cancel));
}

#[test]
fn o2o_06_only_a_hold_that_is_active_counts_down() {
    let ends = Instant::parse("2026-11-26T12:10:00Z");
    assert_eq!(due(&booking("held", HOLD)), ends);
    assert_eq!(due(&booking("held", &HOLD.replace("active", "expired"))), None);
    assert_eq!(due(&booking("confirmed", HOLD)), None);
}

#[test]
fn o2o_13_another_time_that_is_held_counts_down_beside_the_first_one() {
    let mut moved = booking("confirmed", "");
    let hold = booking("held", HOLD).hold.unwrap();
    let change = BookingChange {
        time: moved.time.clone(),
        staff: None,
        hold,
        price: moved.terms.price,
        difference: moved.paid,
        settles: DifferenceSettles::Nothing,
        order: None,
    };
    moved.change = Some(change);
    assert_eq!(due(&moved), Instant::parse("2026-11-26T12:10:00Z"));
}
