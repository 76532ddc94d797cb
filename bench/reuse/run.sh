#!/bin/sh
# Scores and times `hearsay reuse` on the open sets beside the checkout.  Usage: bench/reuse/run.sh [BUILD]
# What it prints is explained in bench/results/reuse.md.
set -eu
cd "$(dirname "$0")/../.."
hearsay=${1:-build}/hearsay
data=../shared/data/reuse
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

find_in() { "$hearsay" reuse < "$1" > "$2"; }
score() { python3 "$data/score.py" "$@"; }
cpu() { # seconds of processor time of a command that reads file $1
    in=$1; shift
    /usr/bin/time -f "%U %S %M" -o "$out/time" "$@" < "$in" > "$out/x"
    awk '{ printf "%.2f s, %d MB\n", $1 + $2, $3 / 1024 }' "$out/time"
}

echo "== planted-dev"
find_in "$data/planted-dev/docs.jsonl" "$out/planted"
score "$data/planted-dev/gold.jsonl" "$out/planted" --neg "$data/planted-dev/negatives.jsonl" --by kind
for how in caps marks noise; do
    echo "== planted-dev, $how"
    python3 bench/reuse/spoil.py $how < "$data/planted-dev/docs.jsonl" > "$out/docs"
    find_in "$out/docs" "$out/spoilt"
    score "$data/planted-dev/gold.jsonl" "$out/spoilt" | head -2
done
echo "== senate-2007-02: every run of 15 equal tokens, all classes; passages judged by hand"
"$hearsay" reuse --exact 12 < "$data/senate-2007-02/docs.jsonl" > "$out/exact"
score "$data/senate-2007-02/exact.jsonl" "$out/exact" | head -1
find_in "$data/senate-2007-02/docs.jsonl" "$out/senate"
score --judged "$data/senate-2007-02/judged.jsonl" "$out/senate"
echo "== lid-bills"
find_in "$data/lid-bills/docs.jsonl" "$out/bills"
score --pairs "$data/lid-bills/pairs.jsonl" "$out/bills"
echo "== lid-align"
python3 bench/reuse/lid_align.py "$hearsay" "$data/lid-align/align.jsonl"

echo "== processor time beside wc -w (reading JSON and writing included)"
xzcat ../shared/data/corpora/senate-press/docs-?.jsonl.xz > "$out/all"
for mb in 10 30 100; do
    head -c ${mb}000000 "$out/all" | sed '$d' > "$out/part"
    echo "$mb MB: reuse $(cpu "$out/part" "$hearsay" reuse); wc -w $(cpu "$out/part" wc -w)"
done
