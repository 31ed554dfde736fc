//! What the pages of buying are made of.

pub mod address_form;
pub mod blocks;
pub mod cancel;
pub mod contact_form;
pub mod delivery_choice;
pub mod entry;
pub mod lines;
pub mod open_order;
pub mod pay;
pub mod quote_facts;
pub mod share;
pub mod status;
pub mod summary;
pub mod totals;

pub use address_form::AddressForm;
pub use blocks::{address_lines, blocks};
pub use cancel::CancelOrder;
pub use contact_form::ContactForm;
pub use delivery_choice::DeliveryChoice;
pub use lines::{LineList, LotLines};
pub use open_order::open_order;
pub use pay::{PayButton, submit};
pub use quote_facts::{quote_facts, quoted_lines};
pub use share::ShareLink;
pub use status::{OrderState, StatusBadge};
pub use summary::Summary;
pub use totals::TotalsView;
