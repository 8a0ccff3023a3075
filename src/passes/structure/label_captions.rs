//! S130: see `label_captions.md`.

use serde::{Deserialize, Serialize};

use super::layout::{Layout, is_line, is_prose, width};
use super::people;
use crate::census::Traits;
use crate::changes::Changes;
use crate::chars;
use crate::document::{Block, Document, Kind};
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

/// Greatest width of a caption that nothing but what it says tells.
const SCENE: usize = 60;

/// Greatest width of a caption that ends in who took the picture: it may tell what happened in two sentences.
const SHOT: usize = 240;

/// Marks that point at the picture above or below; they are none of the caption.
const POINTERS: [char; 6] = ['▲', '△', '▼', '↑', '◀', '▶'];

impl Pass for LabelCaptions {
    fn run(&self, doc: &Document, changes: &mut Changes) -> Verdict {
        let layout = Layout::of(doc);
        let run = numbered_run(&layout);
        let captions: Vec<&Block> = layout
            .blocks
            .iter()
            .enumerate()
            .filter(|(n, block)| !run.contains(n) && block.kind() == Kind::Paragraph && is_caption(block))
            .map(|(_, block)| *block)
            .collect();
        // Of a document that is nothing but pictures what is said of them is the text.
        let run = &layout.blocks[run];
        let shown = || run.iter().chain(&captions);
        let other = |b: &&&Block| !shown().any(|caption| caption.id() == b.id());
        let mut left = layout.blocks.iter().filter(|b| b.kind().is_body()).filter(other);
        let alone = match captions.iter().any(|b| width(b) >= SCENE) {
            true => !left.any(|b| is_prose(b)),
            // The one that is left may be the title.
            false => shown().next().is_some() && left.nth(1).is_none(),
        };
        if alone {
            return Verdict::Keep;
        }
        for block in run {
            let mark = numbered(block.text()).map_or(0, |(_, mark)| mark);
            changes.replace(block, 0..mark, "");
            changes.relabel(block, Kind::Caption);
        }
        for block in captions {
            let text = block.text();
            changes.replace(block, 0..text.len() - text.trim_start_matches(POINTERS).trim_start().len(), "");
            changes.relabel(block, Kind::Caption);
        }
        if is_pictured(doc) {
            for block in scenes(&layout) {
                changes.relabel(block, Kind::Caption);
            }
        }
        Verdict::Keep
    }
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

/// Captions without a sign, in a text with pictures: lines alone between paragraphs, if one of them ends in a word for what a
/// picture shows (`开幕式现场`); with it those that tell who does something to whom or where.
fn scenes<'a>(layout: &Layout<'a>) -> Vec<&'a Block> {
    let prose = |n: usize| layout.blocks.get(n).is_some_and(|b| is_prose(b));
    let alone = |n: &usize| {
        let block = layout.blocks[*n];
        block.kind() == Kind::Paragraph && is_line(block, SCENE) && prose(*n - 1) && prose(*n + 1)
    };
    let lines: Vec<&Block> =
        (layout.first + 1..layout.last.max(1) - 1).filter(alone).map(|n| layout.blocks[n]).collect();
    let ends = |b: &Block| Words::Scene.ends(&simplify(b.text().trim_end()));
    if !lines.iter().any(|b| ends(b)) {
        return Vec::new();
    }
    let acts = |b: &Block| {
        let text = b.text();
        let later = text.char_indices().nth(2).map_or(text.len(), |(at, _)| at);
        text[later..].contains(['在', '为', '為', '向', '给', '給']) && !text.contains([':', '：', '“', '「', '，'])
    };
    lines.into_iter().filter(|b| ends(b) || width(b) >= 20 && acts(b)).collect()
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
    if pointed && (is_line(block, WIDEST) || is_one_sentence(block)) {
        return true;
    }
    // `图：校长致辞`, where the word is no role: who signed is known by now.
    let named = text.strip_prefix(['图', '圖']).is_some_and(|rest| rest.trim_start().starts_with([':', '：']));
    if named && is_one_sentence(block) {
        return true;
    }
    if is_shot(block) || is_credited(block) || is_figure(block) {
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
    after.starts_with([':', '：']) || shown || credit || given || word == "资料图" && after.is_empty()
}

