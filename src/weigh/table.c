/*
 * table.c - sorting rows by item (counting) and within the item (by what they say), and folding them.
 *
 * Which row stands for an origin must not depend on names or on the order of rows: the earliest; if times are
 * equal or unknown the weakest in certainty (a reprint may drop a hedge, and must gain nothing by it); then the
 * one whose source has the most rows.  Only sources alike in all of that are told apart by number.
 */
#include "weigh/table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The place of a weigh_row.certainty in the order weakest first. */
static const uint8_t LEVEL[TABLE_LEVELS] = { [0] = 1, [1] = 0, [2] = 2, [3] = 3 };

typedef struct {
    const weigh_row *row;
    const uint32_t *source_rows;
} view;

static void check_rows(arena *a, const weigh_row *row, size_t n)
{
    if (n >= WEIGH_NONE) arena_leave(a, HS_LIMIT, "weigh: more than %u rows", WEIGH_NONE - 1);
    for (size_t i = 0; i < n; i++) {
        const weigh_row *r = &row[i];
        const char *bad = r->source >= n     ? "source"
                          : r->item >= n     ? "item"
                          : r->value >= n    ? "value"
                          : r->polarity > 1  ? "polarity"
                          : r->certainty > 3 ? "certainty"
                          : isinf(r->time)   ? "time"
                                             : NULL;
        if (bad) arena_leave(a, HS_BAD_ARGUMENT, "weigh: row %zu: %s out of range", i, bad);
        if (r->value >> 27) arena_leave(a, HS_LIMIT, "weigh: row %zu: more than 2^27 values", i);
    }
}

#define COMPARE(x, y)                                                                                                  \
    if ((x) != (y)) return (x) < (y) ? -1 : 1

static float time_or_late(float t)
{
    return isnan(t) ? INFINITY : t;
}

/* By what is said and the origin; within one origin the row that stands for it comes first. */
static int by_origin(const void *x, const void *y, void *ctx)
{
    const view *v = ctx;
    const weigh_row *a = &v->row[*(const uint32_t *)x], *b = &v->row[*(const uint32_t *)y];
    COMPARE(a->value, b->value);
    COMPARE(a->polarity, b->polarity);
    COMPARE(a->origin, b->origin);
    COMPARE(time_or_late(a->time), time_or_late(b->time));
    COMPARE(LEVEL[a->certainty], LEVEL[b->certainty]);
    COMPARE(v->source_rows[b->source], v->source_rows[a->source]);
    COMPARE(a->source, b->source);
    return 0;
}

/* By what is said and the source; a source's earliest and firmest row first. */
static int by_source(const void *x, const void *y, void *ctx)
{
    const view *v = ctx;
    const weigh_row *a = &v->row[*(const uint32_t *)x], *b = &v->row[*(const uint32_t *)y];
    COMPARE(a->value, b->value);
    COMPARE(a->polarity, b->polarity);
    COMPARE(a->source, b->source);
    COMPARE(LEVEL[b->certainty], LEVEL[a->certainty]);
    COMPARE(time_or_late(a->time), time_or_late(b->time));
    COMPARE(a->origin, b->origin);
    return 0;
}

static bool same_said(const weigh_row *a, const weigh_row *b)
{
    return a->value == b->value && a->polarity == b->polarity;
}

enum { SMALL = 24 };

static void sort_rows(uint32_t *at, size_t n, int (*compare)(const void *, const void *, void *), view *v)
{
    if (n > SMALL) {
        qsort_r(at, n, sizeof *at, compare, v);
        return;
    }
    for (size_t i = 1; i < n; i++) {
        uint32_t x = at[i];
        size_t j = i;
        for (; j && compare(&at[j - 1], &x, v) > 0; j--) at[j] = at[j - 1];
        at[j] = x;
    }
}

/* Sorts the rows of one item and keeps those that stand for a voice, in front; gives their number. */
static size_t fold(uint32_t *at, size_t n, view *v)
{
    const weigh_row *row = v->row;
    size_t kept = 0;
    sort_rows(at, n, by_origin, v);
    for (size_t i = 0; i < n; i++) {
        const weigh_row *r = &row[at[i]], *last = kept ? &row[at[kept - 1]] : NULL;
        bool again = last && r->origin != WEIGH_NONE && same_said(r, last) && r->origin == last->origin;
        if (!again) at[kept++] = at[i];
    }
    size_t heads = kept;
    kept = 0;
    sort_rows(at, heads, by_source, v);
    for (size_t i = 0; i < heads; i++) {
        const weigh_row *r = &row[at[i]], *last = kept ? &row[at[kept - 1]] : NULL;
        if (!(last && same_said(r, last) && r->source == last->source)) at[kept++] = at[i];
    }
    return kept;
}

