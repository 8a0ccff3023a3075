//! S120: see `cut_navigation.md`.

use serde::{Deserialize, Serialize};

use super::furniture::{is_about_page, is_address, is_prompt, is_prompt_inside, is_source};
use super::layout::{Layout, is_line, is_line_of, is_prose};
use super::numbers::{self, Form};
use super::{RECORD, page_breaks};
use crate::census::Census;
use crate::changes::Changes;
use crate::chars;
use crate::document::{Block, Document, Kind};
use crate::meta::MetaKey;
use crate::pass::{Pass, Spec, Stage, Verdict};
use crate::phrases::{self, Class, Hit, Scan, Words, simplify};

pub(crate) const SPEC: Spec = Spec::new::<CutNavigation>(
    "S120",
    "cut-navigation",
    Stage::Structure,
    "Cuts return links, breadcrumbs, pagination, share bars and prompts.",
    include_str!("cut_navigation.md"),
);

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct CutNavigation {
    /// Least share of a line's letters that phrases of navigation and sharing must cover.
    min_coverage: f32,
}

impl Default for CutNavigation {
    fn default() -> Self {
        // Half of a line: "返回春茶新闻" is covered by its verb alone where it is a link, and prose stays far below
        // (0.35 is the highest among the clean fixtures).
        CutNavigation { min_coverage: 0.5 }
    }
}

/// Lines at the top in which menus and paths of unknown words may stand.
const HEAD: usize = 8;

/// Bytes of a phrase that is furniture wherever it stands: `请继续往下阅读`, `Story continues below`.
const LONG: usize = 18;

/// Greatest width of one line of navigation.
const WIDEST: usize = 120;

const CLASSES: [Class; 2] = [Class::Nav, Class::Share];

impl Pass for CutNavigation {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        if doc.format == RECORD {
            return Verdict::Keep;
        }
        let layout = Layout::before(doc, SPEC.code);
        let titled = doc.meta().get(MetaKey::Title).is_some();
        page_breaks::cut(doc, &layout, changes);
        for (n, block) in layout.blocks.iter().enumerate() {
            let place = Place::of(n, &layout);
            let kind = matches!(block.kind(), Kind::Paragraph | Kind::ListItem | Kind::Table);
            let whole = chars::trim_end(block.text());
            if kind
                && place != Place::Inside
                && n > 0
                && (is_about_page(block) || place == Place::After && is_source(block))
            {
                changes.cut(block);
                continue;
            }
            // Below the body a prompt may be a sentence, and in scripts with spaces it is one within it; nothing else of
            // navigation is.
            let sentence = whole.ends_with('。') || whole.ends_with('.') && !whole.ends_with("...");
            if sentence && (place != Place::After || layout.last == 0) && !(place == Place::Inside && may_urge(whole)) {
                continue;
            }
            let text = whole.trim_end_matches(['!', '！', '。', '.']);
            let line = match text.len() == block.text().len() {
                true => is_line(block, WIDEST),
                false => text.len() <= WIDEST * 3 && is_line_of(text, &Census::of(text), WIDEST),
            };
            if kind && place == Place::After && is_name_bar(n, &layout) {
                changes.cut(block);
                continue;
            }
            // An item of a list speaks of what the text is about.
            if !kind || !line || matches!(numbers::read(text), Some((Form::Digit(_), _))) {
                continue;
            }
            let scan = if text.len() == block.text().len() { block.scan() } else { Scan::of(text) };
            let prompt = match place {
                Place::Before => is_address(&scan),
                Place::Inside => is_prompt_inside(&scan),
                Place::After if sentence && is_prose(block) => is_address(&scan),
                Place::After => is_prompt(&scan),
            };
            if !prompt && (sentence || !self.is_line(&scan, block, n, &layout)) {
                continue;
            }
            // A lone phrase above the body may be the title (of a poem, `Home`), unless another line can be.
            let sure = titled || place != Place::Before || !prompt && scan.hits.len() > 1 || block.hints().is_some();
            let other = || layout.head(8).any(|(m, b)| m != n && self.can_be_title(b));
            if sure || other() {
                changes.cut(block);
            }
        }
        Verdict::Keep
    }
}

/// Whether a sentence in a script with spaces begins with what to do.
fn may_urge(text: &str) -> bool {
    text.len() <= WIDEST
        && text.ends_with('.')
        && phrases::opening(text).is_some_and(|hit| hit.classes.contains(&Class::Urge))
}

/// Where a line stands.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Before,
    Inside,
    After,
}

