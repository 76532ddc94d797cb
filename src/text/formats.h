/*
 * formats.h - one function a format: from decoded bytes to the text of a document and the facts it states of itself.
 *
 * Each fills in what it finds of publisher, author, title, url, language, published, external and credit, and leaves
 * empty what the document does not say.
 */
#ifndef TEXT_FORMATS_H
#define TEXT_FORMATS_H
#include "text/draft.h"

typedef struct {
    hs_str publisher, author, title, url, language, external, credit;
    date published;
    uint32_t notes; /* document_note bits beyond those of decoding */
} found;

void format_html(arena *, const decoded *, draft *, found *);
void format_markdown(arena *, const decoded *, draft *, found *);
void format_record(arena *, const decoded *, draft *, found *);

/* The value of charset in a <meta> of the first KiB, or empty.  Looks at bytes, before any decoding. */
hs_str html_charset(hs_str original);

/* Byline, dateline, title line and wire credit of a text; fields of `found` that are set already are kept.
 * `is_whole`: the text is all there is (a plain file), so that its first line may be its title. */
void facts_of_text(hs_str text, bool is_whole, found *);

/* "The Karren Mail, 14 March 2024": publisher and day, and nothing else on the line. */
bool facts_masthead(hs_str line, hs_str *publisher, date *day);

/* Bytes of the dateline a paragraph begins with, its dash included ("KARREN, 14 March (Northern Press) - "); 0 when it
 * begins with none, or when what stands behind the dash goes on in small letters and so is of the same sentence. */
size_t facts_dateline(hs_str paragraph);

/* A date as people write it ("14 March 2024", "Nov. 16, 1989", "16 Nov 89", ISO 8601); false when it is none. */
bool facts_date(hs_str, date *out);

#endif
