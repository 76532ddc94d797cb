#!/usr/bin/env python3
"""re3d's IsSynonymOf (two names of one in a document) beside the actors of a case.

    same_as.py PROGRAM RE3D_FOLDER

Gold: pairs of different strings that the annotators call synonyms, open half.  Ours: of all pairs of different strings
that are ends of such relations in the document, those whose mentions are one actor of the case.
"""
import collections
import gzip
import itertools
import json
import os
import sqlite3
import subprocess
import sys
import tempfile


def main(program, folder):
    texts = {}
    with tempfile.TemporaryDirectory() as work:
        source, case = os.path.join(work, "docs.jsonl"), os.path.join(work, "c.hearsay")
        with gzip.open(os.path.join(folder, "docs.jsonl.gz"), "rt", encoding="utf-8") as f, open(source, "w", encoding="utf-8") as out:
            for line in f:
                row = json.loads(line)
                texts[row["id"]] = row["text"]
                out.write(line)
        subprocess.run([program, "-C", case, "add", source], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        db = sqlite3.connect(case)
        mentions = collections.defaultdict(list)
        for document, begin, end, actor in db.execute(
                "SELECT d.external_id, m.begin_byte, m.end_byte, j.actor_id FROM mentions m JOIN documents d ON d.id ="
                " m.document_id JOIN actor_joins j ON j.document_id = m.document_id AND j.document_actor = m.actor"):
            mentions[document].append((begin, end, actor))
    gold, ends = collections.defaultdict(set), collections.defaultdict(dict)
    for line in open(os.path.join(folder, "labels-relations.jsonl"), encoding="utf-8"):
        row = json.loads(line)
        if row["type"] != "IsSynonymOf":
            continue
        names = [row[k][2] for k in ("source", "target")]
        if names[0].lower() == names[1].lower():
            continue
        gold[row["doc_id"]].add(frozenset(names))
        for k in ("source", "target"):
            ends[row["doc_id"]].setdefault(row[k][2], set()).add((row[k][0], row[k][1]))
    right = wrong = wanted = 0
    for document, pairs in gold.items():
        who = {}
        for name, spans in ends[document].items():
            found = set()
            for begin, end in spans:
                b, e = (len(texts[document][:at].encode()) for at in (begin, end))
                found |= {actor for mb, me, actor in mentions[document] if mb < e and me > b}
            who[name] = found
        ours = {frozenset(p) for p in itertools.combinations(who, 2) if who[p[0]] & who[p[1]]}
        right += len(ours & pairs)
        wrong += len(ours - pairs)
        wanted += len(pairs)
    precision, recall = right / max(1, right + wrong), right / max(1, wanted)
    print(f"re3d same-as: pairs {wanted}, found {right}, others {wrong}; precision {precision:.3f} recall {recall:.3f} "
          f"F1 {2 * precision * recall / max(1e-9, precision + recall):.3f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
