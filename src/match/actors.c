/*
 * actors.c - which actors of different documents are one.
 *
 * Each name is a node (names.h); what speaks for two names being one actor is an edge, taken from the firmest ground to
 * the loosest: a person's decision, the same letters, another spelling, an alias that a text or lexicon gives, nearly
 * the same spelling, part of a fuller name, initials, a surname or the words in front of "of", and for somebody who is
 * only described ("the harbour master") the copies of the passage that describes him.  An alias that texts tie to
 * different actors joins nobody.  The method with its limits: docs/match.md.
 */
#include "base/utf8.h"
#include "match/names.h"

#include <stdlib.h>

/* ---- names of the documents' actors ------------------------------------------------------------------------------ */

/* Which form an actor goes by: a described one gets a form that no name can have. */
static hs_str form_of(match *m, const local_actor *l)
{
    if (l->is_named) return l->key;
    hs_str id = m->documents.at[l->document].id;
    return arena_printf(m->a, "#%.*s.%u", (int)(id.n < 16 ? id.n : 16), id.p, l->local);
}

/* Notes a use of a name; of several ways to write it the smallest in bytes is shown. */
static uint32_t use_name(naming *j, hs_str form, hs_str shown, const local_actor *l, bool is_alias)
{
    uint32_t n = names_node(j, form);
    name_node *x = &j->nodes.at[n];
    if (!x->shown.n || str_cmp(shown, x->shown) < 0) x->shown = shown;
    x->votes[l->class]++;
    x->is_alias |= is_alias;
    if (is_alias || !l->is_named) return n;
    x->is_name = true;
    if (!x->documents.n || x->documents.at[x->documents.n - 1] != l->document)
        *VEC_ADD(j->a, &x->documents) = l->document;
    return n;
}

/* A name as one document uses it, when a decision speaks of that use alone. */
static hs_str form_in(arena *a, hs_str document, hs_str name)
{
    hs_str form = match_name_form(a, name);
    return document.n ? arena_printf(a, "%.*s@%.*s", STR_ARGS(form), STR_ARGS(document)) : form;
}

/* The nodes of all actors, of the letters of their names and of their aliases; locals get theirs as .actor. */
static void note_names(naming *j, const map *uses)
{
    match *m = j->m;
    for (size_t i = 0; i < m->locals.n; i++) {
        local_actor *l = &m->locals.at[i];
        hs_str alone = uses->n ? form_in(m->a, m->documents.at[l->document].id, l->name) : STR("");
        l->is_ruled = alone.n && map_get(uses, alone);
        l->actor = use_name(j, l->is_ruled ? alone : l->key, l->name, l, false);
        if (!l->is_named || l->is_ruled) continue;
        arena_mark here = arena_here(m->a);
        hs_str letters = match_name_form(m->a, l->name);
        if (str_eq(letters, l->key)) arena_rollback(m->a, here);
        else names_join(j, (name_edge){ l->actor, use_name(j, letters, l->name, l, false), GROUND_SAME, 0 });
        for (uint32_t k = 0; k < l->aliases; k++)
            if (l->alias[k].n) use_name(j, l->alias[k], l->alias_shown[k], l, true);
    }
}

static void spell_names(naming *j)
{
    for (size_t i = 0; i < j->nodes.n; i++) {
        name_node *x = &j->nodes.at[i];
        if (!x->is_name && !x->is_alias) continue;
        x->spelled = spelling_of(j->a, &j->m->lexicon->spelling, x->shown, names_class(x) != CLASS_ORGANISATION);
    }
}

/* ---- decisions --------------------------------------------------------------------------------------------------- */

static uint32_t ruled_node(naming *j, hs_str name, hs_str document)
{
    uint32_t n = names_node(j, form_in(j->a, document, name));
    if (!j->nodes.at[n].shown.n) j->nodes.at[n].shown = name;
    return n;
}

/* Of two decisions on one pair of names the later holds. */
static bool is_overruled(const match *m, size_t at)
{
    const ruling *r = &m->rulings.at[at];
    for (size_t i = at + 1; i < m->rulings.n; i++) {
        const ruling *s = &m->rulings.at[i];
        bool same = str_eq(r->name, s->name) && str_eq(r->other, s->other) && str_eq(r->document, s->document) &&
                    str_eq(r->other_document, s->other_document);
        bool turned = str_eq(r->name, s->other) && str_eq(r->other, s->name) &&
                      str_eq(r->document, s->other_document) && str_eq(r->other_document, s->document);
        if ((r->kind == RULING_CALLED) == (s->kind == RULING_CALLED) && (same || turned)) return true;
    }
    return false;
}

