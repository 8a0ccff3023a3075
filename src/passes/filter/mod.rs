//! Filter: judges the final text.

pub(super) mod drop_damaged;
pub(super) mod drop_empty;
pub(super) mod drop_short;
