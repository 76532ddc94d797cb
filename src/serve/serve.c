/*
 * serve.c - the server: listening, the loop, and where each request goes.
 *
 * On libevent's evhttp: it does the protocol, with its limits set here.  docs/http.md says why this library.
 */
#include "serve/serve.h"

#include "base/file.h"
#include "serve/body.h"
#include "serve/bundle.h"
#include "serve/inside.h"

#include <event2/keyvalq_struct.h>
#include <event2/listener.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>

/* ---- pages ------------------------------------------------------------------------------------------------------- */

static hs_str header(struct evhttp_request *r, const char *name)
{
    const char *v = evhttp_find_header(evhttp_request_get_input_headers(r), name);
    return v ? str_of(v) : STR("");
}

static bool takes_gzip(struct evhttp_request *r)
{
    hs_str rest = header(r, "Accept-Encoding"), one;
    while (str_split(&rest, ',', &one)) {
        one = str_trim(one);
        if (str_eq_ascii(one, STR("gzip"))) return true;
        if (str_starts_ascii(one, STR("gzip;")) && !str_ends(one, STR("=0"))) return true;
    }
    return false;
}

/* Whether the client has it: one of the tags it names, weak or not, begins so (a gzip'd one has "-gzip" behind). */
static bool has_already(struct evhttp_request *r, hs_str tag)
{
    hs_str rest = header(r, "If-None-Match"), one;
    while (tag.n && str_split(&rest, ',', &one)) {
        one = str_trim(one);
        if (str_starts(one, STR("W/"))) one = str_sub(one, 2, one.n);
        if (one.n >= 2 && str_starts(str_sub(one, 1, one.n), tag)) {
            hs_str behind = str_sub(one, 1 + tag.n, one.n);
            if (str_eq(behind, STR("\"")) || str_eq(behind, STR("-gzip\""))) return true;
        }
    }
    return false;
}

static void send_file(struct evhttp_request *r, const bundle_file *f, bool is_head)
{
    struct evkeyvalq *out = evhttp_request_get_output_headers(r);
    hs_str tag = str_of(f->etag);
    bool packs = takes_gzip(r) && f->packed_end - f->packed < f->plain_end - f->plain;
    reply_guard_headers(r);
    evhttp_add_header(out, "ETag", f->etag);
    evhttp_add_header(out, "Cache-Control", bundle_is_for_ever(f) ? "public, max-age=31536000, immutable" : "no-cache");
    if (has_already(r, str_sub(tag, 1, tag.n - 1))) {
        evhttp_send_reply(r, 304, reply_title(304), NULL);
        return;
    }
    evhttp_add_header(out, "Content-Type", bundle_type(f));
    if (packs) evhttp_add_header(out, "Content-Encoding", "gzip");
    const unsigned char *p = packs ? f->packed : f->plain, *end = packs ? f->packed_end : f->plain_end;
    char length[24];
    snprintf(length, sizeof length, "%zu", (size_t)(end - p));
    evhttp_add_header(out, "Content-Length", length);
    struct evbuffer *b = is_head ? NULL : evbuffer_new();
    if (b) evbuffer_add_reference(b, p, (size_t)(end - p), NULL, NULL);
    evhttp_send_reply(r, 200, reply_title(200), b);
    if (b) evbuffer_free(b);
}

/* A new settled state, by whoever made it: the readers move on to it. */
static void look_for_news(server *s)
{
    hs_moment moment;
    if (hs_now(s->watched, &moment, NULL) != HS_OK || str_eq(str_of(moment.state), str_of(s->state))) return;
    snprintf(s->state, sizeof s->state, "%s", moment.state);
    kept_forget(s->kept);
    readers_moved(s->readers);
}

/* ---- requests ---------------------------------------------------------------------------------------------------- */

static bool take_parameters(exchange *x, const char *query)
{
    struct evkeyvalq q = { 0 };
    bool good = !evhttp_parse_query_str(query ? query : "", &q);
    for (struct evkeyval *kv = good ? q.tqh_first : NULL; kv; kv = kv->next.tqe_next) {
        for (size_t i = 0; i < x->parameters; i++)
            if (str_eq(x->parameter[i].name, str_of(kv->key))) good = false; /* said twice: which one is meant? */
        if (x->parameters == PARAMETERS_MOST) good = false;
        if (!good) break;
        x->parameter[x->parameters++] =
            (parameter){ .name = arena_str(x->a, str_of(kv->key)), .value = arena_str(x->a, str_of(kv->value)) };
    }
    evhttp_clear_headers(&q);
    return good;
}

