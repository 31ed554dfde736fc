//! Journeys through real browsers against the real server.
