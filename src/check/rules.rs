//! The codes of findings: those of the passes, and those of what goes wrong before any pass looks.

use std::path::Path;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::error::{Error, ErrorKind, Result};
use crate::pass::Stage;
use crate::passes;
use crate::suggest;

/// A kind of finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// `D101`. Never reused.
    pub code: &'static str,
    /// `undecodable-bytes`.
    pub name: &'static str,
    /// One sentence.
    pub summary: &'static str,
}

pub(super) const UNDECODABLE: Rule = Rule {
    code: "D101",
    name: "undecodable-bytes",
    summary: "Bytes that the encoding of the document cannot explain.",
};
pub(super) const LOST: Rule = Rule {
    code: "D102",
    name: "lost-characters",
    summary: "Characters were lost before the document came here, and cleaning cannot restore them.",
};
const BINARY: Rule = Rule { code: "D103", name: "binary", summary: "The bytes are no text." };
const LIMIT: Rule =
    Rule { code: "D104", name: "over-limit", summary: "The document is over a limit of size, depth or time." };
const MALFORMED: Rule = Rule {
    code: "D105",
    name: "malformed-container",
    summary: "The container or record around the document is broken.",
};
const UNREADABLE: Rule = Rule { code: "D106", name: "unreadable", summary: "The document could not be read at all." };
pub(super) const UNREPAIRED: Rule = Rule {
    code: "D107",
    name: "unrepaired-damage",
    summary: "Text that is damaged, and of which cleaning cannot prove what stood there.",
};
pub(super) const UNWRITABLE: Rule = Rule {
    code: "D108",
    name: "unwritable-document",
    summary: "What could be fixed stays, because it cannot be written without changing more.",
};
pub(super) const FRONT_MATTER: Rule = Rule {
    code: "P101",
    name: "broken-front-matter",
    summary: "The front matter is no YAML mapping: other programs will not read it.",
};

const EDGES: [Rule; 9] =
    [UNDECODABLE, LOST, BINARY, LIMIT, MALFORMED, UNREADABLE, UNREPAIRED, UNWRITABLE, FRONT_MATTER];

/// All kinds of findings: decoding and parsing first, then the passes in the order of the run.
pub fn rules() -> impl Iterator<Item = Rule> {
    EDGES.into_iter().chain(passes::all().map(|(_, s)| Rule { code: s.code, name: s.name, summary: s.summary }))
}

pub(super) fn of_error(kind: ErrorKind) -> Rule {
    match kind {
        ErrorKind::Binary => BINARY,
        ErrorKind::Limit => LIMIT,
        ErrorKind::Malformed => MALFORMED,
        _ => UNREADABLE,
    }
}

/// Codes and prefixes of codes (`U`, `D1`, `U104`), checked to mean something.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Codes(Vec<String>);

impl Codes {
    pub(super) fn read(words: &[String]) -> Result<Codes> {
        let mut codes = Vec::new();
        for word in words.iter().flat_map(|w| w.split(',')).map(str::trim).filter(|w| !w.is_empty()) {
            if word.eq_ignore_ascii_case("all") {
                codes.push(String::new());
            } else if let Some(stage) = Stage::ALL.into_iter().find(|s| s.is(word)) {
                codes.push(stage.letter().to_string());
            } else if let Some(rule) = rules().find(|r| r.name.eq_ignore_ascii_case(word)) {
                codes.push(rule.code.to_owned());
            } else if rules().any(|r| r.code.starts_with(&word.to_ascii_uppercase())) {
                codes.push(word.to_ascii_uppercase());
            } else {
                let names: Vec<&str> = rules().map(|r| r.name).collect();
                let hint = suggest::hint(word, names.iter().copied());
                return Err(Error::config(format!("no code begins with or is called `{word}`; {hint}")));
            }
        }
        Ok(Codes(codes))
    }

    /// As [`Codes::read`], of a list that must name something: a check of nothing would always pass.
    pub(super) fn some(words: &[String]) -> Result<Codes> {
        let codes = Codes::read(words)?;
        if codes.0.is_empty() {
            return Err(Error::config(
                "names no code, so nothing would be told; write codes such as `D,F102`, or `all`",
            ));
        }
        Ok(codes)
    }

