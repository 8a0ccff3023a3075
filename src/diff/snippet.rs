//! Where two texts differ, with a little of what stands around it.

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Characters shown on each side of a difference.
pub(super) const CONTEXT: usize = 20;
/// Characters of one stretch that are shown.
const LONGEST: usize = 160;
/// Characters of each text, from the first difference on, that are compared one by one: this is quadratic at worst.
const COMPARED: usize = 2_000;
/// Differences that are shown of one value.
const MOST: usize = 4;

/// What differs in one key of a record.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Snippet {
    /// The key.
    pub key: String,
    /// Same, removed and inserted text in turn.
    pub parts: Vec<Stretch>,
    /// Whether there is more that differs.
    pub more: bool,
}

/// A stretch of text.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "is", content = "text", rename_all = "lowercase")]
pub enum Stretch {
    /// In both.
    Same(String),
    /// In A alone.
    Removed(String),
    /// In B alone.
    Inserted(String),
}

/// The differences between two values of `key`.
pub(super) fn between(key: &str, a: &str, b: &str) -> Snippet {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let front = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let back = a[front..].iter().rev().zip(b[front..].iter().rev()).take_while(|(x, y)| x == y).count();
    let (old, new) = (&a[front..a.len() - back], &b[front..b.len() - back]);
    let mut snippet = Snippet { key: key.to_owned(), parts: Vec::new(), more: false };
    snippet.same(&a[..front], true, false);
    let (old_part, new_part) = (&old[..old.len().min(COMPARED)], &new[..new.len().min(COMPARED)]);
    let mut left = MOST;
    for op in capture_diff_slices(Algorithm::Myers, old_part, new_part) {
        if left == 0 {
            snippet.more = true;
            return snippet;
        }
        if let DiffOp::Equal { old_index, len, .. } = op {
            snippet.same(&old_part[old_index..old_index + len], true, true);
        } else {
            let (_, removed, inserted) = op.as_tag_tuple();
            snippet.put(&old_part[removed], Stretch::Removed);
            snippet.put(&new_part[inserted], Stretch::Inserted);
            left -= 1;
        }
    }
    if old_part.len() < old.len() || new_part.len() < new.len() {
        snippet.more = true;
    } else {
        snippet.same(&a[a.len() - back..], false, true);
    }
    snippet
}

/// A text that is in one of the two alone.
pub(super) fn whole(text: &str, inserted: bool) -> Snippet {
    let text: Vec<char> = text.chars().collect();
    let mut snippet = Snippet { key: "text".to_owned(), parts: Vec::new(), more: false };
    snippet.put(&text, if inserted { Stretch::Inserted } else { Stretch::Removed });
    snippet
}

impl Snippet {
    fn put(&mut self, text: &[char], make: fn(String) -> Stretch) {
        if text.is_empty() {
            return;
        }
        let mut shown: String = text.iter().take(LONGEST).collect();
        if text.len() > LONGEST {
            shown.push('…');
        }
        self.parts.push(make(shown));
    }

    /// Unchanged text: its beginning behind a difference, its end before one.
    fn same(&mut self, text: &[char], before: bool, behind: bool) {
        let sides = usize::from(before) + usize::from(behind);
        let shown: String = if text.len() <= CONTEXT * sides + 1 {
            text.iter().collect()
        } else {
            let head = text[..if behind { CONTEXT } else { 0 }].iter();
            let tail = text[text.len() - if before { CONTEXT } else { 0 }..].iter();
            head.chain(&['…']).chain(tail).collect()
        };
        if !shown.is_empty() {
            self.parts.push(Stretch::Same(shown));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(a: &str, b: &str) -> String {
        let snippet = between("text", a, b);
        let draw = |s: &Stretch| match s {
            Stretch::Same(t) => t.clone(),
            Stretch::Removed(t) => format!("[-{t}-]"),
            Stretch::Inserted(t) => format!("{{+{t}+}}"),
        };
        let mut out: String = snippet.parts.iter().map(draw).collect();
        if snippet.more {
            out.push_str(" ...");
        }
        out
    }

    #[test]
    fn differences_stand_between_what_is_around_them() {
        assert_eq!(drawn("码头上,渔民。", "码头上，渔民。"), "码头上[-,-]{+，+}渔民。");
        assert_eq!(drawn("", "new"), "{+new+}");
        let long = "a".repeat(100);
        assert_eq!(drawn(&format!("{long}x"), &format!("{long}y")), format!("…{}[-x-]{{+y+}}", "a".repeat(20)));
        let (a, b) = ("ab".repeat(30_000), "ba".repeat(40_000));
        let start = std::time::Instant::now();
        assert!(drawn(&a, &format!("{b}c")).len() < 4_000);
        assert!(start.elapsed().as_secs() < 20, "quadratic");
    }
}
