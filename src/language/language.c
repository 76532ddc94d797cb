/*
 * language.c - the door of the room: names, masked, then tags and trees, then who is who.
 */
#include "language/language.h"

#include "base/file.h"
#include "language/corefer.h"
#include "language/names.h"
#include "language/trees.h"

struct language {
    arena *a;
    const names_model *names;
    const trees_model *trees;
    const corefer_words *words;
};

static void open_parts(language *l, const char *folder, const char *code)
{
    l->names = names_open(l->a, folder, code);
    l->words = corefer_open(l->a, folder);
    l->trees = trees_open(l->a, arena_printf(l->a, "%s/models/%s-trees.model", folder, code).p);
}

language *language_open(const char *folder, const char *code, hs_error *err)
{
    arena *a = arena_open(NULL, 0);
    if (!a) return fail(err, HS_NO_MEMORY, "out of memory"), NULL;
    if (!ARENA_DOOR(a)) {
        fail_from(err, arena_failure(a), "language");
        arena_close(a);
        return NULL;
    }
    language *l = TAKE(a, 1, language);
    l->a = a;
    open_parts(l, folder, code);
    arena_door_shut(a);
    return l;
}

void language_close(language *l)
{
    if (l) arena_close(l->a);
}

const reading *language_read(arena *a, const language *l, const page *p)
{
    uint32_t names;
    const name *found = names_find(a, l->names, p, &names);
    masked *m = mask_page(a, p, found, names);
    trees_read(a, l->trees, p, found, m, p->sentences);
    tree *t = TAKE(a, p->sentences, tree);
    for (uint32_t s = 0; s < p->sentences; s++) t[s] = (tree){ m[s].unit, m[s].units };
    reading *r = TAKE(a, 1, reading);
    *r = (reading){ .tree = t, .trees = p->sentences, .name = found, .names = names };
    corefer_find(a, l->words, names_lexicon(l->names), p, r);
    return r;
}

const tree *language_inside(arena *a, const language *l, const page *p, const reading *r)
{
    return trees_inside(a, l->trees, p, r->name, r->names);
}
