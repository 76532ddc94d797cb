#!/usr/bin/env python3
"""How much of what is planted in the sample case does hearsay find?

    score_sample.py --run build/hearsay                     adds examples/karsa to a new case and scores what it says
    score_sample.py claims.jsonl copies.jsonl [answers.jsonl]
                              scores what `hearsay claims --json`, `copies --json` and `ask --json` said
        [--least NAME=SHARE]...   exit status 1 when a line of the summary stays below
        [--all]                   also what was right, not only what was missed or wrong
        [--summary]               only the summary

A planted copy is found when copies between the same two documents cover SPAN_LEAST of its words on both sides (all but
a token at each end for what is the same word for word).  A planted claim is found when a claim of the same document
stands at the same place, overlapping by OVERLAP_LEAST (shared characters / characters of both); of several the one that
overlaps most counts, and among equals the one with most fields right.  Places are compared in the text a reader sees,
so it does not matter how a format was read.  Claims beyond the planted ones are counted and not judged.

An answer is that of a planted proposition when most claims on the proposition went to it.
"""
import argparse
import collections
import hashlib
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "examples"))
import make_truth  # noqa: E402

SPAN_LEAST = 0.5
OVERLAP_LEAST = 0.3
# What the planted types may be called by hearsay.  Plants are pieces; hearsay may align several of them as one passage
# with changes in between, so that a cut is found inside an edit or a rewrite.
PIECE = {"cut", "reprint", "edit", "rewrite"}
KINDS = {"whole": {"reprint"}, "cut": PIECE, "chain": PIECE, "edit": PIECE - {"reprint"},
         "rewrite": PIECE - {"reprint"}, "version": {"version"}, "self": {"self", "version"}, "quote": {"quote"},
         "boilerplate": {"boilerplate", "self"}}
NO_DIRECTION = {"boilerplate", "quote"}  # nobody took it from anybody


# ---- from hearsay's documents to ours --------------------------------------------------------------------------------

def names_by_hash(case):
    """SHA-256 of every original -> the name of its document."""
    names = {}
    for name in case:
        path, _, line = name.partition(":")
        original = (make_truth.CASE / path).read_bytes()
        originals = [original]
        if line:
            record = original.splitlines(keepends=True)[int(line) - 1]
            originals = [record, record.rstrip(b"\r\n")]
        for original in originals:
            names[hashlib.sha256(original).hexdigest()] = name
    return names


class Places:
    """Where words that hearsay quotes stand in the visible text of a document."""

    def __init__(self, case):
        self.case = case
        self.names = names_by_hash(case)

    def name(self, document):
        return self.names.get(document.removeprefix("sha256:"))

    def of(self, name, words, begin):
        """[from, to) in the visible text, the occurrence nearest to byte `begin`; None when it does not stand there."""
        document = self.case[name]
        pattern = r"\s*".join(re.escape(w) for w in words.replace("*", "").split())
        found = [m.span() for m in re.finditer(pattern, document.text)] if pattern else []
        if not found:
            return None
        return min(found, key=lambda at: abs(document.at[at[0]][0] - begin))

    def of_truth(self, name, span):
        """A span in bytes of the original -> [from, to) in the visible text."""
        at = self.case[name].at
        inside = [i for i, (begin, end) in enumerate(at) if begin >= span[0] and end <= span[1]]
        return inside[0], inside[-1] + 1


def overlap(a, b):
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared / (max(a[1], b[1]) - min(a[0], b[0])) if shared > 0 else 0.0


def covered(place, pieces):
    """The share of a place that the pieces cover together."""
    marks = set()
    for begin, end in pieces:
        marks.update(range(max(begin, place[0]), min(end, place[1])))
    return len(marks) / (place[1] - place[0])


# ---- copies ----------------------------------------------------------------------------------------------------------

def read_copies(places, lines):
    """(name, name) -> [(place in the first, place in the second, the row)], both ways round."""
    copies = collections.defaultdict(list)
    for row in lines:
        names = [places.name(row[side]["document"]) for side in "ab"]
        if None in names:
            continue
        at = [places.of(n, row[s]["text"], row[s]["span"][0]) for n, s in zip(names, "ab")]
        if None in at:
            print(f"copy {row['copy']}: its words do not stand in {names}", file=sys.stderr)
            continue
        copies[names[0], names[1]].append((at[0], at[1], row, "ab"))
        if names[0] != names[1]:
            copies[names[1], names[0]].append((at[1], at[0], row, "ba"))
    return copies


def is_verbatim(planted):
    return planted["verbatim"] and planted["tokens"] >= make_truth.RUN_LEAST