/* Uses of a name in one document that decisions speak of are nodes of their own; 1 where the use is moved to another
 * actor, so that it no longer means what the name means elsewhere. */
static map ruled_uses(match *m)
{
    map uses = { .a = m->a };
    for (size_t i = 0; i < m->rulings.n; i++) {
        const ruling *r = &m->rulings.at[i];
        if (r->kind == RULING_CALLED || is_overruled(m, i)) continue;
        const hs_str names[] = { r->name, r->other }, documents[] = { r->document, r->other_document };
        for (int k = 0; k < 2; k++) {
            if (!documents[k].n) continue;
            uint64_t *moved = map_put(&uses, form_in(m->a, documents[k], names[k]), NULL);
            *moved |= r->kind == RULING_SAME;
        }
    }
    return uses;
}

/* Before anything is joined. */
static void take_apart(naming *j)
{
    match *m = j->m;
    for (size_t i = 0; i < m->rulings.n; i++) {
        const ruling *r = &m->rulings.at[i];
        if (r->kind != RULING_APART || is_overruled(m, i)) continue;
        uint32_t a = ruled_node(j, r->name, r->document), b = ruled_node(j, r->other, r->other_document);
        if (a != b) *VEC_ADD(m->a, &j->apart) = (name_edge){ a, b, GROUND_RULING, r->number };
    }
}

static void take_rulings(naming *j)
{
    match *m = j->m;
    for (size_t i = 0; i < m->rulings.n; i++) {
        const ruling *r = &m->rulings.at[i];
        if (r->kind != RULING_SAME || is_overruled(m, i)) continue;
        names_join(j, (name_edge){ ruled_node(j, r->name, r->document), ruled_node(j, r->other, r->other_document),
                                   GROUND_RULING, r->number });
    }
}

/* A use of a name that is not moved means what the name means, if it may: when all that is known. */
static void join_uses(naming *j, const map *uses)
{
    match *m = j->m;
    for (size_t i = 0; i < m->locals.n && uses->n; i++) {
        const local_actor *l = &m->locals.at[i];
        const uint64_t *moved = l->is_ruled && l->is_named ? map_get(uses, j->nodes.at[l->actor].form) : NULL;
        if (moved && !*moved) names_join(j, (name_edge){ l->actor, names_node(j, l->key), GROUND_SAME, 0 });
    }
}

/* ---- aliases and short names ------------------------------------------------------------------------------------- */

/* Each alias to the actor that it is said to name, if all who say so mean the same. */
static void join_aliases(naming *j)
{
    match *m = j->m;
    VEC(name_fit) fits = { 0 };
    for (size_t i = 0; i < m->locals.n; i++) {
        const local_actor *l = &m->locals.at[i];
        for (uint32_t k = 0; k < l->aliases && l->is_named && !l->is_ruled; k++) {
            if (!l->alias[k].n || str_eq(l->alias[k], l->key)) continue;
            uint32_t alias = names_node(j, l->alias[k]);
            bool is_known = fits.n && fits.at[fits.n - 1].brief == alias && fits.at[fits.n - 1].fuller == l->actor;
            if (!is_known) *VEC_ADD(m->a, &fits) = (name_fit){ alias, l->actor };
        }
    }
    names_join_fits(j, fits.at, fits.n, GROUND_ALIAS, NULL, "alias of several");
}

/* The short form that a name may go by in other documents: a person's last word, what stands in front of "of" in an
 * organisation's; empty for none.  Names with figures in them are no names to stand for. */
static hs_str short_form(const match *m, const local_actor *l)
{
    arena *a = m->a;
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
    hs_str word = str_sub(folded, last, folded.n);
    bool is_office = spelling_name_word(&m->lexicon->spelling, word) == NAME_TITLE; /* "Prime Minister" */
    return l->class == CLASS_PERSON && last && !is_office ? match_name_form(a, word) : STR("");
}

typedef struct {
    hs_str form;
    uint32_t node;
} keyed;

static int by_form(const void *x, const void *y)
{
    const keyed *a = x, *b = y;
    int order = str_cmp(a->form, b->form);
    return order ? order : (a->node > b->node) - (a->node < b->node);
}

typedef VEC(keyed) keyed_list;

