#!/bin/sh
# How well hearsay parse reads the dev parts of EWT and GUM (open genres).  Usage: bench/language/score.sh [BUILD]
# Gold tokens and raw text; as written, in capitals and in small letters; words a second beside `wc -w` on the same file.
set -eu
cd "$(dirname "$0")/../.."
build=${1:-build}
data=../shared/data/language
score=$data/score.py
work=$build/score
mkdir -p "$work"

show() { awk -v what="$1" '$1 ~ /^(tokens|sentences|upos|lemma|uas|las)$/ { line = line sprintf("  %s %s", $1, $4) } END { print what line }'; }
recase() { # of the forms of CoNLL-U
    python3 -c 'import sys
for line in sys.stdin:
    f = line.rstrip("\n").split("\t")
    if len(f) == 10: f[1] = getattr(f[1], sys.argv[1])() if len(getattr(f[1], sys.argv[1])()) == len(f[1]) else f[1]
    print("\t".join(f))' "$1"
}
for bank in en_ewt en_gum_open; do
    xzcat "$data/$bank/dev.conllu.xz" >"$work/gold.conllu"
    python3 "$score" strip "$work/gold.conllu" >"$work/forms.conllu"
    python3 "$score" text "$work/gold.conllu" >"$work/text.txt"
    "$build/hearsay" parse --from conllu <"$work/forms.conllu" >"$work/out.conllu"
    python3 "$score" parse --gold-tokens "$work/gold.conllu" "$work/out.conllu" | show "$bank, gold tokens:"
    "$build/hearsay" parse <"$work/text.txt" >"$work/out.conllu"
    python3 "$score" parse "$work/gold.conllu" "$work/out.conllu" | show "$bank, raw text:"
    for how in upper lower; do
        recase $how <"$work/gold.conllu" >"$work/recased.conllu"
        recase $how <"$work/forms.conllu" | "$build/hearsay" parse --from conllu >"$work/out.conllu"
        python3 "$score" parse --gold-tokens "$work/recased.conllu" "$work/out.conllu" | show "$bank, gold tokens, $how:"
    done
done
for i in 1 2 3 4 5 6 7 8 9 10; do cat "$work/text.txt"; done >"$work/long.txt"
python3 - "$build/hearsay" "$work/long.txt" <<'PYTHON'
import subprocess, sys, time, resource
def run(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open(sys.argv[2]) as text: out = subprocess.run(command, stdin=text, capture_output=True, check=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return out, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
words = int(run(["wc", "-w"])[0])
count, parse = run(["wc", "-w"])[1], run([sys.argv[1], "parse"])[1]
print("raw text to trees: %d words, %.0f times the CPU time of wc -w (%.2f s, %.4f s)" % (words, parse / max(count, 1e-3), parse, count))
PYTHON
