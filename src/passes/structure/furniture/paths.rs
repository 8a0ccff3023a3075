//! The way to a page: in a line with other words, and a step a line, as pages saved as text have it: `您当前的位置：`, `首页`, `>`, `新闻动态`, `>`, `行业动态`.

use super::super::cut_navigation::WIDEST;
use super::super::layout::{Layout, is_line, width};
use super::super::people;
use super::super::titles::file_titles;
use crate::chars;
use crate::document::{Block, Kind};
use crate::phrases::{Class, Scan, Words, simplify};

/// Lines at the top among which it stands.
const HEAD: usize = 24;

/// Greatest width of a step, and least width of a title.
const STEP: usize = 40;
const TITLE: usize = 8;

/// The lines of the way, marks and all; not the last step, if nothing below it can be the title.
pub(in super::super) fn steps<'l, 'a>(layout: &'l Layout<'a>) -> &'l [&'a Block] {
    let head = &layout.blocks[..layout.first.min(HEAD).min(layout.blocks.len())];
    let Some(mark) = head.iter().position(|b| is_mark(b)).filter(|at| *at > 0 && layout.last > 0) else { return &[] };
    let step = |n: usize| head.get(n).is_some_and(|b| is_step(b));
    let mut last = mark - 1;
    while head.get(last + 1).is_some_and(|b| is_mark(b)) && step(last + 2) {
        last += 2;
    }
    // Marks stand between other steps too (`打开文件`, `>`, `点击保存`): the first is the word for the first page.
    let home = head[mark - 1].scan().begins(Class::Nav).is_some();
    if !step(mark - 1) || last < mark || !home {
        return &[];
    }
    let title = |b: &&&Block| {
        matches!(b.kind(), Kind::Paragraph | Kind::Heading(_)) && width(b) >= TITLE && b.scan().coverage(&PAGE) < 0.5
    };
    let titled = head[last + 1..].iter().find(title).is_some();
    &head[mark - 1..if titled { last + 1 } else { last }]
}

const PAGE: [Class; 3] = [Class::Nav, Class::Share, Class::Button];

fn is_mark(block: &Block) -> bool {
    block.kind() == Kind::Paragraph && matches!(block.text().trim(), ">" | ">>" | "＞" | "»" | "›" | "/" | "→")
}

fn is_step(block: &Block) -> bool {
    block.kind() == Kind::Paragraph && is_line(block, STEP) && !is_mark(block)
}

/// Letters apart, and commas, of a line that is no title, and least width of words between these.
const LETTERS: usize = 7;
const LONGEST: usize = 600;
const COMMAS: usize = 5;
const FOUND: usize = 6;

/// A path with words before it, words set apart letter by letter (`首 页 政 务 公 开`), or a list of words to be found by: none of
/// them is a title.
pub(in super::super) fn is_head_of_page(text: &str) -> bool {
    // Bytes tell most lines.
    let spaces = || memchr::memchr_iter(b' ', text.as_bytes()).count() >= LETTERS || text.contains('\u{3000}');
    let letter = |w: &&str| w.len() <= 4 && w.chars().count() == 1 && w.chars().all(chars::is_han);
    let menu = || Scan::of(&text.split_whitespace().collect::<String>()).of_class(&[Class::Nav]).next().is_some();
    let letters = || spaces() && text.split_whitespace().filter(letter).nth(LETTERS).is_some() && menu();
    // A title may name five things: `听，看，想，写，改`.
    let word = |w: &str| chars::width(w) >= FOUND && !w.contains(['。', '“', '：', ':', '《', '？']);
    let words = || text.matches(['，', ',']).nth(COMMAS - 1).is_some() && text.split(['，', ',']).all(word);
    let found_by = || chars::contains_any(text, ['，', ',']) && words() && text.chars().any(chars::is_han);
    // `EX-99.1 2 v1234_ex99-1.htm`
    if file_titles::is_filed(text) {
        return true;
    }
    // No byte below the first of Han begins one.
    if text.len() > LONGEST || !chars::any_byte(text, |b| (0xE3..=0xE9).contains(&b)) {
        return false;
    }
    is_way(text) || letters() || found_by() || is_welcome(text)
}

/// `欢迎访问石桥中学网站！今天是2009年5月28日 星期四`
pub(in super::super) fn is_welcome(text: &str) -> bool {
    let greets = ["欢迎访问", "歡迎訪問", "欢迎光临", "歡迎光臨", "您好，欢迎", "您好！欢迎"];
    let today = || text.contains("今天是") || text.contains("您是第");
    text.len() <= WELCOME
        && greets.iter().any(|word| text.starts_with(word))
        && (today() || text.ends_with(['！', '!']))
}

/// Bytes of the longest greeting.
const WELCOME: usize = 160;

/// `椰风皖韵 当前位置：首页->椰风皖韵->详细信息`, `2. 本页位置：首页新闻中心`, `石桥网 正文`: the way to a page, whatever stands before it.
pub(in super::super) fn is_way(text: &str) -> bool {
    if text.len() > 2 * WIDEST || !chars::contains_any(text, ['位', '正']) {
        return false;
    }
    let plain = simplify(text);
    let follows =
        |key: &&str| plain.split_once(key).is_some_and(|(_, rest)| rest.trim_start().starts_with([':', '：']));
    let keyed = Words::Here.all().iter().any(follows);
    // `位置：首页 > 新闻动态`
    let place = || {
        plain.strip_prefix("位置").is_some_and(|rest| rest.starts_with([':', '：']) && rest.contains(['>', '＞', '»']))
    };
    // `新华网 正文`
    let ends = || {
        plain
            .strip_suffix("正文")
            .is_some_and(|rest| rest.ends_with(char::is_whitespace) && people::is_medium(rest.trim()))
    };
    keyed || place() || ends()
}
