/*
 * corefer_chains.c - chains of coreference of a CoNLL-U file, on its own trees and its own names (NE= in MISC), as a
 * table: document, sentence, first word of the head unit, its words, chain, kind, words.  For corefer_score.py.
 */
#include "base/file.h"
#include "language/conllu.h"
#include "language/corefer.h"

#include <stdio.h>

enum { MOST = 1 << 30 };

static void document(arena *a, const corefer_words *w, const lexicon *l, hs_str text, const char *path, int number)
{
    const page *p;
    reading r = *reading_from_conllu(a, text, path, &p);
    corefer_find(a, w, l, p, &r);
    for (uint32_t i = 0; i < r.corefers; i++) {
        const corefer *c = &r.corefer[i];
        const unit *u = &r.tree[c->sentence].unit[c->head];
        printf("%d\t%u\t%u\t%u\t%u\t%s\t%.*s\n", number, c->sentence, u->first_token - p->sentence[c->sentence].first_token,
               u->tokens, c->chain, mention_kind_name(c->kind), STR_ARGS(span_words(p->text, c->at)));
    }
}

int main(int n, char **argument)
{
    arena *a = arena_open(NULL, 0);
    if (n != 3 || !a) return 2;
    if (!ARENA_DOOR(a)) {
        fprintf(stderr, "%s\n", arena_failure(a)->what);
        return 1;
    }
    const lexicon *l = lexicon_read(a, argument[1]);
    const corefer_words *w = corefer_open(a, argument[1]);
    hs_str all = file_read(a, argument[2], MOST);
    int number = 0;
    for (size_t at = 0; at < all.n;) {
        size_t next = str_find(all, STR("# newdoc id"), at + 5);
        if (next == SIZE_MAX) next = all.n;
        document(a, w, l, str_sub(all, at, next), argument[2], number++);
        at = next;
    }
    arena_close(a);
    return 0;
}