static void take_body(exchange *x)
{
    struct evbuffer *in = evhttp_request_get_input_buffer(x->request);
    size_t n = evbuffer_get_length(in);
    char *room = arena_take(x->a, n + 1);
    x->body = (hs_str){ room, n };
    if (evbuffer_copyout(in, room, n) != (ev_ssize_t)n) arena_leave(x->a, HS_IO, "the body of the request cannot be read");
}

/* What is asked, for answers that are kept; empty when it is too long. */
static hs_str key_of(struct evhttp_request *r, char room[KEY_MOST])
{
    int n = snprintf(room, KEY_MOST, "%c%s", takes_gzip(r) ? 'z' : 'p', evhttp_request_get_uri(r));
    return n > 0 && n < KEY_MOST ? (hs_str){ room, (size_t)n } : STR("");
}

static bool fill(exchange *x, struct evhttp_request *r, const struct evhttp_uri *uri, bool *good)
{
    if (!ARENA_DOOR(x->a)) return false;
    x->path = arena_str(x->a, str_of(evhttp_uri_get_path(uri)));
    x->takes_gzip = takes_gzip(r);
    *good = take_parameters(x, evhttp_uri_get_query(uri));
    char key[KEY_MOST];
    if (resource_is_lasting(x->path)) x->key = arena_str(x->a, key_of(r, key));
    if (x->is_post) take_body(x);
    arena_door_shut(x->a);
    return true;
}

/* The request in an arena of its own; NULL without memory. */
static exchange *exchange_of(struct evhttp_request *r, bool *good)
{
    arena *a = arena_open(NULL, EXCHANGE_MEMORY);
    exchange *x = NULL;
    if (a && ARENA_DOOR(a)) {
        x = TAKE(a, 1, exchange);
        arena_door_shut(a);
    }
    if (!x) {
        arena_close(a);
        return NULL;
    }
    enum evhttp_cmd_type method = evhttp_request_get_command(r);
    x->a = a;
    x->holders = 1;
    x->request = r;
    x->is_post = method == EVHTTP_REQ_POST;
    x->is_head = method == EVHTTP_REQ_HEAD;
    *good = true;
    const struct evhttp_uri *uri = evhttp_request_get_evhttp_uri(r);
    if (uri && evhttp_uri_get_path(uri) && fill(x, r, uri, good)) return x;
    *good = false;
    return x;
}

static void answer_session(server *s, exchange *x)
{
    hs_str token;
    char cookie[256];
    if (!body_string(x->a, x->body, "token", &token)) {
        reply_problem(x, 400, "the body must be {\"token\": \"...\"}");
    } else if (!gate_is_session(s, token)) {
        reply_problem(x, 401, "the token of this run is missing or wrong");
    } else {
        gate_cookie(s, cookie, sizeof cookie);
        evhttp_add_header(evhttp_request_get_output_headers(x->request), "Set-Cookie", cookie);
        x->code = 204;
    }
    reply_send(s, x);
}

static bool is_json(struct evhttp_request *r)
{
    hs_str type = header(r, "Content-Type");
    return str_starts_ascii(type, STR("application/json")) &&
           (type.n == 16 || type.p[16] == ';' || type.p[16] == ' ');
}

static void route_post(server *s, exchange *x)
{
    bool is_upload = str_eq(x->path, STR("/api/1/uploads"));
    bool is_octets = str_starts_ascii(header(x->request, "Content-Type"), STR("application/octet-stream"));
    if (!s->options->edit && !str_eq(x->path, STR("/api/1/session"))) {
        reply_problem(x, 405, "this server is read-only; it was started without --edit");
    } else if (is_upload ? !is_octets : !is_json(x->request)) {
        reply_problem(x, 415, is_upload ? "an upload has Content-Type: application/octet-stream"
                                        : "this is asked with Content-Type: application/json");
    } else if (!is_upload && x->body.n > BODY_MOST) {
        reply_problem(x, 413, "the body is longer than 65536 bytes");
    } else if (str_eq(x->path, STR("/api/1/session"))) {
        answer_session(s, x);
        return;
    } else if (is_upload) {
        uploads_take(s->uploads, x);
    } else if (str_eq(x->path, STR("/api/1/decisions")) || str_starts(x->path, STR("/api/1/decisions/"))) {
        uploads_rule(s->uploads, x);
    } else {
        reply_problem(x, 404, "nothing is posted there; /api/openapi.json lists every resource");
    }
    reply_send(s, x);
}

