//! S130: see `label_captions.md`.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::captions::{below, credits};
use super::fields::casts;
use super::layout::{Layout, is_line, is_prose, width};
use super::people::names;
use crate::census::Traits;
use crate::changes::Changes;
use crate::chars;
use crate::document::{Block, BlockId, Document, Kind};
use crate::pass::{Pass, Spec, Stage, Verdict};
use crate::phrases::{self, Class, Words, simplify};

pub(crate) const SPEC: Spec = Spec::new::<LabelCaptions>(
    "S130",
    "label-captions",
    Stage::Structure,
    "Labels captions: numbered runs after the body, and lines such as `图为…` or `Photo: …`.",
    include_str!("label_captions.md"),
);

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct LabelCaptions {}

/// Greatest width of a caption of a numbered run.
const WIDEST: usize = 100;

/// Least width of a caption that a page prints twice for one picture: shorter ones say where pictures are from.
const SAID: usize = 24;

/// Least width of a line that is told by its words to be a caption's.
const COPY: usize = 12;

/// Widths of the longest and of the shortest caption that nothing but what it says tells.
const SCENE: usize = 60;
const SHORTEST: usize = 8;

/// Marks that point at the picture above or below; they are none of the caption.
const POINTERS: [char; 6] = ['▲', '△', '▼', '↑', '◀', '▶'];

impl Pass for LabelCaptions {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        let layout = Layout::of(doc);
        if is_screenplay(&layout) {
            return Verdict::Keep;
        }
        let run = numbered_run(&layout);
        // `①不在井边洗衣`: items of a text of which nothing tells that it was published are no captions without the word for one.
        let published = !doc.meta().entries().is_empty() || !doc.evidence().is_empty();
        let shown = layout.blocks.get(run.start).is_some_and(|b| b.text().starts_with(['图', '圖']));
        let run = if published || shown { run } else { 0..0 };
        let left = behind_pictures(doc);
        let below = below::find(&layout);
        let staged = casts::of_text(&layout);
        let captions: Vec<&Block> = layout
            .blocks
            .iter()
            .enumerate()
            .filter(|(n, block)| !run.contains(n) && block.kind() == Kind::Paragraph && !staged.contains(&block.id()))
            .filter(|(n, block)| {
                is_caption(block)
                    || below.contains(&block.id())
                    || is_agency_alone(*n, &layout)
                    || is_shot_by_reporter(*n, &layout)
                    || n.checked_sub(1).is_some_and(|m| is_credited_copy(block, layout.blocks[m]))
                    || left.contains(&block.id()) && credits::is_one_sentence(block) && width(block) <= SCENE
            })
            .map(|(_, block)| *block)
            .collect();
        // Of a document that is nothing but pictures what is said of them is the text.
        let run = &layout.blocks[run];
        let ids: HashSet<BlockId> = run.iter().chain(&captions).map(|b| b.id()).collect();
        let other = |b: &&&Block| !ids.contains(&b.id());
        let mut left = layout.blocks.iter().filter(|b| b.kind().is_body()).filter(other);
        let alone = match captions.iter().any(|b| width(b) >= SCENE) {
            true => !left.any(|b| is_prose(b)),
            // The one that is left may be the title.
            false => !ids.is_empty() && left.nth(1).is_none(),
        };
        if alone {
            return Verdict::Keep;
        }
        for block in run {
            let mark = numbered(block.text()).map_or(0, |(_, mark)| mark);
            changes.replace(block, 0..mark, "");
            changes.relabel(block, Kind::Caption);
        }
        // A page has the words of a picture beside it and under it.
        let mut known: HashSet<&str> = HashSet::new();
        for block in &captions {
            let text = block.text();
            let bare = text.trim_start_matches(POINTERS).trim_start();
            if !known.insert(bare) && width(block) >= SAID {
                changes.cut(block);
                continue;
            }
            changes.replace(block, 0..text.len() - bare.len(), "");
            changes.relabel(block, Kind::Caption);
        }
        let caption = |n: usize| layout.blocks.get(n).filter(|b| ids.contains(&b.id()));
        for (n, block) in layout.blocks.iter().enumerate() {
            let near = [n.checked_sub(1).and_then(caption), caption(n + 1)];
            if block.kind() == Kind::Paragraph
                && !ids.contains(&block.id())
                && near.into_iter().flatten().any(|c| is_copy(block, c))
            {
                changes.cut(block);
            }
        }
        for block in scenes(&layout, is_pictured(doc)) {
            changes.relabel(block, Kind::Caption);
        }
        Verdict::Keep
    }
}

