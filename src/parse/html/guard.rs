//! A linear scan in front of the tree builder.
//!
//! html5ever walks its stack of open elements for most tags and compares every attribute with every other one, so
//! 200 KB of nested `<div>` take a minute. The scan follows open elements roughly, leaves out tags that would nest
//! too deep, thins out overlong tags, and drops scripts, styles and comments, which are half of a page and never text.

mod tags;
mod thin;

use memchr::{memchr, memchr3, memmem};

use self::tags::{
    BARRIER, CLOSES_P, DROPPED, ENDS_KIND, FORMATTING, KINDS, LEFT_OUT, RAW, Sorts, TABLE_PART, VOID, name, name_of,
};

/// Elements kept of one page. The longest pages that people write (specifications, whole books) have some 300,000; one of
/// 32 MB can have ten million, and each takes half a kilobyte and more.
const MAX_ELEMENTS: usize = 500_000;
/// Formatting elements left open at most: html5ever reopens each of them in every following block.
const MAX_FORMATTING: usize = 24;
/// A start tag longer than this (bytes) is looked at attribute by attribute. Ordinary ones are far shorter.
const LONG_TAG: usize = 1024;
/// Attributes kept of an overlong tag, and the longest value kept (bytes); a long `content` or `href` fits.
const MAX_ATTRIBUTES: usize = 64;
const MAX_VALUE: usize = 32 * 1024;
const SVG: u64 = name("svg");
const SCRIPT: u64 = name("script");
const PLAINTEXT: u64 = name("plaintext");
const P: u64 = name("p");
const SPAN: u64 = name("span");
const COMMENT: u64 = name("!--");
/// How far an end tag looks for its start tag.
const SEARCH: usize = 512;

/// What the scan makes of a page.
pub(super) struct Guarded {
    /// The page to hand to the tree builder.
    pub(super) html: String,
    /// What was simplified, if anything that matters to a reader was.
    pub(super) flattened: Option<String>,
    /// The page has more elements than are kept: its end is one block, of which nothing can be told from markup.
    pub(super) overfull: bool,
}

struct Scan<'a> {
    text: &'a str,
    bytes: &'a [u8],
    out: String,
    /// Everything before it has been copied or dropped.
    done: usize,
    /// Open elements by name, with their sorts.
    stack: Vec<(u64, u16)>,
    sorts: Sorts,
    formatting: usize,
    max_depth: usize,
    /// Elements passed on.
    elements: usize,
    /// Elements beyond [`MAX_ELEMENTS`].
    surplus: usize,
    deep: usize,
    ladders: usize,
    thinned: usize,
    unclosed: usize,
    /// Names of which no end tag follows, so that nobody looks twice (each look may read the whole page).
    missing: Vec<u64>,
    /// An SVG picture that carries text ends here; pictures before it need no look.
    picture: usize,
}

/// Scans a page. Linear in its length.
pub(super) fn guard(text: &str, max_depth: usize) -> Guarded {
    let mut scan = Scan {
        text,
        bytes: text.as_bytes(),
        out: String::with_capacity(text.len() / 2 + 64),
        done: 0,
        stack: Vec::new(),
        sorts: Sorts::new(),
        formatting: 0,
        max_depth: max_depth.clamp(16, 512),
        elements: 0,
        surplus: 0,
        deep: 0,
        ladders: 0,
        thinned: 0,
        unclosed: 0,
        missing: Vec::new(),
        picture: 0,
    };
    scan.run();
    let mut said = Vec::new();
    for (n, what) in [
        (scan.surplus, "elements too many"),
        (scan.deep, "elements nested too deep"),
        (scan.ladders, "formatting elements left open"),
        (scan.thinned, "overlong tags thinned"),
        (scan.unclosed, "comments or elements never closed"),
    ] {
        if n > 0 {
            said.push(format!("{n} {what}"));
        }
    }
    let flattened = (!said.is_empty()).then(|| said.join(", "));
    Guarded { html: scan.out, flattened, overfull: scan.surplus > 0 }
}