/// `图1.1 水车的正视图`: the number of a figure, and what it shows in a line of its own.
fn is_figure(block: &Block) -> bool {
    let Some(rest) = block.text().strip_prefix(['图', '圖']).filter(|_| is_line(block, WIDEST)) else { return false };
    let title = rest.trim_start().trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '－'));
    let number = rest.trim_start().len() - title.len();
    (1..=7).contains(&number)
        && rest.trim_start().starts_with(|c: char| c.is_ascii_digit())
        && title.starts_with([' ', '\u{3000}'])
        && title.chars().any(char::is_alphabetic)
        && !chars::is_sentence(title)
        // `图2.6 总结了训练的步骤：`
        && !title.trim_end().ends_with(['：', ':', '，', ','])
}

/// `孩子们在公园里玩耍。新华社记者 刘小河 摄`: the name of who took the picture, apart, at the very end.
pub(super) fn is_shot(block: &Block) -> bool {
    // Most paragraphs end in a full stop.
    if block.text().as_bytes().ends_with("。".as_bytes()) {
        return false;
    }
    let text = block.text().trim_end_matches([')', '）', ' ']);
    if !text.ends_with(['摄', '攝', '影', '图', '圖']) {
        return is_signed_by_photographer(block);
    }
    let ends = ["摄", "攝", "摄影", "攝影", "供图", "供圖"];
    let before = ends.iter().find_map(|end| text.strip_suffix(end)).filter(|_| width(block) <= SHOT);
    let Some(before) = before.map(|b| b.trim_end_matches(['/', '／', '：', ':'])) else { return false };
    // The name, with or without a role, stands after the last mark or bracket, or after a space.
    let before = before.trim_end();
    let marks: [fn(char) -> bool; 2] = [|c| "。！？；，（(:：".contains(c), char::is_whitespace];
    // Pictures are given by anybody: `水稻丰收 石桥县融媒体中心供图`.
    let given = |name: &str| text.ends_with(['图', '圖']) && is_giver(name);
    marks.iter().filter_map(|mark| before.rfind(*mark)).any(|at| {
        let start = at + before[at..].chars().next().map_or(0, char::len_utf8);
        let name = before[start..].trim();
        people::of(name).is_some_and(|p| p.names().len() == 1) || given(name)
    })
}

/// Whether a name may be that of who gave a picture: short, and without marks.
fn is_giver(name: &str) -> bool {
    let place = |c: char| c.is_alphabetic() || matches!(c, '·' | ' ' | '、');
    (2..=16).contains(&name.chars().count()) && name.chars().all(place)
}

/// What stands in brackets at the end of a caption: `图／石桥县政府提供`, `翻摄自网络`, `县政府提供`.
fn is_credit(inner: &str) -> bool {
    let plain = simplify(inner);
    let name = |rest: &str| {
        rest.strip_prefix(['/', '／', ':', '：']).is_some_and(|name| !name.trim().starts_with(['见', '略']))
    };
    let shown = plain.strip_prefix(['图', '摄']).is_some_and(name);
    let copied = || ["翻摄", "截自", "撷自", "取自"].iter().any(|word| plain.starts_with(word));
    // `数据由石桥局提供` speaks of the sentence.
    let given =
        || plain.strip_suffix("提供").is_some_and(|name| is_giver(name) && !name.contains(['由', '据', '为', '所']));
    shown || copied() || given()
}

