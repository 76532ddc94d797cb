/*
 * actors.c - which actors of different documents are one.
 *
 * Names are compared by their letters and digits.  Actors whose names are the same are one; an alias or acronym that
 * a document (or a lexicon) ties to a name joins the two, unless documents of the case tie it to different names:
 * then it joins nobody, and stays an actor of its own.  A surname, or the words in front of "of", that a document
 * uses as a name stands for the one fuller name of the case that it fits, if there is just one.  An actor that is
 * only described ("the harbour master") is known in its own document alone.  Cost: a few map look-ups a name.
 */
#include "base/utf8.h"
#include "match/internal.h"

#include <stdlib.h>

typedef struct {
    uint32_t up;     /* union-find: parent, or itself */
    uint32_t means;  /* as an alias: the name (node) it stands for, NOBODY: none */
    bool ambiguous;  /* as an alias: stands for several names */
} node;

typedef struct {
    match *m;
    map number; /* form -> node number */
    VEC(node) nodes;
} joining;

static uint32_t node_of(joining *j, hs_str form)
{
    bool is_new;
    uint64_t *n = map_put(&j->number, form, &is_new);
    if (is_new) {
        *n = j->nodes.n;
        uint32_t self = (uint32_t)j->nodes.n;
        *VEC_ADD(j->m->a, &j->nodes) = (node){ .up = self, .means = NOBODY };
    }
    return (uint32_t)*n;
}

static uint32_t top(joining *j, uint32_t n)
{
    while (j->nodes.at[n].up != n) n = j->nodes.at[n].up = j->nodes.at[j->nodes.at[n].up].up;
    return n;
}

/* The node with the smaller form stays on top, whatever the order of joining. */
static void join(joining *j, uint32_t a, uint32_t b)
{
    a = top(j, a);
    b = top(j, b);
    if (a == b) return;
    if (str_cmp(j->number.at[a].key, j->number.at[b].key) > 0) {
        uint32_t swap = a;
        a = b;
        b = swap;
    }
    j->nodes.at[b].up = a;
}

/* Which form an actor goes by: a described one gets a form that no name can have. */
static hs_str form_of(match *m, const local_actor *l)
{
    if (l->is_named) return l->key;
    hs_str id = m->documents.at[l->document].id;
    return arena_printf(m->a, "#%.*s.%u", (int)(id.n < 16 ? id.n : 16), id.p, l->local);
}

static void note_aliases(joining *j)
{
    match *m = j->m;
    for (size_t i = 0; i < m->locals.n; i++) {
        const local_actor *l = &m->locals.at[i];
        if (!l->is_named) continue;
        uint32_t name = node_of(j, l->key);
        for (uint32_t k = 0; k < l->aliases; k++) {
            if (!l->alias[k].n || str_eq(l->alias[k], l->key)) continue;
            uint32_t alias = node_of(j, l->alias[k]);
            node *n = &j->nodes.at[alias];
            if (n->means == NOBODY) n->means = name;
            else if (n->means != name) n->ambiguous = true;
        }
    }
}

/* The short form that a name may go by in other documents: a person's last word, what stands in front of "of" in an
 * organisation's; empty for none.  Names with figures in them are no names to stand for. */
static hs_str short_form(arena *a, const local_actor *l)
{
    hs_str folded = utf8_fold(a, l->name);
    for (size_t i = 0; i < folded.n; i++)
        if (folded.p[i] >= '0' && folded.p[i] <= '9') return STR("");
    if (l->class == CLASS_ORGANISATION) {
        size_t of = str_find(folded, STR(" of "), 0);
        return of == SIZE_MAX ? STR("") : match_name_form(a, str_sub(folded, 0, of));
    }
    if (str_find(folded, STR(" of "), 0) != SIZE_MAX) return STR(""); /* "the mayor of Lorrow" is no Lorrow */
    size_t last = folded.n;
    while (last > 0 && folded.p[last - 1] != ' ') last--;
    return l->class == CLASS_PERSON && last ? match_name_form(a, str_sub(folded, last, folded.n)) : STR("");
}

/* A name written with the same letters under another key is the same; a short form joins where it fits one alone and
 * is no place. */
static void join_names(joining *j)
{
    match *m = j->m;
    map fuller_of = { .a = m->a }; /* short form -> node of the fuller name + 1, or SEVERAL */
    map places = { .a = m->a }, surnames = { .a = m->a };
    const uint64_t SEVERAL = UINT64_MAX;
    for (size_t i = 0; i < m->locals.n; i++) {
        const local_actor *l = &m->locals.at[i];
        if (!l->is_named) continue;
        uint32_t name = node_of(j, match_name_form(m->a, l->name));
        join(j, node_of(j, l->key), name);
        if (l->class == CLASS_PLACE) map_put(&places, match_name_form(m->a, l->name), NULL);
        hs_str brief = short_form(m->a, l);
        if (!brief.n || str_eq(brief, l->key)) continue;
        if (l->class == CLASS_PERSON) map_put(&surnames, brief, NULL);
        uint64_t *fuller = map_put(&fuller_of, brief, NULL);
        if (!*fuller) *fuller = (uint64_t)name + 1;
        else if (*fuller != SEVERAL && top(j, (uint32_t)*fuller - 1) != top(j, name)) *fuller = SEVERAL;
    }
    for (size_t i = 0; i < fuller_of.n; i++) {
        const uint64_t *used = map_get(&j->number, fuller_of.at[i].key);
        hs_str brief = fuller_of.at[i].key;
        if (map_get(&places, brief) && map_get(&surnames, brief)) continue; /* "harbour master of X": X is the place */
        if (used && fuller_of.at[i].value != SEVERAL && j->nodes.at[*used].means == NOBODY)
            join(j, (uint32_t)*used, (uint32_t)fuller_of.at[i].value - 1);
    }
}

