#!/bin/sh
# train.sh - makes data/models/en-attribution.model from our marked sentences and GUM's training part, with the score on what is held out.
# Usage: bench/claims/train.sh [HEARSAY] [DATA] [MODEL]   WordNet: Debian's wordnet-base (or WORDNET=FOLDER)
set -eu
hearsay=${1:-build/hearsay}
data=${2:-../shared/data}
model=${3:-data/models/en-attribution.model}
say=data/training/attribution
list() { # files as one comma-separated list
    printf '%s,' "$@" | sed 's/,$//'
}
held=$(list "$say"/*-held.say)
all=$(list "$say"/*.say) # the program never learns from those that are held out
"$hearsay" train "$model" --what attribution --words "${WORDNET:-/usr/share/wordnet}" --treebank "$all,$data/attribution/gum/gum-train.jsonl" --held-out "$held"
