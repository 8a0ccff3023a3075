//! Lines of one form that stand together: what is said of one of them holds for the others.

use super::numbers::{self, Form};
use crate::chars;
use crate::document::Block;

/// Forms of numbers that are told apart in one text.
const FORMS: usize = 16;

/// Bytes of the longest line of a list of short ones.
const LINE: usize = 96;

/// Greatest width of a key before its colon.
const KEY: usize = 16;

/// Characters of an amount with its unit.
const MOST: usize = 10;

/// Most runs of characters of one kind in such a line.
const RUNS: usize = 12;

/// What a run of characters is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Run {
    Wide,
    Letters,
    Digits,
    Space,
    Mark(char),
}

/// The form of a line in a list of short ones: what runs it is made of, if these say anything (one word has no form).
fn runs(text: &str) -> Option<Vec<Run>> {
    let mut out: Vec<Run> = Vec::new();
    for c in text.chars() {
        let run = match c {
            _ if c.is_ascii_digit() => Run::Digits,
            // `一台` counts, the number in `统一` does not.
            _ if matches!(out.last(), None | Some(Run::Space | Run::Mark(_))) && is_numeral(c) => Run::Digits,
            _ if c.is_whitespace() => Run::Space,
            _ if chars::is_cjk(c) && chars::is_alphabetic(c) || chars::is_hangul(c) => Run::Wide,
            _ if c.is_alphabetic() => Run::Letters,
            '：' => Run::Mark(':'),
            '（' => Run::Mark('('),
            '）' => Run::Mark(')'),
            _ => Run::Mark(c),
        };
        if out.last() != Some(&run) {
            if out.len() == RUNS {
                return None;
            }
            // Words with spaces between them are one run.
            if let ([.., Run::Letters, Run::Space], Run::Letters) = (&out[..], run) {
                out.pop();
            } else {
                out.push(run);
            }
        }
    }
    (out.len() >= 3 || out.len() == 2 && out.contains(&Run::Digits)).then_some(out)
}

/// A key and its value: `会长：周大山`.
fn is_keyed(text: &str) -> bool {
    text.split_once(['：', ':']).is_some_and(|(key, value)| {
        let plain = key.chars().all(|c| c.is_alphabetic() || c == ' ' || c == '\u{3000}');
        !key.is_empty() && plain && chars::width(key) <= KEY && !chars::trim(value).is_empty()
    })
}

/// `2 eggs`, `09:00 Breakfast`: an amount or a time, and what it is of.
fn counts_first(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit()) && text.contains(char::is_alphabetic)
}

/// `豆花（大碗） 8元`, `灯座 ×2`: what is counted, and behind a space or a mark how many or how much.
pub(in super::super) fn counts_last(text: &str) -> bool {
    if text.len() > LINE {
        return false;
    }
    let number = |c: char| c.is_ascii_digit() || c == '.' || is_numeral(c);
    // A space may part the number from its unit, too.
    let amount = |(at, c): (usize, char)| Some(&text[at + c.len_utf8()..]).filter(|rest| rest.starts_with(number));
    let mut partings = text.char_indices().rev().take(MOST).filter(|(_, c)| is_parting(*c));
    let Some(amount) = partings.find_map(amount) else { return false };
    let unit = amount.trim_start_matches(number).trim_start();
    unit.len() < amount.len()
        && unit.chars().count() <= 3
        && unit.chars().all(char::is_alphabetic)
        && text.starts_with(char::is_alphabetic)
}

/// What stands between a thing and how many there are.
fn is_parting(c: char) -> bool {
    c.is_whitespace() || matches!(c, '×' | '¥' | '￥' | '$' | '€' | '：' | ':' | '·' | '…')
}

/// A numeral or a word for one in front of a unit: `两张`.
fn is_numeral(c: char) -> bool {
    "一二三四五六七八九十两兩半".contains(c)
}

/// Whether two lines are of one form, as those of a list are: `包子 2元` and `豆浆 1元`, `会长：周大山` and `秘书：李敏`.
pub(in super::super) fn alike(one: &str, other: &str) -> bool {
    let (one, other) = (chars::trim(one), chars::trim(other));
    // `2 Ergebnisse` over `2.1 Messung` are numbers of parts.
    let number = |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    let under = || other[..number(other)].starts_with(&one[..number(one)]) && other[..number(other)].contains('.');
    of_one_form(one, other) || are_short(one, other) && counts_first(one) && counts_first(other) && !under()
}

/// The same by what the lines are made of, from which on lines apart from each other are of one list too.
pub(super) fn of_one_form(one: &str, other: &str) -> bool {
    let (one, other) = (chars::trim(one), chars::trim(other));
    let both = |tell: fn(&str) -> bool| tell(one) && tell(other);
    are_short(one, other)
        && (both(counts_last) || both(is_keyed) || {
            let form = runs(one);
            form.is_some() && form == runs(other)
        })
}

