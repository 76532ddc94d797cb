#!/usr/bin/env python3
"""Documents of invented actors for measuring how fast questions are answered: JSONL on standard output.

    make_corpus.py DOCUMENTS [SEED]

Each document is four sentences that attribute claims to actors of a fixed cast (the more documents, the larger the
cast: one actor for every twenty), so that a question finds many claims in few of the documents, as in real cases.
"""
import json
import random
import sys

FIRST = "Ald Bren Cor Dal Esk Fen Gar Hol Ister Jor Kel Lor Mar Nor Ost Pel Quar Ros Sel Tor Ul Vast Wex Yar Zel".split()
LAST = "an berg dale ford gate ham ing kirk lund mere ness over port rick sand thorpe vale wick yard zand".split()
KIND = "League,Guild,Party,Ministry,Union,Front,Company,Council,Guard,Fund".split(",")
ACT = ["supports", "attacked", "founded", "leads", "threatened", "joined", "funds", "accused"]
SAY = ["said", "claimed", "reported", "stated", "announced"]
PLACE = ["Lorrow", "Vantamouth", "Port Sella", "Halse", "Karsa", "Meridian Bay"]
FILL = "harbour crane ledger winter grain rail salt bridge paper wall engine court field north quay signal".split()


def cast(rng, n):
    names = set()
    while len(names) < n:
        names.add(f"{rng.choice(FIRST)}{rng.choice(LAST)}{rng.choice(LAST)} {rng.choice(KIND)}")
    return sorted(names)


def sentence(rng, names):
    who, a, b = rng.sample(names, 3)
    turn = rng.random()
    what = f"{a} {rng.choice(ACT)} {b}"
    tail = f" near the {rng.choice(FILL)} {rng.choice(FILL)}"
    if turn < .15:
        return f"{who} denied that {what}{tail}."
    if turn < .3:
        return f"{who} {rng.choice(SAY)} that {a} may have {rng.choice(ACT[1:3])} {b} in {rng.choice(PLACE)}."
    return f"{who} {rng.choice(SAY)} on Monday that {what}{tail}."


def main():
    documents, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    rng = random.Random(seed)
    names = cast(rng, max(20, documents // 20))
    few = names[:200]
    for i in range(documents):
        among = few if rng.random() < .5 else names
        text = " ".join(sentence(rng, among) for _ in range(4))
        day = f"20{30 + i % 5}-{1 + i % 12:02d}-{1 + i % 28:02d}"
        print(json.dumps({"id": f"d{i}", "publisher": f"The {FIRST[i % 25]} {['Courier', 'Post', 'Gazette'][i % 3]}",
                          "date": day, "title": f"{rng.choice(FILL)} {rng.choice(FILL)} {i}", "language": "en", "text": text}))


main()
