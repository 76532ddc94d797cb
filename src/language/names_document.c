/*
 * names_document.c - what the document as a whole says of its names.
 *
 * One name stands many times in a text, and the sequence model sees each alone.  Votes are counted over the folded
 * words of a name: the class that most of its places were given becomes the class of all; a name that was found more
 * often than it was passed over is one everywhere.
 */
#include "language/names_document.h"

#include "base/map.h"
#include "language/names_label.h"
#include "language/words.h"
#include "text/tokens.h"

enum { WINDOW = 6 }; /* longest name, in tokens, that is looked for again */

typedef struct {
    uint32_t votes[CLASSES], found; /* places where it was proposed */
    uint32_t entry;                 /* of the lexicon, when any place has one */
    bool is_last_word;              /* only known as the last word of a person's name */
} known_name;

typedef struct {
    arena *a;
    const page *page;
    const casing *casing;
    map ids;
    VEC(known_name) known;
} census;

static hs_str token_words(const page *p, uint32_t first, uint32_t tokens)
{
    return str_sub(p->text, p->token[first].at.begin, p->token[first + tokens - 1].at.end);
}

/* ---- edges ------------------------------------------------------------------------------------------------- */

static bool is_determiner(hs_str s)
{
    return str_eq_ascii(s, STR("the")) || str_eq_ascii(s, STR("a")) || str_eq_ascii(s, STR("an"));
}

static bool is_possessive(hs_str s)
{
    return str_eq_ascii(s, STR("'s")) || str_eq_ascii(s, STR("\u2019s")) || str_eq(s, STR("'")) || str_eq(s, STR("\u2019"));
}

static bool is_bare_sign(hs_str s)
{
    for (size_t at = 0; at < s.n;) {
        int32_t c = utf8_next(s, &at);
        if (utf8_is_letter(c) || utf8_is_digit(c)) return false;
    }
    return true;
}

static bool begins_as(hs_str s, bool (*is)(int32_t))
{
    size_t at = 0;
    return s.n && is(utf8_next(s, &at));
}

/* "League of the Nine Valleys 40,000 crowns": what follows a name in small letters, and a number in front of that. */
static uint32_t end_without_tail(const page *p, uint32_t first, uint32_t end)
{
    uint32_t cut = end;
    if (!begins_as(token_words(p, first, 1), utf8_is_upper)) return end;
    while (cut > first + 1 && begins_as(token_words(p, cut - 1, 1), utf8_is_lower)) cut--;
    while (cut < end && cut > first + 1 && begins_as(token_words(p, cut - 1, 1), utf8_is_digit)) cut--;
    return cut;
}

/* "anti - Vanta": the tokens before the name. */
static uint32_t stance_tokens(const page *p, uint32_t first, uint32_t end)
{
    bool is = first + 2 < end && is_stance(token_words(p, first, 1)) && !p->token[first + 1].space_before &&
              str_eq(token_words(p, first + 1, 1), STR("-")) && !begins_as(token_words(p, first, 1), utf8_is_upper);
    return is ? 2 : 0;
}

/* Takes off what does not belong to a name; false when nothing is left of it. */
static bool edges_trim(arena *a, const titles *t, const page *p, name *n)
{
    uint32_t first = n->first_token, end = first + n->tokens;
    while (first < end && n->entry == NOBODY &&
           (is_determiner(token_words(p, first, 1)) || is_bare_sign(token_words(p, first, 1))))
        first++;
    if (n->entry == NOBODY) first += stance_tokens(p, first, end);
    title found;
    bool may_have_title = n->class == CLASS_PERSON || (n->class == CLASS_OTHER && n->entry == NOBODY);
    uint32_t title_tokens = may_have_title && first < end ? titles_at(a, t, p, first, end - first, &found) : 0;
    if (title_tokens && title_tokens < end - first) n->class = CLASS_PERSON; /* whatever else was thought of it */
    if (title_tokens && !found.in_name) first += title_tokens;
    while (end > first && n->entry == NOBODY &&
           (is_possessive(token_words(p, end - 1, 1)) ||
            (is_bare_sign(token_words(p, end - 1, 1)) && !str_eq(token_words(p, end - 1, 1), STR(".")))))
        end--;
    if (first == end) return false;
    if (n->entry == NOBODY) end = end_without_tail(p, first, end);
    *n = names_one(p, n->sentence, first, end - first, n->class, n->entry);
    return true;
}

static bool is_bracket(hs_str s)
{
    return s.n == 1 && memchr("()[]", *s.p, 4);
}

/* No name reaches over a bracket: what stands on each side is one of its own. */
static void edges_cut(arena *a, const titles *t, const page *p, name n, name_list *out)
{
    uint32_t end = n.first_token + n.tokens;
    for (uint32_t first = n.first_token; first < end;) {
        uint32_t stop = first;
        while (stop < end && (n.entry != NOBODY || !is_bracket(token_words(p, stop, 1)))) stop++;
        name piece = stop > first ? names_one(p, n.sentence, first, stop - first, n.class, n.entry) : n;
        if (stop > first && edges_trim(a, t, p, &piece)) *VEC_ADD(a, out) = piece;
        first = stop + 1;
    }
}