static void join_aliases(joining *j)
{
    for (uint32_t i = 0; i < j->nodes.n; i++) {
        const node *n = &j->nodes.at[i];
        if (n->means != NOBODY && !n->ambiguous) join(j, i, n->means);
    }
}

/* The actors that one place of a passage describes, each tied to those described alike, and in the same turn, in the
 * passage's root: a copy of "the harbour master" is the same man, and goes by the name that he has there. */
static void join_described(joining *j, map *in_roots, const lineage_place *at, const lineage_place *root, size_t end)
{
    match *m = j->m;
    map turns = { .a = m->a };
    for (size_t i = m->documents.at[at->document].first_local; i < end; i++) {
        const local_actor *l = &m->locals.at[i];
        if (l->is_named || l->at < at->at.begin || l->at >= at->at.end) continue;
        uint64_t *turn = map_put(&turns, l->described, NULL);
        hs_str form = arena_printf(m->a, "%u.%u.%llu.%.*s", root->document, root->at.begin,
                                   (unsigned long long)++*turn, STR_ARGS(l->described));
        bool is_new;
        uint64_t *first = map_put(in_roots, form, &is_new);
        if (is_new) *first = l->actor;
        uint32_t above = top(j, (uint32_t)*first), below = top(j, l->actor);
        if (above != below) j->nodes.at[below].up = above;
    }
}

/* Roots come before what was taken from them. */
static void join_copied(joining *j, const lineage *l, uint32_t lineages)
{
    match *m = j->m;
    map in_roots = { .a = m->a };
    for (uint32_t i = 0; i < lineages; i++) {
        uint32_t *root = TAKE(m->a, l[i].places, uint32_t);
        for (uint32_t p = 0; p < l[i].places; p++) {
            const lineage_place *at = &l[i].place[p];
            size_t next = (size_t)at->document + 1;
            root[p] = at->parent == p ? p : root[at->parent];
            join_described(j, &in_roots, at, &l[i].place[root[p]],
                           next < m->documents.n ? m->documents.at[next].first_local : m->locals.n);
        }
    }
}

/* The fuller of two names: the longer, then the smaller in bytes. */
static bool fuller(hs_str a, hs_str b)
{
    return a.n != b.n ? a.n > b.n : str_cmp(a, b) < 0;
}

typedef struct {
    hs_str key;
    uint32_t top;
} keyed;

static int by_key(const void *x, const void *y)
{
    return str_cmp(((const keyed *)x)->key, ((const keyed *)y)->key);
}

/* Numbers the actors by key. */
static case_actor *number_actors(joining *j, state *out)
{
    match *m = j->m;
    uint32_t *number = TAKE(m->a, j->nodes.n, uint32_t);
    memset(number, 0xff, j->nodes.n * sizeof *number);
    VEC(keyed) tops = { 0 };
    for (size_t i = 0; i < m->locals.n; i++) {
        uint32_t t = top(j, (uint32_t)m->locals.at[i].actor);
        if (number[t] == NOBODY) {
            number[t] = 0;
            *VEC_ADD(m->a, &tops) = (keyed){ j->number.at[t].key, t };
        }
    }
    if (tops.n) qsort(tops.at, tops.n, sizeof *tops.at, by_key);
    case_actor *actor = TAKE(m->a, tops.n, case_actor);
    for (uint32_t i = 0; i < tops.n; i++) {
        number[tops.at[i].top] = i;
        actor[i] = (case_actor){ .key = tops.at[i].key, .parent = NOBODY };
    }
    uint32_t(*votes)[CLASS_OTHER + 1] = arena_take_array(m->a, tops.n, sizeof *votes);
    for (size_t i = 0; i < m->locals.n; i++) {
        local_actor *l = &m->locals.at[i];
        l->actor = number[top(j, l->actor)];
        case_actor *a = &actor[l->actor];
        votes[l->actor][l->class]++;
        if (l->code.n && (!a->code.n || str_cmp(l->code, a->code) < 0)) a->code = l->code;
    }
    for (uint32_t i = 0; i < tops.n; i++)
        for (int c = 1; c <= CLASS_OTHER; c++)
            if (votes[i][c] > votes[i][actor[i].class]) actor[i].class = (actor_class)c;
    out->actor = actor;
    out->actors = (uint32_t)tops.n;
    return actor;
}

