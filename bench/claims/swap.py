#!/usr/bin/env python3
"""Promise 3 for claims, on texts as they are: two actors of a document change their names; nothing else may change.

  swap.py [PROGRAM [DATA [SWAPS [SEED]]]] [--lexicon-only] [--show N]     default: build/hearsay ../shared/data 1000 1

Documents are drawn evenly from all corpora of DATA.  In each, two names of one class that the program finds there (or one,
where there are no two) give way to others: invented ones, or names of other documents; in half of the swaps one has a single word
and the other five.  They share no word with another name there, have no acronym, and no lexicon of ours knows them: else more would
have to change with them.  The text is written twice, with the two either way round, and read by `extract --events`.  Compared
are all claims, attributions, labels and events, every span by its bytes after the names are put back.  The names are in a
lexicon, so that they are recognised; where the model of names finds other names *around* them (it looks at letters: that is what
recognising is), the document is counted apart and another drawn in its place; so is one whose lines
are joined, parted or taken for headings in another way, since a line became longer.  With --lexicon-only that model is left out.
"""
import argparse, bisect, collections, glob, gzip, json, lzma, os, random, re, shutil, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
PROJECT = os.path.join(HERE, "..", "..")
sys.path.insert(0, os.path.join(PROJECT, "tests", "property"))
from names import invented_word

MOST_BYTES = 6000  # of a document: speeches of hours say no more about names
TABLE = "key\tname\talias\tclass\tcode\tparent\tkind\tsource"


def lines_of(path):
    opened = {".gz": gzip.open, ".xz": lzma.open}.get(os.path.splitext(path)[1], open)
    with opened(path, "rt", encoding="utf-8") as f:
        yield from f


def corpora(data):
    """All records of each corpus that has any, by name."""
    root = os.path.join(data, "corpora")
    for name in sorted(os.listdir(root)):
        files = [os.path.join(root, name, f) for f in sorted(os.listdir(os.path.join(root, name)))
                 if f.startswith("docs") and ".jsonl" in f] if os.path.isdir(os.path.join(root, name)) else []
        if files:
            yield name, [line for path in files for line in lines_of(path)]


def drawn(r, data, count):
    """Documents, the same number of each corpus as far as it has so many."""
    every = {name: r.sample(lines, len(lines)) for name, lines in corpora(data)}
    chosen = []
    while len(chosen) < count and any(every.values()):
        for lines in every.values():
            if lines and len(chosen) < count:
                chosen.append(json.loads(lines.pop()))
    for number, d in enumerate(chosen):
        d["id"], d["text"] = str(number), cut(d["text"])
    return chosen


def known_words():
    """All words of names that the program's lexicon knows: such a name brings more than its letters (a code, a state, aliases)."""
    found = set()
    for path in glob.glob(os.path.join(PROJECT, "data", "lexicon", "actors-*.tsv")):
        for line in open(path, encoding="utf-8"):
            field = line.rstrip("\n").split("\t")
            if len(field) > 2 and not line.startswith("#"):
                found |= words(field[1] + " " + field[2])
    return found - {"of", "the", "and", "for"}


def cut(text):
    if len(text.encode()) <= MOST_BYTES:
        return text
    short = text.encode()[:MOST_BYTES].decode(errors="ignore")
    return short[:max(short.rfind("\n"), short.rfind(". ") + 1)] or short


def run(program, command, documents, data):
    """What the program prints; a document that it refuses (status 1, told on stderr) is not among it."""
    done = subprocess.run([program, *command, "--data", data], input="".join(json.dumps(d) + "\n" for d in documents), text=True,
                          stdout=subprocess.PIPE)
    assert done.returncode in (0, 1), done.returncode
    return [json.loads(line) for line in done.stdout.splitlines()]


def cut_and_named(program, documents, data):
    """Of each document, its sentences: (begin, end, a heading?); and the names: (span, class)."""
    sentences, found = collections.defaultdict(list), collections.defaultdict(list)
    for row in run(program, ["parse", "--from", "jsonl", "--json"], documents, data):
        sentences[row["document"]].append((*row["span"], row.get("heading", False)))
        found[row["document"]] += [(tuple(u["span"]), u["name"]) for u in row["units"] if "name" in u]
    return sentences, found


def words(name):
    return set(re.findall(r"\w+", name.lower()))


def initials(name):
    return "".join(w[0] for w in name.split() if w[0].isupper())


def stands_alone(name, names, text):
    """No other name of the document is a part, a longer form, a demonym or an acronym of this one, and none is given in brackets."""
    mine = {w[:4] for w in words(name)}
    if re.search(r"%s[\"'”’]?\s*[(\[]|[(\[]\s*%s\s*[)\]]" % (re.escape(name), re.escape(name)), " ".join(text.split())):
        return False
    return not any(n != name and (mine & {w[:4] for w in words(n)} or initials(n) == name.replace(".", "") or
                                  initials(name) == n.replace(".", "")) for n in names)


