//! What lines of navigation look like: bars of buttons and links, menus, paths, pagers, counters. Each function tells one form.

use super::super::cut_navigation::WIDEST;
use super::super::layout::Layout;
use super::super::{furniture, people};
use super::asides;
use super::rules::{HEAD, Place};
use crate::chars;
use crate::document::{Block, Kind};
use crate::phrases::{Class, Hit, Scan, Words, simplify};

/// A line that opens with a phrase of navigation and goes on after a mark for the way: `Home » News » Local`,
/// `上一篇：…`, `您的位置：…`.
pub(in super::super) fn is_trail(scan: &Scan<'_>, place: Place) -> bool {
    // Below the body `Read more: …` leads to another text as well.
    let more = || scan.begins(Class::Share).filter(|_| place == Place::After);
    let Some(hit) = scan.begins(Class::Nav).or_else(more).filter(|_| place != Place::Inside) else { return false };
    let rest = scan.text[hit.range.end..].trim_start();
    let address = || rest.trim_start_matches(['“', '"', ' ']).starts_with("http");
    rest.starts_with(['>', '＞', '»', '›', '→', '：', ':']) || rest.starts_with("&gt;") || address()
}

/// Buttons in a row, each a whole word: `点赞 在看 分享`. Alone each may be a heading.
pub(in super::super) fn is_word_bar(scan: &Scan<'_>) -> bool {
    let text = scan.text;
    if matches!(text, "A+ A-" | "A- A+" | "A- A A+" | "A+ A A-" | "A A A") {
        return true;
    }
    if scan.hits.is_empty() {
        return false;
    }
    let gap = |c: char| {
        matches!(c, '|' | '｜' | '丨' | '/' | '、' | '·' | '[' | ']' | '【' | '】' | '(' | ')' | '（' | '）')
            || c.is_whitespace()
    };
    // `放大⊕ 缩小⊖`
    let mark = |c: char| !c.is_alphanumeric() && !"+-".contains(c);
    let pieces = || text.split(gap).map(|p| p.trim_matches(mark)).filter(|p| !p.is_empty());
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

/// `（下转第三版）`, `（上接A01版）`: where a text goes on in a newspaper.
pub(in super::super) fn is_way_to_page(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| c.is_whitespace() || "(（)）[]【】▶►→·".contains(c));
    bare.len() <= 40 && bare.ends_with('版') && !bare.contains(['，', ',']) && {
        let plain = simplify(bare);
        Words::GoesOn.all().iter().any(|word| plain.starts_with(word))
    }
}

/// The title of another text under `上一篇` or `下一篇` on a line of its own.
pub(in super::super) fn is_other_text(n: usize, layout: &Layout<'_>) -> bool {
    let Some(above) = n.checked_sub(1).filter(|m| *m >= layout.last).map(|m| layout.blocks[m].text().trim()) else {
        return false;
    };
    let bare = above.trim_end_matches([':', '：']);
    ["上一", "下一", "前一", "后一", "後一"].iter().any(|word| bare.starts_with(word))
        && Scan::of(bare).begins(Class::Nav).is_some_and(|h| h.range.len() == bare.len())
}

/// Characters of a key of a form with the mark for what one has to fill in.
const FIELD: usize = 24;

/// One of several keys without values, as forms have them under the word for them: `发表评论`, `昵称：`, `邮箱：`.
pub(in super::super) fn is_form_field(n: usize, layout: &Layout<'_>) -> bool {
    let text = |m: usize| layout.blocks.get(m).map_or("", |b| b.text().trim());
    let field = |m: usize| {
        let text = text(m);
        let length = text.chars().count();
        text.ends_with([':', '：']) && (2..=6).contains(&length)
            || text.ends_with('*') && (4..=FIELD).contains(&length)
            || text.len() <= 2 * FIELD && Words::SiteField.has(&text.to_lowercase())
    };
    if n < layout.last || layout.last == 0 || !field(n) {
        return false;
    }
    let first = (layout.last..=n).rev().take_while(|m| field(*m)).last().unwrap_or(n);
    let form = |m: usize| Scan::of(text(m)).coverage(&[Class::Share, Class::Button]) >= 0.8;
    first > layout.last && form(first - 1) && (field(n + 1) || first < n)
}

/// Most buttons under `分享到：`.
const BUTTONS: usize = 24;

