#!/bin/sh
# Makes data/models/reuse.model anew from the corpora beside the checkout.  Usage: bench/reuse/background.sh [BUILD]
# Learnt from: press releases of US senators (works of the US government), the UN General Debate corpus (CC0),
# MUC-3/4 news (CC0).  The table holds hashes of common words in a row, no text.
set -eu
cd "$(dirname "$0")/../.."
build=${1:-build}
corpora=../shared/data/corpora
cmake --build "$build" --target reuse >/dev/null
cc -O2 -D_GNU_SOURCE -Iinclude -Isrc bench/reuse/learn_background.c src/pipeline/reuse_records.c -o "$build/learn_background" \
   "$build/rooms/libreuse.a" "$build/rooms/librecord.a" "$build/rooms/libbase.a" -ljansson -lcrypto -lxxhash -lutf8proc -lm -lpthread
{ xzcat "$corpora"/senate-press/docs-?.jsonl.xz "$corpora"/un-general-debate/docs.jsonl.xz
  zcat "$corpora"/muc34/docs.jsonl.gz; } | "$build/learn_background" data/models/reuse.model
