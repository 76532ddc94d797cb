/*
 * learnt_content.c - where what is said may stand: what hangs on the cue, what the cue hangs on, quotations, what
 * commas and colons part off.  All that can be told of each candidate, for choosing one.
 *
 *     H said [that C]            below          [C ..], H said, [.. C]     above, without the clause of the cue
 *     [G] is believed [to C]     two pieces     "[C]", H said; H: "[C]"    quoted
 *     H said [... to the end]    flat: a tree that went wrong still has its commas
 */
#include "claims/learnt.h"

#include "base/hash.h"

/* Kinds of candidates and of features; the numbers are part of the model's format. */
enum {
    BY_NONE,
    BY_RULE,
    BY_CHILD,
    BY_GRANDCHILD,
    BY_ABOVE,
    BY_NOUN,
    BY_PAIR,
    BY_SIBLING,
    BY_QUOTES,
    BY_QUOTE_LEFT,
    BY_QUOTE_RIGHT,
    BY_REST,
    BY_BEFORE_COMMA,
    BY_AROUND,
    BY_COLON,
    BY_TO_COMMA
};
enum {
    T_HOW = 1,
    T_PATH,
    T_PATH_LEMMA,
    T_PATH_WORD,
    T_PATH_ROW,
    T_PATH_CONTENT,
    T_PATH_SIGNATURE,
    T_HOW_LEMMA,
    T_HOW_SIGNATURE,
    T_OPENS,
    T_OPENS_LEMMA,
    T_OPENS_WORD,
    T_TOP,
    T_TOP_PATH,
    T_TOP_WORD,
    T_RULE,
    T_RULE_KIND,
    T_QUOTED,
    T_QUOTED_LEMMA,
    T_QUOTED_SIDE,
    T_SIZE,
    T_EDGES,
    T_EDGE_LEFT,
    T_EDGE_RIGHT,
    T_APART,
    T_HOLDS,
    T_CASE,
    T_CASE_LEMMA,
    T_CASE_WORD,
    T_SIDE,
    T_NONE,
    T_NONE_LEMMA,
    T_NONE_SIGNATURE,
    T_NONE_WORD,
    T_DOMAIN,
    T_PASSIVE,
    T_CLAUSE,
    T_KIND,
    T_KIND_LEMMA,
    T_PATH_CLAUSE,
    T_TOP_OPEN,
    T_SUBJECT,
    T_HOW_PATH,
    T_PATH_FAMILY
};

enum { ABOVE_MOST = 4, COMMA_FAR = 14 };

typedef struct {
    const learnt_view *v;
    const learnt_cue *c;
    learnt_candidates *out;
    learnt_set cue; /* the cue's words */
} finder;

/* ---- candidates ------------------------------------------------------------------------------------------------ */

static bool is_word(const syntax *s, uint32_t u, hs_str word)
{
    return str_eq(syntax_word(s, u), word);
}

/* The unit of the runs that hangs on none of them; a clause before others. */
static uint32_t top_of(const finder *f, const learnt_set *in)
{
    const syntax *s = f->v->s;
    uint32_t found = NOBODY;
    for (uint32_t u = learnt_next(in, 0, s->units, true); u < s->units; u = learnt_next(in, u + 1, s->units, true)) {
        uint32_t head = syntax_head(s, u);
        if (s->unit[u].upos == UPOS_PUNCT || (head != NOBODY && learnt_has(in, head))) continue;
        if (found == NOBODY || (syntax_is_clause(s, u) && !syntax_is_clause(s, found))) found = u;
    }
    return found;
}

static void set_runs(const syntax *s, const learnt_set *in, learnt_candidate *to)
{
    for (uint32_t u = learnt_next(in, 0, s->units, true), end; u < s->units; u = learnt_next(in, end, s->units, true)) {
        end = learnt_next(in, u, s->units, false);
        uint32_t from = u, upto = end;
        while (from < upto && s->unit[from].upos == UPOS_PUNCT) from++;
        while (upto > from && s->unit[upto - 1].upos == UPOS_PUNCT) upto--;
        if (from >= upto) continue;
        if (to->runs < LEARNT_RUNS_MOST) to->run[to->runs++] = (learnt_run){ from, upto };
        else to->run[LEARNT_RUNS_MOST - 1].to = upto;
    }
}

