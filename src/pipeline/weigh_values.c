/*
 * weigh_values.c - which written values are one value, and their numbers.
 *
 * Values that the schema calls equal within a tolerance are grouped within their item: the one that most rows give
 * (then the first in byte order) leads, and takes those within the tolerance with it; then the next.  The answer
 * is the leader, as it was written.  Values that are few in the whole table and come back in many items are a closed
 * set: they are numbered alike in every item, so that weigh can learn how each source confuses them.
 */
#include "pipeline/weigh_values.h"

#include <stdlib.h>

enum { LABELS_MOST = 16, ITEMS_A_LABEL = 10, GROUPED_MOST = 4096 /* values of an item that are compared */ };

/* A text that rows of an item give. */
typedef struct {
    hs_str text;
    uint32_t place; /* of the text among all */
    uint32_t rows;
    uint32_t number;
} raw_value;

/* Leaders first: by rows, then by bytes. */
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

/* ---- item by item --------------------------------------------------------------------------------------------- */

enum { AHEAD = 16 }; /* rows or items that memory is asked for before they are needed */

typedef struct {
    uint32_t *order; /* [rows] rows, item after item */
    uint32_t *first; /* [items + 1] into order */
    uint32_t most;   /* rows of an item */
} by_item;

static by_item sort_by_item(arena *a, const claim_table *t)
{
    by_item s = { TAKE(a, t->rows.rows, uint32_t), TAKE(a, t->items.n + 1, uint32_t), 0 };
    for (size_t i = 0; i < t->rows.rows; i++) s.first[t->rows.item[i] + 1]++;
    for (size_t i = 0; i < t->items.n; i++) {
        if (s.first[i + 1] > s.most) s.most = s.first[i + 1];
        s.first[i + 1] += s.first[i];
    }
    for (size_t i = 0; i < t->rows.rows; i++) {
        if (i + AHEAD < t->rows.rows) __builtin_prefetch(&s.first[t->rows.item[i + AHEAD]], 1);
        s.order[s.first[t->rows.item[i]]++] = (uint32_t)i;
    }
    memmove(s.first + 1, s.first, t->items.n * sizeof *s.first);
    s.first[0] = 0;
    return s;
}

/* Room for one item of the most rows. */
typedef struct {
    uint32_t *place; /* of the texts, sorted */
    raw_value *raw;  /* distinct ones */
    raw_value **at;
} room;