/* The short forms that fuller names may go by; which of them are places' names, and which surnames, is noted. */
static keyed_list fuller_names(naming *j, map *places, map *surnames)
{
    match *m = j->m;
    keyed_list all = { 0 };
    for (size_t i = 0; i < m->locals.n; i++) {
        const local_actor *l = &m->locals.at[i];
        if (!l->is_named || l->is_ruled) continue;
        if (l->class == CLASS_PLACE) map_put(places, match_name_form(m->a, l->name), NULL);
        hs_str brief = short_form(m, l);
        if (!brief.n || str_eq(brief, l->key)) continue;
        if (l->class == CLASS_PERSON) map_put(surnames, brief, NULL);
        *VEC_ADD(m->a, &all) = (keyed){ brief, l->actor };
    }
    if (all.n) qsort(all.at, all.n, sizeof *all.at, by_form);
    return all;
}

/* Names that are short in themselves: "Tell", and "Colonel Tell", which is short when the title is taken off. */
static keyed_list brief_names(naming *j, const map *places, const map *surnames)
{
    keyed_list all = { 0 };
    for (uint32_t i = 0; i < j->nodes.n; i++) {
        const name_node *x = &j->nodes.at[i];
        bool titled = x->spelled.is_titled && x->spelled.words == 1;
        if (!x->is_name || x->is_alias) continue;
        if (!titled && map_get(places, x->form) && map_get(surnames, x->form)) continue; /* "harbour master of X" */
        *VEC_ADD(j->a, &all) = (keyed){ titled ? x->spelled.word[0] : x->form, i };
    }
    if (all.n) qsort(all.at, all.n, sizeof *all.at, by_form);
    return all;
}

/* Who has a title is a person. */
static bool may_stand_for(const naming *j, uint32_t brief, uint32_t fuller)
{
    return !j->nodes.at[brief].spelled.is_titled || names_class(&j->nodes.at[fuller]) == CLASS_PERSON;
}

/* "Ms Dell", where "Dell" is somebody's alias; NOBODY for any other name. */
static uint32_t untitled_alias(const naming *j, uint32_t brief)
{
    const spelled *x = &j->nodes.at[brief].spelled;
    const uint64_t *at = x->is_titled && x->words == 1 ? map_get(&j->number, x->word[0]) : NULL;
    return at && j->nodes.at[*at].is_alias && names_class(&j->nodes.at[*at]) == CLASS_PERSON ? (uint32_t)*at : NOBODY;
}

static void join_short_names(naming *j)
{
    match *m = j->m;
    map places = { .a = m->a }, surnames = { .a = m->a };
    VEC(name_fit) fits = { 0 };
    keyed_list fuller = fuller_names(j, &places, &surnames), brief = brief_names(j, &places, &surnames);
    for (size_t i = 0, at = 0; i < brief.n; i++) {
        uint32_t alias = untitled_alias(j, brief.at[i].node);
        if (alias != NOBODY) *VEC_ADD(m->a, &fits) = (name_fit){ brief.at[i].node, alias };
        while (at < fuller.n && str_cmp(fuller.at[at].form, brief.at[i].form) < 0) at++;
        for (size_t k = at; k < fuller.n && str_eq(fuller.at[k].form, brief.at[i].form); k++)
            if ((k == at || fuller.at[k].node != fuller.at[k - 1].node) &&
                may_stand_for(j, brief.at[i].node, fuller.at[k].node))
                *VEC_ADD(m->a, &fits) = (name_fit){ brief.at[i].node, fuller.at[k].node };
    }
    names_join_fits(j, fits.at, fits.n, GROUND_SHORT, NULL, "short for one of several");
}

/* The actors that one place of a passage describes, each tied to those described alike, and in the same turn, in the
 * passage's root: a copy of "the harbour master" is the same man, and goes by the name that he has there. */
static void join_described(naming *j, map *in_roots, const lineage_place *at, const lineage_place *root, size_t end)
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
        names_join(j, (name_edge){ l->actor, (uint32_t)*first, GROUND_COPY, 0 });
    }
}

/* Roots come before what was taken from them. */
static void join_copied(naming *j, const lineage *l, uint32_t lineages)
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

/* Numbers the actors by key; number: of each node on top the actor's. */
static case_actor *number_actors(naming *j, uint32_t *number, state *out)
{
    match *m = j->m;
    memset(number, 0xff, j->nodes.n * sizeof *number);
    keyed_list tops = { 0 };
    for (size_t i = 0; i < m->locals.n; i++) {
        uint32_t t = names_top(j, m->locals.at[i].actor);
        if (number[t] != NOBODY) continue;
        number[t] = 0;
        *VEC_ADD(m->a, &tops) = (keyed){ j->nodes.at[t].form, t };
    }
    if (tops.n) qsort(tops.at, tops.n, sizeof *tops.at, by_form);
    case_actor *actor = TAKE(m->a, tops.n, case_actor);
    for (uint32_t i = 0; i < tops.n; i++) {
        number[tops.at[i].node] = i;
        actor[i] = (case_actor){ .key = tops.at[i].form, .parent = NOBODY };
    }
    out->actor = actor;
    out->actors = (uint32_t)tops.n;
    return actor;
}

