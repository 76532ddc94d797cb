/*
 * names.c - the names in a page, by lexicon and shape.
 *
 * What the lexicon knows is a name.  So is a run of capitalised words that does not begin a sentence.
 */
#include "language/names.h"

#include "language/casing.h"
#include "language/words.h"

struct names_model {
    const lexicon *lexicon;
};

const names_model *names_open(arena *a, const char *folder, const char *code)
{
    (void)code;
    names_model *m = TAKE(a, 1, names_model);
    m->lexicon = lexicon_read(a, folder);
    return m;
}

const lexicon *names_lexicon(const names_model *m)
{
    return m->lexicon;
}

static bool is_acronym(hs_str word)
{
    for (size_t i = 0; i < word.n; i++)
        if (word.p[i] < 'A' || word.p[i] > 'Z') return false;
    return word.n > 1 && word.n < 8;
}

/* By shape alone: an acronym is an organisation, two or three words are a person, the rest is open. */
static actor_class shape_class(const page *p, uint32_t first, uint32_t tokens)
{
    if (tokens == 1 && is_acronym(span_words(p->text, p->token[first].at))) return CLASS_ORGANISATION;
    return tokens == 2 || tokens == 3 ? CLASS_PERSON : CLASS_OTHER;
}

/* How many tokens from t on, before end, are capitalised words. */
static uint32_t capital_run(const page *p, uint32_t t, uint32_t end)
{
    uint32_t n = 0;
    while (t + n < end && p->token[t + n].kind == TOKEN_WORD && word_is_capital(span_words(p->text, p->token[t + n].at)) &&
           (p->token[t + n].at.end - p->token[t + n].at.begin > 1 || n))
        n++;
    return n;
}

const name *names_find(arena *a, const names_model *m, const page *p, uint32_t *n)
{
    uint32_t hits, h = 0;
    const lexicon_hit *hit = lexicon_match(a, m->lexicon, p, &hits);
    const casing *cased = casing_of(a, p);
    VEC(name) out = { 0 };
    for (uint32_t s = 0; s < p->sentences; s++) {
        uint32_t first = p->sentence[s].first_token, end = first + p->sentence[s].tokens;
        for (uint32_t t = first; t < end;) {
            while (h < hits && hit[h].first_token < t) h++;
            bool known = h < hits && hit[h].first_token == t;
            uint32_t stop = h < hits && hit[h].first_token < end && !known ? hit[h].first_token : end;
            uint32_t run = known ? hit[h].tokens : t > first && cased[s] == CASING_USED ? capital_run(p, t, stop) : 0;
            if (run)
                *VEC_ADD(a, &out) = (name){ { p->token[t].at.begin, p->token[t + run - 1].at.end }, s, t, run,
                                            known ? lexicon_at(m->lexicon, hit[h].entry)->class : shape_class(p, t, run),
                                            known ? hit[h].entry : NOBODY };
            t += run ? run : 1;
        }
    }
    *n = (uint32_t)out.n;
    return out.at;
}
