"""Remakes pairs.txt: python3 pairs.py HMM_TRANSITION JIEBA_DICT > pairs.txt

HMM_TRANSITION is `Pinyin2Hanzi/data/hmm_transition.json` of the `Pinyin2Hanzi`
source distribution (MIT), JIEBA_DICT the `dict.txt` of `jieba` (MIT). See
README.md beside this file.
"""

import collections
import json
import math
import sys

data = json.load(open(sys.argv[1], encoding="utf-8"))
data = data.get("data", data)
count = collections.Counter()
for line in open(sys.argv[2], encoding="utf-8"):
    word, frequency = line.split(" ")[:2]
    for c in word:
        count[c] += int(frequency)
total = sum(count.values())

# A line per first character: for each level, the digit and then the second
# characters that are exp(level) times as likely behind it as elsewhere.
for first in sorted(data):
    levels = collections.defaultdict(list)
    for second, p in data[first].items():
        if len(first) == len(second) == 1 and count[second]:
            level = min(9, max(0, round(math.log(p * total / count[second]))))
            levels[level].append(second)
    if levels:
        print(first + "".join(str(n) + "".join(sorted(levels[n])) for n in sorted(levels)))
