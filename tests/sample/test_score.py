"""The scorer of the sample case: full marks for the truth itself, none for nothing, and less for each thing wrong."""
import contextlib
import copy
import hashlib
import io
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import score_sample  # noqa: E402
from score_sample import make_truth  # noqa: E402

CASE = make_truth.read_case()
TRUTH = make_truth.make_truth(CASE)
HASH = {name: digest for digest, name in score_sample.names_by_hash(CASE).items()}
CALLED = {"whole": "reprint", "chain": "cut"}


def side(name, span):
    document = CASE[name]
    text = "".join(c for c, (begin, end) in zip(document.text, document.at) if begin >= span[0] and end <= span[1])
    return {"document": "sha256:" + HASH[name], "span": span, "text": text}


def perfect():
    """What hearsay would print if it found exactly what is planted."""
    claims = [{"claim": n, "document": "sha256:" + HASH[c["document"]], "span": c["span"], "text": c["words"],
               "source": {"kind": c["source_kind"], "name": c["source"]}, "polarity": c["polarity"],
               "certainty": c["certainty"], "origin": 1, "answer": answer_of(c)}
              for n, c in enumerate((r for r in TRUTH if r["kind"] == "claim"), 1)]
    copies = [{"copy": n, "kind": CALLED.get(c["type"], c["type"]), "direction": "ab",
               "a": side(c["from"], c["from_span"]), "b": side(c["to"], c["to_span"])}
              for n, c in enumerate((r for r in TRUTH if r["kind"] == "copy"), 1)]
    return claims, copies


def answer_of(claim):
    """The number of the first proposition that the claim is on, asserted or denied as the claim is worded."""
    for name, stance in claim["stances"].items():
        if (stance == "for") == (claim["polarity"] == "assert"):
            return int(name[1:])
    return None


def answers():
    """An engine that is always right."""
    return [{"answer": int(p["id"][1:]), "proposition": p["words"], "belief": 0.9 if p["holds"] else 0.1, "low": 0.0,
             "high": 1.0, "origins_asserted": 1, "origins_denied": 1} for p in TRUTH if p["kind"] == "proposition"]


def tally_of(claims, copies, answer_lines=()):
    tally = score_sample.Tally("wrong")
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        score_sample.score(CASE, TRUTH, claims, copies, answer_lines, tally)
    return tally


class Scores(unittest.TestCase):
    def test_truth_gets_full_marks(self):
        tally = tally_of(*perfect(), answers())
        for name in tally.asked:
            self.assertEqual(tally.share(name), 1.0, name)

    def test_nothing_gets_none(self):
        tally = tally_of([], [])
        self.assertEqual(sum(tally.right.values()), 0)

    def test_wrong_fields_cost(self):
        claims, copies = perfect()
        for claim in claims:
            claim["polarity"] = "assert"
        for c in copies:
            c["direction"] = "ba"
        tally = tally_of(claims, copies)
        self.assertEqual(tally.share("claim.found"), 1.0)
        self.assertLess(tally.share("claim.polarity"), 1.0)
        self.assertEqual(tally.share("copy.verbatim.direction"), 0.0)

    def test_half_a_verbatim_copy_is_not_found(self):
        claims, copies = perfect()
        for c in copies:
            for end in "ab":
                c[end] = copy.deepcopy(c[end])
                c[end]["text"] = c[end]["text"][:len(c[end]["text"]) // 2]
        self.assertEqual(tally_of(claims, copies).share("copy.verbatim.found"), 0.0)

    def test_unknown_documents_are_left_out(self):
        claims, copies = perfect()
        claims[0]["document"] = "sha256:" + hashlib.sha256(b"another").hexdigest()
        self.assertEqual(tally_of(claims, copies).right["claim.found"], len(claims) - 1)


if __name__ == "__main__":
    unittest.main()
