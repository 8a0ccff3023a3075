//! HTML: a tree, its visible text as blocks in reading order, and what the markup says about each block.
//!
//! Nothing visible disappears here: navigation and advertisements become blocks like everything else. What the
//! parser knows about their place travels with them, as a probability that a block is content
//! ([`crate::Hints::content`]); the pass `extract-content` decides.

mod byline;
mod dom;
mod enpproperty;
mod entities;
mod evidence;
mod features;
mod flag;
mod guard;
mod headings;
mod headline;
mod linked;
mod meta_tags;
mod model;
mod names;
mod nearness;
mod noscript;
mod search;
mod signatures;
pub(crate) mod site;
mod tables;
mod tags;
mod undated;
mod visible;
mod walk;
mod writers;

use std::borrow::Cow;
use std::collections::HashMap;

use self::dom::{Attr, NodeId, Tree};
use self::features::View;
use self::walk::{Item, Page};
use super::{ParseOptions, Parsed};
use crate::chars;
use crate::document::{Block, Hints, Kind};

/// A whole page, or a fragment if nothing in it speaks of a page.
pub(super) fn parse(text: &str, options: &ParseOptions) -> Parsed {
    if is_page(text) { document(text, options) } else { parse_fragment(text, options) }
}

/// Markup without a page around it: all of it is content.
pub(super) fn parse_fragment(text: &str, options: &ParseOptions) -> Parsed {
    let text = with_first_line(text);
    let guarded = guard::guard(&text, options.max_depth);
    let tree = Tree::of_fragment(&guarded.html);
    let mut page = walk::walk(&tree, &bold(&tree));
    page.items = tables::join(std::mem::take(&mut page.items));
    label_captions(&mut page);
    headings::relabel(&mut page, None);
    let mut found = evidence::collect(&tree, &page);
    enpproperty::collect(&text, &mut found);
    Parsed { blocks: blocks(page, None), evidence: found.list, flattened: guarded.flattened, ..Parsed::default() }
}

/// Bytes of the longest first line that is one of its own.
const FIRST_LINE: usize = 240;

/// The fragment with a heading of the line that stands above its first tag and ends no sentence: a field of a data base was
/// written over another, and in markup the break between them is a space.
fn with_first_line(text: &str) -> Cow<'_, str> {
    let Some((line, rest)) = text.trim_start().split_once('\n') else { return text.into() };
    let line = line.trim();
    let plain = (4..=FIRST_LINE).contains(&line.len()) && !line.contains(['<', '>']) && !chars::is_sentence(line);
    let over = line.contains(chars::is_cjk) || rest.trim_start().starts_with('<');
    // What has a heading above its text or the head of a page in it says otherwise what its title is.
    let has = |tags: &[&str]| tags.iter().any(|tag| rest.contains(tag));
    let titled = || has(&["<h1", "<H1", "<he", "<HE", "<title", "<TITLE", "<meta", "<META"]) || headings::opens(rest);
    if plain && over && !line.contains(['=', '"']) && !line.ends_with(['，', ',', '、']) && !titled() {
        format!("<h1>{line}</h1>\n{rest}").into()
    } else {
        text.into()
    }
}

fn document(text: &str, options: &ParseOptions) -> Parsed {
    let guarded = noscript::guard_opened(text, options.max_depth);
    let tree = Tree::of_document(&guarded.html);
    let site = site::Ruled::new(&guarded.html, &options.sites, options.url.as_deref());
    let marks = site.as_ref().map(|site| site.marks(&tree)).unwrap_or_default();
    let mut page = walk::walk(&tree, &marks);
    page.items = tables::join(std::mem::take(&mut page.items));
    let mut found = evidence::collect(&tree, &page);
    enpproperty::collect(text, &mut found);
    if let Some(site) = site {
        site.collect(&mut found);
    }
    let about = std::mem::take(&mut found.about);
    let view = View::new(&page, &about);
    let scores = if guarded.overfull { Vec::new() } else { model::scores(&view) };
    visible::collect(&page, &scores, view.title_at(), &mut found);
    let title = view.title_at();
    drop(view);
    headings::relabel(&mut page, title);
    let scores = (!guarded.overfull).then_some(scores);
    Parsed { blocks: blocks(page, scores), evidence: found.list, flattened: guarded.flattened, ..Parsed::default() }
}

/// Whether a text speaks of a whole page near its beginning.
fn is_page(text: &str) -> bool {
    let bytes = text.as_bytes();
    let bytes = &bytes[..bytes.len().min(64 * 1024)];
    let (mut form, mut input) = (false, false);
    memchr::memchr_iter(b'<', bytes).any(|at| {
        let rest = &bytes[at + 1..];
        let is = |name: &str| rest.get(..name.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(name.as_bytes()));
        match rest.first().map(u8::to_ascii_lowercase) {
            Some(b'h') => is("html") || is("head>"),
            Some(b'b') => is("body"),
            Some(b'!') => is("!doctype"),
            Some(b't') => is("title"),
            // A page can have lost its frame; then a form with fields (the search of the site) gives it away, which the
            // text of an article or of a feed does not have.
            Some(b'f' | b'i') => {
                form |= is("form");
                input |= is("input");
                form && input
            }
            _ => false,
        }
    })
}

