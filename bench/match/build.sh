#!/bin/sh
# Builds the programs of this folder into BUILD.  Usage: bench/match/build.sh [BUILD]
set -eu
cd "$(dirname "$0")/../.."
build=${1:-build}
cmake --build "$build" --target match >/dev/null
for name in bench/match/*.c; do
    cc -O2 -std=c17 -D_GNU_SOURCE -Iinclude -Isrc "$name" -o "$build/bench_$(basename "$name" .c)" "$build/rooms/libmatch.a" \
        "$build/rooms/liblanguage.a" "$build/rooms/librecord.a" "$build/rooms/libbase.a" -lcrypto -lxxhash -lutf8proc -lm -lpthread
done
