/*
 * html.h - the parts that reading HTML is made of.
 */
#ifndef TEXT_HTML_H
#define TEXT_HTML_H
#include "text/formats.h"

#include <gumbo.h>

/* What a look at the tags alone tells, before the tree is built. */
typedef struct {
    bool is_truncated; /* ends inside a tag, a comment, a script, or with blocks left open and no </html> */
} html_scan_result;

/* Leaves with HS_BAD_INPUT when tags nest deeper, or one has more attributes, than the limits below: gumbo's time
 * grows with the depth times the number of tags. */
enum { HTML_DEPTH_MOST = 512, HTML_ATTRIBUTES_MOST = 1000 };
html_scan_result html_scan(arena *, hs_str html);

/* Whether a tag, comment or the like begins at `at`; and the place behind it (the end of html if it has none). */
bool html_is_markup(hs_str html, size_t at);
size_t html_markup_end(hs_str html, size_t at);

/* The tree of html; its memory is the arena's. */
const GumboNode *html_tree(arena *, hs_str html);

/* Adds the words of one text node, aligned byte by byte with the decoded bytes from `at` on. */
void html_align(flow *, hs_str words, size_t at, bool verbatim);

/* An entity ("&amp;", "&#228;", "&copy") at `at` of html: bytes it takes when it stands for the beginning of words,
 * and how many bytes of words it stands for; 0 when there is none. */
size_t html_entity(hs_str html, size_t at, hs_str words, size_t *stands_for);

/* Facts from <head> and JSON-LD. */
void html_facts(arena *, const GumboNode *tree, found *);

const char *html_attribute(const GumboNode *element, const char *name); /* NULL when it has none */
hs_str html_fold_blanks(arena *, hs_str);                               /* runs of white space one blank, trimmed; always UTF-8 */

/* The nodes of a tree in the order of their start tags; subtrees are ranges. */
typedef struct {
    const GumboNode *node;
    uint32_t parent, end; /* items of this subtree: from this one up to end */
} html_item;

typedef struct {
    html_item *at;
    uint32_t n;
} html_items;

html_items html_list(arena *, const GumboNode *tree);

#endif
