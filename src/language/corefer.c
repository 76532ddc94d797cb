/*
 * corefer.c - which mentions of a document are of the same somebody: the same letters are, so far.
 */
#include "language/corefer.h"

#include "base/map.h"
#include "language/words.h"

struct corefer_words {
    uint32_t words;
};

const corefer_words *corefer_open(arena *a, const char *folder)
{
    (void)folder;
    return TAKE(a, 1, corefer_words);
}

/* The unit of its sentence that a name is. */
static uint32_t unit_of(const reading *r, uint32_t number)
{
    const tree *t = &r->tree[r->name[number].sentence];
    for (uint32_t u = 0; u < t->units; u++)
        if (t->unit[u].name == number) return u;
    return 0;
}

void corefer_find(arena *a, const corefer_words *words, const lexicon *l, const page *p, reading *r)
{
    (void)words;
    (void)l;
    map chain = { .a = a };
    corefer *out = TAKE(a, r->names, corefer);
    for (uint32_t i = 0; i < r->names; i++) {
        const name *n = &r->name[i];
        bool fresh;
        uint64_t *number = map_put(&chain, word_fold(a, span_words(p->text, n->at)), &fresh);
        if (fresh) *number = r->chains++;
        out[i] = (corefer){ n->at, n->sentence, unit_of(r, i), (uint32_t)*number, MENTION_NAME };
    }
    r->corefer = out;
    r->corefers = r->names;
}
