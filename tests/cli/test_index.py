"""hearsay reuse --index as people use it: add, query, delete, merge, compact, check; wrong use and bad records."""
import os, sys
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from program import *

STORY = ("Inspectors closed the northern crane after they found cracks in two of its supporting beams. Repairs will take at "
         "least three weeks, the harbour master told the town council, and fishing boats were asked to unload at the old quay.")


def record(id, day, text, **more):
    return json.dumps(dict(id=id, source="paper " + id, date="2031-05-%02d" % day, text=text, **more)) + "\n"


FIRST = record("a", 1, STORY) + record("b", 2, "Nothing of all that: the reservoir is full, said its keeper, and went home.")
ASKED = record("new", 9, "The editor read in the morning: " + STORY + " So he wrote.")


def asked(f, index):
    status, out, err = f.run("reuse", "--index", index, "query", stdin=ASKED.encode())
    check(status == 0, status, err)
    return [json.loads(line) for line in out.splitlines()]


def added_asked_and_taken_out():
    with Folder() as f:
        status, _, err = f.run("reuse", "--index", "ix", "add", stdin=FIRST.encode())
        check(status == 0 and "2 added, 0 known, 0 not read" in err, err)
        status, _, err = f.run("reuse", "--index", "ix", "add", stdin=FIRST.encode())
        check(status == 0 and "0 added, 2 known" in err, err)
        rows = asked(f, "ix")
        check(len(rows) == 1 and {rows[0]["a"], rows[0]["b"]} == {"a", "new"} and rows[0]["class"] == "copy", rows)
        check(STORY.startswith(STORY[rows[0]["a_start"]:rows[0]["a_end"]][:20]) or rows[0]["b"] == "a", rows)
        status, _, err = f.run("reuse", "--index", "ix", "delete", "a")
        check(status == 0, err)
        check(asked(f, "ix") == [])
        status, _, err = f.run("reuse", "--index", "ix", "delete", "a")
        check(status == 1 and '"a"' in err, status, err)
        check(f.run("reuse", "--index", "ix", "compact")[0] == 0)
        status, out, err = f.run("reuse", "--index", "ix", "check", "--json")
        check(status == 0 and json.loads(out)["documents"] == 1 and json.loads(out)["deleted"] == 0, out, err)


def merged_and_in_parts():
    with Folder() as f:
        f.run("reuse", "--index", "one", "add", stdin=FIRST.encode())
        f.run("reuse", "--index", "two", "add", stdin=record("c", 3, STORY).encode() + FIRST.encode())
        status, _, err = f.run("reuse", "--index", "one", "merge", "two")
        check(status == 0 and "1 added, 2 known" in err, err)
        whole = asked(f, "one")
        check(len(whole) == 2, whole)
        for k in "12":
            check(f.run("reuse", "--index", "p" + k, "--part", k + "/2", "add", stdin=FIRST.encode() + record("c", 3, STORY).encode())[0] == 0)
        parts = asked(f, "p1,p2")
        check(sorted(map(str, parts)) == sorted(map(str, whole)), parts, whole)
        status, _, err = f.run("reuse", "--index", "p1", "query", stdin=ASKED.encode())
        check(status == 2 and "part 1 of 2" in err, status, err)


def bad_records_and_wrong_use():
    with Folder() as f:
        lines = b'{"id":"x"}\nnot json\n{"id":"y","text":"one two three","names":[[0,3],[2,5]]}\n' + record("a", 1, STORY, names=[[0, 10]]).encode()
        status, _, err = f.run("reuse", "--index", "ix", "add", stdin=lines)
        check(status == 1 and "1 added, 0 known, 3 not read" in err and "in:3" in err, err)
        status, _, err = f.run("reuse", "--index", "ix", "add", stdin=record("a", 1, "another text").encode())
        check(status == 1 and "another text" in err, err)
        for words in (["--index", "ix"], ["--index", "ix", "undo"], ["add"], ["--index", "ix", "delete"], ["--index", "ix", "--part", "3/2", "add"]):
            check(f.run("reuse", *words)[0] == 2, words)
        status, _, err = f.run("reuse", "--index", "nowhere", "query", stdin=ASKED.encode())
        check(status == 1 and "nowhere" in err, status, err)
        path = os.path.join(f.path, "ix", "1.segment")
        with open(path, "r+b") as file:
            file.seek(10)
            file.write(b"\0\0")
        status, _, err = f.run("reuse", "--index", "ix", "check")
        check(status == 1 and "damaged" in err, status, err)


run_all([added_asked_and_taken_out, merged_and_in_parts, bad_records_and_wrong_use])
