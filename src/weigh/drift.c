/*
 * drift.c - sources whose quality changes with time.
 *
 * A source's log odds of being right go at random from period to period:
 *
 *     x_0 ~ N(logit usual, 1 / (strength usual (1 - usual)))        x_p ~ N(x_p-1, step)
 *     seen in p: logit of the share of its statements that seem right, with the variance of a share of so many
 *
 * Both ways in time by R. Kalman's filter (1960) and the smoother of H. Rauch, F. Tung, C. Striebel (1965).  The step is
 * the same for all sources and is learnt: of a few values the one under which all that was seen is likeliest.
 */
#include "weigh/drift.h"

#define ONE_SEEN 1.0 /* statement at the usual rate, so that a period in which all was right has a logit */

const double DRIFT_STEP[DRIFT_STEPS] = { 0, 0.003, 0.01, 0.03, 0.1, 0.3, 1 };

uint32_t *drift_periods(arena *a, const table *t, const float *time, double days, uint32_t *periods)
{
    uint32_t *period = TAKE(a, t->items, uint32_t);
    float *when = TAKE(a, t->items, float), first = INFINITY, last = -INFINITY;
    for (uint32_t i = 0; i < t->items; i++) {
        when[i] = NAN;
        for (uint32_t j = t->first[i]; time && j < t->first[i + 1]; j++) when[i] = fminf(when[i], time[t->row[j]]);
        first = fminf(first, when[i]);
        last = fmaxf(last, when[i]);
    }
    if (!(first <= last)) arena_leave(a, HS_BAD_ARGUMENT, "weigh: drift asks for times, and no row has one");
    double n = floor(((double)last - (double)first) / days) + 1;
    if (!(n <= DRIFT_PERIODS))
        arena_leave(a, HS_BAD_ARGUMENT, "weigh: more than %d periods of drift: make them longer", DRIFT_PERIODS);
    *periods = (uint32_t)n;
    for (uint32_t i = 0; i < t->items; i++)
        period[i] = isnan(when[i]) ? *periods / 2 : (uint32_t)floor(((double)when[i] - (double)first) / days);
    return period;
}

typedef struct {
    double mean, variance;
} normal;

/* Takes in what was seen in a period; gives ln of its density. */
static double take_in(normal *x, const drift_period *p, double usual)
{
    if (p->said <= 0) return 0;
    double n = p->said + ONE_SEEN, a = (p->right + ONE_SEEN * usual) / n, noise = 1 / (n * a * (1 - a));
    double off = logit(a) - x->mean, all = x->variance + noise, gain = x->variance / all;
    x->mean += gain * off;
    x->variance *= 1 - gain;
    return -0.5 * (log(all) + off * off / all);
}

double drift_smooth(drift_period *p, uint32_t n, double step, double usual, double strength)
{
    normal seen[DRIFT_PERIODS], x = { logit(usual), 1 / (strength * usual * (1 - usual)) };
    double sum = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (i) x.variance += step;
        sum += take_in(&x, &p[i], usual);
        seen[i] = x;
    }
    for (uint32_t i = n; i-- > 0;) {
        if (i + 1 < n) {
            double back = seen[i].variance / (seen[i].variance + step), further = seen[i].variance + step;
            x.variance = seen[i].variance + back * back * (x.variance - further);
            x.mean = seen[i].mean + back * (x.mean - seen[i].mean);
        }
        double a = logistic(x.mean), statements = 1 / (x.variance * a * (1 - a));
        p[i].out_right = a * statements;
        p[i].out_wrong = (1 - a) * statements;
    }
    return sum;
}
