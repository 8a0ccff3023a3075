#!/usr/bin/env python3
"""Validates what `check --output-format sarif` writes by the JSON schema of SARIF 2.1.0 (needs the `jsonschema` package).

    sarif_schema.py target/release/corpusclean

Checks the fixtures with all their findings, documents without any, and broken ones; and that the schema refuses what is wrong.
"""
import copy
import json
import pathlib
import subprocess
import sys
import tempfile

import jsonschema

HERE = pathlib.Path(__file__).resolve().parent
FIXTURES = HERE.parents[1] / "fixtures"
SCHEMA = json.loads((HERE / "sarif" / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))


def log(program, *paths):
    """The SARIF log of a check."""
    command = [program, "check", "--no-config", "--output-format", "sarif", *map(str, paths)]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"sarif: exit code {done.returncode}: {done.stderr.decode()}")
    return json.loads(done.stdout)


def refused(validator, good, spoil):
    """Whether the schema finds fault with a log once it is spoilt."""
    bad = copy.deepcopy(good)
    spoil(bad["runs"][0]["results"][0])
    return not validator.is_valid(bad)


def main():
    program = sys.argv[1]
    jsonschema.Draft4Validator.check_schema(SCHEMA)
    validator = jsonschema.Draft4Validator(SCHEMA)
    with tempfile.TemporaryDirectory() as folder:
        hostile = pathlib.Path(folder)
        (hostile / "a b%#？.txt").write_bytes("坏\ufffd的\u0085\u2028\"<>\\\n".encode() + b"\xff\xfe tail\n")
        (hostile / "bits.txt").write_bytes(bytes(range(256)) * 16)
        (hostile / "records.jsonl").write_text('{"text": 1}\n{\n{"text":"\\ud83d 坏的一行记录。"}\n', encoding="utf-8")
        (hostile / "empty").mkdir()
        logs = {"fixtures": log(program, FIXTURES), "hostile": log(program, hostile), "none": log(program, hostile / "empty")}
    for name, written in logs.items():
        validator.validate(written)
        print(f"sarif: {name}: {len(written['runs'][0]['results'])} results are valid")
    spoils = [lambda r: r.update(level="fatal"), lambda r: r.pop("message"), lambda r: r.update(nonsense=1)]
    if len(logs["fixtures"]["runs"][0]["results"]) < 100 or not all(refused(validator, logs["fixtures"], s) for s in spoils):
        sys.exit("sarif: the schema was not put to the test")


if __name__ == "__main__":
    main()
