#!/usr/bin/env python3
"""Is a name found as well wherever it comes from?  Recall of whole names, per region, in the same sentences.

  names_origin.py [PROGRAM]        default: build/hearsay

Each of 100 full names of a region (names_origin.tsv) stands once in each carrier sentence; each sentence is a
document of its own.  A name counts as recognised when exactly its words were found, whatever the class; `as a person`
asks for the class too.
"""
import json, os, subprocess, sys

HERE = os.path.dirname(os.path.abspath(__file__))
CARRIERS = [
    "The statement was signed by {} on Monday.", "{} said on Tuesday that the talks had failed.",
    "According to {}, no ship left the port that day.", "Officials accused {} of taking money from the company.",
    "The court heard that {} had met the two men in a cafe.", "Police arrested {} at the border last week.",
    "Reporters asked {} whether the report was true.", "The minister, {}, denied it.",
    "A lawyer for {} called the charge absurd.", "The letter was addressed to {} and three others.",
    "Witnesses saw {} leave the building before noon.", "Critics say {} knew of the plan for months.",
    "{} and two aides were wounded in the attack.", "The group is led by {}, who fled in March.",
    "In an interview, {} described the camp as empty.", "The commission will question {} again in May.",
    "{} told the newspaper that nothing had been signed.", "It was {} who first spoke of an agreement.",
    "Relatives of {} have been waiting outside the prison.", "The post went to {} after a long dispute.",
]


def lists():
    for line in open(os.path.join(HERE, "names_origin.tsv"), encoding="utf-8"):
        field = line.rstrip("\n").split("\t")
        if line[0] != "#" and field[0] != "region":
            yield field[0], [g + " " + f for g in field[1].split("|") for f in field[2].split("|")]


def found(program, texts):
    records = "".join(json.dumps({"id": str(i), "text": t}) + "\n" for i, t in enumerate(texts))
    out = subprocess.run([program, "parse", "--from", "jsonl", "--to", "json"], input=records, text=True,
                         stdout=subprocess.PIPE, check=True).stdout
    names = {}
    for line in out.splitlines():
        row = json.loads(line)
        for unit in row["units"]:
            if "name" in unit:
                names.setdefault(row["document"], []).append((unit["words"], unit["name"]))
    return names


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else "build/hearsay"
    for case in (str, str.upper, str.lower):
        share = {"recognised": {}, "as a person": {}}
        for region, names in lists():
            pairs = [(case(c.format(n)), case(n)) for c in CARRIERS for n in names]
            got = found(program, [p[0] for p in pairs])
            of = [[c for w, c in got.get(str(i), []) if w == n] for i, (_, n) in enumerate(pairs)]
            share["recognised"][region] = sum(bool(c) for c in of) / len(pairs)
            share["as a person"][region] = sum("person" in c for c in of) / len(pairs)
        written = {str: "as written", str.upper: "CAPITALS", str.lower: "small letters"}[case]
        for what, by in share.items():
            print("%-13s %-11s" % (written, what), " ".join("%s %.3f" % x for x in by.items()),
                  "spread %.3f" % (max(by.values()) - min(by.values())))


if __name__ == "__main__":
    main()
