#!/usr/bin/env python3
"""Trees of Universal Dependencies 1 (UDPipe 1) as those of version 2, as far as extraction looks: ud2.py < UD1.conllu > UD2.conllu

Relations are renamed, what hangs on a predicate with a preposition is oblique, auxiliaries are AUX, and SpaceAfter=No is put
where the "# text" has no blank.
"""
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
        if relation in ("aux", "aux:pass", "cop"):
            row[3] = "AUX"
        found = text.find(row[1], at)
        at = found + len(row[1]) if found >= 0 else at
        if found >= 0 and at < len(text) and text[at] != " ":
            row[9] = "SpaceAfter=No"
    return rows


def main():
    comments, rows, text = [], [], ""
    for line in [one.rstrip("\n") for one in sys.stdin] + [""]:
        if line.startswith("#"):
            comments.append(line)
            if line.startswith("# text = "):
                text = line[9:]
        elif line:
            rows.append(line.split("\t"))
        elif rows:
            print("\n".join(comments + ["\t".join(row) for row in converted(rows, text)]) + "\n")
            comments, rows = [], []


if __name__ == "__main__":
    main()
