//! Lines that their place tells: between lines of furniture above the body, and among furniture below it.
//!
//! A page has its title, lines about the text, the body, and lines about the page, and hardly ever goes back: what stands
//! between two lines about the text is about the text too, whatever it says.

use super::super::furniture;
use super::super::layout::{Layout, is_cut_before, is_line, is_prose, width};
use super::super::lift_title;
use super::super::titles::{self, again};
use super::{bars, paths};
use crate::chars;
use crate::document::{Block, Document, Kind};
use crate::meta::MetaKey;
use crate::phrases::{self, Class};

/// Most lines of furniture that nothing but their place tells.
const TAIL: usize = 4;

/// Most of them between the line that names the editor and the first line that its words tell.
const LONE: usize = 2;

/// Most lines below the sign for the end.
const BEHIND: usize = 32;

/// Lines of the head that are looked at, and most among them that nothing but their place tells.
const HEAD: usize = 12;
const BETWEEN: usize = 6;

/// Characters in which the key of a field ends.
const KEY: usize = 8;

/// Greatest width of a line above the title.
const ABOVE: usize = 60;

/// Lines of the longest menu above the way to a page, and the greatest width of one of them.
const MENU: usize = 160;
const STEP: usize = 40;

/// Width below which a sentence between two lines about the text is none of the text.
const SHORT: usize = 40;

/// Greatest width of a line between the title and the first line about the text.
const UNDER: usize = 24;

/// Most lines of the signature of a letter, its mark included.
const SIGNATURE: usize = 16;

/// Greatest width of a line that its place may tell.
const WIDEST: usize = 100;

/// What a line of furniture below the body opens with.
const OPENERS: &[Class] =
    &[Class::Urge, Class::Channel, Class::Share, Class::Button, Class::Nav, Class::Drop, Class::Related];

/// The lines of a document without markup that are furniture by their place; `own` names the pass that asks, and `gone` what it
/// has found already.
pub(in super::super) fn furniture<'a>(
    doc: &'a Document,
    layout: &Layout<'a>,
    own: &str,
    gone: &[&Block],
) -> Vec<&'a Block> {
    if doc.format == "html" || layout.last == 0 {
        return Vec::new();
    }
    // Most texts have nothing of a page about them: no line is known, and they end in a sentence.
    let known = |b: &Block| matches!(b.kind(), Kind::Meta | Kind::Byline) || is_cut_before(b, own);
    let titled = doc.meta().get(MetaKey::Title).is_some();
    let ends = layout.blocks.last().is_some_and(|b| chars::is_sentence(b.text()));
    if ends && !titled && gone.is_empty() && !doc.all_blocks().any(known) {
        return Vec::new();
    }
    let blocks: Vec<Line<'a>> = doc
        .all_blocks()
        .map(|block| {
            let cut = is_cut_before(block, own) || gone.iter().any(|b| b.id() == block.id());
            Line { block, live: !cut }
        })
        .collect();
    let mut found = head(doc, &blocks);
    found.extend(menu(&blocks).iter().filter(|l| l.is_open()).map(|l| l.block));
    found.extend(tail(&blocks, layout));
    for block in behind_end(&blocks, layout).into_iter().chain(fields(&blocks)) {
        if !found.iter().any(|b| b.id() == block.id()) {
            found.push(block);
        }
    }
    found
}

/// A block as the pass that asks saw it when it ran first.
#[derive(Clone, Copy)]
struct Line<'a> {
    block: &'a Block,
    live: bool,
}

impl Line<'_> {
    /// Whether it is text yet: neither cut nor metadata nor the like.
    fn is_open(&self) -> bool {
        self.live && matches!(self.block.kind(), Kind::Paragraph | Kind::ListItem)
    }

    /// A line about the text, or furniture.
    fn is_known(&self) -> bool {
        !self.live || matches!(self.block.kind(), Kind::Meta | Kind::Byline)
    }
}

