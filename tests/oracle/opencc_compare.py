#!/usr/bin/env python3
"""Compares our Han script conversion with OpenCC itself (the `opencc` wheel, 1.4.2) and fails on any difference.

    opencc_compare.py [--items N] [--seed N] [--text FILE.jsonl]... [--config NAME]... COMMAND...

COMMAND converts JSONL {"id", "text"} to JSONL {"id", "text"}; `{config}` in its words becomes the configuration's name:

    opencc_compare.py target/release/corpusclean - --input-format verbatim --passes none,unify-script --script {config}

The texts are generated with a fixed seed from the dictionaries in data/opencc: keys and values, whole, broken and overlapping,
between description sequences, ASCII, compatibility and rare ideographs. --text adds files of {"text"} rows, line by line.
"""
import argparse
import importlib.metadata
import json
import pathlib
import random
import subprocess
import sys

VERSION = "1.4.2"
CONFIGS = "s2t t2s s2tw tw2s s2twp tw2sp s2hk hk2s s2hkp hk2sp t2tw tw2t t2hk hk2t t2jp jp2t".split()
DATA = pathlib.Path(__file__).resolve().parents[2] / "data" / "opencc"


def dictionaries():
    """Keys and values of each dictionary file."""
    words = {}
    for file in sorted(DATA.glob("*.txt")):
        rows = [line.split("\t", 1) for line in file.read_text(encoding="utf-8").splitlines() if "\t" in line and line[0] != "#"]
        words[file.stem] = [word for key, values in rows for word in (key, *values.split())]
    return words


def sequence(dice, depth):
    """An ideographic description sequence, sometimes broken or too deep."""
    if depth == 0 or dice.random() < 0.4:
        return dice.choice("氵青木石頭发里台干黄著鍾𠀀x")
    operator = dice.choice([chr(c) for c in range(0x2FF0, 0x3000)])
    arity = 3 if operator in "⿲⿳" else 1 if operator in "⿾⿿" else 2
    return operator + "".join(sequence(dice, depth - 1) for _ in range(arity - (dice.random() < 0.05)))


def piece(dice, words):
    word = dice.choice(words[dice.choice(list(words))])
    kind = dice.randrange(12)
    if kind == 0:
        return sequence(dice, dice.choice([2, 3, 7, 18]))
    if kind == 1:
        return dice.choice([" ", "\n", "\r\n", "\t", "，", "。", "「", "》", "\ufe00", "\U000e0100", "é", "ß", "한국", "ひらがな", "カタカナ", "🙂"])
    if kind == 2:
        return "".join(chr(dice.randrange(32, 127)) for _ in range(dice.randrange(1, 40)))
    if kind == 3:
        return chr(dice.choice([dice.randrange(0xF900, 0xFB00), dice.randrange(0x2F800, 0x2FA20), dice.randrange(0x20000, 0x323B0)]))
    if kind == 4:
        return "".join(chr(dice.randrange(0x4E00, 0xA000)) for _ in range(dice.randrange(1, 6)))
    if kind == 5:
        return word[: dice.randrange(1, len(word) + 1)]
    if kind == 6:
        return word[dice.randrange(len(word)) :]
    return word


def generated(seed, items):
    dice = random.Random(seed)
    words = dictionaries()
    return ["".join(piece(dice, words) for _ in range(dice.randrange(1, 60))) for _ in range(items)]


def lines_of(files):
    for file in files:
        with open(file, encoding="utf-8") as rows:
            for row in rows:
                # OpenCC loses what follows a NUL; we keep it.
                yield from (line for line in json.loads(row)["text"].replace("\0", "").split("\n") if line.strip())


def ours(command, config, texts):
    command = [word.replace("{config}", config) for word in command]
    rows = "".join(json.dumps({"id": str(n), "text": text}, ensure_ascii=False) + "\n" for n, text in enumerate(texts))
    run = subprocess.run(command, input=rows.encode(), stdout=subprocess.PIPE, check=True)
    out = (json.loads(row) for row in run.stdout.decode().split("\n") if row)
    return {row["id"]: row["text"] for row in out}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--text", action="append", default=[])
    parser.add_argument("--config", action="append", choices=CONFIGS)
    parser.add_argument("command", nargs=argparse.REMAINDER)
    args = parser.parse_args()
    found = importlib.metadata.version("opencc")
    if found != VERSION:
        sys.exit(f"opencc {found} is installed; the dictionaries are those of {VERSION}")
    import opencc

    texts = generated(args.seed, args.items) + list(lines_of(args.text))
    failed = 0
    for config in args.config or CONFIGS:
        got = ours(args.command, config, texts)
        oracle = opencc.OpenCC(config)
        different = [(text, want, got.get(str(n))) for n, text in enumerate(texts) if got.get(str(n)) != (want := oracle.convert(text))]
        print(f"{config}\t{len(texts) - len(different)}/{len(texts)}")
        for text, want, have in different[:3]:
            print(f"  text {text!r}\n  want {want!r}\n  have {have!r}")
        failed += len(different)
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
