/*
 * casing.c - whether capitals tell anything in a sentence.
 *
 * A sentence of three words and more is of CAPITALS when at most one letter in ten is small; a shorter one follows
 * the page ("FMLN." is an acronym in one text and a shout in another).  SMALL is a property of the page only: the
 * many sentences without a name have no capital but the first.  A text that uses capitals has one in about 30
 * letters; one in 250 is what a text of small letters keeps ("I" not counted).
 */
#include "language/casing.h"

#include "base/utf8.h"

enum { SHOUT = 9, WHISPER = 250, FEW_WORDS = 3 };

typedef struct {
    uint64_t upper, lower, words;
} letters;

static void count_token(letters *n, hs_str word)
{
    if (word.n == 1) return; /* "I", "a", initials */
    uint64_t before = n->upper + n->lower;
    for (size_t at = 0; at < word.n;) {
        int32_t c = utf8_next(word, &at);
        n->upper += utf8_is_upper(c);
        n->lower += utf8_is_lower(c);
    }
    n->words += n->upper + n->lower > before;
}

static bool shouts(letters n)
{
    return n.upper && n.lower * SHOUT <= n.upper;
}

const casing *casing_of(arena *a, const page *p)
{
    letters *of = TAKE(a, p->sentences + 1, letters), all = { 0 };
    casing *out = TAKE(a, p->sentences + 1, casing);
    for (uint32_t s = 0; s < p->sentences; s++) {
        const sentence *x = &p->sentence[s];
        for (uint32_t t = x->first_token; t < x->first_token + x->tokens; t++)
            if (p->token[t].kind != TOKEN_LINK) count_token(&of[s], span_words(p->text, p->token[t].at));
        all.upper += of[s].upper;
        all.lower += of[s].lower;
        all.words += of[s].words;
    }
    bool small = all.words >= FEW_WORDS && all.upper * WHISPER < all.lower;
    for (uint32_t s = 0; s < p->sentences; s++) {
        bool loud = shouts(of[s]) && (of[s].words >= FEW_WORDS || shouts(all));
        out[s] = loud ? CASING_CAPITALS : small ? CASING_SMALL : CASING_USED;
    }
    return out;
}
