/*
 * events.c - the same event told by several documents is one event.
 *
 * A claim tells of an event by its frame ("A killed B"), or by a noun that its frame points to ("A is responsible for
 * the murder of B", "blamed A for the crime").  Tellings of one document are one event when they are of one family
 * (happenings.tsv) and name a common victim; "the crime" is the one told of last.  Events of different documents are
 * one when they share family, a victim and a day; an event without a day is the one of its family before its publication
 * that shares the most victims: the latest of the last week, else the one that most documents before tell of; undated
 * ones meet among themselves.  Victims are compared as actors, or by their words without numbers, determiners and words
 * that tell nobody ("people").  What stands in a passage taken over was told when and where the passage first stood: "on
 * Wednesday" is not the Wednesday of the reprint; and it has no say in what day an event has and what it is called.
 * Cost: map look-ups.
 */
#include "match/events.h"

#include "match/groups.h"
#include "match/tellings.h"

#include <stdlib.h>

enum {
    NEAR_DAYS = 60, /* a killing told with days no farther apart is one */
    NEWS_DAYS = 7,  /* after which a report that gives no day need not mean the latest event */
    WITH_SEVERAL_MOST = 64, /* dated events that share a victim: the latest so many are looked at */
    SHOWN_MOST = 60     /* bytes of the victim in what an event is called */
};

/* What one document tells of one event, and by union what all do. */
typedef struct {
    uint32_t up, document;
    const happening *what;
    int32_t first, last, published;
    uint32_t reports; /* documents that tell of it, but for those that took it over; counted on top */
    VEC(hs_str) tokens;
    bool by_noun, is_copied;
} event_node;

typedef struct {
    match *m;
    arena *a;
    const state *s;
    telling_list tellings;
    VEC(event_node) nodes;
} finding_events;

/* ---- within a document ---------------------------------------------------------------------------------------------- */

static bool is_any(const happening *what)
{
    return str_eq(what->family, STR("any"));
}

static bool days_fit(int32_t a_first, int32_t a_last, int32_t b_first, int32_t b_last)
{
    return a_first > a_last || b_first > b_last || (a_first <= b_last && b_first <= a_last);
}

static bool shares_token(const event_node *n, const telling *t)
{
    for (uint32_t i = 0; i < t->tokens; i++)
        for (size_t k = 0; k < n->tokens.n; k++)
            if (str_eq(n->tokens.at[k], t->token[i])) return true;
    return false;
}

static void add_to_node(finding_events *f, uint32_t node, telling *t)
{
    event_node *n = &f->nodes.at[node];
    t->node = node;
    n->by_noun |= t->by_noun;
    if (t->first <= t->last) {
        n->first = t->first;
        n->last = t->last;
    }
    for (uint32_t i = 0; i < t->tokens; i++) {
        bool known = false;
        for (size_t k = 0; k < n->tokens.n && !known; k++) known = str_eq(n->tokens.at[k], t->token[i]);
        if (!known) *VEC_ADD(f->a, &n->tokens) = t->token[i];
    }
}

static void open_node(finding_events *f, telling *t)
{
    event_node *n = VEC_ADD(f->a, &f->nodes);
    *n = (event_node){ .up = (uint32_t)f->nodes.n - 1, .document = t->document, .what = t->what, .first = 1,
                       .published = t->published, .is_copied = t->copied };
    add_to_node(f, n->up, t);
}

/* "The attack", said of a killing, may mean it, and so may "seven people died"; "G launched an offensive" does not. */
static bool may_mean(const telling *t, const telling *told)
{
    bool names_nobody = t->victim.local == NOBODY && !t->victim.shown.n, is_new = has_doer(t) && names_nobody && !t->by_noun;
    return str_eq(told->what->family, t->what->family) && (!is_new || str_eq(told->what->called, t->what->called));
}

/* Tellings [from, to) are of one document.  Those that name a victim first; then "the crime", which is the one told of
 * last before, else the first behind. */
