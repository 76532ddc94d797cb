/*
 * groups.c - from the people of a group to the group.
 *
 *     "members of the Armed Forces"   a word for people of a group, "of", a name     -> what the name means
 *     "Salt League fighters"          a name, a word for people of a group           -> what the name means
 *     "fighters"                      the word alone: the one group of the case whose people it is said of
 *     "military personnel", "troops", "the Army", "Vantan Armed Forces"              -> the forces of the state that is
 *                                     named with them, else of the one state whose forces the case names
 *
 * A state is not its people: "squads of Vanta" stay what they are.  Everything else is itself.
 */
#include "match/groups.h"

#include "base/utf8.h"

#include <stdlib.h>

enum {
    WORDS_MOST = 16,
    OF_NOBODY = 10 /* bytes of "forces of " */
};

struct groups {
    match *m;
    const state *s;
    map called;    /* form of a name -> actor + 1; 0: several */
    map people_of; /* word for people -> key of the one group they are of (index into value + 1); SEVERAL */
    VEC(group_value) value;
    group_value forces; /* of the one state whose forces are named; key empty: none, or several */
    bool forces_of_state, several_forces;
    map states; /* keys of countries */
};

typedef struct {
    hs_str word[WORDS_MOST];
    size_t n;
} phrase;

static const uint64_t SEVERAL = UINT64_MAX;

/* Folded words without marks; longer ones are clauses and tell nobody. */
static phrase cut(const groups *g, hs_str shown)
{
    phrase p = { .n = 0 };
    hs_str rest = utf8_fold(g->m->a, shown), word;
    while (rest.n && str_split(&rest, ' ', &word)) {
        while (word.n && strchr(",.;:\"'()[]", word.p[0])) word = str_sub(word, 1, word.n);
        while (word.n && strchr(",.;:\"'()[]", word.p[word.n - 1])) word.n--;
        if (str_ends(word, STR("'s"))) word.n -= 2;
        if (!word.n || (!p.n && lexicon_is(g->m->lexicon, word, WORD_DETERMINER))) continue;
        if (p.n == WORDS_MOST) return (phrase){ .n = 0 };
        p.word[p.n++] = word;
    }
    return p;
}

static hs_str joined(const groups *g, const phrase *p, size_t from, size_t to)
{
    buf out = { .a = g->m->a };
    for (size_t i = from; i < to; i++) buf_printf(&out, "%s%.*s", i > from ? " " : "", STR_ARGS(p->word[i]));
    return out.n ? buf_str(&out) : STR("");
}

static uint32_t named(const groups *g, hs_str words)
{
    const uint64_t *at = words.n ? map_get(&g->called, match_name_form(g->m->a, words)) : NULL;
    return at && *at ? (uint32_t)*at - 1 : NOBODY;
}

static bool is_force(const groups *g, hs_str words)
{
    return happenings_has(&g->m->lexicon->happenings.force, words);
}

static bool is_member(const groups *g, hs_str word)
{
    return happenings_has(&g->m->lexicon->happenings.member, word);
}

static bool is_country(const groups *g, uint32_t actor)
{
    return actor != NOBODY && (g->s->actor[actor].class == CLASS_PLACE || g->s->actor[actor].class == CLASS_PEOPLE);
}

/* The forces of the state that words p[from, to) name, of whoever they name if that is no state; of nobody without. */
static group_value forces_of(const groups *g, const phrase *p, size_t from, size_t to, hs_str shown, uint32_t actor)
{
    hs_str whose = joined(g, p, from, to);
    uint32_t who = named(g, whose);
    if (is_country(g, who)) whose = g->s->actor[who].key;
    return (group_value){ arena_printf(g->m->a, "forces of %.*s", STR_ARGS(whose)), shown, actor };
}

static size_t word_at(const phrase *p, size_t from, size_t to, hs_str word)
{
    while (from < to && !str_eq(p->word[from], word)) from++;
    return from;
}