/// Whether lines with a mark say what is done between what is said, as in a screenplay: `△哑巴把灯举高。` over `修钟人：高一点。`
fn is_screenplay(layout: &Layout<'_>) -> bool {
    const LINES: usize = 3;
    let done = |b: &Block| b.text().starts_with(['△', '▲']) && chars::is_sentence(b.text());
    let said = |b: &Block| {
        let name = b.text().split_once(['：', ':']).map_or(0, |(name, _)| name.trim().chars().count());
        (1..=SPEAKER).contains(&name) && !b.text().starts_with(['△', '▲'])
    };
    // One directly below the other, more than once.
    let pairs = || layout.blocks.windows(2).filter(|w| done(w[0]) && said(w[1]) || said(w[0]) && done(w[1]));
    let marked = layout.blocks.iter().filter(|b| done(b)).take(LINES).count() == LINES;
    marked && pairs().nth(1).is_some()
}

/// Characters of the longest name of who speaks in a screenplay.
const SPEAKER: usize = 6;

/// The blocks below a backslash alone on its line, which a system for sites leaves where a picture stood.
fn behind_pictures(doc: &Document) -> HashSet<BlockId> {
    if !doc.all_blocks().any(|b| b.text() == "\\") {
        return HashSet::new();
    }
    let all: Vec<&Block> = doc.all_blocks().collect();
    all.windows(2).filter(|pair| pair[0].text() == "\\").map(|pair| pair[1].id()).collect()
}

/// Whether a line says again what the one above says, and who took the picture: `The wheel turns again - Ann Lee`.
fn is_credited_copy(block: &Block, above: &Block) -> bool {
    if width(above) < COPY {
        return false;
    }
    let Some(rest) = block.text().strip_prefix(chars::trim(above.text())) else { return false };
    let name = rest.trim_start_matches([' ', '-', '–', '—', '©', '|', '/']);
    // `… | Onda Cero La Rioja`
    let capitals = || name.split(' ').count() <= 5 && name.split(' ').all(|w| w.starts_with(char::is_uppercase));
    name.len() < rest.len() && (names::is_given(name) || rest.starts_with(" | ") && capitals())
}

/// Whether a line has the words of the caption beside it without who took the picture: `水车修好了` over `水车修好了。记者/陈小河 摄`.
fn is_copy(block: &Block, caption: &Block) -> bool {
    let text = block.text().trim();
    let said = caption.text().trim_start_matches(POINTERS).trim_start();
    let behind = said.strip_prefix(text).is_some_and(|rest| rest.starts_with([' ', '。', '（', '(', '.', '／', '-']));
    // `石桥的水车修好后第一天...` over the whole of it.
    let preview =
        ["...", "…"].iter().find_map(|end| text.strip_suffix(end)).map(|text| text.trim_end_matches(['.', '…']));
    let cut_off = preview.is_some_and(|text| chars::width(text) >= SAID && said.starts_with(text));
    is_line(block, WIDEST) && width(block) >= COPY && behind || cut_off
}

/// Whether somebody signed for pictures: `文/图：林可`, `摄影：顾明霞`.
fn is_pictured(doc: &Document) -> bool {
    let signed = |b: &&Block| matches!(b.kind(), Kind::Byline | Kind::Meta) && b.text().len() <= 3 * WIDEST;
    doc.blocks().filter(signed).any(|b| b.text().contains(['图', '圖', '摄', '攝', '写']) && shows(b.text()))
}

