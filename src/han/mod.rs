//! Han script conversion, byte for byte as OpenCC 1.4.2 does it.
//!
//! A conversion is a configuration of OpenCC: `t2s` (traditional to simplified), `s2twp` (simplified to Taiwan's
//! characters and vocabulary) and so on. Each has three parts, as there: compatibility ideographs are replaced by their
//! canonical forms, the text is cut into segments, and each segment goes through one or two steps of longest-prefix
//! replacement. Description sequences (`⿰氵青`) are left alone.
//!
//! One thing is not as OpenCC does it: in the configurations with segments it loses the rest of a segment after a NUL.
//! Here the text after a NUL is kept.

mod chain;
mod configs;
mod edits;
mod ids;
#[cfg(feature = "opencc-native")]
mod native;
mod step;

#[cfg(test)]
mod generate;

use std::borrow::Cow;
use std::ops::Range;

pub use configs::names;
use configs::{Plan, converter};
#[cfg(feature = "opencc-native")]
pub use native::Native;
use step::Step;

use crate::census::{Census, Traits};

/// Converts text from one Han script or regional standard to another.
pub trait Convert: Send + Sync {
    /// The converted text; borrowed if nothing changes.
    fn convert<'a>(&self, text: &'a str) -> Cow<'a, str>;
}

/// A conversion over OpenCC's dictionaries. Tables are shared, loaded at first use, and never locked after that.
#[derive(Clone, Copy)]
pub struct Converter {
    /// Compatibility ideographs to their canonical forms.
    canonical: &'static Step,
    plan: Plan,
}

impl Converter {
    /// The conversion that OpenCC calls `name`, one of [`names`]. Loads its tables if nobody has yet.
    pub fn named(name: &str) -> Option<&'static Converter> {
        converter(name)
    }

    /// What a character becomes alone, if that is another one and the conversion has one step.
    pub(crate) fn character(&self, c: char) -> Option<char> {
        match self.plan {
            Plan::One(step) => step.alone(c),
            Plan::Two(_) => None,
        }
    }

    /// Hands over the replaced spans of bytes and what takes their place: in order, without overlap, each a character, a
    /// phrase, or the part of it that changes. Applied to `text` they give [`Convert::convert`] of it.
    pub fn convert_edits(&self, text: &str, emit: impl FnMut(Range<usize>, &str)) {
        self.edits(text, has_compatibility_ideographs(text.as_bytes()), emit);
    }

    /// The same of a text of which `census` was counted: compatibility ideographs are none of them in normal form.
    pub(crate) fn convert_edits_of(&self, text: &str, census: &Census, emit: impl FnMut(Range<usize>, &str)) {
        let compatible = census.traits.any(Traits::UNNORMALIZED) && has_compatibility_ideographs(text.as_bytes());
        self.edits(text, compatible, emit);
    }

    fn edits(&self, text: &str, compatible: bool, mut emit: impl FnMut(Range<usize>, &str)) {
        let edits = if compatible {
            let first = spans(self.canonical, text);
            let middle = replace_all(self.canonical, text).unwrap_or_else(|| text.to_owned());
            edits::compose(first, &middle, self.plan_edits(&middle))
        } else if let Plan::One(step) = self.plan {
            // The common case, without a copy of each replacement.
            each(step, text, |start, end, with| edits::refine(text, start..end, with, &mut emit));
            return;
        } else {
            self.plan_edits(text)
        };
        for (span, with) in edits {
            edits::refine(text, span, &with, &mut emit);
        }
    }

    fn plan_edits(&self, text: &str) -> Vec<edits::Edit> {
        match self.plan {
            Plan::One(step) => spans(step, text),
            Plan::Two(chain) => {
                let mut out = Vec::new();
                chain.blocks(text, |block| {
                    let mut second = Vec::new();
                    chain.second(block, |start, end, with| second.push((start..end, with.to_owned())));
                    let both = edits::compose(block.first_edits(), block.middle(), second);
                    let start = block.start();
                    out.extend(both.into_iter().map(|(span, with)| (span.start + start..span.end + start, with)));
                });
                out
            }
        }
    }

    fn plan_convert(&self, text: &str) -> Option<String> {
        match self.plan {
            Plan::One(step) => replace_all(step, text),
            Plan::Two(chain) => {
                let mut out = String::with_capacity(text.len() + text.len() / 16);
                chain.blocks(text, |block| {
                    let mut done = 0;
                    chain.second(block, |start, end, with| {
                        out.push_str(block.middle().get(done..start).unwrap_or_default());
                        out.push_str(with);
                        done = end;
                    });
                    out.push_str(block.middle().get(done..).unwrap_or_default());
                });
                Some(out)
            }
        }
    }
}

impl Convert for Converter {
    fn convert<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let canonical = match has_compatibility_ideographs(text.as_bytes()) {
            true => replace_all(self.canonical, text),
            false => None,
        };
        let converted = self.plan_convert(canonical.as_deref().unwrap_or(text)).or(canonical);
        match converted.filter(|converted| converted != text) {
            Some(converted) => Cow::Owned(converted),
            None => Cow::Borrowed(text),
        }
    }
}

/// The text with every key of one step replaced; None if there is none.
fn replace_all(step: &Step, text: &str) -> Option<String> {
    let mut at = 0;
    let mut out = String::new();
    let mut done = 0;
    while let Some(hit) = step.next(text, at) {
        step.replacements(text, hit, &mut |start, end, with| {
            if done == 0 {
                // Scripts differ by less than a sixteenth in bytes; more only if phrases lengthen the text.
                out.reserve(text.len() + text.len() / 16);
            }
            out.push_str(text.get(done..start).unwrap_or_default());
            out.push_str(with);
            done = end;
        });
        at = hit.end;
    }
    if done == 0 {
        return None;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    Some(out)
}

/// What one step replaces, piece by piece.
fn each(step: &Step, text: &str, mut emit: impl FnMut(usize, usize, &str)) {
    let mut at = 0;
    while let Some(hit) = step.next(text, at) {
        step.replacements(text, hit, &mut emit);
        at = hit.end;
    }
}

/// The same as a list.
fn spans(step: &Step, text: &str) -> Vec<edits::Edit> {
    let mut out = Vec::new();
    each(step, text, |start, end, with| out.push((start..end, with.to_owned())));
    out
}

/// Bytes of a text in which the first byte of a character tells enough.
const SHORT: usize = 24;

/// Whether the text may hold a compatibility ideograph (U+F900..FAFF, U+2F800..2FA1F): looks at the first two bytes of each
/// character (EF A4 and F0 AF, and a little more so as to be quick), without branches, so that it costs next to nothing on the text that has none.
fn has_compatibility_ideographs(bytes: &[u8]) -> bool {
    if bytes.len() <= SHORT {
        return memchr::memchr2(0xEF, 0xF0, bytes).is_some();
    }
    let next = bytes.get(1..).unwrap_or_default();
    bytes.chunks(1 << 12).zip(next.chunks(1 << 12)).any(|(here, next)| {
        let begins = |a: u8, b: u8| (a == 0xEF) & (b & 0xF0 == 0xA0) | (a == 0xF0) & (b == 0xAF);
        here.iter().zip(next).fold(false, |found, (&a, &b)| found | begins(a, b))
    })
}
