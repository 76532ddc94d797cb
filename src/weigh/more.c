/*
 * more.c - a weighed table that grows by a document.
 *
 * Only the items that the new rows speak of are weighed again, as a small table of their own:
 *
 *     what is known of each source  -  what it said on these items  =  what is known from the rest
 *     the rest + all that is said on these items, old and new       ->  their answers, and what is known then
 *
 * The population's quality and the weight of hedges stay as the whole table showed them.  The cost is that of the items
 * touched, whatever the size of the table.
 */
#include "weigh/closed.h"
#include "weigh/open.h"

#include "base/map.h"

#include <math.h>
#include <string.h>

enum { LESSON = 4 }; /* numbers that a source's record is made of: open tables use two of them */

/* What one voice has taught of its source. */
typedef struct {
    uint32_t source;
    fixed lesson[LESSON];
} taught;

/* An item that more rows have spoken of. */
typedef struct {
    uint32_t newest; /* of its further rows, or WEIGH_NONE */
    taught *taught;
    uint32_t lessons;
} grown;

typedef struct {
    weigh_row row;
    uint32_t older; /* of the same item */
} further;

struct weigh_kept {
    arena *a;
    const weigh_columns *c;
    weigh_options o;
    double prior;
    const table *t;
    open_model *open;           /* one of the two */
    const closed_model *closed;
    uint32_t sources, room;
    fixed *known;               /* [sources][LESSON] */
    uint32_t *voices;           /* [sources] */
    map items;                  /* those that have grown: place in at */
    VEC(grown) at;
    VEC(further) rows;
};

static hs_str key_of(const uint32_t *item)
{
    return (hs_str){ (const char *)item, sizeof *item };
}

static void lesson_of(const open_model *open, const closed_model *closed, uint32_t item, uint32_t at, fixed *out)
{
    memset(out, 0, LESSON * sizeof *out);
    if (open) open_lesson(open, item, at, out);
    else closed_lesson(closed, item, at, out);
}

/* Adds a lesson, or with sign -1 takes it back. */
static void learn(weigh_kept *k, uint32_t source, const fixed *lesson, int sign)
{
    for (int i = 0; i < LESSON; i++) k->known[(size_t)source * LESSON + i] += sign * lesson[i];
    k->voices[source] += (uint32_t)sign;
}

static void make_room(weigh_kept *k, uint32_t sources)
{
    if (sources > k->room) {
        uint32_t room = sources + sources / 2 + 16;
        k->known = arena_grow(k->a, k->known, (size_t)k->room * LESSON * sizeof *k->known,
                              (size_t)room * LESSON * sizeof *k->known);
        k->voices = arena_grow(k->a, k->voices, k->room * sizeof *k->voices, room * sizeof *k->voices);
        memset(k->known + (size_t)k->room * LESSON, 0, (size_t)(room - k->room) * LESSON * sizeof *k->known);
        memset(k->voices + k->room, 0, (room - k->room) * sizeof *k->voices);
        k->room = room;
    }
    if (sources > k->sources) k->sources = sources;
}

/* What the voices of an item of the whole table have taught, added or taken back. */
static void learn_item(weigh_kept *k, uint32_t item, int sign)
{
    for (uint32_t i = k->t->first[item]; i < k->t->first[item + 1]; i++) {
        fixed lesson[LESSON];
        lesson_of(k->open, k->closed, item, i, lesson);
        learn(k, k->c->source[k->t->row[i]], lesson, sign);
    }
}

weigh_kept *weigh_keep(arena *a, const weigh_columns *c, const weigh_options *options)
{
    static const weigh_options usual = { 0 };
    weigh_kept *k = TAKE(a, 1, weigh_kept);
    uint32_t iterations = 0;
    *k = (weigh_kept){ .a = a, .c = c, .o = options ? *options : usual, .items = { .a = a } };
    if (k->o.labels && !k->o.several_truths)
        arena_leave(a, HS_BAD_ARGUMENT, "weigh: a closed set is weighed as a whole");
    k->prior = k->o.prior > 0 && k->o.prior < 1 ? k->o.prior : 0.5;
    k->t = table_make(a, c, !k->o.several_truths);
    if (k->o.several_truths) {
        k->closed = closed_weigh(a, k->t, 0, k->prior, &iterations);
    } else {
        k->open = open_start(a, k->t, (facets){ 0 });
        open_weigh(k->open);
    }
    make_room(k, k->t->sources);
    for (uint32_t i = 0; i < k->t->items; i++) learn_item(k, i, 1);
    return k;
}

