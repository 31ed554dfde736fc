//! How often something may be tried: per network address and per account, in memory, on the server's clock.

use crate::{
    problem::{Answer, Refused},
    state::App,
};
use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::request::Parts,
};
use fivefold_api::{model::ProblemKind, vocabulary::Instant};
use std::{
    collections::HashMap,
    convert::Infallible,
    net::{IpAddr, SocketAddr},
    sync::{Mutex, PoisonError},
    time::Duration,
};

/// So many counters at most: whoever sends from ever new addresses makes old ones forgotten, not the
/// memory full.
const MOST: usize = 20_000;

/// Something that may be tried so often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Limit {
    /// To fail to sign in from one network address.
    SignInFrom,
    /// To fail to sign in to one account, from anywhere.
    SignInTo,
    /// To have mails sent, from one network address.
    MailFrom,
    /// To have mails sent to one address.
    MailTo,
    /// To use a mail's link, from one network address.
    LinkFrom,
}

impl Limit {
    /// How often, in how long.
    const fn rate(self) -> (u32, Duration) {
        match self {
            Self::SignInFrom => (50, Duration::from_mins(15)),
            Self::SignInTo => (10, Duration::from_mins(15)),
            Self::MailFrom => (20, Duration::from_hours(1)),
            Self::MailTo => (5, Duration::from_hours(1)),
            Self::LinkFrom => (30, Duration::from_mins(15)),
        }
    }
}

/// What was tried lately: since when, and how often.
#[derive(Debug, Default)]
pub(super) struct Limits(Mutex<HashMap<(Limit, String), (Instant, u32)>>);

impl Limits {
    /// Counts one try, or refuses it with the time to wait.
    pub(super) fn take(&self, limit: Limit, whose: &str, now: Instant) -> Answer<()> {
        let (most, window) = limit.rate();
        let mut tries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // A clock that was set back ends a window as well.
        let runs = |limit: Limit, since: Instant| since <= now && now < since.plus(limit.rate().1);
        let key = (limit, whose.to_owned());
        if !tries.contains_key(&key) && tries.len() >= MOST {
            tries.retain(|(limit, _), (since, _)| runs(*limit, *since));
            if tries.len() >= MOST
                && let Some(oldest) =
                    tries.iter().min_by_key(|(_, (since, _))| *since).map(|(key, _)| key.clone())
            {
                tries.remove(&oldest);
            }
        }
        let (since, count) = tries.entry(key).or_insert((now, 0));
        if !runs(limit, *since) {
            (*since, *count) = (now, 0);
        }
        if *count >= most {
            let wait = now.until(since.plus(window)).as_millis().div_ceil(1000);
            return Err(Refused::new(ProblemKind::TooManyRequests)
                .retry_after(u32::try_from(wait).unwrap_or(u32::MAX)));
        }
        *count += 1;
        Ok(())
    }

    /// Takes a try back that was none: it succeeded.
    pub(super) fn give_back(&self, limit: Limit, whose: &str) {
        let mut tries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, count)) = tries.get_mut(&(limit, whose.to_owned())) {
            *count = count.saturating_sub(1);
        }
    }
}

/// Where a request comes from. Behind a proxy, which `--public-url` speaks of, it is what the proxy says.
#[derive(Debug, Clone)]
pub(super) struct Peer(pub(super) String);

impl FromRequestParts<App> for Peer {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let direct = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
        let forwarded = || {
            // The last entry is the proxy's own; those before are whatever the client wrote.
            let value = parts.headers.get_all("x-forwarded-for").into_iter().next_back()?.to_str().ok()?;
            value.rsplit(',').next()?.trim().parse().ok()
        };
        let address = app.config.public_url.as_ref().and_then(|_| forwarded()).or(direct);
        Ok(Self(address.map(network).unwrap_or_default()))
    }
}

/// One household: an IPv4 address, or the half of an IPv6 address that names the network.
fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("{:x}", address.to_bits() >> 64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn account_a_limit_ends_with_its_window_and_counts_each_by_itself() {
        let limits = Limits::default();
        let at = |minutes: i64| Instant::from_millis(minutes * 60_000);
        for _ in 0..10 {
            limits.take(Limit::SignInTo, "mei", at(0)).unwrap();
        }
        assert!(limits.take(Limit::SignInTo, "mei", at(14)).is_err());
        limits.take(Limit::SignInTo, "jo", at(14)).unwrap();
        limits.take(Limit::MailTo, "mei", at(14)).unwrap();
        limits.take(Limit::SignInTo, "mei", at(15)).unwrap();
    }

    #[test]
    fn account_the_counters_are_bounded_and_the_oldest_goes_first() {
        let limits = Limits::default();
        for index in 0..MOST + 10 {
            let at = Instant::from_millis(i64::try_from(index).unwrap());
            limits.take(Limit::SignInFrom, &index.to_string(), at).unwrap();
        }
        let tries = limits.0.lock().unwrap();
        assert_eq!(tries.len(), MOST);
        assert!(!tries.contains_key(&(Limit::SignInFrom, "9".to_owned())));
        assert!(tries.contains_key(&(Limit::SignInFrom, "10".to_owned())));
    }

    #[test]
    fn account_an_ipv6_network_is_one_household() {
        let of = |text: &str| network(text.parse().unwrap());
        assert_eq!(of("2001:db8::1"), of("2001:db8::ffff:2"));
        assert_ne!(of("2001:db8::1"), of("2001:db8:0:1::1"));
        assert_eq!(of("::ffff:192.0.2.1"), "192.0.2.1");
    }
}
