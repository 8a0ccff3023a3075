//! Measures of a piece of text, in units that mean the same in every script.

use std::collections::HashSet;
use std::hash::{BuildHasher, Hasher};
use std::sync::LazyLock;

/// What one look at a text finds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Measure {
    /// Words; a Han, kana or Thai character counts [`IDEOGRAPH`] of a word.
    pub(crate) units: f32,
    /// Characters that are letters or digits.
    pub(crate) letters: u32,
    /// Characters that are no space.
    pub(crate) visible: u32,
    pub(crate) ideographs: u32,
    pub(crate) words: u32,
    pub(crate) capitalized: u32,
    pub(crate) digits: u32,
    /// Commas, semicolons and enumeration commas.
    pub(crate) commas: u32,
    /// Full stops, question and exclamation marks.
    pub(crate) stops: u32,
    /// Bars, arrows, bullets and the like.
    pub(crate) marks: u32,
    /// Frequent function words and characters.
    pub(crate) function: u32,
    /// 2: ends like a sentence; 1: colon; 0: otherwise.
    pub(crate) end: u8,
    /// Hashes of tokens, at most [`MAX_TOKENS`].
    pub(crate) tokens: Vec<u64>,
}

impl Default for &Measure {
    fn default() -> Self {
        static NOTHING: Measure = Measure {
            units: 0.0,
            letters: 0,
            visible: 0,
            ideographs: 0,
            words: 0,
            capitalized: 0,
            digits: 0,
            commas: 0,
            stops: 0,
            marks: 0,
            function: 0,
            end: 0,
            tokens: Vec::new(),
        };
        &NOTHING
    }
}

/// Words that a character of a script without spaces counts for: Chinese words have 1.7 characters on average.
const IDEOGRAPH: f32 = 0.6;
/// Tokens kept of a block for looking up and comparing.
pub(crate) const MAX_TOKENS: usize = 4000;

/// Whether a character is a word or part of one without spaces around it.
pub(crate) fn is_ideograph(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}'
        | '\u{20000}'..='\u{3134f}' | '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

/// A number for a text, the same for both cases of ASCII letters: FNV-1a over eight bytes at a time.
pub(crate) fn hash(text: &str) -> u64 {
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    let h = words.iter().fold(BASIS, |h, word| mix(h, lower(u64::from_le_bytes(*word))));
    rest.iter().fold(h, |h, b| step(h, u64::from(b.to_ascii_lowercase())))
}

/// Eight bytes with ASCII capitals made small.
fn lower(bytes: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let low = bytes & (EACH * 0x7f);
    let from_a = low + EACH * (0x80 - b'A' as u64);
    let beyond_z = low + EACH * (0x7f - b'Z' as u64);
    bytes | (from_a & !beyond_z & !bytes & (EACH * 0x80)) >> 2
}

pub(crate) const BASIS: u64 = 0xcbf2_9ce4_8422_2325;

/// One step of FNV-1a.
pub(crate) fn step(h: u64, b: u64) -> u64 {
    (h ^ b).wrapping_mul(0x0100_0000_01b3)
}

/// Mixes numbers into one.
pub(crate) fn mix(a: u64, b: u64) -> u64 {
    step(step(a.rotate_left(17), b & 0xffff_ffff), b >> 32)
}

/// Function words of the languages of the evaluation sets and a few more; each is frequent in running text and rare in
/// menus. Chosen by hand from public stop word lists.
const FUNCTION: &str = "the of and to a in is that it was for on are as with his they at be this from have or by one had not but what all were when \
we there can an your which their said if do will each about how up out them then she many some so these would other into has more \
der die das und ist nicht den von zu mit sich des auf für im dem ein eine als auch es an werden aus er hat dass sie nach wird bei \
le la les de des et est un une du en que qui dans pour pas au sur plus par ce il elle avec sont se ne \
el los las y en del se por con una su para es al lo como más o pero sus \
il di che è per non una sono della con del si da dei \
o os as e do da em um uma não no na dos mais \
de het een en van is dat op te zijn voor met die niet aan er om \
w i na się z do że nie jest to po jak przez od o \
и в не на что с по как это к из но у за от о так же для его \
και το να του η της με που την από για είναι στο τα δεν";

/// For tables of ours whose keys are hashes already; not for what a page brings along.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Hashed(u64);

