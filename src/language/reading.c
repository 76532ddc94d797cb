/*
 * reading.c - the words for tags and relations, and what makes a reading whole.
 */
#include "language/reading.h"

#include <stdio.h>

static const char *const UPOS[UPOS_COUNT] = { "ADJ",  "ADP", "ADV",  "AUX",   "CCONJ", "DET",   "INTJ", "NOUN", "NUM",
                                              "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X" };

static const char *const RELATION[REL_COUNT] = {
    "acl",        "acl:relcl",  "advcl",     "advcl:relcl",    "advmod",   "amod",  "appos",        "aux",
    "aux:pass",   "case",       "cc",        "cc:preconj",     "ccomp",    "clf",   "compound",     "compound:prt",
    "conj",       "cop",        "csubj",     "csubj:pass",     "dep",      "det",   "det:predet",   "discourse",
    "dislocated", "expl",       "fixed",     "flat",           "goeswith", "iobj",  "list",         "mark",
    "nmod",       "nmod:poss",  "nmod:unmarked", "nsubj",      "nsubj:pass", "nummod", "obj",       "obl",
    "obl:agent",  "obl:unmarked", "orphan",  "parataxis",      "punct",    "reparandum", "root",    "vocative",
    "xcomp"
};

const char *upos_name(upos u)
{
    return (size_t)u < UPOS_COUNT ? UPOS[u] : NULL;
}

const char *relation_name(relation r)
{
    return (size_t)r < REL_COUNT ? RELATION[r] : NULL;
}

bool upos_parse(hs_str s, upos *out)
{
    for (size_t i = 0; i < UPOS_COUNT; i++)
        if (str_eq(s, str_of(UPOS[i]))) return *out = (upos)i, true;
    return false;
}

static bool relation_exact(hs_str s, relation *out)
{
    for (size_t i = 0; i < REL_COUNT; i++)
        if (str_eq(s, str_of(RELATION[i]))) return *out = (relation)i, true;
    return false;
}

bool relation_parse(hs_str s, relation *out)
{
    if (relation_exact(s, out)) return true;
    hs_str rest = s, main_relation;
    return str_split(&rest, ':', &main_relation) && relation_exact(main_relation, out);
}

bool tree_valid(tree t, char why[WHY])
{
    uint32_t roots = 0;
    for (uint32_t i = 0; i < t.units; i++) {
        uint32_t steps = 0, at = i;
        while (at != UNIT_ROOT && steps <= t.units) {
            uint32_t head = t.unit[at].head;
            if (head != UNIT_ROOT && head >= t.units) {
                snprintf(why, WHY, "unit %u has a head that is not there", at);
                return false;
            }
            at = head;
            steps++;
            /* A unit whose head stands before it was checked already. */
            if (at != UNIT_ROOT && at < i) break;
        }
        if (steps > t.units) {
            snprintf(why, WHY, "unit %u is in a cycle", i);
            return false;
        }
        roots += t.unit[i].head == UNIT_ROOT;
    }
    if (t.units && roots != 1) snprintf(why, WHY, "%u roots", roots);
    return !t.units || roots == 1;
}

bool reading_valid(const reading *r, const page *p, char why[WHY])
{
    if (r->trees != p->sentences) {
        snprintf(why, WHY, "%u trees for %u sentences", r->trees, p->sentences);
        return false;
    }
    for (uint32_t s = 0; s < r->trees; s++) {
        if (!tree_valid(r->tree[s], why)) return false;
        uint32_t next = p->sentence[s].first_token;
        for (uint32_t i = 0; i < r->tree[s].units; i++) {
            const unit *u = &r->tree[s].unit[i];
            bool fits = u->first_token == next && u->tokens && next + u->tokens <= p->tokens &&
                        u->at.begin == p->token[next].at.begin &&
                        u->at.end == p->token[next + u->tokens - 1].at.end;
            if (!fits || (u->name != NOBODY && u->name >= r->names) || (u->tokens > 1 && u->name == NOBODY)) {
                snprintf(why, WHY, "sentence %u: unit %u does not fit the tokens", s, i);
                return false;
            }
            next += u->tokens;
        }
        if (next != p->sentence[s].first_token + p->sentence[s].tokens) {
            snprintf(why, WHY, "sentence %u: tokens without a unit", s);
            return false;
        }
    }
    return true;
}
