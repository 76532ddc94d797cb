#!/usr/bin/env python3
"""From `hearsay extract` to the scorer's factuality: factuality.py GOLD.jsonl CLAIMS.jsonl > PRED.jsonl

A gold event gets the value of a claim whose predicate stands on it, averaged over such claims; -3 (did not happen) to
+3 (happened).  Events that no claim is about are left out and count as +3 there.  VALUE: means on the training split.
"""
import json
import sys

VALUE = {("assert", "certain"): 2.2, ("assert", "probable"): 1.2, ("assert", "possible"): 0.6, ("assert", "unknown"): -0.3,
         ("deny", "certain"): -2.2, ("deny", "probable"): -1.2, ("deny", "possible"): -1.0, ("deny", "unknown"): -0.8}


def main(gold, claims):
    found = {}
    for line in open(claims, encoding="utf-8"):
        record = json.loads(line)
        spans = {}
        for claim in record["claims"]:
            for piece in claim["predicate"]:
                spans.setdefault(tuple(piece), []).append(VALUE[claim["polarity"], claim["certainty"]])
        found[record["id"]] = spans
    for line in open(gold, encoding="utf-8"):
        record = json.loads(line)
        spans = found.get(record["id"], {})
        events = []
        for event in record["events"]:
            values = spans.get(tuple(event["span"]))
            if values:
                events.append({"span": event["span"], "factuality": sum(values) / len(values)})
        print(json.dumps({"id": record["id"], "events": events}))


if __name__ == "__main__":
    main(*sys.argv[1:3])
