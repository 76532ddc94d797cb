/*
 * hearsay.h - the whole public face of libhearsay.
 *
 * A case holds documents, the claims found in them, and what the claims add up to.  Whatever a case answers with
 * leads back to spans: a document and a half-open range of the bytes of its stored text.
 *
 *     hs_error err; hs_models *models; hs_case *cs; hs_added added;
 *     if (hs_models_open(NULL, "en", &models, &err) != HS_OK) return complain(&err);
 *     if (hs_case_open("port.hearsay", HS_CREATE, models, &cs, &err) != HS_OK) return complain(&err);
 *     if (hs_add(cs, HS_STR(bytes), &(hs_about){ .publisher = publisher }, &added, &err)) ...
 *     if (hs_settle(cs, NULL, &err)) ...
 *
 * Ownership: _open makes, _close ends and accepts NULL.  An hs_str handed out is borrowed: a row's strings live
 *   until the next call on its iterator, others as their function says.  Nothing handed out is freed by hand.
 * Errors: functions return hs_status; the details go to the caller's hs_error, which may be NULL.  When a call
 *   fails, *out is NULL and the case is as it was before the call.
 * Threads: hs_models is immutable and shared freely; a case or an iterator is used by one thread.
 * Numbers: people see documents, claims, answers ... counted from 1 in an order that depends on the documents
 *   alone, not on when or in which order they were added.  They hold for one state of the case.
 */
