#!/usr/bin/env python3
"""What reprints add to the count of independent origins, by how much of the original they keep.

    reprints.py PROGRAM DOCS.jsonl|FOLDER [SEED]

Each document is printed once more by another outlet, two days later.  Of its sentences a share is kept (100, 95, 80, 60, 40 %),
the others give way to sentences of made words, which say nothing.  A case of the originals alone is compared with one
that has the reprints too: an answer's side is wrong when its origins became more.  As a control two outlets say one thing
in their own words: there the second has to count.
"""
import json
import os
import random
import re
import sqlite3
import subprocess
import sys
import tempfile


def documents(path):
    if not os.path.isdir(path):
        for line in open(path, encoding="utf-8"):
            row = json.loads(line)
            yield {k: row.get(k) for k in ("publisher", "date", "title", "text") if row.get(k)}
        return
    for name in sorted(os.listdir(path)):
        if name.endswith((".txt", ".md")):
            yield {"publisher": name, "date": "2031-03-01", "text": open(os.path.join(path, name), encoding="utf-8").read()}


def made_sentence(rng, words):
    letters = "bdfgklmnprstvz"
    made = ["".join(rng.choice(letters) + rng.choice("aeiou") for _ in range(rng.randint(2, 4))) for _ in range(words)]
    return " ".join(made).capitalize() + "."


def reprint(rng, row, kept, number):
    pieces = re.split(r"(?<=[.!?])(\s+)", row["text"])
    for i in range(0, len(pieces), 2):
        if rng.random() >= kept:
            pieces[i] = made_sentence(rng, max(3, len(pieces[i].split())))
    day = row.get("date", "2031-03-01")[:10]
    later = day[:8] + f"{min(28, int(day[8:10] or 1) + 2):02}" if len(day) == 10 else day
    return {"publisher": f"Outlet {number}", "date": later, "text": "".join(pieces)}


def origins(program, folder, name, rows):
    source, case = os.path.join(folder, name + ".jsonl"), os.path.join(folder, name + ".hearsay")
    with open(source, "w", encoding="utf-8") as f:
        for row in rows:
            f.write(json.dumps(row) + "\n")
    subprocess.run([program, "-C", case, "add", source], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    db = sqlite3.connect(case)
    return {(r[0], r[1]): (r[2], r[3]) for r in db.execute(
        "SELECT i.key, a.key, a.origins_asserted, a.origins_denied FROM answers a JOIN items i ON i.id = a.item_id")}


def main(program, path, seed=1):
    rows = list(documents(path))
    with tempfile.TemporaryDirectory() as folder:
        before = origins(program, folder, "before", rows)
        for kept in (1, .95, .8, .6, .4):
            rng = random.Random(int(seed))
            copies = [reprint(rng, row, kept, i) for i, row in enumerate(rows)]
            after = origins(program, folder, f"after{kept}", rows + copies)
            sides = wrong = 0
            for key, (asserted, denied) in before.items():
                if key not in after:
                    continue
                for was, now in zip((asserted, denied), after[key]):
                    sides += was > 0
                    wrong += was > 0 and now > was
            print(f"{100 * kept:4.0f} % kept: {wrong} of {sides} sides of answers counted a reprint as a voice ({wrong / max(1, sides):.3f})")
        if before:
            rng = random.Random(int(seed))
            extra = {"publisher": "A Voice of Its Own", "date": rows[0].get("date", "2031-03-01"),
                     "text": "The harbour clerk said on Tuesday that France supports the Orvel Front."}
            other = dict(extra, publisher="Another Voice", text="For years France has supported the Orvel Front with money and boats.")
            one, two = (origins(program, folder, f"control{n}", rows + c) for n, c in ((1, [extra]), (2, [extra, other])))
            rose = [k for k in two if k in one and two[k][0] == one[k][0] + 1 and "orvel" in k[0]]
            print(f"an independent report: {'+1' if rose else 'not counted'}")


if __name__ == "__main__":
    main(*sys.argv[1:])