/// `农民正在采收枇杷。特约摄影 史桦`: behind the last sentence the word for who took it, and the name.
fn is_signed_by_photographer(block: &Block) -> bool {
    let text = block.text().trim_end();
    let told = || chars::contains_any(text, ['摄', '攝']);
    if text.len() > 3 * SHOT || chars::is_sentence(text) || !told() || width(block) > SHOT {
        return false;
    }
    let Some((_, tail)) = text.rsplit_once(['。', '！']) else { return false };
    chars::width(tail) <= 40
        && tail.contains(['摄', '攝'])
        // `石桥新闻记者 陈小河 摄影报道` wrote the text.
        && !tail.contains(['，', '、', '报', '報'])
        && people::with_role(tail.trim()).is_some_and(|p| p.names().len() == 1)
}

/// One sentence, as long as a caption with who took the picture.
fn is_one_sentence(block: &Block) -> bool {
    let text = chars::trim_end(block.text());
    // Who took the picture stands in brackets behind the sentence.
    let credit = text.strip_suffix([')', '）']).and_then(|tail| Some((tail, tail.rfind(['(', '（'])?)));
    let text = credit.map_or(text, |(tail, at)| &tail[..at]);
    let inner = text.trim_end_matches(|c: char| chars::is_closing(c) || chars::ends_sentence(c));
    width(block) <= SHOT && !inner.contains(['。', '！', '？', '；'])
}

/// `改造后的负一层。图源：受访者`, `新品发布会现场（石桥网配图）`: it ends in where the picture is from.
fn is_credited(block: &Block) -> bool {
    let text = chars::trim_end(block.text());
    // A sentence ends otherwise; most lines are told by their last character alone.
    let open = !text.ends_with(['。', '.', '！', '？', '，', '：', '；']);
    if !open || text.len() > 3 * SHOT || width(block) > SHOT {
        return false;
    }
    let sign = |c: char| matches!(c, '(' | '（' | '[' | '图' | '圖' | ':' | '：' | '진' | '影');
    if !text.contains(sign) {
        return false;
    }
    let credit = |tail: &str| {
        phrases::opening(tail).is_some_and(|hit| {
            let word = &*simplify(&tail[hit.range.clone()]);
            let after = &tail[hit.range.end..];
            // `示意图` and `效果图` are things that a line may be about.
            hit.classes.contains(&Class::Caption)
                && (after.starts_with([':', '：', '/', '／'])
                    || matches!(word, "资料图" | "资料图片" | "配图") && after.is_empty())
        })
    };
    if let Some(tail) = text.strip_suffix([')', '）', ']'])
        && let Some(at) = tail.rfind(['(', '（', '['])
    {
        let (before, inner) = (&tail[..at], tail[at..].trim_start_matches(['(', '（', '[']));
        let ends = || Words::Credit.ends(&simplify(inner).to_lowercase());
        let told = || inner.contains(['由', '据', '據']) && !inner.contains(['图', '圖', '照', '影']);
        let short = |most: usize| chars::width(inner) <= most;
        return (short(24) && ends() && !told() || short(40) && is_credit(inner) || credit(inner))
            && before.trim_end_matches('。').matches('。').count() <= 1;
    }
    // `… Glocke. Foto: Jens Brandt`, `… 있다. 석교일보 자료사진`: behind the sentence, which most lines do not have.
    if !block.census().traits.any(Traits::STOP) && !chars::any_byte(text, |b| (b == b'.') | (b == b'!')) {
        return false;
    }
    let end = |at: usize| at + text[at..].chars().next().map_or(1, char::len_utf8);
    let last =
        text.char_indices().rev().filter(|(_, c)| matches!(c, '。' | '.' | '！' | '!')).map(|(at, _)| end(at)).next();
    last.is_some_and(|at| {
        let (before, tail) = (&text[..at], text[at..].trim());
        let words = || chars::width(tail) <= 40 && Words::Credit.ends(&simplify(tail).to_lowercase());
        // One sentence: a paragraph may end in a remark on its picture.
        let one = before.trim_end_matches(['。', '.', '！', '!']).matches(['。', '！']).count() == 0;
        !tail.is_empty() && one && (credit(tail) && chars::width(tail) <= 60 || words())
    })
}