static bool same_runs(const learnt_candidate *x, const learnt_candidate *y)
{
    if (x->runs != y->runs) return false;
    for (uint32_t i = 0; i < x->runs; i++)
        if (x->run[i].from != y->run[i].from || x->run[i].to != y->run[i].to) return false;
    return true;
}

/* Takes the marked units over as a candidate: without the cue's words, commas between marked words with them. */
static void take(finder *f, uint32_t how, learnt_set *in, uint32_t doer)
{
    const syntax *s = f->v->s;
    learnt_candidate one = { .how = how, .doer = doer };
    if (f->out->n + 1 >= LEARNT_CANDIDATES_MOST) return;
    learnt_leave_out(in, &f->cue, s->units);
    learnt_bridge(in, &f->v->punctuation, s->units);
    one.top = top_of(f, in);
    if (one.top == NOBODY) return;
    set_runs(s, in, &one);
    for (uint32_t i = 0; i < f->out->n; i++)
        if (same_runs(&f->out->at[i], &one)) return;
    f->out->at[f->out->n++] = one;
}

static void mark_below(const syntax *s, learnt_set *in, uint32_t top, bool value)
{
    if (syntax_is_whole(s, top)) learnt_mark(in, s->low[top], s->high[top] + 1, value);
    else
        for (uint32_t u = s->low[top]; u <= s->high[top]; u++)
            if (syntax_below(s, u, top)) learnt_mark(in, u, u + 1, value);
}

/* A child that can be content: no auxiliary, mark, article. */
static bool can_hold(const syntax *s, uint32_t c)
{
    return !syntax_is(s, c,
                      REL(PUNCT) | REL(AUX) | REL(AUX_PASS) | REL(COP) | REL(MARK) | REL(DET) | REL(CASE) | REL(CC) |
                          REL(EXPL) | REL(COMPOUND_PRT) | REL(DET_PREDET) | REL(DISCOURSE));
}

static void below(finder *f, uint32_t u, uint32_t how)
{
    const syntax *s = f->v->s;
    for (uint32_t c = s->child[u]; c != NOBODY; c = s->sibling[c]) {
        if (c == f->c->u || !can_hold(s, c)) continue;
        if (!f->c->extent[c]) {
            learnt_set in = { { 0 } };
            mark_below(s, &in, c, true);
            if (syntax_below(s, f->c->u, c)) mark_below(s, &in, f->c->u, false);
            take(f, how, &in, NOBODY);
        }
        bool deeper = how == BY_CHILD &&
                      (f->c->extent[c] ||
                       syntax_is(s, c, REL(OBJ) | REL(IOBJ) | RELS_OBLIQUE | REL(XCOMP) | REL(CONJ) | REL(ADVCL)));
        if (!deeper) continue;
        for (uint32_t d = s->child[c]; d != NOBODY; d = s->sibling[d]) {
            bool is_clause =
                syntax_is_clause(s, d) || syntax_is(s, d, REL(CCOMP) | REL(XCOMP) | REL(ACL) | RELS_RELATIVE);
            if (!can_hold(s, d) || !(is_clause || syntax_is(s, d, REL(NMOD) | REL(OBJ) | REL(OBL)))) continue;
            learnt_set in = { { 0 } };
            mark_below(s, &in, d, true);
            take(f, BY_GRANDCHILD, &in, NOBODY);
        }
    }
}