def pattern(names):
    each = sorted((re.escape(n).replace("\\ ", r"\s+") for n in names), key=len, reverse=True)
    return re.compile(r"(?<![\w'-])(?:%s)(?![\w-])" % "|".join(each))


class Swaps:
    """Draws for a document whom to swap and with which names; keeps what the lexicon must know."""

    def __init__(self, r, pool, known):
        self.r, self.pool, self.known, self.rows, self.taken = r, pool, known, [], set()

    def invented(self, count):
        out = []
        while len(out) < count:
            w = invented_word(self.r)
            if len(w) > 3 and w.lower() not in self.taken:
                self.taken.add(w.lower())
                out.append(w)
        return " ".join(out)

    def name(self, kind, count, text):
        """One of `count` words, no word of which stands in the text or in another name of ours."""
        here = words(text)
        others = self.pool[kind, count]
        for chosen in self.r.sample(others, min(len(others), 10)) if self.r.random() < .5 else ():
            if not words(chosen) & (here | self.taken):
                self.taken |= words(chosen)
                return chosen
        return self.invented(count)

    def lengths(self):
        return self.r.choice([(1, 5), (5, 1)]) if self.r.random() < .5 else (self.r.randint(1, 5), self.r.randint(1, 5))

    def of(self, document, found):
        """Both texts with what stands where, or None where no name of two letters is found."""
        raw, kinds = document["text"].encode(), collections.defaultdict(list)
        names = {" ".join(raw[a:b].decode().split()): kind for (a, b), kind in found}
        spans = sorted(span for span, _ in found)
        for (_, end), (begin, stop) in zip(spans, spans[1:]):
            if not raw[end:begin].strip():  # "GREGORIO" and "ROSA CHAVEZ": halves of one
                names.pop(" ".join(raw[begin:stop].decode().split()), None)
        for n, kind in names.items():
            if len(n) > 2 and re.fullmatch(r"\w.*\w", n) and not words(n) & self.known and stands_alone(n, names, document["text"]):
                kinds[kind].append(n)
        pairs = [(k, a, b) for k, names in kinds.items() for a in names for b in names if a < b and not words(a) & words(b)]
        if not pairs:
            pairs = [(k, a, None) for k, names in kinds.items() for a in names]
        if not pairs:
            return None
        kind, a, b = self.r.choice(pairs)
        new = [self.name(kind, n, document["text"]) for n in self.lengths()]
        if document["text"].isupper():
            new = [n.upper() for n in new]
        self.rows += [(n, kind) for n in new]
        return Swap(document, (a, b), new)


class Swap:
    def __init__(self, document, old, new):
        self.old, self.new = old, new
        self.names = pattern([o for o in old if o])
        self.first, self.edges = self.put(document, dict(zip(old, new)))
        self.second, self.other_edges = self.put(document, dict(zip(old, reversed(new))))
        self.starts = [a for a, _ in self.other_edges]
        self.exchanged = dict(zip(new, reversed(new)))
        for change in (str.lower, str.upper):
            self.exchanged.update({change(x): change(y) for x, y in zip(new, reversed(new))})
        self.news = pattern(self.exchanged)

    def put(self, document, to):
        """The document, and where the names came to stand: [start, end) of each, in bytes of its text."""
        edges, out, at = [], "", 0
        for m in self.names.finditer(document["text"]):
            out += document["text"][at:m.start()]
            name = to[" ".join(m.group().split())]
            edges.append((len(out.encode()), len((out + name).encode())))
            out, at = out + name, m.end()
        out += document["text"][at:]
        change = lambda s: self.names.sub(lambda m: to[" ".join(m.group().split())], s)
        return {k: out if k == "text" else change(v) if k != "id" and isinstance(v, str) else v for k, v in document.items()}, edges

    def back(self, offset):
        """Where an offset of the second text stands in the first; inside a name, how far from its end."""
        i = bisect.bisect_right(self.starts, offset) - 1
        if i < 0:
            return offset
        (a, b), (c, d) = self.edges[i], self.other_edges[i]
        return a if offset == c else offset - d + b if offset >= d else "inside %d" % i

    def named(self, text):
        """A string of the results with the two names exchanged, in any case of letters."""
        return self.news.sub(lambda m: self.exchanged.get(" ".join(m.group().split()), m.group()), text)

    def __str__(self):
        return "%s -> %s | %s" % (" , ".join(str(o) for o in self.old), *self.new)


