-- Sessions, carts, checkouts, orders, payments, holds, commitments, and the sandbox provider.
-- Instants are milliseconds since 1970 in UTC; amounts are minor units; JSON is text.

CREATE TABLE sessions (
    id          TEXT PRIMARY KEY,
    -- SHA-256 of the token in hexadecimal; the token itself is nowhere.
    token_hash  TEXT NOT NULL UNIQUE,
    created_at  INTEGER NOT NULL,
    expires_at  INTEGER NOT NULL
);

CREATE TABLE carts (
    id          TEXT PRIMARY KEY,
    session     TEXT NOT NULL UNIQUE REFERENCES sessions (id) ON DELETE CASCADE,
    revision    INTEGER NOT NULL
);

CREATE TABLE cart_lines (
    cart          TEXT NOT NULL REFERENCES carts (id) ON DELETE CASCADE,
    variant       TEXT NOT NULL,
    position      INTEGER NOT NULL,
    quantity      INTEGER NOT NULL,
    -- What one cost when the buyer last changed the cart, so that a new price is announced.
    seen_minor    INTEGER,
    seen_currency TEXT,
    PRIMARY KEY (cart, variant)
);

CREATE TABLE checkouts (
    cart            TEXT PRIMARY KEY REFERENCES carts (id) ON DELETE CASCADE,
    contact         TEXT,
    address         TEXT,
    delivery        TEXT,
    -- The promise the buyer was given, and until when it stands.
    earliest        TEXT,
    latest          TEXT,
    delivery_until  INTEGER
);

CREATE TABLE orders (
    id               TEXT PRIMARY KEY,
    serial           INTEGER NOT NULL UNIQUE,
    session          TEXT NOT NULL,
    token            TEXT NOT NULL,
    revision         INTEGER NOT NULL,
    status           TEXT NOT NULL,
    placed_at        INTEGER NOT NULL,
    checkout_version TEXT NOT NULL,
    total_minor      INTEGER NOT NULL,
    currency         TEXT NOT NULL,
    locale           TEXT NOT NULL,
    -- Lines, totals, contact, address and delivery as agreed.
    snapshot         TEXT NOT NULL
);
CREATE INDEX orders_of_session ON orders (session, serial);
CREATE INDEX orders_pending ON orders (status, placed_at);

CREATE TABLE order_lines (
    order_id  TEXT NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    variant   TEXT NOT NULL,
    product   TEXT NOT NULL,
    quantity  INTEGER NOT NULL,
    PRIMARY KEY (order_id, variant)
);

-- Time-limited claims on anything scarce: who (subject), on what (resource), how much, until when.
CREATE TABLE holds (
    id            TEXT PRIMARY KEY,
    subject_kind  TEXT NOT NULL,
    subject_id    TEXT NOT NULL,
    owner         TEXT NOT NULL,
    resource_kind TEXT NOT NULL,
    resource_id   TEXT NOT NULL,
    quantity      INTEGER NOT NULL,
    state         TEXT NOT NULL,
    expires_at    INTEGER NOT NULL
);
CREATE INDEX holds_active ON holds (resource_kind, resource_id, state);
CREATE INDEX holds_due ON holds (state, expires_at);
CREATE INDEX holds_of_subject ON holds (subject_kind, subject_id);

CREATE TABLE payments (
    id                TEXT PRIMARY KEY,
    subject_kind      TEXT NOT NULL,
    subject_id        TEXT NOT NULL,
    session           TEXT NOT NULL,
    revision          INTEGER NOT NULL,
    status            TEXT NOT NULL,
    method            TEXT NOT NULL,
    amount_minor      INTEGER NOT NULL,
    currency          TEXT NOT NULL,
    captured_minor    INTEGER NOT NULL DEFAULT 0,
    refunded_minor    INTEGER NOT NULL DEFAULT 0,
    decline           TEXT,
    -- The provider's id and the number of its newest state that was taken in.
    provider_id       TEXT UNIQUE,
    provider_revision INTEGER NOT NULL DEFAULT 0,
    action_url        TEXT,
    expires_at        INTEGER NOT NULL,
    created_at        INTEGER NOT NULL
);
CREATE INDEX payments_of_subject ON payments (subject_kind, subject_id, created_at);
CREATE INDEX payments_by_status ON payments (status, expires_at);

-- What is still to be asked of the provider; written with the decision, done until it succeeds.
CREATE TABLE payment_jobs (
    id           TEXT PRIMARY KEY,
    payment      TEXT NOT NULL REFERENCES payments (id) ON DELETE CASCADE,
    job          TEXT NOT NULL,
    amount_minor INTEGER NOT NULL DEFAULT 0,
    state        TEXT NOT NULL,
    UNIQUE (payment, job, id)
);
CREATE INDEX payment_jobs_open ON payment_jobs (state);

-- Webhooks that were taken in, so that a replay changes nothing.
CREATE TABLE webhooks_seen (
    id      TEXT PRIMARY KEY,
    seen_at INTEGER NOT NULL
);

CREATE TABLE commitments (
    session     TEXT NOT NULL,
    key         TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    state       TEXT NOT NULL,
    status      INTEGER,
    body        TEXT,
    created_at  INTEGER NOT NULL,
    PRIMARY KEY (session, key)
);
CREATE INDEX commitments_by_age ON commitments (created_at);

-- The sandbox provider. Nothing above refers to it: it is another company's database that happens
-- to lie in the same file.
CREATE TABLE sandbox_settings (
    name   TEXT PRIMARY KEY,
    value  TEXT NOT NULL
);

CREATE TABLE sandbox_payments (
    id              TEXT PRIMARY KEY,
    -- Names the payment page; unguessable.
    page            TEXT NOT NULL UNIQUE,
    -- The merchant's own key, so that a repeated creation finds the same payment.
    merchant_key    TEXT NOT NULL UNIQUE,
    reference       TEXT NOT NULL,
    merchant        TEXT NOT NULL,
    amount_minor    INTEGER NOT NULL,
    currency        TEXT NOT NULL,
    capture_at_once INTEGER NOT NULL,
    status          TEXT NOT NULL,
    revision        INTEGER NOT NULL,
    decline         TEXT,
    captured_minor  INTEGER NOT NULL DEFAULT 0,
    refunded_minor  INTEGER NOT NULL DEFAULT 0,
    return_url      TEXT NOT NULL,
    webhook_url     TEXT NOT NULL,
    -- When the page gives up, later when the authorisation runs out.
    expires_at      INTEGER NOT NULL,
    -- When a late success comes by itself.
    settles_at      INTEGER
);
CREATE INDEX sandbox_payments_due ON sandbox_payments (status, expires_at);

-- Repeats of captures and refunds find their first answer here.
CREATE TABLE sandbox_operations (
    payment      TEXT NOT NULL,
    key          TEXT NOT NULL,
    PRIMARY KEY (payment, key)
);

CREATE TABLE sandbox_webhooks (
    id        TEXT PRIMARY KEY,
    payment   TEXT NOT NULL,
    revision  INTEGER NOT NULL,
    url       TEXT NOT NULL,
    body      TEXT NOT NULL,
    tries     INTEGER NOT NULL DEFAULT 0,
    state     TEXT NOT NULL
);
CREATE INDEX sandbox_webhooks_open ON sandbox_webhooks (state);
