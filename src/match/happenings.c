/*
 * happenings.c - reads happenings.tsv.
 */
#include "match/happenings.h"

#include "base/tsv.h"

static bool take_word(happenings *h, const tsv_row *r)
{
    static const char *const names[] = { "doer", "orderer", "claimer", "blame", "member", "force", "nobody", "pact" };
    map *const sets[] = { &h->doer, &h->orderer, &h->claimer, &h->blame, &h->member, &h->force, &h->nobody, &h->pact };
    for (size_t k = 0; k < sizeof sets / sizeof *sets; k++)
        if (str_eq(r->field[0], str_of(names[k]))) return *map_put(sets[k], r->field[1], NULL) = 1, true;
    return false;
}

void happenings_read(arena *a, const char *folder, happenings *h)
{
    static const char *const columns[] = { "kind", "word", "family", "called", NULL };
    const tsv *t = tsv_read(a, arena_printf(a, "%s/lexicon/happenings.tsv", folder).p, columns);
    happening *list = TAKE(a, t->rows, happening);
    *h = (happenings){ .at = list };
    map *const all[] = { &h->frame, &h->noun, &h->doer, &h->orderer, &h->claimer, &h->blame, &h->member, &h->force, &h->nobody, &h->pact };
    for (size_t k = 0; k < sizeof all / sizeof *all; k++) all[k]->a = a;
    for (size_t i = 0; i < t->rows; i++) {
        const hs_str *f = t->row[i].field;
        bool is_frame = str_eq(f[0], STR("frame"));
        list[i] = (happening){ f[2], f[3] };
        if (!f[1].n) tsv_complain(a, t, &t->row[i], "a word is needed");
        if (is_frame || str_eq(f[0], STR("noun"))) *map_put(is_frame ? &h->frame : &h->noun, f[1], NULL) = i + 1;
        else if (!take_word(h, &t->row[i])) tsv_complain(a, t, &t->row[i], "unknown kind \"%.*s\"", STR_ARGS(f[0]));
    }
}

const happening *happenings_frame(const happenings *h, hs_str frame)
{
    const uint64_t *at = frame.n ? map_get(&h->frame, frame) : NULL;
    return at ? &h->at[*at - 1] : NULL;
}

hs_str happenings_singular(hs_str w)
{
    bool plural = w.n > 3 && w.p[w.n - 1] == 's' && w.p[w.n - 2] != 's';
    return plural ? str_sub(w, 0, w.n - 1) : w;
}

bool happenings_is_any(hs_str words)
{
    static const char *const indefinite[] = { "a", "an", "any", "another", "some", "no", "every", "each" };
    hs_str word = words;
    if (words.n) str_split(&words, ' ', &word);
    for (size_t i = 0; i < sizeof indefinite / sizeof *indefinite; i++)
        if (str_eq(word, str_of(indefinite[i]))) return true;
    return false;
}

const happening *happenings_noun(const happenings *h, hs_str word)
{
    const uint64_t *at = map_get(&h->noun, word);
    if (!at) at = map_get(&h->noun, happenings_singular(word));
    return at ? &h->at[*at - 1] : NULL;
}

static bool has(const map *set, hs_str word)
{
    return word.n && map_get(set, word);
}

bool happenings_has(const map *set, hs_str word)
{
    hs_str one = happenings_singular(word);
    char man[64];
    if (has(set, word) || has(set, one)) return true;
    if (word.n < 3 || word.n >= sizeof man || !str_ends(word, STR("men"))) return false; /* "gunmen" */
    memcpy(man, word.p, word.n);
    man[word.n - 2] = 'a';
    return has(set, (hs_str){ man, word.n });
}
