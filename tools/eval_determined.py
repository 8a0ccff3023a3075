#!/usr/bin/env python3
"""How many of the characters whose bytes are all still there `repair-mojibake` gives back, where others were lost.

usage: eval_determined.py [--binary BIN] [--texts ../shared/eval/text/mojibake_zh.jsonl]

Of the texts that are partly recoverable the original is encoded and decoded again as its chain says, noting which bytes no character
came of. A character is determined if none of its bytes is among them. `kept` is the share of all characters that stand in the
repaired text (in order), `determined` the share that is determined, and `of those kept` how many of them came back; more are kept than
determined where words tell what was lost.
"""
import argparse
import codecs
import collections
import difflib
import json
import re
import subprocess
import sys
from pathlib import Path

# What a chain calls an encoding, and Python.
CODECS = {"gb18030": "gb18030", "gbk": "gbk", "big5": "big5", "shift_jis": "cp932", "euc-kr/cp949": "cp949", "cp1252": "cp1252", "utf8": "utf-8"}


def lost_bytes(text, written, read):
    """The bytes of the encoded text, and which of them become no character."""
    lost = set()

    def note(error):
        lost.update(range(error.start, error.end))
        return "\ufffd", error.end

    codecs.register_error("note", note)
    text.encode(written, "replace").decode(read, "note")
    return lost


def determined(text, written, read):
    """Which characters have all their bytes."""
    lost, at, found = lost_bytes(text, written, read), 0, set()
    for n, c in enumerate(text):
        size = len(c.encode(written, "replace"))
        if not any(b in lost for b in range(at, at + size)):
            found.add(n)
        at += size
    return found


def repaired(binary, rows):
    lines = "\n".join(json.dumps({"id": r["id"], "text": r["corrupted"]}, ensure_ascii=False) for r in rows) + "\n"
    command = [binary, "-", "--input-format", "verbatim", "--passes", "none,repair-mojibake"]
    run = subprocess.run(command, input=lines.encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if run.returncode != 0:
        sys.exit(run.stderr.decode())
    records = map(json.loads, run.stdout.decode().strip("\n").split("\n"))
    return {r["id"]: r["text"] for r in records}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--binary", default="target/release/corpusclean")
    parser.add_argument("--texts", default="../shared/eval/text/mojibake_zh.jsonl")
    args = parser.parse_args()
    if not Path(args.texts).exists():
        print(f"skipped: {args.texts} is absent")
        return
    rows = [r for r in map(json.loads, Path(args.texts).read_text(encoding="utf-8").strip("\n").split("\n")) if r["recoverable"] == "partial"]
    texts = repaired(args.binary, rows)
    counts = collections.defaultdict(lambda: [0, 0, 0, 0])
    for row in rows:
        chain = re.match(r"(\w+)(?:\(4-byte\))?>([\w/-]+)", row["chain"])
        if not chain or not {chain[1], chain[2]} <= CODECS.keys():
            continue
        whole = determined(row["original"], CODECS[chain[1]], CODECS[chain[2]])
        match = difflib.SequenceMatcher(None, row["original"], texts[row["id"]], autojunk=False)
        kept = {n for a, _, size in match.get_matching_blocks() for n in range(a, a + size)}
        for name in (row["chain"], "all"):
            for n, value in enumerate((len(row["original"]), len(kept), len(whole), len(whole & kept))):
                counts[name][n] += value
    for name, (characters, kept, whole, both) in sorted(counts.items()):
        print(f"{name:40} characters {characters:6}  kept {kept / characters:.3f}  determined {whole / characters:.3f}  of those kept {both / whole:.3f}")


main()
