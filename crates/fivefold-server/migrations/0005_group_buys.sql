-- Group-buys: campaigns, the seats in them, what happens to the money, and invitations.
-- Instants are milliseconds since 1970 in UTC; amounts are minor units; JSON is text.

CREATE TABLE group_buys (
    id               TEXT PRIMARY KEY,
    serial           INTEGER NOT NULL UNIQUE,
    -- The first group on the same terms; its own id for that one.
    series           TEXT NOT NULL,
    -- The product as it was offered. {"en": "..."}; {"en": ["paragraph", ...]}; pictures as in products.
    product          TEXT NOT NULL,
    category         TEXT NOT NULL,
    titles           TEXT NOT NULL,
    descriptions     TEXT NOT NULL,
    pictures         TEXT NOT NULL,
    tax_class        TEXT NOT NULL,
    -- [{"id": "HB-1", "options": {"en": "Sand"}}]
    variants         TEXT NOT NULL,
    -- Folded titles of all locales.
    search           TEXT NOT NULL,
    currency         TEXT NOT NULL,
    -- people or units: what tiers, minimum and cap count.
    basis            TEXT NOT NULL,
    -- [[1, 5000], [10, 4000]]
    tiers            TEXT NOT NULL,
    minimum          INTEGER NOT NULL,
    cap              INTEGER,
    -- Units.
    per_person       INTEGER NOT NULL,
    shipping         INTEGER NOT NULL,
    zone             TEXT NOT NULL,
    may_open_another INTEGER NOT NULL,
    -- Who opened it on the terms of another one.
    opened_by        TEXT REFERENCES accounts (id),
    -- The number of the demo's campaign that it is.
    demo             INTEGER,
    created_at       INTEGER NOT NULL,
    starts_at        INTEGER NOT NULL,
    ends_at          INTEGER NOT NULL,
    -- From here on it changes; once it is settled, failed or cancelled, nothing does.
    revision         INTEGER NOT NULL,
    -- scheduled, open, locking, settled, failed, cancelled
    status           TEXT NOT NULL,
    committed        INTEGER NOT NULL,
    people           INTEGER NOT NULL,
    units            INTEGER NOT NULL,
    -- From how much on the next tier stands; none on the last one.
    next_from        INTEGER,
    -- The lowest ceiling that a member was promised.
    promised         INTEGER,
    -- What all pay, once it is settled.
    price            INTEGER,
    cancel_reason    TEXT,
    cancel_notes     TEXT
);
CREATE INDEX group_buys_by_end ON group_buys (status, ends_at);
CREATE INDEX group_buys_by_start ON group_buys (status, starts_at);
CREATE INDEX group_buys_of_series ON group_buys (series, status);
CREATE INDEX group_buys_of_demo ON group_buys (demo, serial);

CREATE TABLE seats (
    id            TEXT PRIMARY KEY,
    group_buy     TEXT NOT NULL REFERENCES group_buys (id),
    number        INTEGER NOT NULL,
    account       TEXT NOT NULL REFERENCES accounts (id),
    order_id      TEXT NOT NULL UNIQUE REFERENCES orders (id),
    variant       TEXT NOT NULL,
    quantity      INTEGER NOT NULL,
    -- What it counts, as the basis says.
    weight        INTEGER NOT NULL,
    -- What it costs is made of these: the unit's ceiling, and rates of tax in hundredths of a percent.
    ceiling       INTEGER NOT NULL,
    goods_tax     INTEGER NOT NULL,
    shipping_tax  INTEGER NOT NULL,
    -- Who is told, what others are told.
    shown_as      TEXT,
    invitation    TEXT,
    held_at       INTEGER NOT NULL,
    -- From here on it changes.
    revision      INTEGER NOT NULL,
    status        TEXT NOT NULL,
    -- Whether the hold was given more time.
    in_grace      INTEGER NOT NULL DEFAULT 0,
    -- The payment that counts, its method, and whether it was taken at once.
    payment       TEXT REFERENCES payments (id),
    method        TEXT,
    pays_first    INTEGER NOT NULL DEFAULT 0,
    committed_at  INTEGER,
    -- What a unit costs in the end.
    price         INTEGER,
    pay_until     INTEGER,
    UNIQUE (group_buy, number)
);
-- Nobody is in a group twice, whatever the devices.
CREATE UNIQUE INDEX seats_that_stand ON seats (group_buy, account)
    WHERE status IN ('held', 'committed', 'locked', 'captured', 'capture_failed');
CREATE INDEX seats_of_group ON seats (group_buy, status);
CREATE INDEX seats_of_account ON seats (account, held_at);
CREATE INDEX seats_to_be_paid ON seats (status, pay_until);
CREATE INDEX seats_by_invitation ON seats (invitation);

-- What happens to the money of a seat: what is done, and what is asked of the provider.
CREATE TABLE seat_money (
    seat         TEXT NOT NULL REFERENCES seats (id),
    seq          INTEGER NOT NULL,
    payment      TEXT NOT NULL,
    kind         TEXT NOT NULL,
    amount       INTEGER NOT NULL,
    method       TEXT NOT NULL,
    at           INTEGER NOT NULL,
    is_done      INTEGER NOT NULL,
    expected_by  INTEGER,
    PRIMARY KEY (seat, seq)
);

CREATE TABLE invitations (
    code         TEXT PRIMARY KEY,
    group_buy    TEXT NOT NULL REFERENCES group_buys (id),
    account      TEXT NOT NULL REFERENCES accounts (id),
    created_at   INTEGER NOT NULL,
    UNIQUE (group_buy, account)
);

-- By whom a session was invited, until it joins.
CREATE TABLE visits (
    session      TEXT NOT NULL,
    group_buy    TEXT NOT NULL REFERENCES group_buys (id),
    code         TEXT NOT NULL REFERENCES invitations (code),
    PRIMARY KEY (session, group_buy)
);
