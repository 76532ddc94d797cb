#!/bin/sh
# run.sh - the claims room against open gold data: attribution, factuality, events, the seed column, the sample case.
# Usage: bench/claims/run.sh [HEARSAY] [DATA]     (default build/hearsay ../shared/data; parts that are not there are skipped)
set -eu
hearsay=${1:-build/hearsay}
data=${2:-../shared/data}
here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

attribution() { # split
    [ -r "$data/attribution/gum/gum-$1.jsonl" ] || { echo "attribution $1: skipped"; return; }
    echo "== attribution/gum $1, own parses (--trim)"
    "$hearsay" extract < "$data/attribution/gum/gum-$1.jsonl" > "$work/gum.jsonl"
    python3 -B "$data/attribution/score.py" "$data/attribution/gum/gum-$1.jsonl" "$work/gum.jsonl" --trim
}

# PolNeAR has no licence and is not part of DATA: convert it (attribution/polnear_convert.py) and name the file in POLNEAR.
polnear() {
    [ -r "${POLNEAR:-}" ] || { echo "PolNeAR: skipped"; return; }
    "$hearsay" extract < "$POLNEAR" > "$work/polnear.jsonl"
    python3 -B "$here/attributions.py" --outermost < "$work/polnear.jsonl" > "$work/outermost.jsonl"
    for listed in outermost polnear; do
        echo "== PolNeAR, own parses, $listed ones (polnear: all that extract lists)"
        python3 -B "$data/attribution/score.py" "$POLNEAR" "$work/$listed.jsonl" --by publisher | grep -E "^all|^publisher|exact|content token|link|who"
    done
}

factuality() {
    [ -r "$data/attribution/uds-ih2/uds-ih2-dev.jsonl" ] || { echo "factuality: skipped"; return; }
    echo "== attribution/uds-ih2 dev, own parses"
    "$hearsay" extract --events < "$data/attribution/uds-ih2/uds-ih2-dev.jsonl" > "$work/uds.jsonl"
    python3 -B "$here/factuality.py" "$data/attribution/uds-ih2/uds-ih2-dev.jsonl" "$work/uds.jsonl" > "$work/uds.pred"
    python3 -B "$data/attribution/score_factuality.py" "$data/attribution/uds-ih2/uds-ih2-dev.jsonl" "$work/uds.pred"
}

events() { # suite, options of the scorer, of events.py, dictionaries
    [ -r "$data/events/$1.jsonl" ] || { echo "events $1: skipped"; return; }
    echo "== events/$1, own parses, ${4:-codes of our name lexicon only}"
    "$hearsay" extract ${4:+--dictionary "$4"} < "$data/events/$1.jsonl" > "$work/events.jsonl"
    python3 -B "$here/events.py" $3 "$data/events/$1.jsonl" "$work/events.jsonl" > "$work/events.pred"
    python3 -B "$data/events/score.py" --pred "$work/events.pred" "$data/events/$1.jsonl" $2
}

phoenix=$data/events/dictionaries/phoenix
phoenix=$phoenix/Phoenix.Countries.actors.txt,$phoenix/Phoenix.International.actors.txt,$phoenix/Phoenix.MilNonState.actors.txt,$phoenix/Phoenix.agents.txt
validate=$data/events/dictionaries/validate
validate=$validate/PETR.Validate.actors.up.txt,$validate/PETR.Validate.agents.txt

attribution dev
attribution train
polnear
factuality
events plover_gsr --spans "" ""
events plover_gsr "" "" "$phoenix"
events plover_gsr "" --dyads "$phoenix"
events human_votes "" --statements "$phoenix"
events petr_unit "--tier B" --dyads "$validate"
events petr_unit "--tier B" "--dyads --verbs" "$validate,$data/events/dictionaries/validate/PETR.Validate.verbs.2.0.txt"
echo "== our own sentences, states that are invented"
python3 -B "$here/wire/records.py" < "$here/wire/sentences.txt" > "$work/wire.jsonl"
"$hearsay" extract --dictionary "$here/wire/actors.txt" < "$work/wire.jsonl" > "$work/events.jsonl"
python3 -B "$here/events.py" --dyads "$work/wire.jsonl" "$work/events.jsonl" > "$work/events.pred"
python3 -B "$data/events/score.py" --pred "$work/events.pred" "$work/wire.jsonl" || true
for suite in petr_unit petr2_gsr; do # the trees that the peers were given, instead of our own
    [ -r "$data/events/$suite.conllu" ] || continue
    dictionaries=$phoenix
    [ $suite = petr2_gsr ] || dictionaries=$validate
    echo "== events/$suite, given trees, $dictionaries"
    python3 -B "$here/ud2.py" "$data/events/$suite.jsonl" < "$data/events/$suite.conllu" > "$work/given.jsonl"
    "$hearsay" extract --dictionary "$dictionaries" < "$work/given.jsonl" > "$work/events.jsonl"
    python3 -B "$here/events.py" --dyads "$work/given.jsonl" "$work/events.jsonl" > "$work/events.pred"
    python3 -B "$data/events/score.py" --allow-missing --pred "$work/events.pred" "$data/events/$suite.jsonl"
done
if [ -x "$(dirname "$hearsay")/tests/read-seed" ]; then
    echo "== the seed column"
    "$(dirname "$hearsay")/tests/read-seed" || true
fi
