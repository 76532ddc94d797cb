"""Adds an origin to each claim of a source that is in a copy group: claims on stdin, the groups' CSV as argument.
Only groups that are certain are given; one origin is one group's word on one item."""
import csv
import sys

with open(sys.argv[1]) as f:
    group = {r["source"]: r["group"] for r in csv.DictReader(f) if r["certainty"] == "certain"}
rows, out = csv.DictReader(sys.stdin), csv.writer(sys.stdout, lineterminator="\n")
out.writerow(["source", "object", "attribute", "value", "origin"])
for r in rows:
    g = group.get(r["source"])
    out.writerow([r["source"], r["object"], r["attribute"], r["value"],
                  "%s|%s|%s" % (g, r["object"], r["attribute"]) if g else ""])