fn are_short(one: &str, other: &str) -> bool {
    [one, other].iter().all(|text| !text.is_empty() && text.len() <= LINE && !chars::is_sentence(text))
}

/// Whether line `n` stands directly above or below one of its form, without a blank line.
pub(in super::super) fn is_listed(blocks: &[&Block], n: usize) -> bool {
    let pair = |above: usize| {
        let below = blocks.get(above + 1).filter(|b| b.joined());
        below.is_some_and(|below| alike(blocks[above].text(), below.text()))
    };
    // Its neighbour may have become metadata: `责编：李敏` over `采访部主任：周大山`.
    let gone = || n > 0 && blocks[n].joined() && blocks[n - 1].id().index() + 1 < blocks[n].id().index();
    pair(n) || n > 0 && pair(n - 1) || gone() && is_keyed(chars::trim(blocks[n].text()))
}

/// Rules and contracts may have an article on copies: `七、茶谱未经同意不得复制。` stays where the item before or behind it does.
/// The items of a notice go with its heading.
pub(in super::super) fn keep_articles(blocks: &[&Block], cut: &mut [bool]) {
    if !cut.contains(&true) {
        return;
    }
    let mut items: Vec<(usize, Form, u32, bool)> = Vec::new();
    let mut headed = false;
    for (n, block) in blocks.iter().enumerate() {
        let item = numbers::of_item(block.text()).filter(|(form, _)| !matches!(form, Form::Bare(_)));
        headed = cut[n] && (headed || item.is_none());
        items.extend(item.map(|(form, value)| (n, form, value, headed)));
    }
    let mut last: Vec<usize> = Vec::new();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (at, (_, form, value, _)) in items.iter().enumerate() {
        let Some(known) = last.iter().position(|other| items[*other].1 == *form) else {
            last.extend((last.len() < FORMS).then_some(at));
            continue;
        };
        pairs.extend((items[last[known]].2 + 1 == *value).then_some((last[known], at)));
        last[known] = at;
    }
    // Downwards and back up, for what stays keeps the next.
    let mut keep = |from: usize, to: usize| {
        let (from, to) = (&items[from], &items[to]);
        if !cut[from.0] && !to.3 {
            cut[to.0] = false;
        }
    };
    pairs.iter().for_each(|(above, below)| keep(*above, *below));
    pairs.iter().rev().for_each(|(above, below)| keep(*below, *above));
}

/// Sections of a manual: a notice under a heading by markup stays where another stands above, and one below with text that stays.
pub(in super::super) fn keep_sections(blocks: &[&Block], cut: &mut [bool]) {
    let heads: Vec<usize> = (0..blocks.len()).filter(|n| blocks[*n].kind().is_heading()).collect();
    for section in heads.windows(3) {
        let &[above, head, next] = section else { continue };
        let below = || (next + 1..blocks.len()).take_while(|n| !blocks[*n].kind().is_heading());
        let goes_on = !cut[above] && !cut[next] && below().any(|n| !cut[n]);
        if goes_on && cut[head..next].contains(&true) {
            cut[head..next].fill(false);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Kind;

    #[test]
    fn lines_of_one_form() {
        for (one, other) in [
            ("包子 2元", "豆浆 1元"),
            ("豆花（大碗） 8元", "凉粉 6元"),
            ("会长：周大山", "副会长：李敏、陈小河"),
            ("锯子 一把", "钉子 3盒"),
            ("灯座 ×2", "灯罩 ×1"),
            ("150g sugar", "2 eggs"),
            ("09:00 Breakfast", "10:30 Walk to the mill"),
            ("第一节 体育", "第二节 音乐"),
            ("听写（20分）", "造句（30分）"),
        ] {
            assert!(alike(one, other), "{one} {other}");
        }
        for (one, other) in [
            ("水车的来历", "河口的老人说"),
            ("The old mill", "It stands by the river"),
            ("点心", "包子 2元"),
            ("会长：周大山", "他说，这件事由会长决定：不修了。"),
        ] {
            assert!(!alike(one, other), "{one} {other}");
        }
    }

    #[test]
    fn articles_stay_with_their_neighbours() {
        let texts =
            ["守则", "一、准时。", "二、不得转载。", "三、不得复制。", "声明", "1. 版权所有。", "2. 不得转载。"];
        let blocks: Vec<Block> = texts.iter().map(|text| Block::new(Kind::Paragraph, *text)).collect();
        let mut cut = [false, false, true, true, true, true, true];
        keep_articles(&blocks.iter().collect::<Vec<_>>(), &mut cut);
        assert_eq!(cut, [false, false, false, false, true, true, true]);
    }
}