/* "army", "armed forces", "military personnel": after a name, before "of" and a name, or alone. */
static bool read_forces(const groups *g, const phrase *p, size_t from, size_t to, hs_str shown, uint32_t actor,
                        group_value *out)
{
    size_t of = word_at(p, from, to, STR("of"));
    if (of + 1 < to && is_force(g, joined(g, p, from, of))) {
        size_t name = of + 1;
        while (name + 1 < to && lexicon_is(g->m->lexicon, p->word[name], WORD_DETERMINER)) name++;
        *out = forces_of(g, p, name, to, shown, actor);
        return true;
    }
    for (size_t at = from; at < to && at <= from + 2; at++) {
        if (!is_force(g, joined(g, p, at, to))) continue;
        *out = forces_of(g, p, from, at, shown, actor);
        return true;
    }
    return false;
}

static group_value itself(const groups *g, uint32_t actor, hs_str words, hs_str shown)
{
    if (actor == NOBODY || g->s->actor[actor].key.p[0] == '#') return (group_value){ arena_printf(g->m->a, "\"%.*s\"", STR_ARGS(words)), shown, NOBODY };
    return (group_value){ g->s->actor[actor].key, g->s->actor[actor].name, actor };
}

/* Who words p[from, to) mean, as the group of people that were named with them. */
static bool read_whole(const groups *g, const phrase *p, size_t from, size_t to, group_value *out)
{
    while (from < to && lexicon_is(g->m->lexicon, p->word[from], WORD_DETERMINER)) from++;
    hs_str words = joined(g, p, from, to);
    uint32_t actor = named(g, words);
    if (from == to || is_country(g, actor)) return false;
    if (read_forces(g, p, from, to, actor == NOBODY ? words : g->s->actor[actor].name, actor, out)) return true;
    if (actor == NOBODY) return false;
    *out = itself(g, actor, words, words);
    return true;
}

/* "members of X", "X fighters"; *people: the word for them. */
static bool read_members(const groups *g, const phrase *p, group_value *out, hs_str *people)
{
    size_t of = word_at(p, 0, p->n, STR("of"));
    if (of == p->n) of = word_at(p, 0, p->n, STR("from"));
    for (size_t i = 0; i < of && of < p->n; i++) {
        if (!is_member(g, p->word[i])) continue;
        *people = happenings_singular(p->word[i]);
        return read_whole(g, p, of + 1, p->n, out);
    }
    for (size_t end = p->n; end > 1 && is_member(g, p->word[end - 1]); end--) {
        *people = happenings_singular(p->word[end - 1]);
        for (size_t to = end - 1; to > 0; to--) /* "Armed Forces death squads": the longest name in front */
            if (read_whole(g, p, 0, to, out)) return true;
    }
    return false;
}

static hs_str shown_of(const groups *g, filler f)
{
    return f.local == NOBODY ? f.shown : g->m->locals.at[f.local].name;
}

/* "two women", "the women": the words that stay when how many is left out. */
static hs_str without_number(const groups *g, const phrase *p)
{
    size_t from = 0;
    while (from + 1 < p->n && (map_get(&g->m->lexicon->number_word, p->word[from]) ||
                               lexicon_is(g->m->lexicon, p->word[from], WORD_DETERMINER) ||
                               (p->word[from].p[0] >= '0' && p->word[from].p[0] <= '9')))
        from++;
    return joined(g, p, from, p->n);
}

/* The group as the words tell it, without what other words of the case tell; *people as in read_members. */
static bool read_filler(const groups *g, filler f, group_value *out, hs_str *people)
{
    uint32_t actor = f.local == NOBODY ? NOBODY : g->m->locals.at[f.local].actor;
    bool is_named = f.local != NOBODY && g->m->locals.at[f.local].is_named;
    phrase p = cut(g, shown_of(g, f));
    *people = STR("");
    if (!p.n && !is_named) return false;
    if (p.n && !is_named && lexicon_is_function_word(g->m->lexicon, p.word[0]) && p.n == 1) return false;
    hs_str shown = is_named ? g->s->actor[actor].name : shown_of(g, f);
    if (read_members(g, &p, out, people)) return true;
    if (read_forces(g, &p, 0, p.n, shown, is_named ? actor : NOBODY, out)) return true;
    if (p.n == 1 && is_member(g, p.word[0])) *people = happenings_singular(p.word[0]);
    *out = itself(g, actor, without_number(g, &p), shown);
    return true;
}

