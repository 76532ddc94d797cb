/*
 * chance.h - how probabilities are written for people.  Nothing is certain here, so nothing is written as 0 or 100 %.
 */
#ifndef BASE_CHANCE_H
#define BASE_CHANCE_H

enum { CHANCE_ROOM = 24 };

/* "66 %", "under 1 %", "over 99 %"; gives text, for use in printf. */
const char *chance_print(double p, char text[CHANCE_ROOM]);
/* "23-93 %"; one bound alone when the whole interval lies beyond it. */
const char *chance_print_interval(double low, double high, char text[CHANCE_ROOM]);

#endif