static void route_get(server *s, exchange *x)
{
    if (has_already(x->request, str_of(s->state)) && str_starts(x->path, STR("/api/1/")) && !str_eq(x->path, STR("/api/1/uploads")) &&
        resource_is_lasting(x->path)) {
        snprintf(x->state, sizeof x->state, "%s", s->state);
        x->code = 304;
        reply_send(s, x);
    } else if (str_eq(x->path, STR("/api/1/uploads"))) {
        look_for_news(s); /* who learns that the work is done finds it done */
        uploads_answer(s->uploads, x);
        reply_send(s, x);
    } else {
        readers_give(s->readers, x);
    }
}

static void route(server *s, struct evhttp_request *r, bool is_api)
{
    bool good;
    const char *why;
    exchange *x = exchange_of(r, &good);
    if (!x) {
        evhttp_send_error(r, 503, NULL);
        return;
    }
    enum evhttp_cmd_type method = evhttp_request_get_command(r);
    bool is_known = method == EVHTTP_REQ_GET || method == EVHTTP_REQ_HEAD || method == EVHTTP_REQ_POST;
    int refused = good ? gate_check(s, r, is_api, x->is_post, &why) : 400;
    if (!good) reply_problem(x, 400, "no valid address, or a parameter is given twice");
    else if (refused) reply_problem(x, refused, why);
    else if (!is_known || (x->is_post && !is_api)) reply_problem(x, 405, "only GET and HEAD are answered here");
    else if (!is_api) reply_problem(x, 404, "there is no such file");
    else if (x->is_post) {
        route_post(s, x);
        return;
    } else {
        route_get(s, x);
        return;
    }
    reply_send(s, x);
}

/* An answer that was given before in this state. */
static bool answer_kept(server *s, struct evhttp_request *r, bool is_head)
{
    char key[KEY_MOST];
    const char *why;
    exchange *x = kept_find(s->kept, key_of(r, key));
    if (!x || has_already(r, str_of(s->state)) || gate_check(s, r, true, false, &why)) return false;
    reply_again(x, r, is_head);
    return true;
}

static void on_request(struct evhttp_request *r, void *ctx)
{
    server *s = ctx;
    connections_asked(s->connections, r);
    const struct evhttp_uri *uri = evhttp_request_get_evhttp_uri(r);
    hs_str path = uri && evhttp_uri_get_path(uri) ? str_of(evhttp_uri_get_path(uri)) : STR("");
    enum evhttp_cmd_type method = evhttp_request_get_command(r);
    bool is_api = str_starts(path, STR("/api/")), reads = method == EVHTTP_REQ_GET || method == EVHTTP_REQ_HEAD;
    const bundle_file *f = is_api || !reads ? NULL : bundle_find(path);
    const char *why;
    if (f && !gate_check(s, r, false, false, &why)) send_file(r, f, method == EVHTTP_REQ_HEAD);
    else if (is_api && reads && answer_kept(s, r, method == EVHTTP_REQ_HEAD)) return;
    else route(s, r, is_api);
}

/* ---- running ----------------------------------------------------------------------------------------------------- */

static void on_tick(evutil_socket_t unused, short what, void *ctx)
{
    server *s = ctx;
    (void)unused;
    (void)what;
    connections_sweep(s->connections);
    look_for_news(s);
    if (s->options->stop && s->options->stop(s->options->ctx)) event_base_loopbreak(s->loop);
}

static uint16_t port_of(struct evhttp_bound_socket *bound)
{
    struct sockaddr_storage at = { 0 };
    socklen_t n = sizeof at;
    if (getsockname(evhttp_bound_socket_get_fd(bound), (struct sockaddr *)&at, &n)) return 0;
    return ntohs(((struct sockaddr_in *)&at)->sin_port); /* sin6_port lies at the same place */
}

