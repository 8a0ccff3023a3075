//! The shapes of lines above a text that are of the page: menus in a row or run together, remarks in brackets, mottos.

use crate::chars;
use crate::document::Block;
use crate::phrases::Class;

/// Characters of the shortest menu without gaps.
const RUN: usize = 16;

/// What a field to search by asks for: `代码/名称/拼音 查行情`.
pub(in super::super) fn is_prompt(text: &str) -> bool {
    let mut words = text.split(' ');
    let first = words.next().unwrap_or_default();
    let han = |p: &str| (2..=4).contains(&p.chars().count()) && p.chars().all(chars::is_han);
    let asks = |w: &str| ["查", "搜", "行情", "搜索"].iter().any(|word| w.contains(word));
    // `石桥晚报读者热线 028-000000`
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if ["热线", "熱線", "电话", "電話"].iter().any(|word| text.contains(word)) && digits >= 7 && text.len() <= 90
    {
        return true;
    }
    first.matches('/').count() >= 2 && first.split('/').all(han) && words.next().is_some_and(asks)
}

pub(in super::super) fn is_bracketed(text: &str) -> bool {
    text.starts_with(['[', '［', '（', '(']) && text.ends_with([']', '］', '）', ')'])
}

/// `标题_频道_网站`, but not `__init__`.
pub(in super::super) fn is_tag(text: &str) -> bool {
    let piece = |piece: &str| piece.chars().filter(|c| chars::is_cjk(*c)).nth(1).is_some();
    text.split('_').nth(2).is_some() && text.split('_').all(piece)
}

/// The words of a menu that nothing parts: `首页要闻国内视频金融房产教育时尚美食健康旅游汽车`.
pub(in super::super) fn is_run(block: &Block) -> bool {
    let text = chars::trim(block.text());
    text.len() >= 3 * RUN
        && text.starts_with(['首', '网', '網'])
        && text.chars().all(|c| chars::is_han(c) && !"的了是与與和在如对對被让讓从從向而为為".contains(c))
        && block.opening().is_some_and(|hit| hit.range.start == 0 && hit.classes.contains(&Class::Nav))
}

/// Words that all begin with a capital: the names in a menu.
pub(in super::super) fn is_capitals(text: &str) -> bool {
    text.split_whitespace().all(|word| word.starts_with(|c: char| c.is_ascii_uppercase()))
}

/// Words without Han and the like, of which few have the capitals of a name: `To be or not to be`.
pub(in super::super) fn is_motto(text: &str) -> bool {
    let words = || text.split_whitespace().filter(|w| w.starts_with(char::is_alphabetic));
    let capital = words().filter(|w| w.starts_with(char::is_uppercase)).count();
    !text.chars().any(chars::is_cjk) && words().nth(1).is_some() && capital * 2 <= words().count()
}

/// Three and more short words with marks between them: `首页 · 机构设置 · 教育动态`.
pub(in super::super) fn is_row(text: &str) -> bool {
    const MARKS: [&str; 7] = [" | ", "｜", " · ", " / ", " > ", "　", "  "];
    let pieces = |mark: &str| {
        let pieces = text.split(mark).map(str::trim);
        pieces.clone().count() >= 3 && pieces.clone().all(|p| (2..=16).contains(&chars::width(p)))
    };
    // Few lines have any of these characters.
    text.len() <= 240
        && (text.contains(['|', '｜', '·', '/', '>', '　']) || text.contains("  "))
        && MARKS.into_iter().any(pieces)
}
