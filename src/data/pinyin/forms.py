"""Remakes forms.bin: python3 forms.py ../../../data/opencc > forms.bin

See README.md beside this file.

A table (see tables.py) of a Han character and its simplified form: 0 if it is the form that the simplified one has in traditional
text, 1 if it is another one, 2 if it is none that OpenCC would write. Characters that are alike in both and have no other are left out.
"""

import sys

from tables import han, table


def read(name):
    for line in open(f"{sys.argv[1]}/{name}", encoding="utf-8"):
        if not line.startswith("#") and "\t" in line:
            key, forms = line.rstrip("\n").split("\t")
            if len(key) == 1 and han(key):
                yield key, [f for f in forms.split(" ") if len(f) == 1]


traditional = dict(read("STCharacters.txt"))
standing = {}
for c, (simplified, *_) in read("TSCharacters.txt"):
    forms = traditional.get(simplified, [simplified])
    if han(simplified):
        standing[c + simplified] = 0 if c == forms[0] else 1 if c in forms else 2
for c, forms in traditional.items():
    for form in forms[1:]:
        if form == c:
            standing[c + c] = 1
sys.stdout.buffer.write(table(standing))
