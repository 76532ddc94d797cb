"""Starts "hearsay serve" on a case of its own, for the tests of the server."""
import http.client, json, os, re, shutil, signal, socket, subprocess, sys, tempfile

HEARSAY, PROJECT = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
SAMPLE = os.path.join(PROJECT, "examples", "karsa")
ENV = dict(os.environ, HEARSAY_DATA=os.path.join(PROJECT, "data"), NO_COLOR="1")
ENV.pop("HEARSAY_CASE", None)
COLUMN = """Port of Karsa, 3 March 2031 - The harbour union said on Monday that the crane may have been unsafe.
The port authority denied that the crane was unsafe. Officials said that the union supports the strike.
Vanta attacked the village of Ost on Sunday, the union said. The League did not attack the village, its speaker said.
"""


def check(condition, *what):
    if not condition:
        raise AssertionError(" ".join(str(w)[:2000] for w in what))


class Answer:
    def __init__(self, response):
        self.status, self.headers, self.body = response.status, response.headers, response.read()

    def json(self):
        return json.loads(self.body)


class Server:
    """with Server(["a.txt", ...]) as s: s.get("/api/1/case")"""

    def __init__(self, documents, *options, before=None):
        self.folder = tempfile.mkdtemp(prefix="hearsay-serve-")
        try:
            self.begin(documents, options, before)
        except BaseException:
            shutil.rmtree(self.folder)
            raise

    def begin(self, documents, options, before):
        subprocess.run([HEARSAY, "add", *documents], cwd=self.folder, env=ENV, check=True, capture_output=True)
        if before:
            before(self.folder)
        self.errors = open(os.path.join(self.folder, "errors"), "w+b")
        self.process = subprocess.Popen([HEARSAY, "serve", *options], cwd=self.folder, env=ENV, stdout=subprocess.PIPE,
                                        stderr=self.errors)
        line = self.process.stdout.readline().decode().strip()
        m = re.fullmatch(r"http://(.+):(\d+)/#token=(\w+)", line)
        if not m:
            self.process.kill()
            self.errors.seek(0)
            raise AssertionError("no address: %r %r" % (line, self.errors.read()))
        self.host, self.port, self.token = m.group(1), int(m.group(2)), m.group(3)

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.errors.seek(0)
        errors = self.errors.read()
        self.errors.close()
        shutil.rmtree(self.folder)
        if not kind:
            check(self.process.returncode == 0 and b"Sanitizer" not in errors and b"runtime error" not in errors,
                  "status", self.process.returncode, errors.decode(errors="replace"))

    def ask(self, path, method="GET", body=None, token=True, **headers):
        """Headers with _ for -; one that is None is not sent."""
        c = http.client.HTTPConnection(self.host, self.port, timeout=60)
        full = {"Authorization": "Bearer " + self.token} if token else {}
        full.update({k.replace("_", "-"): v for k, v in headers.items()})
        c.request(method, path, body=body, headers=full)
        try:
            return Answer(c.getresponse())
        finally:
            c.close()

    def get(self, path, **headers):
        return self.ask(path, **headers)

    def post(self, path, value, **headers):
        return self.ask(path, "POST", json.dumps(value).encode(), Content_Type="application/json", **headers)

    def raw(self, data, seconds=20):
        """What comes back on a bare connection until the server ends it."""
        s = socket.create_connection((self.host, self.port), timeout=seconds)
        out = b""
        try:
            s.sendall(data)
            while True:
                piece = s.recv(65536)
                if not piece:
                    return out
                out += piece
        except (ConnectionResetError, BrokenPipeError, socket.timeout):
            return out
        finally:
            s.close()

    def memory(self):
        """Most bytes that the server ever held."""
        with open("/proc/%d/status" % self.process.pid) as f:
            return 1024 * int(re.search(r"VmHWM:\s+(\d+)", f.read()).group(1))


def a_folder_with(text=COLUMN):
    folder = tempfile.mkdtemp(prefix="hearsay-serve-")
    path = os.path.join(folder, "column.txt")
    with open(path, "w") as f:
        f.write(text)
    return folder, path


def run_all(tests):
    failed = 0
    for test in tests:
        try:
            test()
            print("ok    ", test.__name__, flush=True)
        except AssertionError as e:
            failed += 1
            print("FAILED", test.__name__, e, flush=True)
    print("%d passed, %d failed" % (len(tests) - failed, failed))
    sys.exit(1 if failed else 0)
