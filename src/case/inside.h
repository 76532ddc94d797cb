/*
 * inside.h - what the files of this room share: the open case, one way of running work that may fail, and rows of
 * SQL statements bound and read in order.
 *
 * Work on a case runs behind the door of one arena (the caller's when it reads into it, the case's own otherwise):
 * a statement that fails leaves through that door, case_run catches it, resets every statement and answers with a
 * status.  So neither the SQL nor the code around it has error branches.
 */
#ifndef CASE_INSIDE_H
#define CASE_INSIDE_H
#include "base/file.h"
#include "base/map.h"
#include "case/case.h"

#include <sqlite3.h>

/* The statements, prepared at first use and kept; their SQL stands in statements.c. */
typedef enum {
    DB_BEGIN, DB_COMMIT, DB_ROLLBACK, DB_SAVEPOINT, DB_RELEASE, DB_ROLLBACK_TO, DB_READ_BEGIN,
    DB_DATA_VERSION, DB_NOW, DB_AUDIT_LAST, DB_AUDIT_SETTLED, DB_AUDIT_ADD, DB_AUDIT_ALL, DB_AUDIT_ROW,
    DB_INFO_SET, DB_INFO_GET, DB_HELP_ADD, DB_RUN_FIND, DB_RUN_ADD, DB_RUN_GET,
    DB_DOCUMENT_HAS, DB_DOCUMENT_ADD, DB_DOCUMENT_GET, DB_DOCUMENT_ORDER, DB_DOCUMENT_PREFIX,
    DB_ORIGINAL_ADD, DB_ORIGINAL_GET, DB_PIECE_ADD, DB_PIECE_GET,
    DB_SENTENCE_ADD, DB_SENTENCE_FTS, DB_SENTENCE_GET, DB_SENTENCE_TEXTS,
    DB_ACTOR_ADD, DB_ACTOR_GET, DB_ALIAS_ADD, DB_ALIAS_GET, DB_MENTION_ADD, DB_MENTION_GET,
    DB_CLAIM_ADD, DB_RULED_ADD, DB_CLAIM_GET, DB_CHAIN_ADD, DB_CHAIN_GET,
    DB_UNREAD_HAS, DB_UNREAD_ADD, DB_UNREAD_LIST, DB_UNREAD_COUNT, DB_PUBLISHER_COUNT,
    DB_STATE_ACTOR_ADD, DB_STATE_ALIAS_ADD, DB_STATE_JOIN_ADD, DB_STATE_SOURCE_ADD, DB_STATE_ITEM_ADD,
    DB_STATE_ANSWER_ADD, DB_STATE_CLAIM_ADD, DB_STATE_ORIGIN_ADD, DB_STATE_COPY_ADD, DB_STATE_LINEAGE_ADD, DB_STATE_PLACE_ADD,
    DB_STATE_DOUBT_ADD, DB_STATE_EVENT_ADD, DB_STATE_DRIFT_ADD, DB_STATE_DOUBTS, DB_STATE_EVENTS, DB_STATE_DRIFTS,
    DB_STATE_ACTORS, DB_STATE_ALIASES, DB_STATE_JOINS, DB_STATE_SOURCES, DB_STATE_ITEMS, DB_STATE_ANSWERS,
    DB_STATE_CLAIMS, DB_STATE_ORIGINS, DB_STATE_COPIES, DB_STATE_LINEAGES, DB_STATE_PLACES,
    DB_STATE_FORMS, DB_STATE_DOCUMENTS, DB_STATE_DOCUMENT_ADD, DB_STATE_FORM_ADD,
    DB_STATE_ACTOR_AT, DB_STATE_SOURCE_AT, DB_STATE_ITEM_AT, DB_STATE_ANSWER_AT, DB_STATE_CLAIM_AT, DB_STATE_ORIGIN_AT,
    DB_STATE_COPY_AT, DB_STATE_LINEAGE_AT, DB_STATE_DOUBT_AT, DB_STATE_EVENT_AT, DB_STATE_DRIFT_AT, DB_STATE_DOCUMENT_ROW, DB_STATE_DOCUMENT_NUMBER, DB_STATE_JOINS_OF, DB_STATE_COUNTS,
    DB_LIST, DB_LIST_LAST = DB_LIST + CASE_LIST_KINDS - 1, DB_JOIN_REASON, DB_VOICES, DB_DOCUMENT_SEQ,
    DB_DOCUMENTS_LAST, DB_FORM_EXACT, DB_ACTOR_WORDS,
    DB_DECISION_ADD, DB_DECISIONS, DB_DECISION_LAST, DB_RUN_STATE_ADD, DB_RUN_STATE_LAST, DB_RUN_STATES, DB_PAST_NOW, DB_PAST_ADD,
    DB_PAST_CHANGED, DB_PAST_OF_RUN, DB_RUNS_LOGGED, DB_PAST_AT, DB_ANSWER_KEYED,
    DB_SEARCH, DB_SCHEMA_SQL, DB_SCHEMA_TRIGGERS, DB_INTEGRITY, DB_FOREIGN_KEYS, DB_SEARCH_ROWS, DB_UNLOGGED,
    DB_DOCUMENT_AUDIT, DB_STATE_LAST, DB_STATEMENTS
} db_statement;
extern const char *const db_sql[DB_STATEMENTS];

