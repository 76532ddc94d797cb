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

/* The place of a weigh_row.certainty in the order weakest first, and what each is worth (docs/weigh.md). */
static const uint8_t PLACE[TABLE_CERTAINTIES] = { [0] = 1, [1] = 0, [2] = 2, [3] = 3 };
static const double MEANT[TABLE_CERTAINTIES] = { 0.3, 0.55, 0.8, 1.0 };
#define LINK_HOLDS 0.9 /* that one who passes something on passes on what was said */

double table_meant(level l)
{
    double meant = MEANT[l.certainty];
    for (unsigned i = 0; i < l.links; i++) meant *= LINK_HOLDS;
    return meant;
}

static unsigned raw_level(const weigh_columns *c, size_t row)
{
    unsigned links = c->links ? c->links[row] : 0;
    return links * TABLE_CERTAINTIES + PLACE[c->certainty ? c->certainty[row] : TABLE_CERTAINTIES - 1];
}

static void check_rows(arena *a, const weigh_columns *c)
{
    size_t n = c->rows;
    if (n >= WEIGH_NONE) arena_leave(a, HS_LIMIT, "weigh: more than %u rows", WEIGH_NONE - 1);
    for (size_t i = 0; i < n; i++) {
        const char *bad = c->source[i] >= n                                ? "source"
                          : c->item[i] >= n                                ? "item"
                          : c->value[i] >= n                               ? "value"
                          : c->polarity && c->polarity[i] > 1              ? "polarity"
                          : c->certainty && c->certainty[i] > 3            ? "certainty"
                          : c->links && c->links[i] > WEIGH_LINKS_MOST     ? "links"
                          : c->time && isinf(c->time[i])                   ? "time"
                                                                           : NULL;
        if (bad) arena_leave(a, HS_BAD_ARGUMENT, "weigh: row %zu: %s out of range", i, bad);
        if (c->value[i] >> 24) arena_leave(a, HS_LIMIT, "weigh: row %zu: more than 2^24 values", i);
    }
}

/* Sizes: sources, items, values of each item. */
static void measure(arena *a, table *t, const weigh_columns *c)
{
    size_t n = c->rows;
    for (size_t i = 0; i < n; i++) {
        if (c->source[i] >= t->sources) t->sources = c->source[i] + 1;
        if (c->item[i] >= t->items) t->items = c->item[i] + 1;
        t->origins_named |= c->origin && c->origin[i] != WEIGH_NONE;
    }
    t->first = TAKE(a, (size_t)t->items + 1, uint32_t);
    t->value_first = TAKE(a, (size_t)t->items + 1, uint32_t);
    t->source_rows = TAKE(a, t->sources, uint32_t);
    t->source_voices = TAKE(a, t->sources, uint32_t);
    for (size_t i = 0; i < n; i++) {
        uint32_t *values = &t->value_first[c->item[i] + 1];
        if (c->value[i] >= *values) *values = c->value[i] + 1;
        t->source_rows[c->source[i]]++;
        t->first[c->item[i] + 1]++;
    }
    uint64_t all = 0;
    for (uint32_t i = 0; i < t->items; i++) {
        uint32_t values = t->value_first[i + 1];
        if (values > t->most_values) t->most_values = values;
        if (t->first[i + 1] > t->most_voices) t->most_voices = t->first[i + 1];
        all += values;
        if (all >= WEIGH_NONE) arena_leave(a, HS_LIMIT, "weigh: more than %u values", WEIGH_NONE - 1);
        t->value_first[i + 1] += t->value_first[i];
        t->first[i + 1] += t->first[i];
    }
    t->values_all = t->value_first[t->items];
    t->said[0] = TAKE(a, t->values_all, uint32_t);
    if (c->polarity) t->said[1] = TAKE(a, t->values_all, uint32_t);
}

/* One row as a voice, in the place of its item; t->first is moved one item on by it and put back. */
static void sort_by_item(table *t, const weigh_columns *c)
{
    for (size_t i = 0; i < c->rows; i++) {
        uint32_t item = c->item[i], at = t->first[item]++;
        bool denies = c->polarity && c->polarity[i];
        t->voice[at] = (voice){ c->source[i], .value = c->value[i], .denies = denies, .level = raw_level(c, i) & 15 };
        t->row[at] = (uint32_t)i;
        t->said[denies][t->value_first[item] + c->value[i]]++;
    }
    memmove(t->first + 1, t->first, t->items * sizeof *t->first);
    t->first[0] = 0;
}

