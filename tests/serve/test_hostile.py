"""What nobody sends in good faith: slow heads, connections opened and dropped, requests too long or malformed, pages of other
sites, names that point here, tricks with paths, markup in documents.  Each is refused or shown inert; the server stays up.

    test_hostile.py HEARSAY PROJECT [CONNECTIONS]    # CONNECTIONS opened and dropped (100000 in the long test)
"""
import json, os, random, shutil, socket, sys, tempfile, threading, time
from server import COLUMN, Server, check, run_all

DROPPED = int(sys.argv[3]) if len(sys.argv) > 3 else 3000
MARKUP = '<script>alert(1)</script><img src=x onerror=alert(1)>'
RECORD = {"id": "1", "publisher": MARKUP, "author": MARKUP, "title": "</title>" + MARKUP, "url": "javascript:alert(1)", "date": "2031-03-03",
          "language": "en", "text": "The <b>union</b> said that " + MARKUP + " attacked the port of Ost. The League denied that it attacked the port."}
FOLDER = tempfile.mkdtemp(prefix="hearsay-hostile-")
PATH = os.path.join(FOLDER, "a.jsonl")
with open(PATH, "w") as f:
    f.write(json.dumps(RECORD) + "\n" + json.dumps(dict(RECORD, id="2", text=COLUMN, publisher="P")) + "\n")
S = Server([PATH], "--edit")
HEAD = "GET /api/1/case HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\n" % (S.port, S.token)


def is_up():
    a = S.get("/api/1/case")
    check(a.status == 200, a.status, a.body)


def problems_in(out):
    """Every answer in `out` is a refusal as JSON, or nothing came back."""
    if not out:
        return True
    head, _, body = out.partition(b"\r\n\r\n")
    status = int(head.split()[1])
    return status >= 400 and b"application/problem+json" in head and json.loads(body.split(b"HTTP/1.1")[0])["status"] == status


def malformed_requests():
    end = "\r\n\r\n"
    for data in ("GARBAGE" + end, "GET" + end, "GET /" + end, "GET / HTTP/9.9" + end, "GET http:// HTTP/1.1" + end, "\0\0\0\0" + end, "GET / HTTP/1.1\r\nHost" + end,
                 "GET /%zz HTTP/1.1\r\nHost: x" + end, "GET / HTTP/1.1\r\n: x" + end, "FOO /api/1/case HTTP/1.1" + end, "GET /\x80\xff HTTP/1.1" + end,
                 "GET " + "a" * 20000 + " HTTP/1.1" + end, "GET / HTTP/1.1\r\nX: " + "a" * 20000 + end, "GET / HTTP/1.1\r\n" + "X: y\r\n" * 5000 + end,
                 HEAD + "Content-Length: -1" + end, HEAD.replace("GET", "POST") + "Content-Length: 99999999999999999999" + end,
                 HEAD.replace("GET", "POST") + "Content-Length: 5\r\nContent-Length: 50" + end + "12345",
                 HEAD.replace("GET", "POST") + "Transfer-Encoding: chunked" + end + "zz\r\nxx\r\n0\r\n\r\n",
                 HEAD.replace("GET", "POST") + "Transfer-Encoding: chunked" + end + "ffffffffffffffff\r\nxx",
                 HEAD.replace("GET", "POST") + "Expect: 200-nothing\r\nContent-Length: 5" + end + "12345",
                 HEAD.replace("GET", "POST") + "Content-Length: 100000000" + end + "x"):
        out = S.raw(data.encode("latin-1"), seconds=3)
        check(problems_in(out), repr(data[:60]), out[:400])
    is_up()


def random_bytes():
    r = random.Random(20310303)
    good = (HEAD + "\r\n").encode()
    for i in range(150):
        data = bytearray(good * 2)
        for _ in range(r.randrange(1, 12)):
            data[r.randrange(len(data))] = r.randrange(256)
        S.raw(bytes(data[:r.randrange(1, len(data))]) + b"\r\n\r\n", seconds=.05)
    is_up()


def too_long_is_413():
    for path, n in (("/api/1/session", 70000), ("/api/1/decisions", 70000), ("/api/1/uploads?name=a", (64 << 20) + 1)):
        kind = "application/octet-stream" if "uploads" in path else "application/json"
        a = S.ask(path, "POST", b"x" * n, Content_Type=kind)
        check(a.status == 413 and a.headers["Content-Type"] == "application/problem+json", path, a.status, a.body)
    is_up()


def two_requests_on_one_connection():
    data = (HEAD + "\r\n").encode() + (HEAD + "Connection: close\r\n\r\n").encode()
    out = S.raw(data)
    check(out.count(b"HTTP/1.1 200 OK") == 2, out[:300])