/* Documents in the order of their numbers. */
typedef struct {
    int64_t *row;     /* documents.id of a number */
    hs_str *id;       /* its SHA-256 */
    date *published;
    uint32_t *number; /* number of a documents.id, at [id - 1] */
    uint32_t n;
    int64_t version; /* PRAGMA data_version when it was read: other programs' commits change it */
    bool is_fresh;
    bool is_saved; /* not read, but kept with the state for these documents: one number is looked up at a time */
} case_order;

enum { PAGE_STATEMENTS = 128 };

struct case_file {
    sqlite3 *db;
    char *path;
    arena_source memory;
    unsigned flags;
    arena *own;     /* for work that gives nothing to the caller; empty between calls */
    arena *ordered; /* holds `order` */
    arena *door;    /* the arena that the work under way takes from and leaves by */
    case_order order;
    bool in_batch;
    hs_status broken; /* a transaction could be neither ended nor rolled back: nothing more is done */
    sqlite3_stmt *statement[DB_STATEMENTS];
    sqlite3_stmt *page[PAGE_STATEMENTS]; /* of pages, by the hash of their SQL (look.c) */
};

/* Does the work with `a` as the door; what the work took is released when it fails. */
typedef void case_work(case_file *, void *args);
hs_status case_run(case_file *, arena *a, case_work *, void *args, hs_error *);
/* The same in one transaction on the case's own arena (in a batch: a savepoint of it). */
hs_status case_run_write(case_file *, case_work *, void *args, hs_error *);
/* The same in one moment of the case: other programs' commits do not show in between. */
hs_status case_run_read(case_file *, arena *a, case_work *, void *args, hs_error *);
/* Ends the reading transaction that is held, if any, and begins a new one that stays. */
hs_status case_read_again(case_file *, hs_error *);
/* Refuses a case that is broken or open for reading only. */
hs_status case_may_write(case_file *, hs_error *);
hs_status case_may_read(case_file *, hs_error *);

hs_status db_status(int sqlite_code);
_Noreturn void db_leave(case_file *, const char *doing);        /* with SQLite's own words */
_Noreturn void db_damaged(case_file *, const char *what);       /* HS_BAD_CASE: a row is not as this room writes it */
void db_exec(case_file *, const char *sql, const char *doing);  /* leaves by the door when it fails */

/* ---- a statement bound from left to right, then read from left to right ---------------------------------- */

typedef struct {
    case_file *c;
    sqlite3_stmt *s;
    int at; /* last parameter bound, or last column read */
} row;

row row_of(case_file *, db_statement);
row row_numbered(case_file *, db_statement, uint32_t number); /* with the number bound as its first */
void put_i64(row *, int64_t);
void put_double(row *, double);         /* NaN is NULL */
void put_text(row *, hs_str);           /* never NULL */
void put_str(row *, hs_str);            /* NULL when empty */
void put_blob(row *, hs_str);
void put_ref(row *, uint32_t);          /* a number from 0 as one from 1; NOBODY is NULL */
void put_span(row *, span);             /* two columns */
void put_spans(row *, span_list);       /* [[begin,end],...], or NULL */
void put_date(row *, date);
/* Runs a statement that gives no row, and makes it ready again. */
void row_end(row *);
/* The next row; false, and ready again, when there is none. */
bool row_next(row *);

