/*
 * case.h - one body of documents with all that was found in it: a single SQLite file.
 *
 * Two kinds of rows.  Evidence (documents, originals, sentences, actors, mentions and claims of each document) is
 * written once, one document one transaction, and never changed.  The state (record/state.h) is computed from it
 * and replaced whole, in one transaction.  An append-only, hash-chained audit log says who did what when.
 * A case belongs to one thread.  Nothing in this room knows how anything was computed.
 */
#ifndef CASE_CASE_H
#define CASE_CASE_H
#include "record/decision.h"
#include "record/document.h"
#include "record/page.h"
#include "record/state.h"

typedef struct case_file case_file;

enum { CASE_READ = 1, CASE_WRITE = 3, CASE_CREATE = 7 };

/* HS_NOT_FOUND: no such file (and not CASE_CREATE); HS_BAD_CASE: no case, damaged, or from a newer version; HS_IO:
 * cannot be opened, or not written safely there; HS_BUSY: another program is changing it. */
hs_status case_open(const char *path, unsigned flags, case_file **out, hs_error *);
/* The same with the case's own memory from `memory` (NULL: malloc); SQLite's is its own. */
hs_status case_open_in(const char *path, unsigned flags, const arena_source *memory, case_file **out, hs_error *);
/* NULL is fine; a writer that is alone leaves one file behind (no -wal, no -shm).  A batch not ended is dropped. */
void case_close(case_file *);

/* In whole and on disk, or not at all.  *known is set when the case already has these bytes (nothing is written
 * then).  who: for the audit log; run: describes models and lexicons (version, hashes).  HS_BUG when one of the
 * validators refuses the records: such a document is not kept. */
hs_status case_add(case_file *, const document *, const page *, const findings *, hs_str who, hs_str run, bool *known,
                   hs_error *);
hs_status case_has(case_file *, hs_str id, bool *has, hs_error *);

/* A file or record that could not be read: kept, so that every listing can say what is missing.  The same origin
 * and reason again is no new row. */
hs_status case_add_unread(case_file *, hs_str origin, hs_str reason, hs_str who, hs_error *);
/* Each one that has not been read since, in the order of origin and reason.  The callback must not use the case. */
typedef bool case_unread_row(void *ctx, hs_str origin, hs_str reason);
hs_status case_unread(case_file *, case_unread_row *, void *ctx, hs_error *);

/* Many additions, one COMMIT: what is added between the two is on disk when case_batch_end says HS_OK, and not
 * before.  A document that is refused leaves the others in the batch; when the disk or memory fails, the whole
 * batch may be gone: case_batch_end then fails, and all of it must be added again (what is there is `known`). */
hs_status case_batch_begin(case_file *, hs_error *);
hs_status case_batch_end(case_file *, hs_error *);
hs_status case_batch_drop(case_file *, hs_error *); /* as if it had never begun */

/* Documents number 0 .. in the order of (published, id); the numbers hold until the next case_add.  What other
 * programs added since is seen by case_count and case_state, and by no other function. */
hs_status case_count(case_file *, uint32_t *documents, uint32_t *unread, hs_error *);
/* How many different publishers its documents name. */
hs_status case_publishers(case_file *, uint32_t *publishers, hs_error *);
/* Everything about document `number`, in the arena; with_original: the original bytes and the map too. */
hs_status case_document(case_file *, arena *, uint32_t number, bool with_original, document *, hs_error *);
/* Text, sentences and paragraphs as they were saved; tokens and quotations are not kept (text_page makes them). */
hs_status case_page(case_file *, arena *, uint32_t number, page *sentences_only, hs_error *);
hs_status case_findings(case_file *, arena *, uint32_t number, findings *, hs_error *);
/* The document whose id begins so ("sha256:" may stand before it); HS_NOT_FOUND, or HS_BAD_ARGUMENT: ambiguous. */
hs_status case_number(case_file *, hs_str id_prefix, uint32_t *number, hs_error *);

/* Replaces the state.  case_state gives it back as it was saved, documents by their numbers of today; *fresh is
 * false when documents came since, or when none was ever saved (then it is empty). */
hs_status case_save_state(case_file *, const state *, hs_str who, hs_str run, hs_error *);
hs_status case_state(case_file *, arena *, state *, bool *fresh, hs_error *);
/* The same freshness, without reading the state: decisions count as documents do. */
hs_status case_state_fresh(case_file *, bool *fresh, hs_error *);

/* ---- the state by query: what an answer needs, not all of it (query.c, find.c) ---- */

typedef struct {
    uint32_t actors, sources, items, answers, claims, origins, copies, lineages, doubts, events, drifts;
    uint32_t understood, denials; /* claims that answer something; claims that deny something */
} case_counts;
hs_status case_count_state(case_file *, case_counts *, hs_error *);

/* One row of the state by its number, into the record of its kind; HS_BAD_CASE when it is not there.  An actor comes
 * without aliases (case_aliases gives them). */
