#!/bin/sh
# run.sh - accuracy and calibration on the open sets, made worlds, and speed.  Usage: bench/weigh/run.sh [sets|worlds|drift|speed|load]
# Needs the release build (cmake --preset release && cmake --build build) and ../shared/data/weigh.
set -eu
cd "$(dirname "$0")/../.."
data=../shared/data/weigh
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
score() { # name, gold, schema or -
    if [ "$3" = - ]; then set -- "$1" "$2"; else set -- "$1" "$2" --schema "$3"; fi
    name=$1 gold=$2; shift 2
    printf '%-22s ' "$name"
    python3 "$data/score.py" "$gold" "$room/out" --json "$@" |
        python3 -c 'import json,sys; d=json.load(sys.stdin); print("precision %.4f  Brier %.3f  ECE %.3f  log loss %.3f" % (d["precision"], d["brier"], d["ece"], d["log_loss"]))'
}
weigh() { build/hearsay weigh "$@" > "$room/out"; }
sets() {
    zcat $data/book/claims.csv.gz > "$room/in"
    weigh "$room/in"; score book/golden $data/book/gold.csv -; score book/silver $data/book/silver.csv -
    zcat $data/flight/claims_dec01-15.csv.gz > "$room/in"
    weigh "$room/in" --schema $data/flight/schema.csv; score flight $data/flight/gold_dec01-15.csv $data/flight/schema.csv
    python3 bench/weigh/origins.py $data/flight/copy_groups.csv < "$room/in" > "$room/groups"
    weigh "$room/groups" --schema $data/flight/schema.csv; score flight/groups $data/flight/gold_dec01-15.csv $data/flight/schema.csv
    grep -Ev '^(aa|ua|CO),' "$room/groups" > "$room/in"
    weigh "$room/in" --schema $data/flight/schema.csv; score flight/no-airline $data/flight/gold_dec01-15.csv $data/flight/schema.csv
    for s in population birthplaces; do
        zcat $data/$s/claims.csv.gz > "$room/in"
        weigh "$room/in" --schema $data/$s/schema.csv; score $s $data/$s/gold.csv $data/$s/schema.csv
    done
    for s in bluebird rte product tweet sp zencrowd_us zencrowd_in cf cf_amt ms dog web adult relevance fact_eval; do
        zcat $data/crowd/$s/claims.csv.gz > "$room/in"
        weigh "$room/in"; score crowd/$s $data/crowd/$s/gold.csv -
    done
}
worlds() {
    for n in 10000 100000 1000000; do
        python3 $data/synth.py "$room/values" --claims $n > /dev/null
        weigh "$room/values/claims.csv"; score synth/$n "$room/values/truth.csv" -
    done
    for seed in 1 2 3 4 5 6; do
        python3 $data/synth.py "$room/binary" --mode binary --claims 20000 --seed $seed > /dev/null
        python3 bench/weigh/contested.py "$room/binary" > "$room/in"
        weigh "$room/in" --several
        python3 bench/weigh/contested.py "$room/binary" "$room/out"
    done
}
drift() { # a made world with and without drift, weighed without and with --drift
    for step in .5 0; do for seed in 1 2 3 4 5 6; do
        python3 bench/weigh/drifting.py "$room/drift" $seed $step
        weigh "$room/drift/claims.csv"; score "drift/$step/$seed" "$room/drift/truth.csv" -
        weigh "$room/drift/claims.csv" --drift 30; score "drift/$step/$seed --drift" "$room/drift/truth.csv" -
    done; done
}
made() { # a program of bench/weigh
    cc -O2 -D_GNU_SOURCE -std=c17 -Iinclude -Isrc bench/weigh/$1.c -Wl,--start-group build/rooms/libpipeline.a \
        build/rooms/librecord.a build/rooms/libweigh.a build/rooms/libbase.a -Wl,--end-group \
        -lcrypto -lxxhash -lutf8proc -lpthread -lm -o "$room/$1"
}
speed() {
    made speed
    "$room/speed" 10000000
}
load() { # CSV: reading and numbering beside counting the lines in the same run; then what the whole program holds
    made speed
    made load
    for n in 1000000 10000000; do
        "$room/speed" $n table > "$room/in"
        "$room/load" "$room/in"
        python3 -c 'import resource, subprocess, sys
subprocess.run(["build/hearsay", "weigh", sys.argv[1]], stdout=subprocess.DEVNULL)
most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
print("hearsay weigh: %.1f bytes a row" % (most / int(sys.argv[2])))' "$room/in" $n
    done
}
for part in ${1:-sets worlds drift speed load}; do $part; done