static hs_status listen_at(server *s, hs_error *err)
{
    const char *at = s->options->listen ? s->options->listen : "127.0.0.1";
    int methods = EVHTTP_REQ_GET | EVHTTP_REQ_HEAD | EVHTTP_REQ_POST | EVHTTP_REQ_PUT | EVHTTP_REQ_DELETE | EVHTTP_REQ_OPTIONS |
                  EVHTTP_REQ_TRACE | EVHTTP_REQ_CONNECT | EVHTTP_REQ_PATCH;
    evhttp_set_max_headers_size(s->http, HEADERS_MOST);
    evhttp_set_max_body_size(s->http, s->options->edit ? UPLOAD_MOST : BODY_MOST);
    evhttp_set_timeout(s->http, SILENCE);
    evhttp_set_allowed_methods(s->http, (ev_uint16_t)methods); /* those that are not known are answered by us */
    evhttp_set_flags(s->http, EVHTTP_SERVER_LINGERING_CLOSE);
    evhttp_set_gencb(s->http, on_request, s);
    s->bound = evhttp_bind_socket_with_handle(s->http, at, s->options->port);
    if (!s->bound) return fail(err, HS_IO, "%s:%u cannot be listened on", at, s->options->port);
    s->port = port_of(s->bound);
    s->connections = connections_open(s);
    return s->connections ? HS_OK : fail(err, HS_NO_MEMORY, "out of memory");
}

static hs_status loop(server *s, struct event *tick, hs_error *err)
{
    struct timeval fifth = { 0, 200000 };
    if (event_add(tick, &fifth)) return fail(err, HS_IO, "no timer");
    const char *at = s->options->listen ? s->options->listen : "127.0.0.1";
    char url[TOKEN_MOST + 120];
    snprintf(url, sizeof url, strchr(at, ':') ? "http://[%s]:%u/#token=%s" : "http://%s:%u/#token=%s", at, s->port, s->token);
    if (s->options->ready) s->options->ready(s->options->ctx, url);
    return event_base_dispatch(s->loop) < 0 ? fail(err, HS_IO, "the server broke off") : HS_OK;
}

/* A reader that holds a moment of a case without a write-ahead log would keep every writer out.  Who opens a case for
 * writing gives it one, and takes it away again when it closes the case last: so this is done before the readers
 * come, and once more when they are gone, to leave one file.  A case that nobody can write needs neither. */
static void log_is_there(server *s, hs_case **writer)
{
    if (hs_case_open(s->options->path, HS_WRITE, s->options->models, writer, NULL) != HS_OK) *writer = NULL;
}

static hs_status open_case(server *s, hs_error *err)
{
    hs_moment moment;
    hs_case *writer;
    log_is_there(s, &writer);
    hs_status status = hs_case_open(s->options->path, HS_READ, NULL, &s->watched, err);
    if (status == HS_OK) status = hs_now(s->watched, &moment, err);
    if (status == HS_OK) snprintf(s->state, sizeof s->state, "%s", moment.state);
    if (status == HS_OK && !(s->readers = readers_open(s, READERS, err))) status = err->status;
    if (status == HS_OK && !(s->uploads = uploads_open(s, err))) status = err->status;
    hs_case_close(writer);
    return status;
}

static void close_all(server *s, struct event *tick)
{
    uploads_close(s->uploads);
    readers_close(s->readers);
    if (tick) event_free(tick);
    if (s->http) evhttp_free(s->http);
    connections_close(s->connections);
    kept_close(s->kept);
    if (s->loop) event_base_free(s->loop);
    hs_case_close(s->watched);
    hs_case *writer;
    log_is_there(s, &writer);
    hs_case_close(writer);
}

static bool is_this_machine(const char *listen)
{
    return !listen || str_starts(str_of(listen), STR("127.")) || str_eq(str_of(listen), STR("::1"));
}

hs_status serve_run(const serve_options *options, hs_error *err)
{
    if (!is_this_machine(options->listen) && !options->token_file)
        return fail(err, HS_BAD_ARGUMENT, "an address that other machines reach needs a token file");
    server s = { .options = options };
    if (!gate_make_secrets(&s, err)) return HS_BAD_INPUT;
    struct sigaction ignore = { .sa_handler = SIG_IGN }, before;
    sigaction(SIGPIPE, &ignore, &before);
    s.loop = event_base_new();
    s.http = s.loop ? evhttp_new(s.loop) : NULL;
    struct event *tick = s.loop ? event_new(s.loop, -1, EV_PERSIST, on_tick, &s) : NULL;
    s.kept = kept_open();
    hs_status status = s.http && tick && s.kept ? open_case(&s, err) : fail(err, HS_NO_MEMORY, "out of memory");
    if (status == HS_OK) status = listen_at(&s, err);
    if (status == HS_OK) status = loop(&s, tick, err);
    close_all(&s, tick);
    sigaction(SIGPIPE, &before, NULL);
    return status;
}
