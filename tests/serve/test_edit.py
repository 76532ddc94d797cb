"""--edit: documents come in while others read; what is shown is one state or the next, never a mix; exports come out."""
import json, shutil, threading, time
from openapi import hold
from server import COLUMN, Server, a_folder_with, check, run_all

FOLDER, PATH = a_folder_with()


def upload(s, name, body, more="", **headers):
    url = "/api/1/uploads?name=" + name + more
    a = s.ask(url, "POST", body, Content_Type=headers.pop("Content_Type", "application/octet-stream"), **headers)
    return a.status, hold(url, a, "post") if a.status != 404 else None


def settled(s, number):
    """Waits until upload `number` and all before it are in the state that is shown."""
    for _ in range(1200):
        state = s.get("/api/1/uploads")
        adding = hold("/api/1/uploads", state)
        if adding["done"] >= number and not adding["working"]:
            return adding
        time.sleep(.1)
    raise AssertionError("not settled: %s" % adding)


def a_document_comes_in_and_is_shown():
    with Server([PATH], "--edit") as s:
        before = hold("/api/1/case", s.get("/api/1/case"))
        check(before["edit"] is True, "edit")
        status, one = upload(s, "..%2F..%2Fetc%2Fport.md", COLUMN.replace("Karsa", "Ost").encode(), "&publisher=The%20Courier&published=2031-03-04")
        check(status == 202 and one["name"] == "port.md", status, one)
        adding = settled(s, 1)
        check(adding["uploads"][0]["state"] == "added" and adding["uploads"][0]["claims"] > 0, adding)
        time.sleep(.5)
        after = hold("/api/1/case", s.get("/api/1/case"))
        check(after["documents"] == before["documents"] + 1 and after["state"] != before["state"] and after["settled"], after)
        d = hold("/api/1/documents/x", s.get("/api/1/documents/" + adding["uploads"][0]["document"][7:]))
        check(d["publisher"] == "The Courier" and d["origin"] == "port.md" and d["published"] == "2031-03-04", d)
        check(s.get("/api/1/questions?after=0-" + before["state"]).status == 409, "a cursor of the state before")
        upload(s, "again.md", COLUMN.replace("Karsa", "Ost").encode())
        check(settled(s, 2)["uploads"][0]["state"] == "known", "known")


def what_cannot_be_read_is_said():
    with Server([PATH], "--edit") as s:
        check(upload(s, "a.txt", b"")[0] == 400, "empty")
        check(upload(s, "", b"x")[0] == 400, "no name")
        check(upload(s, "a.txt", b"x", "&foo=1")[0] == 400, "unknown parameter")
        check(upload(s, "a.txt", b"x", Content_Type="text/plain")[0] == 415, "a form's type")
        check(upload(s, "a.txt", b"x", "&title=" + 300 * "a")[0] == 400, "a long field")
        check(upload(s, "a.txt", b"x", Origin="http://evil.example")[0] == 403, "cross-site")
        upload(s, "a.jsonl", b"{not json}\n")
        upload(s, "b.txt", b"x", "&published=yesterday")
        adding = settled(s, 2)
        check([u["state"] for u in adding["uploads"]] == ["unread", "unread"] and all(u["why"] for u in adding["uploads"]), adding)
        records = b"".join(json.dumps({"id": str(i), "publisher": "P%d" % i, "text": "Vanta attacked Ost %d times, the union said." % i}).encode() + b"\n"
                           for i in range(3))
        upload(s, "c.jsonl", records)
        check(settled(s, 3)["uploads"][0]["state"] == "added", "records")
        check(s.ask("/api/1/uploads?name=a.txt", "POST", b"x" * (64 << 20) + b"x", Content_Type="application/octet-stream").status == 413, "too long")


def read_only_takes_nothing():
    with Server([PATH]) as s:
        check(upload(s, "a.txt", b"x")[0] == 405, "read-only")
        check(hold("/api/1/uploads", s.get("/api/1/uploads"))["uploads"] == [], "none")


def readers_go_on_while_documents_come_in():
    faults, states, stop = [], {}, threading.Event()

    def read(s):
        while not stop.is_set():
            try:
                a = s.get("/api/1/case")
                c = a.json()
                states.setdefault(c["state"], set()).add((c["documents"], c["claims"], c["questions"]))
                check(a.status == 200 and a.headers["ETag"] == '"%s"' % c["state"], a.status)
                q = s.get("/api/1/questions?most=3")
                check(q.status == 200, q.status, q.body[:300])
                hold("/api/1/questions", q)
            except Exception as e:
                faults.append(e)
                return

    with Server([PATH], "--edit") as s:
        threads = [threading.Thread(target=read, args=(s,)) for _ in range(4)]
        for t in threads:
            t.start()
        for i in range(6):
            check(upload(s, "d%d.txt" % i, COLUMN.replace("crane", "bridge %d" % i).encode())[0] == 202, i)
            settled(s, i + 1) if i % 2 else None
        settled(s, 6)
        time.sleep(.6)
        stop.set()
        for t in threads:
            t.join()
        check(not faults, faults[:2])
        check(len(states) >= 2 and all(len(seen) == 1 for seen in states.values()), "one state, one set of figures", states)


