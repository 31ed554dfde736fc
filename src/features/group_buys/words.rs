//! What stands in words: phases, reasons, what is counted.

use crate::text;
use fivefold_api::model::{CancelReason, GroupBasis, GroupPhase};

/// Where a group-buy stands.
pub fn phase_words(phase: GroupPhase) -> &'static str {
    use text::group_buys as words;
    let words = match phase {
        GroupPhase::Scheduled => &words::SCHEDULED,
        GroupPhase::Open => &words::OPEN,
        GroupPhase::Locking => &words::LOCKING,
        GroupPhase::Settled => &words::SETTLED,
        GroupPhase::Failed => &words::FAILED,
        GroupPhase::Cancelled { .. } => &words::CANCELLED,
        _ => &text::orders::UNKNOWN_STATUS,
    };
    words.get()
}

/// Why a seller has called it off (C2B-12).
pub fn reason_words(reason: CancelReason) -> &'static str {
    use text::group_buys as words;
    let words = match reason {
        CancelReason::Supply => &words::CANCEL_SUPPLY,
        CancelReason::Quality => &words::CANCEL_QUALITY,
        CancelReason::Mistake => &words::CANCEL_MISTAKE,
        _ => &words::CANCEL_OTHER,
    };
    words.get()
}

/// What is counted, as the messages choose by it (C2B-02).
pub const fn basis_word(basis: GroupBasis) -> &'static str {
    match basis {
        GroupBasis::Units => "units",
        _ => "people",
    }
}
