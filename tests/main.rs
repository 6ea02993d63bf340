//! The single test binary: every check of the project is a test, one file a subject.

#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

mod actor;
mod cases;
mod cli;
mod conllu;
#[cfg(feature = "persist")]
mod disk;
mod docs;
mod evidence;
mod exports;
mod factuality;
mod graph;
mod identity;
mod ontology;
mod properties;
mod ratchet;
mod readings;
mod scores;
mod seed;
mod staircase;
mod store;
mod support;
mod tidy;
