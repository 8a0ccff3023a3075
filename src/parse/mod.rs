//! Text to blocks. The parser describes; passes decide.

mod code;
mod dialects;
mod fields;
mod formulas;
pub(crate) mod front_matter;
pub(crate) mod html;
mod lines;
mod markdown;
mod masked;
pub(crate) mod pictures;
mod placed;
mod reader;
mod saved;
mod set_in;
mod sniff;
mod tabbed;
mod text;
mod verbatim;

use std::sync::Arc;

pub use self::html::site::Site;
use crate::document::Block;
use crate::meta::Evidence;

/// Limits and choices for parsers.
#[derive(Clone, Debug)]
pub struct ParseOptions {
    /// Deepest nesting of elements that is kept; deeper ones are flattened into their ancestor.
    pub max_depth: usize,
    /// Rules for single sites.
    pub sites: Arc<[Site]>,
    /// The document's address, where the input states it.
    pub url: Option<String>,
    /// Whether it is asked where the text is in a page that was saved without its markup.
    pub saved_pages: bool,
}

impl Default for ParseOptions {
    fn default() -> Self {
        // html5ever is quadratic in open elements; real pages stay below 100 (measured on the evaluation sets).
        ParseOptions { max_depth: 256, sites: Arc::new([]), url: None, saved_pages: true }
    }
}

/// What a parser makes of a text.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    /// Blocks in reading order.
    pub blocks: Vec<Block>,
    /// Metadata found, with origins; nothing is decided yet.
    pub evidence: Vec<Evidence>,
    /// All that the front matter says, for the record's `meta`.
    pub front_matter: serde_json::Map<String, serde_json::Value>,
    /// What had to be simplified to stay within limits, for the record's `meta`.
    pub flattened: Option<String>,
}

/// A row of the table of formats.
pub struct Format {
    /// `html`.
    pub name: &'static str,
    /// File name endings, without the dot.
    pub extensions: &'static [&'static str],
    /// Makes blocks of a text. Blocks with an origin hold that stretch of the text verbatim.
    pub parse: fn(&str, &ParseOptions) -> Parsed,
}

/// All document formats. `verbatim` has no ending: it must be asked for.
pub const FORMATS: &[Format] = &[
    Format { name: "text", extensions: &["txt", "text"], parse: text::parse },
    Format { name: "markdown", extensions: &["md", "markdown"], parse: markdown::parse },
    Format { name: "html", extensions: &["html", "htm", "xhtml"], parse: html::parse },
    Format { name: "verbatim", extensions: &[], parse: verbatim::parse },
];

/// The format of a name, if there is one.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|f| f.name == name)
}

/// Parses `text` as what it is: its front matter apart, its format by content first and by name (`named`) second.
pub(crate) fn parse(text: &str, named: Option<&'static Format>, options: &ParseOptions) -> (&'static Format, Parsed) {
    let front_matter::FrontMatter { evidence, fields, body } =
        front_matter::read(text).or_else(|| reader::read(text)).unwrap_or_default();
    let rest = &text[body..];
    // Code is told first: its remarks look like headings, and its strings may hold tags.
    let settled = sniff::is_settled(rest, named.unwrap_or(&FORMATS[0]));
    let code = if settled { Vec::new() } else { code::find(rest) };
    let format = sniff::sniff(rest, named, body > 0, &code);
    let mut parsed = match format.name {
        "text" => text::parse_around(rest, &code),
        "markdown" => markdown::parse_around(rest, &code, options),
        _ => (format.parse)(rest, options),
    };
    for block in &mut parsed.blocks {
        if let Some(origin) = &mut block.origin {
            let shift = u32::try_from(body).unwrap_or(u32::MAX);
            *origin = origin.start.saturating_add(shift)..origin.end.saturating_add(shift);
        }
        for stretch in &mut block.stretches {
            stretch.source = stretch.source.start + body..stretch.source.end + body;
        }
    }
    if options.saved_pages && matches!(format.name, "text" | "markdown") {
        saved::score(&mut parsed.blocks, format.name == "markdown");
    }
    parsed.evidence.splice(0..0, evidence);
    parsed.front_matter = fields;
    (format, parsed)
}

/// What `tools/fit_content.py` learns from: a JSON line for a page saved as text or Markdown.
#[doc(hidden)]
pub fn fit_line_saved(id: &str, text: &str) -> serde_json::Value {
    let (_, parsed) = parse(text, None, &ParseOptions::default());
    saved::fit_line(id, &parsed.blocks)
}
