//! Makes the tables under `src/data/decode` from published language models.
//!
//! `decode-tables REGISTRY_SRC OUT`: REGISTRY_SRC is a folder that holds the unpacked sources of the
//! `lingua-*-language-model` crates (version 1.3.0, Apache-2.0) and of `jieba-rs` (0.11, MIT).
//!
//! - `letters.bin`: letter bigrams of the alphabetic languages, as costs in 1/16 nat.
//! - `ideographs.bin`: character frequencies of zh-Hans, zh-Hant, ja and ko, the same unit.
//! - `pairs.bin`: the commonest character pairs inside Chinese words.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use fst::Streamer;

type Counts = BTreeMap<char, f64>;
type Pairs = BTreeMap<(char, char), f64>;

/// Languages written in single-byte encodings, with the script their alphabet is cut down to.
const LANGUAGES: &[(&str, &str, char)] = &[
    ("afrikaans", "af", 'L'),
    ("albanian", "sq", 'L'),
    ("arabic", "ar", 'A'),
    ("basque", "eu", 'L'),
    ("belarusian", "be", 'C'),
    ("bokmal", "nb", 'L'),
    ("bosnian", "bs", 'L'),
    ("bulgarian", "bg", 'C'),
    ("catalan", "ca", 'L'),
    ("croatian", "hr", 'L'),
    ("czech", "cs", 'L'),
    ("danish", "da", 'L'),
    ("dutch", "nl", 'L'),
    ("english", "en", 'L'),
    ("esperanto", "eo", 'L'),
    ("estonian", "et", 'L'),
    ("finnish", "fi", 'L'),
    ("french", "fr", 'L'),
    ("german", "de", 'L'),
    ("greek", "el", 'G'),
    ("hebrew", "he", 'H'),
    ("hungarian", "hu", 'L'),
    ("icelandic", "is", 'L'),
    ("irish", "ga", 'L'),
    ("italian", "it", 'L'),
    ("latvian", "lv", 'L'),
    ("lithuanian", "lt", 'L'),
    ("macedonian", "mk", 'C'),
    ("nynorsk", "nn", 'L'),
    ("persian", "fa", 'A'),
    ("polish", "pl", 'L'),
    ("portuguese", "pt", 'L'),
    ("romanian", "ro", 'L'),
    ("russian", "ru", 'C'),
    ("serbian", "sr", 'C'),
    ("slovak", "sk", 'L'),
    ("slovene", "sl", 'L'),
    ("spanish", "es", 'L'),
    ("swedish", "sv", 'L'),
    ("thai", "th", 'T'),
    ("turkish", "tr", 'L'),
    ("ukrainian", "uk", 'C'),
    ("urdu", "ur", 'A'),
    ("vietnamese", "vi", 'L'),
    ("welsh", "cy", 'L'),
    ("tswana", "tn", 'L'),
    ("sotho", "st", 'L'),
    ("tagalog", "tl", 'L'),
    ("swahili", "sw", 'L'),
    ("zulu", "zu", 'L'),
    ("indonesian", "id", 'L'),
];

fn in_script(c: char, script: char) -> bool {
    match script {
        'L' => c.is_alphabetic() && matches!(c as u32, 0x61..=0x24F | 0x300..=0x323 | 0x1E00..=0x1EFF),
        'C' => matches!(c as u32, 0x400..=0x52F),
        'G' => matches!(c as u32, 0x370..=0x3FF),
        'H' => matches!(c as u32, 0x5D0..=0x5EA),
        'A' => matches!(c as u32, 0x620..=0x6FF),
        'T' => matches!(c as u32, 0xE01..=0xE4E),
        _ => false,
    }
}

fn cost(p: f64) -> u8 {
    (-p.max(1e-9).ln() * 16.0).round().clamp(0.0, 255.0) as u8
}

fn find(base: &Path, prefix: &str) -> PathBuf {
    let mut hits: Vec<PathBuf> = fs::read_dir(base)
        .expect("registry folder")
        .filter_map(|e| e.ok().map(|e| e.path()))
        .filter(|p| p.file_name().is_some_and(|n| n.to_string_lossy().starts_with(prefix)))
        .collect();
    hits.sort();
    hits.pop().unwrap_or_else(|| panic!("no {prefix}* in {}", base.display()))
}

