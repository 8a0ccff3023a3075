# The commands of this project. `just` lists them; `.ci/run` calls the same ones.

# List the commands.
default:
    @just --list

# Build the release binary.
build:
    cargo build --release

# Build target/pgo/corpusclean with a profile of the fixtures: a tenth less time (needs `rustup component add llvm-tools`).
build-pgo:
    python3 tools/build_pgo.py

# Clean the sample that ships with the project into target/sample.
sample: build
    target/release/corpusclean --overwrite fixtures/sample target/sample

# Run all tests.
test:
    cargo test

# Try the report in Chromium (needs chromium, node, and playwright-core in NODE_PATH).
browser:
    CORPUSCLEAN_BROWSER=required cargo test --test tests browser

# Formatting, lints, documentation.
lint:
    cargo fmt --check
    cargo clippy --all-targets -- -D warnings
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps

# Licences and sources of all dependencies (needs cargo-deny).
deny:
    cargo deny check licenses bans sources

# Accept changed snapshots after reading them (needs cargo-insta).
review:
    cargo insta review

# Compare the seed documents with their gold; skips when ../shared/seeds is absent.
seeds: build
    python3 tools/seeds.py

# Score text repair and unification on ../shared/eval/text; skips when it is absent.
eval-text: build
    python3 tools/eval_text.py

# Which characters of partly lost mojibake still have all their bytes, and how many come back; skips when ../shared/eval is absent.
eval-determined: build
    python3 tools/eval_determined.py

# Damage clean text as the mirrors' software does and count what comes back; skips when ../shared/eval is absent.
eval-shifted *args: build
    python3 tools/eval_shifted.py {{args}}

# Score main-content extraction on ../shared/eval/extract; skips when it is absent.
eval-html: build
    python3 tools/eval_html.py

# Benchmarks for people: throughput by stage and pass.
bench:
    cargo bench

# Decoding of GB18030, detection included, beside encoding_rs alone.
bench-decode:
    python3 tools/decode_speed.py

# Whole pages beside a peer and a bare parse, in one process (skipped without ../shared): `just bench-html wcxb zhweb`.
bench-html *SETS:
    cargo run --release --manifest-path benches/peers/Cargo.toml --target-dir target/peers -- {{SETS}}
