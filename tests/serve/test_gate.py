"""Who may ask: the token, the cookie, the host, the origin; and what a refusal looks like."""
import shutil
from server import COLUMN, Server, a_folder_with, check, run_all

FOLDER, PATH = a_folder_with()
CASE = "/api/1/case"


def is_problem(answer, status, what):
    check(answer.status == status, what, answer.status, answer.body)
    check(answer.headers["Content-Type"] == "application/problem+json", what, answer.headers)
    p = answer.json()
    check(set(p) == {"type", "title", "status", "detail"} and p["status"] == status and p["detail"], what, p)
    check(answer.headers["Content-Security-Policy"], what)


def the_token_opens_and_nothing_else_does():
    with Server([PATH]) as s:
        check(s.get(CASE).status == 200, "token")
        is_problem(s.ask(CASE, token=False), 401, "no token")
        is_problem(s.ask(CASE, token=False, Authorization="Bearer " + s.token[:-1]), 401, "a short token")
        is_problem(s.ask(CASE, token=False, Authorization="Bearer " + s.token + "0"), 401, "a long token")
        is_problem(s.ask(CASE + "?token=" + s.token, token=False), 401, "a token in the query")


def the_token_is_given_for_a_cookie():
    with Server([PATH]) as s:
        is_problem(s.ask("/api/1/session", "POST", b'{"token":"0"}', token=False, Content_Type="application/json"), 401, "wrong")
        is_problem(s.ask("/api/1/session", "POST", b'[', token=False, Content_Type="application/json"), 400, "no JSON")
        is_problem(s.ask("/api/1/session", "POST", b'{}', token=False, Content_Type="text/plain"), 415, "a form's type")
        a = s.post("/api/1/session", {"token": s.token}, token=False)
        cookie = a.headers["Set-Cookie"]
        check(a.status == 204 and "HttpOnly" in cookie and "SameSite=Strict" in cookie, a.status, cookie)
        value = cookie.split(";")[0]
        check(s.token not in value, "the cookie holds the token")
        check(s.ask(CASE, token=False, Cookie="a=b; " + value).status == 200, "cookie")
        is_problem(s.ask(CASE, token=False, Cookie=value[:-1]), 401, "a short cookie")


def only_its_own_hosts_and_origins():
    with Server([PATH]) as s:
        here = "127.0.0.1:%d" % s.port
        check(s.get(CASE, Host="localhost:%d" % s.port).status == 200, "localhost")
        for host in ("evil.example", "evil.example:%d" % s.port, "127.0.0.1", "127.0.0.1:1", here + ".evil.example"):
            is_problem(s.get(CASE, Host=host), 421, host)
            is_problem(s.get("/", Host=host), 421, host)
        check(s.get(CASE, Origin="http://" + here).status == 200, "own origin")
        for origin in ("http://evil.example", "null", "https://" + here, "http://" + here + ".evil.example", "http://localhost:1"):
            is_problem(s.get(CASE, Origin=origin), 403, origin)
            is_problem(s.post("/api/1/session", {"token": s.token}, Origin=origin), 403, origin)
        for site in ("cross-site", "same-site"):
            is_problem(s.get(CASE, Sec_Fetch_Site=site), 403, site)
            is_problem(s.get("/", Sec_Fetch_Site=site, Sec_Fetch_Mode="no-cors"), 403, site)
            check(s.get("/", Sec_Fetch_Site=site, Sec_Fetch_Mode="navigate").status in (200, 404), "a link to the pages")


def methods_and_paths():
    with Server([PATH]) as s:
        for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"):
            is_problem(s.ask(CASE, method), 405, method)
        is_problem(s.ask(CASE, "POST", b"{}", Content_Type="application/json"), 405, "read-only")
        is_problem(s.ask("/", "POST", b"{}", Content_Type="application/json"), 405, "POST to a page")
        for path in ("/api/1/../../etc/passwd", "/../../etc/passwd.txt", "/%2e%2e/%2e%2e/etc/passwd.txt", "/api/1/", "/api/", "//etc/passwd.x",
                     "/api/1/case/", "/api/1/%63ase", "/..%2f..%2fetc%2fpasswd.a", "/api/1/case%00", "/etc\\passwd.x"):
            a = s.get(path)
            check(a.status in (400, 404) and b"root:" not in a.body, path, a.status, a.body)
        check(s.ask(CASE, "HEAD").body == b"" and s.ask(CASE, "HEAD").status == 200, "HEAD")
        is_problem(s.get(CASE + "?a=1&a=2"), 400, "a parameter twice")


def the_state_is_the_etag():
    with Server([PATH]) as s:
        a = s.get(CASE)
        tag = a.headers["ETag"]
        check(tag and s.get(CASE, If_None_Match=tag).status == 304, tag)
        check(s.get(CASE, If_None_Match='"x", W/' + tag).status == 304, "one of several")
        check(s.get(CASE, If_None_Match='"x"').status == 200, "another")
        is_problem(s.ask(CASE, token=False, If_None_Match=tag), 401, "304 is for those who may ask")


try:
    run_all([the_token_opens_and_nothing_else_does, the_token_is_given_for_a_cookie, only_its_own_hosts_and_origins,
             methods_and_paths, the_state_is_the_etag])
finally:
    shutil.rmtree(FOLDER)
