#!/usr/bin/env python3
"""Given trees for `hearsay extract`, for ablation: ud2.py RECORDS.jsonl < UD1.conllu > RECORDS-WITH-TREES.jsonl

Trees of Universal Dependencies 1 (UDPipe 1) become those of version 2 as far as extraction looks: relations are renamed, what
hangs on a predicate with a preposition is oblique, auxiliaries are AUX, conjunctions CCONJ, and SpaceAfter=No is put where the "# text" has no
blank.  Records without trees are left out; the text is that of the words.
"""
import json
import sys

RENAMED = {"dobj": "obj", "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "auxpass": "aux:pass", "mwe": "fixed", "name": "flat",
           "neg": "advmod", "remnant": "orphan", "nmod:agent": "obl:agent", "nmod:tmod": "obl:tmod", "nmod:npmod": "obl:npmod"}


def converted(rows, text):
    cop = {row[6] for row in rows if row[7] == "cop"}
    at = 0
    for row in rows:
        head = rows[int(row[6]) - 1] if row[6] != "0" else None
        relation = RENAMED.get(row[7], row[7])
        if relation == "nmod" and head and (head[3] in ("VERB", "ADJ", "ADV") or head[0] in cop):
            relation = "obl"
        if relation == "neg" or (relation == "advmod" and row[2] == "no"):
            relation = "det" if row[3] == "DET" else "advmod"
        row[7] = relation
        if row[3] == "CONJ":
            row[3] = "CCONJ"
        if relation in ("aux", "aux:pass", "cop"):
            row[3] = "AUX"
        found = text.find(row[1], at)
        at = found + len(row[1]) if found >= 0 else at
        if found >= 0 and at < len(text) and text[at] != " ":
            row[9] = "SpaceAfter=No"
    return rows


def words(rows):
    return "".join(row[1] + ("" if row[9] == "SpaceAfter=No" else " ") for row in rows).strip()


def main(records):
    known = {record["id"]: record for record in map(json.loads, open(records, encoding="utf-8"))}
    name, text, rows = "", "", []
    for line in [one.rstrip("\n") for one in sys.stdin] + [""]:
        if line.startswith("# sent_id = "):
            name = line[12:]
        elif line.startswith("# text = "):
            text = line[9:]
        elif line and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif rows and not line:
            if name in known:
                trees = "\n".join("\t".join(row) for row in converted(rows, text)) + "\n\n"
                print(json.dumps({**known[name], "text": words(rows), "conllu": trees}))
            rows = []


if __name__ == "__main__":
    main(sys.argv[1])
