#!/usr/bin/env python3
"""From `hearsay extract` to the event scorer's predictions: events.py [--statements] [--dyads] [--verbs] RECORDS.jsonl CLAIMS.jsonl > PRED.jsonl

One event for each claim with a CAMEO code, whoever owns it, but
  - CAMEO codes what is not done yet by what it announces: cooperation that "will" come is 03 (intent to cooperate), conflict
    13 (threat), what "must" be done 10 (demand), denied cooperation 12 (rejection); other denied events are left out;
  - what is only wanted, planned or asked for stands behind what is told as done: it counts when there is nothing else;
  - event coders want to know who did it to whom: of the claims of a record those count that have the most ends with a code (or,
    without dictionaries, the most ends that are somebody);
  - a meeting and a visit are coded from both sides; with dictionaries, what is between nobody who has a code is no event;
  - an event that another is about ("condemned an attack by G") is not coded beside it.
With --statements (suites that code speech as 01, and only what political actors do): an event counts when one of its ends is a
named political actor or has a political role by the dictionary and its doer is no thing; whoever has a code and says
something gives an 01.
With --dyads (the event coders' own default, their require_dyad) both ends must have a code; where nothing is done, what somebody
says or thinks of somebody is a comment, 01.
With --verbs the code is that of the verb dictionary loaded, as it stands.
Spans: doer and done-to where they are somebody, not something, a pronoun by the words that it stands for; the deed is the
predicate, that of what is demanded, a done-to that is something, and the saying where it is the doer's own.  "G said that H
must leave" is done by G to H.
"""
import json
import re
import sys

CAPITAL = re.compile(rb"[A-Z]")
ROLES = ("GOV", "MIL", "REB", "COP", "UAF", "JUD", "LEG", "OPP", "SPY")
ANNOUNCING = set("will would offered ready prepared promised pledged vowed willing agreed readiness willingness intention".split())
ANNOUNCED = set("threaten vow promise pledge swear offer agree commit".split())
VISIT = set("visit arrive travel go leave fly host receive welcome return come tour".split())
PRONOUNS = set("he she it they we i him her them us who which that".split())
SPEECH = set("say announce comment admit state declare tell note add speak report confirm insist stress explain emphasise emphasize "
             "reiterate assert remark acknowledge".split())


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
    if reference["span"][0][0] == 0:  # a capital that only opens the sentence
        words = words.partition(b" ")[2]
    return bool(reference["actor"]) or named(reference.get("code")) or bool(CAPITAL.search(words))


def announced(claim, text):
    """The CAMEO code of a claim, or None: what is only announced, demanded or denied has another."""
    if "theirs" in claim:
        return claim["theirs"]
    words = {word for begin, end in claim["hedges"] + claim["cue"] for word in text[begin:end].decode().lower().split()}
    root = int((claim["cameo"] or "10")[:2])
    if words & {"must", "should"}:
        return "10"
    if claim["polarity"] == "deny":
        return "12" if 3 <= root <= 8 else None
    if words & ANNOUNCING or claim["cue_lemma"] in ANNOUNCED:
        return "03" if 4 <= root <= 8 else "13" if root >= 14 else claim["cameo"]
    return claim["cameo"]


def is_demand(claim, text):
    """"G said that H must leave": G asks it of H."""
    words = {text[begin:end].decode().lower() for begin, end in claim["hedges"]}
    return bool(words & {"must", "should"}) and somebody(claim["source"], text) and bool(claim["agent"])


def is_clause(reference, text):
    """What is agreed, refused, threatened: "to leave G" is nobody, though G has a name."""
    return bool(reference and reference["span"]) and text[reference["span"][0][0]:].lower().startswith(b"to ")


def pronoun(reference, text):
    pieces = reference["span"] if reference else []
    return len(pieces) == 1 and text[pieces[0][0]:pieces[0][1]].decode().lower() in PRONOUNS


def is_thing(reference, text):
    """What a deed is done to, when it is no actor: its words belong to the deed."""
    return bool(reference) and not reference["actor"] and not pronoun(reference, text)


