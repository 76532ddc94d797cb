#!/usr/bin/env python3
"""The sentences of this folder as records for `hearsay extract` and the event scorer: records.py < sentences.txt > RECORDS.jsonl"""
import json
import sys


def event(words):
    doer, target, root = words.split()
    return [doer, target, root + "0"]


lines = [line.strip() for line in sys.stdin if line.strip() and not line.startswith("#")]
for number, line in enumerate(lines):
    events, text = line.split("|", 1)
    print(json.dumps({"id": "wire:%03d" % number, "suite": "wire", "scheme": "cameo", "tier": "A", "date": "2031-05-20", "text": text.strip(),
                      "events": [event(one) for one in events.split(";") if one.strip()]}))