/* "[G] is believed [to C]", "accused [G] [of C]": the object lends what it does. */
static void pairs(finder *f)
{
    const syntax *s = f->v->s;
    uint32_t u = f->c->u;
    uint32_t doer = syntax_child(s, u, f->c->is_passive ? RELS_ANY_SUBJECT : REL(OBJ) | REL(IOBJ));
    if (doer == NOBODY) doer = syntax_spare_subject(s, u);
    if (doer == NOBODY) return;
    for (uint32_t c = s->child[u]; c != NOBODY; c = s->sibling[c]) {
        if (c == doer || c < u || !syntax_is(s, c, REL(XCOMP) | REL(CCOMP) | REL(ADVCL) | REL(OBL) | REL(ACL)))
            continue;
        learnt_set in = { { 0 } };
        mark_below(s, &in, doer, true);
        mark_below(s, &in, c, true);
        take(f, BY_PAIR, &in, doer);
    }
}

/* What the cue hangs on, without the branch that holds the cue. */
static void above(finder *f)
{
    const syntax *s = f->v->s;
    uint32_t branch = f->c->u, head = syntax_head(s, branch);
    if (head != NOBODY && syntax_is(s, f->c->u, REL(AMOD)) && f->c->u < head) {
        learnt_set in = { { 0 } };
        mark_below(s, &in, head, true);
        learnt_mark(&in, s->low[head], f->c->u + 1, false);
        take(f, BY_NOUN, &in, NOBODY);
    }
    for (uint32_t k = 0; k < ABOVE_MOST && head != NOBODY; k++) {
        learnt_set in = { { 0 } };
        mark_below(s, &in, head, true);
        mark_below(s, &in, branch, false);
        take(f, BY_ABOVE, &in, NOBODY);
        for (uint32_t c = s->child[head]; k < 2 && c != NOBODY; c = s->sibling[c]) {
            if (c == branch || c < f->c->u || !can_hold(s, c) ||
                !(syntax_is_clause(s, c) || syntax_is(s, c, REL(OBJ) | REL(OBL) | REL(NMOD))))
                continue;
            in = (learnt_set){ { 0 } };
            mark_below(s, &in, c, true);
            take(f, BY_SIBLING, &in, NOBODY);
        }
        branch = head;
        head = syntax_head(s, branch);
    }
}

static void quoted(finder *f)
{
    const learnt_view *v = f->v;
    const syntax *s = v->s;
    uint32_t u = f->c->u, left = NOBODY, right = NOBODY;
    if (!v->any_quoted || v->quotation[u] != NOBODY) return;
    for (uint32_t k = 0; k < s->units; k++) {
        if (v->quotation[k] == NOBODY) continue;
        if (k < u) left = v->quotation[k];
        if (k > u && right == NOBODY) right = v->quotation[k];
    }
    for (int which = 0; which < 3; which++) {
        learnt_set in = { { 0 } };
        for (uint32_t k = 0; k < s->units; k++)
            if (v->quotation[k] != NOBODY && (which == 0 || v->quotation[k] == (which == 1 ? left : right)))
                learnt_mark(&in, k, k + 1, true);
        take(f, which == 0 ? BY_QUOTES : which == 1 ? BY_QUOTE_LEFT : BY_QUOTE_RIGHT, &in, NOBODY);
    }
}

/* The first comma (or the like) at or behind `from` and not further than `far`. */
static uint32_t comma_behind(const syntax *s, uint32_t from, uint32_t far)
{
    for (uint32_t k = from; k < s->units && k <= from + far; k++)
        if (is_word(s, k, STR(",")) || is_word(s, k, STR(";")) || is_word(s, k, STR("\xe2\x80\x94")) ||
            is_word(s, k, STR("-")) || is_word(s, k, STR("\xe2\x80\x93")))
            return k;
    return NOBODY;
}