/* Sizes: sources, items, values of each item. */
static void measure(arena *a, table *t, const weigh_row *row, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (row[i].source >= t->sources) t->sources = row[i].source + 1;
        if (row[i].item >= t->items) t->items = row[i].item + 1;
    }
    t->first = TAKE(a, (size_t)t->items + 1, uint32_t);
    t->value_first = TAKE(a, (size_t)t->items + 1, uint32_t);
    t->source_rows = TAKE(a, t->sources, uint32_t);
    t->source_voices = TAKE(a, t->sources, uint32_t);
    for (size_t i = 0; i < n; i++) {
        uint32_t *values = &t->value_first[row[i].item + 1];
        if (row[i].value >= *values) *values = row[i].value + 1;
        t->source_rows[row[i].source]++;
        t->origins_named |= row[i].origin != WEIGH_NONE;
        t->first[row[i].item + 1]++;
    }
    uint64_t all = 0;
    for (uint32_t i = 0; i < t->items; i++) {
        all += t->value_first[i + 1];
        if (all >= WEIGH_NONE) arena_leave(a, HS_LIMIT, "weigh: more than %u values", WEIGH_NONE - 1);
        t->value_first[i + 1] += t->value_first[i];
        t->first[i + 1] += t->first[i];
    }
    t->values_all = t->value_first[t->items];
    for (int side = 0; side < 2; side++) t->said[side] = TAKE(a, t->values_all, uint32_t);
    for (size_t i = 0; i < n; i++) t->said[row[i].polarity][t->value_first[row[i].item] + row[i].value]++;
}

/* The rows' numbers, sorted by item; t->first is moved one item on by it and put back. */
static uint32_t *by_item(arena *a, table *t, const weigh_row *row, size_t n)
{
    uint32_t *at = TAKE(a, n, uint32_t);
    for (size_t i = 0; i < n; i++) at[t->first[row[i].item]++] = (uint32_t)i;
    memmove(t->first + 1, t->first, t->items * sizeof *t->first);
    t->first[0] = 0;
    return at;
}

static void add_voices(table *t, const weigh_row *row, const uint32_t *at, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const weigh_row *r = &row[at[i]];
        t->voice[t->voices] =
            (voice){ .source = r->source, .value = r->value, .denies = r->polarity, .level = LEVEL[r->certainty] };
        t->row[t->voices++] = at[i];
        t->source_voices[r->source]++;
        t->level_used[LEVEL[r->certainty]] = true;
    }
}

/* Gives the sources with a record numbers of their own, and the voices these numbers. */
static void number_tracked(arena *a, table *t)
{
    t->track = TAKE(a, t->sources, uint32_t);
    t->tracked_source = TAKE(a, t->sources, uint32_t);
    for (uint32_t s = 0; s < t->sources; s++) {
        bool has_record = t->source_voices[s] >= TABLE_TRACKED;
        t->track[s] = has_record ? t->tracked : WEIGH_NONE;
        if (has_record) t->tracked_source[t->tracked++] = s;
    }
    for (uint32_t i = 0; i < t->voices; i++) t->voice[i].source = t->track[t->voice[i].source];
}

table *table_make(arena *a, const weigh_row *row, size_t n)
{
    check_rows(a, row, n);
    table *t = TAKE(a, 1, table);
    measure(a, t, row, n);
    t->voice = TAKE(a, n, voice);
    uint32_t *at = t->row = by_item(a, t, row, n); /* voices never outnumber rows: filled in place */
    view v = { row, t->source_rows };
    for (uint32_t i = 0; i < t->items; i++) {
        uint32_t begin = t->first[i], end = t->first[i + 1];
        t->first[i] = t->voices;
        add_voices(t, row, at + begin, fold(at + begin, end - begin, &v));
    }
    t->first[t->items] = t->voices;
    number_tracked(a, t);
    return t;
}

/* Voice x stands for its group rather than y. */
static bool speaks_more(const table *t, voice x, voice y)
{
    uint32_t n = t->source_voices[t->tracked_source[x.source]], m = t->source_voices[t->tracked_source[y.source]];
    return n != m ? n > m : x.source < y.source;
}

/* Of the voice and those before it that say the same, all but one of its group become echoes. */
static void fold_voice(table *t, const uint32_t *group, uint32_t begin, uint32_t at)
{
    voice *v = &t->voice[at];
    for (uint32_t i = at; i-- > begin;) {
        voice *w = &t->voice[i];
        if (w->value != v->value || w->denies != v->denies) return;
        if (w->echo || w->source == WEIGH_NONE || group[w->source] != group[v->source]) continue;
        if (speaks_more(t, *v, *w)) w->echo = 1;
        else v->echo = 1;
        return;
    }
}

void table_fold(table *t, const uint32_t *group)
{
    for (uint32_t i = 0; i < t->voices; i++) t->voice[i].echo = 0;
    for (uint32_t item = 0; item < t->items; item++)
        for (uint32_t i = t->first[item]; i < t->first[item + 1]; i++)
            if (t->voice[i].source != WEIGH_NONE) fold_voice(t, group, t->first[item], i);
}