impl Place {
    fn of(n: usize, layout: &Layout<'_>) -> Place {
        match n {
            _ if n < layout.first => Place::Before,
            _ if n < layout.last => Place::Inside,
            _ => Place::After,
        }
    }
}

impl CutNavigation {
    /// Whether a line that is no sentence is navigation.
    fn is_line(&self, scan: &Scan<'_>, block: &Block, n: usize, layout: &Layout<'_>) -> bool {
        let place = Place::of(n, layout);
        self.is_phrases(scan, place)
            || is_trail(scan, place)
            || is_link_bar(block, place)
            || is_word_bar(scan)
            || place != Place::Inside && is_invitation(scan)
            || place != Place::Inside && is_counter(scan)
            || block.text().starts_with("【广告】")
            || place == Place::After && is_comment_count(block.text())
            || place != Place::Inside && is_bracket_bar(block.text())
            || place == Place::After && (is_pager(block.text()) || is_end(block.text()) || is_arrowed(block.text()))
            || place == Place::Before
                && n < HEAD
                && layout.last > 0
                && (is_path(scan) || is_menu(block.text()) || is_welcome(block.text()) || is_tool_bar(block.text()))
    }

    fn is_phrases(&self, scan: &Scan<'_>, place: Place) -> bool {
        let coverage = scan.coverage(&CLASSES);
        match place {
            // Inside the body only a line that is nothing else is cut: 扫一扫 can be a heading of a story on payments.
            // A long phrase is nothing else.
            Place::Inside => coverage >= 0.95 && (scan.hits.len() > 1 || scan.text.len() >= LONG),
            // 返回首页的路 is a title: a phrase that other Han characters touch must cover more of the line.
            Place::Before if is_glued(scan) => coverage >= 0.8,
            _ => coverage >= self.min_coverage,
        }
    }

    fn can_be_title(&self, block: &Block) -> bool {
        let kind = matches!(block.kind(), Kind::Paragraph | Kind::Heading(_));
        kind && !self.is_phrases(&block.scan(), Place::Before)
    }
}

/// Whether a Han character or kana that belongs to no phrase touches a phrase.
fn is_glued(scan: &Scan<'_>) -> bool {
    let touches = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && chars::is_cjk(c));
    scan.of_class(&CLASSES).any(|hit| {
        let free = |at: usize| !scan.hits.iter().any(|h| h.range.contains(&at));
        let (before, after) = (&scan.text[..hit.range.start], &scan.text[hit.range.end..]);
        let left = before.chars().next_back();
        touches(left) && free(hit.range.start - left.map_or(0, char::len_utf8))
            || touches(after.chars().next()) && free(hit.range.end)
    })
}

/// A line that opens with a phrase of navigation and goes on after a mark for the way: `Home » News » Local`,
/// `上一篇：…`, `您的位置：…`.
fn is_trail(scan: &Scan<'_>, place: Place) -> bool {
    // Below the body `Read more: …` leads to another text as well.
    let more = || scan.begins(Class::Share).filter(|_| place == Place::After);
    let Some(hit) = scan.begins(Class::Nav).or_else(more).filter(|_| place != Place::Inside) else { return false };
    let rest = scan.text[hit.range.end..].trim_start();
    let address = || rest.trim_start_matches(['“', '"', ' ']).starts_with("http");
    rest.starts_with(['>', '＞', '»', '›', '→', '：', ':']) || rest.starts_with("&gt;") || address()
}

/// Buttons in a row, each a whole word: `点赞 在看 分享`. Alone each may be a heading.
fn is_word_bar(scan: &Scan<'_>) -> bool {
    let text = scan.text;
    if scan.hits.is_empty() {
        return false;
    }
    let gap = |c: char| {
        matches!(c, '|' | '｜' | '丨' | '/' | '、' | '·' | '[' | ']' | '【' | '】' | '(' | ')' | '（' | '）')
            || c.is_whitespace()
    };
    let pieces = || text.split(gap).filter(|p| !p.is_empty());
    let count =
        |piece: &str| piece.trim_end_matches(['万', '+', 'w', 'k']).bytes().all(|b| b.is_ascii_digit() || b == b'.');
    // Buttons in letters are phrases already, but for those beside the sizes of letters.
    let sized = text.contains("A+");
    let letters = text.starts_with(|c: char| c.is_ascii_alphabetic()) && !sized;
    let mut named = 0;
    let mut other = 0;
    let mut button = |piece: &str| {
        let scan = Scan::of(piece);
        let whole = |class| scan.begins(class).is_some_and(|h| h.range.len() == piece.len());
        let word = whole(Class::Button) || whole(Class::Share) || whole(Class::Nav);
        // Beside others: `LINE分享`, and the sizes of letters.
        let ends = || {
            let last = scan.of_class(&[Class::Button, Class::Share]).last();
            sized && piece.chars().count() <= 8 && last.is_some_and(|h| h.range.end == piece.len())
        };
        let beside = matches!(piece, "A" | "A-" | "A+") || ends();
        named += usize::from(word);
        // Of three and more buttons one may be unknown to us.
        let new = !word && !beside && !count(piece) && piece.chars().count() <= 8;
        other += usize::from(new);
        word || beside || count(piece) || new
    };
    !letters
        && text.len() <= WIDEST
        && pieces().count() >= 2
        && pieces().all(&mut button)
        && named > 0
        && other * 2 <= named
}

