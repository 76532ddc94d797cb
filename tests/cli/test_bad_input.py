"""Bad input gets one clear line that names the file and the place, is skipped, loses nothing else, and shows in the
exit status."""
from program import *

GOOD = b"Good news\nThe Courier, 2 March 2031\n\nThe dam held, the engineer said.\n"


def one_bad_file(name, content, *must_say):
    with Folder() as f:
        f.file("in/a-good.txt", GOOD)
        f.file("in/" + name, content)
        f.file("in/z-good.txt", GOOD + b"The gate was shut.\n")
        status, out, err = f.run("add", "in/a-good.txt", "in/" + name, "in/z-good.txt")
        lines = err.splitlines()
        check(status == 1, name, "status", status, err)
        check(len(lines) == 1 and name in lines[0], name, lines)
        check(all(m in lines[0] for m in must_say), name, lines)
        check("2 documents added" in out, out)
        status, out, _ = f.run("unread")
        check(status == 0 and name in out, out)
        check(f.run("verify")[0] == 0)


HEAD = b"source,object,attribute,value"


def table(content, status, answers, *lines, schema=None):
    """What hearsay weigh says of a table: exit status, lines of answers, and the lines of what is wrong."""
    with Folder() as f:
        f.file("t.csv", content)
        more = ["--schema", f.file("schema.csv", schema)] if schema else []
        got, out, err = f.run("weigh", "t.csv", *more)
        said = err.splitlines()
        check(got == status, content[:60], "status", got, err)
        check(len(out.splitlines()) == answers, content[:60], "answers", len(out.splitlines()), out[:300])
        check(len(said) == len(lines), content[:60], said)
        for want, line in zip(lines, said):
            check(all(w in line for w in want), want, line)


def tables_without_rows():
    for content in b"", b"\n\n", b"\xEF\xBB\xBF":
        table(content, 1, 0, ["table is empty"])
    table(HEAD + b"\n", 1, 0, ["line 1", "no row"])
    table(b"a,b,c,d\n1,2,3,4\n", 1, 0, ["line 1", "no column", "source"])
    table(HEAD + b",value\n1,2,3,4,5\n", 1, 0, ["line 1", "two columns", "value"])
    table(b'source,"object\n1,2,3,4\n', 1, 0, ["line 1, column 2", "never closes"])


def columns_nobody_hears_are_told():
    table(HEAD + b",weight\na,o,x,1,-3\n", 0, 2, ["t.csv: line 1, column 5 (weight)", "passed over"])
    table(HEAD + b",polaritty\na,o,x,1,deny\n", 0, 2, ["column 5 (polaritty)", "passed over"])


def rows_that_cannot_be_read_are_left_out():
    ways = [(b"b,o,x", ["line 3, column 3", "3 columns"]), (b"b,o,x,2,3", ["line 3, column 4", "5 columns"]),
            (b"b,o,x,2\0", ["line 3, column 4", "NUL"]), (b"b,o,\xff,2", ["line 3, column 3", "UTF-8"]),
            (b'b,o,x,"2', ["line 3, column 4", "never closes"]), (b'b,o,x,2"', ["line 3, column 4", "quote"]),
            (b'b,o,"x"y,2', ["line 3, column 3", "closing quote"]), (b",o,x,2", ["line 3, column 1 (source)", "empty"]),
            (b"b,o,x,", ["line 3, column 4 (value)", "empty"]), (b"b,o\x1f,x,2", ["line 3, column 2 (object)", "control"]),
            (b"b,o,x," + b"v" * 1000000, ["line 3, column 4 (value)", "4096"])]
    for row, want in ways:
        table(HEAD + b"\na,o,x,1\n" + row + b"\nc,o,x,3\n", 1, 3, ["t.csv: " + want[0], *want[1:]])
        table(b"\xEF\xBB\xBF" + HEAD + b"\r\na,o,x,1\r\n" + row + b"\r\nc,o,x,3\r\n", 1, 3, want)


