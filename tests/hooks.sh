#!/usr/bin/env bash
# The hooks of .pre-commit-hooks.yaml as pre-commit itself runs them: built from the last commit of this repository into
# a cache of their own, on documents that are good, bad, and to be fixed. Skipped where pre-commit cannot be installed.
#
#   tests/hooks.sh             builds into target/ beside the other builds
#   COLD=1 tests/hooks.sh      builds everything anew, and so tells how long a user waits
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

skip() { echo "hooks: skipped, $*"; exit 0; }
fail() { echo "hooks: $*" >&2; cat "$work/log" >&2; exit 1; }

for tool in git cargo python3; do
    command -v "$tool" >/dev/null || skip "there is no $tool"
done
commit=$(git -C "$here" rev-parse HEAD 2>/dev/null) || skip "this is no git repository"
python3 -m venv "$work/venv" >/dev/null 2>&1 || skip "python3 cannot make a virtual environment"
"$work/venv/bin/pip" install --quiet --only-binary :all: pre-commit==4.7.0 >/dev/null 2>&1 ||
    skip "pip cannot install pre-commit"

export PRE_COMMIT_HOME=$work/cache GIT_CONFIG_GLOBAL=/dev/null PATH=$work/venv/bin:$PATH
if [ -z "${COLD:-}" ]; then
    export CARGO_TARGET_DIR=$here/target
fi

mkdir "$work/corpus"
cd "$work/corpus"
git init --quiet
git config user.name Tester
git config user.email tester@example.org
# The hook's name is `language: rust`; `system` takes the toolchain that is there.
cat > .pre-commit-config.yaml <<YAML
repos:
  - repo: $here
    rev: $commit
    hooks:
      - id: corpusclean-check
        language_version: system
      - id: corpusclean-fix
        language_version: system
YAML
pre-commit install >"$work/log" 2>&1 || fail "pre-commit install"
started=$(date +%s)
pre-commit install-hooks >"$work/log" 2>&1 || fail "the hooks were not built"
echo "hooks: built in $(($(date +%s) - started)) s"

# Stages everything and commits it; the exit code of git is that of the hooks.
commit() { git add --all && git commit --quiet --message "$1" >"$work/log" 2>&1; }
told() { grep --quiet --fixed-strings -- "$1" "$work/log" || fail "did not tell: $1"; }

line="摆渡的老人把竹篙往岸石上一点，船就慢慢离了滩，芦花落在他的斗笠上。"
printf '%s\n' "$line" > good.txt
printf '{"id": 1, "text": "%s第二天。"}\n' "$line" > good.jsonl
printf 'fn main() {}\n' > other.rs
commit "Good documents" || fail "good documents were stopped"
told "Passed"

printf '%s\n他说\xef\xbf\xbd\xef\xbf\xbd。\n' "$line" > "bad name.txt"
commit "A bad document" && fail "a bad document passed"
told "bad name.txt:2:3: error D102 [lost-characters]"
git rm --quiet --cached "bad name.txt" && rm "bad name.txt"

printf '第三天。%s说，ＢＣ两县。\n' "$line" > noise.txt
commit "Noise" && fail "a document that was fixed passed at once"
told "files were modified by this hook"
grep --quiet "说，BC两县。" noise.txt || fail "noise was not fixed"
commit "The same, fixed" || fail "a fixed document was stopped"
test -z "$(git status --porcelain)" || fail "something is left behind"
echo "hooks: pass good documents, stop bad ones, fix noise"
