"""Remakes readings.txt: python3 readings.py PYPINYIN_DIR TSCHARACTERS > readings.txt

PYPINYIN_DIR is the folder `pypinyin/` of the `pypinyin` source distribution
(MIT), TSCHARACTERS the `data/dictionary/TSCharacters.txt` of the `opencc` source
distribution (Apache-2.0). See README.md beside this file.
"""

import collections
import json
import sys

chars = json.load(open(sys.argv[1] + "/pinyin_dict.json", encoding="utf-8"))
phrases = json.load(open(sys.argv[1] + "/phrases_dict.json", encoding="utf-8"))
simplified = {}
for line in open(sys.argv[2], encoding="utf-8"):
    if not line.startswith("#") and line.strip():
        traditional, forms = line.rstrip("\n").split("\t")
        simplified[traditional] = forms.split(" ")[0]


def gbk(c):
    """Whether c is one of the two-byte Han characters of GBK."""
    try:
        return len(c.encode("gbk")) == 2
    except UnicodeEncodeError:
        return False


# How often each reading of a character is the right one, by the words that
# hold it. The phrases are mostly simplified, so both forms of c are counted.
seen = collections.defaultdict(collections.Counter)
for word, sounds in phrases.items():
    if len(word) == len(sounds):
        for c, s in zip(word, sounds):
            seen[c][s[0]] += 1

# Each line: reading, characters with (practically) this reading only,
# characters for which it is the usual one of several, and the rest.
table = collections.defaultdict(lambda: ([], [], []))
for code, readings in chars.items():
    c = chr(int(code))
    if not gbk(c):
        continue
    readings = readings.split(",")
    count = seen[c]
    if simplified.get(c, c) != c:
        count = count + seen[simplified[c]]
    count = {r: count[r] for r in readings}
    total = sum(count.values())
    usual = max(readings, key=lambda r: (count[r], -readings.index(r)))
    for r in readings:
        if r != usual:
            column = 2
        elif len(readings) == 1 or (total >= 5 and count[usual] >= 0.95 * total):
            column = 0
        else:
            column = 1
        table[r][column].append(c)
for r in sorted(table):
    print(r, *("".join(sorted(set(x))) for x in table[r]), sep="\t")
