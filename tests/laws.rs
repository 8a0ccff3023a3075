//! What holds for every fixture, every pass alone and all default passes together.

use std::collections::BTreeMap;

use corpusclean::{
    Account, Body, Document, Edit, MetaPlace, Op, Outcome, Pipeline, Raw, Span, Stage, find_pass, passes,
};

use crate::harness::{self, Dice, Fixture, State};

/// Each pass alone, and the default passes together, with a name to report.
fn pipelines() -> Vec<(&'static str, Pipeline)> {
    let mut all: Vec<_> = passes().map(|(id, spec)| (spec.name, harness::pipeline([id]))).collect();
    all.push(("default", harness::default_pipeline()));
    all.push(("all", harness::pipeline(passes().map(|(id, _)| id))));
    all
}

/// Runs `law` on every fixture with every pipeline; it gets the document as parsed and what became of it.
fn everywhere(law: impl Fn(&Pipeline, &Fixture, &Document, &Outcome)) {
    let pipelines = pipelines();
    harness::each(&harness::all_fixtures(), |fixture| {
        for (name, pipeline) in &pipelines {
            let parsed = pipeline.parse(fixture.raw()).expect("a text");
            let outcome = pipeline.process(fixture.raw()).expect("a text");
            harness::naming(name, || law(pipeline, fixture, &parsed, &outcome));
        }
    });
}

#[test]
fn undo_restores_what_was_parsed() {
    everywhere(|_, _, parsed, outcome| assert_undo(parsed, outcome));
}

fn assert_undo(parsed: &Document, outcome: &Outcome) {
    let mut doc = outcome.document().clone();
    doc.undo();
    assert_eq!(State::of(&doc), State::of(parsed), "undo");
    assert!(doc.account().edits().is_empty());
}

#[test]
fn a_second_run_asks_for_nothing() {
    everywhere(|pipeline, _, _, outcome| assert_idempotent(pipeline, outcome, &[]));
}

/// `aside` are passes whose edits do not count.
fn assert_idempotent(pipeline: &Pipeline, outcome: &Outcome, aside: &[&str]) {
    // What a filter refused goes no further.
    let Outcome::Kept(doc) = outcome else { return };
    let raw = Raw { body: Body::Parsed(Box::new(doc.clone())), ..Raw::default() };
    let again = pipeline.process(raw).expect("a document");
    let (old, new) = (doc.account().edits(), again.document().account().edits());
    let account = again.document().account();
    let more: Vec<String> =
        new[old.len()..].iter().filter(|e| !aside.contains(&e.pass.spec().name)).map(|e| told(account, e)).collect();
    assert!(more.is_empty(), "a second run asks for {more:#?}");
    assert!(matches!(again, Outcome::Kept(_)), "a second run drops it");
}

fn told(account: &Account, edit: &Edit) -> String {
    let code = edit.pass.spec().code;
    match &edit.op {
        Op::Replace { block, at, removed, inserted } => {
            format!("{code} {}@{at} {:?} -> {:?}", block.index(), account.text(*removed), account.text(*inserted))
        }
        Op::AddMeta { key, value } => format!("{code} {} {:?}", key.as_str(), account.text(*value)),
        other => format!("{code} {other:?}"),
    }
}

#[test]
fn the_account_tells_what_happened() {
    everywhere(|_, _, parsed, outcome| assert_told(parsed, outcome.document()));
}

/// Walks back through the account with nothing but the account, and checks at each edit that what it says was put
/// there is there. What is left must be the parsed document.
fn assert_told(parsed: &Document, doc: &Document) {
    let account = doc.account();
    let mut state = State::of(doc);
    let mut edits = account.edits();
    while let Some(last) = edits.last() {
        let batch = match last.op {
            Op::Replace { block, .. } => {
                let same =
                    |e: &&Edit| e.pass == last.pass && matches!(e.op, Op::Replace { block: b, .. } if b == block);
                edits.iter().rev().take_while(same).count()
            }
            _ => 1,
        };
        let (before, batch) = edits.split_at(edits.len() - batch);
        edits = before;
        take_back(&mut state, account, batch);
    }
    assert_eq!(state, State::of(parsed), "walking back through the account");
}

