//! Structure: cuts boilerplate, labels blocks, lifts metadata out of the text.

mod captions;
mod fields;
mod furniture;
mod headings;
mod layout;
mod margins;
mod page_strings;
mod people;
mod surroundings;
mod titles;

pub(super) mod apply_site_rules;
pub(super) mod cut_copyright;
pub(super) mod cut_frames;
pub(super) mod cut_leftovers;
pub(super) mod cut_mastheads;
pub(super) mod cut_navigation;
pub(super) mod cut_related;
pub(super) mod cut_repeats;
pub(super) mod cut_surroundings;
pub(super) mod extract_content;
pub(super) mod identify_language;
pub(super) mod label_captions;
pub(super) mod label_headings;
pub(super) mod lift_bylines;
pub(super) mod lift_meta_lines;
pub(super) mod lift_source_url;
pub(super) mod lift_title;
pub(super) mod read_front_matter;
pub(super) mod recover_metadata;
pub(super) mod restore_lines;
pub(super) mod split_lines;

/// What the models of the lines around a text learn from, if there are any.
pub(crate) fn fit_margins(doc: &crate::document::Document) -> Option<serde_json::Value> {
    Some(margins::Margins::for_fit(doc)?.fit())
}
