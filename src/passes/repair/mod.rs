//! Repair: restores what the author wrote. Comes first, because structure reads punctuation.

pub(super) mod clean_characters;
mod emphasis;
pub(crate) mod mojibake;
mod pinyin;
pub(super) mod strip_bbcode;
pub(super) mod strip_jammers;
pub(super) mod strip_pinyin;
pub(super) mod unescape_entities;
