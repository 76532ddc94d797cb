"""Runs hearsay for the tests of the command line."""
import json, os, shutil, subprocess, sys, tempfile

HEARSAY, PROJECT = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
SAMPLE = os.path.join(PROJECT, "examples", "karsa")


class Folder:
    """A folder of its own with a case in it; removed at the end."""

    def __enter__(self):
        self.path = tempfile.mkdtemp(prefix="hearsay-cli-")
        return self

    def __exit__(self, *_):
        subprocess.run(["chmod", "-R", "u+rwx", self.path])
        shutil.rmtree(self.path)

    def file(self, name, content=b""):
        path = os.path.join(self.path, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as f:
            f.write(content if isinstance(content, bytes) else content.encode())
        return path

    def run(self, *words, stdin=b"", env=None, program=HEARSAY):
        """Exit status, standard output and standard error, decoded."""
        full = dict(os.environ, HEARSAY_DATA=os.path.join(PROJECT, "data"), NO_COLOR="1")
        full.pop("HEARSAY_CASE", None)
        full.update(env or {})
        r = subprocess.run([program, *words], input=stdin, capture_output=True, cwd=self.path, env=full, timeout=550)
        if r.returncode < 0 or b"Sanitizer" in r.stderr or b"runtime error" in r.stderr:
            raise AssertionError("%s: status %d\n%s" % (words, r.returncode, r.stderr.decode(errors="replace")))
        return r.returncode, r.stdout.decode(), r.stderr.decode()

    def rows(self, *words):
        status, out, err = self.run(*words, "--json")
        assert status == 0, (words, status, err)
        return [json.loads(line) for line in out.splitlines()]


def check(condition, *what):
    if not condition:
        raise AssertionError(" ".join(str(w) for w in what))


def run_all(tests):
    failed = 0
    for test in tests:
        try:
            test()
            print("ok    ", test.__name__)
        except AssertionError as e:
            failed += 1
            print("FAILED", test.__name__, e)
    print("%d passed, %d failed" % (len(tests) - failed, failed))
    sys.exit(1 if failed else 0)
