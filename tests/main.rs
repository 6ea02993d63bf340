//! The single test binary.
#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

mod actor;
#[cfg(feature = "persist")]
mod disk;
mod graph;
mod readings;
mod store;
