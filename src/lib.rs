//! **whowhom** reads news and says who did what to whom, when, where and according to whom.
//!
//! A document climbs a staircase, one stage a stair; the order of the `mod` lines below is the
//! order of the stairs, and a test forbids imports that climb.

// ── language ──────────────────────────────────────────────────────────────────────────────────
pub mod text;
pub mod source;
pub mod token;
pub mod syntax;
pub mod clause;
// ── meaning ───────────────────────────────────────────────────────────────────────────────────
pub mod vocab;
pub mod schema;
pub mod mention;
pub mod claim;
pub mod reading;
pub mod actor;
pub mod score;
// ── graph ─────────────────────────────────────────────────────────────────────────────────────
pub mod graph;
pub mod store;
pub mod build;
pub mod query;
pub mod shape;
pub mod export;
