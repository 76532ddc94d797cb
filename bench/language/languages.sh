#!/bin/sh
# Other languages by the same command: UD Persian PerDT (the small part), French Sequoia, Portuguese Bosque, from the data
# beside the checkout.  Usage: bench/language/languages.sh [BUILD [UDPIPE]] [BANK...]
# Scores tags, heads and relations of the dev part on its own tokens; with UDPIPE (the program of UDPipe 1) its tagger and
# parser are trained on the same sentences with its own settings, and scored and timed beside (CPU seconds for the dev part
# twenty times over, in the same run).  BANK: fa_perdt_small fr_sequoia pt_bosque.
set -eu
cd "$(dirname "$0")/../.."
build=${1:-build} udpipe=${2:-}
[ $# -gt 2 ] && shift 2 || set -- fa_perdt_small fr_sequoia pt_bosque
data=../shared/data/language score=../shared/data/language/score.py
work=$build/languages
mkdir -p "$work/data/models"
ln -sfn "$(pwd)/data/lexicon" "$work/data/lexicon"

show() { awk -v what="$1" '$1 ~ /^(upos|lemma|uas|las)$/ { line = line sprintf("  %s %s", $1, $4) } END { print what line }'; }
cpu() { # INPUT OUTPUT COMMAND...
    python3 -c 'import resource, subprocess, sys
subprocess.run(sys.argv[3:], stdin=open(sys.argv[1]), stdout=open(sys.argv[2], "w"), check=True)
r = resource.getrusage(resource.RUSAGE_CHILDREN)
print("    %.1f CPU seconds" % (r.ru_utime + r.ru_stime))' "$@"
}
for bank; do
    code=${bank%%_*} train=$work/$bank-train.conllu dev=$work/$bank-dev.conllu
    xzcat "$data/$bank/train.conllu.xz" >"$train"
    xzcat "$data/$bank/dev.conllu.xz" >"$dev"
    model=$work/data/models/$code-trees.model
    [ -s "$model" ] || "$build/hearsay" train "$model" --treebank "$train" --held-out "$dev" --resume
    python3 "$score" strip "$dev" >"$work/forms.conllu"
    "$build/hearsay" parse --data "$work/data" --language "$code" --from conllu <"$work/forms.conllu" >"$work/ours.conllu"
    python3 "$score" parse --gold-tokens "$dev" "$work/ours.conllu" | show "$bank, hearsay:"
    for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do cat "$work/forms.conllu"; done >"$work/long.conllu"
    cpu "$work/long.conllu" "$work/long.out" "$build/hearsay" parse --data "$work/data" --language "$code" --from conllu
    [ -n "$udpipe" ] || continue
    [ -s "$work/$code.udpipe" ] || "$udpipe" --train --tokenizer=none "$work/$code.udpipe" "$train" >"$work/$code-udpipe.log" 2>&1
    "$udpipe" --tag --parse "$work/$code.udpipe" "$work/forms.conllu" >"$work/theirs.conllu"
    python3 "$score" parse --gold-tokens "$dev" "$work/theirs.conllu" | show "$bank, UDPipe 1:"
    cpu "$work/long.conllu" "$work/long.out" "$udpipe" --tag --parse "$work/$code.udpipe"
done
