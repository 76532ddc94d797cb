/*
 * passages.c - what a copied passage became on its way: its two sides word by word, and its family tree.
 */
#include "pipeline/library.h"

#include "reuse/reuse.h"

#include <hearsay/hearsay.h>

enum { PLACE_WORDS = 160 /* bytes of a place that are shown */ };

/* Everything lives in the case's `lent`; texts that are only looked at, in `a`. */
typedef struct {
    hs_case *c;
    arena *a;
    hs_id number;
    const hs_difference *difference;
    const hs_place *place;
    size_t n;
} showing;

static void must(showing *s, hs_status status, const hs_error *err)
{
    if (status != HS_OK) arena_leave(s->a, status, "%s", err->what);
}

static case_counts counted(showing *s)
{
    hs_error err;
    case_counts n;
    must(s, case_count_state(s->c->file, &n, &err), &err);
    return n;
}

static copy copy_at(showing *s, uint32_t number)
{
    hs_error err;
    copy c;
    must(s, case_get(s->c->file, s->a, CASE_COPY, number, &c, &err), &err);
    return c;
}

static document opened(showing *s, uint32_t number)
{
    hs_error err;
    document d;
    must(s, case_document(s->c->file, s->a, number, false, &d, &err), &err);
    return d;
}

static void show_differences(showing *s)
{
    if (!s->number || s->number > counted(s).copies)
        arena_leave(s->a, HS_NOT_FOUND, "no copy %llu", (unsigned long long)s->number);
    copy c = copy_at(s, (uint32_t)s->number - 1);
    hs_str a = opened(s, c.a).text, b = c.a == c.b ? a : opened(s, c.b).text;
    const reuse_difference *d = reuse_differences(s->a, a, c.in_a, b, c.in_b, &s->n);
    hs_difference *out = TAKE(s->c->lent, s->n, hs_difference);
    for (size_t i = 0; i < s->n; i++) {
        bool only_a = !d[i].equal && !span_is_empty(d[i].in_a);
        out[i].side = d[i].equal ? '=' : only_a ? 'a' : 'b';
        out[i].words = arena_str(s->c->lent, only_a ? span_words(a, d[i].in_a) : span_words(b, d[i].in_b));
    }
    s->difference = out;
}

static void show_lineage(showing *s)
{
    hs_error err;
    if (!s->number || s->number > counted(s).lineages)
        arena_leave(s->a, HS_NOT_FOUND, "no lineage %llu", (unsigned long long)s->number);
    lineage l;
    arena *lent = s->c->lent;
    must(s, case_lineage(s->c->file, lent, (uint32_t)s->number - 1, &l, &err), &err);
    hs_place *out = TAKE(lent, l.places, hs_place);
    for (uint32_t i = 0; i < l.places; i++) {
        const lineage_place *p = &l.place[i];
        arena_reset(s->a);
        document d = opened(s, p->document);
        hs_str words = span_words(d.text, p->at);
        size_t shown = words.n < PLACE_WORDS ? words.n : PLACE_WORDS;
        while (shown < words.n && shown && ((unsigned char)words.p[shown] & 0xC0) == 0x80) shown--;
        out[i] = (hs_place){ .at = { p->document + (hs_id)1, p->at.begin, p->at.end },
                             .id = arena_str(lent, d.id),
                             .publisher = arena_str(lent, d.publisher),
                             .title = arena_str(lent, d.title),
                             .published = date_print(lent, d.published),
                             .words = arena_str(lent, str_sub(words, 0, shown)),
                             .parent = p->parent };
        if (p->parent == i || p->copy == UINT32_MAX) continue;
        copy c = copy_at(s, p->copy);
        out[i].copy = p->copy + (hs_id)1;
        out[i].kind = str_of(copy_class_name(c.class));
        out[i].equal = c.equal;
    }
    s->place = out;
    s->n = l.places;
}

static hs_status behind_door(showing *s, void (*fn)(showing *), hs_error *err)
{
    if (!ARENA_DOOR(s->a)) return fail_from(err, arena_failure(s->a), NULL);
    fn(s);
    arena_door_shut(s->a);
    return HS_OK;
}

static hs_status behind_both(showing *s, void (*fn)(showing *), hs_error *err)
{
    if (!ARENA_DOOR(s->c->lent)) return fail_from(err, arena_failure(s->c->lent), NULL);
    hs_status status = behind_door(s, fn, err);
    arena_door_shut(s->c->lent);
    return status;
}

static hs_status show(showing *s, void (*fn)(showing *), hs_error *err)
{
    arena_reset(s->c->lent);
    s->a = arena_open(NULL, LIBRARY_DOCUMENT_MEMORY);
    hs_status status = s->a ? behind_both(s, fn, err) : fail(err, HS_NO_MEMORY, "out of memory");
    arena_close(s->a);
    return status;
}

hs_status hs_differences(hs_case *c, hs_id copy, const hs_difference **out, size_t *n, hs_error *err)
{
    showing s = { .c = c, .number = copy };
    hs_status status = show(&s, show_differences, err);
    *out = status == HS_OK ? s.difference : NULL;
    *n = status == HS_OK ? s.n : 0;
    return status;
}

hs_status hs_lineage(hs_case *c, hs_id number, const hs_place **out, size_t *n, hs_error *err)
{
    showing s = { .c = c, .number = number };
    hs_status status = show(&s, show_lineage, err);
    *out = status == HS_OK ? s.place : NULL;
    *n = status == HS_OK ? s.n : 0;
    return status;
}
