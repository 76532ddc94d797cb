"""The house's own rules that a machine can check: size of files, no leftovers, no name of an actor in code."""
import glob, os, re, sys

project = sys.argv[1]
faults = []


def sources():
    for top in ("src", "include", "tests"):
        for folder, _, names in os.walk(os.path.join(project, top)):
            for name in sorted(names):
                if name.endswith((".c", ".h")):
                    yield os.path.relpath(os.path.join(folder, name), project)


def actor_names():
    """Names of the lexicons of actors that are long enough not to be words of the language."""
    names = set()
    for path in sorted(glob.glob(os.path.join(project, "data", "lexicon", "actors*.tsv"))):
        names |= names_of(path)
    assert len(names) > 100, "no lexicon of actors was read"
    return names


def names_of(path):
    names = set()
    header = None
    for line in open(path, encoding="utf-8"):
        if line.startswith("#") or not line.strip():
            continue
        fields = [f.strip() for f in line.rstrip("\n").split("\t")]
        if header is None:
            header = fields
            continue
        row = dict(zip(header, fields))
        if len(row.get("name", "")) > 5 and row["name"][0].isupper():
            names.add(row["name"])
    return names


ACTORS = actor_names()
for path in sources():
    text = open(os.path.join(project, path), encoding="utf-8").read()
    lines = text.splitlines()
    if len(lines) > 800 and path.startswith(("src", "include")):
        faults.append("%s: %d lines (at most 800)" % (path, len(lines)))
    if not text.lstrip().startswith("/*"):
        faults.append("%s: no comment at its head" % path)
    code = re.sub(r"/\*.*?\*/", lambda m: re.sub(r"[^\n]", " ", m.group()), text, flags=re.S).splitlines()
    for number, line in enumerate(lines, 1):
        if re.search(r"\b(TODO|FIXME|XXX)\b", line):
            faults.append("%s:%d: a leftover" % (path, number))
        if path.startswith("src"):
            for literal in re.findall(r'"((?:[^"\\]|\\.)*)"', code[number - 1]):
                words = re.findall(r"\w+", literal)
                runs = {" ".join(words[i:k]) for i in range(len(words)) for k in range(i + 1, min(i + 7, len(words)) + 1)}
                faults += ["%s:%d: the name of an actor in code: %s" % (path, number, name) for name in runs & ACTORS]
for fault in faults:
    print(fault)
print("1 passed, 0 failed" if not faults else "0 passed, 1 failed")
sys.exit(1 if faults else 0)
