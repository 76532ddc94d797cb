#!/usr/bin/env python3
"""Does it matter what anybody is called?  Names of sentences are replaced by others of their class, and read again.

  names_swap.py [PROGRAM [SENTENCES [SEED]]]      default: build/hearsay 10000 1

Sentences: the training parts of EWT and GUM (open genres) beside the checkout, each a document of its own, those in which a
name is recognised, over and over until so many were recognised again.  Every name gives way to one of its class drawn from all that were recognised, whatever its length (one
word by five).  Where the same stretches are recognised again, with the same classes, nothing else may differ: tags, lemmas,
heads, relations of every unit; and every span must give its words.
"""
import collections, json, lzma, os, random, subprocess, sys

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "../../../shared/data/language")
FILES = [os.path.join(DATA, bank, "train.conllu.xz") for bank in ("en_ewt", "en_gum_open")]


def sentences():
    for path in FILES:
        for line in lzma.open(path, "rt", encoding="utf-8"):
            if line.startswith("# text = ") and len(line) > 30:
                yield line[9:].strip()


def read(program, texts):
    """A list of units for each text, or None where the program cut it into more than one sentence."""
    records = "".join(json.dumps({"id": str(i), "text": t}) + "\n" for i, t in enumerate(texts))
    out = subprocess.run([program, "parse", "--from", "jsonl", "--json"], input=records, text=True, stdout=subprocess.PIPE,
                         check=True).stdout
    found = collections.defaultdict(list)
    for line in out.splitlines():
        row = json.loads(line)
        found[int(row["document"])].append(row["units"])
    return [found[i][0] if len(found[i]) == 1 else None for i in range(len(texts))]


def put(r, text, units, names):
    """The text with other names, and where they should be found."""
    raw, out, at, where = text.encode(), b"", 0, []
    for u in units:
        if "name" not in u:
            continue
        out += raw[at:u["span"][0]]
        new = r.choice(names[u["name"]]).encode()
        where.append((len(out), len(out) + len(new), u["name"]))
        out, at = out + new, u["span"][1]
    return (out + raw[at:]).decode(), where


def bare(u):
    return (u["upos"], u["xpos"], u["head"], u["relation"]) + (("name",) if "name" in u else (u["words"], u["lemma"]))


def spans_hold(text, units):
    raw = text.encode()
    return all(raw[u["span"][0]:u["span"][1]].decode() == u["words"] for u in units)


def compare(first, swapped, again):
    total = collections.Counter()
    for (text, before), (other, where), after in zip(first, swapped, again):
        total["broken"] += not spans_hold(text, before) or (after is not None and not spans_hold(other, after))
        if after is None or [(*u["span"], u["name"]) for u in after if "name" in u] != where:
            total["missed"] += 1
        else:
            total["same" if list(map(bare, before)) == list(map(bare, after)) else "different"] += 1
    return total


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else "build/hearsay"
    most = int(sys.argv[2]) if len(sys.argv) > 2 else 10000
    r = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    texts = list(sentences())
    first = [(t, u) for t, u in zip(texts, read(program, texts)) if u and any("name" in x for x in u)]
    names = collections.defaultdict(list)
    for _, units in first:
        for u in units:
            if "name" in u:
                names[u["name"]].append(u["words"])
    total = collections.Counter()
    while total["same"] + total["different"] < most and (not total or total["same"]):
        swapped = [put(r, t, u, names) for t, u in first]
        total.update(compare(first, swapped, read(program, [t for t, _ in swapped])))
    print("%d sentences: names recognised again in %d, of these %d read otherwise; %d broken spans" %
          (sum(total.values()) - total["broken"], total["same"] + total["different"], total["different"], total["broken"]))
    return total["different"] > 0 or total["broken"] > 0


if __name__ == "__main__":
    sys.exit(main())
