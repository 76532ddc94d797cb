"""Actors of the sample case with all names they go by, invented ones, and texts in which one stands for another.

A swap leaves everything else as it stands: a name of five words gives way to one of one word, in small letters, in
capitals, over a line break.  Only names that a lexicon knows are swapped: promise 3 begins once a name is recognised.
"""
import json, random, re

# class, names: the first is the full one, the others go in the same order as those of whoever takes its place.
ACTORS = [
    ("organisation", "League of the Nine Valleys", "League"),
    ("organisation", "Ninth Valley Column", "Column"),
    ("organisation", "Karsa Strait Observer Mission", "Mission"),
    ("organisation", "Harbour Police"),
    ("organisation", "Customs Service"),
    ("organisation", "Seamen's Hospital"),
    ("place", "Kestria"),
    ("place", "Halvern"),
    ("place", "Aldmoor"),
    ("place", "Port Lorrow"),
    ("place", "Candemar"),
    ("person", "Iseth Corrow", "Corrow"),
    ("person", "Wenna Pike", "Pike"),
    ("person", "Kettil Roake", "Roake"),
    ("person", "Petra Hollin", "Hollin"),
    ("person", "Ansel Pryor", "Pryor"),
    ("person", "Tavin Threll", "Threll"),
    ("person", "Tobin Reave", "Reave"),
]
BEGINNINGS = "B Br D Dr F G Gl H J K Kr L M N P Pr R S St T Tr V W Z".split()
MIDDLES = "a e i o u ai ea oo".split()
ENDS = "l m n r s th sk nd rg x".split()


def invented_word(r):
    word = "".join(r.choice(BEGINNINGS).lower() + r.choice(MIDDLES) for _ in range(r.randint(1, 3)))
    return (word + r.choice(ENDS)).capitalize()


def invented(r, actor, taken, signs):
    """Somebody of the same class with as many names, of one to five words, two at least for whoever has a short name too
    or signs documents (a masthead or byline of one word is none); no word stands in `taken`."""
    def word():
        while True:
            w = invented_word(r)
            if w.lower() not in taken and len(w) > 3:
                taken.add(w.lower())
                return w
    full = [word() for _ in range(r.randint(2 if signs or actor[2:] else 1, 5))]
    return (actor[0], " ".join(full), *(word() for _ in actor[2:]))


def lexicon(actors):
    lines = ["key\tname\talias\tclass\tcode\tparent\tkind\tsource"]
    for i, (kind, name, *aliases) in enumerate(actors):
        lines.append("\t".join(("swap/%d" % i, name, "|".join(aliases), kind, "", "", "name", "test")))
    return "\n".join(lines) + "\n"


class Swap:
    """Puts each of two actors in the place of the other; `only` of them if the second is nowhere in the texts."""

    def __init__(self, a, b):
        assert a[0] == b[0] and len(a) == len(b)
        self.a, self.b = a, b
        self.to = {}
        for x, y in zip(a[1:], b[1:]):
            for change in (str, str.upper):
                self.to.setdefault(change(x), change(y))
                self.to.setdefault(change(y), change(x))
        self.names = self.pattern(sorted(self.to, key=len, reverse=True))

    @staticmethod
    def pattern(names):
        return re.compile(r"(?<!\w)(?:%s)(?!\w)" % "|".join(re.escape(n).replace("\\ ", r"\s+") for n in names))

    def put(self, text):
        """The same in the texts and, backwards, in what is shown of them."""
        return self.names.sub(lambda m: self.to[" ".join(m.group().split())], text)

    def put_folded(self, shown):
        """The same in words of which only the folded letters are kept."""
        to = {x.lower(): y.lower() for x, y in self.to.items()}
        names = self.pattern(sorted(to, key=len, reverse=True))
        return names.sub(lambda m: to[m.group()], shown)

    def __str__(self):
        return "%s <-> %s" % (", ".join(self.a[1:]), ", ".join(self.b[1:]))


def straighten(text):
    """No name is broken over two lines: where the lines of a text end is not what is tested here."""
    for actor in ACTORS:
        for name in actor[1:]:
            text = re.sub(r"(?<!\w)%s(?!\w)" % re.escape(name).replace("\\ ", r"\s+"), name, text)
    return text
