//! What a repair did, as steps that can be replayed.

use std::ops::Range;

use super::charset::Charset;
use super::escapes;
use super::path::{self, Chain};

/// One thing done to a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// Encodes in the set that the text was wrongly decoded as, then decodes in the one it was written in.
    /// Characters whose bytes were lost become U+FFFD.
    Recode {
        /// What the text was wrongly read as.
        encode: Charset,
        /// What it was written in.
        decode: Charset,
    },
    /// `&#20160;` and `&#x4EC0;`, the ampersand escaped any number of times, become characters.
    Entities,
    /// `\u4ec0` with any number of backslashes becomes a character.
    Backslashes,
    /// `%E4%BB%80` becomes what the bytes are in a set.
    Percent {
        /// What the bytes are in.
        decode: Charset,
    },
    /// `=E4=BB=80` and soft line ends become what the bytes are in a set.
    QuotedPrintable {
        /// What the bytes are in.
        decode: Charset,
    },
}

impl Op {
    /// What becomes of `text`; None where the step cannot be done on it.
    #[must_use]
    pub fn apply(self, text: &str) -> Option<String> {
        match self {
            Self::Recode { encode, decode } => {
                let chars: Vec<char> = text.chars().collect();
                path::decode_all(&chars, '\n', Chain { from: encode, to: decode })
            }
            Self::Entities => Some(escapes::entities(text)),
            Self::Backslashes => Some(escapes::backslashes(text)),
            Self::Percent { decode } => escapes::bytes(text, b'%', decode),
            Self::QuotedPrintable { decode } => escapes::bytes(text, b'=', decode),
        }
    }
}

/// A step of a plan: an operation on a byte range of the text as the steps before it left it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Bytes of the text as the steps before left it.
    pub at: Range<usize>,
    /// What is done to them.
    pub op: Op,
}

/// The steps that turn a damaged text into the repaired one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// In the order in which they are done.
    pub steps: Vec<Step>,
}

impl Plan {
    /// Does the steps on `damaged`. None where one cannot be done.
    #[must_use]
    pub fn replay(&self, damaged: &str) -> Option<String> {
        let mut text = damaged.to_owned();
        for step in &self.steps {
            let with = step.op.apply(text.get(step.at.clone())?)?;
            text.replace_range(step.at.clone(), &with);
        }
        Some(text)
    }
}

/// A damaged byte range of a text, what to put in its place, and how that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// Bytes of the damaged text.
    pub range: Range<usize>,
    /// What belongs in their place.
    pub with: String,
    /// How `with` comes out of what stands at `range`.
    pub plan: Plan,
}

/// Applies repairs (in order, apart) to `text`.
pub(super) fn apply(text: &str, repairs: &[Repair]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for repair in repairs {
        out.push_str(text.get(at..repair.range.start).unwrap_or_default());
        out.push_str(&repair.with);
        at = repair.range.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// Makes one list on `text` of two, where `second` repairs what `first` made of it.
pub(super) fn compose(text: &str, first: Vec<Repair>, second: Vec<Repair>) -> Vec<Repair> {
    let mut out = Vec::new();
    let mut firsts = first.into_iter().peekable();
    let mut seconds = second.into_iter().peekable();
    // How far positions after the repairs consumed so far have moved.
    let mut shift = 0isize;
    loop {
        let (from_first, mut end) = match (firsts.peek(), seconds.peek()) {
            (None, None) => return out,
            (Some(a), None) => (true, moved(a.range.start, shift) + a.with.len()),
            (None, Some(b)) => (false, b.range.end),
            (Some(a), Some(b)) => {
                let start = moved(a.range.start, shift);
                if start <= b.range.start { (true, start + a.with.len()) } else { (false, b.range.end) }
            }
        };
        // Positions here are those between the two rounds.
        let begin_shift = shift;
        let mut begin = if from_first { moved(firsts.peek().map_or(0, |a| a.range.start), shift) } else { usize::MAX };
        if let (false, Some(b)) = (from_first, seconds.peek()) {
            begin = b.range.start;
        }
        let mut group_a: Vec<Repair> = Vec::new();
        let mut group_b: Vec<Repair> = Vec::new();
        loop {
            if let Some(a) = firsts.next_if(|a| {
                group_a.is_empty() && group_b.is_empty() && from_first || moved(a.range.start, shift) < end
            }) {
                end = end.max(moved(a.range.start, shift) + a.with.len());
                shift += a.with.len() as isize - a.range.len() as isize;
                group_a.push(a);
            } else if let Some(b) = seconds.next_if(|b| b.range.start < end || !from_first && group_b.is_empty()) {
                end = end.max(b.range.end);
                group_b.push(b);
            } else {
                break;
            }
        }
        let range = moved(begin, -begin_shift)..moved(end, -shift);
        out.extend(join(text, range, begin, &group_a, &group_b));
    }
}

fn moved(at: usize, by: isize) -> usize {
    at.saturating_add_signed(by)
}

fn join(text: &str, range: Range<usize>, begin: usize, first: &[Repair], second: &[Repair]) -> Option<Repair> {
    let mut steps = Vec::new();
    let mut shifted = |repairs: &[Repair], base: usize| {
        for repair in repairs.iter().rev() {
            let offset = repair.range.start.saturating_sub(base);
            steps.extend(
                repair
                    .plan
                    .steps
                    .iter()
                    .map(|step| Step { at: step.at.start + offset..step.at.end + offset, op: step.op }),
            );
        }
    };
    shifted(first, range.start);
    shifted(second, begin);
    let plan = Plan { steps };
    let with = plan.replay(text.get(range.clone())?)?;
    Some(Repair { range, with, plan })
}
