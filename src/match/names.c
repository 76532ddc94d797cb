/*
 * names.c - joins names that are spelled alike, contained in one another, or initials of one another.
 *
 * Candidates come from keys that alike names share (spelling.h), so the cost is a few look-ups a name; a key that very
 * many names share says too little and is passed over.  Two names that one document uses for two different actors are
 * never joined for their looks: whoever wrote it told them apart.
 */
#include "match/names.h"

#include <stdlib.h>

enum {
    SHARED_MOST = 48,    /* names that share a key: with more it brings nobody together */
    FITS_MOST = 64,      /* fuller names looked at for one that is part of them */
    DOUBT_CHOICES = 3,   /* a name that fits more than so many others is no question worth asking */
    MORE_MOST = 2,       /* words that a person's fuller name has more, */
    FULLER_MOST = 5,     /* and has in all: what is longer is two names in a row, or a clause */
    INITIALS_LEAST = 3,
    SURE_LETTERS = 6     /* a place's name of one word has at least so many to be known by its spelling */
};

uint32_t names_node(naming *j, hs_str form)
{
    bool is_new;
    uint64_t *n = map_put(&j->number, form, &is_new);
    if (is_new) {
        *n = j->nodes.n;
        name_node *x = VEC_ADD(j->a, &j->nodes);
        x->up = (uint32_t)*n;
        x->form = j->number.at[*n].key;
    }
    return (uint32_t)*n;
}

uint32_t names_top(naming *j, uint32_t n)
{
    name_node *x = j->nodes.at;
    while (x[n].up != n) n = x[n].up = x[x[n].up].up;
    return n;
}

actor_class names_class(const name_node *x)
{
    actor_class best = CLASS_PERSON;
    for (int c = 1; c <= CLASS_OTHER; c++)
        if (x->votes[c] > x->votes[best]) best = (actor_class)c;
    return best;
}

static bool kept_apart(naming *j, uint32_t a, uint32_t b)
{
    for (size_t i = 0; i < j->apart.n; i++) {
        uint32_t p = names_top(j, j->apart.at[i].a), q = names_top(j, j->apart.at[i].b);
        if ((p == a && q == b) || (p == b && q == a)) return true;
    }
    return false;
}

/* Which of two stays on top: a name before a description, the smaller form, whatever the order of joining. */
static bool is_above(const name_node *a, const name_node *b)
{
    bool a_described = a->form.n && a->form.p[0] == '#', b_described = b->form.n && b->form.p[0] == '#';
    return a_described != b_described ? b_described : str_cmp(a->form, b->form) <= 0;
}

bool names_join(naming *j, name_edge e)
{
    uint32_t a = names_top(j, e.a), b = names_top(j, e.b);
    if (a == b) return true;
    if (kept_apart(j, a, b)) return false;
    if (e.ground == GROUND_COPY || !is_above(&j->nodes.at[a], &j->nodes.at[b])) { /* a copy goes by its root's name */
        uint32_t swap = a;
        a = b;
        b = swap;
    }
    j->nodes.at[b].up = a;
    *VEC_ADD(j->a, &j->made) = e;
    return true;
}

bool names_meet(const naming *j, uint32_t a, uint32_t b)
{
    const name_node *x = &j->nodes.at[a], *y = &j->nodes.at[b];
    size_t i = 0, k = 0;
    while (i < x->documents.n && k < y->documents.n) {
        if (x->documents.at[i] == y->documents.at[k]) return true;
        if (x->documents.at[i] < y->documents.at[k]) i++;
        else k++;
    }
    return false;
}

void names_doubt(naming *j, uint32_t a, uint32_t b, const char *reason)
{
    bool turn = str_cmp(j->nodes.at[a].form, j->nodes.at[b].form) > 0;
    uint32_t first = turn ? b : a, second = turn ? a : b;
    *VEC_ADD(j->a, &j->doubts) = (join_doubt){ .name = j->nodes.at[first].shown, .other = j->nodes.at[second].shown,
                                               .actor = first, .other_actor = second, .reason = str_of(reason) };
}

/* ---- candidates ------------------------------------------------------------------------------------------------- */

