/*
 * page.h - a text cut into paragraphs, sentences and tokens (record/page.h has the nouns).
 */
#ifndef TEXT_PAGE_H
#define TEXT_PAGE_H
#include "record/page.h"

/* Any UTF-8 text (and any bytes: what is not UTF-8 is a symbol token).  Linear in its length.  An empty text gives
 * a page of nothing. */
const page *text_page(arena *, hs_str text);

#endif
