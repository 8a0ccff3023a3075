//! The table of passes. Order in it is the order of the run.

mod filter;
mod gate;
mod repair;
pub(crate) mod structure;
mod unify;

use crate::pass::{PassId, Spec};
pub(crate) use repair::mojibake;

/// All passes: sorted by stage, codes never reused. A new pass is a file, its `.md`, a `mod` line and a row here.
pub const PASSES: &[&Spec] = &[
    &repair::unescape_entities::SPEC,
    &repair::mojibake::SPEC,
    &repair::clean_characters::SPEC,
    &repair::strip_jammers::SPEC,
    &repair::strip_bbcode::SPEC,
    &repair::strip_pinyin::SPEC,
    &structure::read_front_matter::SPEC,
    &structure::recover_metadata::SPEC,
    &structure::apply_site_rules::SPEC,
    &structure::extract_content::SPEC,
    &structure::cut_surroundings::SPEC,
    &structure::split_lines::SPEC,
    &structure::cut_repeats::SPEC,
    &structure::cut_frames::SPEC,
    &structure::lift_meta_lines::SPEC,
    &structure::lift_bylines::SPEC,
    &structure::lift_source_url::SPEC,
    &structure::cut_copyright::SPEC,
    &structure::cut_related::SPEC,
    &structure::cut_navigation::SPEC,
    &structure::label_captions::SPEC,
    &structure::cut_mastheads::SPEC,
    &structure::lift_title::SPEC,
    &structure::cut_leftovers::SPEC,
    &structure::restore_lines::SPEC,
    &structure::label_headings::SPEC,
    &structure::identify_language::SPEC,
    &unify::normalize_unicode::SPEC,
    &unify::unify_script::SPEC,
    &unify::unify_width::SPEC,
    &unify::unify_full_stops::SPEC,
    &unify::unify_punctuation::SPEC,
    &unify::unify_spaces::SPEC,
    &unify::space_mixed_scripts::SPEC,
    &filter::drop_empty::SPEC,
    &filter::drop_short::SPEC,
    &filter::drop_damaged::SPEC,
    &gate::drop_duplicates::SPEC,
];

/// The pass of a code or name.
pub fn find(name: &str) -> Option<PassId> {
    let at = PASSES.iter().position(|s| s.name == name || s.code.eq_ignore_ascii_case(name))?;
    u8::try_from(at).ok().map(PassId)
}

/// All rows with their ids.
pub fn all() -> impl Iterator<Item = (PassId, &'static Spec)> {
    PASSES.iter().zip(0u8..).map(|(spec, n)| (PassId(n), *spec))
}

/// What the table behind [`crate::census`] is made from: which characters the passes look for.
#[cfg(test)]
pub(crate) mod definitions {
    pub(crate) use super::repair::clean_characters::may_be_noise;
    pub(crate) use super::repair::mojibake::{cost, weight};
    pub(crate) use super::unify::forms::is_form;
    pub(crate) use super::unify::normalize_unicode::may_be_unnormalized;
    pub(crate) use super::unify::unify_punctuation::is_mark;
    pub(crate) use super::unify::unify_spaces::is_space;
    pub(crate) use super::unify::unify_width::may_be_misfit;
}
