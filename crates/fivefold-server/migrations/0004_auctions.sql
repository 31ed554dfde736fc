-- Auctions: lots, who bids on them, and what came of it.
-- Instants are milliseconds since 1970 in UTC; amounts are minor units; JSON is text.

-- Whose account may not bid.
ALTER TABLE accounts ADD COLUMN blocked_from_bidding INTEGER NOT NULL DEFAULT 0;

-- What an order is of: goods from a cart, or lots that were won.
ALTER TABLE orders ADD COLUMN kind TEXT NOT NULL DEFAULT 'cart';

CREATE TABLE auctions (
    id               TEXT PRIMARY KEY,
    serial           INTEGER NOT NULL UNIQUE,
    seller           TEXT NOT NULL REFERENCES accounts (id),
    trader           INTEGER NOT NULL,
    category         TEXT NOT NULL,
    -- {"en": "..."}; {"en": ["paragraph", ...]}; {"en": ["sentence", ...]}
    titles           TEXT NOT NULL,
    descriptions     TEXT NOT NULL,
    defects          TEXT NOT NULL,
    condition        TEXT NOT NULL,
    -- As in products.
    pictures         TEXT NOT NULL,
    -- Folded titles of all locales.
    search           TEXT NOT NULL,
    currency         TEXT NOT NULL,
    opening          INTEGER NOT NULL,
    -- Never leaves the server.
    reserve          INTEGER,
    -- [{"from": Money, "step": Money}]
    increments       TEXT NOT NULL,
    shipping         INTEGER NOT NULL,
    premium          INTEGER NOT NULL,
    -- Seconds; 0 and 0 for an end that does not move.
    extension_window INTEGER NOT NULL,
    extend_by        INTEGER NOT NULL,
    payment_hours    INTEGER NOT NULL,
    created_at       INTEGER NOT NULL,
    starts_at        INTEGER NOT NULL,
    original_end     INTEGER NOT NULL,
    latest_end       INTEGER NOT NULL,
    -- The number of the demo's lot that it is, for the demo to offer it again.
    demo             INTEGER,
    -- From here on it changes.
    revision         INTEGER NOT NULL,
    -- scheduled, live, sold, reserve_not_met, no_bids, cancelled, suspended
    status           TEXT NOT NULL,
    ends_at          INTEGER NOT NULL,
    extensions       INTEGER NOT NULL,
    -- What the leader would pay; none before the first bid.
    price            INTEGER,
    leader           INTEGER,
    bid_count        INTEGER NOT NULL,
    bidder_count     INTEGER NOT NULL
);
CREATE INDEX auctions_by_end ON auctions (status, ends_at);
CREATE INDEX auctions_by_start ON auctions (status, starts_at);
CREATE INDEX auctions_of_seller ON auctions (seller, created_at);

-- Who bids on a lot, under which number, up to what maximum.
CREATE TABLE bidders (
    auction   TEXT NOT NULL REFERENCES auctions (id),
    number    INTEGER NOT NULL,
    account   TEXT NOT NULL REFERENCES accounts (id),
    maximum   INTEGER NOT NULL,
    first_at  INTEGER NOT NULL,
    PRIMARY KEY (auction, number),
    UNIQUE (auction, account)
);
CREATE INDEX bidders_of_account ON bidders (account, first_at);

-- The bids everybody sees. Rows are added, never changed.
CREATE TABLE bids (
    auction   TEXT NOT NULL REFERENCES auctions (id),
    seq       INTEGER NOT NULL,
    bidder    INTEGER NOT NULL,
    amount    INTEGER NOT NULL,
    at        INTEGER NOT NULL,
    automatic INTEGER NOT NULL,
    PRIMARY KEY (auction, seq)
);

-- The maxima as they were named. Rows are added, never changed; nobody is shown them.
CREATE TABLE maxima (
    auction   TEXT NOT NULL REFERENCES auctions (id),
    seq       INTEGER NOT NULL,
    bidder    INTEGER NOT NULL,
    maximum   INTEGER NOT NULL,
    at        INTEGER NOT NULL,
    PRIMARY KEY (auction, seq)
);

CREATE TABLE watches (
    session   TEXT NOT NULL,
    auction   TEXT NOT NULL REFERENCES auctions (id),
    since     INTEGER NOT NULL,
    PRIMARY KEY (session, auction)
);

-- What the winner of a lot has to pay.
CREATE TABLE settlements (
    auction   TEXT PRIMARY KEY REFERENCES auctions (id),
    account   TEXT NOT NULL REFERENCES accounts (id),
    -- awaiting_payment, paid, unpaid
    status    TEXT NOT NULL,
    due       INTEGER NOT NULL,
    -- Whether the winner was reminded.
    reminded  INTEGER NOT NULL DEFAULT 0,
    order_id  TEXT REFERENCES orders (id)
);
CREATE INDEX settlements_due ON settlements (status, due);
CREATE INDEX settlements_of_account ON settlements (account, status);
CREATE INDEX settlements_of_order ON settlements (order_id);