def families(case, truth):
    """name -> the root of all documents that planted copies tie together."""
    root = {name: name for name in case}
    for planted in truth:
        if planted["kind"] == "copy":
            old, new = root[planted["to"]], root[planted["from"]]
            root = {name: new if r == old else r for name, r in root.items()}
    return root


def judge_copy(case, places, planted, copies):
    """{"found": ..., "kind": ..., "direction": ...} and a word on it; None where there is nothing to judge."""
    first = places.of_truth(planted["from"], planted["from_span"])
    second = places.of_truth(planted["to"], planted["to_span"])
    near = [c for c in copies[planted["from"], planted["to"]] if overlap(c[0], first) and overlap(c[1], second)]
    share = min(covered(first, [c[0] for c in near]), covered(second, [c[1] for c in near]))
    edge = 2 * 14 / (first[1] - first[0])
    least = 1 - edge if is_verbatim(planted) else SPAN_LEAST
    result = {"found": share >= least}
    word = f"{share:.0%} of it"
    if result["found"]:
        best = max(near, key=lambda c: overlap(c[0], first) + overlap(c[1], second))
        result["kind"] = best[2]["kind"] in KINDS[planted["type"]]
        word += f", as {best[2]['kind']}"
        dated = case[planted["from"]].facts["date"] < case[planted["to"]].facts["date"]
        if dated and planted["type"] not in NO_DIRECTION:
            result["direction"] = best[2]["direction"] == best[3]
            word += f", direction {best[2]['direction'] if best[3] == 'ab' else best[2]['direction'][::-1]}"
    return result, word


# ---- claims ----------------------------------------------------------------------------------------------------------

def read_claims(places, lines):
    """name -> [(place, the row)]."""
    claims = collections.defaultdict(list)
    for row in lines:
        name = places.name(row["document"])
        at = name and places.of(name, row["text"], row["span"][0])
        if at:
            claims[name].append((at, row))
        elif name:
            print(f"claim {row['claim']}: its words do not stand in {name}: {row['text']}", file=sys.stderr)
    return claims


def same_source(planted, row):
    """The kind, and a word in common with the name ("Commissioner Kettil Roake", "Roake", "he" is taken on trust)."""
    if planted["source_kind"] != row["source"]["kind"]:
        return False
    ours = {w for w in make_truth.tokens(planted["source"] or "") if len(w) > 2}
    theirs = set(make_truth.tokens(row["source"].get("name") or ""))
    return planted["source_kind"] == "author" or bool(ours & theirs)


def fields_right(planted, row):
    return {"source kind": planted["source_kind"] == row["source"]["kind"], "source": same_source(planted, row),
            "polarity": planted["polarity"] == row["polarity"], "certainty": planted["certainty"] == row["certainty"]}


def judge_claim(places, planted, claims):
    at = places.of_truth(planted["document"], planted["span"])
    near = [(round(overlap(at, place), 1), sum(fields_right(planted, row).values()), -row["claim"], row)
            for place, row in claims[planted["document"]] if overlap(at, place) >= OVERLAP_LEAST]
    if not near:
        return {"found": False}, "nothing there", None
    row = max(near, key=lambda n: n[:3])[3]
    fields = fields_right(planted, row)
    word = f"{row['source']['kind']} {row['source'].get('name') or ''} {row['polarity']} {row['certainty']}"
    return dict(fields, found=True, all=all(fields.values())), word, row


def judge_utterance(planted, matched):
    """One statement in several outlets: how many of them were found, and to how many origins they were folded."""
    rows = [row for claim, row in matched if row and any(
        claim["document"] == p["document"] and claim["span"][0] < p["span"][1] and p["span"][0] < claim["span"][1]
        for p in planted["places"]) and set(claim["stances"]) & set(planted["propositions"])]
    origins = {row.get("origin") for row in rows}
    word = f"{len(rows)} claims, origins {sorted(map(str, origins))}"
    return {"one origin": len(rows) >= 2 and len(origins) == 1}, word


# ---- answers ---------------------------------------------------------------------------------------------------------

def judge_proposition(planted, matched, answers):
    """The answer that most claims on a proposition went to, and whether belief in it is on the side of the truth."""
    votes = collections.Counter()
    for claim, row in matched:
        stance = claim["stances"].get(planted["id"])
        if row and stance and row.get("answer"):
            votes[row["answer"]] += 1 if (stance == "for") == (row["polarity"] == "assert") else -1
    best = max(votes, key=lambda a: (votes[a], -a), default=None)
    if best is None or votes[best] <= 0 or best not in answers:
        return {"understood": False}, "no answer"
    row = answers[best]
    word = (f"\"{row['proposition']}\" belief {row['belief']:.2f} [{row['low']:.2f}, {row['high']:.2f}], origins "
            f"{row['origins_asserted']} for, {row['origins_denied']} against; holds: {planted['holds']}")
    fields = {"understood": True}
    if planted["holds"] is not None:
        fields["belief on the right side"] = (row["belief"] > 0.5) == planted["holds"]
    return fields, word