/// `图` or its like as the word of a role.
fn shows(text: &str) -> bool {
    let role = |c: char| matches!(c, '图' | '圖' | '摄' | '攝');
    let mark = |c: char| !c.is_alphanumeric() || matches!(c, '文' | '片' | '影' | '像');
    text.char_indices()
        .filter(|(_, c)| role(*c))
        .any(|(at, c)| text[at + c.len_utf8()..].chars().next().is_none_or(mark))
}

/// Captions without a sign: lines between paragraphs or below the last one that end in a word for what a picture shows
/// (`开幕式现场`), if there are as many of them as of other lines; with them, where somebody signed for pictures (`pictured`), those
/// alone between paragraphs that tell who does something to whom or where. Of 17 lines of real pages that end in 现场 all were captions.
fn scenes<'a>(layout: &Layout<'a>, pictured: bool) -> Vec<&'a Block> {
    let block = |n: usize| layout.blocks.get(n);
    let prose = |n: usize| block(n).is_some_and(|b| is_prose(b));
    let line =
        |n: usize| block(n).is_some_and(|b| b.kind() == Kind::Paragraph && is_line(b, SCENE) && width(b) >= SHORTEST);
    let run = |n: usize| {
        let above = (layout.first..n).rev().find(|n| !line(*n)).is_some_and(prose);
        let below = (n + 1..).find(|n| !line(*n)).is_some_and(|below| prose(below) || below > layout.last);
        line(n) && above && below
    };
    let lines: Vec<usize> = (layout.first + 1..=layout.last + 1).filter(|n| run(*n)).collect();
    let ends = |n: usize| {
        let text = layout.blocks[n].text().trim_end();
        Words::Scene.ends(&simplify(text)) && !text.contains(['“', '「', '《', '：', ':', '，'])
    };
    let found = lines.iter().filter(|n| ends(**n)).count();
    if found == 0 || !pictured && found * 2 < lines.len() {
        return Vec::new();
    }
    let acts = |n: usize| {
        let text = layout.blocks[n].text();
        let later = text.char_indices().nth(2).map_or(text.len(), |(at, _)| at);
        text[later..].contains(['在', '为', '為', '向', '给', '給']) && !text.contains([':', '：', '“', '「', '，'])
    };
    let alone = |n: usize| prose(n - 1) && prose(n + 1) && width(layout.blocks[n]) >= 20;
    let shown = |n: &usize| ends(*n) || pictured && alone(*n) && acts(*n);
    lines.into_iter().filter(shown).map(|n| layout.blocks[n]).collect()
}

/// The run `①… ②…` (or `图1：… 图2：…`) after the last prose: lines, in order, each on its own, and nothing but short
/// closing sentences and lines about the text between.
fn numbered_run(layout: &Layout<'_>) -> std::ops::Range<usize> {
    let is = |n: usize, number: u32| {
        let block = layout.blocks.get(n).filter(|b| is_line(b, WIDEST));
        block.and_then(|b| numbered(b.text())).is_some_and(|(found, _)| found == number)
    };
    let mut start = layout.last;
    let about = |b: &Block| matches!(b.kind(), Kind::Meta | Kind::Byline);
    let closing = |b: &Block| b.kind() == Kind::Paragraph && chars::is_sentence(b.text());
    while layout.blocks.get(start).is_some_and(|b| closing(b) || about(b)) {
        start += 1;
    }
    let mut end = start;
    for number in 1.. {
        if !is(end, number) {
            break;
        }
        end += 1;
    }
    start..end
}

/// The number that a caption opens with, and the length of the mark: `①`, `图①：`, `图1：`.
fn numbered(text: &str) -> Option<(u32, usize)> {
    let bare = text.strip_prefix(['图', '圖']).unwrap_or(text).trim_start();
    let first = bare.chars().next()?;
    let digits = bare.len() - bare.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = match first {
        '①'..='⑳' => (u32::from(first) - u32::from('①') + 1, &bare[first.len_utf8()..]),
        // A plain number needs the word in front: otherwise it is an item.
        _ if digits > 0 && bare.len() < text.len() => (bare[..digits].parse().ok()?, &bare[digits..]),
        _ => return None,
    };
    // `图1.2` counts within a chapter, and keeps its number.
    if rest.starts_with(['.', '-', '－'])
        && rest[1..].trim_start_matches('－').starts_with(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || ":：.、".contains(c));
    Some((number, text.len() - rest.len()))
}

