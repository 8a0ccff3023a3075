//! The table of passes. Order in it is the order of the run.

mod filter;

use crate::pass::{PassId, Spec};

/// All passes: sorted by stage, codes never reused. A new pass is a file, its `.md`, a `mod` line and a row here.
pub const PASSES: &[&Spec] = &[&filter::drop_empty::SPEC];

/// The pass of a code or name.
pub fn find(name: &str) -> Option<PassId> {
    let at = PASSES.iter().position(|s| s.name == name || s.code.eq_ignore_ascii_case(name))?;
    u8::try_from(at).ok().map(PassId)
}

/// All rows with their ids.
pub fn all() -> impl Iterator<Item = (PassId, &'static Spec)> {
    PASSES.iter().zip(0u8..).map(|(spec, n)| (PassId(n), *spec))
}
