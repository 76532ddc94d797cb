#!/bin/sh
# Makes the English models of data/models anew from the data beside the checkout.  Usage: bench/language/train.sh [BUILD]
# First word vectors from open text (press releases of US senators: works of the US government; the UN General Debate
# corpus and MUC-3/4 news: CC0), then the trees from UD English EWT and GUM (open genres) with the names of UNER; then the
# names from UNER, with GUM's beside them, classes and profiles of words from the same texts and the lexicon of data/: the same
# bytes as data/models/en-names.model as long as code, lexicon and data are the same.
# Some fifteen minutes of one idle core.  Run again after a break: trees go on from the last epoch that was finished.
set -eu
cd "$(dirname "$0")/../.."
build=${1:-build}
data=../shared/data/language corpora=../shared/data/corpora
work=$build/train
mkdir -p "$work" data/models

plain() { # records in, their texts out
    python3 -c 'import json, sys
for line in sys.stdin: sys.stdout.write(json.loads(line)["text"] + "\n\n")'
}
[ -s "$work/senate.txt" ] || xzcat "$corpora/senate-press/docs-1.jsonl.xz" | plain >"$work/senate.txt"
[ -s "$work/senate-2.txt" ] || xzcat "$corpora/senate-press/docs-2.jsonl.xz" | plain >"$work/senate-2.txt"
[ -s "$work/un.txt" ] || xzcat "$corpora/un-general-debate/docs.jsonl.xz" | plain >"$work/un.txt"
[ -s "$work/muc.txt" ] || zcat "$corpora/muc34/docs.jsonl.gz" | plain >"$work/muc.txt"
for bank in en_ewt en_gum_open; do
    for part in train dev; do xzcat "$data/$bank/$part.conllu.xz" >"$work/$bank-$part.conllu"; done
done
xzcat "$data/ner/uner_en_ewt/train-with-oth.iob2.xz" >"$work/uner-train.iob2"
xzcat "$data/ner/uner_en_ewt/dev.iob2.xz" >"$work/uner-dev.iob2"
for part in train dev; do xzcat "$data/ner/gum_open_names/$part.iob2.xz" >"$work/gum-$part.iob2"; done

cd "$work"
[ -s vectors.model ] || ../hearsay train vectors.model --what vectors --treebank senate.txt,senate-2.txt,un.txt,muc.txt --seed 1
../hearsay train en-trees.model --vectors vectors.model --resume --seed 1 \
    --treebank en_ewt-train.conllu,en_gum_open-train.conllu --held-out en_ewt-dev.conllu \
    --names uner-train.iob2,gum-train.iob2,uner-dev.iob2,gum-dev.iob2
../hearsay train en-names.model --what names --names uner-train.iob2,gum-train.iob2 --held-out uner-dev.iob2 \
    --treebank senate.txt,un.txt,muc.txt --seed 1
cd - >/dev/null
cp "$work/en-trees.model" "$work/en-names.model" data/models/
