/*
 * library.h - what stands behind the opaque types of hearsay.h.
 */
#ifndef PIPELINE_LIBRARY_H
#define PIPELINE_LIBRARY_H
#include "base/file.h"
#include "base/map.h"
#include "case/case.h"
#include "claims/claims.h"
#include "language/language.h"
#include "match/match.h"
#include "reuse/background.h"
#include "text/read.h"

#include <hearsay/hearsay.h>

struct hs_models {
    arena *a;
    language *language; /* NULL, and claims too: opened for answers alone */
    claims_lexicon *claims;
    match_lexicon *match;
    const background *background; /* NULL: none shipped */
    hs_str files; /* "SHA-256 /lexicon/hedges.tsv", a line each */
    hs_str run; /* what they are: versions and hashes, for the audit log */
};

struct hs_case {
    arena *a;        /* the case itself lives here */
    arena *lent;     /* what was handed out, until the next call */
    arena *of_decisions; /* what people ruled, until it changes */
    case_file *file;
    const hs_models *models; /* may be NULL */
    const decision *decision;
    uint32_t decisions;
    bool has_decisions; /* they were read in this turn */
    uint64_t entries; /* of the audit log at the moment that is held; 0: none is */
    uint64_t turn; /* how often the case changed: an iterator of an earlier turn is out of date */
};

/* One document may take so many bytes of memory while it is read; a text of one 60 MB line takes about 900 MB. */
enum { LIBRARY_DOCUMENT_MEMORY = 1 << 30 };

/* All that is found in one document's bytes. */
typedef struct {
    const document *document;
    const page *page;
    const findings *findings;
} article;

/* Reads one document with all rooms; leaves by the arena's door when it cannot be read. */
article library_read(arena *, const hs_models *, hs_str bytes, const text_about *);

/* The folder with lexicons and models: `folder` if given, else $HEARSAY_DATA, the installed one, the source's. */
hs_str library_data(arena *, const char *folder);
/* What set phrases are, for the reuse room; NULL when the folder has none.  Leaves with HS_BAD_MODEL. */
const background *library_background(arena *, hs_str folder);

/* Whether the saved state is of all documents and decisions. */
hs_status library_settled(hs_case *, bool *, hs_error *);
/* The case is about to change, or has: what was read of it is forgotten. */
void library_forget_state(hs_case *);
/* The case's user for the audit log: the one asked for, else the login name. */
hs_str library_who(arena *, const char *asked);

#endif