def words_where_a_column_wants_others():
    table(HEAD + b",time,polarity,certainty\na,o,x,1,nan,,\nb,o,x,2,inf,,\nc,o,x,3,1e400,,\nd,o,x,4,1,no,\n"
          b"e,o,x,5,2031-02-30,,\nf,o,x,6,,,-1\ng,o,x,7,,deny,probable\n", 1, 2,
          ["line 2, column 5 (time)"], ["line 3, column 5 (time)"], ["line 4, column 5 (time)"],
          ["line 5, column 6 (polarity)"], ["line 6, column 5 (time)"], ["line 7, column 7 (certainty)"])
    table(HEAD + b"\na,o,x,nan\nb,o,x,-Inf\nc,o,x,5\nd,o,x,n/a\n", 1, 3, ["line 2, column 4 (value)", "finite"],
          ["line 3, column 4 (value)", "finite"], schema=b"attribute,type,tolerance\nx,num,0.1\n")
    for tolerance in b"-1", b"nan", b"x":
        table(HEAD + b"\na,o,x,1\n", 1, 0, ["schema.csv:2, column 3"],
              schema=b"attribute,type,tolerance\nx,num," + tolerance + b"\n")


def odd_tables_that_are_none_the_worse():
    table(HEAD + b"\n1,o,x,1\no,o,x,o\nx,x,x,x\n", 0, 4)  # sources named like values and objects
    rows = b"".join(b"s%d,o,x,v%d\n" % (i % 500, i) for i in range(100000))
    table(HEAD + b"\n" + rows, 0, 100001)
    with Folder() as f:
        f.file("one.csv", HEAD + b"\na,o,x,1\nb,o,x,2\n")
        f.file("many.csv", HEAD + b"\n" + b"a,o,x,1\n" * 1000 + b"b,o,x,2\n")
        one, many = ([line.split(",") for line in f.run("weigh", name)[1].splitlines()] for name in ("one.csv", "many.csv"))
        check(many[1][6] == "1000" and many[1][8] == "1", many)
        check([row[:6] for row in one] == [row[:6] for row in many], one, many)


def empty_file():
    one_bad_file("empty.txt", b"")


def binary_file():
    one_bad_file("program.txt", b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 20)


def picture():
    one_bad_file("picture.html", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)


def a_line_too_long():
    with Folder() as f:
        path = f.file("long.jsonl")
        with open(path, "wb") as out:
            out.write(b'{"id":"a","text":"The dam held, she said."}\n')
            out.truncate(1 << 30)  # a gigabyte of NUL bytes in one line
            out.seek(0, 2)
            out.write(b'\n{"id":"b","text":"The gate was shut, he said."}\n')
        status, out, err = f.run("add", "long.jsonl")
        check(status == 1 and "long.jsonl:2" in err and "limit" in err, status, err)
        check("2 documents added" in out, out)
        status, out, err = f.run("add", "--type", "text/plain", "long.jsonl")
        check(status == 1 and "limit" in err, err)


def broken_records():
    bad = [b"{", b"[]", b"12", b'{"id":1}', b'{"text":5}', b'{"text":"x","publisher":[]}', b'{"text":"x","date":"soon"}',
           b'{"text":"' + b"[" * 10 + b'"', b"[" * 100000, b'{"text":""}']
    with Folder() as f:
        f.file("r.jsonl", b"\n".join([b'{"text":"The dam held, she said."}'] + bad + [b'{"text":"The gate was shut."}', b""]))
        status, out, err = f.run("add", "r.jsonl")
        lines = err.splitlines()
        check(status == 1 and "2 documents added" in out, status, out, err)
        check(len(lines) == len(bad), len(lines), err)
        for n, line in enumerate(lines, 2):
            check("r.jsonl:%d: " % n in line, n, line)


def strange_but_readable():
    with Folder() as f:
        f.file("utf8.txt", "The dam held \u2014 she said \u201cyes\u201d \u2014 twice.\n".encode() * 5 + b"\xff Broken bytes follow.\n")
        f.file("utf16.txt", "The dam held, she said.\n".encode("utf-16"))
        f.file("latin.txt", "The caf\u00e9 and the na\u00efve r\u00e9sum\u00e9 were shut, she said.\n".encode("cp1252"))
        f.file("cut.html", b"<html><body><p>The dam held, she said.</p><p>The gate was <b")
        f.file("deep.html", b"<div>" * 100000 + b"The dam held, she said." + b"</div>" * 100000)
        f.file("caps.txt", b"THE DAM HELD, SHE SAID. THE GATE WAS SHUT.\n")
        f.file("nopunct.txt", b"the dam held she said the gate was shut and nobody came " * 20)
        status, out, err = f.run("add", *sorted(os.listdir(f.path)))
        check(status in (0, 1), status)
        read = 7 - len(err.splitlines())
        check("%d documents added" % read in out and read >= 6, out, err)
        check(all("deep.html" in line for line in err.splitlines()), err)
        check(f.run("verify")[0] == 0)
        notes = " ".join(d["notes"] for d in f.rows("documents"))
        for note in ("capitals", "no sentence boundaries", "some bytes unreadable", "ends too early", "encoding"):
            check(note in notes, note, "is not noted:", notes)