static void flat(finder *f)
{
    const syntax *s = f->v->s;
    uint32_t u = f->c->u, behind = u + 1, commas = 0;
    while (behind < s->units && f->c->extent[behind]) behind++;
    learnt_set in = { { 0 } };
    learnt_mark(&in, behind, s->units, true);
    take(f, BY_REST, &in, NOBODY);
    uint32_t next = comma_behind(s, behind, COMMA_FAR);
    for (uint32_t k = u; k-- > 0 && commas < 2 && u - k <= COMMA_FAR;) {
        if (!is_word(s, k, STR(",")) || k == 0) continue;
        commas++;
        in = (learnt_set){ { 0 } };
        learnt_mark(&in, 0, k, true);
        take(f, BY_BEFORE_COMMA, &in, NOBODY);
        if (next == NOBODY) continue;
        in = (learnt_set){ { 0 } };
        learnt_mark(&in, 0, k, true);
        learnt_mark(&in, next + 1, s->units, true);
        take(f, BY_AROUND, &in, NOBODY);
    }
    if (next != NOBODY && next > behind) {
        in = (learnt_set){ { 0 } };
        learnt_mark(&in, behind, next, true);
        take(f, BY_TO_COMMA, &in, NOBODY);
    }
    for (uint32_t k = behind; k < s->units && k < behind + COMMA_FAR; k++) {
        if (!is_word(s, k, STR(":"))) continue;
        in = (learnt_set){ { 0 } };
        learnt_mark(&in, k + 1, s->units, true);
        take(f, BY_COLON, &in, NOBODY);
        break;
    }
}

static void by_rules(finder *f)
{
    const learnt_view *v = f->v;
    uint32_t i = v->rule[f->c->u];
    const attribution *at = i == NOBODY ? NULL : &v->found[i];
    if (!at || !at->content_at.n || at->top == NOBODY) return;
    learnt_set in = { { 0 } };
    size_t k = 0;
    for (uint32_t u = 0; u < v->s->units && k < at->content_at.n; u++) {
        while (k < at->content_at.n && at->content_at.at[k].end <= v->s->unit[u].at.begin) k++;
        if (k < at->content_at.n && span_holds(at->content_at.at[k], v->s->unit[u].at)) learnt_mark(&in, u, u + 1, true);
    }
    take(f, BY_RULE, &in, at->doer);
    if (!f->out->n) return;
    f->out->at[0].is_rules = true;
}

void learnt_contents(const learnt_view *v, const learnt_cue *c, learnt_candidates *out)
{
    finder f = { v, c, out, { { 0 } } };
    out->n = 0;
    for (uint32_t u = 0; u < v->s->units; u++)
        if (c->extent[u]) learnt_mark(&f.cue, u, u + 1, true);
    by_rules(&f);
    below(&f, c->u, BY_CHILD);
    pairs(&f);
    above(&f);
    quoted(&f);
    flat(&f);
    for (uint32_t k = 0; k < v->s->units; k++) /* what hangs on the cue's other words */
        if (c->extent[k] && k != c->u) below(&f, k, BY_GRANDCHILD);
    out->at[out->n++] = (learnt_candidate){ .how = BY_NONE, .top = NOBODY, .doer = NOBODY };
}

/* ---- features -------------------------------------------------------------------------------------------------- */

static uint64_t edge(const learnt_view *v, uint32_t u)
{
    if (u >= v->s->units) return 1;
    return v->s->unit[u].upos == UPOS_PUNCT || v->s->unit[u].upos == UPOS_SCONJ || v->s->unit[u].upos == UPOS_ADP ||
                   v->s->unit[u].upos == UPOS_CCONJ
               ? v->unit[u].lemma
               : 2 + (uint64_t)v->s->unit[u].upos;
}

static uint64_t size_class(uint32_t n)
{
    return n < 5 ? n : n < 8 ? 5 : n < 12 ? 6 : n < 20 ? 7 : 8;
}

static void none_features(const learnt_view *v, const learnt_cue *c, linear_features *f)
{
    linear_put(f, T_NONE, 0, 0);
    linear_put(f, T_NONE_LEMMA, c->lemma, 0);
    linear_put(f, T_NONE_SIGNATURE, c->signature, 0);
    linear_put(f, T_NONE_WORD, c->word, c->row);
    if (v->domain) linear_put(f, T_DOMAIN, v->domain, 0);
}

