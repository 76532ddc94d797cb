#!/usr/bin/env python3
"""Exports of the sample case, read by other programs and held against the rules of their standards.

    test_forms.py HEARSAY PROJECT
"""
import csv
import html.parser
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import xml.dom.minidom

program, project = sys.argv[1:3]
skipped = []


def run(*words, fails=False):
    done = subprocess.run([program, *words], capture_output=True, env=dict(os.environ, HEARSAY_DATA=os.path.join(project, "data")))
    if (done.returncode != 0) != fails:
        sys.exit(f"{words}: {done.returncode}: {done.stderr.decode()}")
    return (done.stderr if fails else done.stdout).decode("utf-8")


def module(name):
    try:
        return __import__(name)
    except ImportError:
        skipped.append(name)
        return None


def check_csv(text, claims):
    table = list(csv.reader(io.StringIO(text, newline="")))
    assert len(table) == claims + 1 and {len(r) for r in table} == {len(table[0])}, "csv: rows or columns"
    assert "\r\n" in text and text.endswith("\r\n"), "csv: RFC 4180 ends lines with CR LF"
    assert not any(c[:1] in tuple("=+@") for r in table[1:] for c in r), "csv: a cell would run as a formula"


def check_annotations(text, claims, documents):
    lines = [json.loads(line) for line in text.splitlines()]
    assert len(lines) == claims and len({a["id"] for a in lines}) == claims, "annotations: one each"
    for a in lines:
        assert a["@context"] == "http://www.w3.org/ns/anno.jsonld" and a["type"] == "Annotation"
        assert a["body"]["type"] == "TextualBody" and a["body"]["value"]
        position, quote = a["target"]["selector"]
        assert position["type"] == "DataPositionSelector" and quote["type"] == "TextQuoteSelector"
        assert position["end"] - position["start"] == len(quote["exact"].encode()), "annotations: bytes and words differ"
        assert re.fullmatch(r"urn:sha256:[0-9a-f]{64}", a["target"]["source"]) and a["target"]["source"][11:] in documents


def check_stix(text):
    bundle = json.loads(text)
    ids = [o["id"] for o in bundle["objects"]]
    assert len(ids) == len(set(ids)), "stix: an id twice"
    for o in bundle["objects"]:
        assert o["id"].startswith(o["type"] + "--"), o["id"]
        refs = o.get("object_refs", []) + ([o["created_by_ref"]] if "created_by_ref" in o else [])
        assert all(r in set(ids) for r in refs) if len(ids) < 50 else True
    known = set(ids)
    assert all(r in known for o in bundle["objects"] for r in o.get("object_refs", []) + [o.get("created_by_ref", ids[0])])
    kinds = {o["type"] for o in bundle["objects"]}
    assert kinds == {"identity", "note", "opinion", "report"}, kinds
    jsonschema = module("jsonschema")
    if jsonschema:
        with open(os.path.join(project, "tests", "export", "stix.json"), encoding="utf-8") as f:
            rules = json.load(f)
        wrong = list(jsonschema.Draft202012Validator(rules).iter_errors(bundle))
        assert not wrong, wrong[0].message
        bad = json.loads(text)
        bad["objects"][0]["type"] = "threat-actor"
        assert list(jsonschema.Draft202012Validator(rules).iter_errors(bad)), "the rules let anything through"


FTM = {"Person": {"name", "alias"}, "Organization": {"name", "alias"}, "LegalEntity": {"name", "alias"},
       "Article": {"title", "author", "publisher", "publishedAt", "sourceUrl", "language"},
       "Note": {"description", "entity", "publisher"}}


def check_ftm(text):
    entities = [json.loads(line) for line in text.splitlines()]
    ids = {e["id"] for e in entities}
    assert len(ids) == len(entities), "ftm: an id twice"
    for e in entities:
        assert set(e) == {"id", "schema", "properties"} and set(e["properties"]) <= FTM[e["schema"]], e
        assert all(isinstance(v, list) and v and all(isinstance(x, str) and x for x in v) for v in e["properties"].values()), e
        assert set(e["properties"].get("entity", [])) <= ids, "ftm: a note on nobody"


