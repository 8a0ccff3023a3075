"""The form of the binary tables here, which `src/passes/repair/pinyin/tables.rs` reads.

A table holds keys of as many characters each, and a byte or more for each key. All numbers are big-endian, so that keys compare
as bytes. In order: how many first characters there are (32 bits); these, in order (16 bits each); for each, and behind the last, the
number of its first key (32 bits); how many keys (32 bits); of every key the characters behind the first (16 bits each); the first
byte of every key; its second, if there are two.
"""

import struct


def table(entries):
    """`entries`: key -> byte, or bytes, as many for each."""
    keys = sorted(k for k in entries if all(ord(c) < 0x10000 for c in k))
    firsts = sorted({k[0] for k in keys})
    starts, at = [], 0
    for first in firsts:
        starts.append(at)
        while at < len(keys) and keys[at][0] == first:
            at += 1
    rest = "".join(k[1:] for k in keys)
    values = [entries[k] if isinstance(entries[k], tuple) else (entries[k],) for k in keys]
    return b"".join(
        [
            struct.pack(">I", len(firsts)),
            "".join(firsts).encode("utf-16-be"),
            struct.pack(f">{len(starts) + 1}I", *starts, at),
            struct.pack(">I", len(keys)),
            rest.encode("utf-16-be"),
            *map(bytes, zip(*values)),
        ]
    )


def han(c):
    return "\u3400" <= c <= "\u4dbf" or "\u4e00" <= c <= "\u9fff" or "\uf900" <= c <= "\ufaff"
