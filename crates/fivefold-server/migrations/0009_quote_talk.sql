-- What is written about quotes, the files that are sent, how far everybody has read, and the orders made of quotes.
-- Instants are milliseconds since 1970 in UTC; amounts are minor units; JSON is text.

CREATE TABLE attachments (
    id          TEXT PRIMARY KEY,
    -- Who has sent it.
    account     TEXT NOT NULL REFERENCES accounts (id),
    name        TEXT NOT NULL,
    media_type  TEXT NOT NULL,
    bytes       INTEGER NOT NULL,
    -- pending, clean or blocked
    scan        TEXT NOT NULL,
    -- How often it could not be read: those that could come first.
    tries       INTEGER NOT NULL DEFAULT 0,
    -- When it is tried again.
    try_at      INTEGER NOT NULL DEFAULT 0,
    sent_at     INTEGER NOT NULL
);
CREATE INDEX attachments_to_scan ON attachments (scan, tries, sent_at);
CREATE INDEX attachments_of_account ON attachments (account);
CREATE INDEX attachments_by_age ON attachments (sent_at);

-- On which quotes a file is: both sides of one may have it. A quote that is asked for again has the same files.
CREATE TABLE quote_files (
    quote  TEXT NOT NULL REFERENCES quotes (id),
    file   TEXT NOT NULL REFERENCES attachments (id),
    PRIMARY KEY (quote, file)
);
CREATE INDEX quote_files_by_file ON quote_files (file);

CREATE TABLE quote_messages (
    id       TEXT PRIMARY KEY,
    quote    TEXT NOT NULL REFERENCES quotes (id),
    -- From 1, without gaps, in the order of arrival.
    place    INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    -- buyer or supplier
    party    TEXT NOT NULL,
    account  TEXT NOT NULL REFERENCES accounts (id),
    -- What the person was called then.
    author   TEXT NOT NULL,
    kind     TEXT NOT NULL,
    text     TEXT NOT NULL,
    -- The version that it came with.
    version  INTEGER,
    -- ["a_1"]: ids of attachments
    files    TEXT NOT NULL,
    UNIQUE (quote, place)
);

-- How far somebody has read, and when they looked last.
CREATE TABLE quote_reads (
    quote    TEXT NOT NULL REFERENCES quotes (id),
    account  TEXT NOT NULL REFERENCES accounts (id),
    read_to  INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    PRIMARY KEY (quote, account)
);

-- The order that was made of a quote: one, however often it was asked for.
CREATE TABLE quote_orders (
    quote       TEXT PRIMARY KEY REFERENCES quotes (id),
    order_id    TEXT NOT NULL UNIQUE REFERENCES orders (id),
    company     TEXT NOT NULL REFERENCES companies (id),
    -- Of the company's own number, what it has in common with others that a person would take for it.
    po_key      TEXT,
    currency    TEXT NOT NULL,
    -- What the company owes for it still: nothing where it is paid before.
    owed_minor  INTEGER NOT NULL
);
CREATE INDEX quote_orders_by_po ON quote_orders (company, po_key);

-- What an order takes of what only companies buy, so that it can be put back. Variants are in order_lines.
CREATE TABLE quote_order_goods (
    order_id  TEXT NOT NULL REFERENCES orders (id),
    sku_key   TEXT NOT NULL,
    -- In digits of its scale.
    quantity  INTEGER NOT NULL,
    PRIMARY KEY (order_id, sku_key)
);

-- What the commands made that ask and write: there once, however late one is sent again. Commitments are forgotten.
CREATE TABLE quote_keys (
    account      TEXT NOT NULL REFERENCES accounts (id),
    key          TEXT NOT NULL,
    -- Of the command, so that another one under the same key is told apart.
    fingerprint  TEXT NOT NULL,
    -- The quote or the message.
    made         TEXT NOT NULL,
    PRIMARY KEY (account, key)
);
