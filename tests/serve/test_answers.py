"""Every resource of the description, asked on the sample case: its answer is as described; lists can be paged through;
numbers agree with the listings they lead to; what is not there or not known is a problem."""
import base64, hashlib
from openapi import DESCRIPTION, described, hold
from server import SAMPLE, Server, check, run_all

S = Server([SAMPLE])


def get(url, status=200):
    answer = S.get(url)
    check(answer.status == status, url, answer.status, answer.body[:600])
    return hold(url, answer)


def rows(url, most=1000):
    """All rows, page by page."""
    found, after = [], ""
    while True:
        page = get(url + ("&" if "?" in url else "?") + "most=%d" % most + after)
        found += page["rows"]
        if page["next"] is None:
            break
        after = "&after=" + page["next"]
    check(len(found) == page["total"], url, len(found), page["total"])
    return found


def every_list_can_be_paged():
    for path in ("unread", "questions", "claims", "documents", "actors", "sources", "copies", "lineages", "custody", "search?words=the"):
        whole = rows("/api/1/" + path)
        for most in (1, 7):
            check(rows("/api/1/" + path, most if len(whole) < 100 else 97) == whole, path, most)


def every_number_leads_to_its_rows():
    for q in rows("/api/1/questions"):
        one = get("/api/1/questions/%d" % q["question"])
        check(one["claims"] == q["claims"] and one["contested"] == q["contested"], q["question"])
        check(len(q["answers"]) + q["answers_left"] == len(one["answers"]), q["question"], "answers")
        origins = rows("/api/1/questions/%d/origins" % q["question"])
        dated = rows("/api/1/questions/%d/timeline" % q["question"])
        check(len(dated) == q["claims"] and sum(o["claims"] for o in origins) == q["claims"], q["question"], "claims")
        check(sum(d["new_origin"] for d in dated) == len(origins), q["question"], "new origins")
        check(len({o["origin"] for o in origins}) == q["origins"], q["question"], "origins")
        check(sum(m["claims"] for m in q["spread"]) == len([d for d in dated if d["date"]]), q["question"], "spread")
        for a in one["answers"]:
            for side, claims, count in (("assert", a["asserted"], a["origins_asserted"]), ("deny", a["denied"], a["origins_denied"]),
                                        ("open", a["open"], None)):
                behind = rows("/api/1/answers/%d/claims?side=%s" % (a["answer"], side))
                check(len(behind) == claims, a["answer"], side, len(behind), claims)
                check(count is None or len({c["origin"] for c in behind}) == count, a["answer"], side, "origins")
        rows("/api/1/questions/%d/drift" % q["question"])
        moments = {m["answer"]: m for m in rows("/api/1/questions/%d/belief" % q["question"])} if q["question"] % 5 == 0 else {}
        for a in one["answers"]:
            last = moments.get(a["answer"], a)
            check(last["origins_asserted"] == a["origins_asserted"] and last["origins_denied"] == a["origins_denied"], a["answer"], "belief")
            check(0 <= last["low"] <= last["high"] <= 1, last)


def every_claim_gives_its_words_back():
    documents = {d["document"]: get("/api/1/documents/" + d["document"][7:]) for d in rows("/api/1/documents")}
    claims = rows("/api/1/claims")
    for c in claims:
        text = documents[c["document"]]["text"].encode()
        check(text[c["span"][0]:c["span"][1]].decode() == c["text"], c["claim"])
        check(text[c["sentence_span"][0]:c["sentence_span"][1]].decode() == c["sentence_text"], c["claim"])
        check(c["in"]["document"] == c["document"] and documents[c["document"]]["number"] == c["in"]["number"], c["claim"])
    for d in documents.values():
        check(d["text_from"] == 0 and d["text_to"] == d["bytes"] == len(d["text"].encode()), d["number"])
        check([c["claim"] for c in d["claims"]] and d["claims"] == sorted((c for c in claims if c["document"] == d["document"]),
                                                                          key=lambda c: (c["span"][0], c["claim"])) or not d["claims"], d["number"])
        for p in d["copied"]:
            one = get("/api/1/copies/%d" % p["copy"])
            check(p["span"] in (one["a"]["span"], one["b"]["span"]), p)
    check(len(claims) == get("/api/1/case")["claims"] == sum(len(d["claims"]) for d in documents.values()), len(claims))


def a_span_leads_to_bytes_and_hashes():
    for c in rows("/api/1/claims")[::40]:
        e = get("/api/1/documents/%s/span?begin=%d&end=%d" % (c["document"][7:], *c["span"]))
        check(e["text"] == c["text"] and hashlib.sha256(e["text"].encode()).hexdigest() == e["text_sha256"], c["claim"])
        raw = base64.b64decode(e["original_base64"])
        check(hashlib.sha256(raw).hexdigest() == e["original_sha256"], c["claim"])
        check(e["untrusted"] is True, "marked as data")
        original = S.get("/api/1/documents/%s/original" % c["document"][7:])
        check(original.body[e["original_span"][0]:e["original_span"][1]] == raw, c["claim"])
        check("sha256:" + hashlib.sha256(original.body).hexdigest() == c["document"], "the original is what its name says")
        check(original.headers["Content-Disposition"].startswith("attachment") and original.headers["Content-Type"] == "application/octet-stream", "a download")


