#!/usr/bin/env python3
"""Damages clean Chinese text as the mirrors' software does, and counts how much of it `strip-pinyin` restores.

usage: eval_shifted.py [--binary BIN] [--texts zh.jsonl.zst] [--pairs pairs.tsv] [--unit sentence|line|document] [--count 10000]
                       [--in-turn 0] [--seed 1] [--show 0] [--kinds]

The damage is written here anew, from the description of it and not from the tool's own model. The text (JSONL of {"id",
"text"}, .zst by the `zstd` program) is converted to traditional characters by the tool; each piece is damaged by a mirror drawn
at random: which characters are annotated (PAIRS: character, reading, ..., in order of frequency), which full-width marks are cut
at, what lone bytes and unassigned codes become. A piece counts where the bytes were shifted, not only annotated. `exact`: the original came
back; `left`: nothing was changed; `worse`: farther from the original (characters inserted, deleted, changed) than the damaged text
with its annotations taken out.
"""
import argparse
import collections
import difflib
import json
import os
import random
import re
import subprocess
import zlib

MARKS = {",": b"\xa3\xac", ":": b"\xa3\xba", "(": b"\xa3\xa8", ")": b"\xa3\xa9", "!": b"\xa3\xa1", "?": b"\xa3\xbf", ";": b"\xa3\xbb"}

ANNOTATION = re.compile("(?<=[\u4e00-\u9fff])\\([a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ]+\\)")


def code(pair):
    """The character of two bytes: `None` if there is none, private-use ones included."""
    if not (0x81 <= pair[0] <= 0xFE and 0x40 <= pair[1] <= 0xFE and pair[1] != 0x7F):
        return None
    try:
        return pair.decode("gb18030")
    except UnicodeDecodeError:
        return None


class Mirror:
    def __init__(self, rng, pairs, in_turn):
        # Real pages annotate 10 to 30 characters of the list, frequent ones rather.
        chosen = [p for n, p in enumerate(pairs) if rng.random() < 0.2 + 0.3 * (n < 30)]
        self.annotated = {p[0].encode("gbk"): f"({p[1]})".encode("gb18030") for p in chosen}
        self.cut = rng.choice([",!?", "!?", ""])
        self.unassigned = rng.choice(["private", "byte"])
        self.stops = rng.random() < 0.5
        # Pages of one site have both readings of two pairs that share a byte, or only the second's: it looked for the
        # characters one after the other. Those of others have the first's: they went through the bytes once.
        in_turn = in_turn and rng.random() < in_turn
        self.in_turn = rng.sample(sorted(self.annotated.items()), len(self.annotated)) if in_turn else []

    def damage(self, text):
        segments = re.split("(?=[。、\n])" if self.stops else "(?=\n)", text)
        return "".join(self.segment(s.encode("gbk")) for s in segments)

    def plain(self, text):
        """What would be there if no pair were found across two characters."""
        return "".join(c + self.annotated.get(c.encode("gbk"), b"").decode("gb18030") for c in text)

    def annotate(self, data):
        if self.in_turn:
            for pair, reading in self.in_turn:
                data = data.replace(pair, pair + reading)
            return data
        out, i = bytearray(), 0
        while i < len(data):
            pair = data[i : i + 2]
            out += pair if pair in self.annotated else pair[:1]
            out += self.annotated.get(pair, b"")
            i += 2 if pair in self.annotated else 1
        return out

    def segment(self, data):
        out = self.annotate(data)
        marks = [MARKS[m] for m in self.cut]
        pieces, start, i = [], 0, 0
        while i + 1 < len(out):
            if bytes(out[i : i + 2]) in marks:
                pieces += [self.decode(out[start:i]), out[i : i + 2].decode("gbk")]
                i += 1
                start = i + 1
            i += 1
        return "".join([*pieces, self.decode(out[start:])])

    def decode(self, data):
        text, i = [], 0
        while i < len(data):
            if data[i] < 0x80:
                text.append(chr(data[i]))
                i += 1
                continue
            if data[i] == 0x80:
                text.append("€")
                i += 1
                continue
            c = code(bytes(data[i : i + 2])) if i + 1 < len(data) else None
            private = c is not None and "\ue000" <= c <= "\uf8ff"
            if i + 1 < len(data) and data[i + 1] < 0x40:
                text.append("?")
                i += 2
            elif c is None or private and self.unassigned == "byte":
                text.append("?")
                i += 1
            else:
                text.append(c)
                i += 2
        return "".join(text)