static void group_document(finding_events *f, size_t from, size_t to)
{
    size_t first = f->nodes.n;
    for (size_t i = from; i < to; i++) {
        telling *t = &f->tellings.at[i];
        if (!t->tokens || is_any(t->what)) continue;
        size_t n = first;
        while (n < f->nodes.n && !(str_eq(f->nodes.at[n].what->family, t->what->family) && shares_token(&f->nodes.at[n], t) &&
                                   days_fit(f->nodes.at[n].first, f->nodes.at[n].last, t->first, t->last)))
            n++;
        if (n < f->nodes.n) add_to_node(f, (uint32_t)n, t);
        else open_node(f, t);
    }
    for (size_t i = from; i < to; i++) {
        telling *t = &f->tellings.at[i];
        uint32_t at = NOBODY;
        if (t->node != NOBODY) continue;
        for (size_t k = from; k < to && (k < i || at == NOBODY); k++) {
            const telling *o = &f->tellings.at[k];
            bool fits = o->node != NOBODY && o->tokens && (is_any(t->what) || may_mean(t, o));
            if (fits && days_fit(o->first, o->last, t->first, t->last)) at = o->node;
        }
        if (at != NOBODY) add_to_node(f, at, t);
    }
}

/* ---- across documents ----------------------------------------------------------------------------------------------- */

static uint32_t top(finding_events *f, uint32_t n)
{
    event_node *x = f->nodes.at;
    while (x[n].up != n) n = x[n].up = x[x[n].up].up;
    return n;
}

static void join(finding_events *f, uint32_t a, uint32_t b)
{
    a = top(f, a);
    b = top(f, b);
    if (a == b) return;
    event_node *low = &f->nodes.at[a < b ? a : b], *high = &f->nodes.at[a < b ? b : a];
    high->up = a < b ? a : b;
    low->by_noun |= high->by_noun;
    low->reports += high->reports;
    if (high->first <= high->last && (low->first > low->last || high->last - high->first < low->last - low->first)) {
        low->first = high->first;
        low->last = high->last;
    }
}

static bool is_dated(const event_node *n)
{
    return n->first <= n->last;
}

/* A state as the victim of an attack, or nobody, is too little to call two reports without a day one event. */
static bool tells_victim(const finding_events *f, hs_str token)
{
    if (token.p[0] != '#') return true;
    for (uint32_t low = 0, high = f->s->actors; low < high;) {
        uint32_t middle = low + (high - low) / 2;
        int order = str_cmp(f->s->actor[middle].key, str_sub(token, 1, token.n));
        if (!order) return f->s->actor[middle].class != CLASS_PLACE && f->s->actor[middle].class != CLASS_PEOPLE;
        if (order < 0) low = middle + 1;
        else high = middle;
    }
    return true;
}

static void join_dated(finding_events *f)
{
    map by_day = { .a = f->a };
    for (uint32_t i = 0; i < f->nodes.n; i++) {
        const event_node *n = &f->nodes.at[i];
        for (int32_t day = n->first; day <= n->last; day++)
            for (size_t k = 0; k < n->tokens.n; k++) {
                hs_str key = arena_printf(f->a, "%.*s|%d|%.*s", STR_ARGS(n->what->family), day, STR_ARGS(n->tokens.at[k]));
                bool is_new;
                uint64_t *other = map_put(&by_day, key, &is_new);
                if (is_new) *other = i;
                else join(f, i, (uint32_t)*other);
            }
    }
}

/* Nobody is killed twice: killings of one named victim that are told with days near each other are one, its day told
 * differently. */
static bool is_once(const event_node *n)
{
    return str_starts(n->what->called, STR("killing")) || str_starts(n->what->called, STR("death")) || n->by_noun;
}

static void join_told_apart(finding_events *f)
{
    map by_victim = { .a = f->a };
    for (uint32_t i = 0; i < f->nodes.n; i++) {
        const event_node *n = &f->nodes.at[i];
        for (size_t k = 0; is_dated(n) && is_once(n) && k < n->tokens.n; k++) {
            hs_str token = n->tokens.at[k];
            if (token.p[0] != '#' || !tells_victim(f, token)) continue;
            bool is_new;
            uint64_t *other = map_put(&by_victim, arena_printf(f->a, "%.*s|%.*s", STR_ARGS(n->what->family), STR_ARGS(token)), &is_new);
            const event_node *o = &f->nodes.at[*other];
            if (!is_new && abs(o->first - n->first) <= NEAR_DAYS) join(f, i, (uint32_t)*other);
            else *other = i;
        }
    }
}

