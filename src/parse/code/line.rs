//! What one line says of itself: code, prose, or neither.

use super::bare::{Bare, Set};
use super::{shape, words};
use crate::chars;

/// What a line may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Nothing but white space.
    Blank,
    /// A sentence, or a piece of one.
    Prose,
    /// Neither: a word or two, a table, a list.
    Open,
    /// A remark of a programmer, or a row of numbers, if the lines around it are code.
    Comment,
    /// An element of HTML: text about to lose its markup, unless code stands around it.
    Markup,
    /// What code is full of, and other text has now and then.
    Soft,
    /// What hardly anybody writes who does not write code.
    Hard,
}

/// Words in a row that make a sentence. `unsigned long int x` has three, and what a programmer writes in words stands in
/// quotes or in a comment.
pub(super) const SENTENCE: usize = 4;

/// Two characters of Chinese are a word; so many are more than a name.
const A_NAME: usize = 8;

/// Bytes of the longest line that is looked at. Nobody writes longer ones, and what programs write of them says little.
const LONGEST: usize = 1000;

/// The mark of a line without the white space around it.
pub(super) fn mark(line: &str) -> Mark {
    if line.is_empty() {
        return Mark::Blank;
    }
    if line.len() > LONGEST {
        return Mark::Open;
    }
    let first = line.as_bytes().first().copied().unwrap_or_default();
    if first >= 0x80 && !line.ends_with(['{', '}', ';']) {
        // No statement begins so.
        return if is_more_than_a_name(line) || chars::is_sentence(line) { Mark::Prose } else { Mark::Open };
    }
    // What marks a remark, an element or a line of TeX stands at one end.
    if first.is_ascii_punctuation() || line.ends_with(['/', '>', '\\']) {
        if let Some(mark) = comment(line).or_else(|| element(line)) {
            return mark;
        }
        if is_other_markup(line) {
            return Mark::Open;
        }
    }
    let bare = Bare::with(line, Set::of(line.as_bytes()));
    if let Some(mark) = worded(&bare.text) {
        return mark;
    }
    if bare.text.ends_with('{') && !bare.text.starts_with('{') {
        return Mark::Hard;
    }
    if is_data(line) {
        return Mark::Comment;
    }
    match shape::shape(line, &bare) {
        Some(mark) if bare.words < SENTENCE && !bare.wide => mark,
        // What opens a block or closes one may have a name in any script.
        Some(Mark::Hard) if bare.words < SENTENCE && line.ends_with(['{', '}', ';']) => Mark::Hard,
        // What a setting says may be a sentence.
        Some(Mark::Soft) if !bare.wide && shape::pair(line).is_some() => Mark::Open,
        _ if is_prose(line, &bare) => Mark::Prose,
        _ => Mark::Open,
    }
}

/// Lines that are nothing but a remark, and those of the preprocessor, which look like one.
fn comment(line: &str) -> Option<Mark> {
    let rest = line.trim_start_matches('#');
    if rest.len() < line.len() {
        let word = rest.trim_start().split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
        let after = rest.trim_start().get(word.len()..).unwrap_or_default();
        return Some(match word {
            "include" if after.trim_start().starts_with(['<', '"']) => Mark::Hard,
            "define" | "ifdef" | "ifndef" | "undef" if after.starts_with(' ') && line.starts_with('#') => Mark::Hard,
            "endif" | "pragma" | "elif" if after.is_empty() || after.starts_with(' ') => Mark::Hard,
            _ if rest.starts_with("!/") => Mark::Hard,
            // Attributes of Rust and C#.
            _ if rest.starts_with('[') && rest.ends_with(']') || rest.starts_with("![") => Mark::Hard,
            // A colour or a selector of CSS.
            _ if line.ends_with('{') && !rest.starts_with(' ') => Mark::Hard,
            _ => Mark::Comment,
        });
    }
    let starts = |marks: &[&str]| marks.iter().any(|m| line.starts_with(m));
    if starts(&["/*", "*/", "// ", "///", "//!", "-- ", ";;", "%%", "{-", "(*", "\"\"\"", "'''"])
        || line.ends_with("*/")
        || line == "//"
        || line == "--"
    {
        return Some(Mark::Comment);
    }
    // `//name` is a remark too, and an address without its scheme is not.
    let tail = line.strip_prefix("//")?;
    let address = tail.split('/').next().is_some_and(|host| host.contains('.') && !host.contains(' '));
    (!address).then_some(Mark::Comment)
}

