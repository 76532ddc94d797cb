#!/usr/bin/env python3
"""Decisions and undos in any order: the state is a replay of those that stand.

    test_undo.py HEARSAY PROJECT SEED STEPS

After random steps, of which a good part are undos (also of undos), the exports of three cases must be the same bytes:
the case that went through the steps; a new one that takes its decisions over; a new one, with the documents added the
other way round, that is told only what stands.  When all is taken back, the exports are those of before.
"""
import json
import os
import random
import re
import subprocess
import sys
import tempfile

program, project, seed, steps = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
rng = random.Random(seed)
print("seed", seed)
env = dict(os.environ, HEARSAY_DATA=os.path.join(project, "data"))


def run(case, *words, text=None):
    done = subprocess.run([program, words[0], "-C", case, *words[1:]], input=text, capture_output=True, text=True, env=env)
    if done.returncode:
        sys.exit(f"{words}: {done.returncode}: {done.stderr}")
    return done.stdout


def rows(case, *words):
    return [json.loads(line) for line in run(case, *words, "--json").splitlines()]


def exports(case):
    return "".join(run(case, "export", "--format", f) for f in ("jsonl", "csv"))


def random_step(claims, names, earlier):
    if earlier and rng.random() < .4:
        return {"kind": "undo", "undoes": rng.choice(earlier)["decision"]}
    kind = rng.choice(["same", "apart", "called", "accept", "not a claim", "speaker", "stance", "claim"])
    if kind in ("same", "apart"):
        a, b = rng.sample(names, 2)
        return {"kind": kind, "name": a, "other": b}
    if kind == "called":
        return {"kind": kind, "name": rng.choice(names), "other": rng.choice(["The One", "The Other", rng.choice(names)])}
    c = rng.choice(claims)
    step = {"kind": kind, "document": c["document"][7:], "span": c["span"], "words": c["text"]}
    if kind in ("speaker", "claim"):
        step["source_kind"] = rng.choice(["actor", "author", "unnamed"])
        step["source"] = "" if step["source_kind"] == "author" else rng.choice(names)
    if kind in ("stance", "claim"):
        step["polarity"] = rng.choice(["assert", "deny"])
        step["certainty"] = rng.choice(["certain", "probable", "possible", "unknown"])
    if kind == "claim":
        step.update(frame=rng.choice(["supports", "attacks", "leads"]), agent=rng.choice(names), patient=rng.choice(names))
    return step


def standing(steps):
    stands = [True] * (len(steps) + 1)
    for s in reversed(steps):
        if s["kind"] == "undo" and stands[s["decision"]]:
            stands[s["undoes"]] = False
    return [s for s in steps if s["kind"] != "undo" and stands[s["decision"]]]


def plain(text):
    """Reasons of joins name decisions by their numbers, which are others in another case."""
    return re.sub(r"decision \d+", "decision", text)


def lines(steps):
    return "".join(json.dumps(s) + "\n" for s in steps)


with tempfile.TemporaryDirectory() as folder:
    here = os.path.join(project, "examples", "karsa")
    files = [os.path.join(here, f) for f in sorted(os.listdir(here))][:14]
    went, over, told = (os.path.join(folder, n + ".hearsay") for n in ("went", "over", "told"))
    run(went, "add", "-q", *files)
    before = exports(went)
    claims, names = rows(went, "claims"), [a["name"] for a in rows(went, "who")]
    done = []
    for i in range(steps):
        step = random_step(claims, names, done)
        done.append(dict(step, decision=i + 1))
    run(went, "decide", "--from", "-", text=lines(done))
    after = exports(went)
    assert after != before, "nothing was decided"
    assert len(rows(went, "decisions")) == steps

    run(over, "add", "-q", *files)
    run(over, "decide", "--from", "-", text=run(went, "decisions", "--json"))
    assert exports(over) == after, "a replay gives other exports"

    run(told, "add", "-q", *reversed(files))
    stand = standing(done)
    print(f"{steps} steps, {len(stand)} decisions stand")
    run(told, "decide", "--from", "-", text=lines([{k: v for k, v in s.items() if k != "decision"} for s in stand]))
    assert plain(exports(told)) == plain(after), "what was taken back still shows"

    # All is taken back, in random order; the last ones by the command.
    left = [s["decision"] for s in stand]
    rng.shuffle(left)
    by_command, listed = left[:10], left[10:]
    again = os.path.join(folder, "again.hearsay")
    run(again, "add", "-q", *files)
    undos = [{"kind": "undo", "undoes": n, "decision": steps + i + 1} for i, n in enumerate(listed)]
    run(again, "decide", "--from", "-", text=lines(done + undos))
    for i, n in enumerate(by_command):
        run(again, "undo", str(n), "-q", *(["--later"] if i + 1 < len(by_command) else []))
    went = again
    assert exports(went) == before, "all was taken back, and something stayed"
    assert "0 faults" in run(went, "verify")
