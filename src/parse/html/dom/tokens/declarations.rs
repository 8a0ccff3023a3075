//! What begins with `<!` or `<?`: comments, document types, and what passes for a comment.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Doctype, Token, TokenSink};
use memchr::{memchr, memmem};

use super::{Tokens, is_space};

impl Tokens<'_> {
    /// A comment that is none, up to `>`.
    pub(super) fn bogus(&mut self, from: usize) {
        self.at = self.find(b'>', from) + 1;
        self.emit(Token::CommentToken(StrTendril::new()));
    }

    pub(super) fn declaration(&mut self) {
        let from = self.at + 2;
        let rest = self.bytes().get(from..).unwrap_or_default();
        if rest.starts_with(b"--") {
            self.at = comment_end(rest).map_or(self.text.len(), |n| from + n);
            self.emit(Token::CommentToken(StrTendril::new()));
        } else if rest.get(..7).is_some_and(|b| b.eq_ignore_ascii_case(b"doctype")) {
            self.doctype(from + 7);
        } else if rest.starts_with(b"[CDATA[") && self.builder.adjusted_current_node_present_but_not_in_html_namespace()
        {
            let start = from + 7;
            let end = memmem::find(&self.bytes()[start..], b"]]>").map_or(self.text.len(), |n| start + n);
            let mut at = start;
            while at < end {
                let stop = at + memchr(0, &self.bytes()[at..end]).unwrap_or(end - at);
                self.share(at, stop);
                if stop < end {
                    self.emit(Token::NullCharacterToken);
                }
                at = stop + 1;
            }
            self.at = end + 3;
        } else {
            self.bogus(from);
        }
    }

    fn doctype(&mut self, from: usize) {
        let mut doctype = Doctype::default();
        let start = self.skip_space(from);
        let end = self.run_of(start, |b| is_space(b) || b == b'>');
        if start < end {
            doctype.name = Some(StrTendril::from_slice(&self.text[start..end].to_ascii_lowercase()));
        } else {
            doctype.force_quirks = true;
        }
        let mut at = self.skip_space(end);
        let word = self.bytes().get(at..at + 6).unwrap_or_default();
        let public = word.eq_ignore_ascii_case(b"public");
        if start < end && (public || word.eq_ignore_ascii_case(b"system")) {
            at = self.skip_space(at + 6);
            let mut sound;
            if public {
                (doctype.public_id, at, sound) = self.quoted(at);
                at = self.skip_space(at);
                if sound && self.byte(at) != Some(b'>') {
                    (doctype.system_id, at, sound) = self.quoted(at);
                }
            } else {
                (doctype.system_id, at, sound) = self.quoted(at);
            }
            doctype.force_quirks |= !sound;
        } else if self.byte(at) != Some(b'>') {
            doctype.force_quirks = true;
        }
        let end = self.find(b'>', at);
        doctype.force_quirks |= end == self.text.len();
        self.at = end + 1;
        self.emit(Token::DoctypeToken(doctype));
    }

    /// An identifier of a document type, where what follows it begins, and whether it is whole.
    fn quoted(&self, at: usize) -> (Option<StrTendril>, usize, bool) {
        let Some(quote @ (b'"' | b'\'')) = self.byte(at) else { return (None, at, false) };
        let start = at + 1;
        let end = self.run_of(start, |b| b == quote || b == b'>');
        let id = StrTendril::from_slice(&self.text[start..end]);
        match self.byte(end) {
            Some(b) if b == quote => (Some(id), end + 1, true),
            _ => (Some(id), end, false),
        }
    }
}

/// Where a comment ends that begins with the `--` of `<!--`.
fn comment_end(rest: &[u8]) -> Option<usize> {
    let text = &rest[2..];
    if text.starts_with(b">") {
        return Some(3);
    }
    if text.starts_with(b"->") {
        return Some(4);
    }
    let mut at = 0;
    while let Some(n) = memmem::find(text.get(at..)?, b"--") {
        let after = text.get(at + n + 2..)?;
        if after.starts_with(b">") {
            return Some(at + n + 5);
        }
        if after.starts_with(b"!>") {
            return Some(at + n + 6);
        }
        at += n + 1;
    }
    None
}
