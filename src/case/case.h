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
#include "record/document.h"
#include "record/page.h"
#include "record/state.h"

typedef struct case_file case_file;

enum { CASE_READ = 1, CASE_WRITE = 3, CASE_CREATE = 7 };

hs_status case_open(const char *path, unsigned flags, case_file **out, hs_error *);
void case_close(case_file *); /* NULL is fine; a writer leaves one file behind (no -wal, no -shm) */

/* In whole and on disk, or not at all.  *known is set when the case already has these bytes.  who: for the audit
 * log; run: describes models and lexicons (version, hashes). */
hs_status case_add(case_file *, const document *, const page *, const findings *, hs_str who, hs_str run, bool *known,
                   hs_error *);
hs_status case_has(case_file *, hs_str id, bool *has, hs_error *);

/* A file or record that could not be read: kept, so that every listing can say what is missing. */
hs_status case_add_unread(case_file *, hs_str origin, hs_str reason, hs_error *);

/* Documents number 0 .. in the order of (published, id); the numbers hold until the next case_add. */
hs_status case_count(case_file *, uint32_t *documents, uint32_t *unread, hs_error *);
/* Everything about document `number`, in the arena; with_original: the original bytes and the map too. */
hs_status case_document(case_file *, arena *, uint32_t number, bool with_original, document *, hs_error *);
hs_status case_page(case_file *, arena *, uint32_t number, page *sentences_only, hs_error *);
hs_status case_findings(case_file *, arena *, uint32_t number, findings *, hs_error *);
hs_status case_number(case_file *, hs_str id_prefix, uint32_t *number, hs_error *); /* HS_NOT_FOUND, or ambiguous */

/* Replaces the state.  case_state gives it back as it was saved; *fresh is false when documents came since. */
hs_status case_save_state(case_file *, const state *, hs_str who, hs_str run, hs_error *);
hs_status case_state(case_file *, arena *, state *, bool *fresh, hs_error *);

/* Full-text search over sentences (FTS5 query words, ANDed); calls back with document number and sentence. */
typedef bool case_hit(void *ctx, uint32_t document, uint32_t sentence, span at);
hs_status case_search(case_file *, hs_str words, uint32_t most, case_hit *, void *ctx, hs_error *);

/* Every broken promise the file itself can show: SQLite's own checks, foreign keys, each document's hash, each
 * span inside its text, the audit chain.  Calls back with one line each. */
typedef bool case_fault(void *ctx, hs_str document_id, hs_str what);
hs_status case_check(case_file *, case_fault *, void *ctx, uint64_t *spans_checked, hs_error *);

#endif
