#!/usr/bin/env python3
"""Scores decoding, repair and unification on the sets of ../shared/eval/text, beside the peers' figures.

usage: eval_text.py [--binary target/release/corpusclean] [--eval ../shared/eval/text] [SET ...]

Every set goes through the command line as a user would send it: JSONL through `corpusclean - --input-format verbatim
--passes none,PASS`, files through `corpusclean FOLDER OUT`. The sets' own evaluators score the output.
"""
import argparse
import glob
import json
import os
import subprocess
import sys
import tempfile
import unicodedata

PEERS = {
    "encoding": "chardet 7.7 95.5 %, uchardet 94.8 %, chardetng 90.1 %, charset-normalizer 84.5 %",
    "encoding_short": "charset-normalizer 95.0 %, chardet 92.2 %, chardetng 88.0 %",
    "mojibake": "ftfy 470 of 1,288 (whole set) at best settings, 0 through any CJK encoding",
    "clean": "ftfy changes 84 % of the clean Chinese texts",
    "opencc": "C++ 543 of 543 (whole set), opencc-fmmseg 490, zhconv-rs 277",
    "langid": "lingua 96.0 % of sentences, pycld2 94.0 %",
}


def fold(text):
    """Folds what ftfy's defaults also change though it is no repair: compatibility forms, quotes, line ends."""
    quotes = {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "ʼ": "'", "\u2028": "\n", "\u2029": "\n", "\x85": "\n"}
    text = unicodedata.normalize("NFKC", text).translate(str.maketrans(quotes))
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("…", "...")


