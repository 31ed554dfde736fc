-- Quotes: who asks for what, each version of what one side wants or offers, and where it stands.
-- Instants are milliseconds since 1970 in UTC; amounts are minor units; JSON is text.

CREATE TABLE quotes (
    id            TEXT PRIMARY KEY,
    serial        INTEGER NOT NULL UNIQUE,
    company       TEXT NOT NULL REFERENCES companies (id),
    -- What the company was called when it asked, and who of it has asked.
    company_name  TEXT NOT NULL,
    account       TEXT NOT NULL REFERENCES accounts (id),
    person        TEXT NOT NULL,
    -- Who sells, as fivefold_api::model::Supplier: it stays as it was when it was asked.
    supplier      TEXT NOT NULL,
    -- The language it was requested in: what its lines are called.
    locale        TEXT NOT NULL,
    currency      TEXT NOT NULL,
    -- Where it would go.
    address       TEXT,
    -- Changes with everything but messages.
    revision      INTEGER NOT NULL,
    status        TEXT NOT NULL,
    -- Numbers of versions: the newest, the one that counts, the last offer.
    newest        INTEGER NOT NULL,
    current       INTEGER NOT NULL,
    offer         INTEGER,
    -- Until when the last offer stands.
    valid_until   INTEGER,
    -- Of the version that counts, for lists.
    title         TEXT NOT NULL,
    line_count    INTEGER NOT NULL,
    total         INTEGER,
    -- What the supplier wants to know, as fivefold_api::model::InfoQuestion, while it is not answered.
    question      TEXT,
    reply_due     INTEGER,
    -- The number of the offer of whose end the company was told already.
    reminded      INTEGER,
    -- The quote that this one asks for again.
    previous      TEXT REFERENCES quotes (id),
    requested_at  INTEGER NOT NULL,
    changed_at    INTEGER NOT NULL,
    accepted_at   INTEGER,
    ended_at      INTEGER,
    end_reason    TEXT
);
CREATE INDEX quotes_of_company ON quotes (company, changed_at);
CREATE INDEX quotes_by_change ON quotes (changed_at);
CREATE INDEX quotes_by_status ON quotes (status, valid_until);
CREATE INDEX quotes_by_state ON quotes (status, changed_at);
CREATE INDEX quotes_again ON quotes (previous);

-- A version never changes but for what became of it.
CREATE TABLE quote_versions (
    quote    TEXT NOT NULL REFERENCES quotes (id),
    number   INTEGER NOT NULL,
    -- Who wrote it.
    account  TEXT NOT NULL REFERENCES accounts (id),
    kind     TEXT NOT NULL,
    party    TEXT NOT NULL,
    at       INTEGER NOT NULL,
    state    TEXT NOT NULL,
    total    INTEGER,
    -- The rest, as fivefold_api::model::QuoteVersion without lines.
    version  TEXT NOT NULL,
    PRIMARY KEY (quote, number)
);

CREATE TABLE quote_lines (
    quote     TEXT NOT NULL,
    version   INTEGER NOT NULL,
    position  INTEGER NOT NULL,
    -- The line keeps it through all versions.
    id        TEXT NOT NULL,
    -- As fivefold_api::model::QuoteLine without files.
    line      TEXT NOT NULL,
    PRIMARY KEY (quote, version, position),
    FOREIGN KEY (quote, version) REFERENCES quote_versions (quote, number)
);
CREATE INDEX quote_lines_by_id ON quote_lines (quote, id, version);

-- Files of a line, through all versions.
CREATE TABLE quote_line_files (
    quote     TEXT NOT NULL REFERENCES quotes (id),
    line      TEXT NOT NULL,
    position  INTEGER NOT NULL,
    media     TEXT NOT NULL,
    PRIMARY KEY (quote, line, position)
);
