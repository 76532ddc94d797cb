/*
 * mask.c - names become units.
 *
 *     tokens   Hafiz Saeed Khan , a former commander
 *     units    [   NAME-person ] , a former commander
 *
 * That an actor may be swapped for any other of its class without a change above rests on this file alone: the
 * letters of a name are not handed on, only its class.
 */
#include "language/mask.h"

static const char *const WORD[] = { "NAME-person", "NAME-organisation", "NAME-place", "NAME-people", "NAME-other" };

hs_str mask_word(actor_class class)
{
    return str_of((size_t)class < sizeof WORD / sizeof *WORD ? WORD[class] : WORD[CLASS_OTHER]);
}

hs_str mask_form(const page *p, const unit *u, const name *names)
{
    return u->name == NOBODY ? span_words(p->text, u->at) : mask_word(names[u->name].class);
}

/* The units of one sentence; *next is the first name that may begin in it, and moves behind its names. */
static masked mask_sentence(arena *a, const page *p, const sentence *s, const name *names, uint32_t n, uint32_t *next)
{
    masked m = { TAKE(a, s->tokens, unit), 0 };
    uint32_t end = s->first_token + s->tokens;
    for (uint32_t t = s->first_token; t < end;) {
        while (*next < n && names[*next].first_token < t) (*next)++;
        bool is_name = *next < n && names[*next].first_token == t;
        uint32_t tokens = is_name ? names[*next].tokens : 1;
        m.unit[m.units++] = (unit){
            .at = { p->token[t].at.begin, p->token[t + tokens - 1].at.end },
            .first_token = t,
            .tokens = tokens,
            .name = is_name ? (*next)++ : NOBODY,
            .upos = is_name ? UPOS_PROPN : UPOS_X,
            .relation = REL_DEP,
            .head = UNIT_ROOT,
            .xpos = STR(""),
            .lemma = STR(""),
        };
        t += tokens;
    }
    return m;
}

masked *mask_page(arena *a, const page *p, const name *names, uint32_t n)
{
    masked *m = TAKE(a, p->sentences, masked);
    uint32_t next = 0;
    for (uint32_t s = 0; s < p->sentences; s++) m[s] = mask_sentence(a, p, &p->sentence[s], names, n, &next);
    return m;
}