impl Scan<'_> {
    fn run(&mut self) {
        let bytes = self.bytes;
        let mut at = 0;
        while let Some(found) = memchr(b'<', bytes.get(at..).unwrap_or_default()) {
            let start = at + found;
            at = match bytes.get(start + 1) {
                Some(b'!') => self.declaration(start),
                Some(b'/') => self.end_tag(start),
                Some(b) if b.is_ascii_alphabetic() => self.start_tag(start),
                Some(b'?') => memchr(b'>', &bytes[start..]).map_or(bytes.len(), |n| start + n + 1),
                _ => start + 1,
            };
        }
        self.copy(bytes.len());
    }

    /// Copies what has not been handled, up to `to`.
    fn copy(&mut self, to: usize) {
        self.out.push_str(self.text.get(self.done..to).unwrap_or_default());
        self.done = self.done.max(to);
    }

    /// Copies up to `start` and leaves out `start..end`.
    fn drop(&mut self, start: usize, end: usize) -> usize {
        self.copy(start);
        self.done = end;
        end
    }

    fn declaration(&mut self, start: usize) -> usize {
        let rest = &self.bytes[start..];
        if !rest.starts_with(b"<!--") {
            return memchr(b'>', rest).map_or(self.bytes.len(), |n| start + n + 1);
        }
        // `<!-->` and `<!--->` are comments of no length.
        let from = start + 2;
        if !self.missing.contains(&COMMENT) {
            if let Some(n) = memmem::find(&self.bytes[from..], b"-->") {
                return self.drop(start, from + n + 3);
            }
            self.missing.push(COMMENT);
        }
        // A comment without an end would take the rest of the page with it: only its mark goes.
        self.unclosed += 1;
        self.drop(start, start + 4)
    }

    /// Where the tag that begins at `start` ends (after its `>`), and whether its quotes were sound.
    fn tag_end(&self, start: usize) -> (usize, bool) {
        let bytes = self.bytes;
        let mut at = start + 1;
        while let Some(n) = memchr3(b'>', b'"', b'\'', bytes.get(at..).unwrap_or_default()) {
            let here = at + n;
            let quote = bytes[here];
            if quote == b'>' {
                return (here + 1, true);
            }
            // A quote opens a value only after `=`; elsewhere it is part of a (broken) name.
            let before = bytes[start..here].iter().rev().find(|b| !b.is_ascii_whitespace());
            if before != Some(&b'=') {
                at = here + 1;
                continue;
            }
            match memchr(quote, &bytes[here + 1..]) {
                Some(n) => at = here + n + 2,
                None => {
                    let end = memchr(b'>', &bytes[here..]).map_or(bytes.len(), |n| here + n + 1);
                    return (end, false);
                }
            }
        }
        (bytes.len(), false)
    }

    fn start_tag(&mut self, start: usize) -> usize {
        let bytes = self.bytes;
        let len = bytes[start + 1..]
            .iter()
            .take(64)
            .take_while(|b| !matches!(b, b' ' | b'>' | b'/' | b'\t' | b'\n' | b'\r' | b'\x0c'))
            .count();
        let label = &bytes[start + 1..start + 1 + len];
        let n = name_of(label);
        let (end, sound) = self.tag_end(start);
        let sort = self.sorts.of(n);
        if sort & DROPPED != 0 || n == SVG {
            return self.element_without_text(start, end, n);
        }
        if n == PLAINTEXT {
            // Would make the rest of the page, tags and all, text.
            return self.drop(start, end);
        }
        if sort & RAW != 0 {
            // An unclosed one would swallow the page.
            let Some(close) = self.find_close(label, end) else {
                self.unclosed += 1;
                return self.drop(start, end);
            };
            return close;
        }
        let shown = if sort & VOID == 0 { self.open(n) } else { self.has_room() };
        if !shown {
            let at = self.drop(start, end);
            // What stood on both sides of a block stays apart.
            if self.elements >= MAX_ELEMENTS && sort & FORMATTING == 0 && n != SPAN {
                self.out.push('\n');
            }
            return at;
        }
        self.elements += 1;
        if !sound || end - start > LONG_TAG {
            self.copy(start);
            self.thin(start, start + 1 + len, end);
            self.done = end;
        }
        end
    }

    /// Whether the page may have one more element.
    fn has_room(&mut self) -> bool {
        let room = self.elements < MAX_ELEMENTS;
        self.surplus += usize::from(!room);
        room
    }

    /// Drops a script, style or the like; linked data stays, and an unclosed one loses only its tag.
    fn element_without_text(&mut self, start: usize, end: usize, n: u64) -> usize {
        let tag = &self.text[start..end];
        if n == SCRIPT && tag.contains("ld+json") {
            return self.find_close(b"script", end).unwrap_or_else(|| self.drop(start, end));
        }
        let labels: [&[u8]; 6] = [b"script", b"style", b"noscript", b"iframe", b"noembed", b"noframes"];
        let label = labels.into_iter().find(|label| name_of(label) == n).unwrap_or(b"svg");
        if label == b"svg" && tag.ends_with("/>") {
            return self.drop(start, end);
        }
        if label == b"svg" && start < self.picture {
            return if self.open(n) { end } else { self.drop(start, end) };
        }
        let Some(close) = self.find_close(label, end) else {
            self.unclosed += usize::from(label != b"svg");
            return self.drop(start, end);
        };
        if label == b"svg" && memmem::find(&self.bytes[end..close], b"<text").is_some() {
            self.picture = close;
            return if self.open(n) { end } else { self.drop(start, end) };
        }
        let close = memchr(b'>', &self.bytes[close..]).map_or(self.bytes.len(), |n| close + n + 1);
        self.drop(start, close)
    }

    /// Where `</label` begins at or after `from`, in any case.
    fn find_close(&mut self, label: &[u8], from: usize) -> Option<usize> {
        if self.missing.contains(&name_of(label)) {
            return None;
        }
        let found = memmem::find_iter(self.bytes.get(from..)?, b"</").map(|n| from + n).find(|at| {
            let rest = &self.bytes[at + 2..];
            rest.len() >= label.len()
                && rest[..label.len()].eq_ignore_ascii_case(label)
                && rest.get(label.len()).is_none_or(|b| !b.is_ascii_alphanumeric())
        });
        if found.is_none() {
            self.missing.push(name_of(label));
        }
        found
    }

    /// Follows a start tag; says whether the tree may have it.
    fn open(&mut self, n: u64) -> bool {
        let sort = self.sorts.of(n);
        if sort & CLOSES_P != 0 && self.stack.last().is_some_and(|(open, _)| *open == P) {
            self.stack.pop();
        }
        if sort & ENDS_KIND != 0 {
            self.imply_end(n);
        }
        if sort & FORMATTING != 0 {
            if self.formatting >= MAX_FORMATTING {
                self.ladders += 1;
                return false;
            }
            self.formatting += 1;
        }
        let deep = self.stack.len() >= self.max_depth;
        self.deep += usize::from(deep);
        let shown = !deep && self.has_room();
        self.stack.push((n, if shown { sort } else { sort | LEFT_OUT }));
        shown
    }

    /// Start tags that end an open element of their kind.
    fn imply_end(&mut self, n: u64) {
        const NEAR: usize = 12;
        let Some((_, ends, within)) = KINDS.iter().find(|(starts, ..)| starts.contains(&n)) else { return };
        for at in (self.stack.len().saturating_sub(NEAR)..self.stack.len()).rev() {
            if within.contains(&self.stack[at].0) {
                return;
            }
            if ends.contains(&self.stack[at].0) {
                self.stack.truncate(at);
                return;
            }
        }
    }

    fn end_tag(&mut self, start: usize) -> usize {
        let rest = &self.bytes[start + 2..];
        if !rest.first().is_some_and(u8::is_ascii_alphabetic) {
            return start + 2;
        }
        let Some(len) = memchr(b'>', rest) else { return self.bytes.len() };
        let end = start + 2 + len + 1;
        let label = rest[..len].split(|b| b.is_ascii_whitespace() || *b == b'/').next().unwrap_or_default();
        let n = name_of(label);
        let sort = self.sorts.of(n);
        if sort & FORMATTING != 0 {
            self.formatting = self.formatting.saturating_sub(1);
        }
        let from = self.stack.len().saturating_sub(SEARCH);
        for at in (from..self.stack.len()).rev() {
            let (open, sort_of_open) = self.stack[at];
            if open == n {
                let shown = sort_of_open & LEFT_OUT == 0;
                if sort & FORMATTING != 0 {
                    self.stack.remove(at);
                } else {
                    self.stack.truncate(at);
                }
                return if shown { end } else { self.drop(start, end) };
            }
            if sort_of_open & BARRIER != 0 && sort & TABLE_PART == 0 {
                break;
            }
        }
        // An end tag without a start: harmless, but `</p>` and `</br>` make elements.
        let left_out = self.stack.len() >= self.max_depth || self.elements >= MAX_ELEMENTS;
        if left_out { self.drop(start, end) } else { end }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn out(text: &str) -> String {
        guard(text, 32).html
    }

    #[test]
    fn ordinary_markup_is_kept() {
        let page = "<ul><li>a<li>b</ul><p title='x > y'>c<br>d</p><table><tr><td>e<td>f</table>";
        assert_eq!(out(page), page);
        assert_eq!(guard(page, 32).flattened, None);
    }

    #[test]
    fn scripts_styles_and_comments_go_and_linked_data_stays() {
        assert_eq!(out("a<script>if (a<b) '</div>'</script>b<style>p{}</style>c<!-- <p> -->d"), "abcd");
        let data = "<script type='application/ld+json'>{}</script>";
        assert_eq!(out(data), data);
    }

    #[test]
    fn what_never_ends_does_not_take_the_rest_along() {
        assert_eq!(out("a<!-- b<p>c"), "a b<p>c");
        assert_eq!(out("a<textarea>b"), "ab");
        assert!(out("<a href=\"x>text <b>more</b>").contains("more"));
    }

    #[test]
    fn too_many_elements_are_flattened_and_said() {
        let row = "<p>a <b>b</b></p><div>c<span>d</span></div>";
        let guarded = guard(&format!("<main>{}</main>", row.repeat(MAX_ELEMENTS / 4 + 2)), 32);
        assert_eq!(guarded.html.matches("<p>").count(), MAX_ELEMENTS / 4);
        assert!(guarded.html.ends_with("\na b\ncd\na b\ncd</main>") && guarded.overfull);
        assert_eq!(guarded.flattened.as_deref(), Some("9 elements too many"));
    }

    #[test]
    fn deep_nesting_is_flattened_and_said() {
        let guarded = guard(&format!("{}x{}", "<div>".repeat(100), "</div>".repeat(100)), 32);
        assert_eq!(guarded.html.matches("<div>").count(), 32);
        assert_eq!(guarded.html.matches("</div>").count(), 32);
        assert_eq!(guarded.flattened.as_deref(), Some("68 elements nested too deep"));
    }
}
