/*
 * weigh.h - the door of the room: a table of claims in, belief out.
 *
 * The room stands on base alone: it sees numbers of sources, items, values and origins, and never a name.
 */
#ifndef WEIGH_WEIGH_H
#define WEIGH_WEIGH_H
#include "base/arena.h"

#define WEIGH_NONE UINT32_MAX

/* One row.  Numbers count from 0 without gaps; values count within their item. */
typedef struct {
    uint32_t source;
    uint32_t item;
    uint32_t value;
    uint32_t origin;   /* rows of one origin are one voice; WEIGH_NONE: an origin of its own */
    uint8_t polarity;  /* 0 asserts, 1 denies */
    uint8_t certainty; /* 0 unknown, 1 possible, 2 probable, 3 certain */
    uint8_t links;     /* through how many mouths it came from its source: 0 from itself, at most WEIGH_LINKS_MOST */
    float time;        /* days, any zero; NAN when unknown */
} weigh_row;
enum { WEIGH_LINKS_MOST = 3 };

/* The same rows as columns, for large tables.  A column that is NULL has the same in every row: no origin, asserts,
 * certain, no links, no time. */
typedef struct {
    size_t rows;
    const uint32_t *source, *item, *value, *origin;
    const uint8_t *polarity, *certainty, *links;
    const float *time;
} weigh_columns;

typedef struct {
    double belief, low, high;                  /* probability of the value, and its 90 % interval */
    uint32_t asserted, denied;                 /* rows */
    uint32_t origins_asserted, origins_denied; /* independent origins on each side */
    uint32_t pivot;                            /* the origin whose removal changes belief most, or WEIGH_NONE */
    uint32_t pivot_row;                        /* the row that stands for it (it may have no origin's number) */
    double without_pivot;                      /* belief without it */
    bool too_little;                           /* "not enough to say": on either side strangers only */
    bool split;                                /* two readings fit the evidence about equally well */
} weigh_value;

/* What is known of a source from questions that are weighed apart from these. */
typedef struct weigh_known {
    uint32_t voices;          /* it has so many there: with those here it is tracked or a stranger */
    double statements, right; /* those that meet others' there, and how many of them are expected to be right, */
    double usual;             /* and would be, were they the usual source's */
} weigh_known;

typedef struct {
    double sensitivity, sensitivity_low, sensitivity_high; /* P(asserts | holds, and it speaks) */
    double specificity, specificity_low, specificity_high; /* P(denies | does not hold, and it speaks) */
    uint32_t rows, origins;
    double first, last; /* with drift: how often it was right in the first and in the last period; else NAN */
    bool repeats;    /* it says what was said last before, whoever said it, even against better sources */
    bool has_record; /* enough of what it says meets what others say; else its figures are .5, from 0 to 1 */
    struct weigh_known record; /* what these questions teach of it; only where options.known is given */
} weigh_source;

typedef struct {
    uint32_t a, b;
    double probability; /* that one of them copies the other, or both a third */
    double a_from_b;    /* given that: probability that a copies b */
} weigh_pair;

typedef struct {
    const weigh_value *const *value; /* [item][value]; NULL when options.each took them */
    const uint32_t *values;          /* of each item; NULL likewise */
    uint32_t items;
    const weigh_source *source;
    uint32_t sources;
    const weigh_pair *pair;
    uint32_t pairs;
    uint32_t iterations; /* of our model, until beliefs settled; copying rounds and the second reading included */
} weigh_result;

typedef void weigh_take(void *ctx, uint32_t item, const weigh_value *, uint32_t values);

typedef struct {
    const char *method;  /* NULL: ours; else a name of weigh_methods */
    bool several_truths; /* values of an item do not exclude each other (each is a yes-or-no question) */
    uint32_t labels;     /* values 0 .. labels-1 mean the same in every item (a closed set); 0: they do not */
    bool keep_copies;    /* do not look for copying between sources, nor for who repeats the last word.  Nobody looks when a row names an origin: then
                            origins are all there is to know of it; nor where questions have two answers */
    /* [items] what the question is about (its attribute), below facets: a source may be better in one than in another.
     * NULL: all are of one.  Not heard of closed sets, of several truths, nor by weigh_keep. */
    const uint32_t *facet;
    uint32_t facets;
    double drift; /* days: a source's quality may change from one period of so many to the next (then facets are passed
                     over); 0: it does not.  Not of closed sets nor of several truths */
    /* [sources of the rows] or NULL: how each fares elsewhere.  It moves the prior of the source, no more.  Not for closed
     * sets, nor heard by weigh_keep and the classics. */
    const weigh_known *known;
    uint64_t seed;
    double prior;     /* of a value of an item with several truths; 0: the default, .5 */
    unsigned threads; /* 0: one; the answer does not depend on it */
    /* Called, if given and by our method only, once rows are sorted and folded: from then on neither the items nor the
     * values of the columns are looked at, so that they may be given back. */
    void (*folded)(void *ctx);
    /* Takes the answers, item after item, instead of the result: nothing is kept of them. */
    weigh_take *each;
    void *ctx;
    /* For accu-sim: how alike two values of an item are, 0 .. 1, whichever comes first; NULL: nothing is known of it. */
    double (*alike)(void *likeness, uint32_t item, uint32_t value, uint32_t other);
    void *likeness;
} weigh_options;

const weigh_result *weigh_run(arena *, const weigh_row *, size_t rows, const weigh_options *);
/* The columns must live as long as the result. */
const weigh_result *weigh_run_columns(arena *, const weigh_columns *, const weigh_options *);

/* ---- a table that grows ------------------------------------------------------------------------------------- */

/* Weighs as weigh_run_columns does, by our method, and keeps what is needed for more rows.  Not for closed sets.  The
 * columns must live as long; copying is not looked for. */
typedef struct weigh_kept weigh_kept;
weigh_kept *weigh_keep(arena *, const weigh_columns *, const weigh_options *);

/* Adds rows, which may bring new sources, items and values (numbers go on from those there are).  Gives the answers of
 * the items they speak of, as exact as the sources' records are: these are carried on from here, and all that is said on
 * these items counts for them.  Answers of other items stay as they are, until the table is weighed anew.
 * scratch: a second arena, which is left with nothing in it. */
void weigh_more(weigh_kept *, arena *scratch, const weigh_row *, size_t n, weigh_take *, void *ctx);

const char *const *weigh_methods(void); /* ours first; NULL at the end */
#define WEIGH_OURS "hearsay"
enum { WEIGH_ACCU_COPY_SOURCES = 4096 }; /* accu-copy refuses more */

#endif
