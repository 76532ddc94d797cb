/*
 * serve.h - a case over HTTP, on this machine only: the same rows as the listings, as JSON, read-only.
 *
 * Binds to 127.0.0.1 and to nothing else.  Every request needs the token of this run ("Authorization: Bearer TOKEN",
 * or token=TOKEN in the query) and a Host that names this machine, so that no page of another site can ask.  One
 * request is answered at a time.  docs/http.md lists the resources.
 */
#ifndef SERVE_SERVE_H
#define SERVE_SERVE_H
#include <hearsay/hearsay.h>

typedef struct {
    uint16_t port;           /* 0: any free one */
    bool (*stop)(void *ctx); /* asked a few times a second; true ends the server in good order */
    /* Called once, when the server listens.  url: with the token, to be opened in a browser. */
    void (*ready)(void *ctx, const char *url);
    void *ctx;
} serve_options;

/* Serves an open case until stop says so. */
hs_status serve_run(hs_case *, const serve_options *, hs_error *);

#endif