def slow_heads_hold_nobody_up():
    slow = []
    for _ in range(300):
        s = socket.create_connection((S.host, S.port))
        s.sendall(b"GET /api/1/case HTTP/1.1\r\nX: ")
        slow.append(s)
    begun = time.time()
    while time.time() - begun < 12:
        for s in slow:
            try:
                s.sendall(b"a")
            except OSError:
                pass
        before = time.time()
        is_up()
        check(time.time() - before < 5, "others wait", time.time() - before)
        time.sleep(1)
    for s in slow:
        s.close()
    is_up()


def silence_is_ended():
    s = socket.create_connection((S.host, S.port), timeout=40)
    s.sendall(b"GET /api/1/case HTTP/1.1\r\nHost: ")
    begun = time.time()
    while s.recv(1000):
        pass
    check(8 < time.time() - begun < 30, time.time() - begun)


def more_connections_than_places():
    held = []
    for _ in range(700):
        s = socket.socket()
        s.setblocking(False)
        s.connect_ex((S.host, S.port))
        held.append(s)
    time.sleep(14)  # those that never ask are let go
    is_up()
    for s in held:
        s.close()
    is_up()


def connections_opened_and_dropped():
    def drop(n):
        for i in range(n):
            s = socket.create_connection((S.host, S.port), timeout=60)
            if i % 3 == 1:
                s.sendall(b"GET / HT")
            if i % 3 == 2:
                s.sendall((HEAD + "\r\n").encode())  # and does not wait for the answer
            if i % 2:
                s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # a reset, not an end
            s.close()
    threads = [threading.Thread(target=drop, args=(DROPPED // 4,)) for _ in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    is_up()
    open_files = len(os.listdir("/proc/%d/fd" % S.process.pid))
    time.sleep(2)
    open_files = len(os.listdir("/proc/%d/fd" % S.process.pid))
    check(open_files < 100, "descriptors left open:", open_files)


def tricks_with_paths():
    for path in ("/../../../../etc/passwd", "/api/1/documents/../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/....//....//etc/passwd",
                 "/api/1/exports/../../case.hearsay", "/api/1/exports/%2e%2e%2fcase.hearsay", "/case.hearsay", "/api/1/documents/%00/original",
                 "/api/1/documents/1/original/../../2", "/api/1/documents/*/original", "/api/1/documents/1'%20OR%201=1", "/api/1/documents/-1",
                 "/api/1/documents/18446744073709551617", "/api/1/questions/1e3", "/api/1/questions/0x1", "/api/1/questions/+1"):
        out = S.raw((HEAD.replace("/api/1/case", path) + "Connection: close\r\n\r\n").encode())
        check(b"HTTP/1.1 4" in out[:12] or b"<!doctype html>" in out.lower(), path, out[:300])
        check(b"root:" not in out and b"SQLite format" not in out, path)
    is_up()


def tricks_with_values():
    for value in ("'", "\"", "1;DROP TABLE documents", "%", "_", "\\", "a" * 3000, "%00", "%ff%fe", "NEAR(a b)", "a*", "^a", "{", "-1", "1' OR '1'='1"):
        quoted = value if value.startswith("%") else "".join("%%%02x" % b for b in value.encode())
        for path in ("search?words=", "questions?words=", "questions?about=", "claims?about=", "claims?frame=", "claims?since=", "documents?publisher=",
                     "actors?about=", "sources?about=", "claims?document=", "copies?from="):
            a = S.get("/api/1/" + path + quoted)
            check(a.status in (200, 400, 404, 413), path, value, a.status, a.body[:300])
            a.json()
    is_up()


def markup_stays_data():
    for path in ("documents", "claims", "questions", "sources", "actors", "search?words=attacked", "documents/1", "documents/2"):
        a = S.get("/api/1/" + path)
        check(a.status == 200 and a.headers["Content-Type"] == "application/json", path)
        check(a.headers["X-Content-Type-Options"] == "nosniff" and "default-src 'self'" in a.headers["Content-Security-Policy"], path)
    page = S.get("/", token=False)
    check(b"onerror" not in page.body, "pages hold no text of documents")
    check("'unsafe" not in page.headers.get("Content-Security-Policy", "") and "default-src 'self'" in page.headers["Content-Security-Policy"], "CSP")
    number = [d["number"] for d in S.get("/api/1/documents").json()["rows"] if d["url"]][0]
    original = S.get("/api/1/documents/%d/original" % number)
    check(original.headers["Content-Disposition"].startswith("attachment") and original.headers["Content-Type"] == "application/octet-stream", "download")


try:
    with S:
        run_all([malformed_requests, random_bytes, too_long_is_413, two_requests_on_one_connection, slow_heads_hold_nobody_up, silence_is_ended,
                 more_connections_than_places, connections_opened_and_dropped, tricks_with_paths, tricks_with_values, markup_stays_data])
finally:
    shutil.rmtree(FOLDER)
