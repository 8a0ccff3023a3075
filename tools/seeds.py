#!/usr/bin/env python3
"""Runs the tool with default settings on the seed documents and compares each with its gold.

usage: seeds.py [--binary target/release/corpusclean] [--seeds ../shared/seeds]

Prints per document: title, date, authors, editors, publisher, url equal or not; precision and recall of headings;
character error rate of the body (gold `blocks` less `headings`, joined by a line feed, against `text`); gold
`must_not` strings that are in `text`; captions equal or not. Exits 1 if anything misses its target.
"""
import argparse
import glob
import json
import os
import subprocess
import sys
import tempfile


def distance(a, b):
    """Levenshtein distance, common ends aside."""
    while a and b and a[0] == b[0]:
        n = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
        a, b = a[n:], b[n:]
    while a and b and a[-1] == b[-1]:
        a, b = a[:-1], b[:-1]
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


def judge(gold, record):
    """Lines to print, and whether every target holds."""
    fine = True
    cells = []
    for key in ("title", "date", "authors", "editors", "publisher", "url"):
        if key in gold:
            same = gold[key] == record[key]
            fine &= same
            cells.append(f"{key} {'equal' if same else 'NOT ' + repr(record[key])}")
    found = [s["heading"] for s in record["sections"] if s["heading"] is not None]
    hits = len(set(found) & set(gold["headings"]))
    precision = hits / len(found) if found else 1.0
    recall = hits / len(gold["headings"]) if gold["headings"] else 1.0
    body = "\n".join(b for b in gold["blocks"] if b not in gold["headings"])
    errors = distance(body, record["text"]) / max(1, len(body))
    left = [s for s in gold["must_not"] if s in record["text"]]
    captions = gold["captions"] == record["captions"]
    fine &= precision == recall == 1 and errors == 0 and not left and captions
    cells.append(f"headings P {precision:.0%} R {recall:.0%}")
    cells.append(f"body errors {errors:.2%}")
    cells.append(f"must_not found {left or 'none'}")
    cells.append(f"captions {'equal' if captions else 'NOT ' + repr(record['captions'])}")
    return cells, fine


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default="target/release/corpusclean")
    parser.add_argument("--seeds", default="../shared/seeds")
    args = parser.parse_args()
    if not os.path.isdir(args.seeds):
        print(f"seeds: skipped, there is no folder {args.seeds}")
        return 0
    with tempfile.TemporaryDirectory() as out:
        raw = sorted(glob.glob(os.path.join(args.seeds, "*.txt")))
        target = os.path.join(out, "out")
        subprocess.run([args.binary, "--quiet", *raw, target], check=True)
        records = {}
        for shard in sorted(glob.glob(os.path.join(target, "clean-*.jsonl"))):
            for line in open(shard, encoding="utf-8"):
                record = json.loads(line)
                records[os.path.basename(record["source"])] = record
    fine = True
    for path in raw:
        name = os.path.basename(path)
        gold = json.load(open(os.path.join(args.seeds, name.split("_")[0] + ".json"), encoding="utf-8"))
        if name not in records:
            print(f"{name}: NOT kept")
            fine = False
            continue
        cells, good = judge(gold, records[name])
        fine &= good
        print(f"{name}: {'as gold' if good else 'DIFFERS'}\n  " + "\n  ".join(cells))
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
