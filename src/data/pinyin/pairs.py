"""Remakes pairs.bin: python3 pairs.py HMM_TRANSITION JIEBA_DICT > pairs.bin

HMM_TRANSITION is `Pinyin2Hanzi/data/hmm_transition.json` of the `Pinyin2Hanzi`
source distribution (MIT), JIEBA_DICT the `dict.txt` of `jieba` (MIT). See
README.md beside this file.

A table (see tables.py) of pairs of characters: the second is exp(level) times as likely behind the first as elsewhere.
"""

import collections
import json
import math
import sys

from tables import table

data = json.load(open(sys.argv[1], encoding="utf-8"))
data = data.get("data", data)
count = collections.Counter()
for line in open(sys.argv[2], encoding="utf-8"):
    word, frequency = line.split(" ")[:2]
    for c in word:
        count[c] += int(frequency)
total = sum(count.values())

levels = {}
for first in data:
    for second, p in data[first].items():
        if len(first) == len(second) == 1 and count[second]:
            levels[first + second] = min(9, max(0, round(math.log(p * total / count[second]))))
sys.stdout.buffer.write(table(levels))