/// The lines above the way to a page, where the title and something about the text stand below it and no sentence above it:
/// `科室设置`, `通知公告` and dozens more over `位置：首页 > 新闻动态`.
fn menu<'b, 'a>(blocks: &'b [Line<'a>]) -> &'b [Line<'a>] {
    let body = |l: &Line<'_>| l.live && is_prose(l.block);
    let Some(first) = blocks.iter().take(MENU).position(body) else { return &[] };
    let way = |l: &Line<'_>| l.block.text().contains(['>', '＞', '»']) && paths::is_way(l.block.text());
    let Some(way) = blocks[..first].iter().rposition(way).filter(|way| first - way <= HEAD) else { return &[] };
    let about = blocks[way..first].iter().any(|l| l.live && matches!(l.block.kind(), Kind::Meta));
    let short = |l: &Line<'_>| !l.live || width(l.block) <= STEP && !chars::is_sentence(l.block.text());
    if about && blocks[..way].iter().all(short) { &blocks[..=way] } else { &[] }
}

/// Lines between two lines about the text, below the title and above the body: `综合评分 8.7　1043 人做过这道菜` between the writer
/// and `收藏 举报`.
fn head<'a>(doc: &Document, blocks: &[Line<'a>]) -> Vec<&'a Block> {
    let body = |l: &Line<'_>| l.live && is_prose(l.block);
    let Some(first) = blocks.iter().take(2 * HEAD).position(body) else { return Vec::new() };
    let head = &blocks[..first];
    // The title may stand below the name of the site; what is above it proves nothing. One that was taken from the first line
    // is no more certain than that line was.
    let entry = doc.meta().entries().iter().find(|e| e.key == MetaKey::Title);
    let known = entry.filter(|e| e.from != "first-line");
    let title = match entry {
        Some(entry) => head.iter().position(|l| again::repeats(l.block.text(), &entry.value)).map(|n| (n, false)),
        None => {
            let lines: Vec<titles::Line<'_>> = head.iter().map(|l| (l.block, l.live)).collect();
            match titles::choose(&lines, blocks[first..].iter().filter(|l| l.live).map(|l| l.block)) {
                Some(title) => Some((title.line, title.sure)),
                None => {
                    let heads = |l: &Line<'_>| l.live && l.block.kind() == Kind::Heading(1);
                    let title = |l: &Line<'_>| heads(l) || l.is_open() && lift_title::is_title(l.block);
                    head.iter().position(title).map(|n| (n, false))
                }
            }
        }
    };
    let Some((title, chosen)) = title else { return Vec::new() };
    // Nothing of the text stands above its title, if that is sure to be one.
    let open = || head[..title].iter().filter(|l| l.is_open() || l.live && l.block.kind().is_heading());
    // Lines above the path of a page are none of its text: `· 老街的灯亮了　　· 新桥通车`.
    let path = head[..title].iter().rposition(|l| !l.live && l.block.text().contains('>')).unwrap_or(0);
    let most = if chosen { HEAD } else { TAIL };
    let known = known.is_some() || chosen || path > 0;
    // Titles of other texts may cry or ask.
    let over = |b: &Block| head[..path].iter().any(|l| l.block.id() == b.id()) && !chars::is_sentence(b.text());
    let short = |b: &Block| {
        is_line(b, ABOVE)
            || titles::is_row(b.text())
            || over(b) && width(b) <= 2 * WIDEST
            || chosen && width(b) <= ABOVE && !b.text().contains(['。', '\n'])
    };
    let sure = known && open().count() <= most && open().all(|l| short(l.block));
    let mut found: Vec<&Block> = if sure { open().map(|l| l.block).collect() } else { Vec::new() };
    // Menus and paths stand above the title, lines about the text below it.
    let about = |l: &Line<'_>| matches!(l.block.kind(), Kind::Meta | Kind::Byline);
    let second = head.get(title + 1).filter(|l| l.is_open());
    let below = head.get(title + 2).filter(|l| l.live).map(|l| l.block);
    let two = doc.format == "markdown"
        && second.is_some_and(|l| lift_title::is_second_line(head[title].block, l.block, below));
    let below = &head[title + 1 + usize::from(two)..];
    let last = below.iter().rposition(Line::is_known);
    let start = if sure { Some(0) } else { below.iter().position(about) };
    // `石橋だより` between the title and the date: a column, a site, a subtitle; not longer than the title.
    if let (false, Some(1)) = (sure, start)
        && let [line, ..] = below
        && line.is_open()
        && is_line(line.block, UNDER)
        && width(line.block) < width(head[title].block)
    {
        found.push(line.block);
    }
    if let (Some(start), Some(last)) = (start, last) {
        let between = || below[start.min(last)..last].iter().filter(|l| l.live && !l.is_known());
        let fits = |l: &Line<'_>| l.is_open() && (is_line(l.block, WIDEST) || width(l.block) < SHORT);
        if last - start.min(last) <= HEAD && between().count() <= BETWEEN && between().all(fits) {
            found.extend(between().map(|l| l.block));
        }
    }
    found
}

