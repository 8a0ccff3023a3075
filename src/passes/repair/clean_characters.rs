//! R120: see `clean_characters.md`.

use std::sync::LazyLock;

use memchr::memmem::Finder;
use serde::{Deserialize, Serialize};

use super::emphasis::stars;
use crate::census::Traits;
use crate::changes::Changes;
use crate::chars;
use crate::document::{Block, Document, Kind};
use crate::pass::{Pass, Spec, Stage, Verdict};

pub(crate) const SPEC: Spec = Spec::new::<CleanCharacters>(
    "R120",
    "clean-characters",
    Stage::Repair,
    "Removes control and zero-width characters, soft hyphens, stray byte-order marks, comment ends and stars of emphasis.",
    include_str!("clean_characters.md"),
);

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct CleanCharacters {}

impl Pass for CleanCharacters {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        for (place, entry) in doc.values() {
            let spans = spans(&entry.value);
            if !spans.is_empty() {
                changes.rewrite_meta(place, crate::passes::unify::spliced(&entry.value, spans));
            }
        }
        let indents = lost_indents(doc);
        let commas = has_doubled_commas(doc);
        let bars = doc.blocks().any(is_bar);
        let markdown = doc.format == "markdown";
        for block in doc.blocks() {
            let code = block.kind() == Kind::Code;
            let marked = block.census().traits.any(Traits::NOISE | Traits::ANGLE);
            if marked && !code && is_comment_end(block.text()) || is_bar(block) || is_mark_alone(block) {
                changes.cut(block);
                continue;
            }
            let mut all = match block.census().traits {
                traits if traits.any(Traits::NOISE) => spans(block.text()),
                traits if traits.any(Traits::ANGLE) => {
                    comment_ends(block.text()).into_iter().map(|range| (range, String::new())).collect()
                }
                _ => Vec::new(),
            };
            if code {
                // In code the end of a comment is code.
                let of_comment = |text: &str| text.contains("-->") || text.contains("<!--");
                all.retain(|(range, _)| !block.text().get(range.clone()).is_some_and(of_comment));
            } else if markdown {
                let stars = stars(block.text());
                if !stars.is_empty() {
                    all.extend(stars.into_iter().map(|range| (range, String::new())));
                    all.sort_by_key(|(range, _)| range.start);
                    // Stars behind the end of a comment go with it.
                    all.dedup_by(|later, kept| later.0.start < kept.0.end);
                }
            }
            if indents && is_lost_line(block) {
                changes.cut(block);
                continue;
            }
            if indents && let Some(end) = lost_indent(block) {
                all.retain(|(range, _)| range.start >= end);
                all.insert(0, (0..end, String::new()));
            }
            if commas && !code {
                all.extend(doubled_commas(block.text()).map(|at| (at, String::new())));
                all.sort_by_key(|(range, _)| range.start);
                all.dedup_by(|later, kept| later.0.start < kept.0.end);
            }
            if let Some(at) = stray_bar(block).filter(|at| bars || chars::is_sentence(&block.text()[..*at])) {
                all.retain(|(range, _)| range.start < at);
                all.push((at..block.text().len(), String::new()));
            }
            for (range, with) in all {
                changes.replace(block, range, with);
            }
        }
        Verdict::Keep
    }
}

/// Question marks in place of an indent: as many as spaces that some encoding did not have.
const INDENT: std::ops::RangeInclusive<usize> = 2..=8;

/// Lines of nothing but a question mark that nobody writes so many of.
const LINES: usize = 6;

/// Bytes of a paragraph that alone shows that its question marks stand for spaces: no cry of surprise is as long.
const LONG: usize = 200;

/// Whether the document's indents became question marks: two paragraphs begin so, or a long one that asks nothing.
fn lost_indents(doc: &Document) -> bool {
    if !doc.blocks().any(|b| b.text().starts_with('?')) {
        return false;
    }
    // A cry of surprise is no paragraph.
    let whole = |b: &&Block| b.text().len() >= LONG / 2 && chars::is_sentence(b.text());
    let begun = || doc.blocks().filter(|b| lost_indent(b).is_some()).filter(whole);
    let told = |text: &str| {
        let rest = text.trim_start_matches('?');
        rest.len() >= LONG && rest.starts_with(' ') && !rest.contains('?')
    };
    begun().nth(1).is_some()
        || begun().any(|b| told(b.text()))
        || doc.blocks().filter(|b| is_lost_line(b)).nth(LINES).is_some()
}

