//! Forms of traditional text that OpenCC leaves and simplified text writes otherwise: the particle 着, which is written 著 as in 著名
//! (`看著` is 看着); 甚麼 (什么), 砲 (炮) and 祇 (只), which China's table of variant characters of 1955 gives up.

use std::sync::LazyLock;

use crate::chars;
use crate::phrases::simplify;

/// Variants that no script of today has, but for Hong Kong's 衞, and that OpenCC leaves.
const VARIANTS: [(char, &str); 36] = [
    ('衞', "卫"),
    ('儅', "当"),
    ('擧', "举"),
    ('蓡', "参"),
    ('廻', "回"),
    ('閙', "闹"),
    ('戯', "戏"),
    ('粧', "妆"),
    ('枱', "台"),
    ('讃', "赞"),
    ('姸', "妍"),
    ('鵞', "鹅"),
    ('驘', "骡"),
    ('棃', "梨"),
    ('厰', "厂"),
    ('敭', "扬"),
    ('躭', "耽"),
    ('躱', "躲"),
    ('躶', "裸"),
    ('舗', "铺"),
    ('讐', "仇"),
    ('凴', "凭"),
    ('塲', "场"),
    ('塼', "砖"),
    ('甎', "砖"),
    ('煑', "煮"),
    ('燄', "焰"),
    ('銲', "焊"),
    ('倂', "并"),
    ('慙', "惭"),
    ('湼', "涅"),
    ('鑛', "矿"),
    ('硏', "研"),
    ('槪', "概"),
    ('鄕', "乡"),
    ('姪', "侄"),
];

/// Characters on each side that are looked at: no word has more behind or before its 著.
const AROUND: usize = 3;

/// Characters of the longest name in a line or a bracket that says who wrote something.
const NAME: usize = 8;

/// What one does to a book; behind these 著 is no word for who wrote it: `看著《石桥记》`.
const READ: &str = "看望读拿捧听盯念背抱带写唱翻想拎指对朝向照按随跟抄印放藏举握凭靠沿等围凑摆守演播教学";

/// A word with 著 in it.
struct Word {
    /// Characters before and behind the 著.
    before: Vec<char>,
    behind: Vec<char>,
    /// Characters that make it two words in front of it and behind it.
    not_behind: Vec<char>,
    not_before: Vec<char>,
}

static WORDS: LazyLock<Vec<Word>> = LazyLock::new(|| {
    let lines = include_str!("../../data/han/zhu.tsv").lines().filter(|l| !l.starts_with('#') && !l.is_empty());
    lines
        .filter_map(|line| {
            let mut fields = line.split('\t');
            let (before, behind) = fields.next()?.split_once('著')?;
            let mut chars = || fields.next().unwrap_or_default().chars().collect();
            Some(Word {
                before: before.chars().collect(),
                behind: behind.chars().collect(),
                not_behind: chars(),
                not_before: chars(),
            })
        })
        .collect()
});

/// Bytes of all of these characters.
pub(super) const LEN: usize = 3;

/// Whether a character may be of such a form.
pub(crate) fn is_form(c: char) -> bool {
    matches!(c, '著' | '甚' | '砲' | '祇' | '衹') || variant(c).is_some()
}

/// What simplified text has in the place of a variant.
fn variant(c: char) -> Option<&'static str> {
    VARIANTS.iter().find(|(of, _)| *of == c).map(|(_, with)| *with)
}

/// Those that converters leave in simplified text. The others may stand there for their own sake, in verse and in names.
const LEFT: [char; 5] = ['衞', '儅', '擧', '蓡', '廻'];

/// Where variants stand in a text that is simplified but for them.
pub(super) fn variants(text: &str) -> Vec<(usize, &'static str)> {
    let quoted = |at: usize, c: char| {
        let before: Vec<char> = text[..at].chars().next_back().into_iter().collect();
        is_quoted(&before, text[at + c.len_utf8()..].chars().next().as_ref())
    };
    let found = text.char_indices().filter_map(|(at, c)| Some((at, c, variant(c).filter(|_| LEFT.contains(&c))?)));
    found.filter(|(at, c, _)| !quoted(*at, *c)).map(|(at, _, with)| (at, with)).collect()
}

/// Where such a form stands in a Chinese text of either script, in bytes, and what simplified text has there.
pub(super) fn left(text: &str) -> Vec<(usize, &'static str)> {
    let mut found = Vec::new();
    let plain: Vec<char> = simplify(text).chars().collect();
    for (n, (at, c)) in text.char_indices().enumerate().filter(|(_, (_, c))| is_form(*c)) {
        // Simplified text has as many characters, or is the text as it was.
        let (before, behind) = (&plain[..n.min(plain.len())], plain.get(n + 1..).unwrap_or_default());
        match c {
            '著' if !is_in_word(before, behind) && !signs(before, behind) => found.push((at, "着")),
            '甚' if matches!(behind.first(), Some('么' | '麽' | '麼')) && !is_quoted(before, behind.get(1)) => {
                found.push((at, "什"));
            }
            // Beside the other form it speaks of the character, or of a piece of chess.
            '砲' if !plain.contains(&'炮') => found.push((at, "炮")),
            // 神祇 and 地祇 are gods.
            '祇' | '衹'
                if behind.first().is_some_and(|c| ONLY.contains(*c))
                    && before.last().is_none_or(|c| !GODS.contains(*c)) =>
            {
                found.push((at, "只"));
            }
            _ if !is_quoted(before, behind.first()) => found.extend(variant(c).map(|with| (at, with))),
            _ => {}
        }
    }
    found
}

