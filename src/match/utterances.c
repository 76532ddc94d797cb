/*
 * utterances.c - what one speaker said on one day, reported by several.
 *
 * A speaker is an actor that is quoted, and the actor that a document's author or publisher is: a commission's own
 * report and a newspaper's account of it are one utterance.  Two claims of different documents, published within a day
 * of each other, are one when they say much the same in words (half of the shorter's, counted as sets of word
 * beginnings).  Only neighbours that share speaker and a word are compared, so the cost is n log n.
 */
#include "match/internal.h"

#include <stdlib.h>

enum {
    WITHIN_DAYS = 1,
    NEIGHBOURS = 8,  /* claims of one speaker and word that each is compared with */
    SHARED_LEAST = 2
};

bool match_says_alike(const match *m, const local_claim *a, const local_claim *b)
{
    const uint32_t *x = &m->tokens.at[a->first_token], *y = &m->tokens.at[b->first_token];
    uint32_t i = 0, k = 0, shared = 0, least = a->tokens < b->tokens ? a->tokens : b->tokens;
    while (i < a->tokens && k < b->tokens) {
        shared += x[i] == y[k];
        bool first = x[i] <= y[k], second = y[k] <= x[i];
        i += first;
        k += second;
    }
    return shared >= SHARED_LEAST && 2 * shared >= least && 4 * shared >= a->tokens + b->tokens - shared;
}

typedef struct {
    uint32_t speaker, token, claim;
    int32_t day;
} said;

static int by_speaker(const void *p, const void *q)
{
    const said *a = p, *b = q;
    if (a->speaker != b->speaker) return a->speaker < b->speaker ? -1 : 1;
    if (a->token != b->token) return a->token < b->token ? -1 : 1;
    if (a->day != b->day) return a->day < b->day ? -1 : 1;
    return (a->claim > b->claim) - (a->claim < b->claim);
}

typedef VEC(said) said_list;

static void add_speaker(match *m, said_list *list, uint32_t speaker, uint32_t claim, int32_t day)
{
    const local_claim *c = &m->claims.at[claim];
    for (uint32_t i = 0; i < c->tokens && speaker != NOBODY; i++)
        *VEC_ADD(m->a, list) = (said){ speaker, m->tokens.at[c->first_token + i], claim, day };
}

/* Actors that are quoted somewhere: only what they write themselves can be quoted by others. */
static bool *quoted_actors(const match *m, uint32_t *most)
{
    *most = 0;
    for (size_t i = 0; i < m->locals.n; i++)
        if (m->locals.at[i].actor >= *most) *most = m->locals.at[i].actor + 1;
    bool *quoted = TAKE(m->a, *most, bool);
    for (size_t i = 0; i < m->claims.n; i++)
        if (m->claims.at[i].source == SOURCE_ACTOR) quoted[m->locals.at[m->claims.at[i].speaker].actor] = true;
    return quoted;
}

static said_list all_said(match *m)
{
    said_list list = { 0 };
    uint32_t most;
    const bool *quoted = quoted_actors(m, &most);
    for (uint32_t i = 0; i < m->claims.n; i++) {
        const local_claim *c = &m->claims.at[i];
        const local_document *d = &m->documents.at[c->document];
        int32_t day, last;
        if (c->tokens < SHARED_LEAST || !date_days(d->published, &day, &last) || day != last) continue;
        if (c->source == SOURCE_ACTOR) add_speaker(m, &list, m->locals.at[c->speaker].actor, i, day);
        if (c->source != SOURCE_AUTHOR) continue;
        uint32_t author = d->author_actor, outlet = d->publisher_actor;
        if (author != NOBODY && quoted[author]) add_speaker(m, &list, author, i, day);
        if (outlet != NOBODY && outlet != author && quoted[outlet]) add_speaker(m, &list, outlet, i, day);
    }
    if (list.n) qsort(list.at, list.n, sizeof *list.at, by_speaker);
    return list;
}

void match_find_utterances(match *m, match_fold *fold, void *ctx)
{
    arena_mark here = arena_here(m->a);
    said_list s = all_said(m);
    for (size_t i = 0; i < s.n; i++)
        for (size_t k = i + 1; k < s.n && k <= i + NEIGHBOURS; k++) {
            const said *a = &s.at[i], *b = &s.at[k];
            if (a->speaker != b->speaker || a->token != b->token || b->day - a->day > WITHIN_DAYS) break;
            const local_claim *x = &m->claims.at[a->claim], *y = &m->claims.at[b->claim];
            if (x->document != y->document && match_says_alike(m, x, y)) fold(ctx, a->claim, b->claim);
        }
    arena_rollback(m->a, here);
}
