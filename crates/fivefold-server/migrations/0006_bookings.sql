-- Services at venues: who does them and when, bookings, what happens to their money, and vouchers.
-- Instants are milliseconds since 1970 in UTC; amounts are minor units; wall time is minutes since midnight in the
-- venue's zone; dates are days since 1970; JSON is text.

CREATE TABLE venues (
    id          TEXT PRIMARY KEY,
    name        TEXT NOT NULL,
    -- {"en": "Lisbon"}
    cities      TEXT NOT NULL,
    -- What `place` finds it by: folded cities of all locales and the postcode.
    search      TEXT NOT NULL,
    street      TEXT NOT NULL,
    postcode    TEXT,
    country     TEXT NOT NULL,
    phone       TEXT,
    zone        TEXT NOT NULL,
    -- Millionths of a degree.
    latitude    INTEGER NOT NULL,
    longitude   INTEGER NOT NULL,
    directions  TEXT NOT NULL,
    access      TEXT NOT NULL,
    -- [[1, 540, 1110]]: weekday after ISO 8601, opens, closes; closing not after opening is on the next day.
    hours       TEXT NOT NULL,
    -- {"20449": []}: dates on which other hours hold; none means closed.
    exceptions  TEXT NOT NULL
);

CREATE TABLE services (
    id             TEXT PRIMARY KEY,
    venue          TEXT NOT NULL REFERENCES venues (id),
    category       TEXT NOT NULL,
    titles         TEXT NOT NULL,
    descriptions   TEXT NOT NULL,
    pictures       TEXT NOT NULL,
    -- Folded titles of all locales.
    search         TEXT NOT NULL,
    -- Elapsed time; what is blocked before and after; how far apart times begin.
    minutes        INTEGER NOT NULL,
    buffer_before  INTEGER NOT NULL,
    buffer_after   INTEGER NOT NULL,
    step           INTEGER NOT NULL,
    notice         INTEGER NOT NULL,
    horizon_days   INTEGER NOT NULL,
    party_min      INTEGER NOT NULL,
    party_max      INTEGER NOT NULL,
    -- How many people several bookings may bring to one time; none: one booking has it.
    capacity       INTEGER,
    currency       TEXT NOT NULL,
    price          INTEGER NOT NULL,
    -- booking or person: what price and deposit are for.
    basis          TEXT NOT NULL,
    -- [[6, 540, 1110, 9000]]: on this weekday, beginning from this time until before that one, it costs this.
    peaks          TEXT NOT NULL,
    -- deposit or full
    charge         TEXT NOT NULL,
    deposit        INTEGER,
    tax            INTEGER NOT NULL,
    -- The policy as fivefold_api::model::BookingPolicy.
    policy         TEXT NOT NULL,
    -- Hundredths of a star, and how many have given them.
    rating         INTEGER,
    ratings        INTEGER NOT NULL DEFAULT 0,
    -- The same thing at another venue, for those who find a time taken.
    sibling        TEXT
);
CREATE INDEX services_of_venue ON services (venue);

CREATE TABLE staff (
    id       TEXT PRIMARY KEY,
    venue    TEXT NOT NULL REFERENCES venues (id),
    name     TEXT NOT NULL,
    abouts   TEXT NOT NULL,
    picture  TEXT,
    -- As of venues; none: whenever the venue is open.
    hours    TEXT
);

-- Who does what. A service without anybody is done by its venue: one thing at a time, or as many as its capacity.
CREATE TABLE staff_services (
    staff    TEXT NOT NULL REFERENCES staff (id),
    service  TEXT NOT NULL REFERENCES services (id),
    position INTEGER NOT NULL,
    PRIMARY KEY (service, staff)
);

-- Accounts that redeem at a venue's door.
CREATE TABLE venue_staff (
    account  TEXT NOT NULL REFERENCES accounts (id),
    venue    TEXT NOT NULL REFERENCES venues (id),
    PRIMARY KEY (account, venue)
);