# ---- the whole -------------------------------------------------------------------------------------------------------

class Tally:
    """Right and asked, by name of what is counted."""

    def __init__(self, show):
        """show: "all", "wrong" or "summary"."""
        self.right, self.asked, self.show = collections.Counter(), collections.Counter(), show

    def take(self, kind, label, fields, word):
        for field, right in fields.items():
            self.right[f"{kind}.{field}"] += right
            self.asked[f"{kind}.{field}"] += 1
        bad = [f for f, right in fields.items() if not right and f != "all"]
        if self.show == "all" or (bad and self.show == "wrong"):
            print(f"{label}: {'wrong: ' + ', '.join(bad) if bad else 'right'}; {word}")

    def share(self, name):
        return self.right[name] / self.asked[name] if self.asked[name] else 0.0

    def summary(self):
        for name in self.asked:
            print(f"{name:<32} {self.right[name]:>4} of {self.asked[name]:<4} {self.share(name):.3f}")


def score(case, truth, claim_lines, copy_lines, answer_lines, tally):
    places = Places(case)
    copies, claims = read_copies(places, copy_lines), read_claims(places, claim_lines)
    matched = []
    for planted in truth:
        if planted["kind"] == "copy":
            fields, word = judge_copy(case, places, planted, copies)
            kind = "verbatim" if is_verbatim(planted) else "changed"
            label = f"{planted['id']} {planted['type']} {planted['from']} > {planted['to']}"
            tally.take(f"copy.{kind}", label, fields, word)
        elif planted["kind"] == "claim":
            fields, word, row = judge_claim(places, planted, claims)
            matched.append((planted, row))
            wanted = f"{planted['source'] or 'author'} {planted['polarity']} {planted['certainty']}"
            tally.take("claim", f"{planted['id']} {planted['document']} \"{planted['words'][:60]}\"", fields,
                       f"{wanted} / {word}")
    for planted in truth:
        if planted["kind"] == "utterance":
            tally.take("utterance", f"{planted['id']} {planted['speaker']}", *judge_utterance(planted, matched))
        elif planted["kind"] == "proposition" and answer_lines:
            answers = {row["answer"]: row for row in answer_lines}
            tally.take("answer", f"{planted['id']} {planted['words']}", *judge_proposition(planted, matched, answers))
    root = families(case, truth)
    for (first, second), rows in copies.items():
        for _, _, row, _ in rows if first <= second else []:
            tally.take("copy.listed", f"copy {row['copy']} {first} > {second}",
                       {"tied by plants": root[first] == root[second]}, f"{row['kind']}: {row['a']['text'][:60]}")
    print(f"claims listed: {len(claim_lines)}; copies listed: {len(copy_lines)}")


def read_lines(text):
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def ask(program, *arguments):
    """What the program prints; it may find nothing, but not fail."""
    done = subprocess.run([program, *arguments], stdout=subprocess.PIPE, encoding="utf-8", check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"{program} {' '.join(arguments)}: exit status {done.returncode}")
    return done.stdout


def run(program):
    """A new case with the sample documents: its claims, its copies and its answers."""
    with tempfile.TemporaryDirectory() as folder:
        case = str(Path(folder) / "karsa.hearsay")
        ask(program, "-C", case, "add", str(make_truth.CASE))
        return [read_lines(ask(program, "-C", case, what, "--json")) for what in ("claims", "copies", "ask")]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", metavar="claims.jsonl copies.jsonl [answers.jsonl]")
    parser.add_argument("--run", metavar="PROGRAM")
    parser.add_argument("--least", action="append", default=[], metavar="NAME=SHARE")
    parser.add_argument("--all", dest="show", action="store_const", const="all", default="wrong")
    parser.add_argument("--summary", dest="show", action="store_const", const="summary")
    options = parser.parse_args()
    if bool(options.run) == bool(options.files) or len(options.files) not in (0, 2, 3):
        parser.error("give either --run PROGRAM or two or three files")
    read = [read_lines(Path(f).read_text("utf-8")) for f in options.files]
    claims, copies, answers = run(options.run) if options.run else (read + [[]])[:3]
    case = make_truth.read_case()
    tally = Tally(options.show)
    score(case, make_truth.make_truth(case), claims, copies, answers, tally)
    tally.summary()
    below = [least for least in options.least if tally.share(least.split("=")[0]) < float(least.split("=")[1])]
    for least in below:
        print(f"below the floor: {least}")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
