//! What a name, an address and a password of an account must be.
//!
//! Passwords follow NIST SP 800-63B: long enough, not among the most common, no rules about what they
//! are made of.

use crate::model::FieldProblemCode;
use crate::rules::address::is_email;

/// The fewest characters of a password.
pub const PASSWORD_MIN: usize = 8;
/// The most, so that nobody makes the backend hash a book.
pub const PASSWORD_MAX: usize = 256;
/// The most characters of a name.
pub const NAME_MAX: usize = 100;
/// RFC 5321: a longer address cannot be written to.
const EMAIL_MAX: usize = 254;

/// Passwords of eight characters and more that top every list of leaked ones. Lower case.
const COMMON: &[&str] = &[
    "00000000",
    "0987654321",
    "11111111",
    "11223344",
    "12341234",
    "12345678",
    "123456789",
    "1234567890",
    "123123123",
    "147258369",
    "1q2w3e4r",
    "1q2w3e4r5t",
    "1qaz2wsx",
    "66666666",
    "87654321",
    "88888888",
    "987654321",
    "a1b2c3d4",
    "aa123456",
    "abc12345",
    "abcd1234",
    "asdfghjkl",
    "asdf1234",
    "admin123",
    "baseball",
    "changeme",
    "computer",
    "football",
    "iloveyou",
    "internet",
    "jennifer",
    "letmein1",
    "michelle",
    "p@ssw0rd",
    "passw0rd",
    "password",
    "password1",
    "password12",
    "password123",
    "princess",
    "q1w2e3r4",
    "qazwsxedc",
    "qwer1234",
    "qwerty12",
    "qwerty123",
    "qwertyuiop",
    "starwars",
    "sunshine",
    "superman",
    "trustno1",
    "welcome1",
    "woaini1314",
    "zaq12wsx",
    "zxcvbnm1",
];

/// What is wrong with a new password for the account of `email`. Characters are those of Unicode.
#[must_use]
pub fn check_password(password: &str, email: &str) -> Option<FieldProblemCode> {
    let length = password.chars().count();
    if length == 0 {
        return Some(FieldProblemCode::Required);
    }
    if length < PASSWORD_MIN {
        return Some(FieldProblemCode::TooShort);
    }
    if length > PASSWORD_MAX {
        return Some(FieldProblemCode::TooLong);
    }
    let lower = password.to_lowercase();
    (COMMON.contains(&lower.as_str()) || lower == email.trim().to_lowercase())
        .then_some(FieldProblemCode::TooCommon)
}

/// What is wrong with a name.
#[must_use]
pub fn check_name(name: &str) -> Option<FieldProblemCode> {
    let name = name.trim();
    if name.is_empty() {
        return Some(FieldProblemCode::Required);
    }
    if name.chars().count() > NAME_MAX {
        return Some(FieldProblemCode::TooLong);
    }
    name.chars().any(char::is_control).then_some(FieldProblemCode::Format)
}

/// What is wrong with the address of an account.
#[must_use]
pub fn check_email(email: &str) -> Option<FieldProblemCode> {
    let email = email.trim();
    if email.is_empty() {
        return Some(FieldProblemCode::Required);
    }
    if email.len() > EMAIL_MAX {
        return Some(FieldProblemCode::TooLong);
    }
    (!is_email(email) || email.chars().any(char::is_control)).then_some(FieldProblemCode::Format)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn account_a_password_is_counted_in_characters_and_not_composed_by_rule() {
        let check = |password: &str| check_password(password, "mei@example.com");
        assert_eq!(check(""), Some(FieldProblemCode::Required));
        assert_eq!(check("seven77"), Some(FieldProblemCode::TooShort));
        assert_eq!(check("茶壺茶壺茶壺茶"), Some(FieldProblemCode::TooShort));
        assert_eq!(check("茶壺茶壺茶壺茶壺"), None);
        assert_eq!(check("all lower case"), None);
        assert_eq!(check(&"é".repeat(256)), None);
        assert_eq!(check(&"é".repeat(257)), Some(FieldProblemCode::TooLong));
    }

    #[test]
    fn account_the_commonest_passwords_and_one_s_own_address_are_refused() {
        for password in ["password", "PassWord1", "12345678", "Mei@Example.com"] {
            assert_eq!(
                check_password(password, " mei@example.com"),
                Some(FieldProblemCode::TooCommon),
                "{password}"
            );
        }
        assert!(COMMON.iter().all(|word| word.len() >= PASSWORD_MIN && *word == word.to_lowercase()));
    }

    #[test]
    fn account_a_name_and_an_address_are_written_on_one_line() {
        assert_eq!(check_name(" "), Some(FieldProblemCode::Required));
        assert_eq!(check_name("Mei\nBcc: all@example.com"), Some(FieldProblemCode::Format));
        assert_eq!(check_name(&"x".repeat(101)), Some(FieldProblemCode::TooLong));
        assert_eq!(check_name("林美"), None);
        assert_eq!(check_email("nobody"), Some(FieldProblemCode::Format));
        assert_eq!(check_email(&format!("{}@example.com", "x".repeat(250))), Some(FieldProblemCode::TooLong));
        assert_eq!(check_email(" mei@example.com "), None);
    }
}