/// Where the question marks end that stand for the indent of a Chinese paragraph: `??? 本报讯`, `????4月25日，…`.
fn lost_indent(block: &Block) -> Option<usize> {
    let text = block.text();
    if !text.as_bytes().starts_with(b"??") || block.kind() != Kind::Paragraph {
        return None;
    }
    let marks = text.len() - text.trim_start_matches('?').len();
    let rest = text[marks..].trim_start();
    let opens = rest.chars().next().is_some_and(|c| chars::is_han(c) || c.is_ascii_digit() || "“《「（【".contains(c));
    let han = rest.chars().take(8).any(chars::is_han);
    (INDENT.contains(&marks) && opens && han && rest.chars().count() > 1).then(|| text.len() - rest.len())
}

/// A line of nothing but a question mark, in place of a space that kept an empty paragraph open.
fn is_lost_line(block: &Block) -> bool {
    block.text() == "?" && block.kind() == Kind::Paragraph
}

/// Bars alone, which tables leave that were laid out as pages: `|`, `| |`.
fn is_bar(block: &Block) -> bool {
    let text = block.text();
    text.len() <= 8
        && text.starts_with('|')
        && text != "||"
        && matches!(block.kind(), Kind::Paragraph | Kind::Heading(_))
        && text.bytes().all(|b| b == b'|' || b == b' ')
}

/// A comma, a point or an empty pair of brackets on a line of its own: what stood beside it was a picture, a button or a link.
fn is_mark_alone(block: &Block) -> bool {
    // In all widths, for another pass makes them one; and with characters around them that this pass takes out.
    const ALONE: &str = "，：、；,:;､︰﹐﹑﹔﹕·•+";
    const PAIRS: [(char, char); 8] =
        [('<', '>'), ('(', ')'), ('[', ']'), ('（', '）'), ('【', '】'), ('《', '》'), ('＜', '＞'), ('［', '］')];
    if block.text().len() > 24 || block.kind() != Kind::Paragraph {
        return false;
    }
    let unseen = |c: char| c.is_whitespace() || c.is_control() || is_joiner(c) || is_plain_noise(c) || is_direction(c);
    let mut seen = block.text().chars().filter(|c| !unseen(*c));
    match (seen.next(), seen.next(), seen.next()) {
        (Some(mark), None, None) => ALONE.contains(mark),
        (Some(open), Some(close), None) => PAIRS.contains(&(open, close)),
        _ => false,
    }
}

/// Where the one bar of a line begins that stands behind everything else, with the space before it: `……问好。 |`.
fn stray_bar(block: &Block) -> Option<usize> {
    let text = block.text();
    let rest = text
        .strip_suffix('|')
        .filter(|_| matches!(block.kind(), Kind::Paragraph | Kind::ListItem | Kind::Heading(_)))?;
    let kept = rest.trim_end();
    let alone = !rest.contains(['|', '\n']) && kept.chars().any(chars::is_cjk);
    (alone && (kept.len() < rest.len() || chars::is_sentence(kept))).then_some(kept.len())
}

/// What stands doubled where some mirror put a comma before each mark: `,,`, `,。`, `,、`.
const DOUBLED: [&str; 10] = [",,", ",，", "，,", ",。", ",、", ",；", "，，", "，。", "，、", "，；"];

/// Times that a comma stands before another mark: nobody writes so, and a slip is one.
const COMMAS: usize = 3;