/* ---- the part that is weighed again ----------------------------------------------------------------------------- */

typedef struct {
    weigh_kept *k;
    arena *a;
    map items, sources;        /* of the whole -> of the part */
    VEC(uint32_t) item, source; /* and back */
    VEC(uint32_t) number;       /* of each row of the part: its number among all rows */
    VEC(weigh_row) row;
    weigh_take *take;
    void *ctx;
} part;

static uint32_t place_of(map *m, uint32_t number, bool *is_new)
{
    uint64_t *at = map_put(m, key_of(&number), is_new);
    if (*is_new) *at = m->n - 1;
    return (uint32_t)*at;
}

static void add_row(part *p, weigh_row r, uint32_t number)
{
    bool is_new;
    r.item = place_of(&p->items, r.item, &is_new);
    uint32_t source = place_of(&p->sources, r.source, &is_new);
    if (is_new) *VEC_ADD(p->a, &p->source) = r.source;
    r.source = source;
    *VEC_ADD(p->a, &p->row) = r;
    *VEC_ADD(p->a, &p->number) = number;
}

/* The row that a voice of the whole table stands for. */
static weigh_row row_at(const weigh_columns *c, uint32_t i)
{
    return (weigh_row){ .source = c->source[i], .item = c->item[i], .value = c->value[i],
                        .origin = c->origin ? c->origin[i] : WEIGH_NONE, .polarity = c->polarity ? c->polarity[i] : 0,
                        .certainty = c->certainty ? c->certainty[i] : 3, .links = c->links ? c->links[i] : 0,
                        .time = c->time ? c->time[i] : NAN };
}

/* An item among those that have grown; good until the next one comes in. */
static grown *grown_item(weigh_kept *k, uint32_t item)
{
    bool is_new;
    uint32_t at = place_of(&k->items, item, &is_new);
    if (is_new) *VEC_ADD(k->a, &k->at) = (grown){ .newest = WEIGH_NONE };
    return &k->at.at[at];
}

/* Takes back what the items have taught so far. */
static void forget(weigh_kept *k, uint32_t item)
{
    bool first = !map_get(&k->items, key_of(&item));
    grown *g = grown_item(k, item);
    if (first && item < k->t->items) learn_item(k, item, -1);
    for (uint32_t i = 0; i < g->lessons; i++) learn(k, g->taught[i].source, g->taught[i].lesson, -1);
}

static void gather(part *p, const weigh_row *row, size_t n)
{
    weigh_kept *k = p->k;
    for (size_t i = 0; i < n; i++) {
        bool is_new;
        place_of(&p->items, row[i].item, &is_new);
        make_room(k, row[i].source + 1);
        if (is_new) {
            forget(k, row[i].item);
            *VEC_ADD(p->a, &p->item) = row[i].item;
        }
        grown *g = grown_item(k, row[i].item);
        *VEC_ADD(k->a, &k->rows) = (further){ row[i], g->newest };
        g->newest = (uint32_t)k->rows.n - 1;
    }
    for (size_t i = 0; i < p->item.n; i++) {
        uint32_t item = p->item.at[i];
        for (uint32_t j = item < k->t->items ? k->t->first[item] : 0; item < k->t->items && j < k->t->first[item + 1]; j++)
            add_row(p, row_at(k->c, k->t->row[j]), k->t->row[j]);
        for (uint32_t j = grown_item(k, item)->newest; j != WEIGH_NONE; j = k->rows.at[j].older)
            add_row(p, k->rows.at[j].row, (uint32_t)k->c->rows + j);
    }
}

static weigh_columns columns_of(part *p)
{
    size_t n = p->row.n;
    uint32_t *source = TAKE(p->a, n, uint32_t), *item = TAKE(p->a, n, uint32_t), *value = TAKE(p->a, n, uint32_t);
    uint32_t *origin = TAKE(p->a, n, uint32_t);
    uint8_t *polarity = TAKE(p->a, n, uint8_t), *certainty = TAKE(p->a, n, uint8_t), *links = TAKE(p->a, n, uint8_t);
    float *time = TAKE(p->a, n, float);
    for (size_t i = 0; i < n; i++) {
        const weigh_row *r = &p->row.at[i];
        source[i] = r->source, item[i] = r->item, value[i] = r->value, origin[i] = r->origin;
        polarity[i] = r->polarity, certainty[i] = r->certainty, links[i] = r->links, time[i] = r->time;
    }
    return (weigh_columns){ n, source, item, value, origin, polarity, certainty, links, time };
}

