//! Gate: compares documents with each other.

pub(super) mod drop_duplicates;