/* A part belongs to the whole that the smallest-numbered document says, if that is another actor. */
static void set_parents(match *m, case_actor *actor)
{
    for (size_t i = 0; i < m->locals.n; i++) {
        const local_actor *l = &m->locals.at[i];
        if (l->parent == NOBODY) continue;
        uint32_t first = m->documents.at[l->document].first_local;
        uint32_t whole = m->locals.at[first + l->parent].actor;
        case_actor *a = &actor[l->actor];
        if (whole != l->actor && a->parent == NOBODY && actor[whole].parent != l->actor) a->parent = whole;
    }
}

typedef struct {
    uint32_t actor;
    hs_str name;
    uint32_t times; /* as a name, not an alias: documents that use it */
} called;

static int by_actor_then_name(const void *x, const void *y)
{
    const called *a = x, *b = y;
    if (a->actor != b->actor) return a->actor < b->actor ? -1 : 1;
    return str_cmp(a->name, b->name);
}

/* Every name of every actor once, with how often it is used; sorted. */
static size_t gather_names(match *m, called **out)
{
    VEC(called) all = { 0 };
    for (size_t i = 0; i < m->locals.n; i++) {
        const local_actor *l = &m->locals.at[i];
        *VEC_ADD(m->a, &all) = (called){ l->actor, l->name, l->is_named };
        for (uint32_t k = 0; k < l->aliases; k++)
            if (l->alias_shown[k].n) *VEC_ADD(m->a, &all) = (called){ l->actor, l->alias_shown[k], 0 };
    }
    if (all.n) qsort(all.at, all.n, sizeof *all.at, by_actor_then_name);
    size_t n = 0;
    for (size_t i = 0; i < all.n; i++) {
        if (n && !by_actor_then_name(&all.at[n - 1], &all.at[i])) all.at[n - 1].times += all.at[i].times;
        else all.at[n++] = all.at[i];
    }
    *out = all.at;
    return n;
}

enum {
    NAME_MOST = 60,      /* bytes: what is longer is a clause, not a name */
    NAME_USED_LEAST = 8  /* a fuller name counts when every so many-th use is of it */
};

/* The fullest name among those in common use; where none is, the shortest. */
static hs_str name_for(const called *c, size_t n)
{
    uint32_t uses = 0;
    const called *best = NULL, *shortest = c;
    for (size_t i = 0; i < n; i++) uses += c[i].times;
    for (size_t i = 0; i < n; i++) {
        bool common = c[i].times && c[i].times * NAME_USED_LEAST >= uses && c[i].name.n <= NAME_MOST;
        if (common && (!best || fuller(c[i].name, best->name))) best = &c[i];
        if (fuller(shortest->name, c[i].name)) shortest = &c[i];
    }
    return best ? best->name : shortest->name;
}

/* What each actor is called, and what else. */
static void name_actors(match *m, case_actor *actor)
{
    called *all;
    size_t n = gather_names(m, &all), kept = 0;
    hs_str *names = TAKE(m->a, n, hs_str);
    for (size_t i = 0; i < n;) {
        size_t end = i;
        while (end < n && all[end].actor == all[i].actor) end++;
        case_actor *a = &actor[all[i].actor];
        a->name = name_for(&all[i], end - i);
        a->alias = &names[kept];
        for (; i < end; i++)
            if (!str_eq(all[i].name, a->name)) names[kept++] = all[i].name;
        a->aliases = (uint32_t)(&names[kept] - a->alias);
    }
}

static const char *why_joined(arena *a, const local_actor *l, const case_actor *who)
{
    if (!l->is_named) return "described, in one document and its copies";
    arena_mark here = arena_here(a);
    hs_str name = match_name_form(a, l->name), full = match_name_form(a, who->name);
    const char *reason = str_eq(name, full) || str_eq(l->key, who->key)       ? "same name"
                         : name.n < full.n && str_find(full, name, 0) != SIZE_MAX ? "short for the one name it fits"
                                                                                  : "alias given in the case";
    arena_rollback(a, here);
    return reason;
}

void match_join_actors(match *m, const lineage *lineages, uint32_t n, state *out)
{
    joining j = { .m = m, .number = { .a = m->a } };
    for (size_t i = 0; i < m->locals.n; i++) {
        m->locals.at[i].described = m->locals.at[i].key;
        m->locals.at[i].key = form_of(m, &m->locals.at[i]);
    }
    note_aliases(&j);
    join_aliases(&j);
    join_names(&j);
    for (size_t i = 0; i < m->locals.n; i++) m->locals.at[i].actor = node_of(&j, m->locals.at[i].key);
    join_copied(&j, lineages, n);
    case_actor *actor = number_actors(&j, out);
    set_parents(m, actor);
    name_actors(m, actor);
    actor_join *join_row = TAKE(m->a, m->locals.n, actor_join);
    for (size_t i = 0; i < m->locals.n; i++) {
        const local_actor *l = &m->locals.at[i];
        join_row[i] = (actor_join){ l->document, l->local, l->actor, why_joined(m->a, l, &actor[l->actor]) };
    }
    out->join = join_row;
    out->joins = (uint32_t)m->locals.n;
}