/* ---- one item ------------------------------------------------------------------------------------------------- */

/* A voice, and by what it is sorted: what is said, then the origin or the source. */
typedef struct {
    uint64_t key;
    voice v;
    uint32_t row;
} entry;

typedef struct {
    const weigh_columns *c;
    const uint32_t *source_rows;
} view;

#define COMPARE(x, y)                                                                                                  \
    if ((x) != (y)) return (x) < (y) ? -1 : 1

static float time_or_late(const weigh_columns *c, uint32_t row)
{
    return !c->time || isnan(c->time[row]) ? INFINITY : c->time[row];
}

static uint32_t origin_of(const weigh_columns *c, uint32_t row)
{
    return c->origin ? c->origin[row] : WEIGH_NONE;
}

/* Within one origin the row that stands for it comes first. */
static int by_origin(const void *x, const void *y, void *ctx)
{
    const view *v = ctx;
    const entry *a = x, *b = y;
    COMPARE(a->key, b->key);
    COMPARE(time_or_late(v->c, a->row), time_or_late(v->c, b->row));
    COMPARE(a->v.level % TABLE_CERTAINTIES, b->v.level % TABLE_CERTAINTIES);
    COMPARE(b->v.level, a->v.level);
    COMPARE(v->source_rows[b->v.source], v->source_rows[a->v.source]);
    COMPARE(a->v.source, b->v.source);
    return 0;
}

/* A source's firmest, most direct and earliest row first. */
static int by_source(const void *x, const void *y, void *ctx)
{
    const view *v = ctx;
    const entry *a = x, *b = y;
    COMPARE(a->key, b->key);
    COMPARE(b->v.level % TABLE_CERTAINTIES, a->v.level % TABLE_CERTAINTIES);
    COMPARE(a->v.level, b->v.level);
    COMPARE(time_or_late(v->c, a->row), time_or_late(v->c, b->row));
    COMPARE(origin_of(v->c, a->row), origin_of(v->c, b->row));
    return 0;
}

enum { SMALL = 24 };

static void sort_entries(entry *at, size_t n, int (*compare)(const void *, const void *, void *), view *v)
{
    if (n > SMALL) {
        qsort_r(at, n, sizeof *at, compare, v);
        return;
    }
    for (size_t i = 1; i < n; i++) {
        entry x = at[i];
        size_t j = i;
        for (; j && (at[j - 1].key > x.key || (at[j - 1].key == x.key && compare(&at[j - 1], &x, v) > 0)); j--)
            at[j] = at[j - 1];
        at[j] = x;
    }
}

static uint64_t key_of(voice v, uint32_t by)
{
    return ((uint64_t)v.value << 1 | v.denies) << 32 | by;
}

/* Sorts the voices of one item and keeps in front those that stand for one: an origin's, then a source's; gives their
 * number. */
static size_t fold(entry *at, size_t n, view *v)
{
    size_t kept = 0;
    if (v->c->origin) {
        for (size_t i = 0; i < n; i++) at[i].key = key_of(at[i].v, v->c->origin[at[i].row]);
        sort_entries(at, n, by_origin, v);
        for (size_t i = 0; i < n; i++)
            if (!kept || (uint32_t)at[i].key == WEIGH_NONE || at[i].key != at[kept - 1].key) at[kept++] = at[i];
        n = kept;
        kept = 0;
    }
    for (size_t i = 0; i < n; i++) at[i].key = key_of(at[i].v, at[i].v.source);
    sort_entries(at, n, by_source, v);
    for (size_t i = 0; i < n; i++)
        if (!kept || at[i].key != at[kept - 1].key) at[kept++] = at[i];
    return kept;
}

/* Folds each item; the voices move up, so that nothing lies between them. */
static void fold_all(arena *a, table *t, const weigh_columns *c)
{
    view v = { c, t->source_rows };
    entry *room = TAKE(a, t->most_voices, entry);
    for (uint32_t i = 0; i < t->items; i++) {
        uint32_t begin = t->first[i], n = t->first[i + 1] - begin;
        for (uint32_t j = 0; j < n; j++) room[j] = (entry){ 0, t->voice[begin + j], t->row[begin + j] };
        size_t kept = fold(room, n, &v);
        t->first[i] = t->voices;
        for (size_t j = 0; j < kept; j++) {
            t->voice[t->voices] = room[j].v;
            t->row[t->voices++] = room[j].row;
            t->source_voices[room[j].v.source]++;
        }
    }
    t->first[t->items] = t->voices;
}

