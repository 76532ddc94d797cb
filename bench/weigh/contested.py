"""A made world of contested propositions: contested.py WORLD prints it as a claim table for hearsay weigh (the quoted
source is the source, a reprint has its root's origin); contested.py WORLD BELIEFS scores the answer: accuracy, Brier,
calibration, and how often the 90 % interval holds the belief of an ideal observer."""
import csv
import sys

CERTAINTY = ["certain", "probable", "unknown", "possible"]


def table(world):
    rows, root = list(csv.DictReader(open(world + "/claims.csv"))), {}
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow("source,object,attribute,value,time,polarity,certainty,origin".split(","))
    for r in rows:
        root[r["claim"]] = root[r["copied_from"]] if r["copied_from"] else r["claim"]
        out.writerow([r["via"] or r["source"], r["object"], "holds", "1", r["time"], r["value"],
                      CERTAINTY[int(r["hedge"])], root[r["claim"]]])


def score(world, beliefs):
    ideal = {r["object"]: float(r["probability"]) for r in csv.DictReader(open(world + "/oracle.csv"))}
    truth = {r["object"]: int(r["value"]) for r in csv.DictReader(open(world + "/truth.csv"))}
    rows = [(r["object"], float(r["probability"]), float(r["lo"]), float(r["hi"])) for r in csv.DictReader(open(beliefs))]
    n, bins = len(rows), [[0.0, 0] for _ in range(10)]
    for o, p, _, _ in rows:
        bins[min(9, int(p * 10))][0] += p - truth[o]
    print("contested              accuracy %.4f  Brier %.4f  ECE %.4f  intervals holding the ideal %.3f  mean width %.3f" % (
        sum((p > .5) == truth[o] for o, p, _, _ in rows) / n, sum((p - truth[o]) ** 2 for o, p, _, _ in rows) / n,
        sum(abs(b[0]) for b in bins) / n, sum(lo <= ideal[o] <= hi for o, _, lo, hi in rows) / n,
        sum(hi - lo for _, _, lo, hi in rows) / n))


if len(sys.argv) == 2:
    table(sys.argv[1])
else:
    score(sys.argv[1], sys.argv[2])
