//! R135: see `strip_bbcode.md`.

use std::ops::Range;

use memchr::memmem;
use serde::{Deserialize, Serialize};

use crate::changes::Changes;
use crate::chars;
use crate::document::{Block, Document, Kind};
use crate::pass::{Pass, Spec, Stage, Verdict};

pub(crate) const SPEC: Spec = Spec::new::<StripBbcode>(
    "R135",
    "strip-bbcode",
    Stage::Repair,
    "Takes out the tags of forums (`[b]…[/b]`, `[size=4]`, `[quote]`), with the addresses of pictures and attachments.",
    include_str!("strip_bbcode.md"),
);

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct StripBbcode {}

/// Tags that anything else in brackets may be, too: two pairs of them tell that a text has tags.
const PLAIN: [&str; 24] = [
    "b", "i", "u", "s", "p", "h1", "h2", "h3", "h4", "h5", "h6", "sub", "sup", "table", "tr", "td", "th", "list",
    "center", "left", "right", "indent", "hide", "free",
];

/// Tags of which one pair tells: of phpBB, vBulletin and Discuz.
const SURE: [&str; 17] = [
    "size",
    "color",
    "font",
    "url",
    "quote",
    "align",
    "backcolor",
    "float",
    "spoiler",
    "strike",
    "postbg",
    "code",
    "noparse",
    "qq",
    "php",
    "glow",
    "shadow",
];

/// Tags whose content is an address or a number, and no text.
const THINGS: [&str; 9] = ["img", "attach", "attachimg", "media", "flash", "audio", "video", "email", "youtube"];

/// Tags in which others are text.
const VERBATIM: [&str; 3] = ["code", "noparse", "php"];

/// Bytes of the longest tag.
const LONGEST: usize = 300;

/// Tags within each other that are looked at, so that what nothing closes costs no more than its length.
const NESTED: usize = 64;

/// Pairs of tags that tell where one may be something else.
const PAIRS: usize = 2;

/// A tag in a text.
#[derive(Clone, Debug)]
struct Tag {
    /// Where it stands: the block by its place among those that are looked at, and its bytes.
    block: usize,
    range: Range<usize>,
    name: String,
    closes: bool,
    /// Whether the other tag of its pair is there.
    paired: bool,
}

impl Pass for StripBbcode {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        let closes = |b: &Block| memmem::find(b.text().as_bytes(), b"[/").is_some();
        if !doc.blocks().any(|b| b.kind() != Kind::Code && closes(b)) {
            return Verdict::Keep;
        }
        let blocks: Vec<&Block> = doc.blocks().filter(|b| b.kind() != Kind::Code).collect();
        let mut tags: Vec<Tag> = blocks.iter().enumerate().flat_map(|(n, b)| tags_of(n, b.text())).collect();
        let wholes = pair(&mut tags);
        let pairs =
            |names: &[&str]| tags.iter().filter(|t| t.closes && t.paired && names.contains(&t.name.as_str())).count();
        if pairs(&SURE) + pairs(&THINGS) == 0 && pairs(&PLAIN) < PAIRS {
            return Verdict::Keep;
        }
        let mut gone = vec![Vec::new(); blocks.len()];
        for (n, tag) in tags.iter().enumerate().filter(|(_, tag)| tag.paired || tag.is_sure()) {
            let mut range = tag.range.clone();
            // A picture goes with its address.
            let end = tags.get(n + 1).filter(|end| tag.is_thing() && end.ends(tag));
            let address = |inner: &str| !inner.contains(|c: char| c.is_whitespace() || chars::is_cjk(c));
            if let Some(end) = end.filter(|end| address(&blocks[tag.block].text()[tag.range.end..end.range.start])) {
                range.end = end.range.end;
            }
            gone[tag.block].push(range);
        }
        for (block, ranges) in blocks.iter().zip(gone).filter(|(_, ranges)| !ranges.is_empty()) {
            strip(block, ranges, changes);
        }
        let mut from = blocks.len();
        // The outer ones come last, and have those within.
        for (begin, end) in wholes.into_iter().rev().filter(|(begin, end)| begin.block <= end.block) {
            if end.block >= from && begin.block >= from {
                continue;
            }
            from = begin.block;
            let kind = if begin.name == "quote" { Kind::Quote } else { Kind::Code };
            let whole = begin.range.start == 0 && end.range.end == blocks[end.block].text().trim_end().len();
            let inner = blocks[begin.block..=end.block].iter().filter(|_| whole);
            let inner = inner.filter(|b| matches!(b.kind(), Kind::Paragraph | Kind::ListItem));
            inner.for_each(|b| changes.relabel(b, kind));
        }
        Verdict::Keep
    }
}

