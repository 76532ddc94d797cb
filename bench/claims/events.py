#!/usr/bin/env python3
"""From `hearsay extract` to the event scorer's predictions: events.py RECORDS.jsonl CLAIMS.jsonl > PRED.jsonl

One event for each claim with a CAMEO code, whoever owns it.  CAMEO codes what is not done yet by what it announces:
cooperation that "will" come is 03 (intent to cooperate), conflict 13 (threat), what "must" be done 10 (demand), denied
cooperation 12 (rejection); other denied events are left out.  Actors by the code of the name
lexicon ("---" without one), spans of doer, done-to and deed as they are.
"""
import json
import sys


def codes(claim, dyad, place):
    """Of one end of a claim; one that names several at once has several."""
    return (claim.get(dyad) or (claim[place] or {}).get("code") or "---").split("/")


def announced(claim, text):
    """The CAMEO code of a claim, or None: what is only announced, demanded or denied has another."""
    words = {text[begin:end].decode().lower() for begin, end in claim["hedges"]}
    root = int(claim["cameo"][:2])
    if words & {"must", "should"}:
        return "10"
    if claim["polarity"] == "deny":
        return "12" if 3 <= root <= 8 else None
    if words & {"will", "would", "offered", "ready", "prepared", "promised"}:
        return "03" if 4 <= root <= 8 else "13" if root >= 14 else claim["cameo"]
    return claim["cameo"]


def main(records, claims):
    texts = {}
    for line in open(records, encoding="utf-8"):
        record = json.loads(line)
        texts[record["id"]] = record["text"].encode()
    for line in open(claims, encoding="utf-8"):
        record = json.loads(line)
        events, spans = [], []
        for claim in record["claims"]:
            cameo = claim["cameo"] and announced(claim, texts[record["id"]])
            if not cameo:
                continue
            for doer in codes(claim, "doer_code", "agent"):
                for patient in codes(claim, "target_code", "patient"):
                    if [doer, patient, cameo] not in events:
                        events.append([doer, patient, cameo])
            for role, pieces in (("SRC", (claim["agent"] or {}).get("span", [])), ("TAR", (claim["patient"] or {}).get("span", [])),
                                 ("EVT", claim["predicate"])):
                for begin, end in pieces[:1]:
                    if [role, begin, end] not in spans:
                        spans.append([role, begin, end])
        print(json.dumps({"id": record["id"], "events": events, "scheme": "cameo", "spans": spans}))


if __name__ == "__main__":
    main(*sys.argv[1:3])
