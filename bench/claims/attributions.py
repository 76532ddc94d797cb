#!/usr/bin/env python3
"""Of what `hearsay extract` lists, what a corpus marks: attributions.py [--outermost] [--speech] < extracted.jsonl > predictions.jsonl

--outermost  without those whose cue stands in another one's content (PolNeAR marks no nesting)
--speech     without wishes, feelings and support ("kind": "wants")
"""
import json
import sys

for line in sys.stdin:
    record = json.loads(line)
    listed = record["attributions"]
    if "--outermost" in sys.argv:
        listed = [a for a in listed if a["within"] is None]
    if "--speech" in sys.argv:
        listed = [a for a in listed if a["kind"] != "wants"]
    print(json.dumps({"id": record["id"], "attributions": listed}))
