#!/usr/bin/env python3
"""Holds the instructions per input byte of the release binary under the ceilings of benches/instructions.json.

Instructions are counted by callgrind, so that a loaded machine does not matter. The input is made of fixtures/clean:
every document so often that tables are loaded once among many documents. `--update` writes the counts as new ceilings.
"""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
BINARY = ROOT / "target" / "release" / "corpusclean"
CEILINGS = ROOT / "benches" / "instructions.json"
# A new compiler, C library or kind of processor shifts counts by a few percent; a lost fast path costs more.
TOLERANCE = 1.1
# Bytes of input for each language: loading all tables takes about 130 million instructions of 700.
SIZE = 1_000_000


def documents(language):
    """The clean texts of a language, in the order of their names."""
    # Texts of nothing but what looks like code or damage cost more than any corpus; how much is no measure of speed.
    paths = [p for p in sorted((ROOT / "fixtures" / "clean").rglob("*.txt")) if not p.stem.endswith("-not-code")]
    texts = [p.read_text(encoding="utf-8") for p in paths]
    han = lambda t: sum("\u4e00" <= c <= "\u9fff" for c in t) * 5 > len(t)
    return [t for t in texts if han(t) == (language == "zh")]


def write_input(path, language):
    """Writes a JSONL file of about SIZE bytes; returns its size."""
    texts = documents(language)
    if not texts:
        sys.exit(f"no clean texts for {language} in fixtures/clean")
    size = number = 0
    with path.open("w", encoding="utf-8") as out:
        while size < SIZE:
            row = {"id": f"{language}-{number}", "text": texts[number % len(texts)]}
            line = json.dumps(row, ensure_ascii=False) + "\n"
            out.write(line)
            size += len(line.encode())
            number += 1
    return size


def count(arguments, folder):
    """Instructions of one run of the binary."""
    command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/callgrind.out", str(BINARY), *arguments]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(r"Collected : (\d+)", run.stderr)
    if run.returncode != 0 or not found:
        sys.exit(f"callgrind failed:\n{run.stderr[-2000:]}")
    return int(found.group(1))


def measure():
    """Instructions per byte by case, those of the report of a run, and those of doing next to nothing."""
    counts = {}
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for case, language, more in [("zh", "zh", []), ("zh-no-passes", "zh", ["--passes", "none"]), ("en", "en", [])]:
            source = folder / f"{case}.jsonl"
            size = write_input(source, language)
            # To standard output: the sample and the page of a folder cost the same for a small input and a large one.
            total = count(["--jobs", "1", *more, str(source), "-"], folder)
            counts[case] = round(total / size, 1)
            if case == "zh":
                counts["report"] = count(["--jobs", "1", str(source), str(folder / "out")], folder) - total
        counts["version"] = count(["--version"], folder)
    return counts


def main():
    if shutil.which("valgrind") is None:
        print("instructions: skipped, valgrind is not installed")
        return
    if not BINARY.exists():
        sys.exit("no target/release/corpusclean: run `cargo build --release` first")
    counts = measure()
    if "--update" in sys.argv[1:]:
        CEILINGS.write_text(json.dumps(counts, indent=2) + "\n", encoding="utf-8")
    ceilings = json.loads(CEILINGS.read_text(encoding="utf-8"))
    failed = False
    for case, ceiling in ceilings.items():
        over = counts[case] > ceiling * TOLERANCE
        failed |= over
        unit = "instructions" if case in ("version", "report") else "instructions a byte"
        print(f"{case:14} {counts[case]:>10} {unit}, ceiling {ceiling}{'  TOO MANY' if over else ''}")
    if failed:
        sys.exit("more instructions than allowed; make it faster, or say why and run tools/instructions.py --update")


if __name__ == "__main__":
    main()
