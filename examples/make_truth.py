#!/usr/bin/env python3
"""What is true in the sample case, and where it stands: karsa.plants + karsa/* -> karsa.truth.jsonl.

    examples/make_truth.py            writes examples/karsa.truth.jsonl
    examples/make_truth.py --check    says whether that file is what would be written; exit status 1 if not

A plant is a quotation.  It is looked up in the text that a reader sees, must stand there exactly once (or be numbered),
and comes out as bytes [begin, end) of the file as it lies on disk; for a line of a .jsonl file, as bytes of the UTF-8
of its "text".  Copies are compared token by token.  Only tests use the truth; the program never sees it.
"""
import difflib
import html
import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
CASE = HERE / "karsa"
PLANTS = HERE / "karsa.plants"
TRUTH = HERE / "karsa.truth.jsonl"

VERBATIM = {"whole", "cut", "chain", "quote", "self", "boilerplate"}
TYPES = VERBATIM | {"version", "edit", "rewrite"}
RUN_LEAST = 12  # tokens: a shorter run of equal words is no copy that anybody must find
INLINE = {"a", "b", "i", "em", "q", "span", "strong"}
CERTAINTY = {"CT": "certain", "PR": "probable", "PS": "possible", "U": "unknown"}
STRAIGHT = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")
HOLDS = {"yes": True, "no": False, "open": None}
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December"]


class Wrong(Exception):
    """A plant or a document that is not as it should be; says where."""


# ---- documents: the visible text, character by character, with the way back to the bytes ------------------------------

class Document:
    """One document.  `text` has single blanks; at[i] is the byte span of text[i] in the original."""

    def __init__(self, name, facts, pieces):
        self.name = name
        self.facts = facts
        self.text = ""
        self.at = []
        for char, begin, end in pieces:
            if char.isspace():
                if not self.text or self.text[-1] == " ":
                    continue
                char = " "
            self.text += char
            self.at.append((begin, end))

    def find(self, words):
        """The place of the words in `text`: [begin, end)."""
        number, words = (int(words[0]), words[3:]) if re.match(r"\d# ", words) else (0, words)
        first, _, last = words.partition(" ... ")
        places = [m.start() for m in re.finditer(re.escape(first), self.text)]
        if len(places) < max(number, 1) or (not number and len(places) != 1):
            raise Wrong(f"{self.name}: stands there {len(places)} times: {first}")
        begin = places[number - 1 if number else 0]
        if not last:
            return begin, begin + len(first)
        end = self.text.find(last, begin + len(first))
        if end < 0:
            raise Wrong(f"{self.name}: not after the first words: {last}")
        return begin, end + len(last)

    def span(self, place):
        return [self.at[place[0]][0], self.at[place[1] - 1][1]]

    def words(self, place):
        return self.text[place[0]:place[1]]


def characters(text, encoding, begin=0):
    """Each character with its bytes."""
    for char in text:
        n = len(char.encode(encoding))
        yield char, begin, begin + n
        begin += n


def visible_html(pieces):
    """Without head, menus, footers, scripts, comments and tags; entities decoded; a block's edge is a blank."""
    text = "".join(p[0] for p in pieces)
    rule = re.compile(r"(?is)<head\b.*?</head>|<script\b.*?</script>|<!--.*?-->|<!doctype[^>]*>|"
                      r"<(nav|header|footer|aside)\b.*?</\1>|</?(\w+)[^>]*>|"
                      r"&(?:#\d+|#x[0-9a-f]+|\w+);")
    used = 0
    for match in rule.finditer(text):
        yield from pieces[used:match.start()]
        used = match.end()
        begin, end = pieces[match.start()][1], pieces[used - 1][2]
        if match[0][0] == "&":
            for char in html.unescape(match[0]):
                yield char, begin, end
        elif (match[2] or "").lower() not in INLINE:
            yield " ", begin, end
    yield from pieces[used:]


def visible_markdown(pieces, body):
    """Behind the front matter, without the marks of emphasis and headings."""
    return [p for p in pieces if p[1] >= body and p[0] not in "*#"]


