"""However documents come in, the case is the same: in random batches and orders, on any number of threads, as lines of
one JSONL or of many, twice, or with the process killed at random moments and the same command given again.

    test_goes.py PROGRAM PROJECT SEED TURNS
"""
import os, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))

import random, signal, time

from program import *

SEED, TURNS = int(sys.argv[3]), int(sys.argv[4])
FILES = [os.path.join(SAMPLE, name) for name in sorted(os.listdir(SAMPLE))]
TOPICS = ["the dam", "the ferry", "the crane", "Sorrel", "the Tallow Front", "the old lighthouse"]
RECORDS = [json.dumps({"id": str(n), "publisher": "The Paper %d" % (n % 7), "date": "2031-05-%02d" % (n % 28 + 1),
                       "text": "The %s said that Vanta attacked %s on the %dth day. Nobody was hurt." %
                       ("clerk baker nurse envoy".split()[n % 4], TOPICS[n % 6], n)}) for n in range(120)]


def export(f, case):
    status, out, err = f.run("export", "-C", case)
    check(status == 0, err)
    return out


def add(f, case, *paths, threads=1):
    status, _, err = f.run("add", "-C", case, "--threads", str(threads), *paths)
    check(status == 0, err)


def in_random_goes():
    r = random.Random(SEED)
    with Folder() as f:
        add(f, "first", *FILES)
        first = export(f, "first")
        for turn in range(TURNS):
            files = FILES + r.sample(FILES, 5)  # some twice
            r.shuffle(files)
            case, threads = "turn%d" % turn, r.choice((1, 2, 3, 8))
            while files:
                n = r.randint(1, len(files))
                add(f, case, *files[:n], threads=threads)
                files = files[n:]
            check(export(f, case) == first, "seed", SEED, "turn", turn, "on", threads, "threads")


def records_of_one_file_or_many():
    r = random.Random(SEED)
    with Folder() as f:
        f.file("one.jsonl", "\n".join(RECORDS) + "\n")
        add(f, "one", "one.jsonl")
        first = export(f, "one")
        for turn in range(TURNS):
            lines, names = RECORDS[:], []
            r.shuffle(lines)
            while lines:
                n = r.randint(1, 50)
                names.append(f.file("t%d/%d.jsonl" % (turn, len(names)), "\n".join(lines[:n])))
                lines = lines[n:]
            add(f, "t%d.case" % turn, *names, threads=r.choice((1, 4)))
            check(export(f, "t%d.case" % turn) == first, "seed", SEED, "turn", turn)


def killed_and_taken_up_again():
    r = random.Random(SEED)
    env = dict(os.environ, HEARSAY_DATA=os.path.join(PROJECT, "data"))
    with Folder() as f:
        f.file("r.jsonl", "\n".join(RECORDS) + "\n")
        paths = FILES[:15] + ["r.jsonl"]
        begun = time.time()
        add(f, "whole", *paths)
        longest, whole, killed = time.time() - begun, export(f, "whole"), 0
        for turn in range(TURNS):
            case = "k%d" % turn
            for _ in range(r.randint(1, 3)):
                p = subprocess.Popen([HEARSAY, "add", "-C", case, "--threads", "2", *paths], cwd=f.path, env=env,
                                     stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                time.sleep(r.random() * longest)
                p.send_signal(signal.SIGKILL)
                killed += p.wait() == -signal.SIGKILL
                if os.path.exists(os.path.join(f.path, case)):
                    status, out, _ = f.run("verify", "-C", case)
                    check(status == 0 or "documents" not in out, "a killed run leaves", out)
            add(f, case, *paths)
            check(export(f, case) == whole, "seed", SEED, "turn", turn)
            check(f.run("verify", "-C", case)[0] == 0)
        print("  killed %d times" % killed)


run_all([in_random_goes, records_of_one_file_or_many, killed_and_taken_up_again])
