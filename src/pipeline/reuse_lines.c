/*
 * reuse_lines.c - a shared passage as the reuse filter writes it: one JSON object a line.
 *
 * "class" is "copy" for all kinds that take another's text over, and the kind itself for what is shared otherwise
 * (self, common, quote, boilerplate, formula); "kind" always is the room's own class.  Who asks for a length of exact
 * runs asks for what is shared, whatever it means: then all are "copy".  Places are bytes of "text".
 */
#include "base/json.h"
#include "pipeline/reuse_records.h"

#include <stdio.h>

static void put_side(json *j, const char *name, const char *begin, const char *end, hs_str id, span at)
{
    json_put_string(j, name, id);
    json_put_u64(j, begin, at.begin);
    json_put_u64(j, end, at.end);
}

/* Rounded: nobody reads more, and printing what reads back exactly costs more than finding it. */
static void put_rounded(json *j, const char *name, double value, unsigned digits)
{
    static const uint64_t tens[] = { 1, 10, 100, 1000 };
    char number[32], *p = number + sizeof number;
    uint64_t v = (uint64_t)(value * (double)tens[digits] + .5);
    for (unsigned i = 0; i <= digits || v; i++, v /= 10) {
        if (i == digits) *--p = '.';
        *--p = (char)('0' + v % 10);
    }
    json_key(j, name);
    json_raw(j, (hs_str){ p, (size_t)(number + sizeof number - p) });
}

void reuse_line(buf *line, const copy *c, hs_str id_a, hs_str id_b, bool all_taken_over)
{
    json j = json_begin(line);
    json_open(&j, '{');
    put_side(&j, "a", "a_start", "a_end", id_a, c->in_a);
    put_side(&j, "b", "b_start", "b_end", id_b, c->in_b);
    json_put_string(&j, "dir", str_of(copy_direction_name(c->direction)));
    bool taken_over = c->class <= COPY_VERSION || all_taken_over;
    json_put_string(&j, "class", taken_over ? STR("copy") : str_of(copy_class_name(c->class)));
    json_put_string(&j, "kind", str_of(copy_class_name(c->class)));
    put_rounded(&j, "confidence", c->confidence, 3);
    put_rounded(&j, "bits", c->bits, 1);
    json_put_u64(&j, "tokens", c->tokens);
    put_rounded(&j, "equal", c->equal, 3);
    json_close(&j, '}');
    buf_byte(line, '\n');
}
