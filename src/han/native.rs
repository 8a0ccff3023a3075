//! OpenCC itself behind [`Convert`], with the feature `opencc-native`.
//!
//! It is the oracle of our own engine, and there for who must have OpenCC's very code. It wants the C++ library from 1.4 on,
//! which few distributions have, reads its dictionaries from disk, and holds one lock around every call, so nothing else
//! rests on it.

use std::borrow::Cow;

use opencc_rust::OpenCC;

use super::Convert;

/// A conversion by the C++ library.
pub struct Native(OpenCC);

impl Native {
    /// The conversion called `name`, one of [`names`](super::names).
    ///
    /// # Errors
    /// What OpenCC says, where it finds no such configuration or its dictionaries are not installed.
    pub fn named(name: &str) -> Result<Native, String> {
        OpenCC::new(format!("{name}.json")).map(Native).map_err(|e| e.to_string())
    }
}

impl Convert for Native {
    /// Text that OpenCC refuses stays as it is.
    fn convert<'a>(&self, text: &'a str) -> Cow<'a, str> {
        match self.0.convert(text) {
            Ok(converted) if converted != text => Cow::Owned(converted),
            _ => Cow::Borrowed(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::super::{Convert, Converter, names};
    use super::Native;

    /// The files of a folder, one after another.
    fn read(folder: &str) -> Vec<String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
        files.sort();
        files
            .iter()
            .filter(|f| f.extension().is_some_and(|e| e == "txt"))
            .map(|f| fs::read_to_string(f).unwrap())
            .collect()
    }

    /// Every line of every dictionary and of the clean fixtures, in every configuration; and many lines at once.
    #[test]
    fn our_engine_converts_as_opencc_does() {
        let texts: Vec<String> = ["data/opencc", "fixtures/clean"].into_iter().flat_map(read).collect();
        assert!(texts.iter().map(|text| text.lines().count()).sum::<usize>() > 50_000);
        for name in names() {
            let (native, ours) = (Native::named(name).unwrap(), Converter::named(name).unwrap());
            for text in &texts {
                assert!(ours.convert(text) == native.convert(text), "{name}: a whole file");
                for line in text.lines() {
                    assert_eq!(ours.convert(line), native.convert(line), "{name}: {line}");
                }
            }
        }
        assert_ne!(Native::named("s2t").unwrap().convert("汉语"), "汉语");
        assert!(Native::named("no-such-configuration").is_err());
    }
}
