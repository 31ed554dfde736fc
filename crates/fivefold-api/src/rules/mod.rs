//! Rules: pure functions over the model. The server decides with them; the storefront predicts with
//! the same code. No clock, no database, no screen.

mod account;
mod address;
mod amounts;
mod auction;
mod bidding;
mod booking;
mod csv;
mod decimal;
mod ladder;
mod options;
mod order_rows;
mod payment;
mod quantity;
mod quote;
mod quote_order;
mod redline;
mod request;
mod seat;
mod units;
mod wholesale;

pub use account::{NAME_MAX, PASSWORD_MAX, PASSWORD_MIN, check_email, check_name, check_password};
pub use address::{AddressField, AddressFormat, COUNTRIES, address_format, check_address, check_contact};
pub use amounts::{allocate, charged_tax, smallest_tax, tax_inside, tax_on_top};
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
pub use csv::{CELL_MAX, CsvCell, CsvReader, CsvRow, push_csv_row};
pub use decimal::{DecimalMark, read_decimal};
pub use ladder::{
    GroupOutcome, group_price, is_ladder, lock_group, seat_ceiling, seat_outlook, seat_weight, tier_at,
    to_next_tier,
};
pub use options::{is_possible, options_in_conflict, variant_of};
pub use order_rows::{
    CheckedRow, ORDER_ROWS_MAX, OrderColumns, OrderRow, RowChecker, RowFix, RowProblem, order_columns,
    order_row, sku_key,
};
pub use payment::{is_open, is_paid, payment_moves};
pub use quantity::limit_quantity;
pub use quote::{
    QUOTE_LINES_MAX, QUOTE_VERSIONS_MAX, QuoteMove, QuoteRefusal, QuoteStanding, move_quote, quote_actions,
    quote_at, quote_moves, quote_turn,
};
pub use quote_order::{
    ATTACHMENT_BYTES_MAX, ATTACHMENT_TYPES, ATTACHMENTS_MAX, LINE_NOTE_MAX, MESSAGE_MAX, OrderFacts,
    PO_NUMBER_MAX, QUOTE_FILES_MAX, check_attachment, check_po_number, due_on, may_order, order_blockers,
    po_key,
};
pub use redline::{LineChange, LineField, Redline, TermChange, redline};
pub use request::check_request;
pub use seat::{
    SeatTerms, difference_refund, group_actions, join_requirements, outlasts, seat_cost, seat_counts,
    seat_moves, seat_stands,
};
pub use units::{QUANTITY_MAX, QuantityFault, check_quantity};
pub use wholesale::{
    LOOKUP_MAX, PriceDelta, break_at, catalogue_total, convert, goods_without_tax, is_same_price,
    is_same_quantity, line_total, next_break, price_at, price_delta, quote_totals,
};
