/*
 * repeats.c - who repeats whatever was said last before.
 *
 * Where statements have times, a source may copy no one in particular but whoever spoke last: a program that edits an
 * encyclopaedia's pages, an agency that passes on the latest figure.  Pairs do not show it.  For each source we
 * look at the statements before which somebody else had spoken, and there only at those where, without its own voice,
 * another value than the one last given is the likelier:
 *
 *     chances M   probability of that other value
 *     observed O  how often the source repeated the last value all the same
 *     expected E  how often one would who is wrong as often as this one, and then says what others say
 *
 * The size of the excess, (O - E) / (M - E), is the rate of repeating, and is judged as in copying.c.  A truthful source
 * corrects what is wrong about as often as it is right; one that repeats corrects nothing.
 */
#include "weigh/repeats.h"

#include "weigh/fixed.h"

#include <math.h>

enum { CROWD = 200 }; /* an item with more voices says little of each, and costs much */
#define RATE_LEAST    0.6  /* of repeating, that it takes */
#define RATE_USUAL    0.9  /* where somebody repeats */
#define PRIOR_ODDS    4.6  /* ln of the odds against it, as of a pair in copying.c */
#define CHANCES       2.0  /* fewer show nothing */
#define CONTRADICTED  0.5  /* belief in another value from which the last one is contradicted */
#define SURE          0.95
#define MISBELIEF     2.0  /* concentration of wrong answers, as in open.c */

typedef struct {
    fixed chances, observed, expected;
} habit;

/* The voice before this one in time, if there is one that is the last; else WEIGH_NONE.  Of several at the same moment
 * that say different things none is. */
static uint32_t last_before(const table *t, const float *time, uint32_t item, uint32_t at)
{
    uint32_t found = WEIGH_NONE;
    float own = time[t->row[at]], latest = -INFINITY;
    bool torn = false;
    if (isnan(own) || t->voice[at].denies) return WEIGH_NONE;
    for (uint32_t i = t->first[item]; i < t->first[item + 1]; i++) {
        float when = time[t->row[i]];
        if (i == at || t->voice[i].denies || isnan(when) || when >= own || when < latest) continue;
        torn = when == latest && (torn || t->voice[i].value != t->voice[found].value);
        latest = when;
        found = i;
    }
    return torn ? WEIGH_NONE : found;
}

static void add_chance(habit *h, const table *t, uint32_t item, uint32_t at, uint32_t last, const double *p, double accuracy)
{
    uint32_t value = t->voice[last].value, values = t->value_first[item + 1] - t->value_first[item], given = 0;
    double other = 0;
    for (uint32_t v = 0; v < values; v++)
        if (v != value && p[v] > other) other = p[v];
    if (other < CONTRADICTED) return;
    for (uint32_t i = t->first[item]; i < t->first[item + 1]; i++) given += i != at && t->voice[i].value == value;
    h->chances += fixed_of(other);
    h->expected += fixed_of(other * (1 - accuracy) * given / (given + MISBELIEF));
    if (t->voice[at].value == value) h->observed += fixed_of(other);
}

static bool repeats(const habit *h)
{
    double m = fixed_to(h->chances), o = fixed_to(h->observed), e = fixed_to(h->expected);
    if (m < CHANCES || o <= e) return false;
    double rate = (o - e) / (m - e), share = (o + 1) / (m + 2), spread = sqrt(m * share * (1 - share)) / (m - e);
    double by_itself = e / m, together = RATE_USUAL + (1 - RATE_USUAL) * by_itself;
    double ratio = o * log(together / by_itself) + (m - o) * log((1 - together) / (1 - by_itself));
    return 0.5 * erfc(-(rate - RATE_LEAST) / spread / sqrt(2)) >= SURE && logistic(ratio - PRIOR_ODDS) >= SURE;
}

/* How one item bears on the habits of those who speak of it; p: room for its values. */
static void watch(habit *h, const table *t, const float *time, uint32_t item, believe_without *without,
                  const void *model, const double *accuracy, double *p)
{
    for (uint32_t at = t->first[item]; at < t->first[item + 1]; at++) {
        uint32_t source = t->voice[at].source, last;
        if (source == WEIGH_NONE || (last = last_before(t, time, item, at)) == WEIGH_NONE) continue;
        without(model, item, at, p);
        add_chance(&h[source], t, item, at, last, p, accuracy[source]);
    }
}

bool repeats_find(arena *a, const table *t, const float *time, believe_without *without, const void *model,
                  const double *accuracy, bool *repeater)
{
    habit *h = TAKE(a, t->tracked, habit);
    double *p = TAKE(a, t->most_values, double);
    bool any = false;
    for (uint32_t item = 0; time && item < t->items; item++) {
        uint32_t voices = t->first[item + 1] - t->first[item];
        if (voices > 2 && voices <= CROWD) watch(h, t, time, item, without, model, accuracy, p);
    }
    for (uint32_t s = 0; s < t->tracked; s++) any |= repeater[s] = repeats(&h[s]);
    return any;
}

/* Somebody had said something else before the voice spoke.  Where nobody had, there was nothing to choose from: then a
 * source that repeats cannot be told from one that agrees. */
static bool disputed(const table *t, const float *time, uint32_t item, uint32_t at)
{
    for (uint32_t i = t->first[item]; i < t->first[item + 1]; i++)
        if (t->voice[i].value != t->voice[at].value && time[t->row[i]] < time[t->row[at]]) return true;
    return false;
}

void repeats_fold(table *t, const float *time, const bool *repeater)
{
    for (uint32_t item = 0; item < t->items; item++) {
        for (uint32_t at = t->first[item]; at < t->first[item + 1]; at++) {
            voice *v = &t->voice[at];
            if (v->source == WEIGH_NONE || !repeater[v->source]) continue;
            uint32_t last = last_before(t, time, item, at);
            if (last != WEIGH_NONE && t->voice[last].value == v->value && disputed(t, time, item, at)) v->echo = 1;
        }
    }
}
