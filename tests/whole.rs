//! `fixtures/whole`: texts that people write with short lines above and below, lists, heads and signatures, many of them in words that
//! pages use too. Nothing of them may be cut.

use corpusclean::{Body, Raw};

use crate::harness;

/// Name and text of each: `=== zh001` stands above.
fn texts() -> Vec<(String, String)> {
    let fixtures = harness::fixtures("whole");
    let parts = |file: &str| -> Vec<(String, String)> {
        let part = |part: &str| part.split_once('\n').map(|(name, text)| (name.to_owned(), text.to_owned()));
        file.split("=== ").filter_map(part).collect()
    };
    fixtures.iter().flat_map(|f| parts(std::str::from_utf8(&f.bytes).unwrap())).collect()
}

/// What is cut all the same is a known failure, listed in the snapshot with the pass that did it: it may only get shorter.
#[test]
fn lose_nothing_but_what_is_known() {
    let pipeline = harness::default_pipeline();
    let texts = texts();
    assert!(texts.len() > 500, "only {} texts", texts.len());
    let mut cut = String::new();
    for (name, text) in texts {
        let raw = Raw { source: format!("{name}.txt"), body: Body::Text(text), ..Raw::default() };
        let doc = harness::document(pipeline.process(raw).unwrap());
        for block in doc.all_blocks() {
            if let Some(pass) = block.cut_by() {
                let line: String = block.text().chars().take(60).collect();
                cut.push_str(&format!("{name} {} {}\n", pass.spec().code, harness::visible(&line)));
            }
        }
    }
    insta::with_settings!({snapshot_path => harness::root().join("snapshots"), prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!("whole", cut);
    });
}