fn take_back(state: &mut State, account: &Account, batch: &[Edit]) {
    let text = |span: Span| account.text(span);
    let place =
        |state: &State, id: usize| state.blocks.iter().position(|b| b.0 == id).expect("a block of the document");
    let pass = batch[0].pass;
    match &batch[0].op {
        Op::Replace { block, .. } => {
            let at = place(state, block.index());
            let new = std::mem::take(&mut state.blocks[at].3);
            let (mut rest, mut old) = (new.as_str(), String::new());
            for edit in batch {
                let Op::Replace { at, removed, inserted, .. } = edit.op else { unreachable!() };
                let (same, tail) = rest.split_at(at as usize - old.len());
                old.push_str(same);
                old.push_str(text(removed));
                assert_ne!(text(removed), text(inserted), "an edit changes something");
                rest = tail.strip_prefix(text(inserted)).expect("what was inserted is there");
            }
            old.push_str(rest);
            state.blocks[at].3 = old;
        }
        Op::Split { block, head } => {
            let front = state.blocks.remove(place(state, head.index()));
            let at = place(state, block.index());
            state.blocks[at].3.insert_str(0, &front.3);
        }
        Op::Relabel { block, from, to } => {
            let at = place(state, block.index());
            assert_eq!(state.blocks[at].1, *to, "the label given");
            assert_ne!(from, to);
            state.blocks[at].1 = *from;
        }
        Op::Cut { block } => {
            let at = place(state, block.index());
            assert_eq!(state.blocks[at].2, Some(pass), "the pass that cut");
            state.blocks[at].2 = None;
        }
        Op::Restore { block, from } => {
            let at = place(state, block.index());
            assert_eq!(state.blocks[at].2, None, "a block that is there");
            state.blocks[at].2 = Some(*from);
        }
        Op::AddMeta { key, value } => {
            assert_eq!(state.meta.pop(), Some((key.as_str(), text(*value).to_owned())), "the value added");
        }
        Op::RewriteMeta { place, removed, inserted } => {
            let entry = match place {
                MetaPlace::Entry(n) => &mut state.meta[*n as usize],
                MetaPlace::Evidence(n) => &mut state.evidence[*n as usize],
            };
            assert_eq!(entry.1, text(*inserted), "the value written");
            text(*removed).clone_into(&mut entry.1);
        }
        Op::ClearMeta { key, old } => {
            assert!(state.meta.iter().all(|(k, _)| *k != key.as_str()), "the key is clear");
            for (index, entry) in old {
                state.meta.insert(*index as usize, (entry.key.as_str(), entry.value.clone()));
            }
        }
        other => panic!("{other:?} is new: teach this test to take it back"),
    }
}

#[test]
fn processing_twice_gives_the_same() {
    everywhere(|pipeline, fixture, _, outcome| {
        let again = pipeline.process(fixture.raw()).expect("a text");
        assert_eq!(State::of(again.document()), State::of(outcome.document()));
        assert_eq!(again.document().account(), outcome.document().account());
    });
}

/// Prose that talks about copyright, editors, sources and returning home is prose. Labels that are right (title,
/// headings, captions) are in the snapshot; text may change only where the script of a whole document does.
#[test]
fn clean_texts_come_through() {
    let script = find_pass("unify-script");
    let pipeline = harness::default_pipeline();
    harness::each(&harness::fixtures("clean"), |fixture| {
        let outcome = pipeline.process(fixture.raw()).expect("a text");
        assert!(matches!(outcome, Outcome::Kept(_)), "dropped");
        let account = outcome.document().account();
        let changed = |e: &&Edit| Some(e.pass) != script && !matches!(e.op, Op::Relabel { .. } | Op::AddMeta { .. });
        let changed: Vec<String> = account.edits().iter().filter(changed).map(|e| told(account, e)).collect();
        assert!(changed.is_empty(), "{changed:#?}");
        harness::assert_snapshot(&format!("clean@{}", fixture.case()), fixture, &labels(outcome.document()));
    });
}

/// Metadata and labels that passes gave, without the body.
fn labels(doc: &Document) -> String {
    let mut out = String::new();
    for entry in doc.meta().entries() {
        out.push_str(&format!("{}: {} ({})\n", entry.key.as_str(), entry.value, entry.from));
    }
    let given: BTreeMap<usize, &'static str> = (doc.account().edits().iter())
        .filter_map(|e| match &e.op {
            Op::Relabel { block, .. } => Some((block.index(), e.pass.spec().code)),
            _ => None,
        })
        .collect();
    for block in doc.all_blocks() {
        if let Some(code) = given.get(&block.id().index()) {
            out.push_str(&format!("{} ({code}): {}\n", block.kind().as_str(), block.text()));
        }
    }
    out
}

#[test]
fn nothing_in_clean_texts_is_taken_for_damage() {
    let pipeline = harness::default_pipeline();
    harness::each(&harness::fixtures("clean"), |fixture| {
        let outcome = pipeline.process(fixture.raw()).expect("a text");
        assert_eq!(outcome.document().account().flags(), []);
    });
}

#[test]
fn no_stale_snapshots_of_clean_texts() {
    let names: Vec<String> = harness::fixtures("clean").iter().map(|f| format!("clean@{}", f.case())).collect();
    harness::assert_no_stale("clean", &names);
}

/// Any stretch of a fixture, cut in the middle of words, tags and front matter, obeys the same laws.
#[test]
fn texts_cut_at_random_places_obey_the_laws() {
    let pipeline = harness::pipeline(passes().map(|(id, _)| id).filter(|id| id.spec().stage != Stage::Filter));
    harness::each(&harness::all_fixtures(), |fixture| {
        let mut dice = Dice(0x5eed ^ fixture.bytes.len() as u64);
        for _ in 0..6 {
            let (a, b) = (dice.below(fixture.bytes.len()), dice.below(fixture.bytes.len()));
            let (from, to) = if dice.below(2) == 0 { (0, a.max(b)) } else { (a.min(b), a.max(b)) };
            let bytes = &fixture.bytes[from..to];
            // Broken characters at the ends are the decoder's to report; half a character can also look binary.
            let Ok(parsed) = pipeline.parse(fixture.raw_of(bytes)) else { continue };
            let Ok(outcome) = pipeline.process(fixture.raw_of(bytes)) else { continue };
            harness::naming(&format!("bytes {from}..{to}"), || {
                assert_undo(&parsed, &outcome);
                assert_told(&parsed, outcome.document());
                // A language found in three words may be another one once they are normalized.
                assert_idempotent(&pipeline, &outcome, &["identify-language"]);
            });
        }
    });
}
