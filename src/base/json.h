/*
 * json.h - writing JSON, one object a line, fields in the order they are put.  (Reading is jansson's.)
 *
 *     json j = json_begin(&out);      // out is a buf
 *     json_open(&j, '{');
 *     json_key(&j, "claim"); json_u64(&j, 12);
 *     json_close(&j, '}');
 *
 * Strings are escaped as RFC 8259 asks; bytes that are not UTF-8 become U+FFFD.  Doubles are printed with the
 * fewest digits that read back the same, so equal numbers give equal bytes.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H
#include "base/str.h"

typedef struct {
    buf *out;
    bool need_comma;
} json;

json json_begin(buf *);
void json_open(json *, char bracket);  /* '{' or '[' */
void json_close(json *, char bracket); /* '}' or ']' */
void json_key(json *, const char *key);
void json_string(json *, hs_str);
void json_u64(json *, uint64_t);
void json_double(json *, double); /* not finite: null */
void json_bool(json *, bool);
void json_null(json *);
void json_raw(json *, hs_str already_json);

/* key and value in one call */
void json_put_string(json *, const char *key, hs_str); /* null when p is NULL */
void json_put_u64(json *, const char *key, uint64_t);
void json_put_double(json *, const char *key, double);
void json_put_bool(json *, const char *key, bool);
void json_put_span(json *, const char *key, uint64_t begin, uint64_t end); /* [begin,end] */

#endif