typedef enum {
    CASE_ACTOR, CASE_SOURCE, CASE_ITEM, CASE_ANSWER, CASE_CLAIM, CASE_ORIGIN, CASE_COPY, CASE_DOUBT, CASE_EVENT, CASE_DRIFT
} case_kind;
hs_status case_get(case_file *, arena *, case_kind, uint32_t number, void *record, hs_error *);
hs_status case_lineage(case_file *, arena *, uint32_t number, lineage *, hs_error *);
hs_status case_aliases(case_file *, arena *, uint32_t actor, case_actor *, hs_error *);

/* For each of the document's own actors, whom it is in the case; NOBODY for those the state does not know. */
hs_status case_joins(case_file *, arena *, uint32_t document, uint32_t locals, uint32_t *actor, hs_error *);

typedef struct {
    uint32_t *at;
    size_t n;
} case_list;

/* Numbers by a number, ascending unless it says otherwise. */
typedef enum {
    CASE_CLAIMS_OF_ANSWER,   /* that speak to it, also by their count */
    CASE_CLAIMS_OF_DOCUMENT,
    CASE_CLAIMS_OF_ORIGIN,
    CASE_CLAIMS_OF_ACTOR,    /* whose source it is */
    CASE_CLAIMS_ABOUT_ACTOR, /* whose answer it has a part in */
    CASE_ANSWERS_OF_ITEM,
    CASE_ANSWERS_OF_ACTOR,   /* that it has a part in */
    CASE_DOCUMENTS_OF_ACTOR, /* in which it occurs */
    CASE_DOCUMENTS_BY_ACTOR, /* in which it is a source */
    CASE_COPIES_OF_DOCUMENT,
    CASE_LINEAGES_OF_DOCUMENT,
    CASE_DRIFTS_OF_ANSWER,   /* whose later claim speaks to it */
    CASE_DRIFTS_OF_DOCUMENT, /* with a claim in it */
    CASE_ANSWERS_AT_STAKE,   /* that hang on one origin most, at most so many; not ascending */
    CASE_REASONS_OF_ACTOR,   /* numbers of joins, one for each reason */
    CASE_LIST_KINDS
} case_list_kind;
hs_status case_numbers(case_file *, arena *, case_list_kind, uint32_t of, case_list *, hs_error *);
hs_status case_reason(case_file *, arena *, uint32_t join, hs_str *, hs_error *);

/* Which answers: each field that is given narrows.  NOBODY, empty and DATE_NONE mean any. */
typedef struct {
    uint32_t number, item;
    hs_str frame;
    hs_str part; /* of an event, as items' keys end: "orderer" */
    uint32_t agent, patient, either, another; /* actors with a part in it: that one, or any */
    /* a claim of it by this source's actor, in this document, that tells of this place, published so, told of so */
    uint32_t by, document, place;
    date since, until, from, to;
    bool disputed;    /* asserted and denied by somebody, or with a rival to a single truth */
    bool asks_who, asks_number; /* only who did something, only how many */
    bool by_belief;   /* most believed first; else most contested first */
    bool agents_first; /* who did it before to whom it was done */
} case_answers;
hs_status case_find_answers(case_file *, arena *, const case_answers *, uint64_t skip, uint64_t most, case_list *,
                            hs_error *);
hs_status case_count_answers(case_file *, const case_answers *, uint64_t *, hs_error *);

/* Sources or actors, most claims or documents first; those whose name (an actor's: any form of it) holds `part`. */
hs_status case_find_sources(case_file *, arena *, hs_str part, uint64_t skip, uint64_t most, case_list *, hs_error *);
hs_status case_find_actors(case_file *, arena *, hs_str form_part, uint64_t skip, uint64_t most, case_list *,
                           hs_error *);
/* The actor that goes by a form: by its name or key, else the only one that has it for an alias; or NOBODY. */
hs_status case_actor_called(case_file *, hs_str form, uint32_t *actor, hs_error *);
/* The only actor whose name holds all these words; or NOBODY. */
hs_status case_actor_holding(case_file *, hs_str words, uint32_t *actor, hs_error *);

/* Documents, claims and denials behind an answer's claims, each document and origin once over all calls. */
typedef struct {
    uint32_t document, origin, claim;
    uint8_t polarity, certainty;
    int32_t day; /* published, first day; INT32_MAX when not known */
} case_voice;
hs_status case_voices(case_file *, arena *, uint32_t answer, const case_voice **, uint32_t *n, hs_error *);

/* ---- decisions: what people ruled (record/decision.h) ---- */

hs_status case_decide(case_file *, const decision *, hs_str who, uint32_t *number, hs_error *);
/* All, in the order in which they were made. */
hs_status case_decisions(case_file *, arena *, const decision **, uint32_t *n, hs_error *);

/* ---- the states that there were ---- */