def meant(claim, end, claims, text):
    """Of a pronoun the words it stands for: of whoever speaks, if it is the speaker, else those of the same actor."""
    one = claim[end]
    if not pronoun(one, text):
        return one
    speaker = claim["source"]
    if one["actor"] == speaker["actor"] and somebody(speaker, text) and not pronoun(speaker, text):
        return speaker
    for other in claims:
        for place in ("agent", "patient", "source"):
            same = other[place]
            if same and one["actor"] and same["actor"] == one["actor"] and same["span"] and not pronoun(same, text):
                return same
    return one


def ends(claim, text):
    if "doer_code" in claim or "target_code" in claim:
        return named(claim.get("doer_code")) + named(claim.get("target_code"))
    return somebody(claim["agent"], text) + somebody(claim["patient"], text)


def weight(claim, text, coded):
    """Ends that are somebody; of a threat or a promise those of what is threatened or promised count too."""
    return max([ends(claim, text)] + [ends(other, text) for other in brought(claim, [one for one, _ in coded])])


def political(claim, text):
    own = [(claim[end] or {}).get("code") for end in ("agent", "patient")]
    is_political = any(map(named, own)) or (all(own) and any(role in code for code in own for role in ROLES))
    return is_political and (not claim["agent"] or somebody(claim["agent"], text))


def chosen(coded, text, statements, has_codes):
    told = [x for x in coded if x[0]["certainty"] != "unknown" or x[1] == "10"] or coded
    if statements:
        return [x for x in told if political(x[0], text)]
    most = max((weight(claim, text, coded) for claim, _ in told), default=0)
    if not most and has_codes:
        return []
    picked = [x for x in told if weight(x[0], text, coded) == most]
    return [x for x in picked if not any(is_about(other, x[0]) for other, _ in picked)]


def is_about(claim, event):
    """The event is what is done something to ("condemned an attack by G", "lifted the embargo"): the claim tells it as what it is
    about, or by a word of its own."""
    about = claim["predicate"] + (claim["patient"]["span"] if claim["patient"] else [])
    return claim is not event and claim["predicate"] != event["predicate"] and \
        all(any(a <= x and y <= b for a, b in about) for x, y in event["predicate"])


def spoken(claims):
    for claim in claims:
        speaker, doer = claim["source"]["code"], (claim["agent"] or {}).get("code")
        if claim["cue"] and claim["cue_lemma"] in SPEECH and named(speaker):
            yield [speaker, "---", "010"]
        if claim["lemma"] in SPEECH and claim["polarity"] == "assert" and named(doer):
            yield [doer, "---", "010"]


def comments(claims):
    """Who says or thinks something of somebody, where nothing is done: a comment on him."""
    for claim in claims:
        speaker, about = claim["source"]["code"], (claim["agent"] or {}).get("code")
        if claim["cue"] and not claim["cameo"] and named(speaker) and named(about) and speaker != about:
            yield [speaker, about, "010"]


def events_of(picked, text):
    for claim, cameo in picked:
        asks = is_demand(claim, text) and named(claim["source"]["code"])
        for doer in codes(claim, "", "source") if asks else codes(claim, "doer_code", "agent"):
            for patient in codes(claim, "doer_code", "agent") if asks else codes(claim, "target_code", "patient"):
                if claim.get("mutual") and doer == patient and "/" in (claim.get("doer_code") or ""):
                    continue  # "the ministers of G and H met": each the other
                yield [doer, patient, cameo]
                if cameo[:2] == "04" and (claim.get("mutual") or claim["lemma"] in VISIT) and named(doer) and named(patient):
                    yield [patient, doer, cameo]


def demanded(claim, claims, text):
    """What this claim's predicate brings with it as a cue, its deed and the thing it is done to: "demanded that G ease the curfew"."""
    for other in brought(claim, claims):
        yield from other["predicate"]
        if is_thing(other["patient"], text):
            yield other["patient"]["span"][0]


