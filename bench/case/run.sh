#!/bin/sh
# What keeping documents costs.  Usage: bench/case/run.sh [BUILD [FOLDER [DOCUMENTS]]]
# FOLDER is where the cases are made: its disk is part of what is measured.
set -eu
cd "$(dirname "$0")/../.."
build=${1:-build} folder=${2:-/tmp} documents=${3:-4000}
cmake --build "$build" --target case >/dev/null
cc -O2 -std=c17 -D_GNU_SOURCE -Iinclude -Isrc -Itests bench/case/insert.c -o "$build/bench_case" "$build/rooms/libcase.a" \
   "$build/rooms/librecord.a" "$build/rooms/libbase.a" -lsqlite3 -lz -lcrypto -lxxhash -lutf8proc -lm -lpthread
"$build/bench_case" "$folder" "$documents" 1 32 256