/// Takes stretches out of a block, and the block where nothing else is in it.
fn strip(block: &Block, ranges: Vec<Range<usize>>, changes: &mut Changes) {
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match merged.last_mut().filter(|last| range.start <= last.end) {
            Some(last) => last.end = last.end.max(range.end),
            None => merged.push(range),
        }
    }
    let covered: usize = merged.iter().map(|range| block.text()[range.clone()].trim().len()).sum();
    let rest = block.text().chars().filter(|c| !c.is_whitespace()).map(char::len_utf8).sum::<usize>();
    let spaces: usize =
        merged.iter().map(|range| block.text()[range.clone()].matches(char::is_whitespace).count()).sum();
    if covered >= rest + spaces {
        changes.cut(block);
    } else {
        merged.into_iter().for_each(|range| changes.replace(block, range, ""));
    }
}

impl Tag {
    fn is_thing(&self) -> bool {
        THINGS.contains(&self.name.as_str())
    }

    /// Whether it closes another in its block.
    fn ends(&self, begin: &Tag) -> bool {
        self.closes && !begin.closes && self.name == begin.name && self.block == begin.block
    }

    /// Whether nothing else looks like it: its pair may have got lost.
    fn is_sure(&self) -> bool {
        self.closes || !PLAIN.contains(&self.name.as_str())
    }
}

/// The tags of a block, by their names in small letters.
fn tags_of(block: usize, text: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    for at in memchr::memchr_iter(b'[', text.as_bytes()) {
        let rest = &text[at + 1..text.floor_char_boundary(text.len().min(at + LONGEST))];
        let closes = rest.starts_with('/');
        let rest = rest.trim_start_matches('/');
        let len = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let (name, value) = (rest[..len].to_ascii_lowercase(), &rest[len..]);
        let Some(end) = value.find(']') else { continue };
        let valued = end == 0 || value.starts_with('=') && !closes && !value[..end].contains('[');
        let known = [&PLAIN[..], &SURE, &THINGS].iter().any(|names| names.contains(&name.as_str()));
        if known && valued {
            let start = at..at + 1 + usize::from(closes) + len + end + 1;
            found.push(Tag { block, range: start, name, closes, paired: false });
        }
    }
    found
}

/// Marks the tags whose pair is there, and drops those that are text of others. Returns the tags around quotations and code.
fn pair(tags: &mut Vec<Tag>) -> Vec<(Tag, Tag)> {
    let mut open: Vec<usize> = Vec::new();
    let mut verbatim: Option<usize> = None;
    let last = |name: &str| tags.iter().rposition(|tag| tag.closes && tag.name == name).unwrap_or_default();
    let closed: Vec<usize> = VERBATIM.iter().map(|name| last(name)).collect();
    let mut text = vec![false; tags.len()];
    let mut wholes = Vec::new();
    for n in 0..tags.len() {
        if let Some(begin) = verbatim {
            let ends = tags[n].closes && tags[n].name == tags[begin].name;
            if !ends {
                text[n] = true;
                continue;
            }
            verbatim = None;
        }
        if !tags[n].closes {
            open.push(n);
            let kind = VERBATIM.iter().position(|name| *name == tags[n].name);
            if kind.is_some_and(|kind| closed[kind] > n) {
                verbatim = Some(n);
            }
            continue;
        }
        let near = open.len().saturating_sub(NESTED);
        let Some(at) = open[near..].iter().rposition(|m| tags[*m].name == tags[n].name).map(|at| near + at) else {
            continue;
        };
        let begin = open[at];
        open.truncate(at);
        (tags[begin].paired, tags[n].paired) = (true, true);
        if tags[n].name == "quote" || VERBATIM.contains(&tags[n].name.as_str()) {
            wholes.push((tags[begin].clone(), tags[n].clone()));
        }
    }
    let mut keep = text.into_iter().map(|text| !text);
    tags.retain(|_| keep.next().unwrap_or(true));
    wholes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_known_ones() {
        let names = |text: &str| tags_of(0, text).into_iter().map(|tag| tag.name).collect::<Vec<_>>();
        assert_eq!(names("[B]水车[/b][url=http://example.org/a?b=1]这里[/url]"), ["b", "b", "url", "url"]);
        assert!(names("a[i+1] = b[0]; [1] [注] [wheel]水车[/wheel]").is_empty());
    }

    #[test]
    fn tags_in_code_are_text() {
        let mut tags = tags_of(0, "[code][b]水车[/b][/code]");
        pair(&mut tags);
        assert_eq!(tags.iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>(), ["code", "code"]);
        assert!(tags.iter().all(|tag| tag.paired));
    }
}
