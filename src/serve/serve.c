/*
 * serve.c - the server: who may ask, which resource, and the answer.
 *
 * On libevent's evhttp: it does the protocol, with its limits set here; this file never sees a path of the file
 * system, and nothing that a client sends is kept.
 */
#include "serve/serve.h"

#include "base/file.h"
#include "base/json.h"

#include <event2/buffer.h>
#include <event2/event.h>
#include <event2/http.h>
#include <event2/keyvalq_struct.h>
#include <stdlib.h>
#include <sys/random.h>

enum {
    HEADERS_MOST = 16384, /* bytes */
    BODY_MOST = 0,        /* nothing is taken in */
    IDLE_SECONDS = 10,    /* a slow client is let go */
    ROWS_USUAL = 100,
    ROWS_MOST = 1000,
    TOKEN_BYTES = 16
};

typedef struct {
    hs_case *c;
    const serve_options *options;
    struct event_base *loop;
    char token[2 * TOKEN_BYTES + 1];
    uint16_t port;
} server;

/* ---- answers ----------------------------------------------------------------------------------------------------- */

static void answer_with(struct evhttp_request *r, int code, const char *reason, const char *type, hs_str body)
{
    struct evkeyvalq *h = evhttp_request_get_output_headers(r);
    evhttp_add_header(h, "Content-Type", type);
    evhttp_add_header(h, "Content-Security-Policy", "default-src 'none'");
    evhttp_add_header(h, "X-Content-Type-Options", "nosniff");
    evhttp_add_header(h, "Cache-Control", "no-store");
    struct evbuffer *b = evbuffer_new();
    if (b) evbuffer_add(b, body.p, body.n);
    evhttp_send_reply(r, code, reason, b);
    if (b) evbuffer_free(b);
}

/* RFC 9457. */
static void answer_problem(struct evhttp_request *r, int code, const char *title, const char *detail)
{
    arena *a = arena_open(NULL, 0);
    if (a && ARENA_DOOR(a)) {
        buf out = { .a = a };
        json j = json_begin(&out);
        json_open(&j, '{');
        json_put_string(&j, "title", str_of(title));
        json_put_u64(&j, "status", (uint64_t)code);
        json_put_string(&j, "detail", str_of(detail));
        json_close(&j, '}');
        answer_with(r, code, title, "application/problem+json", buf_str(&out));
    } else {
        evhttp_send_error(r, 500, NULL);
    }
    arena_close(a);
}

static int code_of(hs_status s)
{
    return s == HS_NOT_FOUND ? 404 : s == HS_BAD_ARGUMENT ? 400 : s == HS_BUSY ? 503 : 500;
}

/* ---- resources --------------------------------------------------------------------------------------------------- */

typedef hs_status open_rows(hs_case *, const hs_query *, hs_iter **, hs_error *);

static hs_status open_why(hs_case *c, const hs_query *q, hs_iter **out, hs_error *err)
{
    return hs_why(c, q->number, out, err);
}

static hs_status open_unread(hs_case *c, const hs_query *q, hs_iter **out, hs_error *err)
{
    (void)q;
    return hs_unread(c, out, err);
}

static const struct {
    const char *name;
    open_rows *open;
} RESOURCES[] = { { "documents", hs_documents }, { "claims", hs_claims },   { "answers", hs_answers },
                  { "why", open_why },           { "copies", hs_copies },   { "sources", hs_sources },
                  { "actors", hs_actors },       { "unread", open_unread } };

static hs_str parameter(const struct evkeyvalq *q, const char *name)
{
    const char *v = evhttp_find_header(q, name);
    return v ? str_of(v) : STR("");
}

static bool number_parameter(const struct evkeyvalq *q, const char *name, uint64_t *out)
{
    hs_str v = parameter(q, name);
    return !v.n || str_to_u64(v, out);
}

/* Rows from `after` on, at most `most` of them; next: where to go on, or null. */
static hs_status write_rows(json *j, hs_iter *it, uint64_t after, uint64_t most, hs_error *err)
{
    hs_str line;
    hs_status status = HS_OK;
    uint64_t n = 0;
    json_key(j, "rows");
    json_open(j, '[');
    while (n < after + most && (status = hs_next_json(it, &line, err)) == HS_OK)
        if (n++ >= after) json_raw(j, line);
    json_close(j, ']');
    bool more = status == HS_OK && hs_next_json(it, &line, err) == HS_OK;
    json_key(j, "next");
    if (more) json_u64(j, after + most);
    else json_null(j);
    return status == HS_END ? HS_OK : status;
}

