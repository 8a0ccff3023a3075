//! A run that is killed at any moment and continued gives the bytes of one that was not.

use std::fs;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::common::{Dice, arg, files, program, run, scratch, write_records};

/// Kills in one test; `CORPUSCLEAN_KILLS=50` for the full proof.
fn kills() -> usize {
    std::env::var("CORPUSCLEAN_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(6)
}

fn interrupted(inputs: &Path, out: &Path, args: &[&str], whole: Duration, dice: &mut Dice) -> usize {
    let mut killed = 0;
    let mut first = true;
    while killed < kills() {
        let mut command = program();
        command.args(["--quiet", "--jobs", "2"]).args(args).args([arg(inputs), arg(out)]);
        if !first {
            command.arg("--resume");
        }
        let mut child = command.spawn().expect("the program starts");
        let most = usize::try_from(whole.as_micros()).expect("a short run") / 2;
        sleep(Duration::from_micros(dice.roll(most) as u64));
        if child.try_wait().expect("a child").is_some() {
            // Done before the blow: begin again, the kills go on.
            fs::remove_dir_all(out).expect("the output is removed");
            first = true;
            continue;
        }
        child.kill().expect("it can be killed");
        child.wait().expect("it is dead");
        killed += 1;
        first = !out.join("checkpoint.json").exists();
        if first {
            let _ = fs::remove_dir_all(out);
        }
    }
    let mut command = program();
    command.args(["--quiet"]).args(args).args([arg(inputs), arg(out)]);
    if out.join("checkpoint.json").exists() {
        command.arg("--resume");
    } else if out.exists() {
        command.arg("--overwrite");
    }
    let end = command.output().expect("the program starts");
    assert_eq!(end.status.code(), Some(2), "{}", String::from_utf8_lossy(&end.stderr));
    killed
}

#[test]
fn killed_and_resumed_is_the_same_as_never_killed() {
    let dir = scratch("resume");
    let inputs = dir.join("in");
    fs::create_dir(&inputs).unwrap();
    for part in 0..3 {
        // The last is the first once more: for the gate.
        write_records(&inputs.join(format!("{part}.jsonl")), 1500, 100 + part % 2);
    }
    let mut dice = Dice(20_221_101);
    for (compress, passes) in [("none", "none,U,F,G"), ("zstd", "none,U,F")] {
        // What the passes do does not matter here; these are quick without optimization too.
        let args = ["--compress", compress, "--shard-size", "200KB", "--passes", passes];
        let (whole, broken) = (dir.join(format!("whole-{compress}")), dir.join(format!("broken-{compress}")));
        let started = Instant::now();
        let mut all = args.to_vec();
        all.extend([arg(&inputs), arg(&whole)]);
        assert_eq!(run(&all).status.code(), Some(2));
        let killed = interrupted(&inputs, &broken, &args, started.elapsed(), &mut dice);
        assert_eq!(killed, kills());
        let (whole, broken) = (files(&whole), files(&broken));
        assert_eq!(whole.keys().collect::<Vec<_>>(), broken.keys().collect::<Vec<_>>());
        for (name, bytes) in &whole {
            assert!(broken[name] == *bytes, "{name} differs after {killed} kills with --compress {compress}");
        }
    }
}

#[test]
fn a_changed_input_or_setting_is_refused() {
    let dir = scratch("changed");
    let inputs = dir.join("in");
    fs::create_dir(&inputs).unwrap();
    write_records(&inputs.join("a.jsonl"), 4000, 5);
    let out = dir.join("out");
    let mut child = program().args(["--quiet", arg(&inputs), arg(&out)]).spawn().unwrap();
    while !out.join("checkpoint.json").exists() {
        assert!(child.try_wait().unwrap().is_none(), "ended before it could be killed");
        sleep(Duration::from_millis(1));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let go = |more: &[&str]| {
        let mut args = vec![arg(&inputs), arg(&out)];
        args.extend(more);
        let output = run(&args);
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, message) = go(&[]);
    assert_eq!(code, Some(2));
    assert!(message.contains("--resume"), "{message}");
    let (code, message) = go(&["--resume", "--compress", "zstd"]);
    assert_eq!(code, Some(2));
    assert!(message.contains("compress was `none` and is `zstd`"), "{message}");
    write_records(&inputs.join("b.jsonl"), 1, 5);
    let (code, message) = go(&["--resume"]);
    assert_eq!(code, Some(2));
    assert!(message.contains("inputs have changed: 1 files"), "{message}");
    fs::remove_file(inputs.join("b.jsonl")).unwrap();
    assert_eq!(go(&["--resume"]).0, Some(2), "goes on, with the broken records of the input");
    assert!(out.join("report.json").exists());
}

#[test]
fn killed_while_it_replaces_a_run_leaves_the_old_one_or_one_to_continue() {
    let dir = scratch("replaced");
    let (input, old, out) = (dir.join("in.jsonl"), dir.join("old"), dir.join("out"));
    write_records(&input, 600, 9);
    // Many small shards take their time to go.
    let args = ["--quiet", "--passes", "none", "--shard-size", "1KB", arg(&input)];
    let go = |out: &Path, more: &[&str]| run(&[&args[..], &[arg(out)], more].concat());
    assert_eq!(go(&old, &[]).status.code(), Some(2));
    let whole = files(&old);
    let mut dice = Dice(77);
    for _ in 0..2 * kills() {
        fs::create_dir(&out).unwrap();
        for (name, bytes) in &whole {
            fs::write(out.join(name), bytes).unwrap();
        }
        let mut child = program().args(args).args([arg(&out), "--overwrite"]).spawn().unwrap();
        sleep(Duration::from_micros(dice.roll(60_000) as u64));
        child.kill().unwrap();
        child.wait().unwrap();
        if out.join("checkpoint.json").exists() {
            let end = go(&out, &["--resume"]);
            assert_eq!(end.status.code(), Some(2), "{}", String::from_utf8_lossy(&end.stderr));
        }
        let _ = fs::remove_file(out.join("checkpoint.json.part"));
        assert!(files(&out) == whole, "neither the old run nor a whole new one");
        fs::remove_dir_all(&out).unwrap();
    }
}