/* ---- votes ------------------------------------------------------------------------------------------------- */

static hs_str fold_tokens(arena *a, const page *p, uint32_t first, uint32_t tokens)
{
    return word_fold(a, token_words(p, first, tokens));
}

static known_name *census_of(census *c, hs_str folded)
{
    bool fresh;
    uint64_t *id = map_put(&c->ids, folded, &fresh);
    if (!fresh) return &c->known.at[*id];
    *id = c->known.n;
    known_name *k = VEC_ADD(c->a, &c->known);
    *k = (known_name){ .entry = NOBODY };
    return k;
}

static void vote(census *c, const name *n)
{
    known_name *k = census_of(c, fold_tokens(c->a, c->page, n->first_token, n->tokens));
    k->votes[n->class]++;
    k->found++;
    k->is_last_word = false;
    if (k->entry == NOBODY) k->entry = n->entry;
}

/* "Khan" of "Hafiz Saeed Khan": one more name to look for, if it is not known for something else. */
static void vote_last_word(census *c, const name *n)
{
    if (n->class != CLASS_PERSON || n->tokens < 2) return;
    uint32_t last = n->first_token + n->tokens - 1;
    hs_str word = token_words(c->page, last, 1);
    if (word.n < 3 || c->page->token[last].kind != TOKEN_WORD) return;
    known_name *k = census_of(c, fold_tokens(c->a, c->page, last, 1));
    if (k->found) return;
    k->is_last_word = true;
    k->votes[CLASS_PERSON] = 1;
}

static actor_class elected(const known_name *k)
{
    int best = 0;
    for (int c = 1; c < CLASSES; c++)
        if (k->votes[c] > k->votes[best]) best = c;
    return (actor_class)best;
}

/* ---- looking again ----------------------------------------------------------------------------------------- */

static bool stands_like_a_name(const census *c, uint32_t sentence, uint32_t first)
{
    return c->casing[sentence] != CASING_USED || word_is_capital(token_words(c->page, first, 1));
}

/* The longest known name from token t on, before end. */
static uint32_t known_at(const census *c, uint32_t sentence, uint32_t t, uint32_t end, const known_name **out)
{
    if (!stands_like_a_name(c, sentence, t)) return 0;
    for (uint32_t n = end - t < WINDOW ? end - t : WINDOW; n > 0; n--) {
        arena_mark here = arena_here(c->a);
        const uint64_t *id = map_get(&c->ids, fold_tokens(c->a, c->page, t, n));
        arena_rollback(c->a, here);
        if (!id) continue;
        const known_name *k = &c->known.at[*id];
        bool case_helps = c->casing[sentence] == CASING_USED;
        if (!case_helps && n == 1 && (k->is_last_word || k->found < 2)) continue;
        *out = k;
        return n;
    }
    return 0;
}

/* Known names in the gaps between the names of a sentence. */
static void gaps_fill(census *c, const name_list *in, name_list *out)
{
    size_t next = 0;
    for (uint32_t s = 0; s < c->page->sentences; s++) {
        uint32_t t = c->page->sentence[s].first_token, end = t + c->page->sentence[s].tokens;
        while (t < end) {
            if (next < in->n && in->at[next].first_token == t) {
                t += in->at[next].tokens;
                *VEC_ADD(c->a, out) = in->at[next++];
                continue;
            }
            uint32_t stop = next < in->n && in->at[next].first_token < end ? in->at[next].first_token : end;
            const known_name *k;
            uint32_t n = known_at(c, s, t, stop, &k);
            if (n) *VEC_ADD(c->a, out) = names_one(c->page, s, t, n, elected(k), k->entry);
            t += n ? n : 1;
        }
    }
}

/* ---- all --------------------------------------------------------------------------------------------------- */

void names_document(arena *a, const titles *t, const page *p, const casing *cased, name_list *names)
{
    name_list kept = { 0 }, all = { 0 };
    for (size_t i = 0; i < names->n; i++) edges_cut(a, t, p, names->at[i], &kept);
    census c = { .a = a, .page = p, .casing = cased, .ids = { .a = a } };
    names_acronyms(a, p, &kept);
    for (size_t i = 0; i < kept.n; i++) vote(&c, &kept.at[i]);
    for (size_t i = 0; i < kept.n; i++) vote_last_word(&c, &kept.at[i]);
    gaps_fill(&c, &kept, &all);
    for (size_t i = 0; i < all.n; i++) {
        const uint64_t *id = map_get(&c.ids, fold_tokens(a, p, all.at[i].first_token, all.at[i].tokens));
        if (id) all.at[i].class = elected(&c.known.at[*id]);
    }
    *names = all;
}
