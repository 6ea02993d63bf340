//! The single test binary: every check of the project is a test, one file a subject.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod cases;
mod ontology;
mod properties;
mod scores;
mod staircase;
mod support;
mod tidy;
