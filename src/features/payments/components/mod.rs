//! The parts of paying that other features place into their pages.

pub mod attempt;
pub mod method;
pub mod pay_again;

pub use attempt::{AttemptNotice, attempt_label};
pub use method::use_methods;
pub use method::{MethodChoice, use_method_name};
pub use pay_again::PayAgain;