/// Buttons in brackets: `[回复本文][原帖][返回版面]`.
fn is_bracket_bar(text: &str) -> bool {
    if !text.starts_with(['[', '［', '【']) || !text.ends_with([']', '］', '】']) {
        return false;
    }
    let pieces = text.split([']', '］', '】']).map(str::trim).filter(|p| !p.is_empty());
    let button = |p: &str| p.starts_with(['[', '［', '【']) && chars::width(p) <= 20;
    pieces.clone().count() >= 3 && pieces.clone().all(button)
}

/// `← 磨刀人`, `Notes on sharpening →`: the way to another text.
fn is_arrowed(text: &str) -> bool {
    text.starts_with(['←', '⇐', '◀', '◄']) || text.ends_with(['→', '⇒', '▶', '►'])
}

/// `石桥出版社 > 本社公告`, `Home / Essays`: short names and the mark for the way between them. A slash also stands between
/// other things, so there the first name must be one of navigation.
fn is_path(scan: &Scan<'_>) -> bool {
    let text = scan.text;
    let short = |p: &str| (1..=24).contains(&chars::width(p)) && !p.contains(['，', '。', '：', ',', ':', '"', '“']);
    let parted = |marks: &[&str]| {
        let mark = marks.iter().find(|m| text.contains(**m))?;
        let pieces: Vec<&str> = text.split(mark).map(str::trim).collect();
        (pieces.len() >= 2 && pieces.iter().all(|p| short(p))).then_some(pieces.len())
    };
    let slashes = || parted(&[" / ", "／"]).filter(|_| scan.begins(Class::Nav).is_some());
    parted(&[">", "＞", "»", "›"]).or_else(slashes).is_some()
}

