/*
 * direct.c - who had a passage first: dates and the text itself give evidence, none of it is absolute.
 */
#include "reuse/shared.h"

#include <math.h>

#define SAID 1.2       /* log-odds from which a direction is said: odds of ten to three */
#define DAY_APART 2.9  /* dates are wrong about once in twenty times */
#define HOUR_APART 2.0 /* within a day clocks and time zones are another cause */

/* Minutes since day 0 of the first and last moment that a date may mean. */
static bool moments(date d, int64_t *first, int64_t *last)
{
    int32_t from, to;
    if (!date_days(d, &from, &to)) return false;
    *first = (int64_t)from * 1440 + d.hour * 60 + d.minute;
    *last = d.precision >= DATE_MINUTE ? *first : (int64_t)to * 1440 + 1439;
    return true;
}

static double from_dates(date a, date b)
{
    int64_t a_first, a_last, b_first, b_last;
    if (!moments(a, &a_first, &a_last) || !moments(b, &b_first, &b_last)) return 0;
    if (a_last < b_first) return b_first - a_last >= 1440 ? DAY_APART : HOUR_APART;
    if (b_last < a_first) return a_first - b_last >= 1440 ? -DAY_APART : -HOUR_APART;
    return 0;
}

void direct(arena *scratch, const body *b, shared_list *l)
{
    (void)scratch;
    for (size_t i = 0; i < l->n; i++) {
        shared *s = &l->at[i];
        if (s->a == s->b) continue;
        s->lead = from_dates(b->document[s->a]->published, b->document[s->b]->published);
        s->direction = fabs(s->lead) < SAID ? DIRECTION_UNSAID : s->lead > 0 ? DIRECTION_A_FIRST : DIRECTION_B_FIRST;
    }
}
