/*
 * rows_copies.c - the listing of passages that stand in two places.
 */
#include "pipeline/rows.h"

static hs_status fill_copies(hs_iter *it, const hs_query *q, hs_error *err)
{
    const state *s = it->c->state;
    row_filter f;
    hs_status status = rows_filter_of(it->c, q, &f, err);
    if (status != HS_OK) return status;
    if (q->number > s->copies)
        return fail(err, HS_NOT_FOUND, "no copy %llu; the case has %u", (unsigned long long)q->number, s->copies);
    bool timed = rows_asks_time(&f);
    for (uint32_t i = 0; i < s->copies; i++) {
        const copy *c = &s->copy[i];
        if (q->number && q->number != i + 1) continue;
        if (f.only != NOBODY && c->a != f.only && c->b != f.only) continue;
        if (timed && !rows_in_time(&f, rows_document(it, c->a, it->a)->document.published) &&
            !rows_in_time(&f, rows_document(it, c->b, it->a)->document.published))
            continue;
        *VEC_ADD(it->a, &it->numbers) = i;
    }
    return HS_OK;
}

hs_status hs_copies(hs_case *c, const hs_query *q, hs_iter **out, hs_error *err)
{
    return rows_open(c, ROWS_COPIES, q, fill_copies, out, err);
}

/* Both documents of a copy; they may be one. */
typedef struct {
    const kept_document *a, *b;
} both;

static both documents_of(hs_iter *it, const copy *c)
{
    both x = { .a = rows_document(it, c->a, it->row) };
    x.b = c->b == c->a ? x.a : rows_document(it, c->b, it->row);
    return x;
}

static void fill_copy(hs_iter *it, uint32_t number, hs_copy *row)
{
    const copy *c = &it->c->state->copy[number];
    both x = documents_of(it, c);
    *row = (hs_copy){ .copy = number + 1,
                      .kind = str_of(copy_class_name(c->class)),
                      .direction = str_of(copy_direction_name(c->direction)),
                      .confidence = c->confidence,
                      .bits = c->bits,
                      .equal = c->equal,
                      .tokens = c->tokens };
    row->a = (hs_span){ c->a + 1, c->in_a.begin, c->in_a.end };
    row->b = (hs_span){ c->b + 1, c->in_b.begin, c->in_b.end };
    row->id_a = x.a->document.id;
    row->id_b = x.b->document.id;
    row->publisher_a = x.a->document.publisher;
    row->publisher_b = x.b->document.publisher;
    row->title_a = x.a->document.title;
    row->title_b = x.b->document.title;
    row->published_a = date_print(it->row, x.a->document.published);
    row->published_b = date_print(it->row, x.b->document.published);
    row->words_a = span_words(x.a->document.text, c->in_a);
    row->words_b = span_words(x.b->document.text, c->in_b);
}

hs_status hs_next_copy(hs_iter *it, hs_copy *row, hs_error *err)
{
    uint32_t number;
    hs_status status = rows_next(it, ROWS_COPIES, &number, err);
    if (status != HS_OK) return status;
    if (!ARENA_DOOR(it->row)) return fail_from(err, arena_failure(it->row), NULL);
    fill_copy(it, number, row);
    arena_door_shut(it->row);
    return HS_OK;
}

static void put_side(hs_iter *it, json *j, const char *key, const kept_document *k, span at)
{
    json_key(j, key);
    json_open(j, '{');
    json_put_string(j, "document", arena_printf(it->row, "sha256:%.*s", STR_ARGS(k->document.id)));
    json_put_string(j, "publisher", k->document.publisher);
    json_put_string(j, "published", date_print(it->row, k->document.published));
    json_put_string(j, "title", k->document.title);
    json_put_span(j, "span", at.begin, at.end);
    json_put_string(j, "text", span_words(k->document.text, at));
    json_close(j, '}');
}

hs_str rows_copy_json(hs_iter *it, uint32_t number)
{
    const copy *c = &it->c->state->copy[number];
    both x = documents_of(it, c);
    buf out = { .a = it->row };
    json j = json_begin(&out);
    json_open(&j, '{');
    json_put_u64(&j, "copy", number + 1);
    json_put_string(&j, "kind", str_of(copy_class_name(c->class)));
    json_put_bool(&j, "one_voice", copy_is_one_voice(c->class));
    put_side(it, &j, "a", x.a, c->in_a);
    put_side(it, &j, "b", x.b, c->in_b);
    json_put_string(&j, "direction", str_of(copy_direction_name(c->direction)));
    json_put_double(&j, "confidence", c->confidence);
    json_put_double(&j, "bits", c->bits);
    json_put_double(&j, "equal", c->equal);
    json_put_u64(&j, "tokens", c->tokens);
    json_close(&j, '}');
    return buf_str(&out);
}
