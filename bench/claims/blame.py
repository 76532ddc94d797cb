#!/usr/bin/env python3
"""How organisations are blamed, muc34 against `hearsay extract`: blame.py [--show] LABELS.jsonl DOCS.jsonl CLAIMS.jsonl

Each incident of the answer key names an organisation and how the text blames it: reported as fact, suspected or accused (by
authorities or others), claimed or admitted, possible; a key with several lets any of them count.  An incident is found when a
claim of the document tells of violence or responsibility and names the organisation as doer (or as who is accused).  Of such
claims:  claimed, when the organisation itself asserts it or claims responsibility;  fact, when the author, or somebody who
only reports, asserts it as certain;  accused, when somebody accuses, suspects, believes or denies;  else possible.
"""
import json
import re
import sys
from collections import Counter

VIOLENT = ("attacks", "assaults", "kills", "abducts", "coerces", "mass-violence", "fights", "responsible-for", "claims-responsibility",
           "threatens", "accuses", "disapproves", "causes")
ACCUSING = ("accuse", "blame", "suspect", "attribute", "implicate", "charge", "believe", "think", "presume", "assume", "allege", "deny",
            "reject", "condemn", "denounce", "link", "alleged", "allegedly", "accusation", "suspected", "presumed", "supposed",
            "ascribe", "impute", "pin", "hold", "guilty")


def fold(text):
    return re.sub(r"[^a-z0-9]+", " ", (text or "").lower()).strip()


def words_of(reference, text):
    if not reference:
        return ""
    return fold(" ".join(text[a:b].decode("utf-8", "replace") for a, b in reference["span"]) + " " + (reference["actor"] or ""))


def mentions(words, names):
    return any(re.search(r"\b%s\b" % re.escape(name), words) for name in names if name)


def kind(claim, text, names):
    source = words_of(claim["source"], text)
    lemma = claim["cue_lemma"] or ""
    if claim["frame"] == "claims-responsibility" or (claim["source"]["kind"] == "actor" and mentions(source, names)):
        return "claimed" if claim["polarity"] == "assert" else "accused"
    if claim["frame"] in ("accuses", "disapproves") or lemma in ACCUSING or claim["polarity"] == "deny":
        return "accused"
    if claim["certainty"] == "certain":
        return "fact"
    return "possible"


def blames(claims, text, names):
    for claim in claims:
        if claim["frame"] not in VIOLENT:
            continue
        accused = claim["patient"] if claim["frame"] in ("accuses", "disapproves") else claim["agent"]
        if mentions(words_of(accused, text), names):
            yield kind(claim, text, names)


def classes(label):
    out = set()
    for part in re.split(r"\s*/\s*", label):
        out.add("fact" if part.startswith("REPORTED") else "accused" if part.startswith("SUSPECTED") else
                "claimed" if part.startswith("CLAIMED") else "possible")
    return out


def main(show, labels, docs, claims):
    texts = {d["id"]: d["text"].encode() for d in map(json.loads, open(docs, encoding="utf-8"))}
    found = {d["id"]: d["claims"] for d in map(json.loads, open(claims, encoding="utf-8"))}
    total, right, seen, confused = 0, 0, 0, Counter()
    for incident in map(json.loads, open(labels, encoding="utf-8")):
        for blame in incident.get("perp_organization_confidence", []):
            names = [fold(name) for name in blame["strings"]]
            kinds = Counter(blames(found[incident["doc_id"]], texts[incident["doc_id"]], names))
            total += 1
            if not kinds:
                continue
            seen += 1
            said = "claimed" if kinds["claimed"] else max(sorted(kinds), key=lambda k: kinds[k])
            gold = classes(blame["cat"])
            right += said in gold
            confused["/".join(sorted(gold)), said] += 1
    print("blame: %d incidents with an organisation, %d found, %d of them right: %.3f" % (total, seen, right, right / seen if seen else 0))
    if show:
        for pair, n in confused.most_common():
            print("  key %s, here %s: %d" % (pair[0], pair[1], n))


if __name__ == "__main__":
    main("--show" in sys.argv, *[word for word in sys.argv[1:] if word != "--show"])