/// Whether the document has a comma before most of its full stops.
fn has_doubled_commas(doc: &Document) -> bool {
    static FINDERS: LazyLock<[Finder<'static>; 10]> = LazyLock::new(|| DOUBLED.map(Finder::new));
    let count = |text: &str, mark: &Finder<'_>| mark.find_iter(text.as_bytes()).count();
    let some = doc.blocks().map(Block::text).filter(|text| may_be_doubled(text));
    let (stops, all) = some.fold((0, 0), |(stops, all), text| {
        FINDERS.iter().fold((stops, all), |(stops, all), pair| {
            let found = count(text, pair);
            (stops + if pair.needle().ends_with("。".as_bytes()) { found } else { 0 }, all + found)
        })
    });
    stops > 0 && all >= COMMAS && {
        let stop = Finder::new("。");
        stops * 2 >= doc.blocks().map(|b| count(b.text(), &stop)).sum::<usize>()
    }
}

/// Whether a text may have a comma before a full stop, told by the last byte of the one and those of the other, without a branch
/// for each.
fn may_be_doubled(text: &str) -> bool {
    let bytes = text.as_bytes();
    let ahead = |n: usize| bytes.get(n..).unwrap_or_default();
    let places = bytes.iter().zip(ahead(2)).zip(ahead(3));
    places.fold(false, |found, ((a, c), d)| found | ((*a == b',') | (*a == 0x8C)) & (*c == 0x80) & (*d == 0x82))
}

/// The first commas of doubled marks.
fn doubled_commas(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
    let comma = |at: usize| text[at..].chars().next().map_or(1, char::len_utf8);
    let starts = text.char_indices().filter(|(_, c)| matches!(c, ',' | '，')).map(|(at, _)| at);
    starts.filter(|at| DOUBLED.iter().any(|pair| text[*at..].starts_with(pair))).map(move |at| at..at + comma(at))
}

/// A block that is only the end or the beginning of an HTML comment.
fn is_comment_end(text: &str) -> bool {
    let text = text.trim_matches(is_unseen);
    text.len() <= 16
        && (text.contains("-->") || text.contains("<!--"))
        && text.chars().all(|c| matches!(c, '-' | '<' | '>' | '!' | '/' | '*' | ' ') || is_unseen(c))
}

/// Ends of comments at the ends of lines, several in a row together, and lines of nothing else with the break that parts them
/// from others: in a record a line is a paragraph. What nobody sees does not hide them.
fn comment_ends(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    if !text.contains("-->") && !text.contains("<!--") {
        return found;
    }
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let (start, end) = (at, at + line.trim_end_matches('\n').len());
        at += line.len();
        if is_comment_end(line) {
            // At the top the break behind goes, otherwise the one in front.
            let top = found.last().map_or(start == 0, |last: &std::ops::Range<usize>| last.end == start);
            found.push(if top { start..at } else { start - 1..end });
            continue;
        }
        let mut from = None;
        let mut rest = line.trim_end_matches(is_unseen);
        while let Some(shorter) = rest.strip_suffix("-->") {
            rest = shorter.trim_end_matches(is_unseen);
            from = Some(start + shorter.trim_end().len());
        }
        found.extend(from.filter(|_| !rest.contains("<!--")).map(|from| from..end));
    }
    found
}

/// Characters that are no text, with nothing in their place.
fn spans(text: &str) -> Vec<(std::ops::Range<usize>, String)> {
    let mut spans = Vec::new();
    let bytes = text.as_bytes();
    let mut ends = comment_ends(text).into_iter().peekable();
    // Looked up at the first direction mark, once: a text of nothing but marks must not be read for each of them.
    let mut rtl = None;
    // Where the last stretch of joiners and noise ends, and whether its joiners are noise, too.
    let (mut stretch, mut idle) = (0, false);
    let mut at = 0;
    while at < bytes.len() {
        if let Some(range) = ends.next_if(|range| range.start <= at) {
            at = range.end;
            spans.push((range, String::new()));
            continue;
        }
        // Lead bytes of everything removed: C0 controls and DEL, C2 (C1 controls, soft hyphen), E2 (zero-width and
        // format characters), EF (byte-order mark and noncharacters), F3 (tags).
        let b = bytes[at];
        if !(b < 0x20 || matches!(b, 0x7f | 0xC2 | 0xE2 | 0xEF | 0xF3)) {
            // Kana, Han and Hangul are passed over whole.
            at += if matches!(b, 0xE3..=0xED) { 3 } else { 1 };
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        if is_joiner(c) && at >= stretch {
            let stands = |c: char| !is_joiner(c) && !is_plain_noise(c) && !is_direction(c);
            stretch = text[at..].find(stands).map_or(text.len(), |n| at + n);
            idle = joins_nothing(text[..at].chars().rev().find(|c| stands(*c)))
                && joins_nothing(text[stretch..].chars().next());
        }
        let noise = if is_joiner(c) { idle } else { is_plain_noise(c) };
        if noise || is_direction(c) && !*rtl.get_or_insert_with(|| has_rtl(text)) {
            let parts = is_break(c) && parts_words(text, at, at + c.len_utf8());
            // Several in a row part words once.
            let told = || spans.last().is_some_and(|(range, with)| range.end == at && !with.is_empty());
            let with = if parts && !told() { " " } else { "" };
            spans.push((at..at + c.len_utf8(), with.to_owned()));
        }
        at += c.len_utf8();
    }
    spans
}

/// What ends a line or a page in some program, with no line end beside it.
fn is_break(c: char) -> bool {
    matches!(c, '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}')
}

/// Whether the words before and behind a break would be one without it: `the middle of␌a sentence`. Chinese has no spaces.
fn parts_words(text: &str, start: usize, end: usize) -> bool {
    let stands = |c: &char| !is_plain_noise(*c) && !is_joiner(*c) && !is_direction(*c);
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().find(stands);
    // A joiner beside the break is told by what it joins, which a space would change.
    if before.is_some_and(is_joiner) || text[end..].starts_with(is_joiner) {
        return false;
    }
    match (before, after) {
        (Some(a), Some(b)) => !(a.is_whitespace() || b.is_whitespace() || chars::is_cjk(a) && chars::is_cjk(b)),
        _ => false,
    }
}

/// Whether a character is removed from some text.
#[cfg(test)]
pub(crate) fn may_be_noise(c: char) -> bool {
    is_joiner(c) || is_plain_noise(c) || is_direction(c)
}

/// What is noise wherever it stands. C1 controls that mojibake repair could not explain are evidence of damage: they stay
/// for the next tool.
fn is_plain_noise(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => false,
        '\0'..='\u{1f}' | '\u{7f}' => true,
        '\u{ad}' | '\u{feff}' | '\u{2060}' | '\u{fffe}' | '\u{ffff}' | '\u{200b}' | '\u{2028}' | '\u{2029}' => true,
        _ => false,
    }
}

