#!/usr/bin/env python3
"""lid_align.py - substantive against boilerplate on aligned snippets.  Usage: lid_align.py HEARSAY align.jsonl

The two sides of each pair become two documents of one case; a pair counts as substantive when `hearsay reuse` lists a
passage between them that is neither boilerplate nor formula.  Prints accuracy and that of always saying yes."""
import json, subprocess, sys

pairs = [json.loads(line) for line in open(sys.argv[2], encoding="utf-8") if line.strip()]
docs = "".join(json.dumps({"id": f"{side}{n}", "source": p[f"{side}_doc"], "text": p[side].replace(" -", "")}) + "\n"
               for n, p in enumerate(pairs) for side in ("left", "right"))
out = subprocess.run([sys.argv[1], "reuse"], input=docs, capture_output=True, text=True, check=True).stdout
said = set()
for line in out.splitlines():
    c = json.loads(line)
    if c["class"] not in ("boilerplate", "formula") and c["a"].lstrip("leftright") == c["b"].lstrip("leftright"):
        said.add(int(c["a"].lstrip("leftright")))
right = sum((n in said) == bool(p["substantive"]) for n, p in enumerate(pairs))
yes = sum(bool(p["substantive"]) for p in pairs)
print(f"{len(pairs)} pairs: accuracy {right / len(pairs):.3f}, always yes {yes / len(pairs):.3f}, said yes {len(said)}")
