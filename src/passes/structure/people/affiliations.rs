//! The head of a paper: its authors with the numbers of where they work, and the lines that those numbers lead to.

use super::super::layout::Layout;
use super::{People, names};
use crate::chars;
use crate::document::Kind;
use crate::phrases::{Words, simplify};

/// Greatest width of a line of authors.
const WIDEST: usize = 120;

/// Most lines that say where they work.
const MOST: usize = 8;

/// Digits of a postal code in China, where the line of an institute ends.
const POSTCODE: usize = 6;

/// The authors on line `n`, each with the number of an institute behind the name (`韦立群1，梁书海2，覃雨1,3*`), and how many
/// lines below say which institutes those are (`1. 石桥学院地理系，石桥 541000；2. …`). Without such a line the numbers may
/// count anything.
pub(in super::super) fn authors(layout: &Layout<'_>, n: usize) -> Option<(Vec<String>, usize)> {
    let text = chars::trim(layout.blocks[n].text());
    // Raised digits begin with C2 and E2.
    let may_be_number = |b: u8| b.is_ascii_digit() | matches!(b, b'*' | b'#' | 0xC2 | 0xE2);
    if n >= layout.first
        || text.len() > 2 * WIDEST
        || !chars::any_byte(text, may_be_number)
        || !text.contains(is_number)
    {
        return None;
    }
    let mut authors = Vec::new();
    let mut numbered = 0;
    for piece in text.split(['，', ',', '、', ';', '；']).flat_map(str::split_whitespace) {
        let name = piece.trim_end_matches(is_number);
        if name.is_empty() {
            continue;
        }
        let one = names::split(name).filter(|names| names.len() == 1)?;
        numbered += usize::from(name.len() < piece.len());
        authors.extend(one);
    }
    let lines = layout.blocks[n + 1..].iter().take(MOST).take_while(|b| is_institute(b.text())).count();
    (numbered > 0 && numbered * 2 >= authors.len() && lines > 0).then_some((authors, lines))
}

/// The authors on line `n` beside the one office where they work, and how many lines below belong to it: `孙长河 吴静（农业史研究所）`,
/// `江北大学 杜学诚` over a date, `李涛，周敏` over `（海东大学 经济学院，山东 276800）`.
pub(in super::super) fn of_office(layout: &Layout<'_>, n: usize) -> Option<(Vec<String>, usize)> {
    let text = chars::trim(layout.blocks[n].text());
    if n >= layout.first || text.len() > 2 * WIDEST || chars::is_sentence(text) {
        return None;
    }
    let office = |text: &str| Words::Office.ends(&simplify(chars::trim(text)));
    if let Some((names, place)) = bracket_behind(text) {
        let authors = names::split(names).filter(|names| !names.is_empty())?;
        return office(place).then_some((authors, 0));
    }
    let below = layout.blocks.get(n + 1)?;
    if let Some((place, name)) = text.rsplit_once(char::is_whitespace)
        && office(place)
        && below.kind() == Kind::Meta
    {
        return Some((names::split(name).filter(|names| names.len() == 1)?, 0));
    }
    let (before, place) = bracket_behind(chars::trim(below.text()))?;
    let coded = place.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == POSTCODE);
    let first = place.split(['，', ',']).next().unwrap_or(place);
    let authors = names::split(text).filter(|names| !names.is_empty())?;
    (before.is_empty() && coded && office(first)).then_some((authors, 1))
}

/// What stands before the bracket that a line ends in, and what is in it.
fn bracket_behind(line: &str) -> Option<(&str, &str)> {
    line.strip_suffix([')', '）'])?.rsplit_once(['(', '（'])
}

fn is_number(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '*' | '#' | '¹' | '²' | '³' | '⁴' | '⁵' | '⁶')
}

/// `1. 石桥学院地理系，石桥 541000`, `（1.石桥学院 地理系）`: a number, and a postal code or a word for an office.
fn is_institute(text: &str) -> bool {
    let text = chars::trim(text).trim_start_matches(['(', '（', '[']);
    if text.len() > 6 * WIDEST || !text.starts_with(is_number) || chars::is_sentence(text) {
        return false;
    }
    let coded = text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == POSTCODE);
    coded || {
        let plain = simplify(text);
        Words::Office.all().iter().any(|word| plain.contains(word))
    }
}

/// A name of two to four characters whose surname is none of ours: the line says that somebody reports.
fn pen(name: &str) -> Option<Vec<String>> {
    let plain = (2..=4).contains(&name.chars().count()) && name.chars().all(chars::is_han);
    plain.then(|| vec![name.to_owned()])
}

