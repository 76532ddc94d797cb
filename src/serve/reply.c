/*
 * reply.c - an answer on its way out: headers, gzip, ETag, and problems as RFC 9457 wants them.
 */
#include "base/json.h"
#include "serve/inside.h"

#include <event2/keyvalq_struct.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>

enum { PACK_FROM = 1024, PACK_LEVEL = 4 };

const char *reply_title(int code)
{
    switch (code) {
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 409: return "Conflict";
    case 411: return "Length Required";
    case 413: return "Content Too Large";
    case 415: return "Unsupported Media Type";
    case 417: return "Expectation Failed";
    case 421: return "Misdirected Request";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    default: return "Internal Server Error";
    }
}

void reply_guard_headers(struct evhttp_request *r)
{
    static const char *const header[][2] = {
        { "Content-Security-Policy", "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
                                     " object-src 'none'" },
        { "X-Content-Type-Options", "nosniff" },
        { "X-Frame-Options", "DENY" },
        { "Referrer-Policy", "no-referrer" },
        { "Cross-Origin-Resource-Policy", "same-origin" },
        { "Cross-Origin-Opener-Policy", "same-origin" },
        { "Vary", "Accept-Encoding" }
    };
    struct evkeyvalq *out = evhttp_request_get_output_headers(r);
    for (size_t i = 0; i < sizeof header / sizeof *header; i++) evhttp_add_header(out, header[i][0], header[i][1]);
}

/* ---- problems ---------------------------------------------------------------------------------------------------- */

static hs_str problem_json(arena *a, int code, const char *detail)
{
    buf out = { .a = a };
    json j = json_begin(&out);
    json_open(&j, '{');
    json_put_string(&j, "type", STR("about:blank"));
    json_put_string(&j, "title", str_of(reply_title(code)));
    json_put_u64(&j, "status", (uint64_t)code);
    json_put_string(&j, "detail", str_of(detail));
    json_close(&j, '}');
    return buf_str(&out);
}

void reply_problem(exchange *x, int code, const char *detail)
{
    x->code = code;
    x->type = "application/problem+json";
    x->packed = false;
    x->file_name = NULL;
    x->state[0] = 0;
    if (ARENA_DOOR(x->a)) {
        x->out = problem_json(x->a, code, detail);
        arena_door_shut(x->a);
    } else {
        x->code = 503;
        x->out = STR("{\"type\":\"about:blank\",\"title\":\"Service Unavailable\",\"status\":503,\"detail\":\"out of memory\"}");
    }
}

void reply_status(exchange *x, const hs_error *err)
{
    int code = err->status == HS_NOT_FOUND      ? 404
               : err->status == HS_BAD_ARGUMENT ? 400
               : err->status == HS_BAD_INPUT    ? 400
               : err->status == HS_LIMIT        ? 413
               : err->status == HS_BUSY         ? 503
               : err->status == HS_NO_MEMORY    ? 503
                                                : 500;
    reply_problem(x, code, err->what);
}

/* ---- sending ----------------------------------------------------------------------------------------------------- */

static hs_str packed(arena *a, hs_str in)
{
    z_stream z = { 0 };
    if (deflateInit2(&z, PACK_LEVEL, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) return in;
    uLong most = deflateBound(&z, in.n);
    char *room = arena_take(a, most);
    z.next_in = (Bytef *)(uintptr_t)in.p;
    z.avail_in = (uInt)in.n;
    z.next_out = (Bytef *)room;
    z.avail_out = (uInt)most;
    int result = deflate(&z, Z_FINISH);
    hs_str out = { room, most - z.avail_out };
    deflateEnd(&z);
    return result == Z_STREAM_END && out.n < in.n ? out : in;
}

void reply_pack(exchange *x)
{
    if (x->packed || !x->takes_gzip || x->file_name || x->out.n < PACK_FROM || x->out.n > UINT32_MAX / 2) return;
    hs_str before = x->out;
    if (ARENA_DOOR(x->a)) {
        x->out = packed(x->a, before);
        arena_door_shut(x->a);
        x->packed = x->out.p != before.p;
    }
}

static void give_back(const void *data, size_t n, void *ctx)
{
    (void)data;
    (void)n;
    exchange_release(ctx);
}

static void put_headers(const exchange *x, struct evhttp_request *r, bool is_head)
{
    struct evkeyvalq *out = evhttp_request_get_output_headers(r);
    char line[256];
    reply_guard_headers(r);
    if (x->type) evhttp_add_header(out, "Content-Type", x->type);
    if (x->packed) evhttp_add_header(out, "Content-Encoding", "gzip");
    if (x->file_name) {
        snprintf(line, sizeof line, "attachment; filename=\"%.200s\"", x->file_name);
        evhttp_add_header(out, "Content-Disposition", line);
    }
    if (x->state[0]) {
        snprintf(line, sizeof line, "\"%s%s\"", x->state, x->packed ? "-gzip" : "");
        evhttp_add_header(out, "ETag", line);
        evhttp_add_header(out, "Cache-Control", "private, no-cache");
    } else {
        evhttp_add_header(out, "Cache-Control", "no-store");
    }
    if (x->code == 405) evhttp_add_header(out, "Allow", "GET, HEAD");
    if (x->code == 401) evhttp_add_header(out, "WWW-Authenticate", "Bearer");
    if (is_head) {
        snprintf(line, sizeof line, "%llu", (unsigned long long)(x->file > 0 ? x->file_n : x->out.n));
        evhttp_add_header(out, "Content-Length", line);
    }
}

/* What is sent: a file, or bytes of the exchange, which is held until they are gone. */
static void fill_body(exchange *x, struct evbuffer *b)
{
    if (x->file > 0) {
        if (evbuffer_add_file(b, x->file, 0, (ev_off_t)x->file_n)) close(x->file);
        x->file = 0;
    } else if (x->out.n) {
        x->holders++;
        if (evbuffer_add_reference(b, x->out.p, x->out.n, give_back, x)) x->holders--;
    }
}

static void send_to(exchange *x, struct evhttp_request *r, bool is_head)
{
    put_headers(x, r, is_head);
    struct evbuffer *b = evbuffer_new();
    if (b && !is_head) fill_body(x, b);
    evhttp_send_reply(r, x->code, reply_title(x->code), b);
    if (b) evbuffer_free(b);
}

void reply_again(exchange *x, struct evhttp_request *r, bool is_head)
{
    send_to(x, r, is_head);
}

void reply_send(server *s, exchange *x)
{
    if (s && s->kept && str_eq(str_of(x->state), str_of(s->state))) kept_put(s->kept, x);
    send_to(x, x->request, x->is_head);
    if (x->file > 0) close(x->file);
    exchange_release(x);
}
