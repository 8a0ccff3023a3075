//! Remakes the tables of `src/data/lang`: `cargo run -- MODELS OPENCC OUT`.
//!
//! MODELS: the folder of the language model crates, one folder each (`cargo vendor`). OPENCC: OpenCC's
//! `data/dictionary`. OUT: where the tables go.

#[path = "../../../../lang/alphabet.rs"]
mod alphabet;
mod counts;
mod han;
mod ngrams;

use std::path::{Path, PathBuf};

use alphabet::Alphabet;

/// Rows of each table: what the accuracy on short text gained against size (README.md).
const TABLES: [(Alphabet, usize, &str); 4] = [
    (Alphabet::Latin, 42_000, "latin.bin"),
    (Alphabet::Cyrillic, 24_000, "cyrillic.bin"),
    (Alphabet::Arabic, 12_000, "arabic.bin"),
    (Alphabet::Devanagari, 10_000, "devanagari.bin"),
];

/// The model crates by tag.
const NAMES: &[(&str, &str)] = &[
    ("af", "afrikaans"), ("ar", "arabic"), ("az", "azerbaijani"), ("be", "belarusian"), ("bg", "bulgarian"),
    ("bs", "bosnian"), ("ca", "catalan"), ("cs", "czech"), ("cy", "welsh"), ("da", "danish"), ("de", "german"),
    ("en", "english"), ("eo", "esperanto"), ("es", "spanish"), ("et", "estonian"), ("eu", "basque"),
    ("fa", "persian"), ("fi", "finnish"), ("fr", "french"), ("ga", "irish"), ("hi", "hindi"), ("hr", "croatian"),
    ("hu", "hungarian"), ("id", "indonesian"), ("is", "icelandic"), ("it", "italian"), ("ja", "japanese"),
    ("kk", "kazakh"), ("la", "latin"), ("lg", "ganda"), ("lt", "lithuanian"), ("lv", "latvian"), ("mi", "maori"),
    ("mk", "macedonian"), ("mn", "mongolian"), ("mr", "marathi"), ("ms", "malay"), ("nb", "bokmal"), ("nl", "dutch"),
    ("nn", "nynorsk"), ("pl", "polish"), ("pt", "portuguese"), ("ro", "romanian"), ("ru", "russian"),
    ("sk", "slovak"), ("sl", "slovene"), ("sn", "shona"), ("so", "somali"), ("sq", "albanian"), ("sr", "serbian"),
    ("st", "sotho"), ("sv", "swedish"), ("sw", "swahili"), ("tl", "tagalog"), ("tn", "tswana"), ("tr", "turkish"),
    ("ts", "tsonga"), ("uk", "ukrainian"), ("ur", "urdu"), ("vi", "vietnamese"), ("xh", "xhosa"), ("yo", "yoruba"),
    ("zh", "chinese"), ("zu", "zulu"),
];

fn main() {
    let args: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [models, opencc, out] = &args[..] else { panic!("usage: MODELS OPENCC OUT") };
    let dir = |tag: &str| {
        let name = NAMES.iter().find(|n| n.0 == tag).expect("a model").1;
        find(models, &format!("lingua-{name}-language-model"))
    };
    for (alphabet, rows, file) in TABLES {
        ngrams::table(alphabet, rows, dir, &out.join(file));
    }
    han::variants(opencc, &out.join("han_variants.bin"));
    han::chinese_over_japanese(opencc, &dir("zh"), &dir("ja"), &out.join("han_zh_ja.bin"));
}

/// The folder of a crate, with or without its version.
fn find(models: &Path, name: &str) -> PathBuf {
    let entries = std::fs::read_dir(models).expect("a folder").flatten();
    entries.map(|e| e.path()).find(|p| p.file_name().is_some_and(|f| f.to_string_lossy().starts_with(name))).expect(name)
}
