//! Language and script identification: of a block, of a document, of Chinese text.
//!
//! The script of the letters decides first; it is enough for half the languages, and then no n-gram is looked at. Han
//! text is told between Chinese and Japanese by kana and by character frequencies, and Chinese between its scripts by
//! the characters that only one of them has. Languages that share an alphabet are told by n-grams (`model.rs`).
//! A long text is judged by a bounded sample, so its length does not matter.

mod alphabet;
mod han;
mod model;
mod sample;
mod script;
mod tag;

pub use han::{HanCounts, HanVariant, han_counts, han_variant};
pub use script::{Script, ScriptCounts, scripts};
pub use tag::Language;

use alphabet::Alphabet;
use han::Letters;
use model::Scorer;

/// The language of a text, and how sure that is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Identified {
    /// The language; `und` if there are no letters to tell it by.
    pub language: Language,
    /// From 0 to 1: the probability of the language among those of its script, times the script's share of the letters.
    pub confidence: f32,
}

impl Identified {
    const NONE: Identified = Identified { language: Language::UND, confidence: 0.0 };
}

/// What the script of most letters leaves open.
enum Choice {
    /// Chinese or Japanese.
    East,
    /// One language has the script.
    Sure(Language),
    /// Several languages share it.
    Ngrams(Alphabet),
}

/// Nats that one kana speaks for Japanese. Chinese text quotes Japanese names and uses の for decoration, so a few kana
/// do not outweigh a line of Chinese, which gains about one nat a character; Japanese prose is at least a fifth kana.
const KANA: f32 = 2.0;

/// Nats that the absence of kana speaks for Chinese: only short Japanese text does without.
const NO_KANA: f32 = 0.7;

/// Identifies the language of one text, by a sample if it is long.
///
/// ```
/// let found = corpusclean::identify("这是一个简单的例子");
/// assert_eq!(found.language.as_str(), "zh-Hans");
/// assert!(found.confidence > 0.9);
/// ```
pub fn identify(text: &str) -> Identified {
    identify_blocks(std::iter::once(text))
}

/// Identifies the main language of a document given as blocks, by a sample of at most 2 KiB that is
/// spread evenly over them; the same blocks always give the same answer.
pub fn identify_blocks<'a>(blocks: impl Iterator<Item = &'a str>) -> Identified {
    let pieces = sample::pieces(blocks);
    let mut all = Letters::default();
    pieces.iter().for_each(|p| all.add(p));
    let Some((choice, letters, share)) = choose(&all.scripts) else { return Identified::NONE };
    match choice {
        Choice::East => east(&all, &pieces, share),
        // Every further letter halves the doubt: one Greek letter is a symbol, a word of them is Greek.
        Choice::Sure(language) => {
            Identified { language, confidence: share * (1.0 - 0.5f32.powi(letters.min(64).cast_signed())) }
        }
        Choice::Ngrams(alphabet) => {
            let mut scorer = Scorer::new(alphabet);
            pieces.iter().for_each(|p| scorer.add(p));
            scorer.finish().map_or(Identified::NONE, |s| Identified {
                language: Language::from_tag(s.tag).unwrap_or(Language::UND),
                confidence: s.confidence * share,
            })
        }
    }
}

/// The group of scripts with most of the text, the number of its letters and its share.
///
/// In the Universal Declaration of Human Rights a Han character of the traditional Chinese text stands for 3.6 letters of
/// the English one, a Hangul syllable for 2.6, a character of the Japanese text for 2.3. Latin letters count half of the
/// others: text in every other script quotes Latin names, commands and addresses, and Latin text seldom quotes it back.
fn choose(counts: &ScriptCounts) -> Option<(Choice, u32, f32)> {
    let kana = u64::from(counts.get(Script::Hiragana)) + u64::from(counts.get(Script::Katakana));
    let han = u64::from(counts.get(Script::Han)) + u64::from(counts.get(Script::Bopomofo));
    let east = han * 6 + kana * 4;
    let weigh = |(script, n): (Script, u32)| match script {
        Script::Han | Script::Bopomofo | Script::Hiragana | Script::Katakana => 0,
        Script::Hangul => u64::from(n) * 5,
        Script::Latin => u64::from(n),
        _ => u64::from(n) * 2,
    };
    let mut total = east;
    let mut best: Option<((Script, u32), u64)> = None;
    for found in counts.iter() {
        let weight = weigh(found);
        total += weight;
        // Of equals the first.
        best = best.filter(|(_, most)| *most >= weight).or(Some((found, weight)));
    }
    let (best, most) = best?;
    let share = |weight: u64| weight as f32 / total.max(1) as f32;
    if east >= most {
        return Some((Choice::East, u32::try_from(han + kana).unwrap_or(u32::MAX), share(east)));
    }
    Some((of_script(best.0)?, best.1, share(most)))
}