/// Lines below the body that stand among furniture, after a line that was cut or that says something of the page; and the
/// signature of a letter. What goes on for more than [`TAIL`] lines is a part of the text, unless more of it is furniture.
fn tail<'a>(blocks: &[Line<'a>], layout: &Layout<'a>) -> Vec<&'a Block> {
    let end = signed(blocks, layout).unwrap_or(blocks.len());
    let start = blocks[..end].iter().rposition(|l| !is_below(l)).map_or(0, |n| n + 1);
    let below = &blocks[start..];
    let about_page = |b: &Block| {
        let keys = [Class::Editor, Class::Drop, Class::Tag, Class::Category];
        matches!(b.kind(), Kind::Meta | Kind::Byline) && b.scan().of_class(&keys).next().is_some()
    };
    let sign = |l: &Line<'_>| !l.live && !is_end_mark(l.block.text()) || about_page(l.block);
    let sign = below.iter().position(sign);
    if let Some(found) = signature(&blocks[..start + sign.unwrap_or(below.len())]) {
        let rest = below[sign.unwrap_or(below.len())..].iter().filter(|l| l.is_open()).map(|l| l.block);
        return found.into_iter().chain(rest).collect();
    }
    let between: Vec<&Block> =
        below[..sign.unwrap_or(below.len())].iter().filter(|l| l.is_open()).map(|l| l.block).collect();
    // What stands between the text and its furniture is told by how it begins, and in scripts with spaces by its being several
    // words without a full stop. In Chinese it may be who signed, or verse.
    let run = between.iter().rposition(|b| Ask::of(b) == Ask::Nothing).map_or(0, |n| n + 1);
    let run = run + between[run..].iter().take_while(|b| Ask::of(b) != Ask::Surely).count();
    let skip = match sign {
        None if between.len() - run < 2 => return Vec::new(),
        Some(_) if between.len() <= TAIL && between.iter().all(|b| is_phrase(b)) => 0,
        _ => run,
    };
    // Below the name of the editor may stand an annex (`附：获奖名单`): what is furniture stands behind a line that its words tell,
    // or is a line or two before one.
    let asks = |b: &Block| Ask::of(b) != Ask::Nothing;
    let told = |l: &Line<'_>| !l.live && !is_end_mark(l.block.text()) || l.is_open() && asks(l.block);
    let Some(told) = below.iter().position(told) else { return Vec::new() };
    let annex = below[..told].iter().filter(|l| l.is_open()).count();
    let skip = if annex > LONE { skip.max(annex) } else { skip };
    let open: Vec<&Block> = below.iter().filter(|l| l.is_open()).map(|l| l.block).skip(skip).collect();
    let pictured = open.iter().any(|b| b.text().starts_with(['图', '圖', '▲', '△', '①', '②']));
    let items = open.iter().filter(|b| b.kind() == Kind::ListItem).count();
    let known = below.iter().filter(|l| l.is_known()).count();
    // Fields and rows of short words are what pages end in.
    let plain = |b: &&&Block| b.kind() == Kind::Paragraph && !is_field(b.text()) && !is_row(b.text());
    let count = open.iter().filter(plain).count();
    if count <= TAIL.max(known) && items <= 2 * TAIL && !pictured { open } else { Vec::new() }
}

