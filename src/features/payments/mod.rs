//! Paying: choosing a way, starting an attempt, following it, coming back from the provider's page. Its own
//! slice, so that whatever is paid for (today an order) needs nothing else of another feature.
//!
//! **Invariant**: what the address says on the way back is a hint. Only the shop says how an attempt ended.

pub mod components;
pub mod pages;
pub mod provider;
pub mod start;
pub mod story;

pub use components::{
    AttemptNotice, MethodChoice, PayAgain, attempt_label, hold_time, money_steps, use_method_name,
    use_methods,
};
pub use pages::PaymentReturnPage;
pub use start::{PayProblem, PayStart, Paying, use_paying};
pub use story::{Story, open_attempt, story_of};