static void send_rows(server *s, struct evhttp_request *r, open_rows *open, const struct evkeyvalq *q)
{
    uint64_t after = 0, most = ROWS_USUAL;
    hs_query query = { .document = parameter(q, "document"), .about = parameter(q, "about"), .by = parameter(q, "by"),
                       .against = parameter(q, "against"), .frame = parameter(q, "frame"),
                       .since = parameter(q, "since"), .until = parameter(q, "until"), .words = parameter(q, "words") };
    if (!number_parameter(q, "number", &query.number) || !number_parameter(q, "after", &after) ||
        !number_parameter(q, "most", &most) || most < 1 || most > ROWS_MOST || after > UINT32_MAX) {
        answer_problem(r, 400, "Bad Request", "number, after and most are whole numbers; most is from 1 to 1000");
        return;
    }
    hs_iter *it = NULL;
    hs_error err;
    arena *a = arena_open(NULL, 0);
    hs_status status = a ? open(s->c, &query, &it, &err) : fail(&err, HS_NO_MEMORY, "out of memory");
    if (status == HS_OK && ARENA_DOOR(a)) {
        buf out = { .a = a };
        json j = json_begin(&out);
        json_open(&j, '{');
        status = write_rows(&j, it, after, most, &err);
        json_close(&j, '}');
        if (status == HS_OK) answer_with(r, 200, "OK", "application/json", buf_str(&out));
        arena_door_shut(a);
    } else if (status == HS_OK) {
        status = fail_from(&err, arena_failure(a), NULL);
    }
    if (status != HS_OK) answer_problem(r, code_of(status), hs_status_name(status), err.what);
    hs_iter_close(it);
    arena_close(a);
}

static void send_overview(server *s, struct evhttp_request *r)
{
    hs_str line;
    hs_error err;
    hs_status status = hs_overview_json(s->c, &line, &err);
    if (status == HS_OK) answer_with(r, 200, "OK", "application/json", line);
    else answer_problem(r, code_of(status), hs_status_name(status), err.what);
}

/* ---- who may ask ------------------------------------------------------------------------------------------------- */

/* Equal in a time that does not tell how far they are alike. */
static bool same_token(const char *want, hs_str got)
{
    unsigned char difference = got.n != 2 * TOKEN_BYTES;
    for (size_t i = 0; i < 2 * TOKEN_BYTES; i++) difference |= (unsigned char)(want[i] ^ (i < got.n ? got.p[i] : 0));
    return !difference;
}

static bool may_ask(const server *s, struct evhttp_request *r, const struct evkeyvalq *q)
{
    const struct evkeyvalq *in = evhttp_request_get_input_headers(r);
    hs_str said = parameter(in, "Authorization");
    hs_str token = str_starts(said, STR("Bearer ")) ? str_sub(said, 7, said.n) : parameter(q, "token");
    return same_token(s->token, token);
}

static bool host_is_ours(const server *s, struct evhttp_request *r)
{
    char numeric[40], named[40];
    hs_str host = parameter(evhttp_request_get_input_headers(r), "Host");
    snprintf(numeric, sizeof numeric, "127.0.0.1:%u", s->port);
    snprintf(named, sizeof named, "localhost:%u", s->port);
    return str_eq(host, str_of(numeric)) || str_eq(host, str_of(named));
}

static void route(server *s, struct evhttp_request *r, hs_str path, const struct evkeyvalq *q)
{
    if (str_eq(path, STR("/")) || str_eq(path, STR("/api/1/overview"))) {
        send_overview(s, r);
        return;
    }
    for (size_t i = 0; i < sizeof RESOURCES / sizeof *RESOURCES; i++) {
        char full[64];
        snprintf(full, sizeof full, "/api/1/%s", RESOURCES[i].name);
        if (!str_eq(path, str_of(full))) continue;
        send_rows(s, r, RESOURCES[i].open, q);
        return;
    }
    answer_problem(r, 404, "Not Found", "no such resource; docs/http.md lists them");
}