/// `首页 概况 师资队伍 科学研究`, `News | Sport | Opinion`: words of a menu. Titles have at most two parts, and longer ones.
fn is_menu(text: &str) -> bool {
    let bars: Vec<&str> = text.split(['|', '｜']).map(str::trim).collect();
    let words = |p: &&str| p.split_whitespace().count() <= 3 && (2..=24).contains(&chars::width(p));
    if bars.len() >= 3 {
        return bars.iter().all(words) && !text.contains(|c: char| c.is_ascii_digit());
    }
    let words = || text.split_whitespace();
    let short = |w: &str| (2..=8).contains(&w.chars().count()) && w.chars().all(|c| c.is_alphanumeric() || c == 'ー');
    let wide = text.chars().filter(|c| chars::is_cjk(*c)).count();
    words().count() >= 4 && words().all(short) && wide * 2 >= text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// `欢迎访问石桥教育信息网　今天是2019年12月8日 星期日`
fn is_welcome(text: &str) -> bool {
    if !text.starts_with(['欢', '歡', '今']) {
        return false;
    }
    let text = simplify(text);
    let greets = ["欢迎访问", "欢迎光临", "欢迎来到"].iter().any(|w| text.starts_with(w));
    let today = text.strip_prefix("今天是").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    greets && (text.ends_with(['网', '站', '台', '页']) || text.contains("今天是")) || today
}

/// `《河口旧事》 作者主页 加入书架 投推荐票`: a name, and at least two buttons behind it.
fn is_tool_bar(text: &str) -> bool {
    let pieces: Vec<&str> = text.split_whitespace().collect();
    let button = |piece: &&&str| {
        let scan = Scan::of(piece);
        [Class::Button, Class::Share, Class::Nav]
            .iter()
            .any(|class| scan.begins(*class).is_some_and(|h| h.range.len() == piece.len()))
    };
    let buttons = pieces.iter().rev().take_while(button).count();
    buttons >= 2 && buttons * 2 >= pieces.len()
}

/// `欢迎关注石桥日报公众号`: it opens with a phrase and ends in where to.
fn is_invitation(scan: &Scan<'_>) -> bool {
    let ends = |hit: &Hit| hit.range.end == scan.text.trim_end().len();
    scan.begins(Class::Share).is_some() && scan.of_class(&[Class::Share, Class::Button]).last().is_some_and(ends)
}

/// Numbers of pages and words between them: `1 2 3 下一页`, `共3页`, `第1页/共3页`.
fn is_pager(text: &str) -> bool {
    let scan = Scan::of(text);
    let mut left = text.to_owned();
    for hit in scan.of_class(&[Class::Nav]).collect::<Vec<_>>().into_iter().rev() {
        left.replace_range(hit.range.clone(), " ");
    }
    let digits = left.chars().filter(char::is_ascii_digit).count();
    let words: String = left.chars().filter(|c| c.is_alphabetic()).collect();
    let pages = matches!(
        &*words,
        "共页" | "第页" | "第页共页" | "页" | "共頁" | "第頁" | "第頁共頁" | "頁" | "of" | "Page" | "Pageof"
    );
    digits > 0 && text.len() <= WIDEST && (pages || words.is_empty() && !scan.hits.is_empty())
}

/// `1,532 人赞同了该回答`, `3 Min Read`: numbers, and words for who read or liked it.
fn is_counter(scan: &Scan<'_>) -> bool {
    let digits = scan.text.bytes().filter(u8::is_ascii_digit).count();
    if digits == 0 || scan.of_class(&[Class::Drop]).next().is_none() || scan.text.len() > WIDEST {
        return false;
    }
    let words = scan.of_class(&[Class::Drop, Class::Button, Class::Share]);
    let known: usize = words.map(|h| chars::width(&scan.text[h.range.clone()])).sum();
    let all: usize =
        scan.text.chars().filter(|c| c.is_alphanumeric()).map(|c| if chars::is_wide(c) { 2 } else { 1 }).sum();
    // `阅读100本书的人` may be a title, and reaches 0.47.
    (known + digits) * 20 >= all * 11
}

/// `Kommentare (12)`, `7 comments`, `8 则留言`: one or two words and a number.
fn is_comment_count(text: &str) -> bool {
    let text = text.trim();
    if text.len() > 40 || !text.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let folded = simplify(text).to_lowercase();
    let word: String = folded.chars().filter(|c| c.is_alphabetic()).collect();
    Words::Comments.has(&word)
}

/// The sign for the end of a text: `- END -`, `—完—`.
fn is_end(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    let marks = text.chars().any(|c| "-—－–~*【[(（=".contains(c));
    matches!(bare, "END" | "End" | "The End" | "THE END")
        || marks && matches!(bare, "完" | "全文完" | "本章完" | "本章完结" | "未完待续" | "待续" | "end")
}

/// A row of names without a sentence, as sites sell it to others: `白水县| 东原县| 青川| 安溪县| …`. Rows of a table stand together.
fn is_name_bar(n: usize, layout: &Layout<'_>) -> bool {
    // Six names: the shortest bars seen had 40; a table of the body has fewer columns or more rows.
    let bars = |m: usize| {
        let text = layout.blocks.get(m).map_or("", |b| b.text());
        memchr::memchr_iter(b'|', text.as_bytes()).count() + text.matches('｜').count()
    };
    let short = || layout.blocks[n].text().split(['|', '｜']).skip(1).all(|p| p.trim().chars().count() <= 8);
    bars(n) >= 6 && short() && bars(n + 1) < 3 && bars(n.saturating_sub(1)) < 3
}

/// A line of links only: several short ones, or one that begins with a word of navigation.
fn is_link_bar(block: &Block, place: Place) -> bool {
    let Some(hints) = block.hints() else { return false };
    let letters = block.text().chars().filter(|c| c.is_alphanumeric()).count();
    let linked = u32::try_from(letters).is_ok_and(|l| l > 0 && hints.link_chars * 10 >= l * 9);
    if !linked || place == Place::Inside {
        return false;
    }
    let begins = block.scan().hits.first().is_some_and(|h| h.range.start == 0 && h.classes.contains(&Class::Nav));
    let returns = ["返回", "回到", "上一", "下一"].iter().any(|p| block.text().starts_with(p));
    begins || returns || (hints.links.len() >= 3 && block.text().contains(['|', '｜', '>', '»', '·', '/']))
}
