#!/usr/bin/env python3
"""spoil.py - the same documents, harder to read, every byte offset kept.  Usage: spoil.py caps|marks|noise < docs.jsonl

caps: ASCII letters in capitals; marks: ASCII punctuation as blanks; noise: 2 % of ASCII letters exchanged (seeded)."""
import json, random, string, sys

kind, rng = sys.argv[1], random.Random(20260101)
blank = str.maketrans(string.punctuation, " " * len(string.punctuation))
upper = str.maketrans(string.ascii_lowercase, string.ascii_uppercase)
noise = lambda t: "".join(rng.choice(string.ascii_lowercase) if c in string.ascii_letters and rng.random() < .02 else c for c in t)
change = {"caps": lambda t: t.translate(upper), "marks": lambda t: t.translate(blank), "noise": noise}[kind]
for line in sys.stdin:
    d = json.loads(line)
    d["text"] = change(d["text"])
    print(json.dumps(d, ensure_ascii=False))