def in_gbk(text):
    try:
        return text.encode("gbk").decode("gbk") == text and "€" not in text
    except UnicodeEncodeError:
        return False


def pieces(text, unit):
    if unit == "document":
        return [text]
    lines = [line.strip() for line in text.split("\n")]
    if unit == "sentence":
        lines = [s.strip() for line in lines for s in re.findall("[^。！？]+(?:[。！？]+[”’」』）]*|$)", line)]
    return lines


def distance(a, b, limit=400):
    """Levenshtein distance, common ends taken off."""
    while a and b and a[0] == b[0]:
        a, b = a[1:], b[1:]
    while a and b and a[-1] == b[-1]:
        a, b = a[:-1], b[:-1]
    if max(len(a), len(b)) > limit:
        return None
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


def changed(a, b):
    """The parts of `a` that `b` has otherwise, and what it has there."""
    spans = []
    for tag, i, j, k, m in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag != "equal" and spans and i - spans[-1][1] < 2:
            spans[-1] = (spans[-1][0], j, spans[-1][2], m)
        elif tag != "equal":
            spans.append((i, j, k, m))
    return [(i, j, b[k:m]) for i, j, k, m in spans]


def places(original, damaged, result):
    """What became of each damaged run."""
    differences = changed(original, result)
    for i, j, _ in changed(original, damaged):
        there = [text for k, m, text in differences if k <= j and i <= m]
        yield "right" if not there else "left" if any("?" in text for text in there) else "wrong"


def kind(original, damaged, result):
    """Why a piece is not restored, by the first of these that holds for any of its places."""
    kinds = set()
    for i, j, there in changed(original, result):
        # The characters beside it too, for a run is changed as a whole.
        was, around = original[i:j], original[max(0, i - 1) : j + 1]
        lost = [c for c in around if c.isascii() and around.count(c) > there.count(c) and original.count(c) > damaged.count(c)]
        if lost:
            kinds.add("0 a digit, space or mark of ASCII is lost")
        elif j >= len(original.rstrip("\u201d\u2019」』）。！？")) and re.search("[\u201d\u2019」』）。！？]", was + there):
            kinds.add("1 what stood at a last full stop")
        elif "?" not in there:
            kinds.add("2 another character is likelier")
        else:
            kinds.add("3 left: nothing is likely enough")
    return min(kinds, default="3 left: nothing is likely enough")


def lines_of(original, plain, result):
    """What became of each line of a document; `plain` is the damaged one without its annotations."""
    parts = [text.split("\n") for text in (original, plain, result)]
    if len({len(p) for p in parts}) > 1:
        return
    for was, there, now in zip(*parts):
        if was != there:
            yield "exact" if now == was else "left" if now == there else "inexact"
        elif now != was:
            yield "harmed"