/* Columns; what is not of the kind or out of range is damage.  Strings are copied into the door's arena. */
int64_t get_i64(row *);
uint32_t get_u32(row *);
uint64_t get_u64(row *);
bool get_bool(row *);
double get_double(row *); /* NULL is NaN */
hs_str get_str(row *);    /* NULL is empty */
uint32_t get_ref(row *);
span get_span(row *);
span_list get_spans(row *);
span get_one_span(row *); /* of a list of at most one */
date get_date(row *);
void get_place(row *, size_t n); /* rows count 1, 2, 3 ...: this must be the nth */
hs_str peek_str(row *); /* get_str without the copy: good until the next row_next */
/* Makes type read_function(row *): the value whose word stands in the column, by the record's own names. */
#define READ_NAME(type, function)                                                            \
    static type read_##function(row *r)                                                      \
    {                                                                                        \
        hs_str word = peek_str(r);                                                           \
        for (int v = 0; function((type)v); v++)                                              \
            if (str_eq(word, str_of(function((type)v)))) return (type)v;                     \
        db_damaged(r->c, "a word that is none of " #type);                                   \
    }

/* ---- what several files need ------------------------------------------------------------------------------- */

void audit_add(case_file *, hs_str who, const char *action, hs_str object, hs_str detail, int64_t *seq);
hs_str audit_digest_of(case_file *, int64_t seq); /* the "digest" of the entry's detail; empty when there is none */
/* Recomputes the chain; false with `why` at the first entry that is not right. */
bool audit_chain(case_file *, uint64_t *rows, hs_str *head, char why[WHY]);

void order_refresh(case_file *, bool look_outside); /* makes c->order right; leaves by the door */
/* The same for work that needs few numbers: leaves the table unread where the state keeps them.  c->order.n is right. */
void order_glance(case_file *, bool look_outside);
int64_t order_row(case_file *, uint32_t number);    /* HS_BAD_ARGUMENT when there is no such document */
uint32_t order_number(case_file *, int64_t row);    /* damage when there is no such document */

void read_document(case_file *, int64_t row, bool with_original, document *, hs_str *run);
void read_page(case_file *, int64_t row, page *);
void read_findings(case_file *, int64_t row, findings *);
void read_state(case_file *, state *);
hs_str read_info(case_file *, const char *name); /* of case_info; empty when it is not there */
/* One row of the state, from its first column behind the id. */
void read_case_actor(row *, case_actor *); /* without aliases */
void read_case_aliases(case_file *, uint32_t number, case_actor *);
void read_case_source(row *, case_source *);
void read_case_item(row *, item *);
void read_case_answer(row *, answer *);
void read_case_claim(row *, case_claim *);
void read_case_origin(row *, origin *);
void read_case_copy(row *, copy *);
void read_lineage(case_file *, uint32_t number, lineage *);
void read_case_doubt(row *, join_doubt *);
void read_case_event(row *, case_event *);
void read_case_drift(row *, drift *);

typedef struct {
    buf b;
} digest;
/* SHA-256, as hex, over everything that is stored about a document, or over a state (documents by their ids). */
hs_str digest_evidence(arena *, const document *, const page *, const findings *, hs_str run);
hs_str digest_state(case_file *, const state *);
void digest_number(digest *, uint64_t);
void digest_string(digest *, hs_str);
void digest_day(digest *, date);
/* Doubtful joins, events and drift: state_found.c. */
void digest_found(digest *, const state *);
void save_found(case_file *, const state *);
void load_found(case_file *, state *);
bool found_valid(const state *, char why[WHY]);
const char *case_slot_name(open_slot);
bool state_valid(const state *, const case_order *, char why[WHY]);

/* "a" "b" "c": FTS5 ANDs what stands side by side; empty when no word has a term. */
hs_str search_query(arena *, hs_str words);
/* A claim's columns, in the order of both tables of claims. */
void put_claim(row *, int64_t document, uint32_t number, const claim *);
/* `sql` with the table of claims that is shown in the place of "$claims". */
hs_str shown_sql(case_file *, const char *sql);
void save_summaries(case_file *); /* behind the state, in the same transaction */
/* Calls `say` for each decision whose row is not what its entry in the log says. */
typedef void decision_fault(case_file *, void *ctx, hs_str what);
void decisions_check(case_file *, decision_fault *, void *ctx);
/* Before the state is replaced: of each answer that `s` changes how it stood, under the number of the run that begins;
 * gives a digest of that, for the log. */
hs_str past_keep(case_file *, const state *s);
void past_add_run(case_file *, const state *s, hs_str run, int64_t audit);
/* Calls `say` for each run that is not what its entry in the log says. */
void past_check(case_file *, decision_fault *, void *ctx);

void case_make(case_file *); /* tables, triggers, views, help and the first entry of the log, in an empty file */
/* Calls `say` for each object of ours that is missing or changed, and each foreign trigger; false when any. */
typedef void schema_say(case_file *, void *ctx, hs_str what);
bool schema_compare(case_file *, schema_say *, void *ctx);

#endif