/// White space, and what this pass takes out of most texts.
fn is_unseen(c: char) -> bool {
    c.is_whitespace() || is_plain_noise(c) || is_joiner(c) || is_direction(c)
}

/// Whether a joiner beside a character does nothing: beside what is of ASCII or East Asian, or will be when its form is
/// unified (full-width digits, ligatures, radicals, wide spaces).
fn joins_nothing(c: Option<char>) -> bool {
    use unicode_normalization::UnicodeNormalization;
    let plain = |c: char| c.is_ascii() || chars::is_cjk(c) || matches!(c, '\u{3099}' | '\u{309a}');
    c.is_none_or(|c| plain(c) || c.nfkc().all(plain))
}

/// Joiners shape Arabic, Indic scripts and emoji; between Han or Latin letters they are noise.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// Direction marks, which matter where right-to-left letters stand.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn has_rtl(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(text: &str) -> String {
        crate::passes::unify::spliced(text, spans(text))
    }

    #[test]
    fn noise_goes() {
        assert_eq!(cleaned("\u{feff}春\u{200b}天\u{7}来\u{ad}了 -->"), "春天来了");
        assert_eq!(cleaned("👩\u{200d}🚀 می\u{200c}خواهم"), "👩\u{200d}🚀 می\u{200c}خواهم");
        assert_eq!(cleaned("if a --> b"), "if a --> b");
        assert_eq!(cleaned("春天来了 --> -->-->"), "春天来了");
        assert_eq!(
            cleaned("<!--\n-->\n春天 -->\n<!--\n-->\n来了\u{200b}-->\n了<!-- a -->"),
            "春天\n来了\n了<!-- a -->"
        );
        assert_eq!(cleaned("共有１２\u{200d}人\u{200d}\u{200c}\u{feff}\u{a0}"), "共有１２人\u{a0}");
        assert_eq!(
            cleaned("the middle of\u{c}a word\u{c}\u{2028}and\u{2028}\n\u{c}more"),
            "the middle of a word and\nmore"
        );
        assert_eq!(cleaned("水车\u{2028}转了"), "水车转了");
        assert_eq!(cleaned("👩\u{200d}\u{200d}🚀"), "👩\u{200d}\u{200d}🚀");
    }

    #[test]
    fn stars_go_beside_han() {
        assert_eq!(stars("他说：**“水车转了。”**大家笑了"), [9..11, 32..34]);
        assert!(stars("2**3 和 4**2").is_empty());
        assert!(stars("f(**kwargs) and g(**more)").is_empty());
        assert!(stars("** 水车 **").is_empty());
    }
}
