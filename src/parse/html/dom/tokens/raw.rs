//! Text in which only one end tag is markup: that of titles, text areas and scripts.

use memchr::{memchr, memchr2, memmem};

use super::{Mode, Tokens, is_space};

impl Tokens<'_> {
    /// Raw text up to the end tag of its element.
    pub(super) fn raw(&mut self, references: bool) {
        let (from, mut at) = (self.at, self.at);
        while let Some(end) = self.end_tag(at) {
            if self.is_end_of_last(end) {
                self.raw_text(from, end, references);
                return self.end_raw(end);
            }
            at = end + 2;
        }
        self.raw_text(from, self.text.len(), references);
        self.at = self.text.len();
    }

    /// Where the next `</` stands at or after `from`.
    fn end_tag(&self, from: usize) -> Option<usize> {
        memmem::find(self.bytes().get(from..)?, b"</").map(|n| from + n)
    }

    /// Whether the end tag at `at` is that of the last start tag.
    fn is_end_of_last(&self, at: usize) -> bool {
        self.has_name(at + 2, self.last)
    }

    /// Whether a tag whose name begins at `at` is called `name`.
    fn has_name(&self, at: usize, name: &str) -> bool {
        let bytes = self.bytes();
        bytes.get(at..at + name.len()).is_some_and(|b| b.eq_ignore_ascii_case(name.as_bytes()))
            && self.byte(at + name.len()).is_some_and(|b| is_space(b) || b == b'/' || b == b'>')
    }

    fn end_raw(&mut self, at: usize) {
        self.at = at;
        self.mode = Mode::Data;
        self.tag(true);
    }

    /// A script: an end tag between `<!--` and `-->` ends it, too, unless it ends a `<script>` that stands there.
    pub(super) fn script(&mut self) {
        let from = self.at;
        let (mut escaped, mut twice) = (false, false);
        let mut at = from;
        loop {
            let rest = self.bytes().get(at..).unwrap_or_default();
            let Some(n) = (if escaped { memchr2(b'<', b'-', rest) } else { memchr(b'<', rest) }) else { break };
            let here = at + n;
            let rest = &self.bytes()[here..];
            at = here + 1;
            if rest.starts_with(b"-->") {
                (escaped, twice) = (false, false);
            } else if rest.starts_with(b"<!--") && !escaped {
                escaped = true;
                // `<!-->` is a comment of no length.
                at = here + 2;
            } else if rest.starts_with(b"</") && self.has_name(here + 2, "script") {
                if !twice {
                    self.raw_text(from, here, false);
                    return self.end_raw(here);
                }
                twice = false;
            } else if escaped && !twice && rest.starts_with(b"<") && self.has_name(here + 1, "script") {
                twice = true;
            }
        }
        self.raw_text(from, self.text.len(), false);
        self.at = self.text.len();
    }
}