typedef struct {
    hs_str key;
    uint32_t node;
} keyed;

static int by_key_then_form(const void *x, const void *y)
{
    const keyed *a = x, *b = y;
    int order = str_cmp(a->key, b->key);
    return order ? order : (a->node > b->node) - (a->node < b->node);
}

/* Persons with persons, organisations with organisations; what is neither with either. */
static bool classes_fit(const name_node *x, const name_node *y)
{
    actor_class a = names_class(x), b = names_class(y);
    return a == b || a == CLASS_OTHER || b == CLASS_OTHER;
}

static bool is_place(const name_node *x)
{
    actor_class c = names_class(x);
    return c == CLASS_PLACE || c == CLASS_PEOPLE;
}

/* Aliases that texts give to two actors say nothing of the two: many go by "Abu Hamza". */
static void try_spelling(naming *j, uint32_t a, uint32_t b, name_pass pass)
{
    bool close = pass == NAMES_NEARLY_ALIKE;
    const name_node *x = &j->nodes.at[a], *y = &j->nodes.at[b];
    if (names_top(j, a) == names_top(j, b) || !classes_fit(x, y)) return;
    if (pass == NAMES_OF_THEIR_OWN && (x->is_alias || y->is_alias)) return;
    bool persons = names_class(x) == CLASS_PERSON && names_class(y) == CLASS_PERSON;
    alike how = spelling_alike(&j->m->lexicon->spelling, &x->spelled, &y->spelled, persons);
    if (how != (close ? ALIKE_CLOSE : ALIKE_SAME)) return;
    bool places = is_place(x) || is_place(y);
    if (places && (close || (x->spelled.words == 1 && x->spelled.form[0].n < SURE_LETTERS))) return;
    if (x->is_alias && y->is_alias) {
        names_doubt(j, a, b, "aliases of two actors, spelled alike");
    } else if (names_meet(j, a, b)) {
        names_doubt(j, a, b, "spelled alike, but one document has both");
    } else if (names_join(j, (name_edge){ a, b, close ? GROUND_CLOSE : GROUND_SPELLING, 0 }) && close) {
        names_doubt(j, a, b, "joined: nearly the same spelling");
    }
}

/* Two nodes to look at; kept as bytes while the keys that brought them together are given back. */
typedef struct {
    uint32_t a, b;
} pair;

static pair pair_at(hs_str pairs, size_t i)
{
    pair p;
    memcpy(&p, pairs.p + i * sizeof p, sizeof p);
    return p;
}

/* All pairs of names that share a key with few others. */
static hs_str candidates(naming *j, bool nearly)
{
    arena_mark here = arena_here(j->a);
    VEC(keyed) keys = { 0 };
    for (uint32_t i = 0; i < j->nodes.n; i++) {
        hs_str key[SPELLED_WORDS_MOST + 1];
        uint32_t n = spelling_keys(j->a, &j->m->lexicon->spelling, &j->nodes.at[i].spelled, key);
        for (uint32_t k = 0; k < n && (nearly || !k); k++) *VEC_ADD(j->a, &keys) = (keyed){ key[k], i };
    }
    if (keys.n) qsort(keys.at, keys.n, sizeof *keys.at, by_key_then_form);
    buf pairs = { .a = j->a };
    for (size_t i = 0, end; i < keys.n; i = end) {
        for (end = i + 1; end < keys.n && str_eq(keys.at[end].key, keys.at[i].key);) end++;
        for (size_t p = i; p < end && end - i <= SHARED_MOST; p++)
            for (size_t q = p + 1; q < end; q++)
                buf_add(&pairs, (hs_str){ (const char *)&(pair){ keys.at[p].node, keys.at[q].node }, sizeof(pair) });
    }
    return pairs.n ? arena_keep(j->a, here, buf_str(&pairs)) : STR("");
}

void names_join_spellings(naming *j, name_pass pass)
{
    hs_str pairs = candidates(j, pass == NAMES_NEARLY_ALIKE);
    for (size_t i = 0; i < pairs.n / sizeof(pair); i++) try_spelling(j, pair_at(pairs, i).a, pair_at(pairs, i).b, pass);
}