/* ---- numbers of their own for the sources with a record, and for the levels that are used ------------------------ */

static void number_tracked(arena *a, table *t, const uint32_t *elsewhere)
{
    t->track = TAKE(a, t->sources, uint32_t);
    t->tracked_source = TAKE(a, t->sources, uint32_t);
    for (uint32_t s = 0; s < t->sources; s++) {
        bool enough = t->source_voices[s] + (elsewhere ? elsewhere[s] : 0) >= TABLE_TRACKED;
        t->track[s] = enough ? t->tracked : WEIGH_NONE;
        if (enough) t->tracked_source[t->tracked++] = s;
    }
}

/* The voices of one question, [begin, end): those beside which no other tracked source's stands are alone. */
static void meet(table *t, uint32_t begin, uint32_t end)
{
    uint32_t n = 0, one = WEIGH_NONE;
    bool others = false;
    for (uint32_t i = begin; i < end; i++) {
        if (t->track[t->voice[i].source] == WEIGH_NONE) continue;
        others |= n++ && t->voice[i].source != one;
        one = t->voice[i].source;
    }
    for (uint32_t i = begin; i < end; i++) {
        t->voice[i].alone = !others;
        t->met[t->voice[i].source] += others;
    }
}

static void meet_all(arena *a, table *t, bool exclusive)
{
    t->met = TAKE(a, t->sources, uint32_t);
    for (uint32_t i = 0; i < t->items; i++) {
        for (uint32_t begin = t->first[i], end; begin < t->first[i + 1]; begin = end) {
            for (end = begin + 1; end < t->first[i + 1]; end++)
                if (!exclusive && t->voice[end].value != t->voice[begin].value) break;
            meet(t, begin, end);
        }
    }
}

static void number_voices(table *t)
{
    bool used[TABLE_LEVELS] = { false };
    unsigned place[TABLE_LEVELS] = { 0 };
    for (uint32_t i = 0; i < t->voices; i++) used[t->voice[i].level] = true;
    for (unsigned l = 0; l < TABLE_LEVELS; l++) {
        place[l] = t->levels;
        if (used[l])
            t->level[t->levels++] = (level){ (uint8_t)(l % TABLE_CERTAINTIES), (uint8_t)(l / TABLE_CERTAINTIES) };
    }
    for (uint32_t i = 0; i < t->voices; i++) {
        t->voice[i].source = t->track[t->voice[i].source];
        t->voice[i].level = place[t->voice[i].level] & 15;
    }
}

table *table_make(arena *a, const weigh_columns *c, bool exclusive)
{
    return table_make_part(a, c, exclusive, NULL);
}

table *table_make_part(arena *a, const weigh_columns *c, bool exclusive, const uint32_t *elsewhere)
{
    check_rows(a, c);
    table *t = TAKE(a, 1, table);
    measure(a, t, c);
    t->voice = TAKE(a, c->rows, voice);
    t->row = TAKE(a, c->rows, uint32_t);
    sort_by_item(t, c);
    fold_all(a, t, c);
    number_tracked(a, t, elsewhere);
    meet_all(a, t, exclusive);
    number_voices(t);
    return t;
}

table *table_make_known(arena *a, const weigh_columns *c, bool exclusive, const weigh_known *known)
{
    if (!known) return table_make(a, c, exclusive);
    uint32_t sources = 0;
    for (size_t i = 0; i < c->rows; i++)
        if (c->source[i] >= sources && c->source[i] < c->rows) sources = c->source[i] + 1;
    uint32_t *voices = TAKE(a, sources, uint32_t);
    for (uint32_t s = 0; s < sources; s++) voices[s] = known[s].voices;
    table *t = table_make_part(a, c, exclusive, voices);
    weigh_known *of_tracked = TAKE(a, t->tracked, weigh_known);
    for (uint32_t i = 0; i < t->tracked; i++) of_tracked[i] = known[t->tracked_source[i]];
    t->known = of_tracked;
    return t;
}

uint32_t table_tracked_voices(const table *t, uint32_t begin, uint32_t end)
{
    uint32_t n = 0;
    for (uint32_t i = begin; i < end; i++) n += t->voice[i].source != WEIGH_NONE;
    return n;
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
