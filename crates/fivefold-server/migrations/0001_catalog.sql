-- Column types are INTEGER, REAL, TEXT and BLOB only, so that the same tables stand in PostgreSQL.
-- Instants are milliseconds since 1970 in UTC. Amounts are minor units. Texts by locale are JSON
-- objects: {"en": "...", "zh-Hant": "..."}.

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

-- The newest number of each topic, so that numbers stay gapless when old events are thrown away.
CREATE TABLE topics (
    topic TEXT PRIMARY KEY,
    seq INTEGER NOT NULL
);

CREATE TABLE events (
    topic TEXT NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (topic, seq)
);

CREATE TABLE categories (
    slug TEXT PRIMARY KEY,
    parent TEXT REFERENCES categories (slug),
    position INTEGER NOT NULL,
    names TEXT NOT NULL,
    picture TEXT
);

CREATE TABLE facets (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    names TEXT NOT NULL
);

CREATE TABLE facet_values (
    facet TEXT NOT NULL REFERENCES facets (id),
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    names TEXT NOT NULL,
    colour TEXT,
    PRIMARY KEY (facet, id)
);

CREATE TABLE products (
    id INTEGER PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    category TEXT NOT NULL REFERENCES categories (slug),
    brand TEXT NOT NULL,
    -- The shop's own order.
    position INTEGER NOT NULL,
    listed_at INTEGER NOT NULL,
    titles TEXT NOT NULL,
    summaries TEXT NOT NULL,
    -- {"en": ["paragraph", ...]}
    descriptions TEXT NOT NULL,
    -- [{"labels": {...}, "values": {...}}]
    details TEXT NOT NULL,
    -- [{"alts": {...}, "width": 1200, "height": 1200, "tone": "#aabbcc", "sources": [...]}]
    pictures TEXT NOT NULL,
    -- [{"id": "colour", "names": {...}, "values": [{"id": "sand", "names": {...}, "colour": "#ddccbb"}]}]
    options TEXT NOT NULL,
    -- ["slug", ...]
    related TEXT NOT NULL,
    -- standard, reduced or zero.
    tax_class TEXT NOT NULL,
    -- ["new", ...]
    badges TEXT NOT NULL,
    rating_tenths INTEGER,
    rating_count INTEGER NOT NULL
);

CREATE TABLE variants (
    id TEXT PRIMARY KEY,
    product INTEGER NOT NULL REFERENCES products (id),
    position INTEGER NOT NULL,
    sku TEXT NOT NULL,
    -- [{"option": "colour", "value": "sand"}]
    selections TEXT NOT NULL,
    -- Indexes into the product's pictures.
    pictures TEXT NOT NULL,
    -- What is on the shelf and not sold. Holds are counted by whoever reads it.
    stock INTEGER NOT NULL,
    quantity_min INTEGER NOT NULL,
    quantity_max INTEGER,
    quantity_increment INTEGER NOT NULL,
    weight_grams INTEGER NOT NULL
);

CREATE INDEX variants_of_product ON variants (product, position);

CREATE TABLE prices (
    variant TEXT NOT NULL REFERENCES variants (id),
    currency TEXT NOT NULL,
    amount INTEGER NOT NULL,
    was INTEGER,
    lowest_30_days INTEGER,
    -- The price of a stated quantity, as JSON of Quantity, where goods are sold by weight or volume.
    unit_amount INTEGER,
    unit_quantity TEXT,
    PRIMARY KEY (variant, currency)
);

CREATE TABLE product_facets (
    product INTEGER NOT NULL REFERENCES products (id),
    facet TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (product, facet, value)
);

CREATE TABLE reviews (
    id TEXT PRIMARY KEY,
    product INTEGER NOT NULL REFERENCES products (id),
    author TEXT NOT NULL,
    stars INTEGER NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    locale TEXT NOT NULL,
    written_at INTEGER NOT NULL
);

CREATE INDEX reviews_of_product ON reviews (product, written_at);

-- Search: folded words and CJK bigrams of all locales.
CREATE TABLE terms (
    term TEXT NOT NULL,
    product INTEGER NOT NULL REFERENCES products (id),
    weight INTEGER NOT NULL,
    -- A term stands once per product; the weight is in the key so that searching reads the key alone.
    PRIMARY KEY (term, product, weight)
);

-- What a half-typed search is completed to.
CREATE TABLE phrases (
    locale TEXT NOT NULL,
    folded TEXT NOT NULL,
    phrase TEXT NOT NULL,
    weight INTEGER NOT NULL,
    PRIMARY KEY (locale, folded)
);
