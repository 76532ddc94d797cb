/*
 * lemma.c - edit scripts of lemmas.
 */
#include "language/lemma.h"

#include "base/utf8.h"

_Static_assert(sizeof(lemma_script) == 32, "the layout is the file's");

bool lemma_script_of(hs_str form, hs_str lemma, lemma_script *out)
{
    size_t same = 0;
    while (same < form.n && same < lemma.n && form.p[same] == lemma.p[same]) same++;
    while (same && !(utf8_boundary(form, same) && utf8_boundary(lemma, same))) same--;
    size_t cut = form.n - same, n = lemma.n - same;
    if (!same) n = lemma.n;
    if (!lemma.n || n > LEMMA_TAIL_MOST || (same && cut >= LEMMA_ALL)) return false;
    *out = (lemma_script){ .cut = same ? (uint8_t)cut : LEMMA_ALL, .n = (uint8_t)n };
    memcpy(out->tail, lemma.p + lemma.n - n, n);
    return true;
}

bool lemma_fits(const lemma_script *s, hs_str form)
{
    return s->cut == LEMMA_ALL || (s->cut < form.n && utf8_boundary(form, form.n - s->cut)) || (!s->cut && !form.n);
}

hs_str lemma_apply(arena *a, const lemma_script *s, hs_str form)
{
    if (!lemma_fits(s, form) || (!s->cut && !s->n)) return form;
    size_t keep = s->cut == LEMMA_ALL ? 0 : form.n - s->cut;
    char *p = arena_take(a, keep + s->n + 1);
    memcpy(p, form.p, keep);
    memcpy(p + keep, s->tail, s->n);
    return (hs_str){ p, keep + s->n };
}

bool lemma_script_valid(const lemma_script *s)
{
    return s->n <= LEMMA_TAIL_MOST && (s->cut != LEMMA_ALL || s->n) &&
           utf8_bad((hs_str){ s->tail, s->n }) == SIZE_MAX;
}
