/*
 * article.c - one document through all the rooms that look at one document.
 */
#include "pipeline/library.h"

#include "text/page.h"

article library_read(arena *a, const hs_models *m, hs_str bytes, const text_about *about)
{
    article x = { .document = text_read(a, bytes, about) };
    x.page = text_page(a, x.document->text);
    const reading *r = language_read(a, m->language, x.page);
    x.findings = claims_find(a, m->claims, x.document, x.page, r);
    return x;
}
