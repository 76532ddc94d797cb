/*
 * out.h - what the forms share: a stream whose failure ends the export, rows taken one by one, names made of hashes.
 */
#ifndef EXPORT_OUT_H
#define EXPORT_OUT_H
#include "base/json.h"
#include "export/export.h"

typedef struct {
    hs_case *c;
    FILE *to;
    arena *a; /* for one row; given back before the next */
    bool comma; /* a row stands before, in forms that part rows by commas */
    void *ctx;
} out;

export_write export_jsonl, export_csv, export_annotations, export_stix, export_ftm, export_claimreview, export_graphml,
    export_gexf, export_ach, export_html, export_bibtex;
export_write_with export_claimreview_with, export_ach_with;

/* Runs work on an open `out`; what leaves by its arena's door, and a stream that fails, become the status. */
typedef void out_work(out *);
hs_status out_run(hs_case *, FILE *, void *ctx, out_work *, hs_error *);

/* One call for each row of a listing, in its order. */
typedef hs_status out_open(hs_case *, const hs_query *, hs_iter **, hs_error *);
typedef void out_document(out *, const hs_document *);
typedef void out_claim(out *, const hs_claim *);
typedef void out_answer(out *, const hs_answer *);
typedef void out_actor(out *, const hs_actor *);
typedef void out_source(out *, const hs_source *);
void out_documents(out *, out_document *);
void out_claims(out *, const hs_query *, out_claim *);
void out_answers(out *, const hs_query *, out_answer *);
void out_actors(out *, out_actor *);
void out_sources(out *, out_source *);
/* The claims behind one answer, by side and origin. */
void out_why(out *, hs_id answer, out_claim *);

void out_str(out *, hs_str);
void out_printf(out *, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* One JSON object, after a comma and a line break where one stands before. */
void out_object(out *, const buf *);
/* The same on a line of its own. */
void out_line(out *, const buf *);

/* Escaped for XML and HTML, text or attribute; what XML forbids becomes a blank. */
void out_xml(out *, hs_str);
/* "asserts", "denies" or "leaves open". */
const char *out_verb(const hs_claim *);
const char *out_certainty(hs_certainty);
/* A UUID made of a name: the same name, the same UUID. */
hs_str out_uuid(arena *, hs_str name);
/* The words at a span, in the row's arena. */
hs_str out_words(out *, hs_span);

#endif