typedef struct {
    hs_str when, who, run;
    uint32_t documents, decisions, claims, answers; /* decisions: the last one it knew */
    int64_t audit;
} case_run_row;
hs_status case_runs(case_file *, arena *, const case_run_row **, uint32_t *n, hs_error *);

/* How an answer stood; nothing but `there` when it was not there. */
typedef struct {
    bool there;
    hs_str sentence;
    uint32_t asserted, denied, origins_asserted, origins_denied;
    double belief, low, high;
    bool too_little;
} case_past;

typedef struct {
    hs_str item_key, answer_key;
    uint32_t answer; /* of today's state, or NOBODY */
    case_past was, is;
} case_change;
/* What changed from the state after run `from` to that after run `to`, by key. */
hs_status case_changes(case_file *, arena *, uint32_t from, uint32_t to, const case_change **, uint32_t *n, hs_error *);
/* When each document was published, by number. */
hs_status case_dates(case_file *, arena *, const date **published, uint32_t *documents, hs_error *);
/* The entry of the log by which a document came. */
hs_status case_document_audit(case_file *, uint32_t document, int64_t *audit, hs_error *);

/* Full-text search over sentences (all words must stand in it, in any order; best first); calls back with document
 * number and sentence. */
typedef bool case_hit(void *ctx, uint32_t document, uint32_t sentence, span at);
hs_status case_search(case_file *, hs_str words, uint32_t most, case_hit *, void *ctx, hs_error *);

/* ---- pages: what is shown of a case, as JSON; docs/openapi.json has every field ------------------------------- */

typedef enum {
    CASE_PAGE_CASE, CASE_PAGE_UNREAD, CASE_PAGE_QUESTIONS, CASE_PAGE_QUESTION, CASE_PAGE_ORIGINS, CASE_PAGE_TIMELINE,
    CASE_PAGE_DRIFT, CASE_PAGE_ANSWER, CASE_PAGE_ANSWER_CLAIMS, CASE_PAGE_CLAIMS, CASE_PAGE_CLAIM, CASE_PAGE_DOCUMENTS,
    CASE_PAGE_DOCUMENT, CASE_PAGE_ACTORS, CASE_PAGE_ACTOR, CASE_PAGE_SAYS, CASE_PAGE_SAID_OF, CASE_PAGE_MENTIONS,
    CASE_PAGE_SOURCES, CASE_PAGE_SOURCE, CASE_PAGE_SOURCE_CLAIMS, CASE_PAGE_COPIES, CASE_PAGE_LINEAGES, CASE_PAGE_SEARCH,
    CASE_PAGE_CUSTODY, CASE_PAGE_RUN, CASE_PAGES
} case_page_kind;

/* What is asked of a page; 0 or empty: not. */
typedef struct {
    uint64_t number;      /* of the thing itself, from 1 */
    uint32_t document;    /* number from 0, or NOBODY */
    hs_str about, with, by, against; /* an actor's number, its name or another name of it */
    hs_str frame, since, until, words, publisher, language, year, says, side;
    hs_str from;          /* copies: the publisher that had it first */
    uint64_t origin;
    uint64_t begin, bytes; /* of a document's text */
    uint64_t after, most; /* rows to pass over, and to give */
    hs_str mark;          /* what stands behind the number in "next" */
} case_asked;

/* One JSON object in the arena.  HS_NOT_FOUND, HS_BAD_ARGUMENT: what is asked for is not there. */
hs_status case_page_json(case_file *, arena *, case_page_kind, const case_asked *, hs_str *json, hs_error *);

/* Every broken promise the file itself can show: SQLite's own checks, foreign keys, tables and triggers as this
 * room makes them, each document's hash, each span inside its text, the audit chain, and that every document and
 * the state still are what their entries in the log say.  Calls back with one line each (false: enough), which must
 * not use the case.  HS_OK when the check could be done, whatever it found.  Only a writer can compare the search index
 * word by word. */
typedef bool case_fault(void *ctx, hs_str document_id, hs_str what);
hs_status case_check(case_file *, case_fault *, void *ctx, uint64_t *spans_checked, hs_error *);

/* The end of the audit chain: rows so far and the last hash (64 hex digits), to be kept outside of the file. */
hs_status case_head(case_file *, arena *, uint64_t *rows, hs_str *hash, hs_error *);

/* The last entry of the chain that replaced the state (0 and "" when there is none), and entries in all. */
typedef struct {
    uint64_t entries, settled_at;
    hs_str settled_hash;
} case_moment;
hs_status case_now(case_file *, arena *, case_moment *, hs_error *);
/* The same, and holds it: until case_hold is called again or the case is closed, everything read shows this moment. */
hs_status case_hold(case_file *, arena *, case_moment *, hs_error *);

/* A whole copy in a new file, as of now, also while others write; refuses a path that exists. */
hs_status case_copy(case_file *, const char *path, hs_error *);

#endif
