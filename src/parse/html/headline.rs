//! The line above a text that is its title, where no heading is: one that the head of the page has in its title, and one that
//! stands where titles stand.

use std::collections::HashSet;

use super::evidence::Found;
use super::flag;
use super::visible::{is_copyright, is_credit};
use super::walk::{Item, Page};
use crate::chars;
use crate::dates;
use crate::meta::MetaKey;
use crate::model::measure::measure;

/// Blocks above the text of which one may be its title.
const ABOVE: usize = 6;
/// Blocks below a title of which one may say who wrote and when.
const BELOW: usize = 2;
/// Least and greatest width of a title, and the greatest of a block below it that says who wrote and when.
const LEAST: usize = 10;
const MOST: usize = 100;
const CREDIT: usize = 160;
/// Width from which a block below a title is prose.
const PROSE: usize = 100;
/// How likely a block right above the text is content if it is the title of it: menus are below 10, titles above 20.
const LIKELY: u8 = 20;
/// How likely a block of the text is content.
const CONTENT: u8 = 40;

/// Share of the words of a title that its text has, and how much less a name of the site has of them.
const SPOKEN: f32 = 0.5;
const MORE: f32 = 2.5;

/// Marks of a path to the page and of a menu.
const PATH: [&str; 6] = [">", "＞", "|", "｜", "→", "://"];
/// Quotes that are such marks where nothing opens them.
const QUOTES: [(&str, &str); 2] = [("«", "»"), ("‹", "›")];

/// Characters of a title cut short that a block must begin with.
const STEM: usize = 6;

/// Adds both: `first` is where the text begins, `title` the block that is most like the titles of the head.
pub(super) fn collect(
    page: &Page<'_>,
    scores: &[u8],
    (first, title): (usize, Option<usize>),
    apart: u32,
    found: &mut Found,
) {
    let stated = title.filter(|t| *t <= first).and_then(|t| page.items.get(t));
    if let Some(item) = stated.filter(|i| !i.kind.is_heading() && is_line(i)) {
        found.add(MetaKey::Title, &item.text, "line");
    }
    let fits = |n: usize| {
        let item = page.items.get(n)?;
        let linked = item.link_chars as usize * 2 > letters(&item.text);
        // Who took a picture stands there in capitals.
        let capitals = item.text.contains(char::is_uppercase) && !item.text.contains(char::is_lowercase);
        let likely = n + 1 == first && scores.get(n).is_some_and(|score| *score >= LIKELY) && !capitals;
        let plain = !linked && !item.text.contains(". ") && !item.text.contains(".com");
        let stands = item.kind.is_heading() || plain && (likely || stands(page, n));
        (item.flags & (apart | flag::FORM) == 0 && is_line(item) && !linked && stands).then_some(item)
    };
    whole(page, found);
    let opening = || page.items.get(first).filter(|i| is_line(i) && i.flags & flag::FORM == 0 && opens(page, first));
    let mut above = (first.saturating_sub(ABOVE)..first).rev();
    let next = above.next().and_then(fits).or_else(|| fits(first));
    let Some(item) = next.or_else(|| above.find_map(fits)).or_else(opening) else { return };
    if found.list.iter().any(|e| e.from == "heading" && e.value == item.text) {
        return;
    }
    let texts = page.items.iter().zip(scores).filter(|(i, score)| **score >= CONTENT && i.text != item.text);
    let said: HashSet<u64> = texts.flat_map(|(i, _)| measure(&i.text).tokens).collect();
    let spoken = |text: &str| {
        let tokens = measure(text).tokens;
        tokens.iter().filter(|token| said.contains(token)).count() as f32 / tokens.len().max(1) as f32
    };
    // What the head says is of the site if the text has few of its words, but those of the line.
    let head = found.list.iter().filter(|e| e.key == MetaKey::Title && e.from != "line").map(|e| spoken(&e.value));
    let told = head.fold(0.0, f32::max) * MORE <= spoken(&item.text) && spoken(&item.text) >= SPOKEN;
    found.add(MetaKey::Title, &item.text, if told { "above:told" } else { "above" });
}

