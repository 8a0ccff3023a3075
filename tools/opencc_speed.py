#!/usr/bin/env python3
"""Speed of Han script conversion beside OpenCC's own library, in one run.

usage: opencc_speed.py [--binary BIN] [--texts ../shared/eval/bench/zh.jsonl.zst] [--repeat 5] [CONFIG ...]

Needs the Python package `opencc` (its C++ library) and the program `zstd`. Texts in the script that a configuration converts from are made
by converting them there first. OpenCC converts all texts in one string; ours goes through the command line, less what the same run takes
without the pass. Processor time, the best of three rounds in turn.
"""
import argparse
import json
import resource
import subprocess
import time
from pathlib import Path

import opencc

CONFIGS = ["s2t", "t2s", "s2tw", "tw2s", "s2twp", "tw2sp", "s2hk", "hk2s"]
# What texts in simplified characters are converted to first.
BEFORE = {"t2s": "s2t", "tw2s": "s2tw", "tw2sp": "s2twp", "hk2s": "s2hk"}


def child_time():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def ours(binary, lines, passes, config):
    before = child_time()
    command = [binary, "-", "--input-format", "verbatim", "--passes", passes, "--script", config]
    subprocess.run(command, input=lines, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return child_time() - before


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--binary", default="target/release/corpusclean")
    parser.add_argument("--texts", default="../shared/eval/bench/zh.jsonl.zst")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("configs", nargs="*", default=CONFIGS, metavar="CONFIG")
    args = parser.parse_args()
    if not Path(args.texts).exists():
        print(f"skipped: {args.texts} is absent")
        return
    rows = subprocess.run(["zstd", "-dc", args.texts], stdout=subprocess.PIPE, check=True).stdout.decode().strip("\n").split("\n")
    plain = [json.loads(row)["text"] for row in rows]
    print("config   OpenCC MB/s   loads ms   corpusclean MB/s   ratio")
    for config in args.configs:
        texts = plain
        if config in BEFORE:
            first = opencc.OpenCC(BEFORE[config])
            texts = [first.convert(text) for text in plain]
        whole = "\n".join(texts) * args.repeat
        size = len(whole.encode()) / 1e6
        lines = "".join(json.dumps({"text": t}, ensure_ascii=False) + "\n" for t in texts * args.repeat).encode()
        start = time.perf_counter()
        converter = opencc.OpenCC(config)
        loads = (time.perf_counter() - start) * 1e3
        theirs, with_pass, without = [], [], []
        for _ in range(3):
            start = time.process_time()
            converter.convert(whole)
            theirs.append(time.process_time() - start)
            with_pass.append(ours(args.binary, lines, "none,unify-script", config))
            without.append(ours(args.binary, lines, "none", config))
        took = min(with_pass) - min(without)
        print(f"{config:8} {size / min(theirs):11.1f} {loads:10.1f} {size / took:18.1f} {min(theirs) / took:7.1f}")


main()
