//! Words of pages that a text is about: lists of them that it explains, lines of verse, entries of a glossary.

use super::super::layout::{Layout, is_line, is_prose, width};
use super::super::people;
use super::menus::{is_dated, is_of_page};
use crate::chars;
use crate::document::{Block, BlockId, Kind};
use crate::phrases::{Class, Words, simplify};

/// Most lines above the prose among which a list is looked for, and greatest width of an item of it.
const HEAD: usize = 30;
const ITEM: usize = 32;

/// Different words of pages that are a list.
const WORDS: usize = 2;

/// Least width of a line behind the list that may be a title: then the list is the menu above it.
const TITLE: usize = 10;

/// Bytes of the text in which its words are looked for.
const TEXT: usize = 6000;

/// Blocks of a text without prose that are looked at, and lines of which at most one is in words of pages.
const LINES: usize = 400;
const SHARE: usize = 2;

/// Lines of a list of what words mean, bytes of the word, and what pages say with words like them.
const GLOSSES: usize = 4;
const GLOSSED: usize = 36;
const PAGE: [Class; 3] = [Class::Nav, Class::Share, Class::Button];

/// How many of the lines above the text are a list that it speaks of: `Words on a page`, `Share`, `Menu`, `Log in`; `These words stand …`
pub(in super::super) fn list_above(blocks: &[&Block]) -> usize {
    let Some(first) = blocks.iter().take(HEAD).position(|b| is_prose(b) && !is_of_page(b)).filter(|n| *n >= 2) else {
        return 0;
    };
    let (head, text) = blocks.split_at(first);
    // A heading stands above it, or what the reader is to do with it.
    // In a second run it is metadata.
    let kind = |b: &Block| matches!(b.kind(), Kind::Paragraph | Kind::Meta | Kind::Heading(_));
    let long = |b: &&Block| width(b) > 2 * ITEM || !kind(b);
    if head.iter().any(long) {
        return 0;
    }
    let words: Vec<bool> = head.iter().map(|b| is_of_page(b)).collect();
    let Some(last) = words.iter().rposition(|word| *word) else { return 0 };
    let items = different(head.iter().zip(&words).filter(|(_, word)| **word).map(|(b, _)| *b));
    if items.len() > 1 && speaks_of(text, &items) {
        return first;
    }
    // Nothing else can be the title, and somebody set the list apart from the text.
    let titled = || head[last + 1..].iter().any(|b| width(b) >= TITLE);
    let apart = || text.first().is_some_and(|b| !b.joined()) && head[2..].iter().all(|b| b.joined());
    let headed = !words[0]
        && items.len() >= WORDS
        && head.iter().all(|b| width(b) <= ITEM && !is_dated(b))
        && !titled()
        && apart()
        && !people::is_medium(head[0].text());
    if headed { first } else { 0 }
}

/// Bytes of the shortest sentence that leads to a list, and words of one in letters.
const LEADS: usize = 24;
const WORDS_OF_LEAD: usize = 6;

/// Width of the shortest line that introduces others.
const INTRODUCES: usize = 12;

/// Lines that one above them introduces, with a colon at its end and no key of metadata before it, one directly below the other and with
/// more text below: `文章最前面要写这几行：` over `date: 2019-05-06` and `author: 陈小河`. They are examples.
pub(in super::super) fn introduced(blocks: &[&Block]) -> Vec<BlockId> {
    // `责任编辑：` is a key, and nothing else.
    let keyed = |block: &Block| {
        let rest = block.opening().map(|hit| block.text()[hit.range.end..].trim());
        rest.is_some_and(|rest| rest.chars().all(|c| !c.is_alphanumeric()))
    };
    let leads = |n: usize| {
        let block = blocks[n];
        let colon = chars::trim_end(block.text()).ends_with([':', '：']);
        n > 0 && block.kind() == Kind::Paragraph && colon && width(block) >= INTRODUCES && !keyed(block)
    };
    let mut found = Vec::new();
    for n in (0..blocks.len().min(LINES)).filter(|n| leads(*n)) {
        let item = |(m, b): &(usize, &&Block)| {
            b.kind() == Kind::Paragraph && (*m == 0 || b.joined()) && is_line(b, EXAMPLE) && !leads(n + 1 + m)
        };
        let items = blocks[n + 1..].iter().enumerate().take(LINES).take_while(item).count();
        if items >= WORDS && blocks.len() > n + 1 + items {
            found.extend(blocks[n + 1..=n + items].iter().map(|b| b.id()));
        }
    }
    found
}