fn blocks(mut page: Page<'_>, scores: Option<Vec<u8>>) -> Vec<Block> {
    let ruled = page.items.iter().any(|i| i.flags & flag::SITE_CONTENT != 0);
    let items = std::mem::take(&mut page.items);
    let elems = &page.elems;
    // Of a page the model says what is text: much of it may be folded until somebody asks for it.
    let hidden = scores.is_none() && hidden(&items);
    let score = |n: usize, flags: u32| {
        let score = scores.as_ref().and_then(|s| s.get(n)).copied();
        if hidden && flags & flag::HIDDEN != 0 { Some(0) } else { score }
    };
    items
        .into_iter()
        .enumerate()
        .map(|(n, item)| {
            let elem = elems.get(item.elem as usize);
            let hints = Hints {
                tag: elem.map_or("", |e| e.tag),
                depth: elem.map_or(0, |e| e.depth),
                link_chars: item.link_chars,
                links: item.links,
                bold: item.bold,
                content: score(n, item.flags),
                pictured: item.pictured,
                site: match (item.flags & flag::SITE_DROP != 0, item.flags & flag::SITE_CONTENT != 0) {
                    (true, _) => Some(false),
                    (false, true) => Some(true),
                    (false, false) => ruled.then_some(false),
                },
            };
            Block::new(item.kind, item.text).with_hints(hints)
        })
        .collect()
}

/// Elements of a piece that are bold by their style or class. In whole pages the model was fitted without.
fn bold(tree: &Tree) -> HashMap<NodeId, u32> {
    let told = |(attr, value): (Attr, &str)| match attr {
        Attr::Style => flag::is_bold(value),
        Attr::Class => value.split_ascii_whitespace().any(|name| BOLD.contains(&name)),
        _ => false,
    };
    let nodes = tree.descendants(0).filter(|node| tree.attributes(*node).any(told));
    nodes.map(|node| (node, flag::BOLD)).collect()
}

/// Classes that frameworks of styles give to bold text.
const BOLD: [&str; 5] = ["bold", "strong", "fw-bold", "font-bold", "font-weight-bold"];

/// Labels paragraphs whose class says that they tell what a picture shows: `<span class="img_descr">`. In whole pages the model
/// judges them, and golds have most in the text.
fn label_captions(page: &mut Page<'_>) {
    let elems = &page.elems;
    let named = |n: u32| elems.get(n as usize).is_some_and(|e| is_caption_class(e.class));
    for item in page.items.iter_mut().filter(|i| i.kind == Kind::Paragraph && i.text.len() <= CAPTION) {
        if named(item.inner) || named(item.elem) {
            item.kind = Kind::Caption;
        }
    }
    // A table around a picture and what it shows, in a row below it.
    let items = &mut page.items;
    for n in 0..items.len() {
        let table = items[n].table;
        let other = |m: Option<usize>| m.and_then(|m| items.get(m)).is_some_and(|i| i.table == table);
        let alone = || !other(n.checked_sub(1)) && !other(Some(n + 1));
        if items[n].framed && items[n].kind == Kind::Paragraph && items[n].text.len() <= CAPTION && alone() {
            items[n].kind = Kind::Caption;
        }
    }
}

/// Bytes of the longest caption that a class names.
const CAPTION: usize = 600;

/// `caption`, `wp-caption-text`, `img_descr`, `pic-text`.
fn is_caption_class(class: &str) -> bool {
    let class = class.to_ascii_lowercase();
    class.split_ascii_whitespace().any(|name| {
        let word = |words: &[&str]| words.iter().any(|word| name.contains(word));
        name.ends_with("caption")
            || name.ends_with("caption-text")
            || word(&["img", "image", "pic", "photo"]) && word(&["desc", "text", "txt", "note"])
    })
}

/// Whether what a piece of a page hides is no part of its text: less than half of the letters. In whole pages it says little:
/// cut there, it cost forums .009 and fundus .006 of F1 (`eval_html.py`), for golds hold text that is folded.
fn hidden(items: &[Item]) -> bool {
    let letters = |hides: bool| -> usize {
        items.iter().filter(|i| (i.flags & flag::HIDDEN != 0) == hides).map(|i| i.text.len()).sum()
    };
    let dark = letters(true);
    dark > 0 && dark < letters(false)
}

/// What `tools/fit_content.py` learns from: a JSON line per page with features, words and text of every block.
#[doc(hidden)]
pub fn fit_line(id: &str, text: &str) -> serde_json::Value {
    let guarded = noscript::guard_opened(text, ParseOptions::default().max_depth);
    let tree = Tree::of_document(&guarded.html);
    let mut page = walk::walk(&tree, &HashMap::new());
    page.items = tables::join(std::mem::take(&mut page.items));
    let about = evidence::collect(&tree, &page).about;
    let view = View::new(&page, &about);
    let blocks: Vec<serde_json::Value> = (0..page.items.len())
        .filter_map(|n| {
            let item = page.items.get(n)?;
            Some(serde_json::json!({
                "text": item.text,
                "kind": item.kind.as_str(),
                "row": view.row(n),
                "apart": item.flags & view.apart != 0,
                "names": model::chain(&page, item),
                "tokens": crate::model::measure::spelled(&item.text, crate::model::TOKENS),
            }))
        })
        .collect();
    serde_json::json!({"id": id, "features": features::names(), "blocks": blocks})
}