/// Lines below the sign for the end of the text, the sign of copyright or, below the body, the line that names the editor:
/// nothing of a text stands there but notes, annexes and captions.
fn behind_end<'a>(blocks: &[Line<'a>], layout: &Layout<'a>) -> Vec<&'a Block> {
    // The title of another text may end in a mark: `暖心！……！`.
    let cry = |b: &Block| {
        width(b) <= WIDEST
            && !b.text().contains('\n')
            && (b.text().ends_with(['！', '!', '？', '?', '…']) || b.text().ends_with("..."))
    };
    let below = |l: &Line<'_>| is_below(l) || l.is_open() && cry(l.block);
    let start = blocks.iter().rposition(|l| !below(l)).map_or(0, |n| n + 1);
    let body = layout.blocks[layout.last - 1];
    let start = start.max(blocks.iter().position(|l| l.block.id() == body.id()).map_or(0, |n| n + 1));
    let edited = |b: &Block| {
        let about = matches!(b.kind(), Kind::Meta | Kind::Byline);
        about && b.text().len() <= 3 * WIDEST && b.scan().of_class(&[Class::Editor]).next().is_some()
    };
    let ends = |l: &Line<'_>| match l.live {
        true => edited(l.block),
        false => bars::is_end(l.block.text()) || is_signed(l.block.text()),
    };
    // `……不少。（完）`
    let ended = bars::ends_in_end(body.text()).then_some(0);
    let Some(end) = ended.or_else(|| blocks[start..].iter().position(ends)) else { return Vec::new() };
    // Verse and lists may stand below the name of an editor; the end of a page has something that its words tell, too.
    let told =
        |l: &Line<'_>| !l.live && !is_end_mark(l.block.text()) || l.is_open() && Ask::of(l.block) != Ask::Nothing;
    if ended.is_none() && blocks[start + end].live && !blocks[start + end + 1..].iter().any(told) {
        return Vec::new();
    }
    let open = || blocks[start + end..].iter().filter(|l| l.is_open()).map(|l| l.block);
    let note = |b: &Block| {
        let text = b.text().trim_start_matches(['[', '［', '〔', '（', '(', '【', '*', ' ']);
        // `2019年5月3日` is none, nor is `01-31`.
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        (1..=2).contains(&digits) && !text[digits..].starts_with(['-', '/'])
            || digits == 0 && text.starts_with(|c: char| c.is_numeric() || matches!(c, '▲' | '△' | '《'))
            || is_note(text)
            || text.ends_with(['：', ':']) && Ask::of(b) == Ask::Nothing
    };
    // The longest tails looked at have two dozen lines.
    if open().count() > BEHIND || open().any(note) { Vec::new() } else { open().collect() }
}

/// `注：…`, `附件一`, `参考文献`, `图1：…`, but not `图书馆延长开放时间`.
fn is_note(text: &str) -> bool {
    let mut chars = text.chars();
    let behind =
        |marks: &str, c: Option<char>| c.is_none_or(|c| marks.contains(c) || c.is_numeric() || c.is_whitespace());
    match chars.next() {
        Some('注') => behind("：:释釋", chars.next()),
        Some('附') => behind("：:件录錄表图圖", chars.next()),
        Some('参' | '參') => behind("考", chars.next()),
        Some('图' | '圖') => behind("：:为為片注表/／|｜丨由①②③一二三", chars.next()),
        _ => false,
    }
}

/// A field below the body between two lines about the text: `图片：石桥影像` between `文字：…` and `初审：…`.
fn fields<'a>(blocks: &[Line<'a>]) -> Vec<&'a Block> {
    let start = blocks.iter().rposition(|l| !is_below(l)).map_or(0, |n| n + 1);
    let about = |l: &Line<'_>| l.live && matches!(l.block.kind(), Kind::Meta | Kind::Byline);
    let field = |w: &&[Line<'a>]| match w {
        [above, line, below] => about(above) && about(below) && line.is_open() && is_field(line.block.text()),
        _ => false,
    };
    blocks[start..].windows(3).filter(field).filter_map(|w| w.get(1).map(|l| l.block)).collect()
}

