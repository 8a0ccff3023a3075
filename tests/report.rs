//! `report.html`, `sample.json`, and `corpusclean report`, through the real program.

use std::fs;
use std::path::Path;

use crate::common::{Dice, arg, files, run, scratch, story, write_records};

/// What a document would say to break out of the page.
const HOSTILE: &str = "</script><script>alert(1)</script><img src=x onerror=alert(2)> \"quoted\" 'single' &lt;b&gt; ";

/// Documents with something for each part of the page, Arabic and hostile ones among them.
pub fn documents(dir: &Path) {
    fs::create_dir_all(dir).unwrap();
    write_records(&dir.join("many.jsonl"), 60, 9);
    let body = story(&mut Dice(21), 1);
    let hostile = serde_json::json!({
        "id": HOSTILE, "title": format!("</title>{HOSTILE}"), "url": format!("https://example.org/{HOSTILE}"),
        "text": format!("{HOSTILE}\u{2028}\u{202e}lived\u{202c}\u{0}\u{200b}\n{}", body.trim()),
    });
    fs::write(dir.join("hostile.jsonl"), format!("{hostile}\n")).unwrap();
    let line = "كان الصيادون يعودون إلى المرفأ قبل الفجر، وكانت القوارب تحمل رائحة البحر والملح.\u{200b} قال العجوز: «لا تخف». ";
    fs::write(dir.join("arabic.txt"), format!("{}\n\n{}", line.repeat(6), line.repeat(3))).unwrap();
    fs::write(dir.join("long.txt"), story(&mut Dice(22), 60)).unwrap();
    fs::write(dir.join("<b>'name'&amp;.txt"), story(&mut Dice(23), 1)).unwrap();
}

/// The page without its own style and script.
fn page(out: &Path) -> String {
    let page = fs::read_to_string(out.join("report.html")).unwrap();
    let without = |page: String, tag: &str| {
        let (start, end) = (format!("<{tag}>"), format!("</{tag}>"));
        let (before, rest) = page.split_once(&start).expect(&start);
        let (_, after) = rest.split_once(&end).expect(&end);
        format!("{before}{after}")
    };
    without(without(page, "style"), "script")
}

fn sample(out: &Path) -> Vec<serde_json::Value> {
    serde_json::from_slice(&fs::read(out.join("sample.json")).unwrap()).unwrap()
}

#[test]
fn the_page_tells_the_account_and_shows_documents() {
    let dir = scratch("report-page");
    documents(&dir.join("in"));
    let out = dir.join("out");
    assert_eq!(run(&[arg(&dir.join("in")), arg(&out), "--passes", "default,-S102"]).status.code(), Some(2));
    let page = page(&out);
    let report: serde_json::Value = serde_json::from_slice(&fs::read(out.join("report.json")).unwrap()).unwrap();
    for key in ["read", "kept", "dropped", "failed"] {
        let figure = format!("<dt>{key}</dt><dd>{}</dd>", report[key]);
        assert!(page.contains(&figure), "{figure}");
    }
    for (code, edits) in report["edits"].as_object().unwrap() {
        assert!(page.contains(&format!("<details class=\"explanation\" id=\"{code}\">")), "{code} is not explained");
        assert!(page.contains(&format!("data-filter=\"{code}\"")), "no document with {code}, {edits}");
    }
    assert!(!page.contains("id=\"S102\""), "a pass that did not run");
    assert!(page.contains("F102") && page.contains("malformed"), "reasons");
    for part in ["<link", "href=\"http", " src=\"", "url(", "@import"] {
        assert!(!page.contains(part), "{part} stands in the page");
    }
    // Another run of the page gives the page.
    let before = fs::read(out.join("report.html")).unwrap();
    fs::remove_file(out.join("report.html")).unwrap();
    let again = run(&["report", arg(&out)]);
    assert_eq!(again.status.code(), Some(0));
    assert!(String::from_utf8(again.stdout).unwrap().ends_with("report.html\n"));
    assert!(fs::read(out.join("report.html")).unwrap() == before);
}

