//! Rules: pure functions over the model. The server decides with them; the storefront predicts with
//! the same code. No clock, no database, no screen.

mod account;
mod address;
mod amounts;
mod auction;
mod bidding;
mod booking;
mod ladder;
mod options;
mod payment;
mod quantity;
mod seat;

pub use account::{NAME_MAX, PASSWORD_MAX, PASSWORD_MIN, check_email, check_name, check_password};
pub use address::{AddressField, AddressFormat, COUNTRIES, address_format, check_address, check_contact};
pub use amounts::{allocate, tax_inside, tax_on_top};
pub use auction::{
    BidCost, WouldBeBidder, auction_actions, auction_outcome, bid_cost, bid_position, bid_requirements,
    extended_end, needs_confirmation, reserve_state,
};
pub use bidding::{
    BidOutcome, BidRefusal, BidTerms, ShownBid, Standing, increment_at, minimum_bid, place_bid,
};
pub use booking::{
    CODE_LENGTH, CODE_LETTERS, Cancellation, ShownVoucher, booking_actions, booking_blocks, booking_moves,
    cancellation, fee_steps, read_code, redemption, share_of, write_code,
};
pub use ladder::{
    GroupOutcome, group_price, is_ladder, lock_group, seat_ceiling, seat_outlook, seat_weight, tier_at,
    to_next_tier,
};
pub use options::{is_possible, options_in_conflict, variant_of};
pub use payment::{is_open, is_paid, payment_moves};
pub use quantity::limit_quantity;
pub use seat::{
    SeatTerms, difference_refund, group_actions, join_requirements, outlasts, seat_cost, seat_counts,
    seat_moves, seat_stands,
};
