-- Companies that buy, who buys for them, what they pay, and what only they can buy.
-- Amounts are minor units; quantities are digits, of which as many are decimals as the scale says; JSON is text.

-- What two spellings of a number have in common. See rules::sku_key, with which those that are there already get it when
-- the database is opened.
ALTER TABLE variants ADD COLUMN sku_key TEXT NOT NULL DEFAULT '';
CREATE INDEX variants_by_sku ON variants (sku_key);

CREATE TABLE price_lists (
    id        TEXT PRIMARY KEY,
    currency  TEXT NOT NULL
);

CREATE TABLE companies (
    id             TEXT PRIMARY KEY,
    revision       INTEGER NOT NULL,
    name           TEXT NOT NULL,
    price_list     TEXT NOT NULL REFERENCES price_lists (id),
    -- Where it is taxed.
    country        TEXT NOT NULL,
    region         TEXT,
    -- excluded, included or reverse_charge: how taxes go with its prices.
    tax            TEXT NOT NULL,
    -- What it may owe; NULL where it may owe nothing. What it owed before it ordered here.
    credit_limit   INTEGER,
    owed_before    INTEGER NOT NULL,
    -- {"kind": "net", "days": 30}
    terms          TEXT NOT NULL,
    po_rule        TEXT NOT NULL,
    order_minimum  INTEGER,
    order_maximum  INTEGER
);

CREATE TABLE company_people (
    company   TEXT NOT NULL REFERENCES companies (id) ON DELETE CASCADE,
    account   TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    -- ["requester"]
    roles     TEXT NOT NULL,
    -- In the order they joined, over all companies: the first of an account counts where none is named.
    position  INTEGER NOT NULL,
    PRIMARY KEY (company, account)
);
CREATE INDEX company_people_by_account ON company_people (account, position);
-- Who sells is asked for with every fact about a quote.
CREATE INDEX account_roles_by_role ON account_roles (role, account);

CREATE TABLE company_addresses (
    id        TEXT PRIMARY KEY,
    company   TEXT NOT NULL REFERENCES companies (id) ON DELETE CASCADE,
    label     TEXT NOT NULL,
    address   TEXT NOT NULL,
    position  INTEGER NOT NULL
);
CREATE INDEX company_addresses_of_company ON company_addresses (company, position);

-- How companies buy variants of the shop, in pieces. Those without a row are bought as anybody does.
CREATE TABLE wholesale_rules (
    variant             TEXT PRIMARY KEY REFERENCES variants (id),
    quantity_min        INTEGER NOT NULL,
    quantity_max        INTEGER,
    quantity_increment  INTEGER NOT NULL,
    lead_days           INTEGER
);

-- What only companies buy: rope by the metre, coffee by the kilogram. No cart takes it.
CREATE TABLE wholesale_goods (
    sku_key             TEXT PRIMARY KEY,
    sku                 TEXT NOT NULL,
    -- The product's slug. It may be one of the shop's.
    product             TEXT NOT NULL,
    titles              TEXT NOT NULL,
    options             TEXT NOT NULL,
    picture             TEXT,
    tax_class           TEXT NOT NULL,
    unit                TEXT NOT NULL,
    scale               INTEGER NOT NULL,
    quantity_min        INTEGER NOT NULL,
    quantity_max        INTEGER,
    quantity_increment  INTEGER NOT NULL,
    -- What prices are for, in digits of the same scale.
    per                 INTEGER NOT NULL,
    -- What is in the warehouse and not sold. Holds of the kind `goods` are counted by whoever reads it.
    stock               INTEGER NOT NULL,
    lead_days           INTEGER,
    position            INTEGER NOT NULL
);
CREATE INDEX wholesale_goods_of_product ON wholesale_goods (product, position);

-- What a number costs from how much on. Without a row of a list it is sold on request.
CREATE TABLE price_breaks (
    price_list  TEXT NOT NULL REFERENCES price_lists (id),
    sku_key     TEXT NOT NULL,
    starts_at   INTEGER NOT NULL,
    amount      INTEGER NOT NULL,
    PRIMARY KEY (price_list, sku_key, starts_at)
);