static int by_number(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

static void sort_numbers(uint32_t *x, size_t n)
{
    if (n > 32) qsort(x, n, sizeof *x, by_number);
    for (size_t i = 1; i < n && n <= 32; i++)
        for (size_t j = i; j && x[j - 1] > x[j]; j--) {
            uint32_t swap = x[j];
            x[j] = x[j - 1];
            x[j - 1] = swap;
        }
}

/* The distinct texts of an item's rows, by place; gives how many there are. */
static size_t distinct(const claim_table *t, const uint32_t *row, size_t n, const room *r)
{
    size_t values = 0;
    for (size_t i = 0; i < n; i++) r->place[i] = t->value[row[i]];
    sort_numbers(r->place, n);
    for (size_t i = 0; i < n; i++) {
        if (!i || r->place[i] != r->place[i - 1])
            r->raw[values++] = (raw_value){ .text = names_at(&t->texts, r->place[i]), .place = r->place[i] };
        r->raw[values - 1].rows++;
    }
    for (size_t i = 0; i < values; i++) r->at[i] = &r->raw[i];
    return values;
}

static uint32_t number_of(const raw_value *raw, size_t n, uint32_t place)
{
    size_t low = 0;
    for (size_t high = n; high - low > 1;) {
        size_t middle = (low + high) / 2;
        if (raw[middle].place <= place) low = middle;
        else high = middle;
    }
    return raw[low].number;
}

/* text: gets the leaders' places; may begin where `row` does, which is done with by then. */
static void number_item(arena *a, claim_table *t, uint32_t item, const uint32_t *row, size_t n, const room *r,
                        schema_line type, uint32_t *text)
{
    size_t values = distinct(t, row, n, r);
    if (is_grouped(type) && values > GROUPED_MOST)
        arena_leave(a, HS_LIMIT, "\"%.*s\": more than %d values to compare within a tolerance",
                    STR_ARGS(item_object(names_at(&t->items, item))), GROUPED_MOST);
    uint32_t leaders = group_item(r->at, values, type);
    for (size_t i = 0; i < n; i++) t->value[row[i]] = number_of(r->raw, values, t->value[row[i]]);
    for (uint32_t v = 0; v < leaders; v++) text[v] = r->at[v]->place;
    t->value_first[item + 1] = t->value_first[item] + leaders;
}

static room room_for(arena *a, const by_item *s)
{
    return (room){ TAKE(a, s->most, uint32_t), TAKE(a, s->most, raw_value), TAKE(a, s->most, raw_value *) };
}

/* An item's rows lie anywhere in the table. */
static void expect_item(const claim_table *t, const by_item *s, size_t item)
{
    if (item >= t->items.n) return;
    for (uint32_t i = s->first[item]; i < s->first[item + 1]; i++) __builtin_prefetch(&t->value[s->order[i]], 1);
}

/* An item has no more values than rows, so their texts find room where its rows were listed. */
static void number_by_item(arena *a, arena *scratch, claim_table *t, const schema *types)
{
    by_item s = sort_by_item(scratch, t);
    room r = room_for(scratch, &s);
    t->value_first = TAKE(a, t->items.n + 1, uint32_t);
    for (uint32_t i = 0; i < t->items.n; i++) {
        schema_line type = weigh_schema_of(types, item_attribute(names_at(&t->items, i)));
        expect_item(t, &s, i + AHEAD);
        number_item(a, t, i, s.order + s.first[i], s.first[i + 1] - s.first[i], &r, type, s.order + t->value_first[i]);
    }
    t->values_all = t->value_first[t->items.n];
    t->value_text = TAKE(a, t->values_all, uint32_t);
    if (t->values_all) memcpy(t->value_text, s.order, t->values_all * sizeof *s.order);
}

/* ---- closed sets ------------------------------------------------------------------------------------------------ */

/* The texts come back in many items and are few enough for a closed set. */
static bool is_closed_set(const claim_table *t, const schema *types)
{
    size_t n = t->texts.n;
    if (n < 2 || n > LABELS_MOST || t->items.n < n * ITEMS_A_LABEL) return false;
    for (size_t i = 0; i < t->items.n; i++)
        if (weigh_schema_of(types, item_attribute(names_at(&t->items, i))).kind != KIND_CAT) return false;
    return true;
}

static int by_bytes(const void *x, const void *y)
{
    return str_cmp((*(raw_value *const *)x)->text, (*(raw_value *const *)y)->text);
}

static void number_as_labels(arena *a, claim_table *t)
{
    raw_value raw[LABELS_MOST], *at[LABELS_MOST];
    uint32_t n = t->labels = (uint32_t)t->texts.n;
    for (uint32_t l = 0; l < n; l++) {
        raw[l] = (raw_value){ .text = names_at(&t->texts, l), .place = l };
        at[l] = &raw[l];
    }
    qsort(at, n, sizeof *at, by_bytes);
    t->value_text = TAKE(a, n, uint32_t);
    for (uint32_t l = 0; l < n; l++) {
        at[l]->number = l;
        t->value_text[l] = at[l]->place;
    }
    for (size_t i = 0; i < t->rows.rows; i++) t->value[i] = raw[t->value[i]].number;
    t->values_all = (uint32_t)(t->items.n * n);
}

hs_str claim_value(const claim_table *t, uint32_t item, uint32_t value)
{
    size_t at = t->labels ? value : (size_t)t->value_first[item] + value;
    return names_at(&t->texts, t->value_text[at]);
}

void weigh_number_values(arena *a, arena *scratch, claim_table *t, const schema *types)
{
    if (is_closed_set(t, types)) number_as_labels(a, t);
    else number_by_item(a, scratch, t, types);
}