/// Lines that are markup: elements of HTML, and those of other languages, which are nothing but data here.
fn element(line: &str) -> Option<Mark> {
    if line.starts_with("<!--") || line.ends_with("-->") {
        return Some(Mark::Markup);
    }
    let rest = line.strip_prefix('<')?;
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let name = rest.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | ':' | '_' | '.'))).next()?;
    let after = rest.get(name.len()..)?;
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || !(after.is_empty() || after.starts_with(['>', '/', ' ']))
    {
        return None;
    }
    if words::is_html(name) {
        return Some(Mark::Markup);
    }
    let whole = line.ends_with('>')
        && !name.contains('.')
        && (after.contains("=\"") || after.contains("</") || line.starts_with("</"));
    Some(if whole {
        Mark::Hard
    } else if after == ">" {
        Mark::Soft
    } else {
        Mark::Open
    })
}

/// Whether a line opens with an element that is none of HTML.
pub(super) fn is_foreign(line: &str) -> bool {
    matches!(line.as_bytes(), [b'<', b'?' | b'%', ..]) || matches!(element(line), Some(Mark::Hard | Mark::Soft))
}

/// Lines of TeX and of wikis, which are text with marks: formulas, tables, templates. Works of a list of works too.
fn is_other_markup(line: &str) -> bool {
    let after = |mark| line.strip_prefix(mark).and_then(|rest: &str| rest.chars().next());
    let command = after('\\').is_some_and(|c| c.is_ascii_alphabetic() || "[](){}".contains(c));
    let formula = line.starts_with('$') && !line.starts_with("$ ") && !is_variable(line);
    let work = after('[').is_some_and(|c| c.is_ascii_digit()) && line.contains("] ");
    command
        || formula
        || work
        || line.ends_with("\\\\")
        || line.starts_with('|')
        || line.starts_with("{{")
        || line.starts_with("}}")
}

/// `$name`, as in the shell, Perl and PHP, and no formula: `$a$`.
fn is_variable(line: &str) -> bool {
    line.starts_with('$') && line.matches('$').count() == 1
        || line.starts_with("$_")
        || line.contains(" = ") && line.ends_with(';')
}

/// Code that reads like a sentence: `from a import b`, and statements of SQL.
pub(super) fn worded(text: &str) -> Option<Mark> {
    if !text.starts_with(|c: char| c == 'f' || c.is_ascii_uppercase()) {
        return None;
    }
    let mut words = text.split(' ');
    let first = words.next()?;
    if first == "from" {
        let module = words.next()?;
        let import = words.next() == Some("import");
        return (import && (words::is_name(module.trim_start_matches('.')) || module.starts_with('.')))
            .then_some(Mark::Hard);
    }
    if !words::SQL.contains(&first) || words.clone().next().is_none() {
        return None;
    }
    let keywords = words.filter(|w| words::SQL.contains(&w.trim_matches(['(', ')', ',', ';']))).count();
    let other = text.contains(|c: char| c.is_ascii_lowercase() || matches!(c, '*' | '=' | '(' | '_'));
    match (other, keywords > 0 || text.ends_with(';')) {
        (true, true) => Some(Mark::Hard),
        (true, false) => Some(Mark::Soft),
        _ => None,
    }
}

/// A row of numbers between commas, as tables in programs have them.
fn is_data(line: &str) -> bool {
    line.ends_with([',', '}'])
        && line.matches(',').count() >= 3
        && line.bytes().all(|b| b.is_ascii_hexdigit() || b" ,{}[]().+-xXuUL".contains(&b))
}

fn is_prose(line: &str, bare: &Bare) -> bool {
    if bare.words >= SENTENCE {
        return true;
    }
    if bare.set.is_wide() && is_more_than_a_name(line) || bare.wide && chars::is_sentence(line) {
        return true;
    }
    let capital = line.starts_with(|c: char| c.is_uppercase());
    capital && (bare.words >= 3 || bare.words >= 2 && line.ends_with(['.', ':', ',', '?', '!']))
}

/// Whether a line has more letters beyond ASCII than a name; it is read no further than it takes.
fn is_more_than_a_name(line: &str) -> bool {
    let letter = |c: &char| !c.is_ascii() && (chars::is_cjk(*c) || c.is_alphabetic());
    line.chars().filter(letter).take(A_NAME).count() == A_NAME
}