/* From nodes to numbers of actors: what class and code most of the documents give them. */
static void settle_locals(naming *j, const uint32_t *number, case_actor *actor, uint32_t actors)
{
    match *m = j->m;
    uint32_t(*votes)[CLASS_OTHER + 1] = arena_take_array(m->a, actors, sizeof *votes);
    for (size_t i = 0; i < m->locals.n; i++) {
        local_actor *l = &m->locals.at[i];
        l->actor = number[names_top(j, l->actor)];
        case_actor *a = &actor[l->actor];
        votes[l->actor][l->class]++;
        if (l->code.n && (!a->code.n || str_cmp(l->code, a->code) < 0)) a->code = l->code;
    }
    for (uint32_t i = 0; i < actors; i++)
        for (int c = 1; c <= CLASS_OTHER; c++)
            if (votes[i][c] > votes[i][actor[i].class]) actor[i].class = (actor_class)c;
}

/* Whether `part` is among the wholes of `whole`, or is it: then the whole cannot be a part of it. */
static bool lies_in(const case_actor *actor, uint32_t whole, uint32_t part)
{
    while (whole != NOBODY && whole != part) whole = actor[whole].parent;
    return whole == part;
}

/* A part belongs to the whole that the smallest-numbered document says, unless that one belongs to it. */
static void set_parents(match *m, case_actor *actor)
{
    for (size_t i = 0; i < m->locals.n; i++) {
        const local_actor *l = &m->locals.at[i];
        if (l->parent == NOBODY) continue;
        uint32_t whole = m->locals.at[m->documents.at[l->document].first_local + l->parent].actor;
        case_actor *a = &actor[l->actor];
        if (a->parent == NOBODY && !lies_in(actor, whole, l->actor)) a->parent = whole;
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
    NAME_USED_LEAST = 8, /* a fuller name counts when every so many-th use is of it */
    NAME_USED_OFTEN = 3  /* or so many documents use it */
};

/* A person is called without title where the texts do so at all. */
static bool has_title(const match *m, hs_str name)
{
    arena_mark here = arena_here(m->a);
    hs_str folded = utf8_fold(m->a, name), word = folded;
    for (size_t i = 0; i < folded.n && word.n == folded.n; i++)
        if (folded.p[i] == ' ') word = str_sub(folded, 0, i);
    if (word.n && word.p[word.n - 1] == '.') word.n--;
    bool title = word.n < folded.n && spelling_name_word(&m->lexicon->spelling, word) == NAME_TITLE;
    arena_rollback(m->a, here);
    return title;
}

/* The fullest name among those in common use; where none is, the shortest. */
static hs_str name_for(const match *m, const called *c, size_t n, bool is_person)
{
    uint32_t uses = 0;
    const called *best = NULL, *titled = NULL, *shortest = c;
    for (size_t i = 0; i < n; i++) uses += c[i].times;
    for (size_t i = 0; i < n; i++) {
        bool often = c[i].times >= NAME_USED_OFTEN || c[i].times * NAME_USED_LEAST >= uses;
        bool common = c[i].times && often && c[i].name.n <= NAME_MOST;
        const called **of = is_person && common && has_title(m, c[i].name) ? &titled : &best;
        if (common && (!*of || fuller(c[i].name, (*of)->name))) *of = &c[i];
        if (fuller(shortest->name, c[i].name)) shortest = &c[i];
    }
    return best ? best->name : titled ? titled->name : shortest->name;
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
        a->name = name_for(m, &all[i], end - i, a->class == CLASS_PERSON);
        a->alias = &names[kept];
        for (; i < end; i++)
            if (!str_eq(all[i].name, a->name)) names[kept++] = all[i].name;
        a->aliases = (uint32_t)(&names[kept] - a->alias);
    }
}

/* People decided what it is called. */
static void call_actors(naming *j, const uint32_t *number, case_actor *actor)
{
    match *m = j->m;
    for (size_t i = 0; i < m->rulings.n; i++) {
        const ruling *r = &m->rulings.at[i];
        const uint64_t *node = r->kind == RULING_CALLED ? map_get(&j->number, match_name_form(m->a, r->name)) : NULL;
        uint32_t who = node ? number[names_top(j, (uint32_t)*node)] : NOBODY;
        if (who != NOBODY) actor[who].name = r->other;
    }
}

