"""Makes codepages.bin: the upper halves of the DOS and Mac code pages that the WHATWG standard leaves out.

usage: python3 codepages.py OUT.bin

The mappings are the Unicode Consortium's (VENDORS/MICSFT/PC and VENDORS/APPLE, Unicode licence), as carried by
Python's codecs. One record: length of the name, the name, 128 little-endian u16 (0xFFFD: unassigned).
"""
import struct
import sys

PAGES = {
    "cp437": "cp437", "cp720": "cp720", "cp737": "cp737", "cp775": "cp775", "cp850": "cp850", "cp852": "cp852",
    "cp855": "cp855", "cp857": "cp857", "cp858": "cp858", "cp860": "cp860", "cp861": "cp861", "cp862": "cp862",
    "cp863": "cp863", "cp864": "cp864", "cp865": "cp865", "cp869": "cp869", "cp1125": "cp1125",
    "mac-latin2": "mac_latin2", "mac-greek": "mac_greek", "mac-turkish": "mac_turkish",
    "mac-iceland": "mac_iceland", "mac-croatian": "mac_croatian", "mac-romanian": "mac_romanian",
    "iso-8859-1": "latin_1", "iso-8859-9": "iso8859_9", "iso-8859-11": "iso8859_11",
    "koi8-t": "koi8_t", "kz-1048": "kz1048", "ptcp154": "ptcp154", "hp-roman8": "hp_roman8",
}

with open(sys.argv[1], "wb") as out:
    for name, codec in PAGES.items():
        text = [bytes([b]).decode(codec, "replace") for b in range(128, 256)]
        assert all(len(c) == 1 for c in text), name
        out.write(bytes([len(name)]) + name.encode() + struct.pack("<128H", *map(ord, text)))
