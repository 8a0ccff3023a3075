//! Inputs that nobody means well with: each ends in exactly one record, with its reason, and soon.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;

use crate::common::{Dice, arg, records, run, scratch, story};

/// Cleans what is in `dir/in`; returns kept, dropped and failed records by source.
fn clean(dir: &Path, args: &[&str]) -> Vec<(String, &'static str, Value)> {
    let (input, out) = (dir.join("in"), dir.join("out"));
    let mut all = vec![arg(&input), arg(&out), "--overwrite"];
    all.extend(args);
    let output = run(&all);
    assert!(matches!(output.status.code(), Some(0 | 2)), "{}", String::from_utf8_lossy(&output.stderr));
    let mut rows = Vec::new();
    for (name, fate) in [("clean-00000", "kept"), ("discards-00000", "dropped"), ("errors", "failed")] {
        for record in records(&out.join(format!("{name}.jsonl"))) {
            rows.push((record["source"].as_str().expect("a source").to_owned(), fate, record));
        }
    }
    let report: Value = serde_json::from_slice(&fs::read(out.join("report.json")).expect("a report")).expect("JSON");
    assert_eq!(report["read"].as_u64(), Some(rows.len() as u64));
    rows
}

/// The one row of a source.
fn only<'a>(rows: &'a [(String, &'static str, Value)], source: &str) -> (&'static str, &'a Value) {
    let found: Vec<_> = rows.iter().filter(|r| r.0 == source || r.0.starts_with(&format!("{source}#"))).collect();
    assert_eq!(found.len(), 1, "{source}: {found:?}");
    (found[0].1, &found[0].2)
}

fn failed(rows: &[(String, &'static str, Value)], source: &str, kind: &str, says: &str) {
    let (fate, record) = only(rows, source);
    assert_eq!(fate, "failed", "{source}: {record}");
    assert_eq!(record["kind"], kind, "{source}: {record}");
    assert!(record["message"].as_str().expect("a message").contains(says), "{source}: {record}");
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

#[test]
fn each_hostile_file_is_one_accounted_record() {
    let dir = scratch("hostile");
    let input = dir.join("in");
    fs::create_dir(&input).unwrap();
    let put = |name: &str, bytes: &[u8]| fs::write(input.join(name), bytes).unwrap();
    let good = story(&mut Dice(1), 3);
    put("good.txt", good.as_bytes());
    put("empty.txt", b"");
    put("empty.jsonl", b"");
    put("nul.txt", format!("{good}\0\0\0{good}").as_bytes());
    put("cut.txt.gz", &gzip(good.as_bytes())[..60]);
    put("two.txt.gz", &[gzip(good.as_bytes()), gzip(good.as_bytes())].concat());
    put("bomb.txt.gz", &gzip(&vec![b'a'; 8 << 20]));
    put("bomb.html.zst", &zstd::encode_all(&vec![b' '; 8 << 20][..], 3).unwrap());
    put("liar.txt.gz", b"this is no gzip");
    put("liar.txt.zst", b"this is no zstd");
    put("big.txt", &vec![b'a'; 3 << 20]);
    put("long-line.jsonl", format!("{{\"text\": \"{}\"}}\n", "a".repeat(5 << 20)).as_bytes());
    put("bad-utf8.jsonl", b"{\"text\": \"\xff\xfe\"}\n");
    put("array-line.jsonl", b"[1, 2]\n");
    put("deep.jsonl", format!("{}{}\n", "[".repeat(100_000), "]".repeat(100_000)).as_bytes());
    put("deep.json", format!("{{\"text\": {}{}}}", "[".repeat(100_000), "]".repeat(100_000)).as_bytes());
    put("cut.json", b"[{\"text\": \"abc");
    put("no-text.jsonl", b"{\"title\": \"x\"}\n");
    put("surrogate.jsonl", format!("{{\"text\": \"\\ud83d {}\"}}\n", good.replace('\n', " ")).as_bytes());
    put("ignored.pdf", b"%PDF");
    fs::create_dir(input.join("a.txt")).unwrap();
    fs::create_dir(input.join("folder.html")).unwrap();
    fs::write(input.join("folder.html/inner.txt"), &good).unwrap();
    let rows = clean(&dir, &["--max-bytes", "2MiB"]);
    assert_eq!(only(&rows, "good.txt").0, "kept");
    assert_eq!(only(&rows, "folder.html/inner.txt").0, "kept");
    assert_eq!(only(&rows, "empty.txt").0, "dropped");
    assert_eq!(only(&rows, "nul.txt").0, "kept");
    let two = only(&rows, "two.txt.gz").1["text"].as_str().unwrap().matches("\n").count();
    assert!(two >= 5, "both members are read");
    failed(&rows, "cut.txt.gz", "malformed", "gzip data is cut off");
    failed(&rows, "bomb.txt.gz", "limit", "larger than 2097152 bytes");
    failed(&rows, "bomb.html.zst", "limit", "larger than 2097152 bytes");
    failed(&rows, "liar.txt.gz", "malformed", "gzip data is broken");
    failed(&rows, "liar.txt.zst", "malformed", "zstd data is broken");
    failed(&rows, "big.txt", "limit", "--max-bytes");
    failed(&rows, "long-line.jsonl", "limit", "--max-bytes");
    failed(&rows, "bad-utf8.jsonl", "malformed", "not valid UTF-8 at byte 10");
    failed(&rows, "array-line.jsonl", "malformed", "an array where a JSON object");
    failed(&rows, "deep.jsonl", "limit", "nested deeper");
    failed(&rows, "deep.json", "limit", "nested deeper");
    failed(&rows, "cut.json", "malformed", "not JSON");
    failed(&rows, "no-text.jsonl", "malformed", "the record has title");
    failed(&rows, "a.txt", "io", "a folder with the name");
    assert_eq!(only(&rows, "surrogate.jsonl").0, "kept");
    assert_eq!(rows.len(), 20);
}

#[cfg(unix)]
#[test]
fn odd_files_of_the_file_system() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};

    let dir = scratch("odd");
    let input = dir.join("in");
    fs::create_dir_all(input.join("sub")).unwrap();
    let good = story(&mut Dice(2), 3);
    fs::write(input.join(OsStr::from_bytes(b"caf\xe9.txt")), &good).unwrap();
    fs::write(input.join("back\\slash.txt"), &good).unwrap();
    fs::write(input.join("sub/real.txt"), &good).unwrap();
    symlink("..", input.join("sub/loop")).unwrap();
    symlink("sub/real.txt", input.join("link.txt")).unwrap();
    symlink("nowhere", input.join("broken.txt")).unwrap();
    symlink("nowhere", input.join("broken")).unwrap();
    let socket = std::os::unix::net::UnixListener::bind(input.join("s.txt")).unwrap();
    let locked = input.join("locked.txt");
    fs::write(&locked, &good).unwrap();
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).unwrap();
    let rows = clean(&dir, &[]);
    drop(socket);
    assert_eq!(only(&rows, "caf\\xE9.txt").0, "kept");
    assert_eq!(only(&rows, "back\\\\slash.txt").0, "kept");
    assert_eq!(only(&rows, "sub/real.txt").0, "kept");
    assert_eq!(only(&rows, "link.txt").0, "kept");
    failed(&rows, "broken.txt", "io", "No such file");
    failed(&rows, "s.txt", "io", "not a regular file");
    // Root may read everything.
    if fs::read(&locked).is_err() {
        failed(&rows, "locked.txt", "io", "ermission denied");
    }
    assert_eq!(rows.len(), 7);
}

#[test]
fn noise_is_no_document() {
    let dir = scratch("noise");
    let input = dir.join("in");
    fs::create_dir(&input).unwrap();
    let mut dice = Dice(7);
    let noise: Vec<u8> = (0..60_000).map(|_| 0x80 + dice.roll(0x80) as u8).collect();
    fs::write(input.join("noise.txt"), &noise).unwrap();
    let lines: Vec<u8> = noise.iter().enumerate().map(|(n, b)| if n % 40 == 39 { b'\n' } else { *b }).collect();
    fs::write(input.join("lines.html"), lines).unwrap();
    let good = story(&mut dice, 40);
    let (bytes, _, lost) = encoding_rs::GB18030.encode(&good);
    assert!(!lost);
    fs::write(input.join("gbk.txt"), bytes).unwrap();
    let rows = clean(&dir, &[]);
    failed(&rows, "noise.txt", "binary", "noise in every encoding");
    failed(&rows, "lines.html", "binary", "noise in every encoding");
    assert_eq!(only(&rows, "gbk.txt").0, "kept");
}

#[test]
fn front_matter_is_no_bomb() {
    let dir = scratch("front-matter");
    let input = dir.join("in");
    fs::create_dir(&input).unwrap();
    let list = |n: usize| format!("k{n}: &k{n} [{}]\n", vec![format!("*k{}", n - 1); 9].join(","));
    let lists: String = (1..10).map(list).collect();
    let good = story(&mut Dice(8), 3);
    let text = format!("---\ntitle: Tea\nk0: &k0 [x,x,x,x,x,x,x,x,x]\n{lists}---\n\n{good}");
    fs::write(input.join("bomb.md"), text).unwrap();
    let started = Instant::now();
    let rows = clean(&dir, &[]);
    let (fate, record) = only(&rows, "bomb.md");
    assert_eq!((fate, &record["title"]), ("kept", &Value::from("Tea")));
    assert!(started.elapsed() < Duration::from_secs(30));
}

/// Every rule that looks at the lines around one must look at a few: more lines than the models are asked about, each a button of a page.
#[test]
fn lines_of_buttons_without_end_are_read_soon() {
    let dir = scratch("buttons");
    fs::create_dir(dir.join("in")).unwrap();
    let text = format!("{}\n\n{}", story(&mut Dice(2), 3), "分享\n\n评论列表\n\n".repeat(12_500));
    fs::write(dir.join("in/buttons.txt"), text).unwrap();
    let rows = clean(&dir, &[]);
    assert_eq!(only(&rows, "buttons.txt").0, "kept");
}

/// Lines of which each could be metadata: dates alike and dates of their own.
#[test]
fn lines_of_dates_without_end_are_read_soon() {
    let dir = scratch("dates");
    fs::create_dir(dir.join("in")).unwrap();
    let days = |n: usize| format!("{}年{}月{}日\n", 1900 + n % 120, 1 + n % 12, 1 + n % 28);
    fs::write(dir.join("in/alike.txt"), "2021-03-04\n".repeat(100_000)).unwrap();
    fs::write(dir.join("in/days.txt"), (0..60_000).map(days).collect::<String>()).unwrap();
    let started = Instant::now();
    let rows = clean(&dir, &[]);
    assert_eq!(rows.len(), 2);
    assert!(started.elapsed() < Duration::from_secs(60));
}

#[test]
fn a_document_of_too_many_lines_fails() {
    let dir = scratch("lines");
    let input = dir.join("in");
    fs::create_dir(&input).unwrap();
    fs::write(input.join("lines.txt"), "a\n".repeat(1_000_001)).unwrap();
    failed(&clean(&dir, &[]), "lines.txt", "limit", "more than 1000000 lines");
}

#[test]
fn a_container_that_breaks_keeps_what_came_before() {
    let dir = scratch("breaks");
    let input = dir.join("in");
    fs::create_dir(&input).unwrap();
    let mut dice = Dice(3);
    let lines: Vec<String> =
        (0..200).map(|i| serde_json::json!({ "id": i, "text": story(&mut dice, 2) }).to_string()).collect();
    let packed = gzip(lines.join("\n").as_bytes());
    fs::write(input.join("a.jsonl.gz"), &packed[..packed.len() / 2]).unwrap();
    let rows = clean(&dir, &[]);
    let failed: Vec<_> = rows.iter().filter(|r| r.1 == "failed").collect();
    assert_eq!(failed.len(), 1);
    assert!(failed[0].2["message"].as_str().unwrap().contains("gzip data is cut off"), "{:?}", failed[0]);
    assert!(rows.len() > 50);
}

#[test]
fn a_line_without_end_is_skipped_and_bounded() {
    let dir = scratch("endless");
    let input = dir.join("in");
    fs::create_dir(&input).unwrap();
    // 200 MB of one letter, then a good line: the limit is for the line alone.
    let mut file = std::io::BufWriter::new(fs::File::create(input.join("a.jsonl")).unwrap());
    let chunk = vec![b'a'; 1 << 20];
    for _ in 0..200 {
        file.write_all(&chunk).unwrap();
    }
    writeln!(file, "\n{}", serde_json::json!({ "id": "good", "text": story(&mut Dice(4), 2) })).unwrap();
    file.flush().unwrap();
    let started = Instant::now();
    let rows = clean(&dir, &[]);
    assert!(started.elapsed() < Duration::from_secs(60));
    failed(&rows[1..], "a.jsonl", "limit", "209715200 bytes");
    assert_eq!((rows[0].0.as_str(), rows[0].1), ("a.jsonl#2", "kept"));
    fs::remove_file(input.join("a.jsonl")).unwrap();
}