/// What stands before 祇 in the words for gods.
const GODS: &str = "神地天灵百";

/// Whether a word stands alone in its quotes, and is what the text speaks of.
fn is_quoted(before: &[char], behind: Option<&char>) -> bool {
    before.last().is_some_and(|c| "“「『‘《\"".contains(*c)) && behind.is_some_and(|c| "”」』’》\"".contains(*c))
}

/// Whether what stands at `range` is a character alone in its quotation marks: the text speaks of it.
pub(super) fn is_spoken_of(text: &str, range: &std::ops::Range<usize>) -> bool {
    let before = text[..range.start].chars().next_back().filter(|c| *c != '《');
    let behind = text[range.end..].chars().next().filter(|c| *c != '》');
    text[range.clone()].chars().nth(1).is_none() && is_quoted(before.as_slice(), behind.as_ref())
}

/// What stands behind the word for only.
const ONLY: &str = "有是能要好得怕会可为剩管不见在讲顾想须需";

fn is_in_word(before: &[char], behind: &[char]) -> bool {
    let before = &before[before.len().saturating_sub(AROUND)..];
    WORDS.iter().any(|word| {
        let Some(front) = before.strip_suffix(word.before.as_slice()) else { return false };
        let Some(back) = behind.strip_prefix(word.behind.as_slice()) else { return false };
        !front.last().is_some_and(|c| word.not_behind.contains(c))
            && !back.first().is_some_and(|c| word.not_before.contains(c))
    })
}

/// `鲁迅著《呐喊》`, `陈小河 著`, `（陈小河著，石桥出版社）`: who wrote it.
fn signs(before: &[char], behind: &[char]) -> bool {
    let last = before.last();
    if behind.first() == Some(&'《') {
        return last.is_some_and(|c| !READ.contains(*c));
    }
    let ends = behind.first().is_none_or(|c| c.is_whitespace() || "，、）)/／；".contains(*c));
    let apart = || last.is_some_and(|c| c.is_whitespace() || "/／·等".contains(*c));
    // A name in a bracket that just opened, or alone on the line.
    let opened = || before.iter().rev().take(NAME + 1).any(|c| "（(".contains(*c));
    let alone = || {
        let line = before.iter().rev().take(NAME + 1).take_while(|c| **c != '\n').count();
        line <= NAME && behind.first().is_none_or(|c| *c == '\n')
    };
    ends && (apart() || opened() || alone())
        && last.is_some_and(|c| chars::is_han(*c) || c.is_whitespace() || "/／·".contains(*c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::han::{Convert, Converter};

    fn simplified(text: &str) -> String {
        let mut out = text.to_owned();
        for (at, with) in left(text).into_iter().rev() {
            out.replace_range(at..at + LEN, with);
        }
        out
    }

    #[test]
    fn variants_become_what_simplified_text_has() {
        assert_eq!(simplified("寫甚麼好？祇有大砲，衹是神祇。甚至"), "寫什麼好？只有大炮，只是神祇。甚至");
        for text in ["神祇有大有小，地祇是山神", "紅方有炮，黑方有砲", "“甚麼”是另一種寫法"]
        {
            assert_eq!(simplified(text), text);
        }
    }

    #[test]
    fn variants_are_what_opencc_leaves() {
        let hans = Converter::named("t2s").expect("a configuration");
        for (variant, form) in VARIANTS {
            let text = variant.to_string();
            assert_eq!((&*hans.convert(&text), &*hans.convert(form)), (&*text, form));
            assert_eq!((variant.len_utf8(), form.len()), (LEN, LEN));
        }
    }

    #[test]
    fn variants_of_one_character() {
        assert_eq!(simplified("衞生署擧行會議"), "卫生署举行會議");
        assert_eq!(simplified("“衞”是“衛”的異體"), "“衞”是“衛”的異體");
        assert_eq!(variants("他儅选了"), [(3, "当")]);
        assert!(variants("“儅”字").is_empty());
    }

    #[test]
    fn the_particle_is_told_from_the_word() {
        for text in [
            "他看著天空，撐著傘走著。",
            "趁著晴好天氣抓緊採摘",
            "喊著名字，看著作業",
            "討論著未來，配合著音樂",
            "看著《石橋記》",
            "著手，著重，著陸，接著",
        ] {
            assert!(!simplified(text).contains('著'), "{}", simplified(text));
        }
        for text in [
            "著名作家的著作十分顯著",
            "著書立說，見微知著，臭名昭著",
            "原著、譯著和專著",
            "魯迅著《吶喊》",
            "陳小河 著",
            "（陳小河著，石橋出版社）",
            "台灣的土著",
            "他著有戲劇三十部",
            "著於清代，自著的詩文",
        ] {
            assert!(!simplified(text).contains('着'), "{}", simplified(text));
        }
    }
}