/// One of several lines of one button each: `转寄`, `列印`, `分享`. Below the body a long one stands for itself: `阅读原文`.
pub(in super::super) fn is_button_run(n: usize, layout: &Layout<'_>) -> bool {
    // `分享到：` over `微信` and `微博`, as items of a list or not.
    let word = |b: &&&Block| {
        matches!(b.kind(), Kind::Paragraph | Kind::ListItem)
            && b.text().len() <= PAIR
            && b.scan().coverage(&[Class::Share, Class::Button]) >= 1.0
    };
    let heads = |b: &Block| b.text().trim_end().ends_with([':', '：']) && b.scan().begins(Class::Share).is_some();
    if n >= layout.last && layout.blocks.get(n).is_some_and(|b| word(&b)) {
        let run = layout.blocks[..n].iter().rev().take(BUTTONS).take_while(|b| word(b) && !heads(b)).count();
        if n > run && heads(layout.blocks[n - run - 1]) {
            return true;
        }
    }
    let button = |b: &&&Block| b.kind() == Kind::Paragraph && is_button(b.text());
    let Some(block) = layout.blocks.get(n).filter(|b| layout.last > 0 && button(b)) else { return false };
    let above = layout.blocks[..n].iter().rev().take(2).take_while(button).count();
    let below = layout.blocks[n + 1..].iter().take(2).take_while(button).count();
    // Two may be words of a list.
    let alone = || n >= layout.last && block.text().trim().chars().count() >= 4;
    above + below >= 2 || alone()
}

/// Whether a line is the word of a button or of navigation, or the size of letters.
fn is_button(text: &str) -> bool {
    let text = chars::trim(text);
    if text.len() > 60 || matches!(text, "A" | "A+" | "A-") {
        return text.len() <= 2;
    }
    let scan = Scan::of(text);
    [Class::Button, Class::Share, Class::Nav]
        .iter()
        .any(|class| scan.begins(*class).is_some_and(|h| h.range.len() == text.len()))
}

/// Buttons in brackets: `[回复本文][原帖][返回版面]`.
pub(in super::super) fn is_bracket_bar(text: &str) -> bool {
    if !text.starts_with(['[', '［', '【']) || !text.ends_with([']', '］', '】']) {
        return false;
    }
    let pieces = text.split([']', '］', '】']).map(str::trim).filter(|p| !p.is_empty());
    let button = |p: &str| p.starts_with(['[', '［', '【']) && chars::width(p) <= 20;
    pieces.clone().count() >= 3 && pieces.clone().all(button)
}

/// `← 磨刀人`, `Notes on sharpening →`, `☞ 물레방아가 멈춘 날`, `十架水车送给你！点击查看>>`: the way to another text.
pub(in super::super) fn is_arrowed(text: &str) -> bool {
    text.starts_with(['←', '⇐', '◀', '◄', '☞']) || text.ends_with(['→', '⇒', '▶', '►']) || text.ends_with(">>")
}

/// `石桥出版社 > 本社公告`, `Home / Essays`: short names and the mark for the way between them. A slash also stands between
/// other things, so there the first name must be one of navigation.
pub(in super::super) fn is_path(scan: &Scan<'_>) -> bool {
    let text = scan.text;
    let short = |p: &str| (1..=24).contains(&chars::width(p)) && !p.contains(['，', '。', '：', ',', ':', '"', '“']);
    let parted = |marks: &[&str]| {
        let mark = marks.iter().find(|m| text.contains(**m))?;
        let pieces: Vec<&str> = text.split(mark).map(str::trim).collect();
        (pieces.len() >= 2 && pieces.iter().all(|p| short(p))).then_some(pieces.len())
    };
    let slashes = || parted(&[" / ", "／"]).filter(|_| scan.begins(Class::Nav).is_some());
    // `石桥→河口→东原` may be a title: the way begins with the name of the site or a word of navigation.
    let site = || people::is_medium(text.split('→').next().unwrap_or_default().trim());
    let arrows = || parted(&["→"]).filter(|_| scan.begins(Class::Nav).is_some() || site());
    // `首页.党建.基层党建`
    let dots = || parted(&["."]).filter(|n| *n >= 3 && scan.begins(Class::Nav).is_some());
    // `Teekanne »Boreas«` and `Чайник «Заря»` have a name in quotes.
    let quotes = chars::contains_any(text, ['«', '‹']);
    let ways: &[&str] = if quotes { &[">", "＞"] } else { &[">", "＞", "»", "›"] };
    parted(ways).or_else(arrows).or_else(slashes).or_else(dots).is_some()
}

/// A word of a menu that has one on each line: `首页`, `新闻`, `专题`. A longer line, which may be the title, stands below.
pub(in super::super) fn is_menu_line(n: usize, layout: &Layout<'_>) -> bool {
    let word = |b: &&&Block| (2..=4).contains(&b.text().chars().count()) && b.text().chars().all(chars::is_han);
    let head = &layout.blocks[..layout.first.min(2 * HEAD)];
    let home = |b: &&Block| b.scan().begins(Class::Nav).is_some_and(|h| h.range.len() == b.text().len());
    let Some(start) = head.iter().position(home).filter(|start| *start <= n) else { return false };
    let run = head[start..].iter().take_while(word).count();
    run >= 3 && n < start + run && start + run < head.len()
}

