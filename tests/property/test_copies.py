"""Promise 2, copies are one voice: reprints by fresh outlets move no count of origins and no belief; a report of its own
is one origin more.

Where reuse takes a passage for boilerplate once many outlets print it, or ties two reports through a third, an origin
comes or goes: such answers are counted and limited (docs/promises.md).  Where no origin moves, no belief may, to the
last bit.

    test_copies.py PROGRAM PROJECT SEED MOST_REPRINTS DOCUMENTS
"""
import os, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))

import random

from program import *

SEED, MOST, DOCUMENTS = (int(x) for x in sys.argv[3:6])
WORDS = "Amber Birch Cedar Delta Ember Fern Grove Heron Ivory Juniper Kelp Linden Maple North Opal Pine Quartz Rowan Slate Tern".split()
KINDS = "Observer Echo Bulletin Argus Messenger".split()
OUTLETS = ["The %s %s" % (w, k) for k in KINDS for w in WORDS]
SMALL_EDITS = [(" on Wednesday morning", " early on Wednesday"), (" which ", " that "), (" eleven ", " 11 "), ("; ", ". "),
               (" said a ", " said that a "), (" shortly before ", " just before "), (" because ", " since "), (" also ", " ")]


def answers(f, case):
    """By what is asked and answered; of several that read alike (two "deputies"), in the order of their counts."""
    found = {}
    for a in sorted(f.rows("ask", "-C", case), key=lambda a: (a["origins_asserted"], a["origins_denied"], a["belief"])):
        name = a["question_words"], a["words"]
        while name in found:
            name += ("again",)
        found[name] = a
    return found


def changed(before, after, fields):
    """Answers that were there and differ; repr of a double shows its last bit."""
    return [(k, x, repr(a[x]), repr(after[k][x]) if k in after else "gone") for k, a in before.items() for x in fields
            if k not in after or repr(after[k][x]) != repr(a[x])]


MOST_MOVED = 0.01
# Each in words of its own; the lexicon of the program knows none of the names.
REPORTS = [
    ("The Northern Herald", ("Night at the harbour", "Vanta attacked Sorrel on Monday, the harbour master said. Two cranes fell.")),
    ("The Evening Crier", ("A loud night", "Nobody slept. According to a baker, Vanta attacked Sorrel while her bread was rising.")),
    ("Coast Radio News", ("What we saw", "Vanta attacked Sorrel. Our reporter counted eleven boats from the lighthouse.")),
    ("The Upland Courant", ("Hospital full", "A nurse reported that Vanta attacked Sorrel before dawn and that beds were short.")),
]
ORIGINS = ("origins_asserted", "origins_denied")
BELIEF = ("belief", "low", "high", "without_pivot", "too_little", "split")


def originals():
    """News and statements of the sample as (title, rest): what an agency's customer prints under its own masthead."""
    for name in sorted(os.listdir(SAMPLE)):
        if name.endswith(".txt"):
            with open(os.path.join(SAMPLE, name), encoding="utf-8", newline="") as file:
                text = file.read()
            title, _, rest = text.partition("\n")
            if text.isascii() and "\r" not in text and not rest.startswith("\n"):
                yield name, title, rest.split("\n", 1)[1]


def reprint(f, folder, number, title, body):
    return f.file("%s/%03d.txt" % (folder, number), "%s\n%s, %d May 2031\n%s" % (title, OUTLETS[number], 6 + number % 20, body))


def lightly_edited(r, body):
    for old, new in SMALL_EDITS:
        if r.random() < 0.6:
            body = body.replace(old, new, 2)
    return body


def add_reprints(f, case, folder, title, body_of, k, one_by_one=False):
    shutil.copy(os.path.join(f.path, "base.hearsay"), os.path.join(f.path, case))
    for i in range(k):
        reprint(f, folder, i, title, body_of())
    status, _, err = f.run("add", "-C", case, folder)
    check(status == 0, err)
    return answers(f, case)


def main():
    r = random.Random(SEED)
    f = Folder()
    with f:
        status, _, err = f.run("add", "-C", "base.hearsay", SAMPLE)
        check(status == 0, err)
        base = answers(f, "base.hearsay")
        chosen = list(originals())
        r.shuffle(chosen)
        chosen = chosen[:DOCUMENTS]

        def moved(folder, name, title, body_of, k):
            after = add_reprints(f, folder, folder + ".d", title, body_of, k)
            origins, belief = changed(base, after, ORIGINS), changed(base, after, BELIEF)
            print("  %s, %d reprints: %d origins and %d beliefs of %d answers moved" %
                  (name, k, len({w[0] for w in origins}), len({w[0] for w in belief}), len(base)), origins[:2])
            return len({w[0] for w in origins}), len({w[0] for w in belief})

        def verbatim_reprints_move_nothing():
            total = 0
            for n, (name, title, body) in enumerate(chosen):
                origins, belief = moved("v%d" % n, name, title, lambda: body, MOST if not n else r.randint(1, MOST))
                check(origins or not belief, name, "moves belief and no origin")
                total += origins
            print("verbatim: %d of %d answers have other origins" % (total, len(chosen) * len(base)))
            check(total <= MOST_MOVED * len(chosen) * len(base), total, "answers moved")

        def edited_reprints_add_no_origin():
            total = 0
            for n, (name, title, body) in enumerate(chosen):
                total += moved("e%d" % n, name, title, lambda: lightly_edited(r, body), r.randint(1, min(MOST, 20)))[0]
            print("edited: %d of %d answers have other origins" % (total, len(chosen) * len(base)))
            check(total <= MOST_MOVED * len(chosen) * len(base), total, "answers moved")

        def a_report_of_its_own_is_one_origin_more():
            for number, (outlet, words) in enumerate(REPORTS, 1):
                f.file("reports/%d.txt" % number, "%s\n%s, %d May 2031\n\n%s\n" % (words[0], outlet, number, words[1]))
                status, _, err = f.run("add", "-C", "reports.hearsay", "reports/%d.txt" % number)
                check(status == 0, err)
                counts = [a["origins_asserted"] for a in f.rows("ask", "-C", "reports.hearsay")
                          if a["frame"] == "attacks" and "Vanta" in a["words"]]
                check(counts == [number], outlet, "makes the origins", counts, "not", number)

        run_all([verbatim_reprints_move_nothing, edited_reprints_add_no_origin,
                 a_report_of_its_own_is_one_origin_more])


main()
