//! What is followed is what the passes did.

use super::*;
use crate::pass::Stage;
use crate::pipeline::{Body, Options, Pipeline, Raw};

fn cleaned(text: &str) -> Document {
    let passes = crate::passes::all().filter(|(_, s)| s.default && s.stage != Stage::Filter);
    let passes = passes.map(|(id, s)| (id, s.build(None).unwrap())).collect();
    let raw = Raw { source: "a.txt".into(), body: Body::Text(text.into()), ..Raw::default() };
    let outcome = Pipeline::new(Options::default(), passes).process(raw).unwrap();
    outcome.document().clone()
}

const PAGE: &str =
    "渡口的早晨\n作者：赵明远\n清晨的渡口停着三条船。&nbsp;船夫說,等霧散了就開,急也没有用。\n相关阅读\n渡口的黄昏\n";

#[test]
fn both_sides_are_what_was_parsed_and_what_is_left() {
    let doc = cleaned(PAGE);
    assert!(doc.account().edits().len() > 3);
    let mut parsed = doc.clone();
    parsed.undo();
    let (mut before, mut after) = (String::new(), String::new());
    let traced = follow(&doc);
    for row in &traced.rows {
        let Row::Block { parts, cut, .. } = row else { continue };
        for part in parts {
            let (b, a) = match part {
                Part::Same(text) => (text.as_str(), text.as_str()),
                Part::Change { before, after, codes } => {
                    assert!(!codes.is_empty() && before != after, "{part:?}");
                    (before.as_str(), after.as_str())
                }
                Part::Skipped { .. } => panic!("nothing of this is long: {part:?}"),
            };
            before.push_str(b);
            if cut.is_none() {
                after.push_str(a);
            }
        }
    }
    assert_eq!(before, parsed.all_blocks().map(|b| b.text()).collect::<String>());
    assert_eq!(after, doc.blocks().map(|b| b.text()).collect::<String>());
    let author = traced.meta.iter().find(|m| m.key == "author").unwrap();
    assert_eq!((author.value.as_str(), author.codes.is_empty()), ("赵明远", false));
}

#[test]
fn a_long_document_is_shown_in_part_with_each_pass() {
    let mut text = "第一行停着三条船，&nbsp;船夫說。\n".repeat(3000);
    text.push_str("最后一行只有ＡＢＣ。\n");
    let traced = follow(&cleaned(&text));
    let size = serde_json::to_string(&traced.rows).unwrap().len();
    assert!(size < 100_000, "{size} bytes");
    assert!(traced.rows.iter().any(|r| matches!(r, Row::Skipped { blocks, edits } if *blocks > 1000 && *edits > 0)));
    let last = serde_json::to_string(traced.rows.last().unwrap()).unwrap();
    assert!(last.contains("U104"), "{last}");
}