/// Unigram probabilities and bigram joint probabilities of one lingua model.
fn lingua(base: &Path, name: &str) -> (Counts, Pairs) {
    let file = find(base, &format!("lingua-{name}-language-model-")).join("models/ngrams.fst");
    let map = fst::Map::new(fs::read(file).expect("model")).expect("fst");
    let (mut one, mut two) = (Counts::new(), Vec::new());
    let mut stream = map.stream();
    while let Some((k, v)) = stream.next() {
        let gram: Vec<char> = std::str::from_utf8(k).expect("utf-8").chars().collect();
        let p = f64::from_bits(v).exp();
        match gram[..] {
            [a] => {
                one.insert(a, p);
            }
            [a, b] => two.push((a, b, p)),
            _ => {}
        }
    }
    // A bigram is given as P(b | a): make it joint.
    let joint = two.into_iter().map(|(a, b, p)| ((a, b), p * one.get(&a).copied().unwrap_or(0.0))).collect();
    (one, joint)
}

/// Cuts a model down to one script and renormalizes it.
fn restrict(one: &Counts, two: &Pairs, script: char, floor: f64) -> (Counts, Pairs) {
    let kept: f64 = one.iter().filter(|(c, _)| in_script(**c, script)).map(|(_, p)| p).sum();
    let ok = |c: char| in_script(c, script) && one.get(&c).is_some_and(|p| p / kept > floor);
    let singles = one.iter().filter(|(c, _)| ok(**c)).map(|(c, p)| (*c, p / kept)).collect();
    let pairs = two.iter().filter(|((a, b), _)| ok(*a) && ok(*b)).map(|(k, p)| (*k, p / kept)).collect();
    (singles, pairs)
}

/// Windows-1258 writes Vietnamese tones as combining marks: the same model over that spelling.
fn decompose(one: &Counts, two: &Pairs) -> (Counts, Pairs) {
    let split = |c: char| -> (char, Option<char>) {
        const TONES: [(char, &str); 5] = [
            ('\u{300}', "àằầèềìòồờùừỳ"),
            ('\u{301}', "áắấéếíóốớúứý"),
            ('\u{303}', "ãẵẫẽễĩõỗỡũữỹ"),
            ('\u{309}', "ảẳẩẻểỉỏổởủửỷ"),
            ('\u{323}', "ạặậẹệịọộợụựỵ"),
        ];
        let bases: Vec<char> = "aăâeêioôơuưy".chars().collect();
        for (tone, set) in TONES {
            if let Some(at) = set.chars().position(|x| x == c) {
                // Windows-1258 does hold the Latin-1 vowels that are ready-made.
                if !"àáèéíóùúâêô".contains(c) {
                    return (bases[at], Some(tone));
                }
            }
        }
        (c, None)
    };
    let (mut a1, mut a2) = (Counts::new(), Pairs::new());
    for (c, p) in one {
        let (base, tone) = split(*c);
        *a1.entry(base).or_default() += p;
        if let Some(t) = tone {
            *a1.entry(t).or_default() += p;
            *a2.entry((base, t)).or_default() += p;
        }
    }
    for ((a, b), p) in two {
        let (base, tone) = split(*a);
        *a2.entry((tone.unwrap_or(base), split(*b).0)).or_default() += p;
    }
    (a1, a2)
}

/// One language: code, alphabet, and the (n+1)^2 matrix of costs; row and column 0 are "no letter".
fn put_letters(out: &mut Vec<u8>, code: &str, one: &Counts, two: &Pairs) {
    let letters: Vec<char> = one.keys().copied().collect();
    let n = letters.len();
    let total: f64 = one.values().sum();
    let joint = |a: char, b: char| two.get(&(a, b)).copied().unwrap_or(0.0);
    let mut initial: Vec<f64> = letters
        .iter()
        .map(|b| (one[b] - letters.iter().map(|a| joint(*a, *b)).sum::<f64>()).max(one[b] * 1e-3))
        .collect();
    let sum: f64 = initial.iter().sum();
    initial.iter_mut().for_each(|p| *p /= sum);
    out.push(code.len() as u8);
    out.extend_from_slice(code.as_bytes());
    out.push(n as u8);
    letters.iter().for_each(|c| out.extend_from_slice(&(*c as u16).to_le_bytes()));
    out.push(0);
    // 3 % of each row is shared out by letter frequency: pairs never seen are unlikely, not impossible.
    const SMOOTH: f64 = 0.03;
    for (i, b) in letters.iter().enumerate() {
        out.push(cost((1.0 - SMOOTH) * initial[i] + SMOOTH * one[b] / total));
    }
    for a in &letters {
        let inside: f64 = letters.iter().map(|b| joint(*a, *b)).sum();
        let last = ((one[a] - inside) / one[a]).clamp(0.003, 1.0);
        out.push(cost(last));
        for b in &letters {
            out.push(cost((1.0 - SMOOTH) * joint(*a, *b) / one[a] + SMOOTH * one[b] / total));
        }
    }
    eprintln!("{code}: {n} letters");
}