def exports_come_as_downloads():
    with Server([PATH]) as s:
        rows = hold("/api/1/exports", s.get("/api/1/exports"))["rows"]
        check(any(r["name"] == "jsonl" for r in rows), rows)
        a = s.get("/api/1/exports/jsonl")
        check(a.status == 200 and a.headers["Content-Disposition"].startswith("attachment"), a.status)
        lines = [json.loads(line) for line in a.body.splitlines()]
        check(sum(r["row"] == "claim" for r in lines) == s.get("/api/1/case").json()["claims"], "claims")
        check(s.ask("/api/1/exports/jsonl", "HEAD").headers["Content-Length"] == str(len(a.body)), "HEAD")
        check(s.get("/api/1/exports/none").status == 404, "unknown")


def decided(s, path, value):
    a = s.post(path, value)
    check(a.status == 202, a.status, a.body)
    one = hold(path, a, "post")
    adding = settled(s, one["upload"])
    its = [u for u in adding["uploads"] if u["upload"] == one["upload"]][0]
    return its["state"], its["why"]


def people_decide_and_take_back():
    with Server([PATH], "--edit") as s:
        def claims():
            return {c["claim"]: c for c in hold("/api/1/claims", s.get("/api/1/claims"))["rows"]}
        hold("/api/1/review", s.get("/api/1/review"))
        before = claims()
        exports = s.get("/api/1/exports/jsonl").body
        c = [c for c in before.values() if c["source"]["kind"] == "actor"][0]
        check(decided(s, "/api/1/decisions", {"kind": "speaker", "claim": c["claim"], "source_kind": "actor", "source": "League", "why": "see the next line"})
              == ("added", None), "speaker")
        now = [x for x in claims().values() if x["span"] == c["span"] and x["document"] == c["document"]]
        check(any(x["source"]["name"] == "League" for x in now), "the speaker is corrected", [x["source"] for x in now])
        check(decided(s, "/api/1/decisions", {"kind": "stance", "document": c["document"][7:], "span": c["span"], "polarity": "deny", "certainty": "possible"})[0]
              == "added", "stance")
        now = [x for x in claims().values() if x["span"] == c["span"] and x["document"] == c["document"]]
        check(any((x["polarity"], x["certainty"]) == ("deny", "possible") for x in now), "the stance is corrected", now)
        check(decided(s, "/api/1/decisions", {"kind": "claim", "document": c["document"][7:], "span": [38, 70], "source_kind": "actor", "source": "Vanta",
              "frame": "supports", "agent": "Vanta", "patient": "League", "polarity": "assert", "certainty": "certain"})[0] == "added", "a claim by hand")
        check(any(x["span"] == [38, 70] and x["source"]["name"] == "Vanta" for x in claims().values()), "is listed")
        check(len(claims()) == hold("/api/1/case", s.get("/api/1/case"))["claims"], "claims are counted as listed")
        other = [x for x in claims().values() if x["span"] not in (c["span"], [38, 70])][0]
        check(decided(s, "/api/1/decisions", {"kind": "not a claim", "claim": other["claim"]})[0] == "added", "reject")
        rows = hold("/api/1/decisions", s.get("/api/1/decisions"))["rows"]
        check([r["kind"] for r in rows] == ["not a claim", "claim", "stance", "speaker"] and rows[-1]["why"] == "see the next line", rows)
        for r in rows:
            check(decided(s, "/api/1/decisions/%d/undo" % r["decision"], {})[0] == "added", "undo", r)
        check(s.get("/api/1/exports/jsonl").body == exports, "after all is taken back the case says what it said")
        check({k: v for k, v in claims().items()} == before, "and shows it")
        for bad in ({"kind": "speaker", "claim": 999999, "source_kind": "actor", "source": "X"}, {"kind": "nothing"}, {"kind": "stance", "claim": 1, "x": 1},
                    {"kind": "stance", "claim": 1, "polarity": "perhaps"}, {"kind": "accept", "claim": "1"}, {"kind": "same", "name": "A"}):
            state, why = decided(s, "/api/1/decisions", bad)
            check(state == "unread" and why, bad, state, why)
        check(s.post("/api/1/decisions", {}).status == 400 and s.post("/api/1/decisions/x/undo", {}).status == 404, "no decision")


try:
    run_all([people_decide_and_take_back, a_document_comes_in_and_is_shown, what_cannot_be_read_is_said, read_only_takes_nothing, readers_go_on_while_documents_come_in,
             exports_come_as_downloads])
finally:
    shutil.rmtree(FOLDER)