/* The day that most of an event's reports give, the earliest of equals. */
typedef struct {
    uint32_t node;
    int32_t first, last;
} day_vote;

static int by_node_then_day(const void *x, const void *y)
{
    const day_vote *a = x, *b = y;
    if (a->node != b->node) return a->node < b->node ? -1 : 1;
    if (a->first != b->first) return a->first < b->first ? -1 : 1;
    return (a->last > b->last) - (a->last < b->last);
}

static void settle_days(finding_events *f)
{
    VEC(day_vote) votes = { 0 };
    for (size_t i = 0; i < f->tellings.n; i++) {
        const telling *t = &f->tellings.at[i];
        if (t->node != NOBODY && !t->copied && t->first <= t->last) *VEC_ADD(f->a, &votes) = (day_vote){ top(f, t->node), t->first, t->last };
    }
    if (votes.n) qsort(votes.at, votes.n, sizeof *votes.at, by_node_then_day);
    size_t most = 0;
    for (size_t i = 0, end; i < votes.n; i = end) {
        for (end = i + 1; end < votes.n && !by_node_then_day(&votes.at[i], &votes.at[end]);) end++;
        if (!i || votes.at[i - 1].node != votes.at[i].node) most = 0;
        if (end - i <= most) continue;
        most = end - i;
        f->nodes.at[votes.at[i].node].first = votes.at[i].first;
        f->nodes.at[votes.at[i].node].last = votes.at[i].last;
    }
}

typedef struct {
    hs_str key; /* family and victim */
    uint32_t node;
} shared;

static int by_key_then_day(const void *x, const void *y)
{
    const shared *a = x, *b = y;
    int order = str_cmp(a->key, b->key);
    return order ? order : (a->node > b->node) - (a->node < b->node);
}

typedef VEC(shared) shared_list;

static shared_list dated_victims(finding_events *f)
{
    shared_list all = { 0 };
    for (uint32_t i = 0; i < f->nodes.n; i++) {
        const event_node *n = &f->nodes.at[i];
        for (size_t k = 0; k < n->tokens.n && is_dated(n); k++)
            if (tells_victim(f, n->tokens.at[k]))
                *VEC_ADD(f->a, &all) =
                    (shared){ arena_printf(f->a, "%.*s|%.*s", STR_ARGS(n->what->family), STR_ARGS(n->tokens.at[k])), i };
    }
    if (all.n) qsort(all.at, all.n, sizeof *all.at, by_key_then_day);
    return all;
}

typedef struct {
    uint32_t node;
    uint32_t shares, reports;
    int32_t day;
    bool is_news;
} choice;

static bool is_likelier(const choice *a, const choice *b)
{
    if (a->shares != b->shares) return a->shares > b->shares;
    if (a->is_news != b->is_news) return a->is_news;
    if (!a->is_news && a->reports != b->reports) return a->reports > b->reports;
    return a->day > b->day;
}

/* Counts, for each dated event that shares a victim with n, how many it shares; the best is kept. */
static void count_choices(finding_events *f, const shared_list *dated, hs_str key, const event_node *n, choice *c,
                          uint32_t *choices)
{
    size_t low = 0, high = dated->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_cmp(dated->at[middle].key, key) < 0) low = middle + 1;
        else high = middle;
    }
    uint32_t seen = NOBODY;
    for (; low < dated->n && str_eq(dated->at[low].key, key); low++) {
        uint32_t at = top(f, dated->at[low].node);
        const event_node *d = &f->nodes.at[at];
        if (at == seen || d->first > n->published) continue; /* told before it happened */
        seen = at;
        uint32_t k = 0;
        while (k < *choices && c[k].node != at) k++;
        if (k == WITH_SEVERAL_MOST) continue;
        if (k == *choices)
            c[(*choices)++] = (choice){ .node = at, .reports = d->reports, .day = d->first,
                                        .is_news = n->published - d->last <= NEWS_DAYS };
        c[k].shares++;
    }
}

