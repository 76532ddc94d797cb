#!/usr/bin/env python3
"""From `hearsay extract --events` to the scorer's factuality: factuality.py GOLD.jsonl CLAIMS.jsonl > PRED.jsonl

A gold event gets the value of the event that `extract` found on the same word.  Events that were not found are left
out; the scorer counts them as +3.
"""
import json
import sys


def main(gold, claims):
    found = {}
    for line in open(claims, encoding="utf-8"):
        record = json.loads(line)
        found[record["id"]] = {tuple(e["span"]): e["factuality"] for e in record["events"]}
    for line in open(gold, encoding="utf-8"):
        record = json.loads(line)
        spans = found.get(record["id"], {})
        events = [{"span": e["span"], "factuality": spans[tuple(e["span"])]} for e in record["events"] if tuple(e["span"]) in spans]
        print(json.dumps({"id": record["id"], "events": events}))


if __name__ == "__main__":
    main(*sys.argv[1:3])
