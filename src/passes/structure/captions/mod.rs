//! What captions say of their pictures.

pub(super) mod credits;
mod letters;
