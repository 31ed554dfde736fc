-- Accounts, who is signed in, saved addresses, and the mails that were sent.

-- The session that has taken over what this guest had: the guest is gone then.
ALTER TABLE sessions ADD COLUMN moved_to TEXT;

CREATE TABLE accounts (
    id          TEXT PRIMARY KEY,
    -- In lower case.
    email       TEXT NOT NULL UNIQUE,
    name        TEXT NOT NULL,
    -- Argon2id in the PHC string format.
    password    TEXT NOT NULL,
    revision    INTEGER NOT NULL,
    -- The session that owns the account's cart, orders and payments. It has no token and never ends.
    session     TEXT NOT NULL UNIQUE REFERENCES sessions (id),
    locale      TEXT,
    market      TEXT,
    currency    TEXT,
    created_at  INTEGER NOT NULL
);

CREATE TABLE account_roles (
    account     TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    role        TEXT NOT NULL,
    PRIMARY KEY (account, role)
);

-- Where an account is signed in.
CREATE TABLE sign_ins (
    id          TEXT PRIMARY KEY,
    -- SHA-256 of the token in hexadecimal; the token itself is nowhere.
    token_hash  TEXT NOT NULL UNIQUE,
    account     TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    -- How the token travels: a cookie's token is none for a header, nor the other way round.
    mode        TEXT NOT NULL,
    expires_at  INTEGER NOT NULL,
    -- The guest's session whose cart waits for a decision, then what was decided.
    guest       TEXT,
    decision    TEXT
);
CREATE INDEX sign_ins_of_account ON sign_ins (account);

-- What a mail's link lets somebody do: set the password of an address. With a name it opens the account.
CREATE TABLE mail_tokens (
    token_hash  TEXT PRIMARY KEY,
    email       TEXT NOT NULL,
    name        TEXT,
    expires_at  INTEGER NOT NULL
);
CREATE INDEX mail_tokens_of_email ON mail_tokens (email);

-- The outbox: written with the decision to send.
CREATE TABLE mails (
    id          INTEGER PRIMARY KEY,
    recipient   TEXT NOT NULL,
    subject     TEXT NOT NULL,
    body        TEXT NOT NULL,
    link        TEXT NOT NULL,
    created_at  INTEGER NOT NULL
);

CREATE TABLE addresses (
    id          TEXT PRIMARY KEY,
    account     TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    revision    INTEGER NOT NULL,
    address     TEXT NOT NULL,
    is_default  INTEGER NOT NULL,
    position    INTEGER NOT NULL
);
CREATE INDEX addresses_of_account ON addresses (account, position);