def facts_of_text(text, name):
    """Title; then "Publisher, 14 March 2031"; then, perhaps, "By Somebody"; then an empty line."""
    lines = text.splitlines()
    match = re.fullmatch(r"(.+), (\d{1,2}) (\w+) (\d{4})", lines[1])
    if not match or "" not in lines[2:4]:
        raise Wrong(f"{name}: no line with publisher and date, or no empty line after the head")
    day = f"{match[4]}-{MONTHS.index(match[3]) + 1:02}-{int(match[2]):02}"
    author = re.fullmatch(r"By ([^,]+)(?:, .+)?", lines[2])
    return {"publisher": match[1], "author": author[1] if author else None, "date": day, "title": lines[0]}


def facts_of_html(text, name):
    """What the meta elements say, and the first heading."""
    def meta(field):
        match = re.search(rf'<meta (?:name|property)="{field}" content="([^"]*)">', text)
        return html.unescape(match[1]) if match else None
    date = meta("article:published_time") or meta("date")
    title = re.search(r"<h1>(.*?)</h1>", text)
    if not (meta("og:site_name") and date and title):
        raise Wrong(f"{name}: publisher, date or title is missing")
    return {"publisher": meta("og:site_name"), "author": meta("author"), "date": date[:10],
            "title": html.unescape(title[1])}


def facts_of_markdown(head):
    fields = dict(re.findall(r'(?m)^(\w+): "?(.*?)"?$', head))
    return {k: fields.get(k) for k in ("publisher", "author", "date", "title")}


def read_records(path):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        record = json.loads(line)
        facts = {k: record[k] for k in ("publisher", "author", "date", "title")}
        name = f"{path.name}:{number}"
        yield Document(name, dict(facts, format="jsonl", offsets="text"), characters(record["text"], "utf-8"))


def read_file(path):
    original, name = path.read_bytes(), path.name
    encoding = "cp1252" if b"charset=windows-1252" in original else "utf-8"
    bom = 3 if original.startswith(b"\xef\xbb\xbf") else 0
    text = original[bom:].decode(encoding)
    pieces = list(characters(text, encoding, bom))
    if path.suffix == ".html":
        facts, pieces = facts_of_html(text, name), visible_html(pieces)
    elif path.suffix == ".md":
        body = text.index("\n---\n") + 5
        facts = facts_of_markdown(text[:body])
        pieces = visible_markdown(pieces, len(text[:body].encode(encoding)))
    elif path.suffix == ".txt":
        facts = facts_of_text(text, name)
    else:
        raise Wrong(f"{name}: no known ending")
    return Document(name, dict(facts, format=path.suffix[1:], offsets="original"), pieces)


def read_case():
    """All documents by name, in the order of dates, then names."""
    documents = []
    for path in sorted(CASE.iterdir()):
        documents += read_records(path) if path.suffix == ".jsonl" else [read_file(path)]
    return {d.name: d for d in sorted(documents, key=lambda d: (d.facts["date"], d.name))}


# ---- tokens ----------------------------------------------------------------------------------------------------------

def tokens(words):
    """Words and marks in lower case; a curly quotation mark is the same as a straight one."""
    return re.findall(r"\d+(?:[.,]\d+)*|\w+|[^\w\s]", words.lower().translate(STRAIGHT))


def compare(a, b):
    """Equal tokens of the best alignment, the longest equal run, and whether all are equal."""
    a, b = tokens(a), tokens(b)
    blocks = difflib.SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return sum(m.size for m in blocks), max(m.size for m in blocks), a == b


# ---- plants ----------------------------------------------------------------------------------------------------------

def question(case, row):
    return {"kind": "question", "id": row[0], "words": row[1]}


def proposition(case, row):
    return {"kind": "proposition", "id": row[0], "question": row[1], "holds": HOLDS[row[2]], "frame": row[3],
            "agent": row[4], "patient": row[5], "words": row[6]}


def stances(field, polarity):
    """"P05 !P12", asserted -> {"P05": "for", "P12": "against"}; the other way round when it is denied."""
    names = [] if field == "-" else field.split()
    return {n.lstrip("!"): "for" if (polarity == "assert") != n.startswith("!") else "against" for n in names}


def claim(case, document, number, row):
    kind, _, name = row[0].partition(" ")
    if name and name.lower() not in document.text.lower():
        raise Wrong(f"{document.name}: no such words for a source: {name}")
    place, polarity = document.find(row[3]), "assert" if row[1][0] == "+" else "deny"
    return {"kind": "claim", "id": f"C{number:03}", "document": document.name, "span": document.span(place),
            "words": document.words(place), "source_kind": kind, "source": name or None,
            "polarity": polarity, "certainty": CERTAINTY[row[1][1:]], "stances": stances(row[2], polarity)}