/// Greatest width of a line that is introduced.
const EXAMPLE: usize = 100;

/// Lists that a sentence leads to, with the sentence: `打开馆藏系统，依次点：` over `首页`, `登录` and `修改密码`, and more text below.
pub(in super::super) fn led(blocks: &[&Block]) -> Vec<BlockId> {
    let colon = |b: &Block| chars::trim_end(b.text()).ends_with([':', '：']);
    let leads = |b: &Block| {
        let text = b.text();
        let clause = || text.contains(['，', '。']) || text.is_ascii() && text.split(' ').count() >= WORDS_OF_LEAD;
        b.kind() == Kind::Paragraph && text.len() >= LEADS && colon(b) && clause()
    };
    let item = |b: &&&Block| {
        let words = b.text().contains(char::is_alphanumeric) && !colon(b) && !chars::is_sentence(b.text());
        matches!(b.kind(), Kind::Paragraph | Kind::ListItem) && width(b) <= ITEM && words
    };
    let mut found = Vec::new();
    for n in (0..blocks.len().min(LINES)).filter(|n| leads(blocks[*n])) {
        let items = blocks[n + 1..].iter().take(LINES).take_while(item).count();
        let goes_on =
            blocks.get(n + 1 + items).is_some_and(|b| b.kind() == Kind::Paragraph && chars::is_sentence(b.text()));
        if items >= WORDS && goes_on {
            found.extend(blocks[n..=n + items].iter().map(|b| b.id()));
        }
    }
    found
}

/// Lines in words of pages that are of the text.
pub(in super::super) fn lines(layout: &Layout<'_>) -> Vec<BlockId> {
    let blocks = &layout.blocks;
    if layout.last > 0 {
        return blocks[..list_above(blocks)].iter().map(|b| b.id()).collect();
    }
    let mut found = Vec::new();
    if blocks.len() <= LINES {
        glosses(blocks, &mut found);
    }
    // A poem or a glossary has no prose, and a word of pages between two of its lines is one of its own.
    if blocks.len() < 2 * SHARE || blocks.len() > LINES {
        return found;
    }
    let told = |b: &Block| b.text().len() <= 2 * ITEM && b.scan().coverage(&PAGE) >= 0.5;
    let words: Vec<bool> = blocks.iter().map(|b| is_of_page(b) || told(b)).collect();
    let count = words.iter().filter(|word| **word).count();
    if count == 0 || count * SHARE > blocks.len() {
        return found;
    }
    let (from, to) = (words.iter().position(|word| !word), words.iter().rposition(|word| !word));
    let (Some(from), Some(to)) = (from, to) else { return found };
    found.extend((from + 1..to).filter(|n| words[*n]).map(|n| blocks[n].id()));
    found
}

/// Greatest width of the heading of a section.
const HEADING: usize = 40;