static void note_called(groups *g, hs_str name, uint32_t who)
{
    bool is_new;
    uint64_t *actor = map_put(&g->called, match_name_form(g->m->a, name), &is_new);
    if (is_new) *actor = who + 1;
    else if (*actor != who + 1) *actor = 0;
}

static void note_people(groups *g, hs_str people, const group_value *of)
{
    uint64_t *known = map_put(&g->people_of, people, NULL);
    if (*known && *known != SEVERAL && !str_eq(g->value.at[*known - 1].key, of->key)) *known = SEVERAL;
    if (*known) return;
    *VEC_ADD(g->m->a, &g->value) = *of;
    *known = g->value.n;
}

/* Forces named with a state's name come before those named with any other word. */
static void note_forces(groups *g, const group_value *v)
{
    if (!str_starts(v->key, STR("forces of ")) || v->key.n == OF_NOBODY) return;
    bool is_state = map_get(&g->states, str_sub(v->key, OF_NOBODY, v->key.n)), same = str_eq(g->forces.key, v->key);
    if (!g->forces.key.n || (is_state && !g->forces_of_state)) {
        g->forces = *v;
        g->forces_of_state = is_state;
        g->several_forces = false;
    } else if (same && str_cmp(v->shown, g->forces.shown) > 0) {
        g->forces = *v;
    } else if (!same && is_state == g->forces_of_state) {
        g->several_forces = true;
    }
}

/* Whoever is named with a word for people in the case, if only as who speaks or has something done to him; not who is called
 * by nothing else ("Vantan rebels"). */
static void note_named(groups *g, filler who)
{
    group_value v;
    hs_str people;
    if (!read_filler(g, who, &v, &people) || !people.n || v.actor == NOBODY || v.key.p[0] == '"' || v.key.p[0] == '#') return;
    phrase name = cut(g, g->s->actor[v.actor].name);
    if (name.n && !str_eq(happenings_singular(name.word[name.n - 1]), people)) note_people(g, people, &v);
}

groups *groups_open(match *m, const state *s, const filler *of, size_t n)
{
    groups *g = TAKE(m->a, 1, groups);
    *g = (groups){ .m = m, .s = s, .called = { .a = m->a }, .people_of = { .a = m->a },
                   .states = { .a = m->a } };
    for (uint32_t i = 0; i < s->actors; i++)
        if (is_country(g, i)) map_put(&g->states, s->actor[i].key, NULL);
    for (size_t i = 0; i < m->locals.n; i++) {
        const local_actor *l = &m->locals.at[i];
        if (!l->is_named) continue;
        note_called(g, l->name, l->actor);
        for (uint32_t k = 0; k < l->aliases; k++) note_called(g, l->alias_shown[k], l->actor);
    }
    for (size_t i = 0; i < n; i++) {
        group_value v;
        hs_str people;
        if (!read_filler(g, of[i], &v, &people)) continue;
        note_forces(g, &v);
        if (people.n && v.key.p[0] != '"' && v.key.p[0] != '#') note_people(g, people, &v);
    }
    for (size_t i = 0; i < g->m->locals.n; i++) note_named(g, (filler){ .local = (uint32_t)i });
    return g;
}

bool groups_value(const groups *g, filler f, group_value *out)
{
    hs_str people;
    if (!read_filler(g, f, out, &people)) return false;
    bool is_nobody_known = out->key.n && (out->key.p[0] == '"' || out->key.p[0] == '#');
    const uint64_t *of = people.n && is_nobody_known ? map_get(&g->people_of, people) : NULL;
    if (of && *of && *of != SEVERAL) *out = g->value.at[*of - 1];
    if (str_starts(out->key, STR("forces of ")) && g->forces.key.n && !g->several_forces &&
        (out->key.n == OF_NOBODY || str_eq(out->key, g->forces.key)))
        *out = g->forces;
    return true;
}