static uint32_t dated_event_of(finding_events *f, const shared_list *dated, const event_node *n)
{
    choice c[WITH_SEVERAL_MOST];
    uint32_t choices = 0, best = NOBODY;
    for (size_t k = 0; k < n->tokens.n; k++)
        count_choices(f, dated, arena_printf(f->a, "%.*s|%.*s", STR_ARGS(n->what->family), STR_ARGS(n->tokens.at[k])), n, c,
                      &choices);
    for (uint32_t k = 0; k < choices; k++)
        if (best == NOBODY || is_likelier(&c[k], &c[best])) best = k;
    return best == NOBODY ? NOBODY : c[best].node;
}

static void count_reports(finding_events *f)
{
    for (uint32_t i = 0; i < f->nodes.n; i++)
        if (!f->nodes.at[i].is_copied) f->nodes.at[top(f, i)].reports++;
}

static void join_undated(finding_events *f)
{
    count_reports(f);
    shared_list dated = dated_victims(f);
    map first = { .a = f->a };
    for (uint32_t i = 0; i < f->nodes.n; i++) {
        const event_node *n = &f->nodes.at[i];
        if (is_dated(n) || n->up != i) continue;
        uint32_t known = dated_event_of(f, &dated, n);
        if (known != NOBODY) {
            join(f, known, i);
            continue;
        }
        for (size_t k = 0; k < n->tokens.n; k++) {
            if (!tells_victim(f, n->tokens.at[k])) continue;
            bool is_new;
            uint64_t *other = map_put(&first, arena_printf(f->a, "%.*s|%.*s", STR_ARGS(n->what->family), STR_ARGS(n->tokens.at[k])), &is_new);
            if (is_new) *other = i;
            else join(f, i, (uint32_t)*other);
        }
    }
}

/* ---- events of the state -------------------------------------------------------------------------------------------- */

/* An event is what has a day, or what somebody calls by a noun; "A attacks B" alone is a statement like any other. */
static bool is_event(finding_events *f, uint32_t node)
{
    const event_node *n = &f->nodes.at[top(f, node)];
    return is_dated(n) || n->by_noun;
}

typedef struct {
    hs_str key;
    uint32_t node;
} keyed;

static int by_key(const void *x, const void *y)
{
    return str_cmp(((const keyed *)x)->key, ((const keyed *)y)->key);
}

/* Kind, day and the smallest of its victims' keys: the same whatever documents come later, unless they tell more. */
static hs_str key_of(finding_events *f, uint32_t node, const hs_str *victim)
{
    const event_node *n = &f->nodes.at[node];
    hs_str day = is_dated(n) ? date_print(f->a, date_from_days(n->first)) : STR("-");
    return arena_printf(f->a, "%.*s|%.*s|%.*s", STR_ARGS(n->what->family), STR_ARGS(day), STR_ARGS(victim[node]));
}

static hs_str *smallest_victims(finding_events *f)
{
    hs_str *victim = TAKE(f->a, f->nodes.n, hs_str);
    for (uint32_t i = 0; i < f->nodes.n; i++) {
        hs_str *least = &victim[top(f, i)];
        for (size_t k = 0; k < f->nodes.at[i].tokens.n; k++)
            if (!least->n || str_cmp(f->nodes.at[i].tokens.at[k], *least) < 0) *least = f->nodes.at[i].tokens.at[k];
    }
    return victim;
}

/* Numbers the events by key; number: of each node on top, or NOBODY. */
static case_event *number_events(finding_events *f, uint32_t *number, uint32_t *events)
{
    VEC(keyed) tops = { 0 };
    hs_str *victim = smallest_victims(f);
    memset(number, 0xff, f->nodes.n * sizeof *number);
    for (uint32_t i = 0; i < f->nodes.n; i++)
        if (f->nodes.at[i].up == i && is_event(f, i)) *VEC_ADD(f->a, &tops) = (keyed){ key_of(f, i, victim), i };
    if (tops.n) qsort(tops.at, tops.n, sizeof *tops.at, by_key);
    case_event *event = TAKE(f->a, tops.n, case_event);
    for (uint32_t i = 0; i < tops.n; i++) {
        const event_node *n = &f->nodes.at[tops.at[i].node];
        number[tops.at[i].node] = i;
        event[i] = (case_event){ .key = tops.at[i].key, .place = NOBODY };
        if (is_dated(n)) {
            event[i].from = date_from_days(n->first);
            event[i].to = date_from_days(n->last);
        }
    }
    *events = (uint32_t)tops.n;
    return event;
}

