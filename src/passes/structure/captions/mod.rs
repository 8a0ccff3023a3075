//! What captions say of their pictures.

pub(super) mod below;
pub(super) mod credits;
mod letters;