    /// Length of the longest word that `code` begins with.
    fn fit(&self, code: &str) -> Option<usize> {
        self.0.iter().filter(|c| code.starts_with(c.as_str())).map(String::len).max()
    }
}

/// Which findings are told.
#[derive(Debug, Default)]
pub(super) struct Selection {
    pub(super) select: Option<Codes>,
    pub(super) extend: Codes,
    pub(super) ignore: Codes,
    pub(super) by_path: Vec<(Patterns, Codes)>,
}

impl Selection {
    /// Whether findings of `code` are told; of two words that fit, the longer one decides, and `ignore` among equals.
    pub(super) fn tells(&self, code: &str) -> bool {
        let select = self.select.as_ref().map_or(Some(0), |s| s.fit(code)).max(self.extend.fit(code));
        select.is_some_and(|n| self.ignore.fit(code).is_none_or(|i| i < n))
    }

    /// The ignores of a file.
    pub(super) fn ignores_of(&self, path: &Path) -> Vec<&Codes> {
        self.by_path.iter().filter(|(patterns, _)| patterns.matches(path)).map(|(_, codes)| codes).collect()
    }
}

impl Codes {
    pub(super) fn holds(&self, code: &str) -> bool {
        self.fit(code).is_some()
    }
}

/// Patterns as in `.gitignore`, relative to a folder.
#[derive(Debug)]
pub(super) struct Patterns {
    base: std::path::PathBuf,
    matcher: Gitignore,
}

impl Patterns {
    pub(super) fn new(base: &Path, patterns: &[String]) -> Result<Patterns> {
        let mut builder = GitignoreBuilder::new("");
        for pattern in patterns {
            builder.add_line(None, pattern).map_err(|e| Error::config(format!("`{pattern}`: {e}")))?;
        }
        let matcher = builder.build().map_err(|e| Error::config(e.to_string()))?;
        let base = std::path::absolute(base).unwrap_or_else(|_| base.to_path_buf());
        Ok(Patterns { base, matcher })
    }

    /// Whether the patterns hit a file or a folder it is in; nothing outside their own folder is hit.
    pub(super) fn matches(&self, path: &Path) -> bool {
        let Ok(full) = std::path::absolute(path) else { return false };
        let Ok(relative) = full.strip_prefix(&self.base) else { return false };
        !relative.has_root() && self.matcher.matched_path_or_any_parents(relative, false).is_ignore()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Codes {
        Codes::read(&[text.to_owned()]).unwrap()
    }

    #[test]
    fn the_longer_word_decides() {
        let all = Selection::default();
        assert!(all.tells("U104"));
        let some = Selection { select: Some(codes("U,D")), ignore: codes("U101"), ..Selection::default() };
        assert!(some.tells("U102") && some.tells("D101") && !some.tells("U101") && !some.tells("R120"));
        let back = Selection { ignore: codes("U"), extend: codes("U101"), ..Selection::default() };
        assert!(back.tells("U101") && !back.tells("U102"));
    }

    #[test]
    fn codes_are_unique_and_words_are_checked() {
        let mut seen: Vec<&str> = rules().map(|r| r.code).collect();
        let all = seen.len();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), all);
        let slip = Codes::read(&["lost-charcters".to_owned()]).unwrap_err();
        assert!(slip.to_string().contains("did you mean `lost-characters`"), "{slip}");
    }

    #[test]
    fn patterns_are_those_of_gitignore() {
        let base = std::env::current_dir().unwrap();
        let patterns = Patterns::new(&base, &["drafts/".to_owned(), "*.tmp.md".to_owned(), "!keep.tmp.md".to_owned()]);
        let patterns = patterns.unwrap();
        assert!(patterns.matches(Path::new("a/drafts/x.md")) && patterns.matches(Path::new("./b.tmp.md")));
        assert!(!patterns.matches(Path::new("keep.tmp.md")) && !patterns.matches(Path::new("/elsewhere/drafts/x")));
    }
}