/// `© 2019 …`
fn is_signed(text: &str) -> bool {
    text.starts_with('©') || text.starts_with("Copyright")
}

/// The line that names the editor, where the layout says that it ends the body and something looks like text below it.
fn signed(blocks: &[Line<'_>], layout: &Layout<'_>) -> Option<usize> {
    let end = layout.blocks.get(layout.last)?;
    if !furniture::names_editor(end.text()) {
        return None;
    }
    blocks.iter().position(|l| l.block.id() == end.id())
}

/// Whether a block may stand below the body: it is known to, or a line, or a sentence of furniture.
fn is_below(line: &Line<'_>) -> bool {
    let block = line.block;
    if line.is_known() || block.kind() == Kind::Caption {
        return true;
    }
    matches!(block.kind(), Kind::Paragraph | Kind::ListItem)
        && (is_line(block, WIDEST) && !chars::is_sentence(block.text()) || furniture::is_sentence(block))
}

/// The signature of a letter that stands below the body: `--` alone, and a few lines that are no prose.
fn signature<'a>(blocks: &[Line<'a>]) -> Option<Vec<&'a Block>> {
    let at = blocks.iter().rev().take(SIGNATURE).position(|l| l.live && l.block.text().trim() == "--")?;
    let lines = &blocks[blocks.len() - 1 - at..];
    let fits = lines.iter().all(|l| l.is_known() || l.is_open() && !is_prose(l.block));
    fits.then(|| lines.iter().filter(|l| l.is_open()).map(|l| l.block).collect())
}

/// `创建者：山里人家`: a key of a few characters and a short value.
fn is_field(text: &str) -> bool {
    let Some((key, value)) = text.split_once([':', '：']) else { return false };
    (2..=6).contains(&key.chars().count()) && chars::width(value) <= 40
}

/// `新手上路 成长任务 编辑入门`: short words and wide gaps, or the like.
fn is_row(text: &str) -> bool {
    let words = text.split_whitespace();
    words.clone().count() >= 3
        && words.clone().all(|w| (2..=10).contains(&w.chars().count()) && w.chars().all(chars::is_han))
}

/// Several words of a script with spaces, and no full stop.
fn is_phrase(block: &Block) -> bool {
    let text = block.text();
    let words = text.split_whitespace().count();
    // `Come and see us in spring. https://…` says something first.
    (3..=16).contains(&words)
        && !text.contains(". ")
        && !text.chars().any(chars::is_cjk)
        && !text.ends_with(['.', '!', '?', '"', '”', ':'])
}

/// How much a line asks the reader for something.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Ask {
    Nothing,
    /// It begins with a word for it (`订阅远方`), or says where to turn (`查询：0000 0000`): furniture among furniture.
    Perhaps,
    /// `点击下载高清图片（PDF，12MB）`: it says what to do and more of the kind.
    Surely,
}

impl Ask {
    fn of(block: &Block) -> Ask {
        let text = block.text();
        if text.starts_with('※') {
            return Ask::Surely;
        }
        let Some(hit) = phrases::opening(text) else { return Ask::amid(block) };
        if hit.classes.contains(&Class::Contact) {
            return Ask::Perhaps;
        }
        // `报名方式：…` says something of an event.
        let key = text.char_indices().take(KEY).any(|(_, c)| matches!(c, ':' | '：'));
        let field = key && hit.classes.contains(&Class::Urge);
        if field || !hit.classes.iter().any(|class| OPENERS.contains(class)) {
            return Ask::amid(block);
        }
        if block.scan().distinct_of(OPENERS) >= 2 { Ask::Surely } else { Ask::amid(block).max(Ask::Perhaps) }
    }

    /// Of a line that begins with something else: half of it are words of furniture.
    fn amid(block: &Block) -> Ask {
        const THINGS: &[Class] = &[Class::Channel, Class::Share, Class::Nav, Class::Drop, Class::Related];
        if block.scan().coverage(THINGS) >= 0.5 { Ask::Surely } else { Ask::Nothing }
    }
}

/// The sign for the end of a text stands before notes and captions too.
fn is_end_mark(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphanumeric()).count() <= 6
}