/// `机电学院、团委供稿 摄影/陈小河 编辑/李敏`: offices that sent a text in, before who edited it.
pub(in super::super) fn supplied(text: &str) -> Option<People> {
    if text.len() > HOUSE || !chars::contains_any(text, ['供']) {
        return None;
    }
    let (house, rest) = text.split_once("供稿")?;
    let office = |name: &str| {
        super::offices::is_office(name.trim())
            || name.trim().ends_with(['部', '会', '社', '团', '科', '处', '室', '院', '系', '所'])
    };
    let rest = rest.trim_start();
    let fits = !house.is_empty() && !rest.is_empty() && house.split(['、', ' ']).all(office);
    fits.then(|| super::with_role(rest)).flatten().filter(|people| !people.editors.is_empty())
}

/// Bytes of the longest line that says for which medium somebody reports.
const HOUSE: usize = 160;

/// `记者为石桥新闻社（中文版：石桥网）陈小河`
pub(in super::super) fn of_house(text: &str) -> Option<People> {
    let rest = ["记者为", "記者為", "记者是", "記者是"].iter().find_map(|word| text.strip_prefix(word))?;
    let (house, name) = rest.rsplit_once([')', '）', ' ']).filter(|_| text.len() <= HOUSE)?;
    let medium = house.split(['(', '（']).next().unwrap_or_default().trim();
    let fits = super::is_medium(medium) && !house.contains(['。', '，']);
    fits.then(|| {
        Some(People { authors: super::bare(name.trim(), true).or_else(|| pen(name.trim()))?, ..People::default() })
    })?
}

/// Greatest width of a bracket on who the author is.
const NOTE: usize = 140;

/// Who the author is, below the text: `（作者系石桥大学教授）`, `（作者：顾明霞，系石桥研究所研究员）`.
pub(in super::super) fn of_author(text: &str) -> Option<People> {
    let text = chars::trim(text);
    let inner = text.strip_prefix(['(', '（']).and_then(|t| t.strip_suffix([')', '）'])).unwrap_or(text);
    if let Some(people) = of_house(inner) {
        return Some(people);
    }
    // `（顾明霞为本报特约撰稿人）`
    if inner.len() < text.len()
        && let Some((name, house)) = inner.split_once(['系', '係', '为', '為', '是'])
        && house.starts_with('本')
        && let Some(authors) = super::bare(name, true).filter(|names| names.len() == 1)
    {
        return Some(People { authors, ..People::default() });
    }
    let rest = ["本文作者", "作者", "译者", "譯者"].iter().find_map(|word| inner.strip_prefix(word))?;
    if text.len() > NOTE * 2
        || inner.contains('。') && inner.len() == text.len() && !rest.starts_with(['系', '係', '单', '單', '简', '簡'])
    {
        return None;
    }
    let mut people = People::default();
    if let Some(value) = rest.strip_prefix([':', '：']) {
        // A line of names is a byline.
        let (name, _) = value.split_once(['，', ','])?;
        people.authors = super::of(name)?.names();
        return Some(people);
    }
    let is = ['系', '係', '为', '為', '是', '现', '現', '单', '單', '简', '簡', '均', '分'];
    if rest.starts_with(is) && inner.len() < text.len() || rest.starts_with(['系', '係', '单', '單', '简', '簡'])
    {
        return Some(people);
    }
    // `（作者顾明霞系石桥大学教授）`, `本文作者顾明霞系石桥大学教授`
    let own = inner.len() < text.len() || inner.starts_with("本文作者");
    let (name, _) = rest.split_once(['系', '係', '为', '為', '是']).filter(|_| own)?;
    people.authors = super::bare(name, true)?;
    Some(people)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Block;

    #[test]
    fn numbers_need_the_lines_they_lead_to() {
        let prose =
            "石灰岩洼地雨后积水消退的快慢，直接关系到洼地内农田的收成，也关系到下游村镇的用水，观测持续了三年。";
        let head = |lines: &[&str]| {
            let blocks: Vec<Block> = lines.iter().chain([&prose]).map(|t| Block::new(Kind::Paragraph, *t)).collect();
            let refs: Vec<&Block> = blocks.iter().collect();
            let layout = Layout { first: refs.len() - 1, last: refs.len(), blocks: refs };
            authors(&layout, 0)
        };
        let names = ["韦立群", "梁书海"].map(str::to_owned).to_vec();
        assert_eq!(head(&["韦立群1，梁书海1,2*", "1. 石桥学院，石桥 541000；2. 河口水文站"]), Some((names, 1)));
        assert_eq!(head(&["韦立群1，梁书海2", "两人都到了石桥"]), None);
        assert_eq!(head(&["第1，第2", "1. 石桥学院"]), None);
    }
}
