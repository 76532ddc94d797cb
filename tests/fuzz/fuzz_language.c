/*
 * fuzz_language.c - any bytes as text: names, trees and chains of coreference are whole, and the same the second time.
 *
 * The bytes go through text_read as plain text, as they would in `hearsay add`, then through the English models of the
 * folder that FUZZ_DATA names (small_model.c makes a small one), else of data/.
 */
#include "language/language.h"
#include "text/page.h"
#include "text/read.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void must(bool holds, const char *what)
{
    if (holds) return;
    fprintf(stderr, "broken promise: %s\n", what);
    abort();
}

/* Opened once, and left to the end of the program. */
static const language *english(void)
{
    static language *l;
    hs_error err;
    const char *folder = getenv("FUZZ_DATA");
    if (!l && !(l = language_open(folder ? folder : PROJECT_DIR "/data", "en", &err))) must(false, err.what);
    return l;
}

static void check_same(const reading *x, const reading *y)
{
    must(x->trees == y->trees && x->names == y->names && x->corefers == y->corefers, "another reading the second time");
    for (uint32_t s = 0; s < x->trees; s++)
        for (uint32_t u = 0; u < x->tree[s].units; u++) {
            const unit *a = &x->tree[s].unit[u], *b = &y->tree[s].unit[u];
            must(a->head == b->head && a->relation == b->relation && a->upos == b->upos, "another tree the second time");
        }
}

static void check_inside(const page *p, const reading *r, const tree *inside)
{
    char why[WHY] = "";
    for (uint32_t i = 0; i < r->names; i++) {
        must(r->name[i].at.begin < r->name[i].at.end && r->name[i].at.end <= p->text.n, "a name outside of the text");
        if (inside[i].units) must(tree_valid(inside[i], why), why);
    }
}

static void check(arena *a, hs_str bytes)
{
    char why[WHY] = "";
    text_about about = { .media_type = STR("text/plain") };
    const page *p = text_page(a, text_read(a, bytes, &about)->text);
    const reading *r = language_read(a, english(), p);
    must(reading_valid(r, p, why), why);
    check_inside(p, r, language_inside(a, english(), p, r));
    check_same(r, language_read(a, english(), p));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    arena *a = arena_open(NULL, (size_t)1 << 30);
    if (!a) return 0;
    if (ARENA_DOOR(a)) {
        check(a, (hs_str){ (const char *)data, n });
        arena_door_shut(a);
    } else
        must(arena_failure(a)->status == HS_BAD_INPUT || arena_failure(a)->status == HS_LIMIT, arena_failure(a)->what);
    arena_close(a);
    return 0;
}
