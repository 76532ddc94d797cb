/*
 * times.h - when: absolute and relative expressions of time, never more exact than the words.
 */
#ifndef CLAIMS_TIMES_H
#define CLAIMS_TIMES_H
#include "claims/syntax.h"

/* The time said below u (its clause), relative ones counted from the published date (DATE_NONE: they stay without a
 * date but keep their span).  An empty span: none. */
when times_find(const syntax *, uint32_t u, date published);

/* The number said of a noun: "at least 12 soldiers", "dozens of people".  An empty span: none. */
quantity times_count(arena *, const syntax *, uint32_t noun);

#endif
