/*
 * json.c - writing JSON, one object a line, fields in the order they are put.
 */
#include "base/json.h"

#include "base/utf8.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

json json_begin(buf *out)
{
    return (json){ out, false };
}

static void comma(json *j)
{
    if (j->need_comma) buf_byte(j->out, ',');
    j->need_comma = true;
}

void json_open(json *j, char bracket)
{
    comma(j);
    buf_byte(j->out, bracket);
    j->need_comma = false;
}

void json_close(json *j, char bracket)
{
    buf_byte(j->out, bracket);
    j->need_comma = true;
}

static void quoted(buf *out, hs_str s)
{
    buf_byte(out, '"');
    for (size_t at = 0; at < s.n;) {
        size_t before = at;
        int32_t c = utf8_next(s, &at);
        if (c < 0) buf_add(out, STR("\xEF\xBF\xBD"));
        else if (c == '"' || c == '\\') buf_printf(out, "\\%c", c);
        else if (c == '\n') buf_add(out, STR("\\n"));
        else if (c == '\r') buf_add(out, STR("\\r"));
        else if (c == '\t') buf_add(out, STR("\\t"));
        else if (c < 0x20 || c == 0x7F || c == 0x2028 || c == 0x2029) buf_printf(out, "\\u%04x", (unsigned)c);
        else buf_add(out, str_sub(s, before, at));
    }
    buf_byte(out, '"');
}

void json_key(json *j, const char *key)
{
    comma(j);
    quoted(j->out, str_of(key));
    buf_byte(j->out, ':');
    j->need_comma = false;
}

void json_string(json *j, hs_str s)
{
    comma(j);
    quoted(j->out, s);
}

void json_u64(json *j, uint64_t v)
{
    comma(j);
    buf_printf(j->out, "%llu", (unsigned long long)v);
}

void json_double(json *j, double v)
{
    if (!isfinite(v)) {
        json_null(j);
        return;
    }
    comma(j);
    char text[40];
    for (int digits = 1; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, v);
        if (strtod(text, NULL) == v) break;
    }
    buf_add(j->out, str_of(text));
}

void json_bool(json *j, bool v)
{
    comma(j);
    buf_add(j->out, v ? STR("true") : STR("false"));
}

void json_null(json *j)
{
    comma(j);
    buf_add(j->out, STR("null"));
}

void json_raw(json *j, hs_str already_json)
{
    comma(j);
    buf_add(j->out, already_json);
}

void json_put_string(json *j, const char *key, hs_str s)
{
    json_key(j, key);
    if (s.p) json_string(j, s);
    else json_null(j);
}

void json_put_u64(json *j, const char *key, uint64_t v)
{
    json_key(j, key);
    json_u64(j, v);
}

void json_put_double(json *j, const char *key, double v)
{
    json_key(j, key);
    json_double(j, v);
}

void json_put_bool(json *j, const char *key, bool v)
{
    json_key(j, key);
    json_bool(j, v);
}

void json_put_span(json *j, const char *key, uint64_t begin, uint64_t end)
{
    json_key(j, key);
    json_open(j, '[');
    json_u64(j, begin);
    json_u64(j, end);
    json_close(j, ']');
}
