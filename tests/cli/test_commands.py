"""Each command does its job on a small case, in text and as JSON, and says what it cannot do."""
from program import *

TEXT = """Officials deny support for League
The Harbour Courier, 14 March 2031
By Nela Orsk

PORT LORROW, 14 March (Lantern Agency) - The interior ministry said on Monday that the Karsa Guard attacked the harbour.
The Karsa Guard denied the claim. Officials may have supported the Karsa Guard, the union said.

The Karsa Guard denied the claim. Officials may have supported the Karsa Guard, the union said.
"""
COMMANDS = ("add overview claims ask why copies sources who documents unread verify export serve parse extract reuse weigh "
            "train").split()


def every_command_explains_itself():
    with Folder() as f:
        status, out, _ = f.run("--help")
        check(status == 0)
        for c in COMMANDS:
            check("  %s " % c in out, c, "is not in --help")
            status, text, _ = f.run(c, "--help")
            check(status == 0 and "usage: hearsay " + c in text, c)
            check(all(len(line) <= 132 for line in text.splitlines()), c, "has very long lines of help")
        status, man, _ = f.run("--man")
        check(status == 0 and all(".SS hearsay " + c in man for c in COMMANDS))
        check(f.run("--version")[1].startswith("hearsay "))


def wrong_use_is_status_2_with_one_line():
    with Folder() as f:
        for words in ([], ["no-such"], ["claims", "--no-such"], ["claims", "word"], ["add"], ["why"], ["why", "x"],
                      ["claims", "--number", "x"], ["add", "--date", "yesterday", f.file("a.txt", "Some words.")],
                      ["claims", "--color", "maybe"], ["reuse", "--exact", "1"]):
            status, out, err = f.run(*words)
            check(status == 2, words, status, err)
            if words:
                check(len(err.splitlines()) == 1 and err.startswith("hearsay: "), words, err)


def a_case_that_is_not_there_is_named():
    with Folder() as f:
        status, _, err = f.run("claims")
        check(status == 1 and "case.hearsay" in err and "hearsay add" in err, err)
        check(not os.path.exists(os.path.join(f.path, "case.hearsay")), "a listing made a case")


def of_an_endless_sentence_a_piece_is_shown():
    with Folder() as f:
        f.file("a.txt", "The Karsa Guard attacked the harbour on Monday and " + "the wind blew and the tide came in and " * 40 + "nobody slept\n")
        check(f.run("add", "a.txt")[0] == 0)
        answer, = [a["answer"] for a in f.rows("ask") if a["frame"] == "attacks"]
        status, out, _ = f.run("why", str(answer))
        check(status == 0 and "attacked the harbour" in " ".join(out.split()) and " ..." in out and "nobody slept" not in out, out)


def the_main_job():
    with Folder() as f:
        f.file("a.txt", TEXT)
        status, out, err = f.run("add", "a.txt")
        check(status == 0 and "1 document added" in out, status, out, err)
        status, out, err = f.run("add", "a.txt")
        check(status == 0 and "known already" in out and "0 documents added" in out, out)
        document, = f.rows("documents")
        check(document["publisher"] == "The Harbour Courier" and document["published"].startswith("2031-03-14"), document)
        claims = f.rows("claims")
        check(claims and all(c["text"] for c in claims))
        stored = f.rows("export")[0]["value"]
        check(stored["document"] == document["document"])
        check(any(c["same_words_as"] for c in claims), "the sentence that stands twice is not said")
        for words in (["overview"], ["claims"], ["ask"], ["copies"], ["sources"], ["who"], ["documents"], ["verify"]):
            status, out, err = f.run(*words)
            check(status == 0 and out, words, status, err)
            check(all(len(line) <= 80 for line in out.splitlines()), words, "is wider than 80 columns:",
                  max(out.splitlines(), key=len))
            check("\033" not in out, words, "colours what is no terminal")
        status, out, _ = f.run("claims", "--color", "always")
        check("\033[" in out)
        status, _, err = f.run("claims", "--about", "Nobody Atall")
        check(status == 1 and "Nobody Atall" in err, err)
        status, _, err = f.run("why", "99999")
        check(status == 1 and "99999" in err, err)


def spans_give_their_words_back():
    with Folder() as f:
        f.run("add", SAMPLE)
        texts = {}
        for d in f.rows("documents"):
            texts[d["document"]] = None
        import sqlite3
        db = sqlite3.connect(os.path.join(f.path, "case.hearsay"))
        for sha, text in db.execute("SELECT sha256, text FROM documents"):
            texts["sha256:" + sha] = text.encode()
        for c in f.rows("claims"):
            text = texts[c["document"]]
            check(text[c["span"][0]:c["span"][1]].decode() == c["text"], c["claim"])
        for c in f.rows("copies"):
            for side in (c["a"], c["b"]):
                check(texts[side["document"]][side["span"][0]:side["span"][1]].decode() == side["text"], c["copy"])
        status, out, _ = f.run("verify")
        check(status == 0 and ": 0 faults." in out, out)


def every_answer_opens():
    with Folder() as f:
        f.run("add", SAMPLE)
        overview, = f.rows("overview")
        documents = f.rows("documents")
        check(overview["documents"] == len(documents), overview)
        check(overview["publishers"] == len({d["publisher"] for d in documents if d["publisher"]}), overview)
        answers = f.rows("ask")
        check(answers, "no answers")
        for a in answers[:40]:
            reasons = f.rows("why", str(a["answer"]))
            firm = [r for r in reasons if r["certainty"] != "unknown"]
            asserted = sum(r["polarity"] == "assert" for r in firm)
            check(asserted == a["asserted"] and len(firm) - asserted == a["denied"], a["answer"])
            origins = {r["origin"] for r in firm if r["polarity"] == "assert"}
            check(len(origins) == a["origins_asserted"], a["answer"], "origins")
            check(0 <= a["low"] <= a["belief"] <= a["high"] <= 1, a)


run_all([every_command_explains_itself, wrong_use_is_status_2_with_one_line, a_case_that_is_not_there_is_named,
         of_an_endless_sentence_a_piece_is_shown, the_main_job, spans_give_their_words_back, every_answer_opens])
