"""The sample case is what examples/README.md says, and its truth is true of the bytes that lie on disk."""
import collections
import html
import json
import re
import sys
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "examples"))
import make_truth  # noqa: E402

CASE = make_truth.read_case()
LINES = make_truth.TRUTH.read_text(encoding="utf-8").splitlines()


def of_kind(kind):
    return [r for r in map(json.loads, LINES) if r["kind"] == kind]


def bytes_of(name):
    """The bytes that spans of this document count in, and their encoding; not by way of make_truth."""
    path, _, line = name.partition(":")
    original = (make_truth.CASE / path).read_bytes()
    if line:
        return json.loads(original.splitlines()[int(line) - 1])["text"].encode(), "utf-8"
    return original, "cp1252" if b"charset=windows-1252" in original else "utf-8"


def words_at(name, span):
    """What stands at a span of the original, without tags, entities, emphasis and line breaks."""
    original, encoding = bytes_of(name)
    words = original[span[0]:span[1]].decode(encoding)
    if name.endswith(".html"):
        words = html.unescape(re.sub(r"</?(?:em|i)>", "", words))
        words = re.sub(r"<[^>]*>", " ", words)
    if name.endswith(".md"):
        words = words.replace("*", "")
    return " ".join(words.split())


def spans_with_words(record):
    """Every (document, span, words) that a record of the truth states."""
    for place in record.get("places", []):
        yield place["document"], place["span"], place["words"]
    if "words" in record and "span" in record:
        yield record["document"], record["span"], record["words"]
    for end in ("from", "to", "by", "of"):
        if f"{end}_words" in record:
            yield record[end], record[f"{end}_span"], record[f"{end}_words"]


def voices(claims, proposition, stance):
    return {(c["source_kind"], c["source"] or CASE[c["document"]].facts["publisher"]) for c in claims
            if c["stances"].get(proposition) == stance}


def runs_of_twelve():
    """Pairs of documents (or one twice) that share RUN_LEAST equal tokens in a row."""
    seen, pairs = collections.defaultdict(list), set()
    for name, document in CASE.items():
        t = make_truth.tokens(document.text)
        for i in range(len(t) - make_truth.RUN_LEAST + 1):
            seen[tuple(t[i:i + make_truth.RUN_LEAST])].append(name)
    for names in seen.values():
        pairs |= {(a, b) for i, a in enumerate(names) for b in names[i + 1:]}
    return pairs


class Documents(unittest.TestCase):
    def test_number_and_size(self):
        self.assertTrue(45 <= len(CASE) <= 60, len(CASE))
        size = sum(p.stat().st_size for p in (ROOT / "examples").rglob("*") if p.is_file())
        self.assertLess(size, 400_000)
        for name, document in CASE.items():
            self.assertTrue(60 <= len(document.text.split()) <= 450, name)

    def test_facts(self):
        self.assertGreaterEqual(len({d.facts["publisher"] for d in CASE.values()}), 10)
        for name, document in CASE.items():
            self.assertTrue("2031-03-01" <= document.facts["date"] <= "2031-05-05", name)
            self.assertTrue(document.facts["title"], name)

    def test_every_reader_has_work(self):
        formats = {d.facts["format"] for d in CASE.values()}
        self.assertEqual(formats, {"txt", "md", "html", "jsonl"})


class Truth(unittest.TestCase):
    def test_is_what_the_plants_give(self):
        self.assertEqual(make_truth.written(make_truth.make_truth(CASE)).splitlines(), LINES)

    def test_ids_are_unique(self):
        ids = [r["id"] for r in map(json.loads, LINES) if "id" in r]
        self.assertEqual(len(ids), len(set(ids)))

    def test_spans_give_their_words_back(self):
        count = 0
        for record in map(json.loads, LINES):
            for name, span, words in spans_with_words(record):
                self.assertEqual(words_at(name, span), " ".join(words.split()), record)
                count += 1
        self.assertGreater(count, 250)

    def test_copies_are_copies(self):
        copies = of_kind("copy")
        for c in copies:
            a, b = words_at(c["from"], c["from_span"]), words_at(c["to"], c["to_span"])
            self.assertTrue(a.startswith(" ".join(c["begins"].split())) and a.endswith(" ".join(c["ends"].split())), c)
            if c["type"] in make_truth.VERBATIM:
                self.assertEqual(make_truth.tokens(a), make_truth.tokens(b), c["id"])
                self.assertGreaterEqual(c["tokens"], 12, c["id"])
            if c["type"] not in ("self", "rewrite"):
                self.assertLessEqual(CASE[c["from"]].facts["date"], CASE[c["to"]].facts["date"], c["id"])
        self.assertEqual({c["type"] for c in copies}, make_truth.TYPES)

    def test_nothing_else_is_copied(self):
        family = {name: name for name in CASE}
        for c in of_kind("copy"):
            old, new = family[c["to"]], family[c["from"]]
            family = {name: new if root == old else root for name, root in family.items()}
        for a, b in runs_of_twelve():
            self.assertEqual(family[a], family[b], f"{a} and {b} share words that nobody planted")

    def test_claims(self):
        claims = of_kind("claim")
        known = {p["id"] for p in of_kind("proposition")}
        self.assertGreaterEqual(len(claims), 150)
        self.assertEqual({c["source_kind"] for c in claims}, {"author", "actor", "unnamed"})
        self.assertEqual({p for c in claims for p in c["stances"]}, known)
        self.assertEqual({c["document"] for c in claims}, set(CASE))
        for c in claims:
            self.assertEqual(c["source"] is None, c["source_kind"] == "author", c["id"])

    def test_questions_are_contested(self):
        claims, contested, several = of_kind("claim"), set(), set()
        for p in of_kind("proposition"):
            yes, no = voices(claims, p["id"], "for"), voices(claims, p["id"], "against")
            rivals = [voices(claims, r["id"], "for") for r in of_kind("proposition")
                      if r["question"] == p["question"] and r["id"] != p["id"] and r["holds"] != p["holds"]]
            if yes and (no or any(rivals)):
                contested.add(p["question"])
            if len(yes) >= 2 and len(no) >= 2:
                several.add(p["question"])
        self.assertGreaterEqual(len(contested), 12, sorted(contested))
        self.assertGreaterEqual(len(several), 6, sorted(several))


class Plants(unittest.TestCase):
    """make_truth refuses a quotation that could mean two places, or none."""

    def setUp(self):
        self.document = make_truth.Document("d", {}, make_truth.characters("One tide.\nOne  boat, one tide.", "utf-8"))

    def test_found_once(self):
        place = self.document.find("One boat")
        self.assertEqual(self.document.span(place), [10, 19])

    def test_found_by_number(self):
        self.assertEqual(self.document.span(self.document.find("2# tide.")), [25, 30])

    def test_from_first_to_last_words(self):
        self.assertEqual(self.document.words(self.document.find("One boat ... tide.")), "One boat, one tide.")

    def test_refused(self):
        for words in ("tide.", "three", "3# tide.", "boat ... One"):
            with self.assertRaises(make_truth.Wrong):
                self.document.find(words)

    def test_entities_and_tags(self):
        pieces = list(make_truth.characters("<p>It&rsquo;s <i>ours</i></p><p>now</p>", "utf-8"))
        document = make_truth.Document("d", {}, make_truth.visible_html(pieces))
        self.assertEqual(document.text.strip(), "It\u2019s ours now")
        self.assertEqual(document.span(document.find("\u2019s ours")), [5, 21])


if __name__ == "__main__":
    unittest.main()
