#!/bin/sh
# names.sh [BUILD] [PART] - F1 of names (PER, ORG, LOC) on Universal NER English EWT, by `hearsay parse` on its tokens: as
# written, in CAPITALS and in small letters.  Needs the shared data beside the checkout.
set -eu
cd "$(dirname "$0")/../.."
build=${1:-build} part=${2:-dev}
data=../shared/data/language work=$build/score
mkdir -p "$work"
xz -dc "$data/ner/uner_en_ewt/$part.iob2.xz" >"$work/gold.iob2"

forms() { # IOB2 to CoNLL-U without anything but forms; a letter that would change its length keeps its case
    python3 -c 'import sys
for line in sys.stdin:
    f = line.rstrip("\n").split("\t")
    if line[0].isdigit():
        w = getattr(f[1], sys.argv[1])() if sys.argv[1] != "as_written" else f[1]
        line = "\t".join([f[0], w if len(w) == len(f[1]) else f[1]] + ["_"] * 8) + "\n"
    sys.stdout.write(line)' "$1" <"$work/gold.iob2"
}
names() { # CoNLL-U to IOB2
    python3 -c 'import sys
CLASS = {"person": "PER", "organisation": "ORG", "place": "LOC", "PER": "PER", "ORG": "ORG", "LOC": "LOC"}
gold = (line.split("\t")[1] for line in open(sys.argv[1], encoding="utf-8") if line[0].isdigit())
for line in sys.stdin:
    f = line.rstrip("\n").split("\t")
    if len(f) == 10 and f[0].isdigit():
        tag = next((m[3:] for m in f[9].split("|") if m.startswith("NE=")), "O")
        kind = CLASS.get(tag[2:], "OTH")
        line = "\t".join([f[0], next(gold), "O" if tag == "O" else tag[:2] + kind, "-", "-"]) + "\n"
    sys.stdout.write(line)' "$work/gold.iob2"
}
for how in as_written upper lower; do
    forms $how | "$build/hearsay" parse --from conllu | names >"$work/ours.iob2"
    echo "$how:"
    python3 "$data/score.py" ner "$work/gold.iob2" "$work/ours.iob2" --types PER,ORG,LOC
done
