//! Overlong tags with fewer attributes.

use memchr::memchr;

use super::{MAX_ATTRIBUTES, MAX_VALUE, Scan};

impl Scan<'_> {
    /// Writes an overlong tag with its first attributes and without overlong values.
    pub(super) fn thin(&mut self, start: usize, from: usize, end: usize) {
        let bytes = self.bytes;
        self.out.push_str(self.text.get(start..from).unwrap_or_default());
        let mut at = from;
        let mut kept = 0;
        let mut thinned = false;
        while at < end {
            while at < end && (bytes[at].is_ascii_whitespace() || bytes[at] == b'/') {
                at += 1;
            }
            if at >= end || bytes[at] == b'>' {
                break;
            }
            let begin = at;
            while at < end && !matches!(bytes[at], b'=' | b'>' | b'/') && !bytes[at].is_ascii_whitespace() {
                at += 1;
            }
            let mut equals = at;
            while equals < end && bytes[equals].is_ascii_whitespace() {
                equals += 1;
            }
            if bytes.get(equals) == Some(&b'=') && equals < end {
                at = equals + 1;
                while at < end && bytes[at].is_ascii_whitespace() {
                    at += 1;
                }
                match bytes.get(at) {
                    Some(&quote @ (b'"' | b'\'')) => match memchr(quote, &bytes[at + 1..end]) {
                        Some(n) => at += n + 2,
                        None => break,
                    },
                    _ => {
                        while at < end && bytes[at] != b'>' && !bytes[at].is_ascii_whitespace() {
                            at += 1;
                        }
                    }
                }
            }
            if at == begin {
                at += 1;
            }
            if kept < MAX_ATTRIBUTES && at - begin <= MAX_VALUE {
                self.out.push(' ');
                self.out.push_str(self.text.get(begin..at).unwrap_or_default());
                kept += 1;
            } else {
                thinned = true;
            }
        }
        self.thinned += usize::from(thinned);
        self.out.push('>');
    }
}
