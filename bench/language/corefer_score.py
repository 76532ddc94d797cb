#!/usr/bin/env python3
"""Pairwise precision and recall of coreference, for mentions that claims need.

  corefer_score.py join GOLD.conllu NAMES.iob2   GOLD with NE= from the names, word by word
  corefer_score.py score GOLD.conllu CHAINS.tsv  CHAINS as corefer_chains writes them

A mention of ours is the gold mention whose head word (in the gold tree) it covers.  Precision is over all pairs of one
chain of ours; a pair of names of which one is not annotated is not counted, since OntoGUM leaves out names inside other
phrases; nor is an apposition ("Khan, the commander"), which OntoGUM has inside the mention it stands beside.  Recall is over gold pairs of names, third-person pronouns, and "the/this/that" with a noun of descriptions.tsv.
`merged`: gold chains that hold the same proper name word for word are one (OntoGUM parts long documents' chains).
"""
import collections, os, re, sys

HERE = os.path.dirname(os.path.abspath(__file__))
TABLE = os.path.join(HERE, "../../data/lexicon/descriptions.tsv")
NOUNS = {line.split("\t")[0] for line in open(TABLE, encoding="utf-8") if line[0] != "#"}
THIRD = set("he him his himself she her hers herself it its itself they them their theirs themselves".split())
NAMES = ("name", "acronym", "alias", "short", "metonym", "demonym")


def join(gold, names):
    tags = iter([line.rstrip("\n").split("\t")[2] for line in open(names, encoding="utf-8") if line[0].isdigit()])
    for line in open(gold, encoding="utf-8"):
        field = line.rstrip("\n").split("\t")
        if len(field) == 10 and field[0].isdigit():
            tag = next(tags)
            if tag != "O":
                field[9] = "NE=" + tag + ("" if field[9] == "_" else "|" + field[9])
            line = "\t".join(field) + "\n"
        sys.stdout.write(line)


def documents(path):
    docs, sentence = [], []
    for line in open(path, encoding="utf-8"):
        field = line.rstrip("\n").split("\t")
        if line.startswith("# newdoc id"):
            docs.append([])
        elif len(field) == 10 and field[0].isdigit():
            sentence.append(field)
        elif not line.strip() and sentence:
            docs[-1].append(sentence)
            sentence = []
    if sentence:
        docs[-1].append(sentence)
    return docs


def mentions(doc):
    """(sentence, first, last, head, chain); those that run over a sentence's end are left out."""
    out, begun = [], {}
    for s, sentence in enumerate(doc):
        for w, field in enumerate(sentence):
            m = re.search(r"(?:^|[|])Entity=([^|]*)", field[9])
            for piece in re.findall(r"[(][^()]*[)]?|[^()]+[)]", m.group(1)) if m else []:
                chain = re.split(r"[-()]", piece.strip("()"))[0]
                if piece[0] == "(":
                    begun.setdefault(chain, []).append((s, w))
                if piece[-1] == ")":
                    at = begun[chain].pop()
                    if at[0] == s:
                        inside = range(at[1], w + 1)
                        heads = [x for x in inside if int(sentence[x][6]) - 1 not in inside]
                        out.append((s, at[1], w, heads[0], chain))
    return out


def merge(doc, found):
    up, seen = {}, {}

    def root(x):
        while up.setdefault(x, x) != x:
            x = up[x]
        return x
    for m in found:
        words = [f for f in doc[m[0]][m[1]:m[2] + 1] if f[1].lower() != "the"]
        if words and all(f[3] == "PROPN" for f in words):
            text = " ".join(f[1].lower() for f in words)
            if text in seen:
                up[root(m[4])] = root(seen[text])
            else:
                seen[text] = m[4]
    return [m[:4] + (root(m[4]),) for m in found]


def needed(doc, m):
    head, first = doc[m[0]][m[3]], doc[m[0]][m[1]][1].lower()
    described = first in ("the", "this", "that") and head[2].lower() in NOUNS
    return head[1].lower() in THIRD or head[3] == "PROPN" or described


def pairs(group):
    return [(x, y) for i, x in enumerate(group) for y in group[:i]]


def by(key, things):
    out = collections.defaultdict(list)
    for thing in things:
        out[thing[key]].append(thing)
    return out.values()


def count(docs, ours, merged, total, links):
    for number, doc in enumerate(docs):
        found = mentions(doc)
        found = merge(doc, found) if merged else found
        at = {}
        for m in found:
            at.setdefault((m[0], m[3]), m)
        mapped, chain_of = [], {}
        for s, first, words, chain, kind in ours[number]:
            hit = [at[s, w] for w in range(first, first + words) if (s, w) in at]
            if kind == "role" and not hit:
                continue
            mapped.append((hit[0] if hit else None, chain, kind))
            if hit:
                chain_of.setdefault(hit[0], chain)
        for group in by(1, mapped):
            for x, y in pairs(group):
                if x[2] in NAMES and y[2] in NAMES and not (x[0] and y[0]):
                    continue
                total["ours"] += 1
                total["right"] += bool(x[0] and y[0] and x[0][4] == y[0][4])
            for x, y in zip(group[1:], group):
                if x[2] in NAMES and not (x[0] and y[0]):
                    continue
                links[x[2]][0] += bool(x[0] and y[0] and x[0][4] == y[0][4])
                links[x[2]][1] += 1
        for group in by(4, [m for m in set(found) if needed(doc, m)]):
            for x, y in pairs(group):
                total["gold"] += 1
                total["found"] += x in chain_of and y in chain_of and chain_of[x] == chain_of[y]


def score(gold, chains):
    docs, ours = documents(gold), collections.defaultdict(list)
    for line in open(chains, encoding="utf-8"):
        field = line.split("\t")
        ours[int(field[0])].append(tuple(map(int, field[1:5])) + (field[5],))
    for merged in (False, True):
        total, links = collections.Counter(), collections.defaultdict(lambda: [0, 0])
        count(docs, ours, merged, total, links)
        print("%s precision %.3f (%d of %d) recall %.3f (%d of %d)" %
              ("merged" if merged else "as it is", total["right"] / max(1, total["ours"]), total["right"], total["ours"],
               total["found"] / max(1, total["gold"]), total["found"], total["gold"]))
    for kind, (right, n) in sorted(links.items()):
        print("  tie of a %s to the mention before it: %d of %d" % (kind, right, n))


if __name__ == "__main__":
    {"join": join, "score": score}[sys.argv[1]](*sys.argv[2:4])