#[test]
fn nothing_that_a_document_says_becomes_markup() {
    let dir = scratch("report-hostile");
    documents(&dir.join("in"));
    let out = dir.join("out");
    run(&[arg(&dir.join("in")), arg(&out)]);
    let page = page(&out);
    assert!(page.contains("&lt;/script&gt;&lt;script&gt;alert(1)"), "the document is there");
    assert!(page.contains("&lt;b&gt;&#39;name&#39;&amp;amp;.txt") || page.contains("&#60;b&#62;"), "the name is there");
    for bad in ["<script", "<img", "onerror=alert(2)>", "<b>'name", "</title><"] {
        assert!(!page.to_lowercase().contains(bad), "{bad} stands in the page");
    }
    let hidden =
        |c: char| matches!(c, '\u{0}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let at = page.find(hidden);
    assert_eq!(at.map(|at| page[at.saturating_sub(80)..].chars().take(120).collect::<String>()), None);
    assert!(page.contains("title=\"U+202E\""), "shown by its number instead");
    assert!(page.matches("</title>").count() == 1 && page.matches("</html>").count() == 1);
}

#[test]
fn both_sides_of_a_document_are_shown_with_codes() {
    let dir = scratch("report-sides");
    let text = "渡口的清晨停着三条船,船夫說等霧散了就開,急也没有用。&nbsp;先坐下喝口茶，听他把从前的事讲完再走也不迟，反正雾还没有散。";
    fs::write(dir.join("a.txt"), format!("{text}\n")).unwrap();
    let out = dir.join("out");
    assert_eq!(run(&[arg(&dir.join("a.txt")), arg(&out)]).status.code(), Some(0));
    let sample = sample(&out);
    assert_eq!(sample.len(), 1);
    let parts = sample[0]["rows"][0]["parts"].as_array().unwrap();
    let comma = parts.iter().find(|p| p["before"] == ",").unwrap();
    assert_eq!((&comma["after"], &comma["codes"][0]), (&"，".into(), &"U105".into()));
    let page = page(&out);
    assert!(page.contains("<del data-codes=\"U105\" title=\"U105 unify-punctuation\">,</del>"), "before");
    assert!(page.contains("<ins data-codes=\"U105\" title=\"U105 unify-punctuation\">，</ins>"), "after");
    assert!(page.contains("lang=\"zh-Hans\"") && page.contains("dir=\"auto\""));
}

#[test]
fn the_sample_has_a_fixed_size() {
    let dir = scratch("report-size");
    let mut sizes = Vec::new();
    for n in [1000, 4000] {
        let input = dir.join(format!("{n}.jsonl"));
        write_records(&input, n, 77);
        let out = dir.join(n.to_string());
        run(&["--quiet", "--passes", "none,U,F", arg(&input), arg(&out)]);
        sizes.push(sample(&out).len());
        assert!(fs::metadata(out.join("report.html")).unwrap().len() < 2_000_000);
    }
    // All 40, two or five of each group, less those that are in several.
    assert!(sizes.iter().all(|n| (40..=80).contains(n)), "{sizes:?}");
}

#[test]
fn times_are_noted_only_on_request() {
    let dir = scratch("report-times");
    let input = dir.join("a.jsonl");
    write_records(&input, 50, 4);
    let (plain, timed) = (dir.join("plain"), dir.join("timed"));
    run(&["--quiet", arg(&input), arg(&plain)]);
    run(&["--quiet", "--timings", arg(&input), arg(&timed)]);
    let (plain, mut timed) = (files(&plain), files(&timed));
    let times: serde_json::Value = serde_json::from_slice(&timed.remove("timings.json").unwrap()).unwrap();
    let slowest = times["slowest"].as_array().unwrap();
    assert_eq!(slowest.len(), 20);
    assert!(slowest.is_sorted_by_key(|s| std::cmp::Reverse(s["microseconds"].as_u64().unwrap())));
    let page = String::from_utf8(timed.remove("report.html").unwrap()).unwrap();
    assert!(page.contains("Slowest documents") && page.contains(slowest[0]["source"].as_str().unwrap()));
    for (name, bytes) in &timed {
        assert!(plain[name] == *bytes, "{name} depends on --timings");
    }
    assert!(!String::from_utf8_lossy(&plain["report.html"]).contains("Slowest documents"));
}

#[test]
fn folders_without_a_finished_run_are_refused() {
    let dir = scratch("report-refused");
    let refused = |folder: &Path, says: &str| {
        let output = run(&["report", arg(folder)]);
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(message.contains(says), "{message}");
    };
    refused(&dir.join("nowhere"), "is no folder");
    refused(&dir, "holds no run of this program");
    fs::write(dir.join("checkpoint.json"), "{}").unwrap();
    refused(&dir, "--resume");
    fs::remove_file(dir.join("checkpoint.json")).unwrap();
    fs::write(dir.join("report.json"), "{}").unwrap();
    refused(&dir, "not written by this version");
}

#[test]
fn the_policy_of_the_page_allows_its_own_script() {
    use sha2::{Digest, Sha256};
    let dir = scratch("report-policy");
    fs::write(dir.join("a.txt"), "短。").unwrap();
    run(&["--quiet", arg(&dir.join("a.txt")), arg(&dir.join("out"))]);
    let page = fs::read_to_string(dir.join("out/report.html")).unwrap();
    let (_, rest) = page.split_once("<script>").unwrap();
    let (script, _) = rest.split_once("</script>").unwrap();
    let hash = base64(&Sha256::digest(script.as_bytes()));
    assert!(page.contains(&format!("script-src 'sha256-{hash}'")), "SCRIPT_HASH in src/page/mod.rs is sha256-{hash}");
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().fold(0_u32, |w, b| w << 8 | u32::from(*b)) << (8 * (3 - chunk.len()));
        for n in 0..4 {
            let digit = DIGITS[(word >> (18 - 6 * n) & 63) as usize];
            out.push(if n <= chunk.len() { char::from(digit) } else { '=' });
        }
    }
    out
}

#[test]
fn duplicates_are_shown_as_dropped_by_the_gate() {
    let dir = scratch("report-gate");
    fs::create_dir(dir.join("in")).unwrap();
    let text = story(&mut Dice(24), 1);
    for name in ["a.txt", "b.txt"] {
        fs::write(dir.join("in").join(name), &text).unwrap();
    }
    let out = dir.join("out");
    assert_eq!(run(&[arg(&dir.join("in")), arg(&out), "--passes", "default,G"]).status.code(), Some(0));
    let sample = sample(&out);
    assert_eq!((&sample[0]["fate"], &sample[1]["fate"]["dropped"]["what"]), (&"kept".into(), &"duplicate-of".into()));
    let page = page(&out);
    assert!(page.contains("<span class=\"fate\">dropped by G101"), "the document");
    assert!(page.contains("drop-duplicates: duplicate-of <span class=\"quiet\">1 dropped</span>"), "the reason");
}
