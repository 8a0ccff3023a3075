#!/usr/bin/env python3
"""Decoding of GB18030 with detection beside encoding_rs alone, in instructions (by valgrind) and in time.

usage: decode_speed.py [TEXT.jsonl]

Without a file the zh texts of ../shared/eval/bench, or fixtures/clean where there are none. Whole, and cut into 1.5 KB.
"""

import json
import pathlib
import re
import shutil
import subprocess
import sys

import instructions

BENCH = instructions.ROOT.parent / "shared" / "eval" / "bench" / "zh.jsonl.zst"


def texts(arguments):
    if arguments:
        lines = pathlib.Path(arguments[0]).read_bytes()
    elif BENCH.exists():
        lines = subprocess.run(["zstd", "-dcq", str(BENCH)], stdout=subprocess.PIPE, check=True).stdout
    else:
        return instructions.documents("zh")
    return [json.loads(line)["text"] for line in lines.splitlines()]


def main():
    build = ["cargo", "build", "--release", "--example", "decode_speed", "--message-format", "json"]
    built = subprocess.run(build, cwd=instructions.ROOT, stdout=subprocess.PIPE, text=True, check=True)
    example = next(m["executable"] for m in map(json.loads, built.stdout.splitlines()) if m.get("executable"))
    text = "\n".join(texts(sys.argv[1:])).encode()
    sys.stdout.buffer.write(subprocess.run([example], input=text, stdout=subprocess.PIPE, check=True).stdout)
    sys.stdout.flush()
    if shutil.which("valgrind") is None:
        sys.exit("instructions: skipped, valgrind is not installed")
    for name in ["whole", "files"]:
        counts = []
        for function in ["bare", "detected"]:
            collect = ["--callgrind-out-file=/dev/null", "--collect-atstart=no", f"--toggle-collect=*decode_speed::{function}*"]
            command = ["valgrind", "--tool=callgrind", *collect, example, name]
            run = subprocess.run(command, input=text, capture_output=True, check=True)
            counts.append(int(re.search(rb"Collected : (\d+)", run.stderr).group(1)))
        bare, ours = counts
        print(f"{name}: encoding_rs {bare} instructions, with detection {ours}: {bare / ours:.0%}")


if __name__ == "__main__":
    main()
