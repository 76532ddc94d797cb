/*
 * reuse_records.c - reading the reuse filter's records, with jansson; but the common ones without it.
 *
 * Nearly every record is one flat object of strings, and building a tree of objects for it would cost as much as finding
 * what it shares.  So such a record is read where it stands; whatever is not plainly one (nested values, a member
 * twice, anything that may be an error) is jansson's, whose word is final.
 */
#include "pipeline/reuse_records.h"

#include "base/utf8.h"

#include <jansson.h>

/* ---- flat records ---- */

typedef struct {
    arena *a;
    const char *p, *end;
} scan;

static void skip_blanks(scan *s)
{
    while (s->p < s->end && (*s->p == ' ' || *s->p == '\t')) s->p++;
}

static bool take(scan *s, char c)
{
    skip_blanks(s);
    if (s->p == s->end || *s->p != c) return false;
    s->p++;
    return true;
}

static int hex4(const char *p)
{
    int v = 0;
    for (int i = 0; i < 4; i++) {
        char c = p[i];
        int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
        if (digit < 0) return -1;
        v = v * 16 + digit;
    }
    return v;
}

/* One escape, s->p behind its backslash; false for what is left to jansson. */
static bool unescape(scan *s, char **to)
{
    static const char from[] = "\"\\/bfnrt", into[] = "\"\\/\b\f\n\r\t";
    if (s->p == s->end) return false;
    const char *which = memchr(from, *s->p, sizeof from - 1);
    if (which) {
        *(*to)++ = into[which - from];
        s->p++;
        return true;
    }
    if (*s->p != 'u' || s->end - s->p < 5) return false;
    int code = hex4(s->p + 1);
    if (code <= 0 || (code >= 0xD800 && code < 0xE000)) return false; /* half of a pair */
    *to += utf8_put(code, *to);
    s->p += 5;
    return true;
}

/* A string without its escapes, in the arena. */
static bool take_string(scan *s, hs_str *out)
{
    if (!take(s, '"')) return false;
    const char *quote = s->p;
    do quote = memchr(quote, '"', (size_t)(s->end - quote));
    while (quote && quote[-1] == '\\' && quote++); /* an escaped one, or behind an escaped backslash: then too far */
    if (!quote) return false;
    char *room = arena_take(s->a, (size_t)(quote - s->p) + 1), *to = room;
    while (s->p < s->end && *s->p != '"') {
        const char *from = s->p;
        while (s->p < quote && *s->p != '\\' && *s->p != '"' && (unsigned char)*s->p >= 0x20) s->p++;
        memcpy(to, from, (size_t)(s->p - from));
        to += s->p - from;
        if (s->p < s->end && *s->p == '"') break;
        if (s->p >= quote || *s->p != '\\') return false;
        s->p++;
        if (!unescape(s, &to)) return false;
    }
    *out = (hs_str){ room, (size_t)(to - room) };
    return take(s, '"') && utf8_bad(*out) == SIZE_MAX;
}

static bool take_null(scan *s)
{
    skip_blanks(s);
    if (s->end - s->p < 4 || memcmp(s->p, "null", 4)) return false;
    s->p += 4;
    return true;
}

enum { ID, SOURCE, PUBLISHER, CREDIT, TITLE, DATE, TEXT, MEMBERS };
static const hs_str MEMBER[MEMBERS] = { STR_INIT("id"),     STR_INIT("source"), STR_INIT("publisher"), STR_INIT("credit"),
                                        STR_INIT("title"), STR_INIT("date"),   STR_INIT("text") };

/* The members of a flat object of strings and nulls; .p stays NULL where there is no string. */
static bool scan_members(scan *s, hs_str value[MEMBERS])
{
    bool seen[MEMBERS] = { false };
    if (!take(s, '{')) return false;
    do {
        hs_str name, v = { 0 };
        if (!take_string(s, &name) || !take(s, ':') || !(take_null(s) || take_string(s, &v))) return false;
        if (str_eq(name, STR("names"))) return false;
        for (int i = 0; i < MEMBERS; i++) {
            if (!str_eq(name, MEMBER[i])) continue;
            if (seen[i]) return false;
            seen[i] = true;
            value[i] = v;
        }
    } while (take(s, ','));
    return take(s, '}') && (skip_blanks(s), s->p == s->end);
}

static const char *fill(const hs_str value[MEMBERS], reuse_document *d)
{
    if (!value[ID].n) return "no \"id\"";
    if (!value[TEXT].p) return "no \"text\"";
    if (value[TEXT].n > RECORD_TEXT_MOST) return "\"text\" is too long";
    d->id = value[ID];
    d->text = value[TEXT];
    d->publisher = value[SOURCE].n ? value[SOURCE] : value[PUBLISHER];
    d->credit = value[CREDIT];
    d->title = value[TITLE];
    if (!date_parse(value[DATE], &d->published)) d->published = (date){ .precision = DATE_NONE };
    return NULL;
}

/* ---- all others ---- */

static hs_str member(arena *a, const json_t *o, const char *name)
{
    const json_t *v = json_object_get(o, name);
    if (!json_is_string(v)) return (hs_str){ 0 };
    return arena_str(a, (hs_str){ json_string_value(v), json_string_length(v) });
}

/* "names": [[begin, end], ...], ascending and disjoint. */
static const char *read_names(arena *a, const json_t *list, reuse_document *d)
{
    if (!list || json_is_null(list)) return NULL;
    size_t n = json_array_size(list);
    span *name = TAKE(a, n, span);
    json_int_t before = 0;
    for (size_t i = 0; i < n; i++) {
        const json_t *begin = json_array_get(json_array_get(list, i), 0), *end = json_array_get(json_array_get(list, i), 1);
        json_int_t b = json_integer_value(begin), e = json_integer_value(end);
        if (!json_is_integer(begin) || !json_is_integer(end) || b < before || e <= b || (uint64_t)e > d->text.n)
            return "\"names\" are not places in \"text\", ascending and apart";
        name[i] = (span){ (uint32_t)b, (uint32_t)e };
        before = e;
    }
    d->name = name;
    d->names = n;
    return NULL;
}

static const char *read_members(arena *a, const json_t *o, reuse_document *d)
{
    hs_str value[MEMBERS];
    if (!json_is_object(o)) return "not a JSON object";
    for (int i = 0; i < MEMBERS; i++) value[i] = member(a, o, MEMBER[i].p);
    const char *fault = fill(value, d);
    return fault ? fault : read_names(a, json_object_get(o, "names"), d);
}

/* The arena knows of the object while it is read, in case it is left meanwhile; after that the box is empty. */
static void let_go(void *box)
{
    json_t **o = box;
    json_decref(*o);
    *o = NULL;
}

const char *reuse_record(arena *a, hs_str line, reuse_document *out)
{
    json_error_t e;
    hs_str value[MEMBERS] = { 0 };
    *out = (reuse_document){ 0 };
    if (scan_members(&(scan){ a, line.p, line.p + line.n }, value)) return fill(value, out);
    json_t **box = TAKE(a, 1, json_t *);
    arena_defer(a, let_go, box);
    *box = json_loadb(line.p, line.n, 0, &e);
    if (!*box) return arena_str(a, str_of(e.text)).p;
    const char *fault = read_members(a, *box, out);
    let_go(box);
    return fault;
}