/* ---- a name that is part of a fuller one, or its initials ------------------------------------------------------- */

static int by_brief(const void *x, const void *y)
{
    const name_fit *a = x, *b = y;
    if (a->brief != b->brief) return a->brief < b->brief ? -1 : 1;
    return (a->fuller > b->fuller) - (a->fuller < b->fuller);
}

/* Joins `brief` to the one actor that the fuller names belong to; several are a doubt when they are few. */
static void join_fit(naming *j, const name_fit *f, size_t n, ground why, const char *made, const char *several)
{
    uint32_t choice[DOUBT_CHOICES + 1], choices = 0;
    for (size_t i = 0; i < n && choices <= DOUBT_CHOICES; i++) {
        bool is_new = names_top(j, f[i].fuller) != names_top(j, f[i].brief);
        for (uint32_t k = 0; k < choices; k++) is_new &= names_top(j, choice[k]) != names_top(j, f[i].fuller);
        if (is_new) choice[choices++] = f[i].fuller;
    }
    if (choices == 1) {
        bool joined = names_join(j, (name_edge){ f[0].brief, choice[0], why, 0 });
        if (joined && made) names_doubt(j, f[0].brief, choice[0], made);
    } else if (choices && choices <= DOUBT_CHOICES) {
        for (uint32_t k = 0; k < choices; k++) names_doubt(j, f[0].brief, choice[k], several);
    }
}

void names_join_fits(naming *j, name_fit *f, size_t n, ground why, const char *made, const char *several)
{
    if (n) qsort(f, n, sizeof *f, by_brief);
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && f[end].brief == f[i].brief;) end++;
        join_fit(j, &f[i], end - i, why, made, several);
    }
}

static bool is_person(const name_node *x)
{
    return x->is_name && names_class(x) == CLASS_PERSON && x->spelled.words >= 2;
}

typedef VEC(keyed) keyed_list;

/* The pairs of words of all fuller names, sorted, so that a name of two words finds those it may be part of. */
static keyed_list pairs_of_words(naming *j)
{
    keyed_list all = { 0 };
    for (uint32_t i = 0; i < j->nodes.n; i++) {
        const name_node *x = &j->nodes.at[i];
        for (uint32_t p = 0; is_person(x) && x->spelled.words >= 3 && p < x->spelled.words; p++)
            for (uint32_t q = p + 1; q < x->spelled.words; q++)
                *VEC_ADD(j->a, &all) = (keyed){ spelling_pair(j->a, &x->spelled, p, q), i };
    }
    if (all.n) qsort(all.at, all.n, sizeof *all.at, by_key_then_form);
    return all;
}

static size_t first_of(const keyed_list *l, hs_str key)
{
    size_t low = 0, high = l->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_cmp(l->at[middle].key, key) < 0) low = middle + 1;
        else high = middle;
    }
    return low;
}

void names_join_parts(naming *j)
{
    VEC(name_fit) fits = { 0 };
    keyed_list pairs = pairs_of_words(j);
    for (uint32_t i = 0; i < j->nodes.n; i++) {
        const name_node *x = &j->nodes.at[i];
        if (!is_person(x) || x->is_alias) continue;
        hs_str key = spelling_pair(j->a, &x->spelled, 0, x->spelled.words - 1);
        size_t at = first_of(&pairs, key);
        for (size_t n = 0; n < FITS_MOST && at < pairs.n && str_eq(pairs.at[at].key, key); n++, at++) {
            const name_node *y = &j->nodes.at[pairs.at[at].node];
            uint32_t more = y->spelled.words - x->spelled.words;
            if (y->spelled.words <= x->spelled.words || more > MORE_MOST || y->spelled.words > FULLER_MOST) continue;
            if (spelling_alike(&j->m->lexicon->spelling, &x->spelled, &y->spelled, true) == ALIKE_PART)
                *VEC_ADD(j->a, &fits) = (name_fit){ i, pairs.at[at].node };
        }
    }
    names_join_fits(j, fits.at, fits.n, GROUND_PART, "joined: part of one fuller name", "part of several fuller names");
}