class Eval:
    def __init__(self, binary, root, scratch):
        self.binary, self.root, self.scratch = binary, root, scratch

    def rows(self, name):
        with open(os.path.join(self.root, name), encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]

    def filter(self, rows, field, *options):
        """Sends `field` of each row through the tool; yields (row, record)."""
        lines = "".join(json.dumps({"id": r["id"], "text": r[field]}, ensure_ascii=False) + "\n" for r in rows)
        command = [self.binary, "-", "--no-config", *options]
        done = subprocess.run(command, input=lines.encode(), stdout=subprocess.PIPE, check=False)
        records = [json.loads(line) for line in done.stdout.decode().split("\n") if line]
        assert len(records) == len(rows), f"{len(rows)} lines in, {len(records)} out"
        return zip(rows, records)

    def score(self, script, *args):
        command = [sys.executable, os.path.join(self.root, script), *args]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        return done.stdout.strip().splitlines()

    def write(self, name, rows):
        path = os.path.join(self.scratch, name)
        with open(path, "w", encoding="utf-8") as out:
            for row in rows:
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
        return path

    def gold(self, name):
        return os.path.join(self.root, name)

    def texts(self, name, rows, field, *options):
        done = self.filter(rows, field, "--input-format", "verbatim", *options)
        return self.write(name, ({"id": row["id"], "text": record.get("text") or ""} for row, record in done))

    # One method a set; each returns the lines to print.

    def encoding(self, folder="encoding"):
        files = os.path.join(self.root, folder, "files")
        out = os.path.join(self.scratch, folder)
        options = ["--no-config", "--quiet", "--input-format", "verbatim", "--passes", "none", "--fields", "source,encoding"]
        # Named one by one: a folder is walked for the endings of documents, and these files have all kinds of names.
        paths = sorted(p for p in glob.glob(os.path.join(files, "**"), recursive=True) if os.path.isfile(p))
        subprocess.run([self.binary, *options, *paths, out], check=False)
        pred = []
        for shard in sorted(glob.glob(os.path.join(out, "clean-*.jsonl"))):
            for record in (json.loads(line) for line in open(shard, encoding="utf-8")):
                pred.append({"path": record["source"].split("#")[0], "encoding": record["encoding"]["name"]})
        path = self.write(folder + ".pred", pred)
        lines = self.score("eval_encoding.py", self.gold(f"{folder}/gold.jsonl"), files, path, "--by", "encoding")
        return lines[:1] + [line for line in lines[1:] if not line.endswith("1.000")]

    def encoding_short(self):
        return self.encoding("encoding_short")

    def mojibake(self):
        rows = self.rows("mojibake_zh.jsonl")
        path = self.texts("mojibake", rows, "corrupted", "--passes", "none,repair-mojibake")
        return self.score("eval_mojibake.py", self.gold("mojibake_zh.jsonl"), path)

    def clean(self):
        rows = self.rows("clean_texts.jsonl")
        path = self.texts("clean", rows, "text", "--passes", "none,repair-mojibake,strip-pinyin")
        return self.score("eval_mojibake.py", "--clean", self.gold("clean_texts.jsonl"), path)

    def ftfy(self):
        rows = self.rows("ftfy_cases.jsonl")
        for n, row in enumerate(rows):
            row.setdefault("id", str(n))
        passes = "none,repair-mojibake,unescape-entities,clean-characters"
        done = list(self.filter(rows, "original", "--input-format", "verbatim", "--passes", passes))
        wanted = [(row, record) for row, record in done if row.get("expect") == "pass"]
        good = [fold(record.get("text") or "") == fold(row["fixed"]) for row, record in wanted]
        missed = [row["label"] for (row, _), fine in zip(wanted, good) if not fine]
        return [f"{sum(good)}/{len(good)} of the cases that ftfy passes", *(f"missed: {m}" for m in missed)]

    def pinyin(self):
        passes = ("--passes", "none,strip-pinyin")
        path = self.texts("pinyin", self.rows("pinyin_artifact_synth.jsonl"), "corrupted", *passes)
        lines = self.score("eval_pinyin.py", self.gold("pinyin_artifact_synth.jsonl"), path)
        real = self.rows("pinyin_artifact_real.jsonl")
        for n, row in enumerate(real):
            row["id"] = str(n)
        field = "text" if "text" in real[0] else "corrupted"
        done = self.filter(real, field, "--input-format", "verbatim", *passes)
        texts = ({"source": row.get("source"), "text": record.get("text") or ""} for row, record in done)
        path = self.write("pinyin_real", texts)
        return lines + self.score("eval_pinyin.py", "--real", self.gold("pinyin_artifact_real.jsonl"), path)

    def opencc(self):
        rows = [r for r in self.rows("opencc_cases.jsonl") if "jieba" not in r["config"]]
        pred = []
        for config in sorted({r["config"] for r in rows}):
            mine = [r for r in rows if r["config"] == config]
            options = ("--input-format", "verbatim", "--passes", "none,unify-script", "--script", config)
            pred += [{"id": r["id"], "text": rec.get("text")} for r, rec in self.filter(mine, "input", *options)]
        return self.score("eval_opencc.py", self.gold("opencc_cases.jsonl"), self.write("opencc", pred))

    def langid(self):
        rows = self.rows("langid.jsonl")
        done = self.filter(rows, "text", "--input-format", "verbatim", "--passes", "none,identify-language")
        pred = ({"id": row["id"], "lang": record.get("language")} for row, record in done)
        return self.score("eval_langid.py", self.gold("langid.jsonl"), self.write("langid", pred))

    def headings(self):
        rows = self.rows("headings_gold.jsonl")
        for row in rows:
            row["text"] = "\n\n".join(line.replace("\n", " ") for line, _ in row["lines"])
        pred = []
        for row, record in self.filter(rows, "text", "--input-format", "text", "--passes", "none,S"):
            found = [s["heading"] for s in record.get("sections", []) if s["heading"] is not None]
            lines = [line.strip() for line, _ in row["lines"]]
            indexes, at = [], 0
            for heading in [record.get("title") or "", *found]:
                if heading in lines[at:]:
                    at = lines.index(heading, at) + 1
                    indexes.append(at - 1)
            pred.append({"id": row["id"], "headings": indexes})
        return self.score("eval_headings.py", self.gold("headings_gold.jsonl"), self.write("headings", pred))

    def normalize(self):
        rows = self.rows("normalize_cases.jsonl")
        path = self.texts("normalize", rows, "input", "--passes", "none,space-mixed-scripts")
        return self.score("eval_normalize.py", self.gold("normalize_cases.jsonl"), path)


SETS = "encoding encoding_short mojibake clean ftfy pinyin opencc langid headings normalize".split()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default="target/release/corpusclean")
    parser.add_argument("--eval", default="../shared/eval/text")
    parser.add_argument("sets", nargs="*", metavar="SET", help=", ".join(SETS))
    args = parser.parse_args()
    if not os.path.isdir(args.eval):
        print(f"eval-text: skipped, there is no folder {args.eval}")
        return
    with tempfile.TemporaryDirectory() as scratch:
        run = Eval(os.path.abspath(args.binary), args.eval, scratch)
        for name in args.sets or SETS:
            print(f"\n== {name}" + (f"   (peers: {PEERS[name]})" if name in PEERS else ""))
            print("\n".join(getattr(run, name)()))


if __name__ == "__main__":
    main()