/// A line that says itself that it stands under a picture: it opens with a word for one and a colon, or with a mark
/// that points at one, or with 图为; or ends in who took it.
fn is_caption(block: &Block) -> bool {
    let text = block.text();
    if text.len() > 600 || block.census().traits.any(Traits::BREAK) {
        return false;
    }
    // Between two marks stands a heading of the page: `▼ 往期精选 ▼`.
    // `△ABC` is a triangle.
    let named = text.strip_prefix('△').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()));
    let pointed = text.starts_with(POINTERS) && !named && !text.ends_with(['▲', '△', '▼', '↑', '↓']);
    // `↑ TOP`, `▲返回顶部`
    let way = || {
        let said = text.trim_start_matches(POINTERS).trim();
        said.len() <= 4 && said.is_ascii() || phrases::opening(said).is_some_and(|hit| hit.range.len() == said.len())
    };
    if pointed && !way() && (is_line(block, WIDEST) || credits::is_one_sentence(block)) {
        return true;
    }
    let said = || block.opening().is_some_and(|hit| hit.classes.contains(&Class::Caption));
    // Most paragraphs end in a full stop, and say nothing of pictures.
    if text.as_bytes().ends_with("。".as_bytes()) && !block.census().traits.any(Traits::PICTURE) && !said() {
        return false;
    }
    // `图：校长致辞`, where the word is no role: who signed is known by now.
    let marks = [':', '：', '|', '丨', '｜'];
    let named = text.strip_prefix(['图', '圖']).is_some_and(|rest| rest.trim_start().starts_with(marks));
    let named = named || ["[图片]", "【图片】", "（图：", "(图："].iter().any(|mark| text.starts_with(mark));
    if named && credits::is_one_sentence(block) {
        return true;
    }
    if credits::is_shot(block) || credits::is_credited(block) || is_figure(block) || points_at_people(block) {
        return true;
    }
    // `图片来自网络`, in brackets or not.
    let inner = text.strip_prefix(['(', '（']).and_then(|t| t.strip_suffix([')', '）'])).unwrap_or(text);
    // `图片来源于网络，如有侵权请联系删除`
    let plain = |inner: &str| inner.split_once('，').is_none_or(|(_, rest)| rest.contains(['侵', '删']));
    let from = |inner: &str| Words::PictureFrom.all().iter().any(|word| inner.starts_with(word)) && plain(inner);
    if is_line(block, 60) && inner.starts_with(['图', '圖', '照']) && from(&simplify(inner)) {
        return true;
    }
    // `水车转了起来，老人们都来看。图为学生在数水斗。`
    if credits::is_shown_last(block) {
        return true;
    }
    // A caption says so in its first words.
    let Some(hit) = block.opening().filter(|hit| hit.classes.contains(&Class::Caption)) else { return false };
    let after = text[hit.range.end..].trim_start();
    if text.starts_with(['【', '［', '[']) && after.starts_with(['】', '］', ']']) {
        return is_line(block, WIDEST);
    }
    let word = &*simplify(&text[hit.range.clone()]);
    let shown = word == "图为" && !after.starts_with(['什', '何']);
    let credit = word.to_lowercase().ends_with(" by") && is_line(block, 60);
    let given = matches!(word, "图片由" | "本文图片") && is_line(block, 60) && !after.starts_with('，');
    // `写真=水車を見る児童たち`
    let equals = word == "写真" && after.starts_with(['=', '＝']) && !text.contains('。');
    after.starts_with([':', '：']) || equals || shown || credit || given || word == "资料图" && after.is_empty()
}

