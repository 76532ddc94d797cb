#!/usr/bin/env python3
"""Who says what of who did it: stances that a person read in the documents, beside the claims of a case.

    stances.py CASE.hearsay GOLD.jsonl DOCS.jsonl [--missed]

CASE: the documents, added and settled.  A stance is found when a claim of its document overlaps its span, comes from
its source and stands on its side: asserts, denies, or (undecided) leaves open or is no firmer than possible.  A source
is right when it shares a word of its name (not "of", a rank or an office) with the one that the reader gave; of a
document's own voice its publisher and author are the names.  `same answer` counts besides those whose claim speaks to
an event's doer or orderer, the answer that a reader would look under.
"""
import json
import re
import sqlite3
import sys

OFFICES = set("the of in and as by on told read so called president minister foreign defense judge colonel archbishop auxiliary "
              "bishop spokesman general attorney rector university group radio anonymous command venezuela washington u s "
              "salvadoran office".split())


def words(name):
    return {w for w in re.findall(r"[a-z]+", name.lower()) if w not in OFFICES and len(w) > 2}


def side(row):
    if row["certainty"] == "unknown":
        return {"undecided"}
    sides = {"deny"} if row["polarity"] == "deny" else {"assert"}
    return sides | ({"undecided"} if row["certainty"] == "possible" else set())


def main(case, gold, docs, missed=False):
    texts = {}
    for line in open(docs, encoding="utf-8"):
        row = json.loads(line)
        texts[row["id"]] = row["text"]
    db = sqlite3.connect(case)
    db.row_factory = sqlite3.Row
    claims = {}
    for row in db.execute("SELECT d.external_id, d.publisher, d.author, c.polarity, c.certainty, c.begin_byte, c.end_byte, s.name,"
                          " s.kind, i.event_id FROM case_claims k JOIN claims c ON c.document_id = k.document_id AND"
                          " c.number = k.claim JOIN documents d ON d.id = k.document_id JOIN sources s ON s.id = k.source_id"
                          " LEFT JOIN answers a ON a.id = k.answer_id LEFT JOIN items i ON i.id = a.item_id"):
        claims.setdefault(row["external_id"], []).append(row)
    counts = {}
    for line in open(gold, encoding="utf-8"):
        g = json.loads(line)
        text = texts[g["doc_id"]]
        begin, end = (len(text[:g[at]].encode()) for at in ("begin", "end"))
        near = [c for c in claims.get(g["doc_id"], []) if c["begin_byte"] < end and c["end_byte"] > begin]
        wanted = words(g["source"])
        ours = [c for c in near if words(c["name"]) & wanted or not wanted or
                (c["kind"] == "author" and words(f"{c['publisher']} {c['author']}") & wanted)]
        right = [c for c in ours if g["stance"] in side(c)]
        about = [c for c in right if c["event_id"]]
        for name, list_ in (("span", near), ("source", ours), ("found", right), ("same answer", about)):
            counts.setdefault(name, [0, 0])[0] += bool(list_)
            counts[name][1] += 1
        if missed and not right:
            print(g["prop"], g["doc_id"], g["source"], g["stance"], g["quote"][:60], "|",
                  "; ".join(f"{c['name']} {c['polarity']} {c['certainty']}" for c in near)[:160])
    for name, (found, of) in counts.items():
        print(f"{name:12} {found:3} of {of}  {found / of:.3f}")


if __name__ == "__main__":
    main(*sys.argv[1:4], missed="--missed" in sys.argv)
