#!/bin/sh
# corefer.sh DATA [train|dev] - pairwise precision and recall of coreference on OntoGUM (open part), gold trees, the names
# that gum_open_names marks.  DATA: the folder language/ of the shared data.  Needs a release build in build/.
set -eu
data=$1 part=${2:-dev} here=$(cd "$(dirname "$0")" && pwd) work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
root=$here/../..
cc -O2 -D_GNU_SOURCE -I"$root/include" -I"$root/src" "$here/corefer_chains.c" -o "$work/chains" \
   "$root/build/rooms/liblanguage.a" "$root/build/rooms/libtext.a" "$root/build/rooms/librecord.a" \
   "$root/build/rooms/libbase.a" -lcrypto -lxxhash -lutf8proc -lgumbo -lmd4c -ljansson -luchardet -lpthread -lm
xz -dc "$data/coref/ontogum_open/$part.conllu.xz" > "$work/gold"
xz -dc "$data/ner/gum_open_names/$part.iob2.xz" > "$work/names"
python3 "$here/corefer_score.py" join "$work/gold" "$work/names" > "$work/named"
"$work/chains" "$root/data" "$work/named" > "$work/chains.tsv"
python3 "$here/corefer_score.py" score "$work/named" "$work/chains.tsv"
