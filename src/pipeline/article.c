/*
 * article.c - one document through all the rooms that look at one document.
 */
#include "pipeline/library.h"

#include "text/page.h"

article library_read(arena *a, const hs_models *m, hs_str bytes, const text_about *about)
{
    document *d = TAKE(a, 1, document);
    *d = *text_read(a, bytes, about);
    article x = { .document = d, .page = text_page(a, d->text) };
    d->notes |= x.page->notes;
    const reading *r = language_read(a, m->language, x.page);
    x.findings = claims_find(a, m->claims, x.document, x.page, r);
    return x;
}
