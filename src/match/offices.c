/*
 * offices.c - "the interior minister" of one report and "Interior Minister Tell" of another.
 *
 * Where a text puts an office in front of a person's name ("Foreign Minister Pacas", "the interior minister, Brannoc
 * Tell") that person holds it at the day of the document.  Somebody who is only called by an office is the one person
 * of the same document who holds it, else, when the office is told in two words or more, the one person of the case
 * who holds it within a year of the document.  A longer office is every shorter one that it ends in ("Vantan interior
 * minister" is "interior minister").  "Former" ends an office: nobody is joined to what he was.
 */
#include "base/utf8.h"
#include "match/names.h"

#include <stdlib.h>

enum {
    BEFORE_BYTES = 64,  /* of the text in front of a name that are looked at */
    OFFICE_WORDS = 3,
    WITHIN_DAYS = 366
};

static bool ends_office(const match_lexicon *l, hs_str word)
{
    static const char *const past[] = { "former", "ex", "then", "late", "acting", "ousted" };
    for (size_t i = 0; i < sizeof past / sizeof *past; i++)
        if (str_eq(word, str_of(past[i]))) return true;
    return !word.n || lexicon_is_function_word(l, word) || strchr(",.;:()[]\"", word.p[word.n - 1]);
}

static bool is_office(const match_lexicon *l, hs_str word)
{
    return spelling_name_word(&l->spelling, word) == NAME_TITLE && word.n > 3;
}

/* Up to OFFICE_WORDS words at the end of a phrase whose last is an office; empty when it is none, or a past one. */
static hs_str office_at_end(const match_lexicon *l, hs_str folded)
{
    while (folded.n && (folded.p[folded.n - 1] == ' ' || folded.p[folded.n - 1] == ',')) folded.n--;
    size_t begin = folded.n;
    for (unsigned n = 0; n <= OFFICE_WORDS && begin; n++) {
        size_t from = begin;
        while (from && folded.p[from - 1] != ' ') from--;
        hs_str word = str_sub(folded, from, begin < folded.n ? begin : folded.n);
        if (!n && !is_office(l, word)) return STR("");
        if (str_eq(word, STR("former")) || str_starts(word, STR("ex-"))) return STR("");
        if (n == OFFICE_WORDS || ends_office(l, word)) return str_sub(folded, begin < folded.n ? begin + 1 : begin, folded.n);
        begin = from ? from - 1 : 0;
        if (!from) return folded;
    }
    return folded;
}

void match_add_offices(match *m, const document *d, const findings *f, uint32_t first_local)
{
    for (uint32_t i = 0; i < f->mentions; i++) {
        const mention *x = &f->mention[i];
        if (f->actor[x->actor].class != CLASS_PERSON || x->kind > MENTION_SHORT || !x->at.begin) continue;
        uint32_t begin = x->at.begin > BEFORE_BYTES ? x->at.begin - BEFORE_BYTES : 0;
        while (begin < x->at.begin && !utf8_boundary(d->text, begin)) begin++;
        hs_str before = str_sub(d->text, begin, x->at.begin);
        for (size_t k = before.n; k-- > 0;)
            if (before.p[k] == '\n' || before.p[k] == '.') {
                before = str_sub(before, k + 1, before.n);
                break;
            }
        arena_mark here = arena_here(m->a);
        hs_str office = office_at_end(m->lexicon, utf8_fold(m->a, before));
        if (!office.n) {
            arena_rollback(m->a, here);
            continue;
        }
        *VEC_ADD(m->a, &m->offices) = (local_office){ first_local + x->actor, arena_str(m->a, office) };
    }
}

/* ---- joining ---------------------------------------------------------------------------------------------------------- */

typedef struct {
    hs_str office;
    uint32_t person, document; /* a local, and where it is told */
} holding;

static int by_office(const void *x, const void *y)
{
    const holding *a = x, *b = y;
    int order = str_cmp(a->office, b->office);
    if (order) return order;
    return (a->person > b->person) - (a->person < b->person);
}

typedef VEC(holding) holding_list;

/* Every holding under its office and the shorter ones that it ends in, sorted. */
static holding_list all_holdings(naming *j)
{
    holding_list all = { 0 };
    for (size_t i = 0; i < j->m->offices.n; i++) {
        const local_office *o = &j->m->offices.at[i];
        for (hs_str rest = o->office;;) {
            *VEC_ADD(j->a, &all) = (holding){ rest, o->local, j->m->locals.at[o->local].document };
            size_t blank = str_find(rest, STR(" "), 0);
            if (blank == SIZE_MAX) break;
            rest = str_sub(rest, blank + 1, rest.n);
        }
    }
    if (all.n) qsort(all.at, all.n, sizeof *all.at, by_office);
    return all;
}

static bool near(const match *m, uint32_t a, uint32_t b)
{
    int32_t x, y, last;
    if (!date_days(m->documents.at[a].published, &x, &last) || !date_days(m->documents.at[b].published, &y, &last)) return true;
    return abs(x - y) <= WITHIN_DAYS;
}

/* The node of the one who holds it, among those of this document or (case_wide) of all documents near in time. */
static uint32_t holder_of(naming *j, const holding_list *all, hs_str office, uint32_t document, bool case_wide)
{
    size_t low = 0, high = all->n;
    uint32_t only = NOBODY;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_cmp(all->at[middle].office, office) < 0) low = middle + 1;
        else high = middle;
    }
    for (; low < all->n && str_eq(all->at[low].office, office); low++) {
        const holding *h = &all->at[low];
        if (case_wide ? !near(j->m, h->document, document) : h->document != document) continue;
        uint32_t who = j->m->locals.at[h->person].actor;
        if (only != NOBODY && names_top(j, only) != names_top(j, who)) return NOBODY;
        only = who;
    }
    return only;
}

void names_join_offices(naming *j)
{
    match *m = j->m;
    holding_list all = all_holdings(j);
    for (size_t i = 0; i < m->locals.n && all.n; i++) {
        const local_actor *l = &m->locals.at[i];
        if (l->is_named || l->class != CLASS_PERSON) continue;
        arena_mark here = arena_here(m->a);
        hs_str folded = utf8_fold(m->a, l->name), office = office_at_end(m->lexicon, folded);
        uint32_t who = NOBODY;
        if (office.n) who = holder_of(j, &all, office, l->document, false);
        if (office.n && who == NOBODY && str_find(office, STR(" "), 0) != SIZE_MAX)
            who = holder_of(j, &all, office, l->document, true);
        arena_rollback(m->a, here);
        if (who == NOBODY) continue;
        if (names_join(j, (name_edge){ l->actor, who, GROUND_ROLE, 0 }))
            names_doubt(j, l->actor, who, "joined: called by the office of one person");
    }
}