#ifndef HEARSAY_HEARSAY_H
#define HEARSAY_HEARSAY_H
#include <hearsay/types.h>
#include <stdbool.h>
#include <stdio.h>
#ifdef __cplusplus
extern "C" {
#endif

#define HS_VERSION 0x000100 /* 0.1.0 */

typedef struct hs_models hs_models; /* the trained models and lexicons of one language */
typedef struct hs_case hs_case;     /* an open case */
typedef struct hs_iter hs_iter;     /* an answer being read, row by row */

const char *hs_version(void);                /* "0.1.0" */
const char *hs_status_name(hs_status);       /* "bad input" */

/* ---- models and cases -------------------------------------------------------------------------- */

/* folder: NULL for the data that came with hearsay ($HEARSAY_DATA, else where it was built or installed).
 * language: "en", or NULL for what answers need alone (the wording of questions): enough to read a case and to decide,
 * not to add or settle.  A damaged file is refused with HS_BAD_MODEL. */
hs_status hs_models_open(const char *folder, const char *language, hs_models **out, hs_error *);
void hs_models_close(hs_models *);
/* Adds an actor, agent or verb dictionary of the TABARI and PETRARCH family, as it is: its codes stand beside what is found and
 * decide nothing.  Before the models are used or shared.  HS_BAD_INPUT names file and line; the models are to be closed then.
 * HS_OK with words in the error: lines of a dictionary of verbs were passed over, the first is named. */
hs_status hs_models_dictionary(hs_models *, const char *path, hs_error *);

enum { HS_READ = 1, HS_WRITE = 3, HS_CREATE = 7 };
/* where: a file.  models may be NULL for a case that is only read; it must outlive the case. */
hs_status hs_case_open(const char *where, unsigned flags, const hs_models *models, hs_case **out, hs_error *);
void hs_case_close(hs_case *);

typedef struct {
    uint32_t documents, unread, publishers;
    uint32_t claims, understood; /* understood: claims that answer a question */
    uint32_t actors, sources, questions, answers, origins;
    uint32_t copies, lineages;
    uint32_t denials; /* claims that deny something */
    bool settled; /* false: documents or decisions came since the state was computed */
} hs_overview_row;
hs_status hs_overview(hs_case *, hs_overview_row *out, hs_error *);
/* The same as one JSON object; borrowed until the next call on the case. */
hs_status hs_overview_json(hs_case *, hs_str *line, hs_error *);

/* ---- one moment of a case that others change ------------------------------------------------------ */

/* state: names the last settled state ("17-5f0c9a...", "0-" when there was none yet); equal names, equal answers. */
typedef struct {
    char state[48];
    uint64_t entries; /* of the audit log */
} hs_moment;

/* The case as it is now on disk. */
hs_status hs_now(hs_case *, hs_moment *out, hs_error *);
/* Holds the case as it is now on disk, until this is called again or the case is closed: everything read in between
 * shows this moment, whatever others add meanwhile.  Iterators opened before are out of date when the moment is
 * another one.  For a case that is only read. */
hs_status hs_hold(hs_case *, hs_moment *out, hs_error *);

/* ---- putting documents in ---------------------------------------------------------------------- */

/* What the caller knows; empty fields are filled from the document where it says so. */
typedef struct {
    hs_str publisher, author, title, url, language, media_type;
    hs_str published; /* ISO 8601, any precision */
    hs_str origin;    /* hs_add: where it was read from, as shown to people; its ending may tell the media type */
} hs_about;

typedef struct {
    hs_str document; /* its name: SHA-256 of its bytes in hex; borrowed until the next call on the case */
    bool known;      /* the case already had these bytes */
    uint32_t sentences, claims; /* hs_add_paths: 0 for a known one, which is not read again */
} hs_added;

/* In whole and on disk, or not at all.  Bytes the case already has give back the same document. */
hs_status hs_add(hs_case *, hs_str bytes, const hs_about *, hs_added *out, hs_error *);

/* What happens while files are added; any member may be NULL. */
typedef struct {
    /* A document is in whole and on disk (or was known).  path: with ":LINE" for a record of a file. */
    void (*added)(void *ctx, const char *path, const hs_added *);
    /* A file or record could not be read; the rest goes on. */
    void (*unread)(void *ctx, const char *path, const hs_error *why);
    /* Every so often.  total: files found so far, 0 while they are still being counted. */
    void (*progress)(void *ctx, uint64_t done, uint64_t total, const char *doing);
    /* Asked between documents; true ends the work in good order with HS_INTERRUPTED. */
    bool (*stop)(void *ctx);
    void *ctx;
} hs_watch;

typedef struct {
    hs_about about;
    unsigned threads;   /* 0: as many as there are processors; at most 256 */
    const char *who;    /* for the audit log; NULL: the user's login name */
} hs_add_options;

typedef struct {
    uint64_t added, known, unread;
} hs_add_counts;

/* Files, folders and "-" (standard input).  Folders: .txt .md .html .htm .jsonl, other files are passed over.
 * Each document as by hs_add; what cannot be read is reported, kept in the case as unread, and skipped.  HS_OK
 * also when some were unread (see counts).  Does not settle. */
hs_status hs_add_paths(hs_case *, const char *const *paths, size_t n, const hs_add_options *, const hs_watch *,
                       hs_add_counts *counts, hs_error *);

/* Finds copies, joins actors, groups claims into questions and weighs the answers: the state of the case.  A case
 * that is settled already is left alone. */
hs_status hs_settle(hs_case *, const hs_watch *, hs_error *);

/* ---- spans ------------------------------------------------------------------------------------- */

/* The words of a span, and the original bytes they came from; borrowed until the next call on the case.
 * span.document: number of a document. */
hs_status hs_text(hs_case *, hs_span, hs_str *words, hs_error *);
hs_status hs_original(hs_case *, hs_span, hs_str *bytes, hs_error *);
/* All bytes that a document came as; document: its number, or its id or the first digits of it. */
hs_status hs_original_of(hs_case *, hs_str document, hs_str *bytes, hs_error *);

/* ---- reading answers: open one, take its rows, close it ------------------------------------------ */

typedef enum { HS_AUTHOR, HS_ACTOR, HS_UNNAMED } hs_source_kind;
typedef enum { HS_ASSERT, HS_DENY } hs_polarity;
typedef enum { HS_UNKNOWN, HS_POSSIBLE, HS_PROBABLE, HS_CERTAIN } hs_certainty;
typedef enum { HS_NONE, HS_VAGUE, HS_NAMED } hs_evidence;

typedef struct {
    hs_id document;
    hs_str id, publisher, author, title, url, language, published, media_type, encoding, credit, origin;
    hs_str notes; /* comma-separated: "no sentence punctuation, capitals" */
    uint32_t sentences, claims, bytes;
} hs_document;

typedef struct {
    hs_id claim;    /* number */
    hs_id document; /* number */
    hs_str document_id, publisher, published;
    uint32_t sentence_number; /* in its document, from 1 */
    hs_str sentence;          /* its words */
    hs_span sentence_at, at;
    hs_source_kind source;
    hs_str source_name; /* as shown: actor, unnamed voice as worded, or author and outlet */
    hs_id source_id, actor;
    hs_str chain; /* who passed it on, outermost first, joined by " > "; empty for none */
    hs_str cue, hedges, evidence_words;
    hs_span source_at, cue_at, content_at, hedge_at, evidence_at, predicate_at, agent_at, patient_at;
    hs_polarity polarity;
    hs_certainty certainty;
    hs_evidence evidence;
    hs_str frame, agent, patient, proposition; /* empty where nothing was understood */
    hs_id answer; /* that it speaks to, or 0 */
    hs_id origin;
    hs_id twin; /* the claim that it repeats word for word, or 0 */
    uint32_t links; /* through how many mouths it came from its source; a publisher that others bear out is none */
} hs_claim;

typedef struct {
    hs_id answer, question;
    hs_str question_words, words, proposition, frame;
    hs_id actor;
    uint32_t asserted, denied, origins_asserted, origins_denied; /* claims of unknown certainty are on neither side */
    double belief, low, high; /* probability and its 90 % interval */
    bool too_little, split;
    hs_id pivot_claim; /* first claim of the origin whose removal changes belief most, or 0 */
    double without_pivot;
    hs_str key; /* stable across cases and states */
} hs_answer;

typedef struct {
    hs_id copy;
    hs_span a, b;
    hs_str id_a, id_b, publisher_a, publisher_b, published_a, published_b, words_a, words_b, title_a, title_b;
    hs_str kind;      /* "reprint", "cut", "edit", "quote", ... */
    hs_str direction; /* "ab": b took it from a; "ba"; "?" */
    double confidence, bits, equal;
    uint32_t tokens;
} hs_copy;

typedef struct {
    hs_id source;
    hs_source_kind kind;
    hs_id actor;
    hs_str name;
    uint32_t claims, origins;
    double sensitivity, sensitivity_low, sensitivity_high;
    double specificity, specificity_low, specificity_high;
} hs_source;

typedef struct {
    hs_id actor;
    hs_str name, class_name, code, aliases /* joined by "; " */, part_of;
    uint32_t mentions_in, said, said_about; /* documents; claims of the actor; claims about it */
    hs_str reasons; /* why names were joined, joined by "; " */
} hs_actor;

typedef struct {
    hs_str document_id, what;
} hs_fault;

/* Which rows; 0, NULL or empty means any.  Each field that is given narrows; one that a listing does not know (behind
 * the field: who knows it) is refused with HS_BAD_ARGUMENT. */
typedef struct {
    hs_id number;     /* of the row itself: all */
    hs_id question;   /* of answers: answers */
    hs_str document;  /* id or a prefix of it, or a number: documents, claims, answers, copies */
    hs_str about;     /* actor: agent or patient: claims, answers; a name or part of it: sources, actors */
    hs_str by;        /* source: claims, answers, sources (there not together with about) */
    hs_str against;   /* actor: patient: claims, answers */
    hs_str frame;     /* claims, answers */
    hs_str since, until; /* publication dates, ISO 8601, both included: documents, claims, answers, copies */
    hs_str words;        /* the question: answers, timeline; what to look for: hits */
    uint64_t skip, most; /* rows passed over, and how many are given (0: all that are left): all */
} hs_query;

hs_status hs_documents(hs_case *, const hs_query *, hs_iter **out, hs_error *);
hs_status hs_unread(hs_case *, hs_iter **out, hs_error *); /* rows: hs_fault, origin in document_id */
hs_status hs_claims(hs_case *, const hs_query *, hs_iter **out, hs_error *);
/* Answers, most contested first; with query.words, those that the question asks for, most believed first.  A place or
 * a time in the words narrows to answers that a claim ties to it. */
hs_status hs_answers(hs_case *, const hs_query *, hs_iter **out, hs_error *);
hs_status hs_why(hs_case *, hs_id answer, hs_iter **out, hs_error *); /* rows: hs_claim, by origin */
hs_status hs_copies(hs_case *, const hs_query *, hs_iter **out, hs_error *);
hs_status hs_sources(hs_case *, const hs_query *, hs_iter **out, hs_error *);
hs_status hs_actors(hs_case *, const hs_query *, hs_iter **out, hs_error *); /* about: a name or part of it */
/* Answers that somebody asserts and somebody denies, and rival answers to questions that have one truth; asked as
 * hs_answers, most contested first. */
hs_status hs_contested(hs_case *, const hs_query *, hs_iter **out, hs_error *);
/* How the answers that the query means came about, answer by answer, day by day; rows: hs_timeline_row. */
hs_status hs_timeline(hs_case *, const hs_query *, hs_iter **out, hs_error *);
/* What statements lost or gained from one claim to another (about: an answer's actor; number: of the answer whose claims
 * drifted; document; since and until of the later claim); rows: hs_drift. */
hs_status hs_drifts(hs_case *, const hs_query *, hs_iter **out, hs_error *);
/* Sentences that hold all the words, best first; rows: hs_hit. */
hs_status hs_search(hs_case *, const hs_query *, hs_iter **out, hs_error *);
/* Every broken promise, one a row; *checked counts the spans that gave their words back. */
hs_status hs_verify(hs_case *, hs_iter **out, uint64_t *checked, hs_error *);

/* How an answer stood on a day, by the documents published until then. */
typedef struct {
    hs_id answer, question;
    hs_str question_words, proposition;
    hs_str date;                  /* of a day on which one of the answers asked for is spoken to; empty: not known when */
    uint32_t asserted, denied;    /* claims of that day */
    uint32_t origins_asserted, origins_denied; /* until then */
    double belief, low, high;     /* as weighed with nothing that came later */
    bool too_little;
    bool alone;                   /* weighed by these questions alone: the case is too large to be weighed anew each day */
    hs_id claim;                  /* the first of that day that speaks to it, or 0 */
} hs_timeline_row;

typedef struct {
    hs_id drift;
    hs_str kind;        /* "hedge lost", "number changed" ... */
    hs_str was, became; /* what changed: "may", "" */
    hs_id from, to;     /* claims, the earlier first */
    hs_id lineage;      /* 0: one proposition, in words of its own */
    hs_id answer;       /* that the later claim speaks to, or 0 */
    hs_str sentence_from, sentence_to, source_from, source_to, publisher_from, publisher_to, published_from,
        published_to, proposition;
} hs_drift;

typedef struct {
    hs_id document;
    hs_str document_id, publisher, published, title, sentence;
    uint32_t sentence_number;
    hs_span at;
} hs_hit;

/* ---- a person in the loop (docs/decide.md) -------------------------------------------------------- */

/* What somebody should look at: what a decision on it would change most stands first. */
typedef struct {
    hs_str kind;     /* "join" (two names), "stance" (of a claim), "source" (of a claim) */
    hs_str question; /* "Are "Khan" and "Imran Khan" one?" */
    hs_str why;      /* what speaks for it and what against */
    hs_str name, other;  /* join: the names, as hs_decide takes them */
    hs_id actor, other_actor; /* join: the same where they are joined now */
    hs_id claim;     /* stance, source */
    hs_id answer;    /* whose belief hangs on it most, or 0 */
    double matters;  /* claims and origins that a decision moves: an order, no probability */
} hs_review_row;
/* frame: "join", "stance" or "source".  Of claims about a thousand, those that can matter most: decide some and ask again. */
hs_status hs_review(hs_case *, const hs_query *, hs_iter **out, hs_error *);

/* What was decided, or is to be.  Which fields a kind wants stands in docs/decide.md. */
typedef struct {
    hs_id decision;
    hs_str kind;   /* "same", "apart", "called", "accept", "not a claim", "speaker", "stance", "claim", "undo" */
    hs_id undoes;  /* undo */
    hs_str name, other; /* names, as texts use them */
    hs_str document, other_document; /* SHA-256 or a prefix of it */
    hs_id claim;   /* number in today's state; for hs_decide instead of document, span and words */
    uint64_t begin, end; /* bytes of the document's text */
    hs_str words;  /* that stand there */
    hs_source_kind source_kind; /* speaker, claim */
    hs_str source, frame, agent, patient;
    hs_polarity polarity;
    hs_certainty certainty;
    hs_str why;
    hs_str at, who; /* when, by whom: from the log */
    bool stands;    /* not taken back */
    hs_id undone_by;
    bool orphan;    /* what it speaks of is not in the case: it has no effect */
    hs_str text;    /* in words, for a listing */
} hs_decision;
/* Keeps a decision for good; it takes effect when the case is settled.  who: NULL for the login name.  HS_NOT_FOUND
 * when what it speaks of is not there, HS_BAD_ARGUMENT when a field is missing. */
hs_status hs_decide(hs_case *, const hs_decision *, const char *who, hs_id *number, hs_error *);
/* Takes a decision back (or an undo: then what it undid stands again). */
hs_status hs_undo(hs_case *, hs_id decision, const char *who, const char *why, hs_id *number, hs_error *);
hs_status hs_decisions(hs_case *, const hs_query *, hs_iter **out, hs_error *); /* in the order they were made */
/* Decisions of another case, or of this one before it was read anew: JSON lines as hs_next_json gives them.  *taken: how
 * many were added; those that speak of nothing here are added as orphans.  No line, or all, with undos renumbered. */
hs_status hs_decide_again(hs_case *, FILE *in, const char *who, uint64_t *taken, hs_error *);

/* ---- the states that there were ------------------------------------------------------------------- */

typedef struct {
    hs_id run;
    hs_str at, who, models;
    uint32_t documents, decisions, claims, answers;
} hs_run_row;
hs_status hs_runs(hs_case *, hs_iter **out, hs_error *);

/* An answer that stood otherwise after run `from` than after run `to`. */
typedef struct {
    hs_id answer; /* of today's state, or 0 */
    hs_str key, proposition;
    hs_str change; /* "new", "gone", "changed" */
    hs_str why;    /* "2 new documents speak to it", "decision 3", "its sources are believed differently" ... */
    bool was, is;
    uint32_t origins_asserted_was, origins_denied_was, origins_asserted, origins_denied;
    double belief_was, low_was, high_was, belief, low, high;
} hs_change;
/* from 0: the last but one; to 0: the last. */
hs_status hs_diff(hs_case *, hs_id from, hs_id to, hs_iter **out, hs_error *);

/* What stands behind rows, for the first line of an answer: behind those answers for hs_answers, hs_contested,
 * hs_timeline and hs_why, else behind the case. */
typedef struct {
    uint32_t documents, origins, denials; /* of the claims behind these answers; denials: claims */
    uint32_t of_documents, unread;        /* of the case */
    bool whole;                           /* of all claims of the case */
    bool settled;
} hs_reach_row;
hs_status hs_reach(hs_iter *, hs_reach_row *, hs_error *);
/* How many rows the query means, whatever skip and most; rows of answers only. */
hs_status hs_total(hs_iter *, uint64_t *, hs_error *);

/* HS_OK, HS_END, or what went wrong; HS_BAD_ARGUMENT for rows of another kind, and when hs_add, hs_add_paths or
 * hs_settle changed the case since the iterator was opened.  The iterator goes before its case. */
hs_status hs_next_document(hs_iter *, hs_document *row, hs_error *);
hs_status hs_next_claim(hs_iter *, hs_claim *row, hs_error *);
hs_status hs_next_answer(hs_iter *, hs_answer *row, hs_error *);
hs_status hs_next_copy(hs_iter *, hs_copy *row, hs_error *);
hs_status hs_next_source(hs_iter *, hs_source *row, hs_error *);
hs_status hs_next_actor(hs_iter *, hs_actor *row, hs_error *);
hs_status hs_next_fault(hs_iter *, hs_fault *row, hs_error *);
hs_status hs_next_timeline(hs_iter *, hs_timeline_row *row, hs_error *);
hs_status hs_next_drift(hs_iter *, hs_drift *row, hs_error *);
hs_status hs_next_hit(hs_iter *, hs_hit *row, hs_error *);
hs_status hs_next_review(hs_iter *, hs_review_row *row, hs_error *);
hs_status hs_next_decision(hs_iter *, hs_decision *row, hs_error *);
hs_status hs_next_run(hs_iter *, hs_run_row *row, hs_error *);
hs_status hs_next_change(hs_iter *, hs_change *row, hs_error *);
hs_status hs_next_json(hs_iter *, hs_str *line, hs_error *); /* any iterator: one JSON object, no newline */
hs_str hs_understood(const hs_iter *); /* hs_answers: the question as it was understood; lives as long as it */
hs_str hs_left_out(const hs_iter *);   /* and the words of it that were not */
void hs_iter_close(hs_iter *);

/* ---- pages: the same, put together as it is shown, as JSON; docs/openapi.json has every field ----------------- */

typedef enum {
    HS_PAGE_CASE, HS_PAGE_UNREAD, HS_PAGE_QUESTIONS, HS_PAGE_QUESTION, HS_PAGE_ORIGINS, HS_PAGE_TIMELINE,
    HS_PAGE_DRIFT, HS_PAGE_ANSWER, HS_PAGE_ANSWER_CLAIMS, HS_PAGE_CLAIMS, HS_PAGE_CLAIM, HS_PAGE_DOCUMENTS,
    HS_PAGE_DOCUMENT, HS_PAGE_ACTORS, HS_PAGE_ACTOR, HS_PAGE_SAYS, HS_PAGE_SAID_OF, HS_PAGE_MENTIONS, HS_PAGE_SOURCES,
    HS_PAGE_SOURCE, HS_PAGE_SOURCE_CLAIMS, HS_PAGE_COPIES, HS_PAGE_LINEAGES, HS_PAGE_SEARCH, HS_PAGE_CUSTODY,
    HS_PAGE_RUN,
    HS_PAGE_COPY,    /* one copied passage, with aligned differences */
    HS_PAGE_LINEAGE, /* the tree of one */
    HS_PAGE_SPAN,    /* words, original bytes and their SHA-256 of [begin, end) of a document */
    HS_PAGE_VERIFY,  /* every promise checked now: takes as long as hs_verify */
    HS_PAGES
} hs_page_kind;

/* What is asked; 0 or empty: not.  What a page has no use for is passed over: the caller knows what it asks. */
typedef struct {
    hs_id number;                    /* of the thing itself */
    hs_str document;                 /* its number, or its id or the first eight digits or more */
    hs_str about, with, by, against; /* an actor's number, its name or another name of it (copies: by is a publisher) */
    hs_str frame, since, until, words, publisher, language, year, says, side, from;
    hs_id origin;
    uint64_t begin, end, bytes;      /* of a document's text */
    uint64_t after, most;            /* rows of a listing to pass over, and to give (0: 100) */
    hs_str mark;                     /* what stands behind the number in "next" */
} hs_asked;

/* What a passage became between the two sides of a copy, piece by piece in order; borrowed until the next call on the case. */
typedef struct {
    char side; /* '=': on both (the words are b's), 'a', 'b': on that side only */
    hs_str words;
} hs_difference;
hs_status hs_differences(hs_case *, hs_id copy, const hs_difference **out, size_t *n, hs_error *);

/* A place of a lineage, the family tree of one passage; earliest first, parents before children. */
typedef struct {
    hs_span at;
    hs_str id, publisher, title, published;
    hs_str words;    /* the first of them */
    size_t parent;   /* its index, or the place's own: an origin */
    hs_id copy;      /* the copy that ties it to its parent, and what that is; 0 for an origin */
    hs_str kind;
    double equal;
} hs_place;
/* lineage: from 1 to hs_overview's lineages.  Borrowed until the next call on the case. */
hs_status hs_lineage(hs_case *, hs_id lineage, const hs_place **out, size_t *n, hs_error *);

/* One JSON object; borrowed until the next call on the case. */
hs_status hs_page(hs_case *, hs_page_kind, const hs_asked *, hs_str *json, hs_error *);

/* ---- the rooms alone, as filters ----------------------------------------------------------------- */

/* in and out stay open.  What cannot be read in the input is reported through watch.unread ("in:LINE"), skipped,
 * and gives HS_BAD_INPUT at the end, after everything else is done.  Formats: docs/formats.md. */

typedef struct {
    const char *from; /* "text" (default), "jsonl" (records with "text"), "conllu" (forms given: kept) */
    const char *to;   /* "conllu" (default) or "json" */
    unsigned threads; /* 0: one; at most 256; the output does not depend on it */
} hs_parse_options;
hs_status hs_parse(const hs_models *, FILE *in, FILE *out, const hs_parse_options *, const hs_watch *, hs_error *);

/* Records (JSONL) in, one line a document out: its attributed claims, and attributions as byte pieces. */
typedef struct {
    bool events; /* also every word that tells of an event, claimed or not: how firm it stands in the author's telling */
} hs_extract_options;
hs_status hs_extract(const hs_models *, FILE *in, FILE *out, const hs_extract_options *, const hs_watch *, hs_error *);

typedef struct {
    bool noisy;      /* text with recognition errors: a looser profile */
    uint32_t exact;  /* every run of this many equal tokens is listed; 0: the default, 12 */
} hs_reuse_options;
hs_status hs_reuse(FILE *in, FILE *out, const hs_reuse_options *, const hs_watch *, hs_error *);

/* An index of texts on disk, in a folder, against which new ones are held (docs/reuse.md).  What is reported as added is
 * on disk whatever happens; one program writes at a time (HS_BUSY), any number read meanwhile. */
typedef struct {
    const char *folder; /* hs_index_query: several, comma-separated, when they are the parts of one index in order */
    bool noisy;         /* at the first addition: as in hs_reuse_options */
    uint32_t part, parts; /* at the first addition: it holds part `part` (from 1) of `parts`; 0: the whole */
} hs_index;
typedef struct {
    uint64_t added, known, unread;
} hs_index_counts;
typedef struct {
    uint64_t documents, gone, segments; /* gone: taken out, but still on disk */
    uint64_t text_bytes, index_bytes;   /* the texts themselves, and all else */
} hs_index_facts;
/* Records as of hs_reuse; one with the id and text of an earlier one is known. */
hs_status hs_index_add(const hs_index *, FILE *in, hs_index_counts *, const hs_watch *, hs_error *);
/* What each record shares with the documents of the index, as lines of hs_reuse; nothing is added. */
hs_status hs_index_query(const hs_index *, FILE *in, FILE *out, const hs_watch *, hs_error *);
/* HS_NOT_FOUND when there is no document of one of these ids; the others are taken out. */
hs_status hs_index_delete(const hs_index *, const char *const *ids, size_t n, hs_error *);
/* Adds all documents of another index. */
hs_status hs_index_merge(const hs_index *, const char *other, hs_index_counts *, const hs_watch *, hs_error *);
/* One file of all, without what was taken out. */
hs_status hs_index_compact(const hs_index *, hs_error *);
/* Reads every byte; HS_BAD_CASE where something is not as it was written.  facts may be NULL. */
hs_status hs_index_check(const hs_index *, hs_index_facts *, hs_error *);

typedef struct {
    const char *method;    /* NULL: ours; else one of hs_weigh_methods */
    const char *gold;      /* a CSV of object,attribute,value, or NULL */
    const char *list;      /* beliefs (NULL), sources (how each speaks) or pairs (who copies whom) */
    const char *schema;    /* a CSV of attribute,type,tolerance, or NULL */
    const char *to;        /* "csv" (default) or "json" */
    bool compare;          /* all methods side by side */
    bool several_truths;
    double prior;          /* 0: the default */
    double drift;          /* days of a period, from one to the next of which sources' quality may change; 0: it does not */
    uint64_t seed;
    unsigned threads;
} hs_weigh_options;
hs_status hs_weigh(FILE *in, FILE *out, const hs_weigh_options *, const hs_watch *, hs_error *);
const char *const *hs_weigh_methods(void); /* NULL at the end */

typedef struct {
    const char *const *treebanks; /* CoNLL-U files for training, NULL at the end */
    const char *const *held_out;  /* CoNLL-U files for the score shown while training, NULL at the end */
    const char *const *names;     /* IOB2 files, NULL at the end; may be NULL */
    const char *what;             /* "trees", "names", "vectors" (from plain texts, given as treebanks),
                                   * "factuality" (JSONL records with judged events, given as treebanks), or
                                   * "attribution" (.say files, JSONL records with "attributions", the same) */
    unsigned epochs;              /* 0: the default */
    uint64_t seed;
    bool resume;
    const char *vectors;          /* "trees": a file of vectors to start from, or NULL */
    const char *words;            /* "attribution": folder of WordNet's files (index.verb, data.verb, ...), or NULL */
} hs_train_options;
/* Makes or remakes a model file; the same input and seed give the same bytes. */
hs_status hs_train(const char *model, const hs_train_options *, const hs_watch *, hs_error *);

#ifdef __cplusplus
}
#endif
#endif
