//! All integration tests, compiled as one binary.

mod cli;
mod common;
mod hostile;
mod resume;
mod run;
