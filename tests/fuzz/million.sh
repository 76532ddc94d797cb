#!/bin/sh
# million.sh [COUNT [SEED [LONGEST]]] - COUNT (a million) changed texts of at most LONGEST bytes (120) and a few more through
# names, masks, trees, lemmas and coreference, under address and undefined sanitizers at -O2.
#
# The model of trees is a small one by chance (small_model.c): its net costs nothing and its trees are wild; the names, the
# lexicon and the words of coreference are the real ones.  Builds in build-fuzz.
set -eu
cd "$(dirname "$0")/../.."
cmake -B build-fuzz -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo -DHEARSAY_SANITIZE=address,undefined >/dev/null
ninja --quiet -C build-fuzz mutate_language small_model
data=build-fuzz/fuzz/data
mkdir -p "$data/models"
ln -sfn "$(pwd)/data/lexicon" "$data/lexicon"
ln -sf "$(pwd)/data/models/en-names.model" "$data/models/"
cat tests/fuzz/corpus/language/* >build-fuzz/fuzz/words.txt
build-fuzz/fuzz/small_model "$data/models/en-trees.model" build-fuzz/fuzz/words.txt
FUZZ_DATA=$data build-fuzz/fuzz/mutate_language tests/fuzz/corpus/language "${1:-1000000}" "${2:-1}" "${3:-120}"
