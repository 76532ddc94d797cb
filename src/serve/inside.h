/*
 * inside.h - what the files of the server share.
 *
 *     loop thread        accepts, checks who asks, answers pages, 304 and problems; gives the rest away and sends
 *     reader threads     each with the case open for itself, at one settled moment of it
 *     adding thread      --edit only: the one writer (uploads.c)
 *
 * An exchange goes from the loop to a reader and back; one thread has it at any time.
 */
#ifndef SERVE_INSIDE_H
#define SERVE_INSIDE_H
#include "base/str.h"
#include "serve/serve.h"

#include <event2/buffer.h>
#include <event2/event.h>
#include <event2/http.h>
#include <pthread.h>
#include <stdatomic.h>

enum {
    HEADERS_MOST = 16384,       /* bytes of a request's head */
    BODY_MOST = 65536,          /* of a request's body, but for uploads */
    UPLOAD_MOST = 64 << 20,     /* of an uploaded file */
    SILENCE = 10,               /* seconds that a connection may be silent */
    REQUEST_SECONDS = 60,       /* from the first byte of a request to its last */
    CONNECTIONS_MOST = 512,
    PARAMETERS_MOST = 24,
    READERS = 2,                /* threads that answer, besides one for what takes long */
    TOKEN_FEWEST = 32,          /* characters of a token, also of one from a file */
    TOKEN_MOST = 256,
    EXCHANGE_MEMORY = 256 << 20, /* that one answer may take */
    STATE_NAME = 48,
    KEY_MOST = 2048             /* bytes of an address whose answer may be kept */
};

typedef struct {
    hs_str name, value;
    bool used;
} parameter;

/* A request and its answer. */
typedef struct exchange {
    arena *a; /* holds this and all below */
    unsigned holders; /* the answer under way, and who keeps it */
    struct exchange *next;
    struct evhttp_request *request;
    hs_str key; /* what was asked, and whether gzip'd: equal keys in one state have equal answers */
    bool is_post, is_head, takes_gzip;
    hs_str path, body;
    parameter parameter[PARAMETERS_MOST];
    size_t parameters;

    int code; /* 0: not answered yet */
    const char *type, *file_name; /* file_name: as a download */
    hs_str out;
    bool packed;                  /* out is gzip'd */
    int file;                     /* > 0: sent instead of out, and closed */
    uint64_t file_n;
    char state[STATE_NAME];       /* of the case that the answer shows; "": the answer shows none */
} exchange;

typedef struct readers readers;
typedef struct uploads uploads;

typedef struct {
    const serve_options *options;
    struct event_base *loop;
    struct evhttp *http;
    struct evhttp_bound_socket *bound;
    uint16_t port;
    char token[TOKEN_MOST + 1];
    char session[2 * 32 + 1]; /* what the cookie holds */
    struct connections *connections;
    readers *readers;
    uploads *uploads;
    struct kept *kept;
    hs_case *watched;          /* the loop's own: tells when there is a new state */
    char state[STATE_NAME];    /* its name */
    hs_error failure;          /* why the loop was left */
} server;

/* ---- reply.c ---- */
/* Sends what the exchange holds and ends it. */
void reply_send(server *, exchange *);
/* Fills in a problem (RFC 9457) instead of whatever was there; never fails. */
void reply_problem(exchange *, int code, const char *detail);
void reply_status(exchange *, const hs_error *); /* the problem that a status of the library means */
const char *reply_title(int code);
void reply_pack(exchange *); /* gzips what is long enough, for who takes it; on any thread */
/* Headers that every answer carries. */
void reply_guard_headers(struct evhttp_request *);

void reply_again(exchange *, struct evhttp_request *, bool is_head); /* sends what was kept to another one */

/* ---- kept.c ---- */
struct kept *kept_open(void);
void kept_close(struct kept *);
void kept_forget(struct kept *); /* the state is another one */
exchange *kept_find(const struct kept *, hs_str key);
void kept_put(struct kept *, exchange *); /* if it may be kept */
void exchange_release(exchange *);

/* ---- gate.c ---- */
/* 0, or the code of the refusal with the reason in *detail. */
int gate_check(const server *, struct evhttp_request *, bool is_api, bool is_post, const char **detail);
bool gate_is_session(const server *, hs_str token); /* the token of this run? */
bool gate_make_secrets(server *, hs_error *);
void gate_cookie(const server *, char *out, size_t n); /* name=value; attributes */

/* ---- connections.c ---- */
struct connections *connections_open(server *);
void connections_close(struct connections *);
void connections_sweep(struct connections *); /* lets go who is too slow; called a few times a second */
void connections_asked(struct connections *, struct evhttp_request *); /* a whole request came in */

/* ---- readers.c ---- */
readers *readers_open(server *, unsigned threads, hs_error *);
void readers_close(readers *);
void readers_give(readers *, exchange *); /* answered later, through reply_send */
void readers_moved(readers *);            /* the case has a new state */

/* ---- resources.c: on a reader's thread ---- */
void resource_answer(hs_case *, const serve_options *, const char *state, exchange *);
bool resource_is_slow(hs_str path);    /* takes so long that others should not wait for it */
bool resource_is_lasting(hs_str path); /* the same as long as the case is: answers may be kept */
const parameter *exchange_parameter(exchange *, const char *name); /* NULL: not given; marks it as used */

/* ---- decisions.c ---- */
/* Belief in a question's answers, day by day. */
hs_status beliefs_list(hs_case *, exchange *, const hs_asked *, hs_str *out, hs_error *);
hs_status decisions_list(hs_case *, exchange *, const hs_asked *, bool is_review, hs_str *out, hs_error *);
/* A decision as it was sent, or the undoing of one; with a case open for writing. */
hs_status decisions_make(hs_case *, hs_str body, uint64_t undoes, const char *who, hs_error *);

/* ---- uploads.c ---- */
uploads *uploads_open(server *, hs_error *);
void uploads_close(uploads *);
void uploads_rule(uploads *, exchange *);   /* POST of a decision: fills in the answer */
void uploads_take(uploads *, exchange *);   /* POST: fills in the answer */
void uploads_answer(uploads *, exchange *); /* GET */

#endif