impl Hasher for Hashed {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|b| self.0 = step(self.0, u64::from(*b)));
    }

    fn write_u64(&mut self, n: u64) {
        self.0 = n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl BuildHasher for Hashed {
    type Hasher = Hashed;

    fn build_hasher(&self) -> Hashed {
        Hashed(0)
    }
}

fn is_function(h: u64) -> bool {
    static WORDS: LazyLock<HashSet<u64, Hashed>> =
        LazyLock::new(|| FUNCTION.split_whitespace().map(lower_hash).collect());
    WORDS.contains(&h)
}

fn lower_hash(word: &str) -> u64 {
    word.chars().flat_map(char::to_lowercase).fold(BASIS, |h, c| step(h, u64::from(c)))
}

/// Function characters of Chinese and kana of Japanese grammar.
fn is_function_character(c: char) -> bool {
    matches!(
        c,
        '的' | '了'
            | '是'
            | '在'
            | '和'
            | '不'
            | '有'
            | '也'
            | '就'
            | '与'
            | '這'
            | '这'
            | '他'
            | '我'
            | '對'
            | '对'
            | '為'
            | '为'
            | '以'
            | '於'
            | '于'
            | '而'
            | '但'
            | '着'
            | '著'
            | 'は'
            | 'が'
            | 'を'
            | 'に'
            | 'で'
            | 'と'
            | 'も'
            | 'の'
            | 'た'
    )
}

/// What is known of the characters of the alphabets, which Unicode's own tables take long to say: the lower-case form of a
/// letter or digit, and whether it is a capital; 0 for what is neither letter nor digit.
static ALPHABETS: LazyLock<Vec<u32>> = LazyLock::new(|| ('\0'..BEYOND_ALPHABETS).map(letter).collect());
/// Latin, Greek, Cyrillic, Armenian, Hebrew and Arabic stand before it.
const BEYOND_ALPHABETS: char = '\u{700}';
const CAPITAL: u32 = 1 << 31;
/// Of the letters, `İ` alone has a lower-case form of two characters.
const LONG_FORM: u32 = 1 << 30;

fn letter(c: char) -> u32 {
    // The punctuation of Chinese and Japanese comes often.
    let mark = matches!(c, '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{ff01}'..='\u{ff0f}'
        | '\u{ff1a}'..='\u{ff20}');
    if mark || !c.is_alphanumeric() {
        return 0;
    }
    let mut lower = c.to_lowercase();
    let form = lower.next().map_or(0, u32::from);
    form | if c.is_uppercase() { CAPITAL } else { 0 } | if lower.next().is_some() { LONG_FORM } else { 0 }
}

/// Measures a text.
pub(crate) fn measure(text: &str) -> Measure {
    // A token has six bytes and more, mostly.
    let tokens = Vec::with_capacity((text.len() / 6 + 4).min(MAX_TOKENS));
    let mut m = Measure { tokens, ..Measure::default() };
    let mut word: u64 = BASIS;
    let mut in_word = false;
    let mut capital = false;
    let mut before: Option<char> = None;
    let mut last = ' ';
    let alphabets = &**ALPHABETS;
    for c in text.chars() {
        let known = alphabets.get(c as usize).copied();
        let ideograph = known.is_none() && is_ideograph(c);
        let sort = known.unwrap_or_else(|| if ideograph { 0 } else { letter(c) });
        if sort != 0 {
            if !in_word {
                in_word = true;
                word = BASIS;
                capital = sort & CAPITAL != 0;
            }
            m.letters += 1;
            m.digits += u32::from(c.is_ascii_digit());
            if sort & LONG_FORM == 0 {
                word = step(word, u64::from(sort & !CAPITAL));
            } else {
                word = c.to_lowercase().fold(word, |word, l| step(word, u64::from(l)));
            }
            before = None;
            last = c;
            continue;
        }
        if in_word {
            in_word = false;
            m.end_word(word, capital);
        }
        if ideograph {
            m.letters += 1;
            m.ideographs += 1;
            m.function += u32::from(is_function_character(c));
            if m.tokens.len() < MAX_TOKENS {
                m.tokens.push(step(BASIS, u64::from(before.map_or(0, u32::from)) << 32 | u64::from(c)));
            }
            before = Some(c);
            last = c;
            continue;
        }
        before = None;
        match c {
            ',' | ';' | '，' | '、' | '；' | '،' => m.commas += 1,
            '.' | '!' | '?' | '。' | '！' | '？' | '…' | '؟' => m.stops += 1,
            '|' | '｜' | '»' | '«' | '›' | '‹' | '>' | '•' | '·' | '→' | '←' | '/' | '©' | '▶' | '◆' | '■' | '★' => {
                m.marks += 1
            }
            _ => {}
        }
        if !c.is_whitespace() {
            m.visible += 1;
            last = match c {
                '"' | '”' | '’' | '\'' | ')' | '）' | '」' | '』' | ']' | '»' if ends_sentence(last) => last,
                c => c,
            };
        }
    }
    if in_word {
        m.end_word(word, capital);
    }
    m.visible += m.letters;
    m.units = m.words as f32 + m.ideographs as f32 * IDEOGRAPH;
    m.end = if ends_sentence(last) { 2 } else { u8::from(matches!(last, ':' | '：')) };
    m
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '。' | '！' | '？' | '…' | '؟' | '．')
}

