/*
 * titles.c - the words that stand before a person's name.
 */
#include "language/titles.h"

#include "base/tsv.h"
#include "language/words.h"

enum { TITLE_TOKENS = 4 };

struct titles {
    map known; /* bare words, each behind a blank, to 1 + person * 2 + in_name */
};

/* "Lt. Gen." and "Lt Gen" are one: the bare words. */
static hs_str bare(arena *a, hs_str s)
{
    buf out = { .a = a };
    word_walk w = { .rest = s };
    for (uint64_t hash; word_next(a, &w, &hash);) {
        buf_byte(&out, ' ');
        buf_add(&out, word_fold(a, str_sub(s, w.begin, w.at)));
    }
    return out.p ? buf_str(&out) : STR("");
}

const titles *titles_read(arena *a, const char *folder)
{
    static const char *const COLUMN[] = { "title", "person", "in_name", "source", NULL };
    const tsv *t = tsv_read(a, arena_printf(a, "%s/lexicon/titles.tsv", folder).p, COLUMN);
    titles *out = TAKE(a, 1, titles);
    out->known.a = a;
    for (size_t i = 0; i < t->rows; i++) {
        const hs_str *f = t->row[i].field;
        bool man = str_eq(f[1], STR("man")), woman = str_eq(f[1], STR("woman"));
        if (!man && !woman && !str_eq(f[1], STR("either"))) tsv_complain(a, t, &t->row[i], "person is man, woman or either");
        bool in_name = str_eq(f[2], STR("yes"));
        *map_put(&out->known, bare(a, f[0]), NULL) =
            1 + 2 * (uint64_t)(man ? PERSON_MAN : woman ? PERSON_WOMAN : PERSON_EITHER) + in_name;
    }
    return out;
}

static bool look_up(arena *a, const titles *t, hs_str words, title *out)
{
    arena_mark here = arena_here(a);
    const uint64_t *found = map_get(&t->known, bare(a, words));
    if (found) *out = (title){ (person_kind)((*found - 1) / 2), (*found - 1) & 1 };
    arena_rollback(a, here);
    return found;
}

uint32_t titles_at(arena *a, const titles *t, const page *p, uint32_t at, uint32_t most, title *out)
{
    for (uint32_t n = most < TITLE_TOKENS ? most : TITLE_TOKENS; n > 0; n--)
        if (look_up(a, t, str_sub(p->text, p->token[at].at.begin, p->token[at + n - 1].at.end), out)) return n;
    return 0;
}

uint32_t titles_before(arena *a, const titles *t, const page *p, uint32_t end, uint32_t from, title *out)
{
    for (uint32_t n = end - from < TITLE_TOKENS ? end - from : TITLE_TOKENS; n > 0; n--)
        if (look_up(a, t, str_sub(p->text, p->token[end - n].at.begin, p->token[end - 1].at.end), out)) return n;
    return 0;
}