/* Of each node, the node whose name its actor goes by. */
static uint32_t *main_nodes(naming *j, const uint32_t *number, const case_actor *actor, uint32_t actors)
{
    arena *a = j->a;
    uint32_t *of_actor = TAKE(a, actors, uint32_t), *main = TAKE(a, j->nodes.n, uint32_t);
    memset(of_actor, 0xff, actors * sizeof *of_actor);
    for (uint32_t i = 0; i < actors; i++) {
        const uint64_t *node = map_get(&j->number, match_name_form(a, actor[i].name));
        if (node && number[names_top(j, (uint32_t)*node)] == i) of_actor[i] = (uint32_t)*node;
    }
    for (uint32_t i = 0; i < j->nodes.n; i++) {
        uint32_t who = number[names_top(j, i)];
        if (who != NOBODY && of_actor[who] == NOBODY) of_actor[who] = names_top(j, i);
        main[i] = who == NOBODY ? NOBODY : of_actor[who];
    }
    return main;
}

static int by_names(const void *x, const void *y)
{
    const join_doubt *a = x, *b = y;
    int order = str_cmp(a->name, b->name);
    if (!order) order = str_cmp(a->other, b->other);
    return order ? order : str_cmp(a->reason, b->reason);
}

/* Doubts between actors, each once; one whose names came together on other grounds, or by a decision, is none. */
static void take_doubts(naming *j, const uint32_t *number, state *out)
{
    join_doubt *list = j->doubts.at;
    uint32_t kept = 0;
    if (j->doubts.n) qsort(list, j->doubts.n, sizeof *list, by_names);
    for (size_t i = 0; i < j->doubts.n; i++) {
        join_doubt x = list[i];
        x.actor = number[names_top(j, x.actor)];
        x.other_actor = number[names_top(j, x.other_actor)];
        bool was_joined = str_starts(x.reason, STR("joined"));
        if (x.actor == NOBODY || x.other_actor == NOBODY || was_joined != (x.actor == x.other_actor)) continue;
        if (kept && str_eq(list[kept - 1].name, x.name) && str_eq(list[kept - 1].other, x.other)) continue;
        list[kept++] = x;
    }
    out->doubt = list;
    out->doubts = kept;
}

static void take_joins(naming *j, const uint32_t *node, const char **reason, state *out)
{
    match *m = j->m;
    actor_join *row = TAKE(m->a, m->locals.n, actor_join);
    for (size_t i = 0; i < m->locals.n; i++) {
        const local_actor *l = &m->locals.at[i];
        const char *why = reason[node[i]] ? reason[node[i]] : "same name";
        if (!l->is_named && str_eq(str_of(why), STR("same name"))) why = "described, in one document and its copies";
        row[i] = (actor_join){ l->document, l->local, l->actor, why };
    }
    out->join = row;
    out->joins = (uint32_t)m->locals.n;
}

static void join_all(naming *j, const lineage *lineages, uint32_t n)
{
    map uses = ruled_uses(j->m);
    take_apart(j);
    note_names(j, &uses);
    take_rulings(j);
    spell_names(j);
    names_join_spellings(j, NAMES_OF_THEIR_OWN);
    join_aliases(j);
    names_join_spellings(j, NAMES_AND_ALIASES);
    names_join_spellings(j, NAMES_NEARLY_ALIKE);
    names_join_parts(j);
    names_join_parts(j); /* what fitted two fuller names may now fit one */
    names_join_initials(j);
    join_short_names(j);
    names_join_offices(j);
    join_uses(j, &uses);
    join_copied(j, lineages, n);
}

void match_join_actors(match *m, const lineage *lineages, uint32_t n, state *out)
{
    naming j = { .m = m, .a = m->a, .number = { .a = m->a } };
    for (size_t i = 0; i < m->locals.n; i++) {
        m->locals.at[i].described = m->locals.at[i].key;
        m->locals.at[i].key = form_of(m, &m->locals.at[i]);
    }
    join_all(&j, lineages, n);
    uint32_t *number = TAKE(m->a, j.nodes.n, uint32_t), *node = TAKE(m->a, m->locals.n, uint32_t);
    for (size_t i = 0; i < m->locals.n; i++) node[i] = m->locals.at[i].actor;
    case_actor *actor = number_actors(&j, number, out);
    settle_locals(&j, number, actor, out->actors);
    set_parents(m, actor);
    name_actors(m, actor);
    call_actors(&j, number, actor);
    take_joins(&j, node, names_reasons(&j, main_nodes(&j, number, actor, out->actors)), out);
    take_doubts(&j, number, out);
}