def windows_of_a_text_join():
    for d in rows("/api/1/documents")[:5]:
        whole, text, at = get("/api/1/documents/%d" % d["number"]), b"", 0
        claims = []
        while at < d["bytes"]:
            w = get("/api/1/documents/%d?from=%d&bytes=300" % (d["number"], at))
            piece = w["text"].encode()
            text = text[:w["text_from"]] + piece
            claims += [c["claim"] for c in w["claims"] if c["claim"] not in claims]
            check(w["text_to"] > at, "no step")
            at = w["text_to"]
        check(text.decode() == whole["text"] and sorted(claims) == sorted(c["claim"] for c in whole["claims"]), d["number"])


def actors_and_sources():
    for x in rows("/api/1/actors"):
        one = get("/api/1/actors/%d" % x["actor"])
        check((one["said"], one["said_about"]) == (x["said"], x["said_about"]), x["name"])
        check(len(rows("/api/1/actors/%d/says" % x["actor"])) == x["said"], x["name"], "says")
        check(len(rows("/api/1/actors/%d/said-of" % x["actor"])) == x["said_about"], x["name"], "said of")
        check(len({m["document"] for m in rows("/api/1/actors/%d/mentions" % x["actor"])}) == x["documents"], x["name"], "documents")
        for n in one["neighbours"][:3]:
            both = rows("/api/1/claims?about=%d&with=%d" % (x["actor"], n["actor"]))
            check(len(both) >= n["claims"], x["name"], n, len(both))
    names = [x["name"] for x in rows("/api/1/actors")]
    check(names == sorted(names, key=lambda n: "".join(c.lower() if c.isascii() else c for c in n)), "by the alphabet")
    for x in rows("/api/1/sources"):
        one = get("/api/1/sources/%d" % x["source"])
        check(len(rows("/api/1/sources/%d/claims" % x["source"])) == x["claims"], x["name"])
        for t in one["copies_from"]:
            taken = [c for p in one["publishers"] for c in rows("/api/1/copies?by=%s&from=%s" % (quoted(p), quoted(t["publisher"])))]
            check(len(taken) == t["passages"], x["name"], t, len(taken))


def quoted(words):
    import urllib.parse
    return urllib.parse.quote(words)


def lineages_are_trees_with_differences():
    for g in rows("/api/1/lineages"):
        one = get("/api/1/lineages/%d" % g["lineage"])
        places = one["places"]
        check(len(places) == g["places"] and sum(p["parent"] is None for p in places) == g["origins"], g["lineage"])
        for p in places:
            parent = p["parent"] and places[p["parent"] - 1]
            check(not parent or parent["place"] < p["place"], g["lineage"])
            here = "".join(w for op, w in p["differences"] if op in "=+").split()
            check(not parent or "".join(here) and set("".join(here)) <= set(p["text"]), g["lineage"], "differences")


def search_and_its_facets():
    found = rows("/api/1/search?words=harbour")
    check(found and all("harbour" in h["text"].encode()[m[0]:m[1]].decode().lower() for h in found for m in h["marks"]), "marks")
    page = get("/api/1/search?words=harbour&most=5")
    for name in ("publisher", "year", "language", "says"):
        for f in page["facets"][name]:
            check(get("/api/1/search?words=harbour&most=1&%s=%s" % (name, quoted(f["value"])))["total"] == f["rows"], name, f)
    get("/api/1/search?words=%22%20AND%20NEAR(", 200 if get("/api/1/search?words=near")["total"] >= 0 else 400)
    get("/api/1/search", 400)


def what_is_not_there_is_a_problem():
    for path in ("questions", "answers", "claims", "actors", "sources", "copies", "lineages"):
        for number in (999999, 0):
            get("/api/1/%s/%d" % (path, number), 404)
    get("/api/1/documents/999999", 404)
    get("/api/1/documents/00000000", 404)
    get("/api/1/questions/1/origins?foo=1", 400)
    get("/api/1/questions?most=0", 400)
    get("/api/1/questions?most=1001", 400)
    get("/api/1/questions?after=5", 400)
    get("/api/1/questions?after=5-1-0000", 409)
    get("/api/1/questions?about=Nobody%20of%20that%20name", 404)
    get("/api/1/documents/1/span?begin=5&end=1", 400)
    get("/api/1/documents/1/span?begin=5", 400)


def the_rest_is_as_described():
    seen = {"/api/1/session", "/api/1/uploads", "/api/1/decisions", "/api/1/decisions/{id}/undo", "/api/1/review", "/api/1/exports",
            "/api/1/exports/{name}"}
    for path in DESCRIPTION["paths"]:
        if path in seen or "get" not in DESCRIPTION["paths"][path]:
            continue
        url = path.replace("{id}", "1") + ("?words=port" if path.endswith("/search") else "?begin=0&end=3" if path.endswith("/span") else "")
        hold(url, S.get(url))
        check(S.get(url).status == 200, url)
        described(url)


def pages_are_packed_for_who_takes_it():
    import gzip
    plain, packed = S.get("/api/1/claims"), S.get("/api/1/claims", Accept_Encoding="gzip")
    check(packed.headers["Content-Encoding"] == "gzip" and gzip.decompress(packed.body) == plain.body, "gzip")
    check(plain.headers["Content-Encoding"] is None and plain.headers["ETag"] != packed.headers["ETag"], "plain")
    check(S.get("/api/1/claims", If_None_Match=packed.headers["ETag"]).status == 304, "304")


with S:
    run_all([every_list_can_be_paged, every_number_leads_to_its_rows, every_claim_gives_its_words_back, a_span_leads_to_bytes_and_hashes,
             windows_of_a_text_join, actors_and_sources, lineages_are_trees_with_differences, search_and_its_facets,
             what_is_not_there_is_a_problem, the_rest_is_as_described, pages_are_packed_for_who_takes_it])
