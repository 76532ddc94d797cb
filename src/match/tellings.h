/*
 * tellings.h - the claims as reports of something that happened, before anybody asks which of them tell of the same.
 */
#ifndef MATCH_TELLINGS_H
#define MATCH_TELLINGS_H
#include "match/events.h"

enum { TOKENS_MOST = 12 }; /* of one telling: what is longer is a clause */

typedef struct {
    uint32_t telling, claim, document;
    const happening *what;
    event_part_kind kind;
    filler doer, victim;
    hs_str victim_shown; /* of a noun: the words for the victim */
    hs_str token[TOKENS_MOST];
    uint32_t tokens;
    int32_t first, last; /* days; first > last: not told */
    int32_t published;    /* the first day that it may have been; INT32_MAX: not known */
    bool by_noun, copied; /* copied: it stands in a passage that another document had first */
    uint32_t node; /* of its document's event, or NOBODY */
} telling;

typedef VEC(telling) telling_list;

/* Those of all documents, in their order; of a passage taken over with the days of its first telling. */
telling_list match_read_tellings(match *, const state *, const lineage *, uint32_t lineages);

static inline bool has_doer(const telling *t)
{
    return t->doer.local != NOBODY || t->doer.words.n;
}

static inline hs_str words_of_filler(const match *m, filler x)
{
    return x.local == NOBODY ? x.shown : m->locals.at[x.local].name;
}

#endif
