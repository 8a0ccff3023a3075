//! Markdown with front matter and HTML fragments.

use super::{ParseOptions, Parsed};

pub(super) fn parse(text: &str, options: &ParseOptions) -> Parsed {
    super::text::parse(text, options)
}
