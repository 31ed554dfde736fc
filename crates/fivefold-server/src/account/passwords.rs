//! Hashing passwords: argon2id, off the threads that answer, a few at a time.

use crate::problem::{Answer, Refused};
use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHash, PasswordHasher as _, PasswordVerifier as _, SaltString},
};
use tokio::sync::Semaphore;

/// OWASP's password storage cheat sheet: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
/// So many at once: the others wait, and the machine goes on answering.
const AT_ONCE: usize = 2;
/// What the password of somebody who has no account is compared with: the same work, never a match.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGhhcyB0aGlz$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Hashes and compares.
#[derive(Debug)]
pub(super) struct Passwords(Semaphore);

impl Default for Passwords {
    fn default() -> Self {
        Self(Semaphore::new(AT_ONCE))
    }
}

impl Passwords {
    /// The hash to keep of a password, with its salt and its parameters.
    pub(super) async fn hash(&self, password: String) -> Answer<String> {
        self.work(move || {
            let mut salt = [0_u8; 16];
            getrandom::fill(&mut salt).expect("the system has a random source");
            let salt = SaltString::encode_b64(&salt).map_err(Refused::internal)?;
            let hash = hasher()?.hash_password(password.as_bytes(), &salt).map_err(Refused::internal)?;
            Ok(hash.to_string())
        })
        .await
    }

    /// Whether a password is the one of a hash. Without a hash it takes as long, and is not.
    pub(super) async fn is_right(&self, password: String, hash: Option<String>) -> Answer<bool> {
        self.work(move || {
            let kept = hash.as_deref().unwrap_or(NOBODY);
            let kept = PasswordHash::new(kept).map_err(Refused::internal)?;
            Ok(hasher()?.verify_password(password.as_bytes(), &kept).is_ok() && hash.is_some())
        })
        .await
    }

    async fn work<T: Send + 'static>(&self, work: impl FnOnce() -> Answer<T> + Send + 'static) -> Answer<T> {
        let _turn = self.0.acquire().await.map_err(Refused::internal)?;
        tokio::task::spawn_blocking(work).await.map_err(Refused::internal)?
    }
}

fn hasher() -> Answer<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).map_err(Refused::internal)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn account_a_hash_is_argon2id_with_a_salt_of_its_own() {
        let passwords = Passwords::default();
        let first = passwords.hash("tea for two".into()).await.unwrap();
        let second = passwords.hash("tea for two".into()).await.unwrap();
        assert!(first.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{first}");
        assert_ne!(first, second);
        assert!(passwords.is_right("tea for two".into(), Some(first.clone())).await.unwrap());
        assert!(!passwords.is_right("tea for three".into(), Some(first)).await.unwrap());
        assert!(!passwords.is_right("tea for two".into(), None).await.unwrap());
    }
}
