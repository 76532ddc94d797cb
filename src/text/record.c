/*
 * record.c - one line of a JSONL file: a JSON object that is one document.
 *
 * jansson checks the line and gives the fields.  It does not say where a string stood, so the string `text` is found
 * again by a scan that may rely on the line being valid JSON, and is copied piece by piece: runs without escapes as
 * they are, each escape as the character it stands for.
 */
#include "text/formats.h"

#include "base/utf8.h"

#include <jansson.h>

static void release(void *object)
{
    json_decref(object);
}

static json_t *load(arena *a, const decoded *from)
{
    json_error_t e;
    json_t *object = json_loadb(from->text.p, from->text.n, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &e);
    if (!object && json_error_code(&e) == json_error_out_of_memory)
        arena_leave(a, HS_NO_MEMORY, "no memory for a record of %zu bytes", from->text.n);
    if (!object)
        arena_leave(a, HS_BAD_INPUT, "record: no valid JSON at byte %d: %s", e.position > 0 ? e.position : 0, e.text);
    arena_defer(a, release, object);
    if (!json_is_object(object)) arena_leave(a, HS_BAD_INPUT, "record: is no JSON object");
    return object;
}

/* The words of a field: a string, or null or absent for empty. */
static hs_str field(arena *a, const json_t *object, const char *name)
{
    const json_t *v = json_object_get(object, name);
    if (!v || json_is_null(v)) return STR("");
    if (!json_is_string(v)) arena_leave(a, HS_BAD_INPUT, "record: field \"%s\" is no string", name);
    return str_trim((hs_str){ json_string_value(v), json_string_length(v) });
}

/* An id may be a whole number too. */
static hs_str field_id(arena *a, const json_t *object)
{
    const json_t *v = json_object_get(object, "id");
    if (json_is_integer(v)) return arena_printf(a, "%" JSON_INTEGER_FORMAT, json_integer_value(v));
    return field(a, object, "id");
}

/* ---- where the text stands --------------------------------------------------------------------- */

/* Behind the string that opens at `at`. */
static size_t string_end(hs_str s, size_t at)
{
    for (at++; at < s.n && s.p[at] != '"'; at++) at += s.p[at] == '\\';
    return at < s.n ? at + 1 : s.n;
}

/* The string value of the member `text` of the outermost object, between its quotes.  The line is valid JSON. */
static span text_member(hs_str s)
{
    int depth = 0;
    bool is_key = false, is_text = false;
    for (size_t at = 0; at < s.n;) {
        char c = s.p[at];
        if (c == '"') {
            size_t end = string_end(s, at);
            if (depth == 1 && is_text && !is_key) return (span){ (uint32_t)at + 1, (uint32_t)end - 1 };
            if (depth == 1 && is_key) is_text = str_eq(str_sub(s, at, end), STR("\"text\""));
            at = end;
            continue;
        }
        depth += (c == '{' || c == '[') - (c == '}' || c == ']');
        if (depth == 1 && (c == '{' || c == ',')) is_key = true;
        else if (depth == 1 && c == ':') is_key = false;
        at++;
    }
    return (span){ 0, 0 };
}

static int32_t hex4(hs_str s, size_t at)
{
    int32_t v = 0;
    for (size_t i = 0; i < 4; i++) {
        char c = s.p[at + i];
        v = v * 16 + (c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
    }
    return v;
}

/* Adds the character of the escape at `at` and gives the place behind it. */
static size_t escape(draft *d, hs_str s, size_t at, uint32_t *notes)
{
    static const char plain[] = "b\bf\fn\nr\rt\t";
    char bytes[4] = { s.p[at + 1] };
    size_t end = at + 2, n = 1;
    for (size_t i = 0; i < 10; i += 2)
        if (s.p[at + 1] == plain[i]) bytes[0] = plain[i + 1];
    if (s.p[at + 1] == 'u') {
        int32_t code = hex4(s, at + 2);
        end = at + 6;
        if (code >= 0xD800 && code < 0xDC00) { /* jansson has seen to it that the other half follows */
            code = 0x10000 + ((code - 0xD800) << 10) + (hex4(s, at + 8) - 0xDC00);
            end = at + 12;
        }
        n = code ? utf8_put(code, bytes) : 0;
        if (!code) *notes |= NOTE_NUL;
    }
    draft_as(d, (hs_str){ bytes, n }, at, end);
    return end;
}

static void copy_text(draft *d, hs_str s, span at, uint32_t *notes)
{
    size_t run = at.begin, i = at.begin;
    while (i < at.end) {
        if (s.p[i] != '\\') {
            i++;
            continue;
        }
        draft_same(d, run, i);
        run = i = escape(d, s, i, notes);
    }
    draft_same(d, run, at.end);
}

void format_record(arena *a, const decoded *from, draft *d, found *f)
{
    const json_t *object = load(a, from);
    f->external = field_id(a, object);
    f->publisher = field(a, object, "publisher");
    f->author = field(a, object, "author");
    f->url = field(a, object, "url");
    f->title = field(a, object, "title");
    f->language = field(a, object, "language");
    hs_str day = field(a, object, "date");
    if (day.n && !date_parse(day, &f->published))
        arena_leave(a, HS_BAD_INPUT, "record: field \"date\" is no ISO 8601 date: \"%.*s\"",
                    (int)(day.n < 40 ? day.n : 40), day.p);
    const json_t *text = json_object_get(object, "text");
    if (!text) arena_leave(a, HS_BAD_INPUT, "record: field \"text\" is missing");
    if (!json_is_string(text)) arena_leave(a, HS_BAD_INPUT, "record: field \"text\" is no string");
    span at = text_member(from->text);
    /* A key written with escapes ("\u0074ext") is found by jansson only. */
    if (at.begin == 0) arena_leave(a, HS_BAD_INPUT, "record: field \"text\" has an escaped name");
    copy_text(d, from->text, at, &f->notes);
}
