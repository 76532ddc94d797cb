"""The same documents give the same bytes: added in any order, in one go or many, on one thread or two, by a build of
another compiler if there is one beside this."""
import random

from program import *


def export(folder, case, program=HEARSAY):
    status, out, err = folder.run("export", "-C", case, program=program)
    check(status == 0, err)
    return out


def main():
    files = sorted(os.path.join(SAMPLE, name) for name in os.listdir(SAMPLE))
    other = os.path.join(PROJECT, "build-clang", "hearsay")
    with Folder() as f:
        f.run("add", "-C", "first", "--threads", "1", *files)
        first = export(f, "first")
        check(len(first) > 10000)

        def in_any_order():
            for seed in range(3):
                shuffled = files[:]
                random.Random(seed).shuffle(shuffled)
                f.run("add", "-C", "order%d" % seed, "--threads", str(1 + seed % 2), *shuffled)
                check(export(f, "order%d" % seed) == first, "order of seed", seed)

        def in_two_goes():
            f.run("add", "-C", "two", *files[:20])
            f.run("add", "-C", "two", *files[20:], *files[:5])
            check(export(f, "two") == first)

        def by_another_compiler():
            if not os.path.exists(other):
                print("skipped: no", other)
                return
            f.run("add", "-C", "other", *files, program=other)
            check(export(f, "other", program=other) == first)

        run_all([in_any_order, in_two_goes, by_another_compiler])


main()
