#!/bin/sh
# Other languages by the same command: UD Persian PerDT (the small part), French Sequoia, Portuguese Bosque, from the data
# beside the checkout.  Usage: bench/language/languages.sh [BUILD [UDPIPE]] [BANK...]
# Scores tags, heads and relations of the dev part on its own tokens; with UDPIPE (the program of UDPipe 1) its tagger and
# parser are trained on the same sentences with the settings that its authors published for these languages (UD 2.0),
# without their files of vectors, which come from other texts; TAGGER and PARSER are the numbers of iterations (20 and 30 in
# theirs).  It is scored and timed beside (CPU seconds for the dev part twenty times over, in the same run).
# BANK: fa_perdt_small fr_sequoia pt_bosque.
set -eu
cd "$(dirname "$0")/../.."
build=${1:-build} udpipe=${2:-}
[ $# -gt 2 ] && shift 2 || set -- fa_perdt_small fr_sequoia pt_bosque
data=../shared/data/language score=../shared/data/language/score.py
work=$build/languages
mkdir -p "$work/data/models"
ln -sfn "$(pwd)/data/lexicon" "$work/data/lexicon"

# Settings of UDPipe 1 for a language.
tagger_of() {
    case $1 in
    fr) suffix=8 enrich=5 lemma=1 suffix2=8 prune=1 ;;
    *) suffix=10 enrich=6 lemma=0 suffix2=4 prune=0 ;;
    esac
    echo "models=2;iterations_1=${TAGGER:-20};templates_1=tagger;guesser_suffix_rules_1=$suffix;guesser_enrich_dictionary_1=$enrich;guesser_prefixes_max_1=0;use_lemma_1=$lemma;use_xpostag_1=1;use_feats_1=1;provide_lemma_1=0;provide_xpostag_1=1;provide_feats_1=1;prune_features_1=0;iterations_2=${TAGGER:-20};templates_2=lemmatizer;guesser_suffix_rules_2=$suffix2;guesser_enrich_dictionary_2=6;guesser_prefixes_max_2=4;use_lemma_2=1;use_xpostag_2=0;use_feats_2=0;provide_lemma_2=1;provide_xpostag_2=0;provide_feats_2=0;prune_features_2=$prune"
}
parser_of() {
    case $1 in
    fr) how="learning_rate=0.02;l2=0.3;transition_system=swap;transition_oracle=static_lazy;structured_interval=10" ;;
    pt) how="learning_rate=0.01;l2=0.5;transition_system=link2;transition_oracle=static;structured_interval=10" ;;
    *) how="learning_rate=0.01;l2=0.5;transition_system=projective;transition_oracle=dynamic;structured_interval=8" ;;
    esac
    echo "iterations=${PARSER:-30};embedding_upostag=20;embedding_feats=20;embedding_xpostag=0;embedding_form=50;embedding_lemma=0;embedding_deprel=20;learning_rate_final=0.001;hidden_layer=200;batch_size=10;$how"
}
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
    [ -s "$work/$code.udpipe" ] || "$udpipe" --train --tokenizer=none --tagger="$(tagger_of "$code")" --parser="$(parser_of "$code")" "$work/$code.udpipe" "$train" >"$work/$code-udpipe.log" 2>&1
    "$udpipe" --tag --parse "$work/$code.udpipe" "$work/forms.conllu" >"$work/theirs.conllu"
    python3 "$score" parse --gold-tokens "$dev" "$work/theirs.conllu" | show "$bank, UDPipe 1:"
    cpu "$work/long.conllu" "$work/long.out" "$udpipe" --tag --parse "$work/$code.udpipe"
done