/* How much of it is quoted: 0 none, 1 some, 2 all; and whether a quotation begins or ends at its edges. */
static uint64_t quoted_share(const learnt_view *v, const learnt_candidate *t)
{
    uint32_t in = 0, all = 0;
    if (!v->any_quoted) return 0;
    for (uint32_t r = 0; r < t->runs; r++)
        for (uint32_t u = t->run[r].from; u < t->run[r].to; u++)
            if (v->s->unit[u].upos != UPOS_PUNCT) all++, in += v->quotation[u] != NOBODY;
    bool opens = v->quotation[t->run[0].from] != NOBODY, closes = v->quotation[t->run[t->runs - 1].to - 1] != NOBODY;
    return (in == 0 ? 0 : in < all ? 1 : 2) * 4 + opens * 2 + closes;
}

static bool holds_unit(const learnt_candidate *t, uint32_t u)
{
    for (uint32_t r = 0; r < t->runs; r++)
        if (u >= t->run[r].from && u < t->run[r].to) return true;
    return false;
}

/* Quotations of the sentence that are (partly) outside. */
static bool leaves_quoted(const learnt_view *v, const learnt_candidate *t)
{
    for (uint32_t u = 0; v->any_quoted && u < v->s->units; u++)
        if (v->quotation[u] != NOBODY && v->s->unit[u].upos != UPOS_PUNCT && !holds_unit(t, u)) return true;
    return false;
}

static void edge_features(const learnt_view *v, const learnt_cue *c, const learnt_candidate *t, linear_features *f)
{
    const syntax *s = v->s;
    uint32_t from = t->run[0].from, to = t->run[t->runs - 1].to, words = 0, end = s->units;
    for (uint32_t r = 0; r < t->runs; r++) words += t->run[r].to - t->run[r].from;
    while (end > 0 && s->unit[end - 1].upos == UPOS_PUNCT) end--;
    uint64_t side = to <= c->u ? 0 : from > c->u ? 1 : 2;
    linear_put(f, T_SIDE, side, t->how);
    linear_put(f, T_SIZE, size_class(words), t->how);
    linear_put(f, T_EDGES, (from == 0) + 2 * (to >= end), side * 8 + (t->runs < 3 ? t->runs : 3));
    linear_put(f, T_EDGE_LEFT, edge(v, from ? from - 1 : UINT32_MAX), side);
    linear_put(f, T_EDGE_RIGHT, edge(v, to), side);
    linear_put(f, T_EDGE_RIGHT, edge(v, t->run[0].to), 8 + side + 4 * t->runs);
    uint32_t apart = side == 0 ? c->u - to : side == 1 ? from - c->u : 0;
    linear_put(f, T_APART, size_class(apart), side * 16 + t->how);
    uint32_t subject = c->subject;
    linear_put(f, T_HOLDS, side, subject == NOBODY ? 0 : 1 + holds_unit(t, subject) + 2 * (c->is_passive));
}

/* What all features of a candidate are made of. */
typedef struct {
    uint64_t path, how, tree, shape, clause, share;
} look;

static look look_at(const learnt_view *v, const learnt_cue *c, const learnt_candidate *t)
{
    const syntax *s = v->s;
    look k = { .path = learnt_path(s, c->u, t->top),
               .how = t->how == BY_RULE ? 0 : t->how,
               .share = quoted_share(v, t) };
    k.tree = k.path ? k.path : 100 + k.how;
    k.shape = k.tree + (t->how >= BY_QUOTES ? 1000 + k.how : 0);
    k.clause = syntax_is_clause(s, t->top) + 2 * syntax_is_infinitive(s, t->top);
    k.clause += 4 * (syntax_child(s, t->top, RELS_ANY_SUBJECT) != NOBODY);
    return k;
}

