"""A made world of sources whose quality drifts: drifting.py OUTDIR [SEED [STEP]] writes claims.csv (source,object,attribute,
value,time) and truth.csv.  Thirty sources of 24 periods of 30 days; the log odds of being right start between .4 and .85
and go at random by a normal step of standard deviation STEP (default .5; 0: nobody drifts) from one period to the next.  Each
item is of one day; a source speaks of one in eight; wrong values are 9, the first with half of the errors, and so on."""
import csv
import math
import os
import random
import sys

SOURCES, PERIODS, DAYS, ITEMS = 30, 24, 30, 6000
out, seed = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1
step = float(sys.argv[3]) if len(sys.argv) > 3 else 0.5
rng = random.Random(seed)
os.makedirs(out, exist_ok=True)
walk = []
for s in range(SOURCES):
    a = rng.uniform(0.4, 0.85)
    x = [math.log(a / (1 - a))]
    for p in range(1, PERIODS):
        x.append(x[-1] + rng.gauss(0, step))
    walk.append([1 / (1 + math.exp(-v)) for v in x])
with open(out + "/claims.csv", "w", newline="") as f, open(out + "/truth.csv", "w", newline="") as g:
    claims, truth = csv.writer(f, lineterminator="\n"), csv.writer(g, lineterminator="\n")
    claims.writerow(["source", "object", "attribute", "value", "time"])
    truth.writerow(["object", "attribute", "value"])
    for i in range(ITEMS):
        day = rng.randrange(PERIODS * DAYS)
        truth.writerow(["item%d" % i, "x", "v%d.0" % i])
        for s in range(SOURCES):
            if rng.random() > 0.125:
                continue
            v = 0
            if rng.random() > walk[s][day // DAYS]:
                v = 1
                while v < 9 and rng.random() < 0.5:
                    v += 1
            claims.writerow(["s%d" % s, "item%d" % i, "x", "v%d.%d" % (i, v), day])
