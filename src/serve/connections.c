/*
 * connections.c - who holds a connection, and for how long.
 *
 * The library times silence; a client that sends a byte every few seconds is never silent.  So each connection has a
 * place here by its descriptor, told apart from an earlier one of the same number by the socket's cookie, and one
 * that has not brought a whole request within REQUEST_SECONDS is shut.  When CONNECTIONS_MOST are open no more are
 * accepted (they wait in the system's queue), and those that have never asked are given PATIENCE seconds only.
 *
 * The library also writes an error page of its own when a request is malformed or too long, in HTML.  It is written
 * into the connection's buffer in one go, before anything is sent; there it is exchanged for a problem.
 */
#include "base/file.h"
#include "serve/inside.h"

#include <errno.h>
#include <event2/bufferevent.h>
#include <event2/listener.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

enum { PATIENCE = 5, DESCRIPTORS_MOST = 4096, WRITE_MOST = 1 << 20 };

typedef struct {
    uint64_t cookie; /* of the socket; 0: no connection of ours */
    time_t since;    /* when it came, or when its last request was in */
    bool has_asked;
} place;

struct connections {
    server *s;
    unsigned open; /* at the last sweep, and accepted since */
    time_t swept;
    place at[DESCRIPTORS_MOST];
};

static time_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec;
}

static uint64_t cookie_of(int fd)
{
    uint64_t cookie = 0;
    socklen_t n = sizeof cookie;
    return getsockopt(fd, SOL_SOCKET, SO_COOKIE, &cookie, &n) ? 0 : cookie;
}

/* A connection that a client of ours opened: connected, and its local port is ours. */
static bool is_connection(const server *s, int fd)
{
    struct sockaddr_storage at;
    socklen_t n = sizeof at;
    if (getpeername(fd, (struct sockaddr *)&at, &n)) return false;
    n = sizeof at;
    if (getsockname(fd, (struct sockaddr *)&at, &n)) return false;
    /* sin_port and sin6_port lie at the same place */
    return (at.ss_family == AF_INET || at.ss_family == AF_INET6) && ntohs(((struct sockaddr_in *)&at)->sin_port) == s->port;
}

/* ---- the library's own error pages ------------------------------------------------------------------------------- */

static const char *words_for(int code)
{
    return code == 413   ? "the request is longer than this server takes"
           : code == 417 ? "only Expect: 100-continue is known"
           : code == 501 ? "that method is not known"
                         : "this is no HTTP request that can be read";
}

static void write_problem(struct evbuffer *out, int code)
{
    const char *title = reply_title(code);
    char body[300];
    int n = snprintf(body, sizeof body, "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}", title, code,
                     words_for(code));
    evbuffer_add_printf(out,
                        "HTTP/1.1 %d %s\r\nContent-Type: application/problem+json\r\nX-Content-Type-Options: nosniff\r\n"
                        "Content-Security-Policy: default-src 'none'\r\nCache-Control: no-store\r\nConnection: close\r\n"
                        "Content-Length: %d\r\n\r\n%s",
                        code, title, n, body);
}

static void on_output(struct evbuffer *out, const struct evbuffer_cb_info *info, void *ctx)
{
    (void)ctx;
    char head[512];
    size_t n = evbuffer_get_length(out);
    if (!info->n_added || n > sizeof head - 1) return;
    evbuffer_copyout(out, head, n);
    head[n] = 0;
    int code = 0;
    if (sscanf(head, "HTTP/1.%*d %d ", &code) != 1 || code < 400 || !strstr(head, "\r\n\r\n<HTML><HEAD>\n<TITLE>")) return;
    evbuffer_unfreeze(out, 1);
    evbuffer_drain(out, n);
    evbuffer_freeze(out, 1);
    write_problem(out, code);
}

/* ---- accepting --------------------------------------------------------------------------------------------------- */

static struct bufferevent *on_accept(struct event_base *loop, void *ctx)
{
    struct connections *c = ctx;
    if (++c->open >= CONNECTIONS_MOST) evconnlistener_disable(evhttp_bound_socket_get_listener(c->s->bound));
    struct bufferevent *b = bufferevent_socket_new(loop, -1, BEV_OPT_CLOSE_ON_FREE);
    if (!b) return NULL;
    evbuffer_add_cb(bufferevent_get_output(b), on_output, c);
    bufferevent_set_max_single_write(b, WRITE_MOST);
    return b;
}

/* No descriptor is left, most likely: wait for the next sweep. */
static void on_refusal(struct evconnlistener *listener, void *ctx)
{
    (void)ctx;
    evconnlistener_disable(listener);
}

struct connections *connections_open(server *s)
{
    struct connections *c = calloc(1, sizeof *c);
    if (!c) return NULL;
    c->s = s;
    /* The end of an answer must not wait until its beginning is acknowledged; connections inherit this. */
    int yes = 1;
    setsockopt(evhttp_bound_socket_get_fd(s->bound), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    evhttp_set_bevcb(s->http, on_accept, c);
    evconnlistener_set_error_cb(evhttp_bound_socket_get_listener(s->bound), on_refusal);
    return c;
}

void connections_close(struct connections *c)
{
    free(c);
}

/* ---- letting go -------------------------------------------------------------------------------------------------- */

void connections_asked(struct connections *c, struct evhttp_request *r)
{
    struct evhttp_connection *of = evhttp_request_get_connection(r);
    int fd = of ? bufferevent_getfd(evhttp_connection_get_bufferevent(of)) : -1;
    if (fd < 0 || fd >= DESCRIPTORS_MOST) return;
    c->at[fd] = (place){ .cookie = cookie_of(fd), .since = now(), .has_asked = true };
}

static bool is_overdue(const struct connections *c, const place *p, time_t t)
{
    bool crowded = c->open >= CONNECTIONS_MOST && !p->has_asked;
    return t - p->since > (crowded ? PATIENCE : REQUEST_SECONDS);
}

void connections_sweep(struct connections *c)
{
    time_t t = now();
    unsigned open = 0;
    if (t == c->swept && c->open < CONNECTIONS_MOST) return;
    c->swept = t;
    for (int fd = 3; fd < DESCRIPTORS_MOST; fd++) {
        uint64_t cookie = cookie_of(fd);
        place *p = &c->at[fd];
        if (!cookie || !is_connection(c->s, fd)) {
            p->cookie = 0;
            continue;
        }
        open++;
        if (p->cookie != cookie) *p = (place){ .cookie = cookie, .since = t };
        else if (is_overdue(c, p, t)) shutdown(fd, SHUT_RDWR); /* the library sees the end and cleans up */
    }
    c->open = open;
    if (open < CONNECTIONS_MOST) evconnlistener_enable(evhttp_bound_socket_get_listener(c->s->bound));
}
