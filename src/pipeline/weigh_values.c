/*
 * weigh_values.c - which written values are one value, and their numbers.
 *
 * Values that the schema calls equal within a tolerance are grouped within their item: the one that most rows give
 * (then the first in byte order) leads, and takes those within the tolerance with it; then the next.  The answer
 * is the leader, as it was written.  Values that are few in the whole table and come back in many items are a closed
 * set: they are numbered alike in every item, so that weigh can learn how each source confuses them.
 */
#include "pipeline/weigh_values.h"

#include <math.h>
#include <stdlib.h>

enum { LABELS_MOST = 16, ITEMS_A_LABEL = 10, GROUPED_MOST = 4096 /* values of an item that are compared */ };

/* Leaders first: by item, then by rows, then by bytes. */
static int by_support(const void *x, const void *y)
{
    const raw_value *a = *(raw_value *const *)x, *b = *(raw_value *const *)y;
    if (a->rows != b->rows) return a->rows > b->rows ? -1 : 1;
    return str_cmp(a->text, b->text);
}

/* The place of the leader that takes this value in, or n. */
static size_t leader_of(raw_value *const *at, size_t n, const raw_value *x, schema_line type)
{
    for (size_t i = 0; i < n; i++)
        if (schema_same(type, x->text, at[i]->text)) return i;
    return n;
}

/* Different bytes may be one value. */
static bool is_grouped(schema_line type)
{
    return type.kind != KIND_CAT && type.kind != KIND_PATH;
}

/* Numbers the values of one item and moves the leaders to the front; gives how many there are. */
static uint32_t group_item(raw_value **at, size_t n, schema_line type)
{
    bool grouped = is_grouped(type);
    size_t leaders = 0;
    qsort(at, n, sizeof *at, by_support);
    for (size_t i = 0; i < n; i++) {
        raw_value *x = at[i];
        size_t leader = grouped ? leader_of(at, leaders, x, type) : leaders;
        if (leader == leaders) at[leaders++] = x;
        x->number = (uint32_t)leader;
    }
    return (uint32_t)leaders;
}

/* The raw values, item after item. */
static raw_value **sort_by_item(arena *a, raw_values *raw, size_t items, size_t *first)
{
    raw_value **at = TAKE(a, raw->n, raw_value *);
    for (size_t i = 0; i < raw->n; i++) first[raw->at[i].item + 1]++;
    for (size_t i = 0; i < items; i++) first[i + 1] += first[i];
    for (size_t i = 0; i < raw->n; i++) at[first[raw->at[i].item]++] = &raw->at[i];
    for (size_t i = items; i > 0; i--) first[i] = first[i - 1];
    first[0] = 0;
    return at;
}

static void number_by_item(arena *a, claim_table *t, raw_values *raw, const schema *types)
{
    size_t items = t->items.n, *first = TAKE(a, items + 1, size_t);
    raw_value **at = sort_by_item(a, raw, items, first);
    t->value_first = TAKE(a, items + 1, uint32_t);
    t->value = TAKE(a, raw->n, hs_str);
    for (size_t i = 0; i < items; i++) {
        schema_line type = weigh_schema_of(types, item_attribute(t->items.at[i].key));
        if (is_grouped(type) && first[i + 1] - first[i] > GROUPED_MOST)
            arena_leave(a, HS_LIMIT, "\"%.*s\": more than %d values to compare within a tolerance",
                        STR_ARGS(item_object(t->items.at[i].key)), GROUPED_MOST);
        uint32_t n = group_item(at + first[i], first[i + 1] - first[i], type);
        for (uint32_t v = 0; v < n; v++) t->value[t->value_first[i] + v] = at[first[i] + v]->text;
        t->value_first[i + 1] = t->value_first[i] + n;
    }
    t->values_all = t->value_first[items];
}

static int by_bytes(const void *x, const void *y)
{
    return str_cmp(*(const hs_str *)x, *(const hs_str *)y);
}

/* The distinct values of the table in byte order if they are few enough for a closed set, else 0. */
static size_t closed_set(const claim_table *t, const raw_values *raw, const schema *types, hs_str *label)
{
    size_t n = 0;
    for (size_t i = 0; i < t->items.n; i++)
        if (weigh_schema_of(types, item_attribute(t->items.at[i].key)).kind != KIND_CAT) return 0;
    for (size_t i = 0; i < raw->n; i++) {
        size_t l = 0;
        while (l < n && !str_eq(label[l], raw->at[i].text)) l++;
        if (l < n) continue;
        if (n == LABELS_MOST) return 0;
        label[n++] = raw->at[i].text;
    }
    qsort(label, n, sizeof *label, by_bytes);
    return n >= 2 && t->items.n >= n * ITEMS_A_LABEL ? n : 0;
}

static void number_as_labels(arena *a, claim_table *t, raw_values *raw, const hs_str *label, size_t labels)
{
    size_t items = t->items.n;
    t->labels = (uint32_t)labels;
    for (size_t i = 0; i < raw->n; i++)
        for (size_t l = 0; l < labels; l++)
            if (str_eq(label[l], raw->at[i].text)) raw->at[i].number = (uint32_t)l;
    t->value_first = TAKE(a, items + 1, uint32_t);
    t->value = TAKE(a, items * labels, hs_str);
    for (size_t i = 0; i < items; i++) {
        for (size_t l = 0; l < labels; l++) t->value[i * labels + l] = label[l];
        t->value_first[i + 1] = (uint32_t)((i + 1) * labels);
    }
    t->values_all = t->value_first[items];
}

void weigh_number_values(arena *a, claim_table *t, raw_values *raw, const schema *types)
{
    hs_str label[LABELS_MOST];
    size_t labels = closed_set(t, raw, types, label);
    if (labels) number_as_labels(a, t, raw, label, labels);
    else number_by_item(a, t, raw, types);
    for (size_t i = 0; i < t->rows; i++) t->row[i].value = raw->at[t->row[i].value].number;
}
