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

/* Sorted so that what one source is said to say to one origin stands together. */
typedef struct {
    uint32_t origin, source, claim;
} report;

static int by_voice(const void *p, const void *q)
{
    const report *a = p, *b = q;
    if (a->origin != b->origin) return a->origin < b->origin ? -1 : 1;
    if (a->source != b->source) return a->source < b->source ? -1 : 1;
    return (a->claim > b->claim) - (a->claim < b->claim);
}

/* Two tell the same independently: other publishers, and neither passage nor sentence is taken over. */
static bool vouch(const match *m, const uint32_t *passage, const case_claim *claim, uint32_t a, uint32_t b)
{
    hs_str x = m->documents.at[claim[a].document].publisher_key, y = m->documents.at[claim[b].document].publisher_key;
    uint32_t words_a = claim[a].twin == NOBODY ? a : claim[a].twin, words_b = claim[b].twin == NOBODY ? b : claim[b].twin;
    return x.n && y.n && !str_eq(x, y) && passage[a] != passage[b] && words_a != words_b &&
           match_side(&m->claims.at[a]) == match_side(&m->claims.at[b]);
}

enum { COMPARED = 16 }; /* reports of one voice that each is compared with */

void match_count_links(match *m, const state *s, const uint32_t *passage, case_claim *claim)
{
    arena_mark here = arena_here(m->a);
    report *r = TAKE(m->a, s->claims, report);
    bool *own = TAKE(m->a, s->claims, bool), *firm = TAKE(m->a, s->claims, bool);
    for (uint32_t i = 0; i < s->claims; i++) {
        own[i] = is_own_voice(m, s, &claim[i], &m->claims.at[i]);
        r[i] = (report){ claim[i].origin, claim[i].source, i };
    }
    if (s->claims) qsort(r, s->claims, sizeof *r, by_voice);
    for (uint32_t i = 0; i < s->claims; i++)
        for (uint32_t k = i; k-- > 0 && i - k <= COMPARED;) {
            if (r[k].origin != r[i].origin || r[k].source != r[i].source) break;
            if (vouch(m, passage, claim, r[k].claim, r[i].claim)) firm[r[k].claim] = firm[r[i].claim] = true;
        }
    for (uint32_t i = 0; i < s->claims; i++) {
        uint32_t links = m->claims.at[i].passed_on + (uint32_t)(!own[i] && !firm[i]);
        claim[i].links = (uint8_t)(links < LINKS_MOST ? links : LINKS_MOST);
    }
    arena_rollback(m->a, here);
}
