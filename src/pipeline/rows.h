/*
 * rows.h - what the listings share: an iterator over numbers, and the documents that its rows speak of.
 */
#ifndef PIPELINE_ROWS_H
#define PIPELINE_ROWS_H
#include "base/json.h"
#include "pipeline/library.h"

typedef enum {
    ROWS_DOCUMENTS,
    ROWS_CLAIMS,
    ROWS_ANSWERS,
    ROWS_COPIES,
    ROWS_SOURCES,
    ROWS_ACTORS,
    ROWS_TIMELINE,
    ROWS_DRIFTS,
    ROWS_HITS,
    ROWS_REVIEW,
    ROWS_DECISIONS,
    ROWS_RUNS,
    ROWS_CHANGES,
    ROWS_FAULTS /* unread files and broken promises */
} row_kind;

/* A document of the case with what was found in it, kept while rows speak of it. */
typedef struct {
    arena *a;
    uint32_t number; /* NOBODY: nothing kept */
    document document;
    page page;
    findings findings; /* as people ruled */
    uint32_t *actor;   /* of the case, for each of the document's own; NOBODY where there is none */
} kept_document;

enum { KEPT = 2 }; /* a copy speaks of two documents */

/* Adds numbers behind those read; none: there are no more.  May leave by iter->a's door. */
typedef void rows_more(hs_iter *);

struct hs_iter {
    row_kind kind;
    hs_case *c;
    uint64_t turn; /* of the case, when this was opened */
    arena *a;      /* the list */
    arena *row;    /* the row handed out */
    VEC(uint32_t) numbers; /* of rows, or of things; those read so far where there is more */
    VEC(hs_fault) faults;
    VEC(const void *) things; /* rows that have no number in the state: worked out when the listing was opened */
    size_t at;
    rows_more *more; /* finds the next numbers, or NULL: all are there */
    void *finding;   /* where `more` is at; in the list's arena */
    uint64_t given, most; /* rows handed out, and how many may be (0: all) */
    kept_document kept[KEPT];
    unsigned oldest;
    hs_str understood, left_out;
    const case_answers *asked; /* rows of answers: which */
    bool whole;                /* and that they are all of the case */
};

/* Opens an iterator and fills it by `fill` (which may leave by iter->a's door).  HS_BAD_ARGUMENT when the query has a
 * field that this kind of rows does not know. */
typedef hs_status rows_fill(hs_iter *, const hs_query *, hs_error *);
hs_status rows_open(hs_case *, row_kind, const hs_query *, rows_fill *, hs_iter **out, hs_error *);

/* HS_BAD_ARGUMENT when the iterator has other rows, or the case has changed since it was opened. */
hs_status rows_current(const hs_iter *, row_kind, hs_error *);
/* The next number; HS_END behind the last.  Empties iter->row. */
hs_status rows_next(hs_iter *, row_kind, uint32_t *number, hs_error *);

/* Document `number` with sentences and findings; leaves by `door`'s door when the case cannot give it. */
const kept_document *rows_document(hs_iter *, uint32_t number, arena *door);

/* A query with its strings in the list's arena, for what is found later. */
const hs_query *rows_keep_query(hs_iter *, const hs_query *);
/* The next thing, of its kind's struct; HS_END behind the last. */
hs_status rows_next_thing(hs_iter *, row_kind, const void **, hs_error *);

/* The case's actor for a document's own, or NOBODY. */
static inline uint32_t rows_actor_of(const kept_document *k, uint32_t local)
{
    return local < k->findings.actors ? k->actor[local] : NOBODY;
}
/* A row of the state, in `door`'s arena; leaves by its door when the case cannot give it. */
case_actor rows_get_actor(hs_case *, arena *door, uint32_t number);
case_source rows_get_source(hs_case *, arena *door, uint32_t number);
item rows_get_item(hs_case *, arena *door, uint32_t number);
answer rows_get_answer(hs_case *, arena *door, uint32_t number);
case_claim rows_get_claim(hs_case *, arena *door, uint32_t number);
origin rows_get_origin(hs_case *, arena *door, uint32_t number);
copy rows_get_copy(hs_case *, arena *door, uint32_t number);
case_list rows_numbers(hs_case *, arena *door, case_list_kind, uint32_t of);

/* The document numbers that a query's document, since and until let through. */
typedef struct {
    uint32_t only; /* NOBODY: any */
    date since, until;
} row_filter;
hs_status rows_filter_of(hs_case *, const hs_query *, row_filter *, hs_error *);
bool rows_asks_time(const row_filter *); /* else no document need be opened for its date */
bool rows_in_time(const row_filter *, date published);
/* The actor that a word of a query means; HS_NOT_FOUND with the word in the message. */
hs_status rows_actor(hs_case *, arena *, hs_str name, uint32_t *actor, hs_error *);
/* A question in plain words; HS_NOT_FOUND when nothing of the case is in it.  May leave by the arena's door. */
hs_status rows_ask(hs_case *, arena *, hs_str words, match_question *, hs_error *);

/* Which answers a query means; what was understood of its words is kept in the iterator. */
hs_status rows_asked(hs_iter *, const hs_query *, case_answers *, hs_error *);

hs_str rows_joined(arena *, hs_str text, span_list, const char *between); /* the words of the pieces */
hs_span rows_span(uint32_t document, span_list);

/* One JSON object of each kind, into the iterator's row arena. */
hs_str rows_claim_json(hs_iter *, uint32_t number);
hs_str rows_answer_json(hs_iter *, uint32_t number);
hs_str rows_copy_json(hs_iter *, uint32_t number);
hs_str rows_source_json(hs_iter *, uint32_t number);
hs_str rows_actor_json(hs_iter *, uint32_t number);
hs_str rows_document_json(hs_iter *, uint32_t number);
hs_str rows_drift_json(hs_iter *, uint32_t number);
hs_str rows_hit_json(hs_iter *, uint32_t number);
/* The same for things. */
void rows_timeline_json(json *, const void *);
void rows_review_json(json *, const void *);
void rows_decision_json(json *, const void *);
void rows_run_json(json *, const void *);
void rows_change_json(json *, const void *);
/* One claim, filled into `row` with strings in `door`'s arena. */
void rows_fill_claim(hs_iter *, arena *door, uint32_t number, hs_claim *row);
void rows_put_spans(json *, const char *key, span_list); /* [b,e], or [[b,e],...] when discontinuous, or null */

void rows_put_id(json *, const char *key, hs_id); /* null for none */

#endif