/* ---- together ----------------------------------------------------------------------------------------------------- */

/* The rows of the whole table that were folded away still count as rows. */
static void count_folded(const weigh_kept *k, uint32_t item, weigh_value *v, uint32_t values)
{
    const table *t = k->t;
    if (item >= t->items) return;
    uint32_t known = t->value_first[item + 1] - t->value_first[item];
    for (uint32_t i = 0; i < known && i < values; i++) {
        v[i].asserted += t->said[0][t->value_first[item] + i];
        if (t->said[1]) v[i].denied += t->said[1][t->value_first[item] + i];
    }
    for (uint32_t i = t->first[item]; i < t->first[item + 1]; i++) {
        voice x = t->voice[i];
        if (x.denies) v[x.value].denied--;
        else v[x.value].asserted--;
    }
}

static void pass_on(void *ctx, uint32_t item, const weigh_value *value, uint32_t values)
{
    part *p = ctx;
    uint32_t whole = p->item.at[item];
    weigh_value *v = TAKE(p->a, values, weigh_value);
    memcpy(v, value, values * sizeof *v);
    for (uint32_t i = 0; i < values; i++)
        if (v[i].pivot_row != WEIGH_NONE) v[i].pivot_row = p->number.at[v[i].pivot_row];
    count_folded(p->k, whole, v, values);
    p->take(p->ctx, whole, v, values);
}

/* What the part teaches is kept, so that it can be taken back when the item grows again. */
static void remember(part *p, const table *t, const open_model *open, const closed_model *closed)
{
    weigh_kept *k = p->k;
    for (uint32_t item = 0; item < t->items; item++) {
        grown *g = grown_item(k, p->item.at[item]);
        g->lessons = t->first[item + 1] - t->first[item];
        g->taught = TAKE(k->a, g->lessons, taught);
        for (uint32_t i = 0; i < g->lessons; i++) {
            uint32_t at = t->first[item] + i;
            g->taught[i].source = p->source.at[p->row.at[t->row[at]].source];
            lesson_of(open, closed, item, at, g->taught[i].lesson);
            learn(k, g->taught[i].source, g->taught[i].lesson, 1);
        }
    }
}

static void weigh_part(part *p, const weigh_columns *c)
{
    weigh_kept *k = p->k;
    uint32_t *elsewhere = TAKE(p->a, p->source.n, uint32_t), width = k->open ? 1 : LESSON;
    for (size_t i = 0; i < p->source.n; i++) elsewhere[i] = k->voices[p->source.at[i]];
    table *t = table_make_part(p->a, c, !k->o.several_truths, elsewhere);
    fixed *first = TAKE(p->a, (size_t)t->tracked * width, fixed), *said = TAKE(p->a, t->tracked, fixed);
    for (uint32_t i = 0; i < t->tracked; i++) {
        const fixed *known = &k->known[(size_t)p->source.at[t->tracked_source[i]] * LESSON];
        memcpy(&first[(size_t)i * width], known, width * sizeof *first);
        said[i] = known[1];
    }
    weigh_options o = k->o;
    o.each = pass_on;
    o.ctx = p;
    if (k->open) {
        open_rest rest = { first, said, open_usual(k->open) };
        open_model *m = open_start(p->a, t, (facets){ 0 });
        open_know(m, &rest);
        open_weigh(m);
        remember(p, t, m, NULL);
        answer_all(p->a, t, c, &o, open_answer, m);
    } else {
        const closed_model *m = closed_weigh_part(p->a, t, k->prior, k->closed, first);
        remember(p, t, NULL, m);
        answer_all(p->a, t, c, &o, closed_answer, m);
    }
}

void weigh_more(weigh_kept *k, arena *scratch, const weigh_row *row, size_t n, weigh_take *take, void *ctx)
{
    arena_mark here = arena_here(scratch);
    part p = { .k = k, .a = scratch, .items = { .a = scratch }, .sources = { .a = scratch }, .take = take, .ctx = ctx };
    if (k->c->rows + k->rows.n + n >= WEIGH_NONE) arena_leave(k->a, HS_LIMIT, "weigh: more than %u rows", WEIGH_NONE - 1);
    gather(&p, row, n);
    if (p.row.n) {
        weigh_columns c = columns_of(&p);
        weigh_part(&p, &c);
    }
    arena_rollback(scratch, here);
}
