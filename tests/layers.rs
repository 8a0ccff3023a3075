//! Modules depend downwards only, as ARCHITECTURE.md says.

use std::path::{Path, PathBuf};

/// Layers from the ground up. Modules of one layer may know each other, and those below.
const LAYERS: &[&[&str]] = &[
    &["error", "chars", "hash", "suggest"],
    &["decode", "dates", "han", "lang", "census", "phrases", "model"],
    &["document", "meta", "changes", "apply", "account", "lines", "pass", "passes", "parse"],
    &["pipeline"],
    &[
        "record",
        "select",
        "queue",
        "workers",
        "report",
        "timings",
        "sample",
        "page",
        "checkpoint",
        "gate",
        "source",
        "sink",
        "config",
    ],
    &["run", "check", "diff", "fit"],
    &["lib", "main", "cli"],
];

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|l| l.contains(&module))
}

#[test]
fn modules_depend_downwards() {
    let mut found = Vec::new();
    files(Path::new("src"), &mut found);
    let (mut wrong, mut looked_at) = (Vec::new(), 0);
    for path in found.iter().filter(|p| !p.starts_with("src/data")) {
        let own = path.components().nth(1).unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs");
        let rank = layer(own).unwrap_or_else(|| panic!("{own} stands in no layer: add it to LAYERS"));
        let text = std::fs::read_to_string(path).unwrap();
        // In the file of a test alone the attribute stands at its head.
        let code = text.split("[cfg(test)]").next().unwrap_or_default();
        for (at, _) in code.match_indices("crate::") {
            let name: String = code[at + 7..].chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
            looked_at += 1;
            if layer(&name).is_some_and(|other| other > rank) {
                wrong.push(format!("{} uses crate::{name}", path.display()));
            }
        }
    }
    assert!(looked_at > 100, "only {looked_at} uses found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