static void first_features(const learnt_view *v, const learnt_cue *c, const learnt_candidate *t, const look *k,
                           linear_features *f)
{
    linear_put(f, T_HOW, k->how, k->clause);
    linear_put(f, T_PATH, k->shape, 0);
    linear_put(f, T_HOW_PATH, k->tree, k->how);
    linear_put(f, T_PATH_LEMMA, k->shape, c->lemma);
    linear_put(f, T_PATH_ROW, k->shape, c->row);
    linear_put(f, T_PATH_CONTENT, k->shape, c->content + 1);
    linear_put(f, T_PATH_SIGNATURE, k->shape, c->signature);
    linear_put(f, T_PATH_CLAUSE, k->tree, k->clause);
    linear_put(f, T_HOW_SIGNATURE, k->how, c->signature);
    linear_put(f, T_TOP_PATH, v->s->unit[t->top].upos, k->tree);
    linear_put(f, T_RULE, t->is_rules, 0);
    linear_put(f, T_QUOTED, k->share, leaves_quoted(v, t) + 2 * v->any_quoted);
}

static void second_features(const learnt_view *v, const learnt_cue *c, const learnt_candidate *t, const look *k,
                            linear_features *f)
{
    const syntax *s = v->s;
    uint32_t first = t->run[0].from, by = syntax_case(s, t->top);
    bool is_content_word =
        s->unit[first].upos == UPOS_NOUN || s->unit[first].upos == UPOS_PROPN || s->unit[first].upos == UPOS_VERB;
    uint64_t opens = is_content_word ? 1 + (uint64_t)s->unit[first].upos : v->unit[first].lemma;
    linear_put(f, T_PATH_WORD, k->shape, c->word);
    linear_put(f, T_PATH_FAMILY, k->shape, v->unit[c->u].of_lemma.family);
    linear_put(f, T_HOW_LEMMA, k->how, c->lemma);
    linear_put(f, T_OPENS, opens, k->path);
    linear_put(f, T_OPENS_LEMMA, opens, c->lemma);
    linear_put(f, T_OPENS_WORD, opens, c->word);
    linear_put(f, T_TOP, s->unit[t->top].upos, s->unit[t->top].relation);
    linear_put(f, T_TOP_WORD, k->clause, c->word);
    linear_put(f, T_PASSIVE, c->is_passive, k->shape);
    if (t->is_rules) linear_put(f, T_RULE_KIND, c->row, c->word);
    linear_put(f, T_QUOTED_LEMMA, k->share, c->row * 16 + k->how);
    if (by != NOBODY) {
        linear_put(f, T_CASE, v->unit[by].lemma, k->tree);
        linear_put(f, T_CASE_LEMMA, v->unit[by].lemma, c->lemma);
        linear_put(f, T_CASE_WORD, hash_u64(v->unit[by].lemma) + c->content, c->word);
    }
    if (!syntax_is_clause(s, t->top)) {
        uint64_t kind = learnt_phrase_kind(v, t->top);
        linear_put(f, T_KIND, kind, k->tree);
        linear_put(f, T_KIND_LEMMA, kind, c->word);
    }
    edge_features(v, c, t, f);
    if (v->domain) linear_put(f, T_DOMAIN, v->domain, k->shape);
}

void learnt_content_features(const learnt_view *v, const learnt_cue *c, const learnt_candidates *all, uint32_t i,
                             learnt_part part, linear_features *f)
{
    const learnt_candidate *t = &all->at[i];
    if (t->top == NOBODY) {
        if (part & LEARNT_FIRST) none_features(v, c, f);
        return;
    }
    look k = look_at(v, c, t);
    if (part & LEARNT_FIRST) first_features(v, c, t, &k, f);
    if (part & LEARNT_SECOND) second_features(v, c, t, &k, f);
}

/* ---- words ----------------------------------------------------------------------------------------------------- */

span_list learnt_content_words(arena *a, const syntax *s, const learnt_candidate *t)
{
    span *at = TAKE(a, t->runs + 1, span);
    for (uint32_t r = 0; r < t->runs; r++)
        at[r] = (span){ s->unit[t->run[r].from].at.begin, s->unit[t->run[r].to - 1].at.end };
    return (span_list){ at, t->runs };
}
