//! The typed API of a Fivefold storefront.
