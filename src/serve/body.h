/*
 * body.h - what is read out of JSON that a client sends.  Kept apart: the library's names clash with base/json.h.
 */
#ifndef SERVE_BODY_H
#define SERVE_BODY_H
#include "base/str.h"

#include <hearsay/hearsay.h>

/* The string at `key` of an object; false when the body is no object or has no such string.  Leaves by no door. */
bool body_string(arena *, hs_str body, const char *key, hs_str *out);
/* A decision, as docs/openapi.json has it; false with the reason.  Leaves by no door. */
bool body_decision(arena *, hs_str body, hs_decision *out, const char **why);

#endif