def spans_of(picked, coded, claims, text):
    for claim, _ in picked:
        places = (("SRC", "source"), ("TAR", "agent")) if is_demand(claim, text) else (("SRC", "agent"), ("TAR", "patient"))
        for role, end in places:
            one = meant(claim, end, claims, text)
            if role == "TAR" and (is_clause(one, text) or not somebody(one, text)):
                one = stands_in(claim, claims, text)
            if somebody(one, text) and not is_clause(one, text):
                yield [role] + one["span"][0]
        for piece in list(claim["predicate"]) + list(demanded(claim, claims, text)):
            yield ["EVT"] + piece
        patient = claim["patient"]
        if is_thing(patient, text):
            yield ["EVT"] + patient["span"][0]
        if announces(claim, text):
            for piece in claim["cue"]:
                yield ["EVT"] + piece
    for claim, _ in coded:
        if claim["certainty"] == "unknown" and claim["polarity"] == "assert":
            for piece in claim["predicate"]:
                yield ["EVT"] + piece


def brought(claim, claims):
    """Claims of what this claim's predicate brings with it as a cue: what is threatened, promised, agreed."""
    return [other for other in claims if any(a < y and x < b for a, b in claim["predicate"] for x, y in other["cue"])]


def inside(claim, claims):
    """Claims of what stands in the words of what this claim is about: "agreed to arm G"."""
    patient = claim["patient"]["span"] if claim["patient"] else []
    return [other for other in claims if other is not claim and any(a <= x and y <= b for a, b in patient for x, y in other["predicate"])]


def stands_in(claim, claims, text):
    """Where nobody is named as the one done to: whom it will be done to, else where it is done."""
    for other in brought(claim, claims) + inside(claim, claims):
        if somebody(other["patient"], text) and not is_clause(other["patient"], text):
            return other["patient"]
    return claim["place"]


def announces(claim, text):
    """The speaker tells of what he does himself, or demands it of others: saying so is part of the deed."""
    speaker, doer = claim["source"], claim["agent"]
    own = doer and (pronoun(doer, text) or (doer["actor"] and doer["actor"] == speaker["actor"]))
    return somebody(speaker, text) and (own or is_demand(claim, text))


def threats(coded):
    """Who promises conflict threatens: the promise is 13."""
    for claim, cameo in coded:
        vowed = [other for other, _ in coded if int((other["cameo"] or "0")[:2]) >= 14
                 and any(a < y and x < b for a, b in claim["predicate"] for x, y in other["cue"])]
        yield claim, "13" if claim["frame"] == "undertakes" and vowed else cameo


def unique(things):
    out = []
    for thing in things:
        if thing not in out:
            out.append(thing)
    return out


def main(statements, dyads, verbs, records, claims):
    texts = {}
    for line in open(records, encoding="utf-8"):
        record = json.loads(line)
        texts[record["id"]] = record["text"].encode()
    found = [json.loads(line) for line in open(claims, encoding="utf-8")]
    has_codes = any("doer_code" in claim for record in found for claim in record["claims"])
    for claim in [claim for record in found for claim in record["claims"] if verbs]:
        code = claim.get("event_code", "").split(":")[0]
        claim["cameo"] = claim["theirs"] = code if code[:1].isdigit() else None
    for record in found:
        text = texts[record["id"]]
        coded = [(claim, announced(claim, text)) for claim in record["claims"] if claim["cameo"] or is_demand(claim, text)]
        coded = list(threats([(claim, cameo) for claim, cameo in coded if cameo]))
        picked = chosen(coded, text, statements, has_codes)
        events = [one for one in events_of(picked, text) if not has_codes or named(one[0]) + named(one[1]) > dyads]
        if dyads and not events and not verbs:
            events = list(comments(record["claims"]))
        events = unique(events + (list(spoken(record["claims"])) if statements else []))
        spans = unique(spans_of(picked, coded, record["claims"], text))
        print(json.dumps({"id": record["id"], "events": events, "scheme": "cameo", "spans": spans}))


if __name__ == "__main__":
    main("--statements" in sys.argv, "--dyads" in sys.argv, "--verbs" in sys.argv,
         *[word for word in sys.argv[1:] if not word.startswith("--")])
