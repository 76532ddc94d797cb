/*
 * passages.c - the places of all lineages in the order of the documents.
 */
#include "match/passages.h"

#include <stdlib.h>

static int by_place(const void *p, const void *q)
{
    const place *a = p, *b = q;
    if (a->document != b->document) return a->document < b->document ? -1 : 1;
    if (a->at.begin != b->at.begin) return a->at.begin < b->at.begin ? -1 : 1;
    return (a->root > b->root) - (a->root < b->root);
}

const place *match_places(match *m, const lineage *l, uint32_t lineages, size_t *n)
{
    VEC(place) places = { 0 };
    uint32_t roots = 0;
    for (uint32_t i = 0; i < lineages; i++) {
        place *all = TAKE(m->a, l[i].places, place);
        for (uint32_t p = 0; p < l[i].places; p++) {
            const lineage_place *at = &l[i].place[p];
            all[p] = at->parent == p ? (place){ .root = roots++, .root_document = at->document } : all[at->parent];
            all[p].document = at->document;
            all[p].at = at->at;
            *VEC_ADD(m->a, &places) = all[p];
        }
    }
    if (places.n) qsort(places.at, places.n, sizeof *places.at, by_place);
    *n = places.n;
    return places.at;
}
