#!/usr/bin/env bash
# Our Han script engine against OpenCC through the feature `opencc-native`: builds the C++ library from its source
# distribution on PyPI, then runs the comparison over every dictionary and clean fixture in all configurations.
# Skipped without cmake, pkg-config and a C++ compiler.
set -euo pipefail
cd "$(dirname "$0")/../.."
for tool in cmake pkg-config c++ python3; do
    command -v "$tool" >/dev/null || { echo "opencc-native: skipped, there is no $tool"; exit 0; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m pip download --quiet --no-deps --no-binary opencc --dest "$work" opencc==1.4.2
tar -xf "$work"/opencc-1.4.2.tar.gz -C "$work"
cmake -S "$work/opencc-1.4.2" -B "$work/build" -DCMAKE_BUILD_TYPE=Release -DBUILD_SHARED_LIBS=ON \
    -DBUILD_DOCUMENTATION=OFF -DENABLE_GTEST=OFF -DCMAKE_INSTALL_PREFIX="$work/opencc" -DCMAKE_INSTALL_LIBDIR=lib >"$work/log" 2>&1 &&
    cmake --build "$work/build" --parallel 2 --target install >>"$work/log" 2>&1 || { tail -40 "$work/log" >&2; exit 1; }

export PKG_CONFIG_PATH="$work/opencc/lib/pkgconfig" LD_LIBRARY_PATH="$work/opencc/lib"
cargo test --lib --features opencc-native han::native