def put_back(x, swap):
    """The results of the second text as they would stand in the first: every [begin, end) of a "span"-like field mapped."""
    if isinstance(x, dict):
        return {k: put_back(v, swap) for k, v in x.items()}
    if isinstance(x, list):
        if len(x) == 2 and all(isinstance(v, int) for v in x):
            return [swap.back(v) for v in x]
        return [put_back(v, swap) for v in x]
    return swap.named(x) if isinstance(x, str) else x


def differences(first, second, swap):
    """Lines that tell what is in one result and not in the other, by kind."""
    found = []
    for kind in ("claims", "attributions", "labels", "events"):
        a = collections.Counter(json.dumps(c, sort_keys=True) for c in first[kind])
        b = collections.Counter(json.dumps(put_back(c, swap), sort_keys=True) for c in second[kind])
        found += ["- %s %s" % (kind, x) for x in (a - b).elements()] + ["+ %s %s" % (kind, x) for x in (b - a).elements()]
    return found


def data_folder(path, rows, with_names):
    """The program's data with one more table of actors."""
    shutil.copytree(os.path.join(PROJECT, "data", "lexicon"), os.path.join(path, "lexicon"))
    os.makedirs(os.path.join(path, "models"))
    for name in os.listdir(os.path.join(PROJECT, "data", "models")):
        if name != "en-names.model" or with_names:
            os.symlink(os.path.abspath(os.path.join(PROJECT, "data", "models", name)), os.path.join(path, "models", name))
    with open(os.path.join(path, "lexicon", "actors-swap.tsv"), "w", encoding="utf-8") as f:
        print(TABLE, *("swap/%d\t%s\t\t%s\t\t\tname\ttest" % (i, *row) for i, row in enumerate(rows)), sep="\n", file=f)


def compare(program, swaps, rows, options, total):
    with tempfile.TemporaryDirectory() as folder:
        data = os.path.join(folder, "data")
        data_folder(data, rows, not options.lexicon_only)
        sides = [[s.first for s in swaps], [s.second for s in swaps]]
        (cut, names), (other_cut, other_names) = (cut_and_named(program, side, data) for side in sides)
        results = [run(program, ["extract", "--events"], side, data) for side in sides]
    results = [{row["id"]: row for row in rows} for rows in results]
    for s in swaps:
        first, second = (rows.get(s.first["id"]) for rows in results)
        if not first or not second:
            total["refused"] += 1
            total["different"] += (first is None) != (second is None)
            continue
        number = s.first["id"]
        if [(s.back(a), s.back(b), heading) for a, b, heading in other_cut[number]] != cut[number]:
            total["other sentences cut"] += 1
            continue
        if [((s.back(a), s.back(b)), kind) for (a, b), kind in other_names[number]] != names[number]:
            total["other names found"] += 1
            continue
        if total["compared"] == options.swaps:
            return
        total["compared"] += 1
        total["one word for five"] += sorted(len(n.split()) for n in s.new) == [1, 5]
        total["claims"] += len(first["claims"])
        found = differences(first, second, s)
        if found:
            total["different"] += 1
            if total["different"] <= options.show:
                print(s.first["id"], s, *found[:8], sep="\n   ", flush=True)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("program", nargs="?", default="build/hearsay")
    p.add_argument("data", nargs="?", default="../shared/data")
    p.add_argument("swaps", nargs="?", type=int, default=1000)
    p.add_argument("seed", nargs="?", type=int, default=1)
    p.add_argument("--lexicon-only", action="store_true")
    p.add_argument("--show", type=int, default=5)
    options = p.parse_args()
    r = random.Random(options.seed)
    documents = drawn(r, options.data, options.swaps * 2)
    found = cut_and_named(options.program, documents, os.path.join(PROJECT, "data"))[1]
    pool, known = collections.defaultdict(dict), known_words()
    for d in documents:
        for (a, b), kind in found[d["id"]]:
            n = " ".join(d["text"].encode()[a:b].decode().split())
            if re.fullmatch(r"[A-Z][a-z]{2,}(?: [A-Z][a-z]+| of| the| and| for)*", n) and not words(n) & known:
                pool[kind, len(n.split())][n] = True
    pool = collections.defaultdict(list, {key: list(names) for key, names in pool.items()})
    total, draw = collections.Counter(), Swaps(r, pool, known)
    swaps = [s for s in (draw.of(d, found[d["id"]]) for d in documents) if s]
    compare(options.program, swaps, draw.rows, options, total)
    print("seed %d: %s" % (options.seed, ", ".join("%d %s" % (n, k) for k, n in sorted(total.items()))))
    return total["different"] > 0 or total["compared"] < options.swaps


if __name__ == "__main__":
    sys.exit(main())