def run(binary, rows, *options):
    lines = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows)
    command = [binary, "-", "--no-config", "--input-format", "verbatim", *options]
    done = subprocess.run(command, input=lines.encode(), stdout=subprocess.PIPE, check=True)
    return [json.loads(line)["text"] for line in done.stdout.decode().split("\n") if line]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default="target/release/corpusclean")
    parser.add_argument("--texts", default="../shared/eval/bench/zh.jsonl.zst")
    parser.add_argument("--pairs", default="../shared/eval/text/pinyin_artifact_pairs.tsv")
    parser.add_argument("--unit", choices=["sentence", "line", "document"], default="sentence")
    parser.add_argument("--count", type=int, default=10000)
    parser.add_argument("--rounds", type=int, default=20, help="go through the texts at most so often")
    parser.add_argument("--half", type=int, choices=[0, 1], help="only this half of the texts: weights are tuned on 0")
    parser.add_argument("--in-turn", type=float, default=0, metavar="SHARE", help="of the mirrors that look for one character after the other")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, help="print so many of the pieces that were not restored")
    parser.add_argument("--kinds", action="store_true", help="why pieces are not restored, and how many could be at most")
    args = parser.parse_args()
    if not os.path.exists(args.texts):
        print(f"eval-shifted: skipped, there is no {args.texts}")
        return
    pairs = [line.rstrip("\n").split("\t") for line in open(args.pairs, encoding="utf-8")]
    # Letters in the list are shifted damage themselves.
    pairs = [p for p in pairs if not p[0].isascii()]
    raw = subprocess.run(["zstd", "-dc", args.texts], stdout=subprocess.PIPE, check=True).stdout
    rows = [json.loads(line) for line in raw.decode().split("\n") if line]
    rng = random.Random(args.seed)
    rng.shuffle(rows)
    texts = run(args.binary, [{"id": r["id"], "text": r["text"]} for r in rows], "--passes", "none,unify-script", "--script", "s2t")
    cases = []
    # Most pieces are not shifted by a given mirror, so the texts are gone through again with others.
    for row, text in [*zip(rows, texts)] * args.rounds:
        if args.half is not None and zlib.crc32(row["id"].encode()) % 2 != args.half:
            continue
        for piece in pieces(text, args.unit):
            if len(cases) == args.count:
                break
            # Characters that GBK does not have are as good as absent in these texts.
            piece = "".join(c for c in piece if in_gbk(c))
            if len(re.findall("[\u4e00-\u9fff]", piece)) < 6 or not in_gbk(piece):
                continue
            if args.unit == "document" and (len(piece) > 8000 or len(re.findall("[。！？]", piece)) < 3):
                continue
            mirror = Mirror(rng, pairs, args.in_turn)
            damaged = mirror.damage(piece)
            if damaged != mirror.plain(piece):
                cases.append((row["id"], piece, damaged))
    damaged_rows = [{"id": str(n), "text": damaged} for n, (_, _, damaged) in enumerate(cases)]
    results = run(args.binary, damaged_rows, "--passes", "none,strip-pinyin")
    counts, runs, lines = collections.defaultdict(collections.Counter), collections.Counter(), collections.Counter()
    shown, kinds = 0, collections.Counter()
    for (name, original, damaged), result in zip(cases, results):
        plain = ANNOTATION.sub("", damaged)
        before, after = distance(plain, original), distance(result, original)
        if args.unit == "document":
            lines.update(lines_of(original, plain, result))
        else:
            runs.update(places(original, plain, ANNOTATION.sub("", result)))
        if result in (original, damaged):
            verdict = "exact" if result == original else "left"
        elif before is not None and after is not None and after > before:
            verdict = "worse"
        else:
            verdict = "inexact"
        for group in ("ALL", re.split("[:/]", name)[0]):
            counts[group][verdict] += 1
        if verdict != "exact" and args.kinds:
            kinds[kind(original, plain, ANNOTATION.sub("", result))] += 1
        if verdict != "exact" and shown < args.show:
            shown += 1
            print(f"{verdict}\t{name}\n  {damaged!r}\n  {result!r}\n  {original!r}")
    digest = zlib.crc32("\0".join(d for _, _, d in cases).encode())
    print(f"{args.unit}s, seed {args.seed}, cases {digest:08x}")
    if runs:
        print("places\t" + "\t".join(f"{v} {runs[v]}" for v in ("right", "wrong", "left")))
    if lines:
        n = lines["exact"] + lines["inexact"] + lines["left"]
        print(f"lines\t{n}\t" + "\t".join(f"{v} {lines[v]} ({100 * lines[v] / n:.2f} %)" for v in ("exact", "inexact", "left", "harmed")))
    for name, n in sorted(kinds.items()):
        print(f"kind\t{n}\t{100 * n / len(cases):.2f} %\t{name[2:]}")
    if kinds:
        hopeless = sum(n for name, n in kinds.items() if name[0] in "01")
        print(f"kind\t\t{100 - 100 * hopeless / len(cases):.2f} %\tat most, by perfect choices among characters")
    for name, c in counts.items():
        n = sum(c.values())
        print(f"{name}\t{n}\t" + "\t".join(f"{v} {c[v]} ({100 * c[v] / n:.2f} %)" for v in ("exact", "inexact", "left", "worse")))


if __name__ == "__main__":
    main()
