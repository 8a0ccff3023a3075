//! The report in a real browser: Chromium by way of playwright-core. Skipped, with a line that says so, where one of
//! them is missing; `CORPUSCLEAN_BROWSER=required` makes that a failure.

use std::io::Write;
use std::path::PathBuf;
use std::process::Command;

use crate::common::{arg, run, scratch};
use crate::report::documents;

fn program(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let found = std::env::split_paths(&path).flat_map(|dir| names.iter().map(move |n| dir.join(n)));
    found.into_iter().find(|p| p.is_file())
}

#[test]
fn the_page_works_in_a_browser() {
    let chromium = program(&["chromium", "chromium-browser", "google-chrome"]);
    let node = program(&["node", "nodejs"]);
    let driver = node.as_ref().filter(|node| {
        let asked = Command::new(node).args(["-e", "require('playwright-core')"]).output();
        asked.is_ok_and(|o| o.status.success())
    });
    let (Some(chromium), Some(node)) = (chromium, driver) else {
        let missing = "chromium, node, or the node package playwright-core (NODE_PATH) is not there";
        assert!(std::env::var_os("CORPUSCLEAN_BROWSER").is_none(), "{missing}");
        // Not `eprintln`, which is kept back when a test succeeds.
        let _ = writeln!(std::io::stderr(), "SKIPPED: the page was not tried in a browser: {missing}");
        return;
    };
    let dir = scratch("browser");
    documents(&dir.join("in"));
    let out = dir.join("out");
    run(&["--quiet", "--timings", arg(&dir.join("in")), arg(&out)]);
    let page = format!("file://{}", out.join("report.html").display());
    let mut command = Command::new(node);
    command.args(["tests/browser/page.cjs", arg(&chromium), &page]);
    // Looking at it is left to people: CORPUSCLEAN_SCREENSHOTS=FOLDER.
    if let Some(folder) = std::env::var_os("CORPUSCLEAN_SCREENSHOTS") {
        command.arg(folder);
    }
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert!(String::from_utf8_lossy(&output.stdout).contains("the page works"), "{said}");
}
