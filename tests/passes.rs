//! Each pass alone on the fixtures of its folder: `fixtures/passes/<pass>/<case>.in.<txt|md|html>`.

use crate::harness::{self, Fixture};

fn name(fixture: &Fixture) -> String {
    format!("pass@{}__{}", fixture.folder(), fixture.case())
}

#[test]
fn alone() {
    let fixtures = harness::fixtures("passes");
    harness::each(&fixtures, |fixture| {
        let outcome = harness::pass_alone(fixture.folder()).process(fixture.raw()).expect("a text");
        harness::assert_snapshot(&name(fixture), fixture, &harness::show(&outcome));
    });
}

#[test]
fn no_stale_snapshots() {
    let names: Vec<String> = harness::fixtures("passes").iter().map(name).collect();
    harness::assert_no_stale("pass", &names);
}