/// Adds the block that goes on where a title of the head is cut short: `The mill turns ag...`, and of a post the headline in
/// brackets before it.
fn whole(page: &Page<'_>, found: &mut Found) {
    let stem = |title: &str| {
        let (stem, _) = title.split_once("...").or_else(|| title.split_once('…'))?;
        (stem.chars().count() >= STEM).then(|| stem.to_owned())
    };
    let stems: Vec<String> =
        found.list.iter().filter(|e| e.key == MetaKey::Title).filter_map(|e| stem(&e.value)).collect();
    for stem in stems {
        let goes_on = |item: &&Item| item.text.len() > stem.len() + 3 && item.text.starts_with(&stem);
        let Some(item) = page.items.iter().find(goes_on) else { continue };
        let inner = item.text.strip_prefix('【').and_then(|rest| rest.split_once('】'));
        match inner {
            Some((inner, _)) if inner.len() <= MOST * 3 => found.add(MetaKey::Title, inner, "line:whole"),
            _ if is_line(item) && !item.text.ends_with('…') => found.add(MetaKey::Title, &item.text, "line:whole"),
            _ => {}
        }
    }
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// Whether a block may be a title: no sentence, path, menu, day or credit.
fn is_line(item: &Item) -> bool {
    let text = item.text.as_str();
    text.len() <= MOST * 3
        && (LEAST..=MOST).contains(&chars::width(text))
        && !text.ends_with(['。', '.', ':', '：', ';', '；', '，', ','])
        && !text.ends_with(".--")
        && !PATH.iter().any(|mark| text.contains(mark))
        && !QUOTES.iter().any(|(open, close)| text.contains(close) && !text.contains(open))
        && letters(text) * 2 >= text.chars().count()
        && !is_known(text)
}

/// Whether a block says who wrote a text, when, or whose it is.
fn is_known(text: &str) -> bool {
    is_copyright(text) || is_credit(text) || dates::parse_date(text).is_some()
}

/// Whether a block stands as a title does: it is a heading, its element is named so, or what is known of a text stands below it.
fn stands(page: &Page<'_>, n: usize) -> bool {
    let Some(item) = page.items.get(n) else { return false };
    let titled = |word: u32| {
        page.names.words.get(word as usize).is_some_and(|w| matches!(&**w, "title" | "headline" | "biaoti" | "标题"))
    };
    let elems = [item.elem, item.inner].map(|e| page.elems.get(e as usize));
    let mut below = page.items.iter().skip(n + 1).take(BELOW);
    item.kind.is_heading()
        || elems.into_iter().flatten().any(|e| page.words_of(e).any(titled))
        || below.any(|i| chars::width(&i.text) <= CREDIT && is_known(&i.text))
}

/// Whether the first block of a text is its title: prose or a name in Han stands below it.
fn opens(page: &Page<'_>, n: usize) -> bool {
    let Some(below) = page.items.get(n + 1) else { return false };
    let name = || (2..=4).contains(&below.text.chars().count()) && below.text.chars().all(chars::is_han);
    chars::width(&below.text) >= PROSE || name()
}

#[cfg(test)]
mod tests {
    use crate::parse::ParseOptions;

    const TEXT: &str = "<p>渡口的水车停了三年，今年春天村里人把它一块一块拆下来修好，又一块一块装回去，前后用了两个多月，没有请外面的人来帮忙。</p>
<p>第一天，半个村子的人都站在岸上看。孩子们数轮子上的水斗，数到十二就数乱了，只好从头再来，一直数到天黑，谁也没有数清楚。</p>
<p>管水车的老人说，轮子转起来的声音还和从前一样，坐在家里就能听见，夜里听见了才睡得着，他已经三年没有睡好了。</p>";

    /// What the page says from one origin.
    fn said(head: &str, above: &str, from: &str) -> Option<String> {
        let page = format!("<html><head>{head}</head><body>{above}{TEXT}</body></html>");
        let parsed = super::super::parse(&page, &ParseOptions::default());
        parsed.evidence.into_iter().find(|e| e.from == from).map(|e| e.value)
    }

    #[test]
    fn a_line_that_the_head_has_is_said() {
        let head = "<title>渡口的水车又转了-水车,渡口-石桥生活</title>";
        let above = "<p>渡口的水车又转了</p><p>2008-10-21 来源：石桥日报</p>";
        assert_eq!(said(head, above, "line").as_deref(), Some("渡口的水车又转了"));
        assert_eq!(said("<title>石桥日报</title>", above, "line"), None);
    }

    #[test]
    fn a_line_that_stands_as_titles_do_is_said() {
        let head = "<title>石桥日报</title>";
        let credit = "<p>2008-10-21 来源：石桥日报</p>";
        let told = |above: &str| said(head, above, "above").or_else(|| said(head, above, "above:told"));
        assert_eq!(told(&format!("<p>渡口的水车又转了</p>{credit}")).as_deref(), Some("渡口的水车又转了"));
        // A path, a menu and a sentence are none.
        for above in ["首页 > 生活 > 水车的正文", "新闻 | 生活 | 论坛 | 水车", "今天的报纸里都有些什么。"]
        {
            assert_eq!(told(&format!("<p>{above}</p>{credit}")), None, "{above}");
        }
    }

    #[test]
    fn a_title_cut_short_goes_on_in_a_block() {
        let head = "<title>【渡口的水车停了三... - 石桥</title>";
        let post = "<p>【渡口的水车停了三年又转了】村里人今年春天把它修好了。</p>";
        assert_eq!(said(head, post, "line:whole").as_deref(), Some("渡口的水车停了三年又转了"));
    }
}
