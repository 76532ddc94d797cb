#!/bin/sh
# Builds an index of `plant.py grow` text and times opening it and asking it.  Usage: bench/reuse/index.sh [MB [BUILD]]
# What it prints is explained in bench/results/reuse.md.
set -eu
cd "$(dirname "$0")/../.."
mb=${1:-100}
build=${2:-build}
data=../shared/data/reuse
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
cmake --build "$build" --target hearsay >/dev/null
cc -O2 -D_GNU_SOURCE -Iinclude -Isrc bench/reuse/query_times.c -o "$out/query_times" "$build/rooms/libpipeline.a" \
   "$build/rooms/libreuse.a" "$build/rooms/libtext.a" "$build/rooms/librecord.a" "$build/rooms/libbase.a" \
   -ljansson -lcrypto -lxxhash -lutf8proc -lm -lpthread
xzcat ../shared/data/corpora/senate-press/docs-?.jsonl.xz > "$out/base"
python3 "$data/plant.py" grow "$out/base" "$out/docs" --mb "$mb" > "$out/log"
/usr/bin/time -f "%U s user, %S s system, %M KB" "$build/hearsay" reuse --index "$out/index" add < "$out/docs"
"$build/hearsay" reuse --index "$out/index" compact
"$build/hearsay" reuse --index "$out/index" check
awk 'NR % 180 == 7' "$out/docs" > "$out/asked"
"$out/query_times" "$out/index" < "$out/asked" # once to bring it into memory
"$out/query_times" "$out/index" < "$out/asked"
