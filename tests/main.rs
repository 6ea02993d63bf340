//! The single test binary.

mod readings;
mod store;
