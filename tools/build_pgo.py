#!/usr/bin/env python3
"""Builds target/pgo/corpusclean: the release binary, laid out by what the code does on the project's own fixtures.

Profile-guided optimization (https://doc.rust-lang.org/rustc/profile-guided-optimization.html): an instrumented build cleans
the fixtures, its counts of branches and calls then steer a second build. A third of the time of a run is mispredicted branches,
spread over everything, which is what this mends. The records are the same; that is checked at the end.

Needs an `llvm-profdata` that can read what this rustc writes: `rustup component add llvm-tools`, or LLVM 19 or later.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
TARGET = ROOT / "target" / "pgo"
# Cleaning the fixtures once is mostly loading tables; this often, the documents weigh more.
ROUNDS = 12
# Raw profiles have had the same version since this release of LLVM.
OLDEST_LLVM = 19


def rustc(*arguments):
    """What rustc prints."""
    return subprocess.run(["rustc", *arguments], capture_output=True, text=True, check=True, cwd=ROOT).stdout


def profdata(host):
    """Path of an `llvm-profdata` new enough: rustup's, or the newest of the system; exits with what to do if there is none."""
    candidates = [pathlib.Path(rustc("--print", "sysroot").strip(), "lib", "rustlib", host, "bin", "llvm-profdata")]
    candidates += sorted(pathlib.Path("/usr/lib").glob("llvm-*/bin/llvm-profdata"), reverse=True)
    candidates += [pathlib.Path(p) for p in [shutil.which("llvm-profdata")] if p]
    for path in candidates:
        if path.exists():
            version = re.search(r"LLVM version (\d+)", subprocess.run([path, "--version"], capture_output=True, text=True).stdout)
            if version and int(version[1]) >= OLDEST_LLVM:
                return path
    sys.exit(f"no llvm-profdata of LLVM {OLDEST_LLVM} or later: run `rustup component add llvm-tools`")


def build(host, flags, folder):
    """Path of a release binary built with `flags`. Naming the host keeps build scripts out of the profile."""
    environment = {**os.environ, "RUSTFLAGS": flags, "CARGO_TARGET_DIR": str(folder)}
    subprocess.run(["cargo", "build", "--release", "--locked", "--target", host], check=True, cwd=ROOT, env=environment)
    return folder / host / "release" / "corpusclean"


def documents():
    """Fixtures that are whole documents: of every language and input form."""
    return [ROOT / "fixtures" / name for name in ["clean", "documents", "sample"]]


def clean(binary, out, **environment):
    """Cleans the fixtures into the folder `out`. One job, so that counts do not race."""
    command = [binary, "--jobs", "1", "--quiet", "--overwrite", *documents(), out]
    subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, **environment})


def main():
    host = re.search(r"host: (\S+)", rustc("-vV"))[1]
    tool = profdata(host)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        trainee = build(host, f"-Cprofile-generate={folder}/raw", TARGET / "train")
        for _ in range(ROUNDS):
            clean(trainee, folder / "out", LLVM_PROFILE_FILE=f"{folder}/raw/%p.profraw")
        subprocess.run([tool, "merge", "-o", folder / "merged.profdata", folder / "raw"], check=True)
        binary = build(host, f"-Cprofile-use={folder}/merged.profdata", TARGET / "use")
        clean(binary, folder / "again")
        for shard in sorted((folder / "out").glob("*.jsonl")):
            if shard.read_bytes() != (folder / "again" / shard.name).read_bytes():
                sys.exit(f"{binary}: {shard.name} of the fixtures differs from that of the instrumented build")
    shutil.copy2(binary, TARGET / "corpusclean")
    print(f"{TARGET.relative_to(ROOT)}/corpusclean: built, with the same records of the fixtures as the instrumented build")


if __name__ == "__main__":
    main()