static void on_request(struct evhttp_request *r, void *ctx)
{
    server *s = ctx;
    enum evhttp_cmd_type method = evhttp_request_get_command(r);
    const struct evhttp_uri *uri = evhttp_request_get_evhttp_uri(r);
    const char *path = uri ? evhttp_uri_get_path(uri) : NULL, *query = uri ? evhttp_uri_get_query(uri) : NULL;
    struct evkeyvalq q = { 0 };
    if (method != EVHTTP_REQ_GET && method != EVHTTP_REQ_HEAD)
        answer_problem(r, 405, "Method Not Allowed", "the case is served read-only");
    else if (!host_is_ours(s, r)) answer_problem(r, 403, "Forbidden", "this server answers for this machine only");
    else if (!path || evhttp_parse_query_str(query ? query : "", &q)) answer_problem(r, 400, "Bad Request", "no valid address");
    else if (!may_ask(s, r, &q)) answer_problem(r, 401, "Unauthorized", "the token of this run is missing or wrong");
    else route(s, r, str_of(path), &q);
    evhttp_clear_headers(&q);
}

/* ---- running ----------------------------------------------------------------------------------------------------- */

static bool make_token(char out[2 * TOKEN_BYTES + 1])
{
    unsigned char raw[TOKEN_BYTES];
    if (getrandom(raw, sizeof raw, 0) != (ssize_t)sizeof raw) return false;
    for (size_t i = 0; i < TOKEN_BYTES; i++) snprintf(out + 2 * i, 3, "%02x", raw[i]);
    return true;
}

static void on_tick(evutil_socket_t unused, short what, void *ctx)
{
    server *s = ctx;
    (void)unused;
    (void)what;
    if (s->options->stop && s->options->stop(s->options->ctx)) event_base_loopbreak(s->loop);
}

static uint16_t port_of(struct evhttp_bound_socket *bound)
{
    struct sockaddr_in at = { 0 };
    socklen_t n = sizeof at;
    return getsockname(evhttp_bound_socket_get_fd(bound), (struct sockaddr *)&at, &n) ? 0 : ntohs(at.sin_port);
}

static hs_status listen_and_run(server *s, struct evhttp *http, struct event *tick, hs_error *err)
{
    evhttp_set_max_headers_size(http, HEADERS_MOST);
    evhttp_set_max_body_size(http, BODY_MOST);
    evhttp_set_timeout(http, IDLE_SECONDS);
    evhttp_set_allowed_methods(http, EVHTTP_REQ_GET | EVHTTP_REQ_HEAD | EVHTTP_REQ_POST | EVHTTP_REQ_PUT | EVHTTP_REQ_DELETE);
    evhttp_set_gencb(http, on_request, s);
    struct evhttp_bound_socket *bound = evhttp_bind_socket_with_handle(http, "127.0.0.1", s->options->port);
    if (!bound) return fail(err, HS_IO, "127.0.0.1:%u cannot be listened on", s->options->port);
    s->port = port_of(bound);
    struct timeval fifth = { 0, 200000 };
    if (event_add(tick, &fifth)) return fail(err, HS_IO, "no timer");
    char url[120];
    snprintf(url, sizeof url, "http://127.0.0.1:%u/?token=%s", s->port, s->token);
    if (s->options->ready) s->options->ready(s->options->ctx, url);
    return event_base_dispatch(s->loop) < 0 ? fail(err, HS_IO, "the server broke off") : HS_OK;
}

hs_status serve_run(hs_case *c, const serve_options *options, hs_error *err)
{
    server s = { .c = c, .options = options };
    if (!make_token(s.token)) return fail(err, HS_IO, "no random numbers for a token");
    s.loop = event_base_new();
    struct evhttp *http = s.loop ? evhttp_new(s.loop) : NULL;
    struct event *tick = s.loop ? event_new(s.loop, -1, EV_PERSIST, on_tick, &s) : NULL;
    hs_status status = http && tick ? listen_and_run(&s, http, tick, err) : fail(err, HS_NO_MEMORY, "out of memory");
    if (tick) event_free(tick);
    if (http) evhttp_free(http);
    if (s.loop) event_base_free(s.loop);
    return status;
}
