//! All integration tests, compiled as one binary.

mod common;
mod hostile;
mod resume;
mod run;