CREATE TABLE bookings (
    id             TEXT PRIMARY KEY,
    serial         INTEGER NOT NULL UNIQUE,
    session        TEXT NOT NULL,
    token          TEXT NOT NULL,
    locale         TEXT NOT NULL,
    service        TEXT NOT NULL REFERENCES services (id),
    venue          TEXT NOT NULL REFERENCES venues (id),
    staff          TEXT REFERENCES staff (id),
    starts_at      INTEGER NOT NULL,
    ends_at        INTEGER NOT NULL,
    party          INTEGER NOT NULL,
    -- The beginning by which it is cancelled and moved: that of the first time.
    agreed_start   INTEGER NOT NULL,
    -- What was agreed, as fivefold_api::model::BookingTerms.
    terms          TEXT NOT NULL,
    price          INTEGER NOT NULL,
    due_now        INTEGER NOT NULL,
    currency       TEXT NOT NULL,
    name           TEXT,
    contact        TEXT,
    note           TEXT,
    accepted_at    INTEGER,
    order_id       TEXT UNIQUE REFERENCES orders (id),
    held_at        INTEGER NOT NULL,
    -- While its page is not there: until when it would have been held.
    held_until     INTEGER,
    in_grace       INTEGER NOT NULL DEFAULT 0,
    -- From here on it changes.
    revision       INTEGER NOT NULL,
    status         TEXT NOT NULL,
    payment        TEXT REFERENCES payments (id),
    confirmed_at   INTEGER,
    ended_at       INTEGER,
    -- Another time that is held for it, and the order that pays its difference.
    change_start   INTEGER,
    change_staff   TEXT,
    change_price   INTEGER,
    change_order   TEXT REFERENCES orders (id)
);
CREATE INDEX bookings_of_session ON bookings (session, status, starts_at);
CREATE INDEX bookings_of_service ON bookings (service, status, starts_at);

-- What is taken of whose time: by a booking, and by another time that is held for one. A row is there exactly as long
-- as it keeps others out. Times of one person, or of one service without anybody, do not overlap unless they are one
-- time with a capacity.
CREATE TABLE booked_times (
    booking        TEXT NOT NULL REFERENCES bookings (id),
    -- Whether it is the other time that is held for the booking.
    is_change      INTEGER NOT NULL,
    service        TEXT NOT NULL,
    -- The member of staff, or else the service.
    resource       TEXT NOT NULL,
    starts_at      INTEGER NOT NULL,
    -- With what is blocked before and after.
    blocked_from   INTEGER NOT NULL,
    blocked_until  INTEGER NOT NULL,
    party          INTEGER NOT NULL,
    PRIMARY KEY (booking, is_change)
);
CREATE INDEX booked_times_of_resource ON booked_times (resource, blocked_until);

-- What happens to the money of a booking: what is done, and what is asked of the provider.
CREATE TABLE booking_money (
    booking      TEXT NOT NULL REFERENCES bookings (id),
    seq          INTEGER NOT NULL,
    payment      TEXT NOT NULL,
    kind         TEXT NOT NULL,
    amount       INTEGER NOT NULL,
    method       TEXT NOT NULL,
    at           INTEGER NOT NULL,
    is_done      INTEGER NOT NULL,
    expected_by  INTEGER,
    PRIMARY KEY (booking, seq)
);

CREATE TABLE vouchers (
    -- As fivefold_api::rules::write_code writes it.
    code         TEXT PRIMARY KEY,
    booking      TEXT NOT NULL REFERENCES bookings (id),
    payload      TEXT NOT NULL,
    valid_from   INTEGER NOT NULL,
    valid_until  INTEGER NOT NULL,
    -- active, redeemed, void
    status       TEXT NOT NULL,
    redeemed_at  INTEGER,
    redeemed_by  TEXT REFERENCES accounts (id),
    -- The key of the redemption that counts.
    nonce        TEXT UNIQUE
);
CREATE INDEX vouchers_of_booking ON vouchers (booking, status);

-- Each attempt to redeem, for whoever has to find out later what happened at a door.
CREATE TABLE redemptions (
    id        TEXT PRIMARY KEY,
    venue     TEXT NOT NULL,
    account   TEXT NOT NULL,
    booking   TEXT,
    result    TEXT NOT NULL,
    at        INTEGER NOT NULL
);
CREATE INDEX redemptions_of_booking ON redemptions (booking, at);

-- The key that signs vouchers: made when the database is.
CREATE TABLE signing_keys (
    id       TEXT PRIMARY KEY,
    secret   BLOB NOT NULL
);