/// Headings in words of pages over lines of their own: `Contatti` over a name, where others of its form are in other words
/// (`Orari` over the days), or no other line of the text is in words of pages.
pub(in super::super) fn sections(layout: &Layout<'_>) -> Vec<BlockId> {
    let blocks = &layout.blocks;
    if blocks.len() > LINES {
        return Vec::new();
    }
    let heads = |n: &usize| {
        let block = blocks[*n];
        let over = || blocks.get(n + 1).is_some_and(|b| b.joined() && b.kind() == Kind::Paragraph && !is_of_page(b));
        // In a second run they are headings.
        let kind = matches!(block.kind(), Kind::Paragraph | Kind::Heading(_));
        kind && !block.joined() && is_line(block, HEADING) && over()
    };
    let all: Vec<usize> = (1..blocks.len()).filter(heads).collect();
    let (own, plain): (Vec<usize>, Vec<usize>) = all.into_iter().partition(|n| is_of_page(blocks[*n]));
    if own.is_empty() {
        return Vec::new();
    }
    let others = || blocks.iter().filter(|b| is_of_page(b)).count() > own.len();
    if plain.len() > own.len() || !others() { own.into_iter().map(|n| blocks[n].id()).collect() } else { Vec::new() }
}

/// What of lists that say what words mean is in words of pages: `홈: 오목하게 파인 줄` beside others, of which most are no such words.
fn glosses(blocks: &[&Block], found: &mut Vec<BlockId>) {
    let glossed = |b: &Block| {
        let (word, meaning) = b.text().split_once([':', '：']).unwrap_or_default();
        let fits = !word.is_empty() && word.len() <= GLOSSED && !meaning.trim().is_empty() && !meaning.contains("//");
        fits && b.kind() == Kind::Paragraph
    };
    for run in blocks.chunk_by(|a, b| glossed(a) == glossed(b)) {
        let of_page = |b: &&&Block| b.opening().is_some_and(|hit| hit.classes.iter().any(|class| PAGE.contains(class)));
        let count = run.iter().filter(of_page).count();
        if run.len() >= GLOSSES && glossed(run[0]) && (count * 2 <= run.len() || run.len() + 2 > blocks.len()) {
            found.extend(run.iter().filter(of_page).map(|b| b.id()));
        }
    }
}

/// Bytes of the longest item that may be navigation.
const LONGEST: usize = 120;

/// Whether a block is an item of a list of a page that links to nothing, beside one that says nothing of pages: `2011 : Retour` below
/// `2005 : La Route`.
pub(in super::super) fn is_plain_item(n: usize, layout: &Layout<'_>) -> bool {
    let plain = |n: usize| {
        let block = layout.blocks.get(n).filter(|b| b.kind() == Kind::ListItem);
        block.filter(|b| b.hints().is_some_and(|h| h.tag == "li" && h.link_chars == 0))
    };
    let beside = |m: usize| plain(m).is_some_and(|b| b.scan().coverage(&[Class::Nav, Class::Share]) == 0.0);
    plain(n).is_some_and(|b| b.text().len() <= LONGEST) && (n > 0 && beside(n - 1) || beside(n + 1))
}

fn different<'a>(blocks: impl Iterator<Item = &'a Block>) -> Vec<&'a str> {
    let mut items: Vec<&str> = blocks.map(|b| chars::trim(b.text())).collect();
    items.sort_unstable();
    items.dedup();
    items
}

/// Whether a text has half of these words and more in quotes, two at least.
fn speaks_of(text: &[&Block], words: &[&str]) -> bool {
    const OPEN: [char; 11] = ['“', '"', '「', '『', '«', '„', '‘', '\'', '`', '【', '［'];
    let mut left = TEXT;
    let fits = |b: &&&Block| {
        let fits = left > 0;
        left = left.saturating_sub(b.text().len());
        fits
    };
    let text: Vec<&str> = text.iter().take_while(fits).map(|b| b.text()).collect();
    if !text.iter().any(|t| t.contains(OPEN)) {
        return false;
    }
    let quoted = |word: &&&str| {
        text.iter().any(|t| {
            let mut places = t.match_indices(**word).take(8);
            places.any(|(at, _)| t[..at].ends_with(OPEN) || t[..at].ends_with("« ") || t[..at].ends_with("«\u{a0}"))
        })
    };
    let said = words.iter().filter(quoted).count();
    said > 1 && said * 2 >= words.len()
}