def check_graph(path, kind, claims):
    xml.dom.minidom.parse(path)
    networkx = module("networkx")
    if not networkx:
        return
    g = networkx.read_graphml(path) if kind == "graphml" else networkx.read_gexf(path)
    assert g.is_directed() and g.number_of_nodes() > 20 and g.number_of_edges() > claims / 10, kind
    assert all(d.get("label") for _, d in g.nodes(data=True)), "a node without a name"
    stances = {d["stance"] for *_, d in g.edges(data=True)}
    assert stances <= {"asserts", "denies", "leaves open"} and "denies" in stances, stances


def check_ach(text):
    blocks = [list(csv.reader(io.StringIO(b))) for b in text.split("\r\n\r\n") if b.strip()]
    assert blocks, "ach: nothing to compare"
    for b in blocks:
        assert b[0][0] == "question" and b[1][:4] == ["origin", "source", "published", "sentence"], b[:2]
        origins = [r[0] for r in b[2:]]
        assert len(origins) == len(set(origins)), "ach: an origin twice"
        assert all(len(r) == len(b[1]) and set(r[4:]) <= {"C", "I", "N", "?"} for r in b[2:]), b


class Report(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.tags = [], set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        assert not {a for a, _ in attrs} & {"src", "href", "onclick", "onload"}, "html: something is loaded"
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, f"html: </{tag}>"


def check_html(text):
    page = Report()
    page.feed(text)
    assert not page.open and "script" not in page.tags and "link" not in page.tags
    assert "@media print" in text and "denied by" in text


def check_bibtex(text, documents):
    keys = re.findall(r"^@misc\{([^,]+),$", text, re.M)
    assert len(keys) == documents == len(set(keys)), "bibtex: keys"
    assert text.count("{") == text.count("}"), "bibtex: braces"


def main():
    with tempfile.TemporaryDirectory() as folder:
        case = os.path.join(folder, "case.hearsay")
        run("add", "-q", "-C", case, os.path.join(project, "examples", "karsa"))
        overview = json.loads(run("overview", "-C", case, "--json"))
        documents = {json.loads(d)["document"][7:] for d in run("documents", "-C", case, "--json").splitlines()}
        out = {f: run("export", "-C", case, "-f", f) for f in ("csv", "annotations", "stix", "ftm", "ach", "html", "bibtex")}
        check_csv(out["csv"], overview["claims"])
        check_annotations(out["annotations"], overview["claims"], documents)
        check_stix(out["stix"])
        check_ftm(out["ftm"])
        check_ach(out["ach"])
        check_html(out["html"])
        check_bibtex(out["bibtex"], len(documents))
        for kind in ("graphml", "gexf"):
            path = os.path.join(folder, kind)
            run("export", "-C", case, "-f", kind, "-o", path)
            check_graph(path, kind, overview["claims"])
        refused = run("export", "-C", case, "-f", "claimreview", fails=True)
        assert refused.count("\n") == 1 and "person" in refused, refused
        run("export", "-C", case, "-f", "claimreview", "--answer", "1", "--rating", "6", "--rated-by", "A", fails=True)
        review = json.loads(run("export", "-C", case, "-f", "claimreview", "--answer", "1", "--rating", "2", "--rated-by", "A. Person"))
        assert review["@type"] == "ClaimReview" and review["author"] == {"@type": "Person", "name": "A. Person"}
        assert review["reviewRating"]["ratingValue"] == 2 and review["itemReviewed"]["appearance"]
        one = run("export", "-C", case, "-f", "ach", "--answer", "1")
        assert one.count("question,") == 1
    print("skipped:", ", ".join(skipped) if skipped else "nothing")


main()
