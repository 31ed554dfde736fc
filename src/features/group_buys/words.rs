//! What stands in words: phases, reasons, what is counted.

use super::group::News;
use crate::{platform::intl, text};
use fivefold_api::model::{CancelReason, GroupBasis, GroupBuyState, GroupPhase};

/// What is said aloud of news that came together, in one piece: what is said later takes the place of what was said
/// before it. Empty when nothing of it is for the ear.
pub fn news_words(news: &[News], state: &GroupBuyState) -> String {
    use text::group_buys as words;
    let price = || intl::format_money(&state.price);
    let said = |news: &News| match news {
        News::Cheaper => Some(words::cheaper_now(&price())),
        News::Dearer => Some(words::dearer_now(&price())),
        News::StepBack => Some(words::step_back_now(&price())),
        News::Back => Some(words::MOVED_BACK.get().to_owned()),
        News::Tipped => Some(words::TIPPED_NOW.get().to_owned()),
        News::Untipped => Some(words::UNTIPPED_NOW.get().to_owned()),
        News::Phase => Some(phase_words(state.phase).to_owned()),
        News::Mine | News::Stale => None,
    };
    news.iter().filter_map(said).collect::<Vec<_>>().join(" ")
}

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
