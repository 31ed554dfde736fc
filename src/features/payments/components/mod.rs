//! The parts of paying that other features place into their pages.

pub mod attempt;
pub mod hold_time;
pub mod method;
pub mod money_steps;
pub mod pay_again;

pub use attempt::{AttemptNotice, attempt_label};
pub use hold_time::hold_time;
pub use method::use_methods;
pub use method::{MethodChoice, use_method_name};
pub use money_steps::money_steps;
pub use pay_again::PayAgain;
