/*
 * bundle.h - the pages, embedded in the program when it is built (tools/bundle.cmake).
 */
#ifndef SERVE_BUNDLE_H
#define SERVE_BUNDLE_H
#include "base/str.h"

typedef struct {
    const char *path; /* "/app.js"; NULL behind the last */
    const char *etag; /* with its quotation marks */
    const unsigned char *plain, *plain_end, *packed, *packed_end; /* packed: gzip */
} bundle_file;

extern const bundle_file BUNDLE[];
extern const unsigned char serve_openapi[], serve_openapi_end[]; /* docs/openapi.json */

/* The file of that path; "/" and a path without a dot in its last part give index.html.  NULL: there is none. */
const bundle_file *bundle_find(hs_str path);
const char *bundle_type(const bundle_file *); /* its media type, from its ending */
/* The name holds a digest ("app-1a2b3c4d.js"): it never changes. */
bool bundle_is_for_ever(const bundle_file *);

#endif
