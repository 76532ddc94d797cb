#!/usr/bin/env python3
"""Are two names of one actor joined, and names of different actors kept apart?

    aliases.py JOIN SETS.jsonl [DATA]      JOIN: the program of join.c

Each name of each set stands alone in a document of its own.  `alone`: nobody says what is whose other name; all that
ties them is how they are written.  `told`: for each set one more document gives the canonical name with its aliases,
as a text does that says "also known as".  Figures are over pairs of names, within each of the two lists that the sets
come from (the same actor stands in both, under two ids).  A pair of different sets whose names are the same letters is
counted and not judged: nothing in the name tells them apart; nor are pairs that such a name brings together.
"""
import collections
import itertools
import json
import subprocess
import sys
import unicodedata


def letters(name):
    folded = unicodedata.normalize("NFKD", name).casefold()
    folded = folded[4:] if folded.startswith("the ") else folded
    return "".join(c for c in folded if c.isalnum()) or folded


def read_sets(path):
    sets = []
    for line in open(path, encoding="utf-8"):
        row = json.loads(line)
        names = []
        for name in [row["canonical"]] + [a["text"] for a in row["aliases"]]:
            name = " ".join((name or "").replace("|", " ").split())
            if name and letters(name) not in {letters(n) for n in names}:
                names.append(name)
        kind = "person" if row["type"] == "person" else "organisation"
        sets.append((row["id"], kind, names))
    return sets


def actors(join, data, sets, told):
    lines, alone = [], []
    for number, (_, kind, names) in enumerate(sets):
        if told:
            lines.append(f"{len(lines)}\t{kind}\t{names[0]}\t{'|'.join(names[1:])}")
    for number, (_, kind, names) in enumerate(sets):
        for name in names:
            alone.append((len(lines), number))
            lines.append(f"{len(lines)}\t{kind}\t{name}\t")
    out = subprocess.run([join, data], input="\n".join(lines) + "\n", text=True, capture_output=True, check=True)
    actor = [row.split("\t")[0] for row in out.stdout.splitlines()]
    assert len(actor) == len(lines)
    return [(actor[line], number) for line, number in alone]


def score(sets, found):
    names = [name for _, _, group in sets for name in group]
    homonyms = collections.defaultdict(set)
    for name, (_, number) in zip(names, found):
        homonyms[letters(name)].add(number)
    together = collections.defaultdict(list)
    for at, (actor, number) in enumerate(found):
        together[actor].append((at, number))
    right = wrong = unjudged = 0
    for group in together.values():
        shared = set()
        for at, _ in group:
            if len(homonyms[letters(names[at])]) > 1:
                shared |= homonyms[letters(names[at])]
        for (_, one), (_, other) in itertools.combinations(group, 2):
            if one == other:
                right += 1
            elif one in shared and other in shared:
                unjudged += 1
            else:
                wrong += 1
    wanted = sum(len(group) * (len(group) - 1) // 2 for _, _, group in sets)
    return right, wrong, unjudged, wanted


def main(join, path, data="data"):
    sets = read_sets(path)
    for told in (False, True):
        total = [0, 0, 0, 0]
        for source in sorted({s[0].split("/")[0] for s in sets}):
            part = [s for s in sets if s[0].startswith(source + "/")]
            total = [a + b for a, b in zip(total, score(part, actors(join, data, part, told)))]
        right, wrong, unjudged, wanted = total
        precision = right / (right + wrong) if right + wrong else 0
        recall = right / wanted
        f1 = 2 * precision * recall / (precision + recall) if right else 0
        print(f"{'told' if told else 'alone'}: pairs {wanted}, joined rightly {right}, wrongly {wrong}, "
              f"same letters in two sets {unjudged}; precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
