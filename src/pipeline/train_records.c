/*
 * train_records.c - reading marked texts, with jansson.
 */
#include "pipeline/train_records.h"

#include "base/utf8.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

/* [begin, end] within the text. */
static bool read_span(const json_t *o, size_t text, span *out)
{
    const json_t *begin = json_array_get(o, 0), *end = json_array_get(o, 1);
    if (!json_is_integer(begin) || !json_is_integer(end)) return false;
    json_int_t b = json_integer_value(begin), e = json_integer_value(end);
    if (b < 0 || e <= b || (uint64_t)e > text) return false;
    *out = (span){ (uint32_t)b, (uint32_t)e };
    return true;
}

static const char *read_marks(arena *a, const json_t *list, train_record *out)
{
    size_t n = json_array_size(list);
    factuality_mark *at = TAKE(a, n + 1, factuality_mark);
    for (size_t i = 0; i < n; i++) {
        const json_t *one = json_array_get(list, i), *value = json_object_get(one, "factuality");
        if (!read_span(json_object_get(one, "span"), out->text.n, &at[i].at)) return "an event without a \"span\" in the text";
        at[i].value = json_is_number(value) ? json_number_value(value) : NAN;
    }
    out->mark = at;
    out->marks = n;
    return NULL;
}

static bool read_pieces(arena *a, const json_t *list, size_t text, span_list *out)
{
    size_t n = json_array_size(list);
    span *at = TAKE(a, n + 1, span);
    for (size_t i = 0; i < n; i++)
        if (!read_span(json_array_get(list, i), text, &at[i]) || (i && at[i].begin < at[i - 1].end)) return false;
    *out = (span_list){ at, n };
    return true;
}

/* What a corpus of others marks; "polarity" is "negative" where the source says that it is not so. */
static const char *read_attributions(arena *a, const json_t *list, train_record *out)
{
    size_t n = json_array_size(list);
    attribution_mark *at = TAKE(a, n + 1, attribution_mark);
    for (size_t i = 0; i < n; i++) {
        const json_t *one = json_array_get(list, i), *polarity = json_object_get(one, "polarity");
        if (!read_pieces(a, json_object_get(one, "source"), out->text.n, &at[i].source) ||
            !read_pieces(a, json_object_get(one, "cue"), out->text.n, &at[i].cue) ||
            !read_pieces(a, json_object_get(one, "content"), out->text.n, &at[i].content))
            return "an attribution whose spans do not ascend inside the text";
        at[i].kind = json_is_string(polarity) && !strcmp(json_string_value(polarity), "negative") ? MARK_DENIES : MARK_SAYS;
    }
    out->attribution = at;
    out->attributions = n;
    return NULL;
}

static const char *read_members(arena *a, const json_t *o, train_record *out)
{
    const json_t *text = json_object_get(o, "text");
    if (!json_is_string(text)) return "no \"text\"";
    if (json_string_length(text) > RECORD_TEXT_MOST) return "\"text\" is too long";
    out->text = arena_str(a, (hs_str){ json_string_value(text), json_string_length(text) });
    if (utf8_bad(out->text) != SIZE_MAX) return "\"text\" is not UTF-8";
    const json_t *trees = json_object_get(o, "conllu");
    if (json_is_string(trees)) out->trees = arena_str(a, (hs_str){ json_string_value(trees), json_string_length(trees) });
    const char *fault = read_attributions(a, json_object_get(o, "attributions"), out);
    return fault ? fault : read_marks(a, json_object_get(o, "events"), out);
}

/* The arena knows of the object while it is read, in case it is left meanwhile; after that the box is empty. */
static void let_go(void *box)
{
    json_t **o = box;
    json_decref(*o);
    *o = NULL;
}

const char *train_record_read(arena *a, hs_str line, train_record *out)
{
    json_error_t e;
    *out = (train_record){ 0 };
    json_t **box = TAKE(a, 1, json_t *);
    arena_defer(a, let_go, box);
    *box = json_loadb(line.p, line.n, 0, &e);
    if (!*box) return arena_str(a, str_of(e.text)).p;
    const char *fault = read_members(a, *box, out);
    let_go(box);
    return fault;
}