/// `会长陈小河（右）与副会长李敏（左）在会上`: a line that says where in a picture somebody is.
fn points_at_people(block: &Block) -> bool {
    // A bracket of a side is short, and stands behind a name.
    let text = block.text();
    if !block.census().traits.any(Traits::BRACKET)
        || !is_line(block, WIDEST)
        || text.ends_with(['：', ':'])
        || !chars::contains_any(text, ['左', '右', '中'])
    {
        return false;
    }
    let brackets = || text.split(['（', '(']).skip(1).filter_map(|rest| rest.split(['）', ')']).next());
    let named = text.find(['（', '(']).is_some_and(|at| text[..at].chars().rev().take(2).all(chars::is_han));
    named && brackets().any(|inner| is_side(&simplify(inner)))
}

/// `左`, `右二`, `前排左起`, `中间`: where in a picture somebody is.
fn is_side(inner: &str) -> bool {
    let inner = ["前排", "后排", "中排"].iter().find_map(|row| inner.strip_prefix(row)).unwrap_or(inner);
    let rest = inner.strip_prefix('居').unwrap_or(inner).strip_prefix(['左', '右', '中']);
    let counted = |c: char| "一二三四五六七八起侧边间".contains(c);
    rest.is_some_and(|rest| rest.chars().count() <= 2 && rest.chars().all(counted))
}

/// `……招待会。石桥社记者：陈小河` beside another such line: who took each of the pictures above a text.
fn is_shot_by_reporter(n: usize, layout: &Layout<'_>) -> bool {
    let signed = |m: usize| {
        let open =
            |b: &&&Block| b.kind() == Kind::Paragraph && b.text().len() <= 600 && b.text().ends_with(chars::is_han);
        let told = |b: &&&Block| b.census().traits.any(Traits::STOP) && chars::contains_any(b.text(), ['社']);
        layout.blocks.get(m).filter(open).filter(told).is_some_and(|b| {
            let tail = b.text().rsplit_once('。').map_or("", |(_, tail)| tail.trim());
            let name = ["社记者：", "社記者：", "社记者:", "社記者:"].iter().find_map(|key| tail.split_once(key));
            name.is_some_and(|(_, name)| (2..=4).contains(&name.chars().count()) && name.chars().all(chars::is_han))
        })
    };
    let beside = |m: Option<usize>| m.is_some_and(signed);
    signed(n) && (beside(n.checked_sub(1)) || beside(Some(n + 1)))
}

/// `Getty Images` between two paragraphs: whose a picture is.
fn is_agency_alone(n: usize, layout: &Layout<'_>) -> bool {
    let prose = |m: Option<usize>| m.and_then(|m| layout.blocks.get(m)).is_some_and(|b| is_prose(b));
    let text = layout.blocks[n].text().trim();
    text.len() <= 30
        && text.is_ascii()
        && text.starts_with(|c: char| c.is_ascii_uppercase())
        && prose(n.checked_sub(1))
        && prose(Some(n + 1))
        && credits::names_agency(text)
}

/// `图1.1 水车的正视图`, `图一：水车`, `Figure 1: The wheel`: the number of a figure, and what it shows in a line of its own.
fn is_figure(block: &Block) -> bool {
    let words = ["图", "圖", "Figure ", "Fig. ", "Fig ", "Abbildung ", "Abb. "];
    let rest = words.iter().find_map(|word| block.text().strip_prefix(word)).filter(|_| is_line(block, WIDEST));
    let Some(rest) = rest else { return false };
    let digit = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let title = rest.trim_start().trim_start_matches(|c: char| digit(c) || matches!(c, '.' | '-' | '－'));
    let number = rest.trim_start().len() - title.len();
    (1..=7).contains(&number)
        && rest.trim_start().starts_with(digit)
        && title.starts_with([' ', '\u{3000}', ':', '：'])
        && title.chars().any(char::is_alphabetic)
        && !chars::is_sentence(title)
        // `图2.6 总结了训练的步骤：`
        && !title.trim_end().ends_with(['：', ':', '，', ','])
}
