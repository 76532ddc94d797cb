#!/usr/bin/env python3
"""Stances of demo-san-salvador-1989 against `hearsay extract`: stances.py [--show] FOLDER CLAIMS.jsonl

FOLDER has docs.jsonl and gold.jsonl (who asserts, denies or leaves open a proposition, in which words).  A gold stance is
found when a claim of which predicate, cue, doer or done-to stands in its words has
  - its source: the claim's speaker (or, for the author's claims, the document's author or publisher) shares a word with the
    source that people named, small words and titles aside;
  - its side: assert and deny as they are, "undecided" where the claim's certainty is unknown or possible, or what is
    denied is having an opinion or evidence.
Recall: gold stances found.  Precision: of the different (speaker, side) pairs that claims give in the words of a gold
stance, those that are right; claims elsewhere say nothing about these propositions and are not judged.
"""
import json
import re
import sys

SMALL = set("the of and as by to told read president general so called group in on her his colonel minister san salvador salvadoran "
            "el an official".split())


def words(text):
    return {w for w in re.findall(r"[a-z]{3,}", (text or "").lower()) if w not in SMALL}


def pieces_text(pieces, text):
    return " ".join(text[a:b].decode("utf-8", "replace") for a, b in pieces)


def speaker(claim, document, text):
    source = claim["source"]
    if source["kind"] == "author":
        return words(document["author"]) | words(document["publisher"])
    chain = " ".join(one["actor"] or "" for one in claim["chain"])
    return words(source["actor"]) | words(pieces_text(source["span"], text)) | words(chain)


def side(claim):
    if claim["certainty"] in ("unknown", "possible"):
        return "undecided"
    return claim["polarity"]


def overlaps(pieces, begin, end):
    return any(a < end and begin < b for a, b in pieces)


def candidates(claims, gold):
    cues = [piece for claim in claims for piece in claim["cue"]]
    for claim in claims:
        if any(overlaps(claim["predicate"], a, b) for a, b in cues):
            continue  # it says that somebody spoke; what he said are claims of their own
        ends = [piece for end in ("agent", "patient") if claim[end] for piece in claim[end]["span"]]
        if overlaps(claim["predicate"] + claim["cue"] + ends, gold["begin"], gold["end"]):
            yield claim


def judge(gold, document, claims):
    """The (speaker, side) pairs there, and which of them are right."""
    text = document["text"].encode()
    pairs, right = set(), set()
    for claim in candidates(claims, gold):
        who = speaker(claim, document, text)
        pair = (claim["source"]["kind"], claim["source"]["actor"] or pieces_text(claim["source"]["span"], text), side(claim))
        pairs.add(pair)
        hedged = gold["note"] in ("hedged", "speculative", "hearsay", "open")
        sides = {side(claim), claim["polarity"]} if hedged else {side(claim)}
        if who & words(gold["source"]) and gold["stance"] in sides:
            right.add(pair)
    return pairs, right


def main(show, folder, path):
    documents = {d["id"]: d for d in map(json.loads, open(folder + "/docs.jsonl", encoding="utf-8"))}
    claims = {d["id"]: d["claims"] for d in map(json.loads, open(path, encoding="utf-8"))}
    found = total = given = good = 0
    for line in open(folder + "/gold.jsonl", encoding="utf-8"):
        gold = json.loads(line)
        pairs, right = judge(gold, documents[gold["doc_id"]], claims[gold["doc_id"]])
        total += 1
        found += bool(right)
        given += len(pairs)
        good += len(right)
        if show and not right:
            print("missed", gold["doc_id"], gold["source"], gold["stance"], "|", gold["quote"], "|", sorted(pairs))
    p, r = good / given if given else 0, found / total if total else 0
    print("stances: found %d of %d; P %.3f R %.3f F1 %.3f" % (found, total, p, r, 2 * p * r / (p + r) if p + r else 0))


if __name__ == "__main__":
    main("--show" in sys.argv, *[word for word in sys.argv[1:] if word != "--show"])