def what_is_not_there_or_locked():
    with Folder() as f:
        f.file("good.txt", GOOD)
        status, out, err = f.run("add", "none.txt", "good.txt")
        check(status == 1 and "none.txt" in err and "1 document added" in out, err)
        if os.geteuid() != 0:
            os.mkdir(os.path.join(f.path, "locked"), 0)
            status, out, err = f.run("add", "locked", "good.txt")
            check(status == 1 and "locked" in err, err)


def foreign_case_files():
    import sqlite3
    with Folder() as f:
        f.file("good.txt", GOOD)
        f.file("text.hearsay", b"This is no database, though it is long enough to be one." * 40)
        db = sqlite3.connect(os.path.join(f.path, "other.hearsay"))
        db.execute("CREATE TABLE t (x)")
        db.commit()
        db.close()
        f.run("add", "-C", "newer.hearsay", "good.txt")
        db = sqlite3.connect(os.path.join(f.path, "newer.hearsay"))
        db.execute("PRAGMA user_version = 9999")
        db.commit()
        db.close()
        f.file("cut.hearsay", open(os.path.join(f.path, "newer.hearsay"), "rb").read()[:5000])
        os.mkdir(os.path.join(f.path, "folder.hearsay"))
        for name in ("text", "other", "newer", "cut", "folder"):
            before = None if name == "folder" else open(os.path.join(f.path, name + ".hearsay"), "rb").read()
            for words in (["claims"], ["add", "good.txt"]):
                status, out, err = f.run(words[0], "-C", name + ".hearsay", *words[1:])
                check(status == 1 and name + ".hearsay" in err and len(err.splitlines()) == 1, name, words, status, err)
            if before is not None:
                check(open(os.path.join(f.path, name + ".hearsay"), "rb").read() == before, name, "was changed")


def verify_goes_on_after_a_broken_document():
    import sqlite3
    with Folder() as f:
        for n in range(4):
            f.file("%d.txt" % n, b"The dam number %d held, the engineer said.\n" % n)
        f.run("add", "0.txt", "1.txt", "2.txt", "3.txt")
        ids = [d["document"] for d in f.rows("documents")]
        db = sqlite3.connect(os.path.join(f.path, "case.hearsay"))
        row = {"sha256:" + sha: number for number, sha in db.execute("SELECT id, sha256 FROM documents")}
        for table in ("documents", "_originals"):
            db.execute("DROP TRIGGER %s_no_update" % table)
        db.execute("UPDATE _originals SET zlib = x'00' WHERE document_id = ?", (row[ids[0]],))
        db.execute("UPDATE documents SET text = 'cut' WHERE id = ?", (row[ids[2]],))
        db.commit()
        db.close()
        status, out, err = f.run("verify")
        check(status == 1 and not err, status, err)
        for n, told in ((0, True), (1, False), (2, True), (3, False)):
            check((ids[n] in out) == told, n, out)
        check("4 documents" in out, out)


def output_that_cannot_be_written():
    with Folder() as f:
        f.file("good.txt", GOOD)
        f.run("add", "good.txt")
        if os.path.exists("/dev/full"):
            status, _, err = f.run("export", "--output", "/dev/full", "--force")
            check(status == 1 and "/dev/full" in err, status, err)
        status, _, err = f.run("export", "--output", "none/case.jsonl")
        check(status == 1 and "none/case.jsonl" in err and len(err.splitlines()) == 1, err)
        check(f.run("export", "--output", "case.jsonl")[0] == 0)
        check(not [name for name in os.listdir(f.path) if ".new-" in name], os.listdir(f.path))
        status, _, err = f.run("export", "--output", "good.txt")
        check(status == 2 and "--force" in err, err)


def catches(pid, number):
    with open("/proc/%d/status" % pid) as status:
        caught = next(line for line in status if line.startswith("SigCgt:"))
    return int(caught.split()[1], 16) >> (number - 1) & 1


