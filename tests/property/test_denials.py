"""A denial never removes, hides or lowers the count of an assertion: it stands beside it.

    test_denials.py PROGRAM PROJECT
"""
import os, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))

from program import *

ASSERTED = [
    ("The Northern Herald", "Vanta attacked Sorrel on Monday, the harbour master said. Two cranes fell."),
    ("The Evening Crier", "Nobody slept. According to a baker, Vanta attacked Sorrel while her bread was rising."),
    ("The Upland Courant", "Mirova supports the Tallow Front, the minister said. The Tallow Front attacked Oskar Bay."),
]
DENIED = [
    "Vanta did not attack Sorrel, its spokesman said.",
    "A clerk denied that Vanta attacked Sorrel.",
    "Mirova does not support the Tallow Front, an envoy said.",
    "The Tallow Front denied that it attacked Oskar Bay. The Tallow Front did not attack Oskar Bay, a ferryman said.",
    "The harbour master denied that Vanta attacked Sorrel.",
]


def look(f, case):
    answers = {a["key"]: a for a in f.rows("ask", "-C", case)}
    claims = {(c["document"], tuple(c["span"])): c for c in f.rows("claims", "-C", case) if c["polarity"] == "assert"}
    return answers, claims


def denials_stand_beside_assertions():
    with Folder() as f:
        for n, (outlet, words) in enumerate(ASSERTED):
            f.file("a/%d.txt" % n, "A morning in May\n%s, %d May 2031\n\n%s\n" % (outlet, n + 1, words))
        check(f.run("add", "a")[0] == 0)
        before, claims = look(f, "case.hearsay")
        check(sum(a["frame"] in ("attacks", "supports") for a in before.values()) == 3, sorted(before))
        denied = 0
        for n, words in enumerate(DENIED):
            f.file("d/%d.txt" % n, "An evening in May\nThe Denial Gazette, %d May 2031\n\n%s\n" % (n + 10, words))
            check(f.run("add", "d/%d.txt" % n)[0] == 0)
            after, claims_after = look(f, "case.hearsay")
            for key, a in before.items():
                check(key in after, words, "hides", key)
                for count in ("asserted", "origins_asserted"):
                    check(after[key][count] >= a[count], words, "lowers", count, "of", key)
                behind = f.rows("why", str(after[key]["answer"]))
                check(sum(c["polarity"] == "assert" for c in behind) == after[key]["asserted"], key, "does not open")
            for place, c in claims.items():
                kept = claims_after.get(place)
                check(kept and (kept["text"], kept["certainty"], kept["source"]["name"]) ==
                      (c["text"], c["certainty"], c["source"]["name"]), words, "changes", c["text"])
            more = sum(a["denied"] for a in after.values())
            check(more > denied, words, "is not counted as a denial")
            denied, before, claims = more, after, claims_after


def standing(claims):
    """Where the claims stand that assert an answer, of each answer."""
    behind = {}
    for place, c in claims.items():
        for answer in (c["answer"], c["count_answer"]):
            if answer:
                behind.setdefault(answer, set()).add(place)
    return behind


def the_sample_keeps_its_assertions():
    """A text that names an event anew may make a question of it ("who attacked X" becomes "who carried out the attack on X
    of that day"); then all that was asserted together is asserted together there."""
    with Folder() as f:
        check(f.run("add", SAMPLE)[0] == 0)
        before, claims = look(f, "case.hearsay")
        chosen = [a for a in before.values() if a["asserted"] and a["actor"] and a["frame"] in ("attacks", "supports", "pays")]
        check(len(chosen) >= 3, len(chosen))
        for n, a in enumerate(chosen):
            f.file("d/%d.txt" % n, "Denied\nThe Denial Gazette, %d May 2031\n\nIt is not true that %s, an envoy said.\n"
                   % (n % 28 + 1, a["proposition"]))
        check(f.run("add", "d")[0] == 0)
        after, claims_after = look(f, "case.hearsay")
        numbers = {a["answer"]: a for a in after.values()}
        behind, behind_after = standing(claims), standing(claims_after)
        for key, a in before.items():
            if not a["asserted"]:
                continue
            now = after.get(key) or next((numbers[n] for n, places in behind_after.items() if behind[a["answer"]] <= places), None)
            check(now and now["asserted"] >= a["asserted"], key, "lost an assertion")
        check(claims.keys() <= claims_after.keys(), "assertions are gone")


run_all([denials_stand_beside_assertions, the_sample_keeps_its_assertions])
