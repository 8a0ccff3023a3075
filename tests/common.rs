//! What the tests of the program share: scratch folders, made-up documents, and how to run it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The program, untouched by settings files and colours of whoever runs the tests.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_corpusclean"));
    command.env("NO_COLOR", "1").env_remove("CLICOLOR_FORCE");
    command
}

/// Runs it with `args`.
pub fn run(args: &[&str]) -> Output {
    program().args(args).output().expect("the program starts")
}

/// Runs it with `args` and `input` on standard input.
pub fn pipe(args: &[&str], input: &[u8]) -> Output {
    use std::io::Write;
    let mut child = program()
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.to_vec();
    let feeder = std::thread::spawn(move || {
        // The program may stop reading early.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().expect("the program ends");
    feeder.join().expect("the feeder ends");
    output
}

/// An empty folder of this name.
pub fn scratch(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).expect("a scratch folder");
    path
}

/// All files of a folder with their bytes.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        all.insert(entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path()).expect("a file"));
    }
    all
}

/// The records of a JSONL file.
pub fn records(path: &Path) -> Vec<serde_json::Value> {
    let text = fs::read_to_string(path).expect("a JSONL file");
    text.lines().map(|l| serde_json::from_str(l).expect("JSON on each line")).collect()
}

/// The path as an argument.
pub fn arg(path: &Path) -> &str {
    path.to_str().expect("scratch paths are UTF-8")
}

/// Numbers that look random and are the same in every run (SplitMix64).
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % below as u64).expect("below a usize")
    }
}

const SENTENCES: &[&str] = &[
    "清晨的码头上,渔民们把昨夜捕到的黄鱼一筐一筐抬上岸。",
    "老木匠说，榫卯之间要留半分余地，木头才会呼吸。",
    "The ferry left an hour late, and nobody on the pier seemed to mind.",
    "雨停之后，巷子口的豆腐摊又冒起了热气。",
    "Der Uhrmacher hob die Lupe und schwieg eine ganze Weile.",
    "港口的燈塔在霧裡閃了三下，船長便知道該轉向了。",
    "Les enfants comptaient les wagons du train de marchandises.",
    "她把信折了两折，夹进那本没有读完的游记里。",
    "В конце улицы старик каждое утро кормил голубей.",
    "今年的梅子比往年早熟了十來天，酒坊的人都忙起來。",
];

/// The text of a made-up document, long enough to be kept by default settings.
pub fn story(dice: &mut Dice, paragraphs: usize) -> String {
    let mut text = String::new();
    for _ in 0..paragraphs {
        for _ in 0..8 {
            text.push_str(SENTENCES[dice.roll(SENTENCES.len())]);
        }
        text.push_str("\n\n");
    }
    text
}

/// Writes `n` made-up records to a JSONL file.
pub fn write_records(path: &Path, n: usize, seed: u64) {
    let mut dice = Dice(seed);
    let mut out = String::new();
    for i in 0..n {
        let paragraphs = dice.roll(4);
        let row = match dice.roll(40) {
            0 => "this is not JSON".to_owned(),
            1 => serde_json::json!({ "id": i, "body": "under another name" }).to_string(),
            _ => serde_json::json!({ "id": i, "text": story(&mut dice, paragraphs), "n": i % 7 }).to_string(),
        };
        out.push_str(&row);
        out.push('\n');
    }
    fs::write(path, out).expect("a file is written");
}
