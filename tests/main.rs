//! The single test binary.
#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

mod graph;
mod readings;
mod store;