/// Whether a text speaks of somebody, or the writer of themselves, as no notice does: `版权归谁，他不在乎`, `That is my only licence.`; or
/// of the parties of a lawsuit: `法院认为，转载他人文章应当注明来源……`
pub(in super::super) fn tells_of_somebody(text: &str) -> bool {
    // `其他`, `他人` and `他用` are nobody; a notice says `his or her`.
    let han = || {
        text.match_indices(['他', '她']).any(|(at, who)| {
            let (before, after) = (text[..at].chars().next_back(), text[at + who.len()..].chars().next());
            !matches!(before, Some('其' | '及' | '或' | '排'))
                && !matches!(after, Some('人' | '方' | '处' | '處' | '用' | '项'))
        })
    };
    let words = || {
        let mut words = text.split(|c: char| !c.is_ascii_alphabetic());
        !text.contains(" or her") && words.any(|w| matches!(w, "I" | "he" | "she" | "He" | "She" | "my" | "My"))
    };
    let named = if text.is_ascii() { words() } else { han() };
    let plain = || if text.is_ascii() { text.to_lowercase() } else { simplify(text).into_owned() };
    named || Words::Lawsuit.stands_in(&plain())
}

/// Share of terms in a notice.
const NOTICE: f32 = 0.3;

/// Whether a Chinese text is about copies and who owns them: its first sentence speaks of that.
pub(in super::super) fn is_on_copies(blocks: &[&Block]) -> bool {
    let notice = |b: &Block| b.may_be_legal() && b.scan().coverage(&[Class::Legal, Class::Term]) >= NOTICE;
    let first = blocks.iter().find(|b| b.kind() == Kind::Paragraph && chars::is_sentence(b.text()) && !notice(b));
    first.is_some_and(|b| Words::Copies.stands_in(&simplify(b.text())))
}

/// Whether a notice speaks for the house that prints it, or to those who copy from it: `本站文章……`, `凡注明……`.
pub(in super::super) fn speaks_for_house(text: &str) -> bool {
    Words::ForHouse.stands_in(&simplify(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(lines: &str) -> Vec<Block> {
        let block = |(n, line): (usize, &str)| {
            let joined = n > 0 && !lines.lines().nth(n - 1).is_some_and(str::is_empty);
            (!line.is_empty()).then(|| Block::new(Kind::Paragraph, line.to_owned()).with_joined(joined))
        };
        lines.lines().enumerate().filter_map(block).collect()
    }

    fn listed(lines: &str) -> usize {
        let blocks = text(lines);
        list_above(&blocks.iter().collect::<Vec<_>>())
    }

    #[test]
    fn a_list_that_the_text_speaks_of_is_no_menu() {
        let text = "头一次用这台机器的人要先按“注册”，再按“登录”，灯变绿以后就回到“首页”，可以自己慢慢挑要借的书。";
        assert_eq!(listed(&format!("登录\n注册\n首页\n\n{text}")), 3);
        assert_eq!(listed(&format!("登录\n注册\n首页\n\n{}", text.replace(['“', '”'], ""))), 0);
    }

    #[test]
    fn a_list_under_a_heading_stands_apart_from_the_text() {
        let text = "Diese Wörter stehen am Automaten, und wer sie kennt, der findet auch im Dunkeln den Weg zur richtigen Taste.";
        assert_eq!(listed(&format!("Wörter am Automaten\n\nAnmelden\nStartseite\nTeilen\n\n{text}")), 4);
        assert_eq!(listed(&format!("Anmelden\nStartseite\nTeilen\n\n{text}")), 0);
        assert_eq!(listed(&format!("Mühlenbote\n\nAnmelden\nStartseite\nDie neue Mühle mahlt\n\n{text}")), 0);
    }
}
