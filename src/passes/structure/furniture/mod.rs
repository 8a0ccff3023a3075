//! What lines and sentences of furniture are told by: the words of notices and prompts in them.

pub(super) mod asides;
pub(super) mod bars;
pub(super) mod edges;
pub(super) mod feet;
pub(super) mod list_feet;
pub(super) mod menus;
pub(super) mod others;
pub(super) mod page_breaks;
pub(super) mod paths;
pub(super) mod placeholders;
pub(super) mod remains;
pub(super) mod replies;
pub(super) mod rules;
pub(super) mod shortcuts;
pub(super) mod spoken;
pub(super) mod tails;
pub(super) mod teasers;
pub(super) mod templates;
pub(super) mod watermarks;

use super::fields::sources;
use super::layout::width;
use crate::document::Block;
use crate::phrases::{self, Class, Hit, Scan};

/// Bytes of the longest button.
const BUTTON: usize = 24;

/// Greatest width of a prompt in a sentence.
const PROMPT: usize = 200;

/// Bytes of the longest stamp of a page within a text.
const STAMP: usize = 120;

/// Whether a paragraph that looks like prose is a notice or a prompt.
pub(super) fn is_sentence(block: &Block) -> bool {
    block.is_furniture(|| {
        is_notice(block)
            || is_source(block)
            || is_about_page(block)
            || sources::blogger(block.text()).is_some()
            || feet::is_way_to_writer(block.text())
            || width(block) <= PROMPT && is_address(&block.scan())
    })
}

/// A paragraph of several terms of notices: strong ones, or a strong one among weak ones.
pub(super) fn is_notice(block: &Block) -> bool {
    if !block.may_be_legal() {
        return false;
    }
    let scan = block.scan();
    if scan.distinct_of(ALL_TERMS) < 2 {
        return false;
    }
    let scan = scan.unquoted();
    // Prose on copyright in the clean fixtures has two terms and covers less.
    scan.distinct(Class::Legal) >= 2 && scan.coverage(&[Class::Legal]) >= 0.12 || has_many_terms(&scan)
}

/// `版权所有，欢迎转载，请注明作者及出处`: a strong term of notices, and weak ones all over the text.
pub(super) fn has_many_terms(scan: &Scan<'_>) -> bool {
    let strong = scan.distinct(Class::Legal) >= 1;
    strong && scan.distinct_of(ALL_TERMS) >= 4 && scan.coverage(ALL_TERMS) >= 0.25
}

/// `版权所有，未经授权不得转载`: terms of notices that cover a third of a text.
pub(super) fn is_small_notice(scan: &Scan<'_>) -> bool {
    scan.distinct_of(ALL_TERMS) >= 2 && scan.coverage(ALL_TERMS) >= 0.3
}

const PROMPTS: &[Class] = &[Class::Urge, Class::Channel, Class::Share, Class::Button];

const ALL_TERMS: &[Class] = &[Class::Legal, Class::Term];

/// `扫描下方二维码报名`, `更多精彩，请关注“石桥观察”公众号`: what the reader is to do, and through what.
pub(super) fn is_prompt(scan: &Scan<'_>) -> bool {
    let urges = || scan.of_class(&[Class::Urge]).next().is_some() || scan.begins(Class::Share).is_some();
    let through = || scan.of_class(&[Class::Channel, Class::Share]).next().is_some();
    // `点个赞` says both.
    let both = |h: &Hit| h.classes.contains(&Class::Urge) && h.classes.contains(&Class::Channel) && h.range.len() > 6;
    let things = || scan.distinct_of(PROMPTS) + usize::from(scan.hits.iter().any(both));
    // The prompts looked at reach 0.2, and those below 0.25 say three things.
    urges() && through() && things() >= 2 && {
        let coverage = scan.coverage(PROMPTS);
        coverage >= 0.25 || coverage >= 0.15 && things() >= 3
    }
}

/// A few words of the page and nothing else: `放大图片`, `复制链接`.
pub(super) fn is_button(text: &str) -> bool {
    text.len() <= BUTTON && Scan::of(text).coverage(&[Class::Share, Class::Button, Class::Nav]) >= 0.8
}

