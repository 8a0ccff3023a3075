//! All integration tests, compiled as one binary.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod browser;
mod check;
mod cli;
mod common;
mod containers;
mod decoding;
mod diff;
mod documents;
mod fix;
mod gate;
mod harness;
mod hostile;
mod hostile_pages;
mod inputs;
mod known_failures;
mod lang;
mod laws;
mod layers;
mod markup;
mod mixtures;
mod passes;
mod phrases;
mod readme;
mod report;
mod resume;
mod run;
mod table;
mod whole;
mod words;
