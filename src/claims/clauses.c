/*
 * clauses.c - "G eased restrictions" is a clause, though "eased restrictions of G" would be none.
 *
 * A verb in the past looks like a participle, and behind a name that no lexicon knows a parser may take it for one: then the
 * whole sentence is one noun with the verb before it ("G [eased] restrictions"), or with a participle behind it that has an
 * object ("guns of G [shelled] positions").  Nobody writes such noun phrases with a full stop: a name is not told apart by
 * what it did, and a participle whose object follows is active.  So where a sentence has no other verb with a subject, that
 * verb is its root, what stands before it the subject, and the noun behind it the object.
 */
#include "claims/clauses.h"

#include <string.h>

typedef struct {
    const page *page;
    const unit *unit;
    uint32_t n, root;
} fragment;

static uint32_t root_of(const unit *units, uint32_t n)
{
    for (uint32_t u = 0; u < n; u++)
        if (units[u].head == UNIT_ROOT) return u;
    return n;
}

static hs_str word(const fragment *f, uint32_t u)
{
    return span_words(f->page->text, f->unit[u].at);
}

static bool is_nominal(const fragment *f, uint32_t u)
{
    return f->unit[u].upos == UPOS_NOUN || f->unit[u].upos == UPOS_PROPN || f->unit[u].name != NOBODY;
}

/* One noun phrase with a full stop: nothing in it is said of anybody. */
static bool is_fragment(const fragment *f)
{
    if (f->root >= f->n || !is_nominal(f, f->root) || !str_eq(word(f, f->n - 1), STR("."))) return false;
    for (uint32_t u = 0; u < f->n; u++) {
        relation r = f->unit[u].relation;
        if (r == REL_NSUBJ || r == REL_NSUBJ_PASS || r == REL_CSUBJ || r == REL_EXPL || r == REL_COP || r == REL_AUX || r == REL_AUX_PASS) return false;
        if (r == REL_CASE && f->unit[u].head == f->root) return false;
    }
    return true;
}

static bool is_past(const fragment *f, uint32_t u)
{
    return f->unit[u].upos == UPOS_VERB && (str_ends(word(f, u), STR("ed")) || str_eq(f->unit[u].xpos, STR("VBD")));
}

static bool has_object(const fragment *f, uint32_t u)
{
    for (uint32_t c = u + 1; c < f->n; c++)
        if (f->unit[c].head == u && f->unit[c].relation == REL_OBJ) return true;
    return false;
}

/* The verb of a fragment: before the noun and right behind a name or noun that hangs on it, or behind it with an object. */
static uint32_t verb_of(const fragment *f)
{
    for (uint32_t v = 1; v < f->n; v++) {
        relation r = f->unit[v].relation;
        if (f->unit[v].head != f->root || (r != REL_AMOD && r != REL_ACL) || !is_past(f, v)) continue;
        bool is_before = v < f->root && is_nominal(f, v - 1) && f->unit[v - 1].head == f->root && f->unit[v - 1].relation != REL_NMOD_POSS;
        if (is_before || (v == f->root + 1 && has_object(f, v))) return v;
    }
    return NOBODY;
}

const unit *clauses_mended(arena *a, const page *p, const unit *units, uint32_t n)
{
    fragment f = { p, units, n, root_of(units, n) };
    uint32_t v = n > 3 && is_fragment(&f) ? verb_of(&f) : NOBODY;
    if (v == NOBODY) return units;
    unit *own = memcpy(TAKE(a, n, unit), units, n * sizeof *own);
    uint32_t doer = v < f.root ? v - 1 : f.root;
    for (uint32_t u = 0; u < n; u++) /* what stood before the verb is of its subject */
        if (own[u].head == f.root && u < v && u != doer) own[u].head = doer;
    own[f.root].head = v;
    own[f.root].relation = REL_OBJ;
    own[doer].head = v;
    own[doer].relation = REL_NSUBJ;
    own[v].head = UNIT_ROOT;
    own[v].relation = REL_ROOT;
    own[n - 1].head = v;
    return own;
}
