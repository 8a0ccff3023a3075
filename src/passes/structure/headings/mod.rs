//! What makes a line a heading: numbers, blank lines around it, a table of contents, and the shapes and siblings that speak against it.

pub(super) mod bold;
pub(super) mod contents;
pub(super) mod groups;
pub(super) mod numbers;
pub(super) mod pairs;
pub(super) mod questions;
pub(super) mod shapes;
pub(super) mod siblings;
pub(super) mod turns;
