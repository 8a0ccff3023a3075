"""Remakes words.bin: python3 words.py JIEBA_DICT > words.bin

JIEBA_DICT is the `dict.txt` of `jieba` (MIT). See README.md beside this file.

Tables (see tables.py) of the words of one to six Han characters, with -14 ln(frequency / sum of all), at most 255; then one
of the Han characters by how often they occur in any word.
"""

import collections
import math
import sys

from tables import han, table

LONGEST = 6
SCALE = 14

words, characters = collections.Counter(), collections.Counter()
for line in open(sys.argv[1], encoding="utf-8"):
    word, frequency = line.split(" ")[:2]
    words[word] = max(1, int(frequency))
    for c in filter(han, word):
        characters[c] += max(1, int(frequency))


def levels(frequencies, total):
    return {w: min(255, round(-math.log(n / total) * SCALE)) for w, n in frequencies.items()}


for length in range(1, LONGEST + 1):
    chosen = {w: n for w, n in words.items() if len(w) == length and all(map(han, w))}
    sys.stdout.buffer.write(table(levels(chosen, words.total())))
sys.stdout.buffer.write(table(levels(characters, characters.total())))
