#!/usr/bin/env python3
"""Remakes single_byte.bin and plausibility.bin.

    python3 generate.py NGRAMS.tsv

NGRAMS.tsv: the unigrams and bigrams of the lingua-*-language-model crates (Apache-2.0), one
`language<TAB>ngram<TAB>ln(conditional probability)` a line. Needs the packages jieba (MIT) and
opencc (Apache-2.0). See README.md beside this file.
"""
import collections, math, os, sys

HERE = os.path.dirname(os.path.abspath(__file__))
# name in the code, Python codec
SINGLE = [
    ("Latin1", "latin-1"), ("Windows1252", "cp1252"), ("Windows1250", "cp1250"), ("Windows1251", "cp1251"),
    ("Windows1253", "cp1253"), ("Windows1254", "cp1254"), ("Windows1257", "cp1257"), ("Iso8859_2", "iso-8859-2"),
    ("Koi8R", "koi8-r"), ("MacRoman", "mac-roman"), ("Cp437", "cp437"), ("Cp850", "cp850"), ("Cp866", "cp866"),
]


def single_byte():
    out = bytearray()
    for _, codec in SINGLE:
        for b in range(0x80, 0x100):
            try:
                code = ord(bytes([b]).decode(codec))
            except UnicodeDecodeError:
                code = b
            out += code.to_bytes(2, "little")
    open(os.path.join(HERE, "single_byte.bin"), "wb").write(out)


def is_han(c):
    return "\u3400" <= c <= "\u9fff" or c >= "\U00020000" or c == "〇"


def varint(n):
    out = bytearray()
    while n >= 0x80:
        out.append(n & 0x7F | 0x80)
        n >>= 7
    out.append(n)
    return bytes(out)


def bits(p):
    return -math.log2(p)


def plausibility(ngrams):
    import jieba, opencc
    uni = {}                      # char -> bits, the best over languages
    pair = {}                     # (a, b) -> bits of b after a
    langs = collections.defaultdict(dict)
    rows = []
    for line in open(ngrams, encoding="utf-8"):
        lang, gram, ln = line.rstrip("\n").split("\t")
        rows.append((lang, gram, float(ln) / math.log(2)))
    cjk = {"chinese", "japanese", "korean"}
    for lang, g, lg in rows:
        if len(g) == 1 and g.isalpha() or is_han(g[0]) and len(g) == 1:
            cost = -lg + 1
            # The letter models hold stray letters of other languages: what is this rare is noise.
            if lang not in cjk and cost > 15:
                continue
            uni[g] = min(uni.get(g, 99), cost)
    for lang, g, lg in rows:
        if len(g) == 2 and lang not in cjk and g[0] in uni and g[1] in uni and lang != "latin":
            cost = -lg + 1
            if cost < 13:
                pair[g] = min(pair.get(g, 99), cost)
    # Han: words and their frequencies, in both scripts.
    cc = opencc.OpenCC("s2t")
    path = os.path.join(os.path.dirname(jieba.__file__), "dict.txt")
    words = [l.split(" ")[:2] for l in open(path, encoding="utf-8")]
    trad = cc.convert("\n".join(w for w, _ in words)).split("\n")
    assert len(trad) == len(words)
    for column in ([w for w, _ in words], trad):
        c1, c2, total = collections.Counter(), collections.Counter(), 0
        for w, (_, f) in zip(column, words):
            f = int(f)
            for ch in w:
                if is_han(ch):
                    c1[ch] += f
                    total += f
            for a, b in zip(w, w[1:]):
                if is_han(a) and is_han(b):
                    c2[a + b] += f
        for ch, f in c1.items():
            uni[ch] = min(uni.get(ch, 99), bits((f + 0.5) / total) + 1)
        for ab, f in c2.items():
            # half of the successors of a character lie in the same word
            p = 0.5 * f / (c1[ab[0]] + 20) + 0.5 * 2 ** -uni[ab[1]]
            cost = bits(p) + 0.5
            if f >= 3 and uni[ab[1]] - cost >= 2.5:
                pair[ab] = min(pair.get(ab, 99), cost)
    chars = sorted(uni)
    index = {c: i for i, c in enumerate(chars)}
    blob = bytearray(varint(len(chars)))
    last = 0
    for c in chars:
        blob += varint(ord(c) - last)
        last = ord(c)
        blob.append(min(255, round(uni[c] * 8)))
    follow = collections.defaultdict(list)
    for ab, cost in pair.items():
        follow[index[ab[0]]].append((index[ab[1]], min(15, int(cost))))
    n = 0
    for i in range(len(chars)):
        row = sorted(follow.get(i, []))
        blob += varint(len(row))
        last = 0
        for j, cost in row:
            blob += varint((j - last) * 16 + cost)
            last = j
            n += 1
    open(os.path.join(HERE, "plausibility.bin"), "wb").write(blob)
    print(len(chars), "characters", n, "pairs", len(blob), "bytes")


single_byte()
plausibility(sys.argv[1])
