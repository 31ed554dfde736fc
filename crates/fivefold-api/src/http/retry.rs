//! When to send a request again, and after how long (X-RETRY).

use std::time::Duration;

/// How often and how patiently a request is repeated: exponential backoff with full jitter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retry {
    /// How often it is sent in all.
    pub tries: u32,
    /// The longest first pause; it doubles with every try.
    pub base: Duration,
    /// No pause of our own choosing is longer.
    pub cap: Duration,
}

impl Default for Retry {
    fn default() -> Self {
        Self { tries: 3, base: Duration::from_millis(300), cap: Duration::from_secs(5) }
    }
}

impl Retry {
    /// The pause after the `tried`-th try: what the backend asks for, or anything between zero and
    /// the doubled base, drawn by `random`.
    #[must_use]
    pub fn pause(&self, tried: u32, retry_after: Option<Duration>, random: u64) -> Duration {
        if let Some(asked) = retry_after {
            return asked;
        }
        let ceiling = self.base.saturating_mul(1 << tried.saturating_sub(1).min(16)).min(self.cap);
        let millis = u64::try_from(ceiling.as_millis()).unwrap_or(u64::MAX);
        Duration::from_millis(random % millis.saturating_add(1))
    }
}

/// Whether an answer of this status may be followed by another try. `in_flight` says that the body
/// of a 409 named that kind.
#[must_use]
pub const fn may_send_again(status: u16, in_flight: bool) -> bool {
    matches!(status, 408 | 425 | 429 | 500..=599) || (status == 409 && in_flight)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn x_retry_only_408_425_429_in_flight_and_5xx_are_repeated() {
        let repeated: Vec<u16> = (100..600).filter(|status| may_send_again(*status, false)).collect();
        assert_eq!(&repeated[..3], &[408, 425, 429]);
        assert_eq!(repeated[3..], (500..600).collect::<Vec<u16>>());
        assert!(may_send_again(409, true));
    }

    proptest! {
        #[test]
        fn x_retry_pauses_are_jittered_below_a_doubling_ceiling(tried in 1_u32..40, random: u64) {
            let retry = Retry::default();
            let ceiling = retry.base.saturating_mul(1 << (tried - 1).min(16)).min(retry.cap);
            prop_assert!(retry.pause(tried, None, random) <= ceiling);
        }

        #[test]
        fn x_retry_the_backend_s_wish_is_kept(tried in 1_u32..4, seconds in 0_u64..100, random: u64) {
            let asked = Duration::from_secs(seconds);
            prop_assert_eq!(Retry::default().pause(tried, Some(asked), random), asked);
        }
    }
}
