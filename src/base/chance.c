/*
 * chance.c - rounding to whole hundredths, kept off the two ends.
 */
#include "base/chance.h"

#include <stdio.h>

#define LEAST 0.005 /* below it a figure would be rounded to 0 */

const char *chance_print(double p, char text[CHANCE_ROOM])
{
    if (p < LEAST) return "under 1 %";
    if (p > 1 - LEAST) return "over 99 %";
    snprintf(text, CHANCE_ROOM, "%.0f %%", 100 * p);
    return text;
}

const char *chance_print_interval(double low, double high, char text[CHANCE_ROOM])
{
    if (high < LEAST || low > 1 - LEAST) return chance_print(low, text);
    snprintf(text, CHANCE_ROOM, "%.0f-%.0f %%", 100 * low, 100 * high);
    return text;
}
