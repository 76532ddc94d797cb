/*
 * decide_again.c - decisions read back from JSON lines: those of another case, or of this one before it was read anew.
 *
 * Undos name decisions by the numbers they had; these are followed to the numbers they get.
 */
#include "pipeline/decide.h"

#include "base/file.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

static hs_str text_of(const json_t *o, const char *key)
{
    const json_t *v = json_object_get(o, key);
    return json_is_string(v) ? (hs_str){ json_string_value(v), json_string_length(v) } : STR("");
}

static uint64_t number_of(const json_t *v)
{
    json_int_t n = json_is_integer(v) ? json_integer_value(v) : 0;
    return n > 0 ? (uint64_t)n : 0;
}

static hs_decision decision_of(const json_t *o)
{
    hs_decision d = { .kind = text_of(o, "kind"), .undoes = number_of(json_object_get(o, "undoes")),
                      .name = text_of(o, "name"), .other = text_of(o, "other"), .document = text_of(o, "document"),
                      .other_document = text_of(o, "other_document"), .words = text_of(o, "words"),
                      .source = text_of(o, "source"), .frame = text_of(o, "frame"), .agent = text_of(o, "agent"),
                      .patient = text_of(o, "patient"), .why = text_of(o, "why") };
    const json_t *span = json_object_get(o, "span");
    hs_str kind = text_of(o, "source_kind"), certainty = text_of(o, "certainty");
    static const char *const firm[] = { "unknown", "possible", "probable", "certain" };
    d.begin = number_of(json_array_get(span, 0));
    d.end = number_of(json_array_get(span, 1));
    d.source_kind = str_eq(kind, STR("actor")) ? HS_ACTOR : str_eq(kind, STR("unnamed")) ? HS_UNNAMED : HS_AUTHOR;
    d.polarity = str_eq(text_of(o, "polarity"), STR("deny")) ? HS_DENY : HS_ASSERT;
    for (int i = 0; i < 4; i++)
        if (str_eq(certainty, str_of(firm[i]))) d.certainty = (hs_certainty)i;
    return d;
}

typedef struct {
    hs_case *c;
    const char *who;
    hs_id *number; /* of each decision, by its number there: its number here, or 0 */
    size_t numbers;
    uint64_t line, taken;
} again;

enum { NUMBERS_MOST = 10000000 };

/* NULL when there is no memory for it. */
static hs_id *place_of(again *x, uint64_t was)
{
    if (was >= x->numbers) {
        size_t n = (size_t)was * 2 + 64;
        hs_id *grown = realloc(x->number, n * sizeof *grown);
        if (!grown) return NULL;
        for (size_t i = x->numbers; i < n; i++) grown[i] = 0;
        x->number = grown;
        x->numbers = n;
    }
    return &x->number[was];
}

static hs_status take_line(again *x, const json_t *o, hs_error *err)
{
    unsigned long long line = x->line;
    hs_decision d = decision_of(o);
    uint64_t was = number_of(json_object_get(o, "decision"));
    hs_id number, *undone = NULL;
    if (was > NUMBERS_MOST || d.undoes > NUMBERS_MOST)
        return fail(err, HS_LIMIT, "line %llu: its number is too large", line);
    if (d.undoes) {
        undone = place_of(x, d.undoes);
        if (!undone) return fail(err, HS_NO_MEMORY, "out of memory");
        if (!*undone) return fail(err, HS_BAD_INPUT, "line %llu: what it takes back is not in the lines before it", line);
        d.undoes = *undone;
    }
    hs_error why;
    hs_status status = decisions_add(x->c, &d, true, x->who, &number, &why);
    if (status != HS_OK) return fail(err, HS_BAD_INPUT, "line %llu: %s", line, why.what);
    hs_id *here = place_of(x, was);
    if (!here) return fail(err, HS_NO_MEMORY, "out of memory");
    *here = was ? number : 0;
    x->taken++;
    return HS_OK;
}

static hs_status take_lines(again *x, FILE *in, hs_error *err)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t n;
    hs_status status = HS_OK;
    while (status == HS_OK && (n = getline(&line, &room, in)) >= 0) {
        json_error_t bad;
        x->line++;
        if (n <= 1) continue;
        json_t *o = json_loadb(line, (size_t)n, JSON_REJECT_DUPLICATES, &bad);
        if (!json_is_object(o))
            status = fail(err, HS_BAD_INPUT, "line %llu: no JSON object", (unsigned long long)x->line);
        else status = take_line(x, o, err);
        json_decref(o);
    }
    free(line);
    if (status == HS_OK && ferror(in)) status = fail(err, HS_IO, "the decisions cannot be read");
    return status;
}

/* In one batch: all lines, or none. */
static hs_status take_all(again *x, FILE *in, hs_error *err)
{
    hs_status status = decisions_begin(x->c, err);
    if (status != HS_OK) return status;
    status = take_lines(x, in, err);
    hs_status ended = decisions_end(x->c, status == HS_OK, err);
    return status == HS_OK ? ended : status;
}

hs_status hs_decide_again(hs_case *c, FILE *in, const char *who, uint64_t *taken, hs_error *err)
{
    *taken = 0;
    again x = { .c = c, .who = who };
    hs_status status = take_all(&x, in, err);
    if (status == HS_OK) *taken = x.taken;
    free(x.number);
    return status;
}
