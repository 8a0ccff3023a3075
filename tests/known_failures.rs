//! What goes wrong and is known: `fixtures/known-failures/<case>.in.*` with the blocks that would be right in
//! `<case>.want`. Strict: when one comes right, this fails, so that it moves to `fixtures/documents`.

use std::fmt::Write;
use std::fs;

use corpusclean::Document;

use crate::harness;

#[test]
fn still_fail() {
    let pipeline = harness::default_pipeline();
    let mut seen = 0;
    for fixture in harness::fixtures("known-failures") {
        let want = harness::root().join(format!("fixtures/known-failures/{}.want", fixture.case()));
        let want = fs::read_to_string(&want).unwrap_or_else(|e| panic!("{}: {e}", want.display()));
        let outcome = pipeline.process(fixture.raw()).expect("a text");
        let now = blocks(outcome.document());
        assert_ne!(now, want, "{} came right: move it to fixtures/documents", fixture.path);
        seen += 1;
    }
    assert!(seen > 0, "no known failures? write down what you know");
}

/// The blocks that are left, one a line.
fn blocks(doc: &Document) -> String {
    let mut out = String::new();
    for block in doc.blocks() {
        let _ = writeln!(out, "{}: {}", block.kind().as_str(), harness::visible(block.text()));
    }
    out
}