fn put_ideographs(out: &mut Vec<u8>, code: &str, one: &Counts) {
    let total: f64 = one.values().sum();
    let list: Vec<(u16, u8)> = one
        .iter()
        .filter(|(c, _)| (**c as u32) < 0x10000 && (**c as u32) > 0x7F)
        .map(|(c, p)| (*c as u32 as u16, cost(p / total)))
        .collect();
    out.push(code.len() as u8);
    out.extend_from_slice(code.as_bytes());
    out.extend_from_slice(&(list.len() as u16).to_le_bytes());
    list.iter().for_each(|(c, _)| out.extend_from_slice(&c.to_le_bytes()));
    list.iter().for_each(|(_, p)| out.push(*p));
    eprintln!("{code}: {} characters", list.len());
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let [_, base, out] = &args[..] else { panic!("usage: decode-tables REGISTRY_SRC OUT") };
    let (base, out) = (Path::new(base), Path::new(out));

    let mut letters = Vec::new();
    let (mut mul1, mut mul2) = (Counts::new(), Pairs::new());
    for (name, code, script) in LANGUAGES {
        let (one, two) = lingua(base, name);
        // Letters rarer than 1 in 30,000 are foreign names in the training text.
        let (one, two) = restrict(&one, &two, *script, 3e-5);
        put_letters(&mut letters, code, &one, &two);
        if *code == "vi" {
            let (one, two) = decompose(&one, &two);
            put_letters(&mut letters, "vi-decomposed", &one, &two);
        } else if *script == 'L' {
            one.iter().for_each(|(c, p)| *mul1.entry(*c).or_default() += p);
            two.iter().for_each(|(k, p)| *mul2.entry(*k).or_default() += p);
        }
    }
    // Letters of languages without a model (Maltese, Sami): about 1 in 100 of their text, 1 in 5,000 of the average.
    let share = mul1.values().sum::<f64>() / 5000.0;
    "ċġħŋŧđčšžðþñẽŵŷ".chars().for_each(|c| *mul1.entry(c).or_default() += share);
    // "mul": the average of all Latin-script languages, for those that have no model of their own.
    let (one, two) = restrict(&mul1, &mul2, 'L', 1e-6);
    put_letters(&mut letters, "mul", &one, &two);
    // "und": a Latin-script language that nobody knows. It uses few of the accented letters, but those often: the
    // square root flattens their shares, which are 8 % together; no letter says anything about the next.
    let high: f64 = one.iter().filter(|(c, _)| !c.is_ascii()).map(|(_, p)| p.sqrt()).sum();
    let low: f64 = one.iter().filter(|(c, _)| c.is_ascii()).map(|(_, p)| p).sum();
    let (mut free, mut chance) = (Counts::new(), Pairs::new());
    for (c, p) in &one {
        free.insert(*c, if c.is_ascii() { 0.92 * p / low } else { 0.08 * p.sqrt() / high });
    }
    for (a, p) in &free {
        // Words of six letters.
        free.iter().for_each(|(b, q)| {
            chance.insert((*a, *b), p * q * 5.0 / 6.0);
        });
    }
    put_letters(&mut letters, "und", &free, &chance);
    fs::write(out.join("letters.bin"), &letters).expect("write");

    let mut ideographs = Vec::new();
    let dict = fs::read_to_string(find(base, "jieba-rs-").join("src/data/dict.txt")).expect("jieba dictionary");
    let (mut hans, mut inside) = (Counts::new(), Pairs::new());
    for line in dict.lines() {
        let mut fields = line.split(' ');
        let (Some(word), Some(Ok(n))) = (fields.next(), fields.next().map(str::parse::<f64>)) else { continue };
        let chars: Vec<char> = word.chars().collect();
        chars.iter().filter(|c| c.is_alphabetic()).for_each(|c| *hans.entry(*c).or_default() += n);
        chars.windows(2).for_each(|w| *inside.entry((w[0], w[1])).or_default() += n);
    }
    put_ideographs(&mut ideographs, "zh-Hans", &hans);
    for (name, code) in [("chinese", "zh-Hant"), ("japanese", "ja"), ("korean", "ko")] {
        put_ideographs(&mut ideographs, code, &lingua(base, name).0);
    }
    fs::write(out.join("ideographs.bin"), &ideographs).expect("write");
    eprintln!("letters {} B, ideographs {} B, {} pairs seen", letters.len(), ideographs.len(), inside.len());
}
