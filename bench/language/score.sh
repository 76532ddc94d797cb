#!/bin/sh
# How well hearsay parse reads the dev parts of EWT and GUM (open genres).  Usage: bench/language/score.sh [BUILD
# [UDPIPE MODEL]].  Gold tokens and raw text; as written, in capitals and in small letters; raw text to trees beside `wc -w`
# and, with the program of UDPipe 1 and a model of it, beside that, on the same file in the same run.
set -eu
cd "$(dirname "$0")/../.."
build=${1:-build} udpipe=${2:-} model=${3:-}
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
for _ in 1 2 3 4; do cat "$work/text.txt"; done >"$work/long.txt"
python3 - "$work/long.txt" "$build/hearsay" "$udpipe" "$model" <<'PYTHON'
import resource, subprocess, sys
text, hearsay, udpipe, model = sys.argv[1:]
def run(*command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open(text) as f: out = subprocess.run(command, stdin=f, capture_output=True, check=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return out, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
def tokens(conllu): return sum(line[:1].isdigit() for line in conllu.decode().split("\n"))
words, count = run("wc", "-w")
parsed, parse = run(hearsay, "parse")
print("raw text to trees: %d words, %.0f times the CPU time of wc -w (%.2f s, %.4f s), %.0f tokens/s" %
      (int(words), parse / max(count, 1e-3), parse, count, tokens(parsed) / parse))
if udpipe:
    theirs, time = run(udpipe, "--tokenize", "--tag", "--parse", model)
    print("UDPipe 1: %.2f s, %.0f tokens/s; hearsay takes 1/%.1f of that" % (time, tokens(theirs) / time, time / parse))
PYTHON
