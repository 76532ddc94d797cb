/*
 * formats.c - the forms a case can be written in.
 */
#include "export/out.h"

const export_format EXPORT_FORMATS[] = {
    { "jsonl", "everything that is shown, one JSON object a line", export_jsonl, NULL },
    { "csv", "claims with source, stance, proposition and sentence (RFC 4180)", export_csv, NULL },
    { "annotations", "claims as W3C Web Annotations on byte spans, one a line", export_annotations, NULL },
    { "stix", "STIX 2.1: identities, reports, notes, opinions", export_stix, NULL },
    { "ftm", "FollowTheMoney entities, one a line; stance in Note", export_ftm, NULL },
    { "claimreview", "schema.org ClaimReview of one answer, with a person's rating", export_claimreview, export_claimreview_with },
    { "graphml", "who says what of whom, as a graph (GraphML)", export_graphml, NULL },
    { "gexf", "the same for Gephi (GEXF 1.3)", export_gexf, NULL },
    { "ach", "questions as matrices of competing hypotheses; rows are origins (CSV)", export_ach, export_ach_with },
    { "html", "a report to read and print; one file, no script", export_html, NULL },
    { "bibtex", "the documents as a bibliography", export_bibtex, NULL },
    { NULL, NULL, NULL, NULL }
};
