//! Proves a restored text: the damage model must make exactly the damaged text of it.

use std::ops::Range;

use super::gbk;
use super::inverse::Original;
use super::model::{self, Model, Pairs};
use super::units::{Kind, Unit, plain};

/// Units of context on each side that the model must reproduce as well.
const CONTEXT: usize = 2;

/// A block and what its annotations show of the page's damage.
pub(super) struct Page<'a> {
    pub text: &'a str,
    pub units: &'a [Unit],
    /// The characters annotated in the block, as bytes.
    pub pairs: Pairs,
    /// Whether lost bytes took an ASCII character with them.
    pub eats: bool,
}

impl<'a> Page<'a> {
    /// Collects what the units show.
    pub fn new(text: &'a str, units: &'a [Unit], eats: bool) -> Self {
        let mut pairs = Pairs::new();
        for unit in units {
            if let (Kind::Two(a, b), Some(inserted)) = (&unit.kind, &unit.inserted) {
                pairs.entry([*a, *b]).or_insert_with(|| inserted.clone());
            }
        }
        Page { text, units, pairs, eats }
    }

    /// Whether some decoder makes the damaged run behind the `intact` units, with its context, of the restored.
    pub fn proves(&self, intact: Range<usize>, original: &Original, restored: &str) -> bool {
        let at = intact.end;
        let from = intact.start.max(at.saturating_sub(CONTEXT));
        let to = (original.end + CONTEXT).min(self.units.len());
        let mut here: Pairs = original.pairs.iter().cloned().collect();
        for (slot, inserted) in &original.readings {
            if let Some(code) = restored.chars().nth(*slot).and_then(gbk::encode) {
                here.insert(code, inserted.clone());
            }
        }
        let before: String = plain(self.text, self.units, from..at).into_iter().collect();
        let after: String = plain(self.text, self.units, original.end..to).into_iter().collect();
        // Marks beside the run may be full-width ones that were made ASCII since.
        let sources = [
            format!("{before}{restored}{after}"),
            format!("{before}{restored}{}", widen(&after)),
            format!("{}{restored}{}", widen(&before), widen(&after)),
        ];
        let Some(damaged) = self.between(from, to).map(fold) else { return false };
        // Only two insertions can overlap.
        let twice = damaged.matches(')').nth(1).is_some();
        // The mark behind the run may have been cut at, or only stand there.
        let near = original.separators.as_slice();
        let own = near.get(..1).unwrap_or_default();
        [near, own].into_iter().any(|separators| {
            let model = Model { pairs: [&self.pairs, &here], separators };
            let made = |source: &String, decoder| model.damage(source, decoder).map(|text| fold(&text));
            let proven = |overlaps| {
                let makes = |source| {
                    model::decoders(self.eats, overlaps).any(|d| made(source, d).is_some_and(|text| text == damaged))
                };
                sources.iter().any(makes)
            };
            proven(false) || twice && proven(true)
        })
    }

    /// The text of units.
    fn between(&self, from: usize, to: usize) -> Option<&'a str> {
        let (first, last) = (self.units.get(from)?, self.units.get(to.checked_sub(1)?)?);
        self.text.get(first.range.start..last.range.end)
    }
}

/// Full-width marks that pages make ASCII after the damage, or do not.
const WIDE: [(char, char); 8] =
    [('，', ','), ('：', ':'), ('（', '('), ('）', ')'), ('！', '!'), ('？', '?'), ('；', ';'), ('．', '.')];

/// Full-width marks as ASCII, U+FFFD as the question mark that it stands for.
fn fold(text: impl AsRef<str>) -> String {
    let fold = |c| match WIDE.iter().find(|(wide, _)| *wide == c) {
        Some((_, ascii)) => *ascii,
        None if c == '\u{FFFD}' => '?',
        None => c,
    };
    text.as_ref().chars().map(fold).collect()
}

/// ASCII marks as full-width.
fn widen(text: &str) -> String {
    text.chars().map(|c| WIDE.iter().find(|(_, ascii)| *ascii == c && c != '.').map_or(c, |(wide, _)| *wide)).collect()
}