void names_join_initials(naming *j)
{
    keyed_list initials = { 0 };
    for (uint32_t i = 0; i < j->nodes.n; i++) {
        const name_node *x = &j->nodes.at[i];
        actor_class c = names_class(x);
        if (x->spelled.is_acronym || x->spelled.words < 2 || c == CLASS_PERSON || c == CLASS_PEOPLE) continue;
        if (x->spelled.initials.n >= INITIALS_LEAST)
            *VEC_ADD(j->a, &initials) = (keyed){ x->spelled.initials, i };
        if (x->spelled.all_initials.n >= INITIALS_LEAST && !str_eq(x->spelled.initials, x->spelled.all_initials))
            *VEC_ADD(j->a, &initials) = (keyed){ x->spelled.all_initials, i };
    }
    if (initials.n) qsort(initials.at, initials.n, sizeof *initials.at, by_key_then_form);
    VEC(name_fit) fits = { 0 };
    for (uint32_t i = 0; i < j->nodes.n; i++) {
        const name_node *x = &j->nodes.at[i];
        if (!x->is_name || x->is_alias || !x->spelled.is_acronym || x->spelled.words != 1) continue;
        size_t at = first_of(&initials, x->spelled.word[0]);
        for (size_t n = 0; n < FITS_MOST && at < initials.n && str_eq(initials.at[at].key, x->spelled.word[0]); n++)
            *VEC_ADD(j->a, &fits) = (name_fit){ i, initials.at[at++].node };
    }
    names_join_fits(j, fits.at, fits.n, GROUND_INITIALS, "joined: the initials of one name",
                    "the initials of several names");
}

/* ---- reasons ---------------------------------------------------------------------------------------------------- */

static const char *reason_of(arena *a, const name_edge *e)
{
    switch (e->ground) {
    case GROUND_RULING: return arena_printf(a, "decision %llu", (unsigned long long)e->ruling).p;
    case GROUND_SAME: return "same name";
    case GROUND_SPELLING: return "another spelling";
    case GROUND_ALIAS: return "alias given in the case";
    case GROUND_CLOSE: return "nearly the same spelling";
    case GROUND_PART: return "part of the one fuller name it fits";
    case GROUND_INITIALS: return "initials of the one name they fit";
    case GROUND_SHORT: return "short for the one name it fits";
    case GROUND_ROLE: return "office of the one person called so";
    case GROUND_COPY: return "described, in one document and its copies";
    }
    return "";
}

typedef struct {
    uint32_t from, to, edge;
} arc;

static int by_from(const void *x, const void *y)
{
    const arc *a = x, *b = y;
    if (a->from != b->from) return a->from < b->from ? -1 : 1;
    return (a->edge > b->edge) - (a->edge < b->edge);
}

/* A walk from each main node along the edges that joined; the last edge on the way to a node is its reason. */
const char **names_reasons(naming *j, const uint32_t *main)
{
    size_t n = j->nodes.n, arcs = 2 * j->made.n;
    const char **reason = TAKE(j->a, n, const char *);
    arc *list = TAKE(j->a, arcs, arc);
    for (uint32_t i = 0; i < j->made.n; i++) {
        list[2 * i] = (arc){ j->made.at[i].a, j->made.at[i].b, i };
        list[2 * i + 1] = (arc){ j->made.at[i].b, j->made.at[i].a, i };
    }
    if (arcs) qsort(list, arcs, sizeof *list, by_from);
    uint32_t *first = TAKE(j->a, n + 1, uint32_t), *queue = TAKE(j->a, n, uint32_t);
    for (size_t i = 0; i < arcs; i++) first[list[i].from + 1]++;
    for (size_t i = 0; i < n; i++) first[i + 1] += first[i];
    size_t head = 0, tail = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (main[i] != i) continue;
        reason[i] = "same name";
        queue[tail++] = i;
    }
    while (head < tail) {
        uint32_t at = queue[head++];
        for (uint32_t k = first[at]; k < first[at + 1]; k++) {
            if (reason[list[k].to]) continue;
            reason[list[k].to] = reason_of(j->a, &j->made.at[list[k].edge]);
            queue[tail++] = list[k].to;
        }
    }
    return reason;
}
