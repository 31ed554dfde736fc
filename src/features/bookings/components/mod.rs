//! What the pages of bookings are made of.
