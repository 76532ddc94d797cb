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
    ROWS_FAULTS /* unread files and broken promises */
} row_kind;

/* A document of the case with what was found in it, kept while rows speak of it. */
typedef struct {
    arena *a;
    uint32_t number; /* NOBODY: nothing kept */
    document document;
    page page;
    findings findings;
} kept_document;

enum { KEPT = 2 }; /* a copy speaks of two documents */

struct hs_iter {
    row_kind kind;
    hs_case *c;
    uint64_t turn; /* of the case, when this was opened */
    arena *a;      /* the list */
    arena *row;    /* the row handed out */
    VEC(uint32_t) numbers;
    VEC(hs_fault) faults;
    size_t at;
    kept_document kept[KEPT];
    unsigned oldest;
    hs_str understood;
    hs_id why; /* hs_why: the answer whose claims these are, or 0 */
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

/* The case's actor for a document's own, or NOBODY. */
uint32_t rows_actor_of(const state *, uint32_t document, uint32_t local);
/* First claim of the state that is of this document, and how many. */
void rows_claims_of(const state *, uint32_t document, uint32_t *first, uint32_t *n);

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

hs_str rows_joined(arena *, hs_str text, span_list, const char *between); /* the words of the pieces */
hs_span rows_span(uint32_t document, span_list);

/* One JSON object of each kind, into the iterator's row arena. */
hs_str rows_claim_json(hs_iter *, uint32_t number);
hs_str rows_answer_json(hs_iter *, uint32_t number);
hs_str rows_copy_json(hs_iter *, uint32_t number);
hs_str rows_source_json(hs_iter *, uint32_t number);
hs_str rows_actor_json(hs_iter *, uint32_t number);
hs_str rows_document_json(hs_iter *, uint32_t number);
void rows_put_spans(json *, const char *key, span_list); /* [b,e], or [[b,e],...] when discontinuous, or null */

#endif
