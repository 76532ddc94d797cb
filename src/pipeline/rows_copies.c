/*
 * rows_copies.c - the listing of passages that stand in two places.
 */
#include "pipeline/rows.h"

typedef struct {
    row_filter filter;
    case_list copies; /* those to look at; all of the case when `all` */
    bool all;
    uint32_t next, count;
} copies_found;

static void find_copies(hs_iter *it)
{
    copies_found *f = it->finding;
    size_t had = it->numbers.n;
    while (it->numbers.n == had && f->next < f->count) {
        uint32_t number = f->all ? f->next : f->copies.at[f->next];
        f->next++;
        if (rows_asks_time(&f->filter)) {
            copy c = rows_get_copy(it->c, it->a, number);
            if (!rows_in_time(&f->filter, rows_document(it, c.a, it->a)->document.published) &&
                !rows_in_time(&f->filter, rows_document(it, c.b, it->a)->document.published))
                continue;
        }
        *VEC_ADD(it->a, &it->numbers) = number;
    }
}

static hs_status fill_copies(hs_iter *it, const hs_query *q, hs_error *err)
{
    case_counts n;
    copies_found *f = TAKE(it->a, 1, copies_found);
    hs_status status = rows_filter_of(it->c, q, &f->filter, err);
    if (status == HS_OK) status = case_count_state(it->c->file, &n, err);
    if (status == HS_OK && q->number > n.copies)
        status = fail(err, HS_NOT_FOUND, "no copy %llu; the case has %u", (unsigned long long)q->number, n.copies);
    if (status != HS_OK) return status;
    f->all = !q->number && f->filter.only == NOBODY;
    f->count = n.copies;
    if (q->number) {
        f->copies = (case_list){ TAKE(it->a, 1, uint32_t), 1 };
        f->copies.at[0] = (uint32_t)q->number - 1;
    } else if (!f->all) {
        f->copies = rows_numbers(it->c, it->a, CASE_COPIES_OF_DOCUMENT, f->filter.only);
    }
    if (!f->all) f->count = (uint32_t)f->copies.n;
    it->finding = f;
    it->more = find_copies;
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
    copy found = rows_get_copy(it->c, it->row, number);
    const copy *c = &found;
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
    copy found = rows_get_copy(it->c, it->row, number);
    const copy *c = &found;
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