/// What a script says on its own; nothing for scripts whose languages are not claimed.
fn of_script(script: Script) -> Option<Choice> {
    Some(Choice::Sure(Language::known(match script {
        Script::Latin => return Some(Choice::Ngrams(Alphabet::Latin)),
        Script::Cyrillic => return Some(Choice::Ngrams(Alphabet::Cyrillic)),
        Script::Arabic => return Some(Choice::Ngrams(Alphabet::Arabic)),
        Script::Devanagari => return Some(Choice::Ngrams(Alphabet::Devanagari)),
        Script::Han | Script::Bopomofo | Script::Hiragana | Script::Katakana => return Some(Choice::East),
        Script::Greek => "el",
        Script::Armenian => "hy",
        Script::Hebrew => "he",
        Script::Thaana => "dv",
        Script::Bengali => "bn",
        Script::Gurmukhi => "pa",
        Script::Gujarati => "gu",
        Script::Oriya => "or",
        Script::Tamil => "ta",
        Script::Telugu => "te",
        Script::Kannada => "kn",
        Script::Malayalam => "ml",
        Script::Sinhala => "si",
        Script::Thai => "th",
        Script::Lao => "lo",
        Script::Tibetan => "bo",
        Script::Myanmar => "my",
        Script::Georgian => "ka",
        Script::Hangul => "ko",
        Script::Ethiopic => "am",
        Script::Cherokee => "chr",
        Script::Khmer => "km",
        Script::Mongolian => "mn",
        Script::Other => return None,
    })))
}

/// Nats that speak for Japanese without kana and without a character of Japanese alone: addresses and names of offices gain
/// as many, a line of a shop (`日本料理店`, `本日停業`) does not.
const STRONG: f32 = 8.0;

/// Chinese or Japanese, and which Chinese.
fn east(letters: &Letters, pieces: &[&str], share: f32) -> Identified {
    let Letters { scripts: counts, variants, .. } = letters;
    let kana = counts.get(Script::Hiragana).saturating_add(counts.get(Script::Katakana));
    let prior = if kana == 0 { NO_KANA } else { -KANA * kana as f32 };
    let evidence = prior + letters.chinese_over_japanese();
    // Han without kana is Chinese, unless more than a leaning says otherwise: both simplified forms and traditional ones, as
    // Japanese has them (`港区芝公園`), a character of its own (`駅`), or what is declared.
    let weak = kana == 0 && evidence < 0.0 && evidence > -STRONG;
    let leaning =
        weak && (variants.simplified == 0 || variants.traditional == 0) && !pieces.iter().any(|p| han::has_japanese(p));
    let confidence = share / (1.0 + if leaning { evidence.abs() } else { -evidence.abs() }.exp());
    if evidence < 0.0 && !leaning {
        return Identified { language: Language::JA, confidence };
    }
    let language = match variants.simplified.cmp(&variants.traditional) {
        std::cmp::Ordering::Greater => Language::ZH_HANS,
        std::cmp::Ordering::Less => Language::ZH_HANT,
        std::cmp::Ordering::Equal if counts.get(Script::Bopomofo) > 0 => Language::ZH_HANT,
        std::cmp::Ordering::Equal => Language::ZH,
    };
    Identified { language, confidence }
}