typedef struct {
    uint32_t event, kind;
    hs_str words;
} wording_vote;

static int by_event(const void *x, const void *y)
{
    const wording_vote *a = x, *b = y;
    if (a->event != b->event) return a->event < b->event ? -1 : 1;
    if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
    return str_cmp(a->words, b->words);
}

static hs_str shown_victim(const finding_events *f, const telling *t)
{
    if (t->victim.local != NOBODY) {
        const local_actor *l = &f->m->locals.at[t->victim.local];
        return l->is_named ? f->s->actor[l->actor].name : l->name;
    }
    return t->victim.shown.n ? t->victim.shown : t->victim_shown;
}

/* The words said most often of one kind: 0 what it is called, 1 whom, 2 where. */
static hs_str most_said(const wording_vote *v, size_t n, uint32_t kind)
{
    hs_str best = STR("");
    size_t most = 0;
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && v[end].kind == v[i].kind && str_eq(v[end].words, v[i].words);) end++;
        if (v[i].kind != kind || end - i <= most) continue;
        most = end - i;
        best = v[i].words;
    }
    return best;
}

static hs_str written_day(arena *a, date d)
{
    static const char *const month[] = { "", "January", "February", "March", "April", "May", "June", "July", "August",
                                         "September", "October", "November", "December" };
    return d.precision < DATE_DAY ? STR("") : arena_printf(a, "%d %s %d", d.day, month[d.month], d.year);
}

static void name_events(finding_events *f, case_event *event, const uint32_t *number)
{
    VEC(wording_vote) votes = { 0 };
    uint32_t last = NOBODY, *last_document = TAKE(f->a, f->nodes.n + 1, uint32_t);
    memset(last_document, 0xff, (f->nodes.n + 1) * sizeof *last_document);
    for (size_t i = 0; i < f->tellings.n; i++) {
        const telling *t = &f->tellings.at[i];
        uint32_t at = t->node == NOBODY ? NOBODY : number[top(f, t->node)];
        if (at == NOBODY) continue;
        event[at].claims += t->claim != last;
        last = t->claim;
        event[at].documents += last_document[at] != t->document;
        last_document[at] = t->document;
        if (t->copied) continue;
        const local_claim *c = &f->m->claims.at[t->claim];
        hs_str whom = shown_victim(f, t), where = words_of_filler(f->m, f->m->tellings.at[t->telling].place);
        if (t->what->called.n) *VEC_ADD(f->a, &votes) = (wording_vote){ at, 0, t->what->called };
        if (whom.n && whom.n <= SHOWN_MOST && t->tokens) *VEC_ADD(f->a, &votes) = (wording_vote){ at, 1, whom };
        if (where.n) *VEC_ADD(f->a, &votes) = (wording_vote){ at, 2, where };
        if (happenings_frame(&f->m->lexicon->happenings, c->frame)) *VEC_ADD(f->a, &votes) = (wording_vote){ at, 3, c->frame };
        filler place = f->m->tellings.at[t->telling].place;
        if (place.local != NOBODY && event[at].place == NOBODY) event[at].place = f->m->locals.at[place.local].actor;
    }
    if (votes.n) qsort(votes.at, votes.n, sizeof *votes.at, by_event);
    for (size_t i = 0, end; i < votes.n; i = end) {
        for (end = i + 1; end < votes.n && votes.at[end].event == votes.at[i].event;) end++;
        case_event *e = &event[votes.at[i].event];
        hs_str called = most_said(&votes.at[i], end - i, 0), whom = most_said(&votes.at[i], end - i, 1);
        hs_str day = written_day(f->a, e->from);
        e->place_words = e->place == NOBODY ? most_said(&votes.at[i], end - i, 2) : STR("");
        e->kind = most_said(&votes.at[i], end - i, 3);
        e->words = arena_printf(f->a, "the %.*s %.*s%s%.*s", STR_ARGS(called.n ? called : STR("attack on")),
                                STR_ARGS(whom.n ? whom : STR("somebody")), day.n ? " on " : "", STR_ARGS(day));
    }
    for (uint32_t i = 0; i < f->nodes.n; i++) {
        uint32_t at = number[i];
        if (at == NOBODY) continue;
        hs_str day = event[at].words.n ? STR("") : written_day(f->a, event[at].from);
        if (!event[at].words.n) event[at].words = arena_printf(f->a, "what happened%s%.*s", day.n ? " on " : "", STR_ARGS(day));
        if (!event[at].kind.n) event[at].kind = f->nodes.at[i].what->family;
    }
}

