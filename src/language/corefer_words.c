/*
 * corefer_words.c - reads pronouns.tsv and descriptions.tsv.
 */
#include "language/corefer_words.h"

#include "base/tsv.h"
#include "language/words.h"

static uint64_t one_of(arena *a, const tsv *t, const tsv_row *r, hs_str word, const char *const *known)
{
    for (uint64_t i = 0; known[i]; i++)
        if (str_eq(word, str_of(known[i]))) return i;
    tsv_complain(a, t, r, "no \"%.*s\" is known here", STR_ARGS(word));
}

static void pronouns_read(arena *a, corefer_words *w, const char *folder)
{
    static const char *const COLUMN[] = { "word", "refers", "reflexive", "source", NULL };
    static const char *const REFERS[] = { "nobody", "man", "woman", "thing", "many", NULL };
    static const char *const YES[] = { "no", "yes", NULL };
    const tsv *t = tsv_read(a, arena_printf(a, "%s/lexicon/pronouns.tsv", folder).p, COLUMN);
    for (size_t i = 0; i < t->rows; i++) {
        const hs_str *f = t->row[i].field;
        uint64_t refers = one_of(a, t, &t->row[i], f[1], REFERS), reflexive = one_of(a, t, &t->row[i], f[2], YES);
        *map_put(&w->pronoun, word_fold(a, f[0]), NULL) = refers * 2 + reflexive;
    }
}

static void descriptions_read(arena *a, corefer_words *w, const char *folder)
{
    static const char *const COLUMN[] = { "noun", "class", "person", "ties", "source", NULL };
    static const char *const CLASS[] = { "person", "organisation", "place", "people", "other", "state", NULL };
    static const char *const PERSON[] = { "either", "man", "woman", NULL };
    static const char *const TIES[] = { "no", "yes", "epithet", NULL };
    enum { STATE = CLASS_OTHER + 1 };
    const tsv *t = tsv_read(a, arena_printf(a, "%s/lexicon/descriptions.tsv", folder).p, COLUMN);
    for (size_t i = 0; i < t->rows; i++) {
        const hs_str *f = t->row[i].field;
        uint64_t class = one_of(a, t, &t->row[i], f[1], CLASS), person = one_of(a, t, &t->row[i], f[2], PERSON);
        uint64_t ties = one_of(a, t, &t->row[i], f[3], TIES);
        *map_put(&w->noun, word_fold(a, f[0]), NULL) = i;
        *VEC_ADD(a, &w->description) =
            (description){ class == STATE ? CLASS_PLACE : (actor_class)class, (person_kind)person, class == STATE, ties > 0, ties > 1 };
    }
}

const corefer_words *corefer_open(arena *a, const char *folder)
{
    corefer_words *w = TAKE(a, 1, corefer_words);
    w->titles = titles_read(a, folder);
    w->pronoun.a = w->noun.a = a;
    pronouns_read(a, w, folder);
    descriptions_read(a, w, folder);
    return w;
}

static const uint64_t *look_up(arena *a, const map *m, hs_str word)
{
    arena_mark here = arena_here(a);
    const uint64_t *found = map_get(m, word_fold(a, word));
    arena_rollback(a, here);
    return found;
}

pronoun_kind words_pronoun(arena *a, const corefer_words *w, hs_str word, bool *reflexive)
{
    const uint64_t *found = look_up(a, &w->pronoun, word);
    *reflexive = found && (*found & 1);
    return found ? (pronoun_kind)(*found / 2) : REFERS_NONE;
}

bool words_description(arena *a, const corefer_words *w, hs_str word, description *out)
{
    const uint64_t *found = look_up(a, &w->noun, word);
    if (found) *out = w->description.at[*found];
    return found;
}
