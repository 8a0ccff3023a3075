//! All integration tests, compiled as one binary.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod check;
mod cli;
mod common;
mod decoding;
mod documents;
mod fix;
mod gate;
mod harness;
mod hostile;
mod hostile_pages;
mod known_failures;
mod lang;
mod laws;
mod layers;
mod passes;
mod phrases;
mod readme;
mod resume;
mod run;
mod table;
