"""Attributions that no single tree holds: blocks behind a colon, signatures, labels, title lines, marks typed wrongly."""
import json
from program import Folder, check, run_all


def said(text):
    """(source, cue, content) of each attribution in a text, pieces joined by " | "."""
    with Folder() as f:
        status, out, err = f.run("extract", stdin=json.dumps({"id": "t", "text": text}).encode() + b"\n")
        check(status == 0, err)
        raw = text.encode()
        words = lambda spans: " | ".join(raw[b:e].decode() for b, e in spans)
        return [tuple(words(a[k]) for k in ("source", "cue", "content")) for a in json.loads(out)["attributions"]]


def has(text, source, cue, content):
    found = said(text)
    check((source, cue, content) in found, "not", (source, cue, content), "among", found)


def a_colon_announces_the_next_paragraph():
    before, quoted, plain = "The governor of Vanta said:", '"The bridge was safe in March. It is safe now."', "The bridge is safe."
    has(f"{before}\n\n{quoted}\n\nNobody believed it.\n", "The governor of Vanta", "said:", quoted)
    has(f"The governor of Vanta added:\n\n{plain} It was built by his uncle.\n\nNobody believed it.\n",
        "The governor of Vanta", "added:", plain + " It was built by his uncle.")


def a_name_behind_a_dash_signs_its_line():
    text = ("Readers wrote to us.\n\n“Nobody told us that the bridge was closed.” ― Marisol Anders\n"
            "“We heard it on the radio like everybody else.” — Bettina Korb, a baker\n")
    has(text, "Marisol Anders", "―", "“Nobody told us that the bridge was closed.”")
    check(any(c == "—" and "radio" in t for _, c, t in said(text)), said(text))


def labels_of_a_transcript_are_cues_with_their_colon():
    text = ("ANDERS: Did you read the letter?\n\nKORB: I read it twice.\n\nANDERS: And who wrote it?\n\nKORB: Nobody knows.\n")
    found = said(text)
    check(("KORB", ":", "I read it twice.") in found and ("ANDERS", ":", "And who wrote it?") in found, found)


def a_title_line_tells_who_says_it():
    body = "\n\nThe bridge over the Osk was closed on Monday.\n"
    has("Senator Bettina Korb: The bridge was never safe" + body, "Senator Bettina Korb", ":", "The bridge was never safe")
    check(not [a for a in said("Opinion: The bridge was never safe" + body) if a[1] == ":"], "what is no voice speaks")


def two_single_marks_are_a_double_one():
    has("''The bridge is safe,'' said Bettina Korb, an engineer. ''It was never closed.''\n", "Bettina Korb, an engineer", "said",
        "''The bridge is safe,'' | ''It was never closed.''")


def a_relative_pronoun_stands_where_its_source_does():
    found = said("The engineer, who denied that the bridge was closed, left the country.\n")
    check(any(s == "who" and c == "denied" for s, c, _ in found), found)


def what_belongs_to_a_cue():
    found = said("Bettina Korb later said that the bridge was safe.\n")
    check([c for _, c, _ in found] == ["later said"], found)


run_all([a_colon_announces_the_next_paragraph, a_name_behind_a_dash_signs_its_line,
         labels_of_a_transcript_are_cues_with_their_colon, a_title_line_tells_who_says_it, two_single_marks_are_a_double_one,
         a_relative_pronoun_stands_where_its_source_does, what_belongs_to_a_cue])