typedef struct {
    uint32_t event, actor;
} struck;

static int by_struck(const void *x, const void *y)
{
    const struck *a = x, *b = y;
    if (a->event != b->event) return a->event < b->event ? -1 : 1;
    return (a->actor > b->actor) - (a->actor < b->actor);
}

static const uint32_t *main_victims(finding_events *f, const uint32_t *number, uint32_t events)
{
    uint32_t *victim = TAKE(f->a, events, uint32_t);
    memset(victim, 0xff, events * sizeof *victim);
    VEC(struck) all = { 0 };
    for (size_t i = 0; i < f->tellings.n; i++) {
        const telling *t = &f->tellings.at[i];
        uint32_t event = t->node == NOBODY ? NOBODY : number[top(f, t->node)];
        if (event == NOBODY || t->copied || t->victim.local == NOBODY || !f->m->locals.at[t->victim.local].is_named) continue;
        *VEC_ADD(f->a, &all) = (struck){ event, f->m->locals.at[t->victim.local].actor };
    }
    if (all.n) qsort(all.at, all.n, sizeof *all.at, by_struck);
    size_t most = 0;
    for (size_t i = 0, end; i < all.n; i = end) {
        for (end = i + 1; end < all.n && !by_struck(&all.at[i], &all.at[end]);) end++;
        if (!i || all.at[i - 1].event != all.at[i].event) most = 0;
        if (end - i > most) victim[all.at[i].event] = all.at[i].actor;
        if (end - i > most) most = end - i;
    }
    return victim;
}

static event_parts take_parts(finding_events *f, const uint32_t *number)
{
    VEC(event_part) parts = { 0 };
    uint32_t *of_claim = TAKE(f->a, f->m->claims.n, uint32_t);
    if (f->m->claims.n) memset(of_claim, 0xff, f->m->claims.n * sizeof *of_claim);
    VEC(filler) doers = { 0 };
    for (size_t i = 0; i < f->tellings.n; i++)
        if (has_doer(&f->tellings.at[i])) *VEC_ADD(f->a, &doers) = f->tellings.at[i].doer;
    const groups *g = groups_open(f->m, f->s, doers.at, doers.n);
    const uint32_t *victim = main_victims(f, number, f->s->events);
    for (size_t i = 0; i < f->tellings.n; i++) {
        const telling *t = &f->tellings.at[i];
        uint32_t event = t->node == NOBODY ? NOBODY : number[top(f, t->node)];
        group_value v;
        if (event == NOBODY || !groups_value(g, t->kind == PART_VICTIM ? t->victim : t->doer, &v)) continue;
        if (t->kind != PART_VICTIM && v.actor != NOBODY && v.actor == victim[event]) continue; /* "the priests' murders", misread */
        of_claim[t->claim] = (uint32_t)parts.n;
        *VEC_ADD(f->a, &parts) = (event_part){ event, t->kind, v.key, v.shown, v.actor };
    }
    return (event_parts){ of_claim, parts.at, victim };
}

event_parts match_find_events(match *m, const lineage *lineages, uint32_t n, state *out)
{
    finding_events f = { .m = m, .a = m->a, .s = out, .tellings = match_read_tellings(m, out, lineages, n) };
    for (size_t i = 0, end; i < f.tellings.n; i = end) {
        for (end = i + 1; end < f.tellings.n && f.tellings.at[end].document == f.tellings.at[i].document;) end++;
        group_document(&f, i, end);
    }
    join_dated(&f);
    join_told_apart(&f);
    join_undated(&f);
    settle_days(&f);
    uint32_t *number = TAKE(m->a, f.nodes.n, uint32_t);
    case_event *event = number_events(&f, number, &out->events);
    name_events(&f, event, number);
    out->event = event;
    return take_parts(&f, number);
}
