/*
 * serve.h - a case over HTTP: pages for people, and the same as JSON for programs.
 *
 * docs/openapi.json lists every resource; docs/http.md says who may ask and how.
 */
#ifndef SERVE_SERVE_H
#define SERVE_SERVE_H
#include <hearsay/hearsay.h>

/* A form of export; name NULL behind the last. */
typedef struct {
    const char *name, *summary;
    hs_status (*write)(hs_case *, FILE *, hs_error *);
} serve_export;

typedef struct {
    const char *path;       /* of the case */
    const hs_models *models;
    const char *name;       /* of the case, as shown */
    const char *listen;     /* an IP address; NULL: 127.0.0.1.  Another one needs token_file */
    const char *token_file; /* its first line is the token; NULL: a new one for this run */
    const char *who;        /* for the audit log; NULL: the user's login name */
    const serve_export *exports;
    uint16_t port;          /* 0: any free one */
    bool edit;              /* documents may be added, and decided upon */
    bool (*stop)(void *ctx); /* asked a few times a second; true ends the server in good order */
    /* Called once, when the server listens.  url: with the token behind "#". */
    void (*ready)(void *ctx, const char *url);
    void *ctx;
} serve_options;

/* Serves a case until stop says so. */
hs_status serve_run(const serve_options *, hs_error *);

#endif