impl Measure {
    /// Gives what it found to a model, each number with its name.
    pub(crate) fn put(&self, put: &mut impl FnMut(&'static str, f32)) {
        let letters = self.letters.max(1) as f32;
        let tokens = (self.words + self.ideographs).max(1) as f32;
        put("punct", (self.commas + self.stops) as f32 / self.units.max(1.0));
        put("commas", (self.commas as f32).min(20.0));
        put("stops", (self.stops as f32).min(20.0));
        put("end", f32::from(self.end));
        put("capital", self.capitalized as f32 / self.words.max(1) as f32);
        put("digits", self.digits as f32 / letters);
        put("marks", self.marks as f32 / self.units.max(1.0));
        put("function", self.function as f32 / tokens);
        put("cjk", self.ideographs as f32 / letters);
    }

    fn end_word(&mut self, word: u64, capital: bool) {
        self.words += 1;
        self.capitalized += u32::from(capital);
        self.function += u32::from(is_function(word));
        if self.tokens.len() < MAX_TOKENS {
            self.tokens.push(word);
        }
    }
}

/// The tokens of a short text as strings: what [`Measure::tokens`] hashes. For fitting only.
pub(crate) fn spelled(text: &str, most: usize) -> Vec<String> {
    let mut out = Vec::new();
    let mut word = String::new();
    let mut before: Option<char> = None;
    for c in text.chars().chain([' ']) {
        if out.len() >= most {
            break;
        }
        if c.is_alphanumeric() && !is_ideograph(c) {
            word.extend(c.to_lowercase());
            before = None;
            continue;
        }
        if !word.is_empty() {
            out.push(std::mem::take(&mut word));
        }
        if is_ideograph(c) {
            out.push(before.into_iter().chain([c]).collect());
            before = Some(c);
        } else {
            before = None;
        }
    }
    out.truncate(most);
    out
}

/// The hash of a token that [`spelled`] gave.
pub(crate) fn token_hash(token: &str) -> u64 {
    let mut chars = token.chars();
    match (chars.next(), chars.next(), chars.next()) {
        (Some(a), None, _) if is_ideograph(a) => step(BASIS, u64::from(a)),
        (Some(a), Some(b), None) if is_ideograph(a) && is_ideograph(b) => {
            step(BASIS, u64::from(u32::from(a)) << 32 | u64::from(b))
        }
        _ => token.chars().fold(BASIS, |h, c| step(h, u64::from(c))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_differ_in_case_have_one_hash() {
        assert_eq!(hash("Read more at EXAMPLE.ORG @[`{"), hash("rEAD MORE AT example.org @[`{"));
        for (a, b) in
            [("Read more @", "Read more `"), ("Read mor[", "Read mor{"), ("Привет мир", "привет мир"), ("", "a")]
        {
            assert_ne!(hash(a), hash(b), "{a}");
        }
    }

    #[test]
    fn words_of_all_scripts_are_measured() {
        let m = measure("İstanbul, 12 Окт. ΑΘΗΝΑ العربية 中文，ไทย Ꮳ.");
        assert_eq!((m.words, m.capitalized, m.digits, m.commas, m.stops, m.ideographs), (6, 4, 2, 2, 2, 5));
        assert_eq!(m.tokens.len(), 11);
        let word = |w: &str| token_hash(&w.to_lowercase());
        assert_eq!(m.tokens.get(..5), Some(&["İstanbul", "12", "окт", "αθηνα", "العربية"].map(word)[..]));
    }
}
