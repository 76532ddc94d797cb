/*
 * names_acronym.c - acronyms defined in passing.
 *
 *     The Islamic State - Khorasan Province ( ISKP )
 *         I       S       K        P          <- read backwards from the bracket until all letters are spelt
 *
 * Words in small letters ("of", "for", "i") may be passed over; each other word must give its first letter
 * (Schwartz, Hearst 2003, made stricter: we may not invent a name).
 */
#include "language/names_acronym.h"

#include "language/words.h"

enum { LETTERS_LEAST = 2, LETTERS_MOST = 10, SKIPS_MOST = 3 };

name names_one(const page *p, uint32_t sentence, uint32_t first, uint32_t tokens, actor_class class, uint32_t entry)
{
    span at = { p->token[first].at.begin, p->token[first + tokens - 1].at.end };
    return (name){ at, sentence, first, tokens, class, entry };
}

static hs_str token_at(const page *p, uint32_t t)
{
    return span_words(p->text, p->token[t].at);
}

/* Capital letters of the alphabet only; their number, 0 when it is no acronym. */
static uint32_t acronym_letters(hs_str s, char out[LETTERS_MOST])
{
    uint32_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '.' || s.p[i] == '-' || s.p[i] == '/') continue;
        if (s.p[i] < 'A' || s.p[i] > 'Z' || n == LETTERS_MOST) return 0;
        out[n++] = s.p[i];
    }
    return n >= LETTERS_LEAST ? n : 0;
}

/* Spells the letters that a token gives, last word first; *left counts down.  False: it gives a wrong one. */
static bool spell_token(arena *a, hs_str s, const char *letter, uint32_t *left, uint32_t *skips)
{
    enum { PARTS = 8 };
    hs_str part[PARTS];
    uint32_t n = 0;
    word_walk w = { .rest = s };
    for (uint64_t hash; word_next(a, &w, &hash);) {
        if (n == PARTS) return false;
        part[n++] = str_sub(s, w.begin, w.at);
    }
    while (n-- > 0) {
        char first = part[n].p[0];
        bool small = first >= 'a' && first <= 'z';
        char capital = small ? (char)(first - 32) : first;
        if (*left && capital == letter[*left - 1]) (*left)--;
        else if (!small || ++*skips > SKIPS_MOST) return false;
    }
    return true;
}

/* How many tokens before `end`, not before `from`, spell the acronym; 0: they do not. */
static uint32_t spelt_before(arena *a, const page *p, uint32_t from, uint32_t end, const char *letter, uint32_t letters)
{
    uint32_t left = letters, skips = 0;
    for (uint32_t t = end; t-- > from && end - t <= 2 * LETTERS_MOST;) {
        hs_str s = token_at(p, t);
        bool hyphen = s.n == 1 && *s.p == '-';
        if (!hyphen && p->token[t].kind != TOKEN_WORD) return 0;
        if (!hyphen && !spell_token(a, s, letter, &left, &skips)) return 0;
        if (!left) return word_is_capital(s) ? end - t : 0;
    }
    return 0;
}

typedef struct {
    uint32_t first, tokens, acronym; /* of tokens */
} definition;

static bool is_one_of(hs_str s, char x, char y)
{
    return s.n == 1 && (*s.p == x || *s.p == y);
}

/* A definition whose bracket opens at token t. */
static bool defined_at(arena *a, const page *p, const sentence *s, uint32_t t, definition *out)
{
    char letter[LETTERS_MOST];
    uint32_t end = s->first_token + s->tokens, letters, close = t + 1;
    if (t + 2 >= end || t == s->first_token) return false;
    while (close < end && close - t <= 2 * LETTERS_MOST && !is_one_of(token_at(p, close), ')', ']')) close++;
    if (close == end || !is_one_of(token_at(p, close), ')', ']')) return false;
    if (close == t + 2 && (letters = acronym_letters(token_at(p, t + 1), letter))) {
        *out = (definition){ 0, spelt_before(a, p, s->first_token, t, letter, letters), t + 1 };
        out->first = t - out->tokens;
    } else if (close > t + 2 && (letters = acronym_letters(token_at(p, t - 1), letter))) {
        *out = (definition){ t + 1, spelt_before(a, p, t + 1, close, letter, letters), t - 1 };
        if (out->tokens != close - t - 1) return false;
    } else
        return false;
    return out->tokens > 1;
}

/* Puts a name in, and takes out what it overlaps; the class of what it replaces, an organisation when that is a mere
 * place, or nothing. */
static actor_class replace(arena *a, const page *p, uint32_t sentence, uint32_t first, uint32_t tokens, const actor_class *class,
                           name_list *list)
{
    name_list out = { 0 };
    uint32_t entry = NOBODY;
    actor_class voted = CLASS_ORGANISATION;
    for (size_t i = 0; i < list->n; i++) {
        const name *n = &list->at[i];
        if (n->first_token + n->tokens <= first || n->first_token >= first + tokens) continue;
        if (n->tokens == tokens) {
            entry = n->entry;
            voted = n->class == CLASS_OTHER ? CLASS_ORGANISATION : n->class;
        }
    }
    name one = names_one(p, sentence, first, tokens, class ? *class : voted, entry);
    bool put = false;
    for (size_t i = 0; i < list->n; i++) {
        const name *n = &list->at[i];
        if (!put && n->first_token >= first) {
            *VEC_ADD(a, &out) = one;
            put = true;
        }
        if (n->first_token + n->tokens <= first || n->first_token >= first + tokens) *VEC_ADD(a, &out) = *n;
    }
    if (!put) *VEC_ADD(a, &out) = one;
    *list = out;
    return one.class;
}

enum { DEFINITIONS_MOST = 200 }; /* of one document: each costs a walk over its names */

void names_acronyms(arena *a, const page *p, name_list *names)
{
    uint32_t done = 0;
    for (uint32_t s = 0; s < p->sentences; s++)
        for (uint32_t t = p->sentence[s].first_token; t < p->sentence[s].first_token + p->sentence[s].tokens; t++) {
            definition d;
            if (!is_one_of(token_at(p, t), '(', '[') || !defined_at(a, p, &p->sentence[s], t, &d)) continue;
            if (++done > DEFINITIONS_MOST) return;
            actor_class class = replace(a, p, s, d.first, d.tokens, NULL, names);
            replace(a, p, s, d.acronym, 1, &class, names);
        }
}