def two_places(case, row):
    """Where a plant stands in the two documents it ties together: from, to, words, words."""
    first, second = case[row[0]], case[row[1]]
    return first, first.find(row[2]), second, second.find(row[2] if row[3] == "=" else row[3])


def copy(case, row):
    source, there, target, here = two_places(case, row[2:])
    equal, run, same = compare(source.words(there), target.words(here))
    if row[1] not in TYPES:
        raise Wrong(f"{row[0]}: no type of copy: {row[1]}")
    if row[1] in VERBATIM and (not same or equal < RUN_LEAST):
        raise Wrong(f"{row[0]}: said to be verbatim, but {equal} tokens are equal, and all: {same}")
    if row[1] != "rewrite" and run < RUN_LEAST:
        raise Wrong(f"{row[0]}: the longest equal run has only {run} tokens")
    return {"kind": "copy", "id": row[0], "type": row[1], "from": source.name, "to": target.name,
            "from_span": source.span(there), "to_span": target.span(here), "tokens": equal, "longest_run": run,
            "verbatim": same, "begins": source.words(there)[:40], "ends": source.words(there)[-40:]}


def tied(kind, case, row):
    """A drift or a withdrawal: two quotations in two documents."""
    first, there, second, here = two_places(case, row[2:])
    names = ("from", "to") if kind == "drift" else ("by", "of")
    return {"kind": kind, "id": row[0], "what": row[1], names[0]: first.name, names[1]: second.name,
            f"{names[0]}_span": first.span(there), f"{names[1]}_span": second.span(here),
            f"{names[0]}_words": first.words(there), f"{names[1]}_words": second.words(here)}


def utterance(case, row):
    places = []
    for field in row[4:]:
        name, words = field.split(": ", 1)
        place = case[name].find(words)
        places.append({"document": name, "span": case[name].span(place), "words": case[name].words(place)})
    return {"kind": "utterance", "id": row[0], "speaker": row[1], "date": row[2], "propositions": row[3].split(),
            "places": places}


def circle(case, row):
    names = row[1].split()
    for name in names:
        case[name]
    return {"kind": "circle", "id": row[0], "documents": names, "propositions": row[2].split(), "words": row[3]}


def note(case, row):
    place = case[row[2]].find(row[3])
    return {"kind": "note", "id": row[0], "what": row[1], "document": row[2], "span": case[row[2]].span(place),
            "words": case[row[2]].words(place), "why": row[4]}


MAKERS = {"question": question, "proposition": proposition, "copy": copy, "utterance": utterance, "circle": circle,
          "note": note, "drift": lambda c, r: tied("drift", c, r), "withdrawal": lambda c, r: tied("withdrawal", c, r)}


def plant_rows():
    for number, line in enumerate(PLANTS.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, [field.strip() for field in line.split("|")]


def make_truth(case):
    """All plants as records, in the order of the plants file, after the documents."""
    truth = [dict(kind="document", document=d.name, **d.facts) for d in case.values()]
    document, claims, wrong = None, 0, []
    for number, row in plant_rows():
        try:
            if row[0] == "in":
                document = case[row[1]]
            elif row[0] == "claim":
                claims += 1
                truth.append(claim(case, document, claims, row[1:]))
            else:
                truth.append(MAKERS[row[0]](case, row[1:]))
        except (Wrong, KeyError, IndexError) as error:
            wrong.append(f"{PLANTS.name}:{number}: {type(error).__name__}: {error}")
    if wrong:
        raise Wrong("\n".join(wrong))
    return truth


def written(truth):
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in truth)


def main(arguments):
    try:
        new = written(make_truth(read_case()))
    except Wrong as error:
        print(error, file=sys.stderr)
        return 1
    if arguments == ["--check"]:
        same = TRUTH.read_text(encoding="utf-8") == new
        print(f"{TRUTH.name}: " + ("is what {0} gives" if same else "differs from what {0} gives").format(PLANTS.name))
        return 0 if same else 1
    if arguments:
        print(__doc__, file=sys.stderr)
        return 2
    TRUTH.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
