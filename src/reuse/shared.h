/*
 * shared.h - passages that two texts share, as they go from finding through judging to the answer.
 *
 * Inside the room documents are numbered by rank: earliest first, then by id.  So nothing depends on the order in
 * which the caller gave them.
 */
#ifndef REUSE_SHARED_H
#define REUSE_SHARED_H
#include "reuse/align.h"
#include "reuse/lists.h"
#include "reuse/order.h"
#include "reuse/reuse.h"

typedef struct {
    const reuse_document **document; /* by rank */
    const uint32_t *number;    /* the caller's, by rank */
    const uint32_t *publisher; /* numbered from 1 in order of rank; 0: not known */
    const tokens *text;
    uint32_t n;
    uint64_t all_tokens;
    const rarity *rarity;
    uint32_t exact_run;
    gram_profile profile;
} body;

typedef struct {
    uint32_t a, b; /* ranks, a <= b */
    passage at;
    const run *run; /* at.runs of them, in order of place in b */
    bool enough;    /* its bits reach the threshold: the two are not independent */
    uint32_t place_a, place_b; /* numbers of its two places */
    copy_class class;
    double lead; /* log-odds that a is the earlier one (that b took it over), in nats */
    copy_direction direction;
} shared;

typedef struct {
    shared *at;
    size_t n, room;
} shared_list;

/* How lists are looked through for texts to align. */
enum {
    WHOLE_LIST = 256, /* places; of longer lists: */
    FIRST_OF_LIST = 4,
    LATEST_OF_LIST = 8,
    SAME_PUBLISHER_MOST = 6, /* places of the same publisher that one is held against */
    RARE_LIST = 3,           /* a single fingerprint of at most so many places is enough */
    HITS_ENOUGH = 2
};

/* Aligning two texts of a body, and what came of it. */
typedef struct {
    arena *keep, *scratch;
    const body *body;
    double *bits;     /* room for as many as the longest text has tokens: what its trigrams are worth */
    uint32_t bits_of; /* the text they are of; UINT32_MAX at the beginning */
    shared_list found;
} finding;
finding find_begin(arena *keep, arena *scratch, const body *);

/* Whether hits of one text may belong to one passage: many, a rare one (what: HITS_ENOUGH), or two that lie alike in
 * both texts, up to `blur` tokens more.  key: its number << 32 | token in it; sub: token in the other. */
bool find_hang_together(const ordered *hit, size_t n, uint32_t blur);
/* Aligns text a with the later text b, which have these fingerprints in common, and keeps what is to be reported. */
void find_between(finding *, uint32_t a, uint32_t b, const ordered *hit, size_t n);

/* Every passage of the body: those with evidence enough, and every run of exact_run equal tokens whatever it proves. */
shared_list find_shared(arena *keep, arena *scratch, const body *, const lists *);

/* A stretch of one text in which passages lie over each other. */
typedef struct {
    uint32_t document, begin, end; /* tokens: the hull of its sides */
    uint32_t family;
} place;

/* Places tied by passages into families: the passage, wherever it stands. */
typedef struct {
    place *place; /* ascending by document, then begin */
    uint32_t places;
    uint32_t families;
    const uint32_t *first; /* family f's places are member[first[f] .. first[f + 1]) */
    const uint32_t *member;
} families;

/* Sorts out the places of all passages (sets place_a, place_b) and ties them; only those that `ties` accepts tie. */
families families_of(arena *keep, arena *scratch, shared_list *, bool (*ties)(const shared *));

/* How close a copy is, when it is one: reprint, cut, edit, rewrite, version or self. */
copy_class closeness(const body *, const shared *);
/* Sets the class of every passage. */
void classify(arena *scratch, const body *, shared_list *, const families *);
/* In order of the earlier text, the place in it, the later text, the place there; the sorted list is in keep. */
void shared_order(arena *keep, arena *scratch, shared_list *);
/* Ties all that is not chance; ties what is one voice: for families_of. */
bool ties_all(const shared *);
bool ties_voices(const shared *);
/* In the caller's numbers; the sides change places where those run the other way. */
copy shared_copy(const body *, const shared *);

/* Sets lead and direction.  A text that names the other as its source drew on it, not on a third: what was thought
 * COPY_COMMON becomes a copy. */
void direct(arena *scratch, const body *, shared_list *);

#endif
