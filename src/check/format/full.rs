//! For people: with the source, or a line a finding.

use annotate_snippets::{AnnotationKind, Level, Message, Origin, Renderer, Snippet};

use crate::check::finding::{Finding, Severity};
use crate::check::lines::Lines;

/// Characters of the line that are shown on either side: a paragraph of Chinese is one line of any length.
const AROUND: usize = 32;
/// Most characters of the place itself that are shown.
const MOST: usize = 48;

pub(super) fn line(f: &Finding) -> String {
    format!("{}: {} {} [{}] {}\n", f.place(), f.severity.as_str(), f.rule.code, f.rule.name, f.message)
}

pub(super) fn finding(f: &Finding, source: Option<&Lines<'_>>, color: bool) -> String {
    let level = match f.severity {
        Severity::Error => Level::ERROR,
        Severity::Note => Level::NOTE,
    };
    let mut group = level.primary_title(f.message.as_str()).id(f.rule.code).element(Origin::path(f.place()));
    let excerpt = f.span.as_ref().zip(source).map(|(span, lines)| excerpt(lines, span.clone()));
    if let Some((text, mark)) = &excerpt {
        let number = f.start.map_or(1, |s| usize::try_from(s.line).unwrap_or(usize::MAX));
        let snippet = Snippet::source(text.as_str())
            .line_start(number)
            .line_numbering(f.record.is_none())
            .annotation(AnnotationKind::Primary.span(mark.clone()).label(f.rule.name));
        group = group.element(snippet);
    } else {
        let about: Message<'_> = Level::INFO.no_name().message(f.rule.summary);
        group = group.element(about);
    }
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    // The renderer cannot know that the place above is that of the excerpt, and announces another file.
    let mut out = String::new();
    for line in renderer.render(&[group]).lines().filter(|l| !is_announcement(l)) {
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out.push('\n');
    out
}

/// Whether a line is `:::` and nothing else, but for colours.
fn is_announcement(line: &str) -> bool {
    let mut rest = line.split('\x1b');
    let first = rest.next().unwrap_or_default();
    let words = rest.map(|part| part.split_once('m').map_or("", |(_, text)| text));
    std::iter::once(first).chain(words).flat_map(str::chars).filter(|c| !c.is_whitespace()).eq(":::".chars())
}

/// What stands around a place in its line, and where the place is in it.
fn excerpt(lines: &Lines<'_>, span: std::ops::Range<usize>) -> (String, std::ops::Range<usize>) {
    let (start, line) = lines.around(span.start);
    let from = span.start.saturating_sub(start).min(line.len());
    let to = span.end.saturating_sub(start).clamp(from, line.len());
    let (before, rest) = line.split_at_checked(from).unwrap_or((line, ""));
    let (inside, after) = rest.split_at_checked(to - from).unwrap_or((rest, ""));
    let mut text = String::new();
    match before.char_indices().rev().nth(AROUND) {
        Some((at, c)) => {
            text.push('…');
            text.push_str(before.get(at + c.len_utf8()..).unwrap_or_default());
        }
        None => text.push_str(before),
    }
    let mark = text.len();
    let cut = inside.char_indices().nth(MOST).map_or(inside.len(), |(at, _)| at);
    text.push_str(inside.get(..cut).unwrap_or_default());
    let end = text.len();
    if cut < inside.len() {
        text.push('…');
        return (text, mark..end);
    }
    match after.char_indices().nth(AROUND) {
        Some((at, _)) => {
            text.push_str(after.get(..at).unwrap_or_default());
            text.push('…');
        }
        None => text.push_str(after),
    }
    (text, mark..end)
}
