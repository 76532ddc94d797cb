#!/usr/bin/env python3
"""From `hearsay extract` to the event scorer's predictions: events.py [--statements] RECORDS.jsonl CLAIMS.jsonl > PRED.jsonl

One event for each claim with a CAMEO code, whoever owns it, but
  - CAMEO codes what is not done yet by what it announces: cooperation that "will" come is 03 (intent to cooperate), conflict
    13 (threat), what "must" be done 10 (demand), denied cooperation 12 (rejection); other denied events are left out;
  - what is only wanted, planned or asked for stands behind what is told as done: it counts when there is nothing else;
  - event coders want to know who did it to whom: of the claims of a record those count that have the most ends with a code (or,
    without dictionaries, the most ends that are somebody);
  - a meeting is coded from both sides.
With --statements (suites that code speech as 01, and only what political actors do): an event counts when one of its ends is a
named political actor or has a political role by the dictionary and its doer is no thing; whoever has a code and says
something gives an 01.
Spans: doer and done-to where they are somebody, not something; the deed is the predicate, and that of what is demanded.
"""
import json
import re
import sys

CAPITAL = re.compile(rb"[A-Z]")
ROLES = ("GOV", "MIL", "REB", "COP", "UAF", "JUD", "LEG", "OPP", "SPY")
SPEECH = ("say", "announce", "comment", "admit", "state", "declare", "tell", "note", "add", "speak", "report")


def named(code):
    return bool(code) and not code.startswith("---")


def codes(claim, dyad, place):
    """Of one end of a claim; one that names several at once has several."""
    return (claim.get(dyad) or (claim[place] or {}).get("code") or "---").split("/")


def somebody(reference, text):
    """True for an actor, and for words with a name in them."""
    if not reference or not reference["span"]:
        return False
    words = b" ".join(text[begin:end] for begin, end in reference["span"])
    return bool(reference["actor"]) or (reference["span"][0][0] > 0 and bool(CAPITAL.search(words)))


def announced(claim, text):
    """The CAMEO code of a claim, or None: what is only announced, demanded or denied has another."""
    words = {text[begin:end].decode().lower() for begin, end in claim["hedges"]}
    root = int(claim["cameo"][:2])
    if words & {"must", "should"}:
        return "10"
    if claim["polarity"] == "deny":
        return "12" if 3 <= root <= 8 else None
    if words & {"will", "would", "offered", "ready", "prepared", "promised"}:
        return "03" if 4 <= root <= 8 else "13" if root >= 14 else claim["cameo"]
    return claim["cameo"]


def ends(claim, text):
    if "doer_code" in claim or "target_code" in claim:
        return named(claim.get("doer_code")) + named(claim.get("target_code"))
    return somebody(claim["agent"], text) + somebody(claim["patient"], text)


def political(claim, text):
    own = [(claim[end] or {}).get("code") for end in ("agent", "patient")]
    is_political = any(named(code) or any(role in (code or "") for role in ROLES) for code in own)
    return is_political and (not claim["agent"] or somebody(claim["agent"], text))


def chosen(coded, text, statements):
    told = [x for x in coded if x[0]["certainty"] != "unknown" or x[1] == "10"] or coded
    if statements:
        return [x for x in told if political(x[0], text)]
    most = max((ends(claim, text) for claim, _ in told), default=0)
    return [x for x in told if ends(x[0], text) == most]


def spoken(claims):
    for claim in claims:
        code = claim["source"]["code"]
        if claim["cue"] and claim["cue_lemma"] in SPEECH and named(code):
            yield [code, "---", "010"]


def events_of(picked):
    for claim, cameo in picked:
        for doer in codes(claim, "doer_code", "agent"):
            for patient in codes(claim, "target_code", "patient"):
                yield [doer, patient, cameo]
                if cameo[:2] == "04" and claim.get("mutual") and named(doer) and named(patient):
                    yield [patient, doer, cameo]


def demanded(claim, claims):
    """Predicates of what this claim's predicate brings with it as a cue: "demanded that G withdraw"."""
    for other in claims:
        if any(a < y and x < b for a, b in claim["predicate"] for x, y in other["cue"]):
            yield from other["predicate"]


def spans_of(picked, coded, claims, text):
    for claim, _ in picked:
        for role, end in (("SRC", "agent"), ("TAR", "patient")):
            if somebody(claim[end], text):
                yield [role] + claim[end]["span"][0]
        for piece in list(claim["predicate"]) + list(demanded(claim, claims)):
            yield ["EVT"] + piece
    for claim, _ in coded:
        if claim["certainty"] == "unknown" and claim["polarity"] == "assert":
            for piece in claim["predicate"]:
                yield ["EVT"] + piece


def threats(coded):
    """Who promises conflict threatens: the promise is 13."""
    for claim, cameo in coded:
        vowed = [other for other, code in coded if int(code[:2]) >= 14
                 and any(a < y and x < b for a, b in claim["predicate"] for x, y in other["cue"])]
        yield claim, "13" if claim["frame"] == "undertakes" and vowed else cameo


def unique(things):
    out = []
    for thing in things:
        if thing not in out:
            out.append(thing)
    return out


def main(statements, records, claims):
    texts = {}
    for line in open(records, encoding="utf-8"):
        record = json.loads(line)
        texts[record["id"]] = record["text"].encode()
    for line in open(claims, encoding="utf-8"):
        record = json.loads(line)
        text = texts[record["id"]]
        coded = [(claim, announced(claim, text)) for claim in record["claims"] if claim["cameo"]]
        coded = list(threats([(claim, cameo) for claim, cameo in coded if cameo]))
        picked = chosen(coded, text, statements)
        events = unique(list(events_of(picked)) + (list(spoken(record["claims"])) if statements else []))
        spans = unique(spans_of(picked, coded, record["claims"], text))
        print(json.dumps({"id": record["id"], "events": events, "scheme": "cameo", "spans": spans}))


if __name__ == "__main__":
    main("--statements" in sys.argv, *[word for word in sys.argv[1:] if word != "--statements"])