/// `欢迎访问石桥教育信息网　今天是2019年12月8日 星期日`
pub(in super::super) fn is_welcome(text: &str) -> bool {
    if !text.starts_with(['欢', '歡', '今', '谢', '謝']) {
        return false;
    }
    let text = simplify(text);
    let greets = Words::Welcome.behind(&text).is_some();
    let today = text.strip_prefix("今天是").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    greets && (text.ends_with(['网', '站', '台', '页']) || text.contains("今天是")) || today
}

/// `《河口旧事》 作者主页 加入书架 投推荐票`: a name, and at least two buttons behind it.
pub(in super::super) fn is_tool_bar(text: &str) -> bool {
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
pub(in super::super) fn is_invitation(scan: &Scan<'_>) -> bool {
    let ends = |hit: &Hit| hit.range.end == scan.text.trim_end().len();
    scan.begins(Class::Share).is_some() && scan.of_class(&[Class::Share, Class::Button]).last().is_some_and(ends)
}

/// `第03版：综合新闻 上一版3  4下一版`: the pages of a newspaper before and behind.
pub(in super::super) fn is_page_turn(scan: &Scan<'_>) -> bool {
    let turns = || ["上一版", "下一版"].iter().all(|turn| scan.text.contains(turn));
    scan.text.len() <= WIDEST && chars::any_byte(scan.text, |b| b.is_ascii_digit()) && turns()
}

/// Numbers of pages and words between them: `1 2 3 下一页`, `共3页`, `第1页/共3页`.
pub(in super::super) fn is_pager(text: &str) -> bool {
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
pub(in super::super) fn is_counter(scan: &Scan<'_>) -> bool {
    let digits = scan.text.bytes().filter(u8::is_ascii_digit).count();
    if digits == 0
        || !asides::may_count(scan)
        || scan.of_class(&[Class::Drop]).next().is_none()
        || scan.text.len() > WIDEST
    {
        return false;
    }
    let words = scan.of_class(&[Class::Drop, Class::Button, Class::Share]);
    let known: usize = words.map(|h| chars::width(&scan.text[h.range.clone()])).sum();
    let all: usize =
        scan.text.chars().filter(|c| c.is_alphanumeric()).map(|c| if chars::is_wide(c) { 2 } else { 1 }).sum();
    // `阅读100本书的人` may be a title, and reaches 0.47.
    (known + digits) * 20 >= all * 11
}

/// Buttons with their numbers or a time, several of them and hardly anything else: `收藏 12 支持 45 反对 0`,
/// `下载附件 保存到相册 2014-8-6 21:24 上传`.
pub(in super::super) fn is_counted(scan: &Scan<'_>) -> bool {
    let digits = scan.text.bytes().filter(u8::is_ascii_digit).count();
    if digits == 0 || scan.text.len() > WIDEST || scan.distinct_of(&[Class::Share, Class::Button, Class::Drop]) < 2 {
        return false;
    }
    let known: usize = scan.hits.iter().map(|h| scan.text[h.range.clone()].chars().count()).sum();
    let all = scan.text.chars().filter(|c| c.is_alphanumeric()).count();
    scan.begins(Class::Share).is_some() && (known + digits) * 20 >= all * 17
}

/// What stands beside a file that one can fetch: `IMG_2034.JPG (120.5 KB, 下载次数: 3)`, `附件下载：通知.docx（已下载 86 次）`,
/// `全文：PDF (1824 KB) HTML (1 KB)`. A bracket has a size or how often it was fetched, and words for it stand around.
pub(in super::super) fn is_attachment(text: &str) -> bool {
    // Bytes tell most lines: a digit, and a bracket that closes.
    let closes = || chars::contains_any(text, [')', '）']);
    if text.len() > WIDEST || !chars::any_byte(text, |b| b.is_ascii_digit()) || !closes() {
        return false;
    }
    let bracket = text.split(['(', '（']).nth(1).and_then(|rest| rest.split([')', '）']).next()).unwrap_or_default();
    // `120.5 KB`, `120.5KB`
    let size = bracket.trim_start().trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').trim_start();
    let unit = size.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    let sized = size.len() < bracket.len() && matches!(unit, "B" | "KB" | "kB" | "MB" | "K" | "M" | "Bytes");
    let fetched = || simplify(bracket).contains("下载");
    let file = |w: &str| {
        let end = w.rsplit('.').next().unwrap_or_default();
        end.len() < w.len() && (2..=4).contains(&end.len()) && end.starts_with(|c: char| c.is_ascii_alphabetic())
    };
    let name = text.split(['(', '（']).next().unwrap_or_default().trim();
    let named = file(name)
        || matches!(name.rsplit([' ', ':', '：']).next(), Some("PDF" | "HTML" | "DOC" | "DOCX" | "XLS" | "ZIP"));
    named && (sized || fetched())
}

/// `Kommentare (12)`, `7 comments`, `8 则留言`: one or two words and a number.
pub(in super::super) fn is_comment_count(text: &str) -> bool {
    let text = text.trim();
    if text.len() > 40 || !text.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let folded = simplify(text).to_lowercase();
    let word: String = folded.chars().filter(|c| c.is_alphabetic()).collect();
    Words::Comments.has(&word)
}

/// The word for comments at the very end, with nothing below it: `Comments`, `Kommentare`.
pub(in super::super) fn is_comment_head(text: &str) -> bool {
    Words::Comments.has(&simplify(text.trim()).to_lowercase())
}

/// `热门：水车 磨坊`: what others look for, above the title.
pub(in super::super) fn is_looked_for(text: &str) -> bool {
    // Twelve characters at most.
    let Some((key, words)) = text.split_once([':', '：']).filter(|(key, _)| key.len() <= 36) else { return false };
    Words::LookedFor.has(&simplify(key.trim()).to_lowercase()) && !words.trim().is_empty()
}

/// The sign for the end of a text: `- END -`, `—完—`.
pub(in super::super) fn is_end(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    let marks = text.chars().any(|c| "-—－–~*【[(（=".contains(c));
    matches!(bare, "END" | "End" | "The End" | "THE END")
        || matches!(text.trim(), "###" | "# # #" | "完" | "全文完")
        || marks && bare.len() <= 20 && Words::TheEnd.has(&simplify(bare))
}

/// `【纠错】`: a button in brackets, alone on its line.
pub(in super::super) fn is_bracketed_button(text: &str) -> bool {
    let inner = chars::trim(text).strip_prefix(['【', '[']).and_then(|t| t.strip_suffix(['】', ']']));
    inner.is_some_and(|inner| !inner.trim().is_empty() && furniture::is_button(inner))
}

/// The address of who wrote, alone below the text.
pub(in super::super) fn is_address_of_mail(text: &str) -> bool {
    let text = text.trim();
    let parts = text.split_once('@').filter(|_| text.is_ascii() && !text.contains(' '));
    parts.is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'))
}

/// Whether a paragraph ends in the sign for the end: `……不少。（完）`.
pub(in super::super) fn ends_in_end(text: &str) -> bool {
    let text = chars::trim_end(text);
    text.ends_with([')', '）', '】'])
        && ["（完）", "(完)", "（全文完）", "(全文完)", "【完】"].iter().any(|end| text.ends_with(end))
}

/// A row of names without a sentence, as sites sell it to others: `白水县| 东原县| 青川| 安溪县| …`. Rows of a table stand together.
pub(in super::super) fn is_name_bar(n: usize, layout: &Layout<'_>) -> bool {
    // Six names: the shortest bars seen had 40; a table of the body has fewer columns or more rows.
    let bars = |m: usize| {
        let text = layout.blocks.get(m).map_or("", |b| b.text());
        memchr::memchr_iter(b'|', text.as_bytes()).count() + text.matches('｜').count()
    };
    let short = || layout.blocks[n].text().split(['|', '｜']).skip(1).all(|p| p.trim().chars().count() <= 8);
    bars(n) >= 6 && short() && bars(n + 1) < 3 && bars(n.saturating_sub(1)) < 3
}

/// Bytes of the longest word of a bar.
pub(super) const PAIR: usize = 24;

/// A line of links only: several short ones, or one that begins with a word of navigation.
pub(in super::super) fn is_link_bar(block: &Block, place: Place) -> bool {
    let Some(hints) = block.hints() else { return false };
    let letters = block.text().chars().filter(|c| chars::is_alphanumeric(*c)).count();
    let linked = u32::try_from(letters).is_ok_and(|l| l > 0 && hints.link_chars * 10 >= l * 9);
    if !linked || place == Place::Inside {
        return false;
    }
    let begins = block.scan().hits.first().is_some_and(|h| h.range.start == 0 && h.classes.contains(&Class::Nav));
    let returns = ["返回", "回到", "上一", "下一"].iter().any(|p| block.text().starts_with(p));
    begins || returns || (hints.links.len() >= 3 && block.text().contains(['|', '｜', '>', '»', '·', '/']))
}
