/*
 * table.h - the claims as voices: sorted by item, with everything that is not a voice of its own folded away.
 *
 *     rows  ->  item 0: value 0 voice voice | value 1 voice
 *               item 1: value 0 voice ...
 *
 * Rows of one origin that say the same of one value are one voice, whoever repeats them; it belongs to the
 * source that said it first.  Then a source that says the same of one value again is still one voice.  All
 * that follows sees voices only: a disclosed reprint cannot move a belief by any amount.
 *
 * What a source says and nobody else speaks of shows nothing of the source.  Its record is made of the voices that meet
 * others, strangers' not counted.
 */
#ifndef WEIGH_TABLE_H
#define WEIGH_TABLE_H
#include "weigh/weigh.h"

enum {
    TABLE_TRACKED = 3,      /* voices that make a source heard as itself; with fewer it is a stranger */
    TABLE_CERTAINTIES = 4,  /* in the order weakest first: possible, unknown, probable, certain */
    TABLE_LEVELS = TABLE_CERTAINTIES * (WEIGH_LINKS_MOST + 1) /* a certainty, and links */
};

typedef struct {
    uint32_t source; /* its number among the tracked, or WEIGH_NONE: a stranger */
    unsigned value : 24;
    unsigned alone : 1; /* no other tracked source speaks of the question: that teaches nothing of this one */
    unsigned echo : 1; /* it repeats another voice of its group: it teaches of its source and adds no evidence */
    unsigned denies : 1;
    unsigned level : 4; /* place in table.level */
} voice;

/* How firmly something is said: the probability that it is meant, before anything is learnt, falls with each. */
typedef struct {
    uint8_t certainty; /* 0 weakest */
    uint8_t links;
} level;

typedef struct {
    uint32_t items, sources, values_all, voices;
    uint32_t *first;       /* [items + 1] into voice */
    uint32_t *value_first; /* [items + 1] into what is kept a value, all items in a row */
    voice *voice;
    uint32_t *row;                         /* [voices] the row that a voice stands for */
    uint32_t *said[2];                     /* [values_all] rows asserting, denying; NULL: nobody */
    uint32_t *source_rows, *source_voices; /* [sources] */
    uint32_t *met;                         /* [sources] voices that meet others */
    uint32_t tracked;                      /* sources with voices enough, */
    uint32_t *tracked_source;              /* [tracked] in the order of their numbers, and */
    uint32_t *track;                       /* [sources] the place there, or WEIGH_NONE */
    uint32_t levels;                       /* that voices have: */
    level level[TABLE_LEVELS];             /* by links, then the weakest first */
    uint32_t most_voices, most_values;     /* of an item */
    bool origins_named;                    /* a row says where it comes from */
    const weigh_known *known;              /* [tracked] what is known of them elsewhere, or NULL */
} table;

/* exclusive: the values of an item are answers to one question; else each value is a question of its own.
 * Leaves with HS_BAD_ARGUMENT, naming the row, when a row breaks a rule of weigh.h. */
table *table_make(arena *, const weigh_columns *, bool exclusive);
/* A part of a larger table: elsewhere, [sources], are the voices that each source has in the rest. */
table *table_make_part(arena *, const weigh_columns *, bool exclusive, const uint32_t *elsewhere);

/* With what is known of each source, [sources], from questions that stand in another table; NULL: nothing. */
table *table_make_known(arena *, const weigh_columns *, bool exclusive, const weigh_known *);

/* The probability that something said like this is meant, before anything is learnt; else it is a coin. */
double table_meant(level);

/* Of voices [begin, end) those of tracked sources: strangers must not decide whether a table has two readings. */
uint32_t table_tracked_voices(const table *, uint32_t begin, uint32_t end);

/* Marks the echoes: of the voices of one group that say the same of one value all but one, that of the member that
 * speaks most.  group: [tracked]. */
void table_fold(table *, const uint32_t *group);

#endif
