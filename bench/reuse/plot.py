#!/usr/bin/env python3
"""Draws cost against the size of the corpus from bench/results/reuse-cost.tsv as docs/reuse-cost.svg.

    bench/reuse/plot.py < bench/results/reuse-cost.tsv > docs/reuse-cost.svg

Both axes are logarithmic: what is linear climbs by one square a square."""
import csv, math, sys
from xml.sax.saxutils import escape

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 720, 420, 70, 20, 250, 50
COLOURS = ["#1b6ca8", "#c8553d", "#588157", "#6d597a", "#b08900"]

rows = list(csv.DictReader(sys.stdin, delimiter="\t"))
lines = {}
for r in rows:
    lines.setdefault(r["what"], []).append((float(r["MB"]), float(r["seconds"])))
decade = lambda values: (math.floor(math.log10(min(values))), math.ceil(math.log10(max(values))))
x0, x1 = decade([p[0] for l in lines.values() for p in l])
y0, y1 = decade([p[1] for l in lines.values() for p in l])
x = lambda v: LEFT + (math.log10(v) - x0) / (x1 - x0) * (WIDTH - LEFT - RIGHT)
y = lambda v: HEIGHT - BOTTOM - (math.log10(v) - y0) / (y1 - y0) * (HEIGHT - TOP - BOTTOM)
out = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="13">' % (WIDTH, HEIGHT),
       '<title>Seconds of one core against megabytes of records</title>',
       '<rect width="%d" height="%d" fill="#fff"/>' % (WIDTH, HEIGHT)]
for e in range(x0, x1 + 1):
    out.append('<path d="M%.1f %dV%d" stroke="#ddd"/><text x="%.1f" y="%d" text-anchor="middle">%g MB</text>' %
               (x(10**e), TOP, HEIGHT - BOTTOM, x(10**e), HEIGHT - BOTTOM + 20, 10**e))
for e in range(y0, y1 + 1):
    out.append('<path d="M%d %.1fH%d" stroke="#ddd"/><text x="%d" y="%.1f" text-anchor="end">%g s</text>' %
               (LEFT, y(10**e), WIDTH - RIGHT, LEFT - 8, y(10**e) + 4, 10**e))
for i, (what, points) in enumerate(sorted(lines.items())):
    colour = COLOURS[i % len(COLOURS)]
    out.append('<polyline points="%s" fill="none" stroke="%s" stroke-width="2"/>' %
               (" ".join("%.1f,%.1f" % (x(a), y(b)) for a, b in points), colour))
    out += ['<circle cx="%.1f" cy="%.1f" r="3.5" fill="%s"/>' % (x(a), y(b), colour) for a, b in points]
    out.append('<path d="M%d %dh18" stroke="%s" stroke-width="2"/><text x="%d" y="%d">%s</text>' %
               (WIDTH - RIGHT + 14, TOP + 16 + 22 * i, colour, WIDTH - RIGHT + 38, TOP + 20 + 22 * i, escape(what)))
print("\n".join(out) + "\n</svg>")
