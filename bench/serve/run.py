"""50 connections read while documents come in; beside it nginx with a static file of the same size, in the same run.

    python3 bench/serve/run.py build/hearsay [SECONDS [CASE]]        needs wrk and nginx (apt-get install wrk nginx-light)

CASE: a case to serve instead of the sample; nothing is added to it then.
"""
import http.client, json, os, re, shutil, signal, subprocess, sys, tempfile, threading, time

HEARSAY = os.path.abspath(sys.argv[1])
SECONDS = int(sys.argv[2]) if len(sys.argv) > 2 else 60
CASE = os.path.abspath(sys.argv[3]) if len(sys.argv) > 3 else None
PROJECT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ENV = dict(os.environ, HEARSAY_DATA=os.path.join(PROJECT, "data"))
FOLDER = tempfile.mkdtemp(prefix="hearsay-bench-")
NGINX = """daemon off; worker_processes 2; pid %(f)s/nginx.pid; error_log %(f)s/nginx.err;
events { worker_connections 1024; }
http { access_log off; client_body_temp_path %(f)s/b; proxy_temp_path %(f)s/p; fastcgi_temp_path %(f)s/c; uwsgi_temp_path %(f)s/u; scgi_temp_path %(f)s/s;
       server { listen 127.0.0.1:%(port)d; root %(f)s/www; } }
"""


def memory_of(pid, what="VmHWM"):
    return int(re.search(what + r":\s+(\d+)", open("/proc/%d/status" % pid).read()).group(1)) / 1024


class Asking:
    def __init__(self, address, token):
        self.host, self.token = address, token

    def get(self, path, method="GET", body=None, **headers):
        c = http.client.HTTPConnection(self.host, timeout=300)
        c.request(method, path, body, dict({"Authorization": "Bearer " + self.token}, **headers))
        r = c.getresponse()
        data = r.read()
        c.close()
        return r.status, data


def addresses(a):
    """A mix as people make it: the board, questions and what is behind them, documents, actors, sources, search."""
    def numbers(path, key, most):
        return [r[key] for r in json.loads(a.get("/api/1/%s?most=%d" % (path, most))[1])["rows"]]
    out = ["/api/1/case", "/api/1/questions", "/api/1/questions?most=50", "/api/1/claims?most=50", "/api/1/documents", "/api/1/sources", "/api/1/actors",
           "/api/1/copies?most=20", "/", "/app.js", "/app.css"]
    for q in numbers("questions", "question", 40):
        out += ["/api/1/questions/%d" % q, "/api/1/questions/%d/origins" % q, "/api/1/questions/%d/timeline" % q]
    out += ["/api/1/documents/%d" % n for n in numbers("documents", "number", 60)]
    out += ["/api/1/actors/%d" % n for n in numbers("actors", "actor", 60)]
    out += ["/api/1/sources/%d" % n for n in numbers("sources", "source", 30)]
    out += ["/api/1/search?words=" + w for w in ("harbour", "port%20authority", "attack", "minister", "union%20strike")]
    good = []
    for url in out:
        status, _ = a.get(url)
        if status == 200:
            good.append(url)
    return good


def wrk(target, urls, token, seconds):
    path = os.path.join(FOLDER, "urls")
    with open(path, "w") as f:
        f.write("\n".join(urls) + "\n")
    env = dict(os.environ, URLS=path, TOKEN=token)
    out = subprocess.run(["wrk", "-t2", "-c50", "-d%ds" % seconds, "--timeout", "30s", "-s", os.path.join(PROJECT, "bench", "serve", "mixed.lua"), target],
                         env=env, capture_output=True, text=True, check=True).stdout
    n, rate, p50, p99, top, errors = re.search(r"RESULT (\S+) (\S+) (\S+) (\S+) (\S+) (\S+)", out).groups()
    return int(n), float(rate), float(p50), float(p99), float(top), int(errors)


def row(name, r, size):
    print("| %s | %d | %.0f | %.1f | %.1f | %.1f | %d | %.1f |" % (name, r[0], r[1], r[2], r[3], r[4], r[5], size / 1024), flush=True)


def adding(a, stop, counts):
    """One document after the other, each a little different, as long as the readers read."""
    texts = []
    for folder, _, names in os.walk(os.path.join(PROJECT, "examples", "karsa")):
        texts += [open(os.path.join(folder, n), "rb").read() for n in sorted(names) if n.endswith(".txt")]
    while not stop.is_set():
        n = counts["given"]
        body = texts[n % len(texts)] + b"\n\nAddendum %d of the wire.\n" % n
        status, _ = a.get("/api/1/uploads?name=d%d.txt" % n, "POST", body, **{"Content-Type": "application/octet-stream"})
        counts["given"] += status == 202
        time.sleep(1 if status == 202 else 2)


def main():
    if not CASE:
        subprocess.run([HEARSAY, "add", os.path.join(PROJECT, "examples", "karsa")], cwd=FOLDER, env=ENV, check=True, capture_output=True)
    p = subprocess.Popen([HEARSAY, *(["-C", CASE] if CASE else []), "serve", *([] if CASE else ["--edit"])], cwd=FOLDER, env=ENV, stdout=subprocess.PIPE)
    m = re.match(r"http://(\S+)/#token=(\w+)", p.stdout.readline().decode())
    a = Asking(m.group(1), m.group(2))
    nginx = None
    try:
        begun = time.time()
        for path in ("/", "/app.js", "/app.css", "/api/1/case", "/api/1/questions?most=20"):
            a.get(path)
        print("the files of the page, the case and the first questions: %.0f ms, memory %.0f MB\n" % ((time.time() - begun) * 1e3, memory_of(p.pid)))
        urls = addresses(a)
        sizes = [len(a.get(u, **{"Accept-Encoding": "gzip"})[1]) for u in urls]
        size = sum(sizes) // len(sizes)
        os.makedirs(os.path.join(FOLDER, "www"))
        os.chmod(FOLDER, 0o755)
        with open(os.path.join(FOLDER, "www", "file"), "wb") as f:
            f.write(os.urandom(size))
        port = 20000 + os.getpid() % 20000
        with open(os.path.join(FOLDER, "nginx.conf"), "w") as f:
            f.write(NGINX % {"f": FOLDER, "port": port})
        nginx = subprocess.Popen(["nginx", "-c", os.path.join(FOLDER, "nginx.conf"), "-p", FOLDER], stderr=subprocess.DEVNULL)
        time.sleep(1)  # until nginx listens
        stop, counts = threading.Event(), {"given": 0}
        adder = threading.Thread(target=adding, args=(a, stop, counts))
        if not CASE:
            adder.start()
        print("| 50 connections, %d s | requests | per s | p50 ms | p99 ms | longest ms | errors | KB an answer |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |" % SECONDS)
        r = wrk("http://127.0.0.1:%d" % port, ["/file"], "", SECONDS)
        row("nginx, one static file", r, size)
        r = wrk("http://" + m.group(1), urls, m.group(2), SECONDS)
        row("hearsay, %d addresses" % len(urls), r, size)
        stop.set()
        if not CASE:
            adder.join()
            done = json.loads(a.get("/api/1/uploads")[1])
            bad = [u for u in done["uploads"] if u["state"] == "unread"]
            print("\n%d documents given, %d read meanwhile, %d not read" % (counts["given"], done["done"], len(bad)))
        print("memory at most %.0f MB" % memory_of(p.pid))
        sys.exit(1 if r[5] else 0)
    finally:
        for q in (nginx, p):
            if q:
                q.send_signal(signal.SIGINT)
                q.wait(timeout=60)
        shutil.rmtree(FOLDER)


main()