/// `文章来源：本文转自《石桥研究》2013年第6期，转载请注明原始出处。`: a source and what it asks for.
pub(super) fn is_source(block: &Block) -> bool {
    let text = block.text();
    let source = block.opening().filter(|hit| hit.classes.contains(&Class::Publisher));
    source.is_some_and(|hit| text[hit.range.end..].trim_start().starts_with([':', '：']))
        && width(block) <= PROMPT
        && block.scan().distinct_of(ALL_TERMS) >= 2
}

/// `新闻热线：0500-6600110`: whom to call.
pub(super) fn is_contact(text: &str) -> bool {
    let hit = phrases::opening(text).filter(|hit| hit.classes.contains(&Class::Contact));
    hit.is_some_and(|hit| text[hit.range.end..].trim_start().starts_with([':', '：']))
}

/// `责任编辑：李敏`, `（编辑：李敏）`: the key for editors and a colon or bar.
pub(super) fn names_editor(text: &str) -> bool {
    // `本文责编：…`
    let text = text.trim_start_matches("本文");
    let hit = phrases::opening(text).filter(|hit| hit.classes.contains(&Class::Editor));
    hit.is_some_and(|hit| text[hit.range.end..].trim_start().starts_with([':', '：', '丨', '|', '｜', '/', '／']))
}

/// A prompt in a sentence as long as prose: it begins with what to do or speaks to the reader. `他扫码付了钱，下载了客户端` tells.
pub(super) fn is_address(scan: &Scan<'_>) -> bool {
    !scan.hits.is_empty() && opens_prompt(scan) && is_prompt(scan)
}

/// A sentence as long as prose that begins with what the reader is to do, through a channel.
pub(super) fn is_prompt_sentence(block: &Block) -> bool {
    let begins = |hit: &Hit| hit.classes.iter().any(|class| matches!(class, Class::Share | Class::Urge));
    block.opening().is_some_and(begins) && width(block) <= PROMPT && is_address(&block.scan())
}

/// `Sign up for our newsletter and get local headlines in your inbox`: between paragraphs a prompt begins with what to do, and
/// says at least three things.
pub(super) fn is_prompt_inside(scan: &Scan<'_>) -> bool {
    // `Sign up for our newsletter` says two of them.
    let both = scan.begins(Class::Share).is_some_and(|hit| scan.text[hit.range.clone()].split(' ').count() > 2);
    (both || scan.begins(Class::Urge).is_some())
        && scan.distinct_of(PROMPTS) + usize::from(both) >= 3
        && scan.coverage(PROMPTS) >= 0.3
        && is_prompt(scan)
}

/// A page that speaks of itself: `本词条由石桥动物志小组提供内容`, `本页面最后修订于2017年12月2日。`
pub(super) fn is_about_page(block: &Block) -> bool {
    let text = block.text();
    text.len() <= 3 * PROMPT
        && block.opening().is_some_and(|hit| hit.classes.contains(&Class::Page))
        // `This entry was posted on … You can follow any responses to this entry … You can leave a response, or trackback …`
        && (width(block) <= PROMPT || block.scan().distinct(Class::Page) >= 2)
}

/// Bytes of a phrase that says all by itself: `请同意我们的隐私权规范`.
const WHOLE: usize = 30;

/// A stamp of the page that stands within the text too: `本帖最后由 水车 于 2010-3-4 12:33 编辑`, `一秒记住【石桥阁】，无弹窗！`.
/// More than its first words must say so.
pub(super) fn is_stamp(block: &Block) -> bool {
    block.text().len() <= STAMP && is_about_page(block) && {
        let scan = block.scan();
        ["编辑", "編輯"].iter().any(|end| block.text().trim_end().ends_with(end))
            || scan.of_class(&[Class::Share, Class::Drop]).next().is_some()
            || block.opening().is_some_and(|hit| hit.range.len() >= WHOLE)
    }
}

/// Above the title a prompt begins with what to do, or with a mark that points: a title may speak of the same things.
fn opens_prompt(scan: &Scan<'_>) -> bool {
    let begins = [Class::Urge, Class::Share].iter().any(|class| scan.begins(*class).is_some());
    begins || scan.text.contains('您') || scan.text.starts_with(['↑', '▲', '↓', '▼'])
}