def interrupted_and_taken_up_again():
    import signal, time
    with Folder() as f:
        records = b"".join(b'{"id":"%d","text":"The dam number %d held, the engineer said on Monday."}\n' % (i, i) for i in range(3000))
        f.file("many.jsonl", records)
        env = dict(os.environ, HEARSAY_DATA=os.path.join(PROJECT, "data"))
        p = subprocess.Popen([HEARSAY, "add", "many.jsonl"], cwd=f.path, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        # A busy machine may take long to come as far as catching the signal.
        while p.poll() is None and not catches(p.pid, signal.SIGINT):
            time.sleep(0.01)
        time.sleep(0.5)
        p.send_signal(signal.SIGINT)
        _, err = p.communicate(timeout=120)
        check(p.returncode in (0, 1), p.returncode, err)
        if p.returncode == 1:
            check(b"interrupted" in err, err)
        p = subprocess.Popen([HEARSAY, "add", "many.jsonl"], cwd=f.path, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(0.7)
        p.kill()
        p.communicate()
        check(f.run("verify")[0] == 0)
        status, out, err = f.run("add", "many.jsonl")
        check(status == 0, out, err)
        check(len(f.rows("documents")) == 3000)


def dictionaries_and_trees_of_others():
    trees = "1\tKarren\tKarren\tPROPN\t_\t_\t2\tnsubj\t_\t_\n2\tleft\tleave\tVERB\t_\t_\t0\troot\t_\t_\n\n"
    with Folder() as f:
        verbs = f.file("verbs", "--- LEAVE [080] ---\nLEAVE {LEFT}\n- * WITHOUT A CODE\n")
        record = lambda text: json.dumps({"id": text, "text": text, "conllu": trees}).encode() + b"\n"
        status, out, err = f.run("extract", "--dictionary", verbs, stdin=record("Karren left") + record("Vanta left"))
        check(status == 1 and len(out.splitlines()) == 1, status, out)
        check(json.loads(out)["claims"][0]["event_code"] == "080", out)
        check("verbs: line 3: a pattern without a code (lines passed over: 1)" in err, err)
        check("in:2" in err and "are not those of" in err, err)
        status, out, err = f.run("extract", "--dictionary", f.file("none", "- B * C [03]\n"), stdin=record("Karren left"))
        check(status == 1 and not out and "none: no verb and no pattern in it" in err, status, err)


def lines_of_a_table_that_could_never_be_read():
    record = b'{"id": "1", "text": "The rebels manhandled the driver."}\n'
    for line, words in (("manhandle +@nosuch\tVERB\tsubject\tobject\tassaults\t18\tASSAULT\tG manhandled H\tours", "no noun is of the class \"@nosuch\""),
                        ("manhandle\tVERB\tsubject\tobject\tassaults\t18", "no source: a column is missing or empty"),
                        ("manhandle\tVERB\tsubject\tobject\tassaults\t18\tASSAULT\tG manhandled H\tours", None)):
        with Folder() as f:
            shutil.copytree(os.path.join(PROJECT, "data", "lexicon"), os.path.join(f.path, "data", "lexicon"))
            os.symlink(os.path.join(PROJECT, "data", "models"), os.path.join(f.path, "data", "models"))
            with open(os.path.join(f.path, "data", "lexicon", "frames.tsv"), "a", encoding="utf-8") as table:
                table.write(line + "\n")
            status, out, err = f.run("extract", "--data", os.path.join(f.path, "data"), stdin=record)
            if words:
                check(status != 0 and not out and "frames.tsv: line " in err and words in err, status, out, err)
            else:
                check(status == 0 and json.loads(out)["claims"][0]["frame"] == "assaults", status, out, err)


run_all([lines_of_a_table_that_could_never_be_read, dictionaries_and_trees_of_others, empty_file, binary_file, picture, a_line_too_long, broken_records, strange_but_readable,
         what_is_not_there_or_locked, foreign_case_files, output_that_cannot_be_written, verify_goes_on_after_a_broken_document, interrupted_and_taken_up_again,
         tables_without_rows, columns_nobody_hears_are_told, rows_that_cannot_be_read_are_left_out,
         words_where_a_column_wants_others, odd_tables_that_are_none_the_worse])
