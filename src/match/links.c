/*
 * links.c - through how many mouths a claim came from its source.
 *
 *     The Daily  ->  reports that the agency says  ->  that the harbour master says ...      two: The Daily, the agency
 *     The Daily  ->  the harbour master says ...                                            one: The Daily
 *     the harbour master's own statement                                                    none
 *
 * Each may pass it on wrongly.  A publisher that passes on what another publisher tells too, in other words and a passage
 * of its own, is no weak link: two do not mishear in the same way.  That firms up what was said, not the one who said it:
 * all of them stay one voice.
 */
#include "match/internal.h"

#include <stdlib.h>

/* Its publisher or author is the one who says it. */
static bool is_own_voice(const match *m, const state *s, const case_claim *c, const local_claim *l)
{
    if (l->source == SOURCE_AUTHOR) return true;
    const local_document *d = &m->documents.at[c->document];
    uint32_t who = s->source[c->source].actor;
    return l->source == SOURCE_ACTOR && who != NOBODY && (who == d->publisher_actor || who == d->author_actor);
}

/* Sorted so that what one source is said to say to one answer stands together, copies beside what they copy. */
typedef struct {
    uint32_t answer, source, side, root, claim;
} report;

static int by_voice(const void *p, const void *q)
{
    const report *a = p, *b = q;
    if (a->answer != b->answer) return a->answer < b->answer ? -1 : 1;
    if (a->source != b->source) return a->source < b->source ? -1 : 1;
    if (a->side != b->side) return a->side < b->side ? -1 : 1;
    if (a->root != b->root) return a->root < b->root ? -1 : 1;
    return (a->claim > b->claim) - (a->claim < b->claim);
}

/* The claim whose passage or sentence a claim repeats, by however many steps; itself if none. */
static uint32_t root_of(const uint32_t *passage, const case_claim *claim, uint32_t i)
{
    for (;;) {
        uint32_t up = passage[i];
        if (claim[up].twin != NOBODY && claim[up].twin < up) up = claim[up].twin;
        if (up >= i) return i;
        i = up;
    }
}

enum { COMPARED = 16 }; /* tellings of one voice that are compared */

/* Marks those of n reports of one voice whose publisher another bears out.  Whoever repeats a telling stands for its first
 * publisher, so that a reprint bears nothing out. */
static void firm_up(const match *m, const state *s, const report *r, size_t n, bool *firm)
{
    size_t head[COMPARED], heads = 0;
    bool by_others[COMPARED] = { false };
    for (size_t i = 0; i < n && heads < COMPARED; i++)
        if (!i || r[i].root != r[i - 1].root) head[heads++] = i;
    for (size_t i = 0; i < heads; i++)
        for (size_t k = 0; k < i; k++) {
            hs_str x = m->documents.at[s->claim[r[head[i]].root].document].publisher_key;
            hs_str y = m->documents.at[s->claim[r[head[k]].root].document].publisher_key;
            if (x.n && y.n && !str_eq(x, y)) by_others[i] = by_others[k] = true;
        }
    for (size_t i = 0; i < heads; i++)
        for (size_t k = head[i]; k < n && r[k].root == r[head[i]].root; k++) firm[r[k].claim] = by_others[i];
}

void match_count_links(match *m, const state *s, const uint32_t *passage, case_claim *claim)
{
    arena_mark here = arena_here(m->a);
    report *r = TAKE(m->a, s->claims, report);
    bool *firm = TAKE(m->a, s->claims, bool);
    size_t n = 0;
    for (uint32_t i = 0; i < s->claims; i++)
        if (claim[i].answer != NOBODY)
            r[n++] = (report){ claim[i].answer, claim[i].source, match_side(&m->claims.at[i]), root_of(passage, claim, i), i };
    if (n) qsort(r, n, sizeof *r, by_voice);
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n; end++)
            if (r[end].answer != r[i].answer || r[end].source != r[i].source || r[end].side != r[i].side) break;
        firm_up(m, s, r + i, end - i, firm);
    }
    for (uint32_t i = 0; i < s->claims; i++) {
        bool own = is_own_voice(m, s, &claim[i], &m->claims.at[i]);
        uint32_t links = m->claims.at[i].passed_on + (uint32_t)(!own && !firm[i]);
        claim[i].links = (uint8_t)(links < LINKS_MOST ? links : LINKS_MOST);
    }
    arena_rollback(m->a, here);
}
