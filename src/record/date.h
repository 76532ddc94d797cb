/*
 * date.h - dates as people give them: a year, a month, a day or an instant, never more exact than they were given.
 *
 * Written as ISO 8601: "1989", "1989-11", "1989-11-16", "1989-11-16T14:30Z", "1989-11-16T14:30:05Z".  Instants are
 * kept in UTC.  The calendar is the proleptic Gregorian one, years 1 to 9999.
 */
#ifndef RECORD_DATE_H
#define RECORD_DATE_H
#include "base/str.h"

typedef enum { DATE_NONE, DATE_YEAR, DATE_MONTH, DATE_DAY, DATE_MINUTE, DATE_SECOND } date_precision;

typedef struct {
    int16_t year;
    uint8_t month, day, hour, minute, second; /* 0 where the precision does not reach; month and day from 1 */
    uint8_t precision;                        /* a date_precision */
} date;

/* Reads ISO 8601 with any of the precisions above, with a zone ("Z", "+05:30") or, for an instant without one,
 * taken as UTC.  False, and DATE_NONE, when it is nothing of the kind or no day of the calendar. */
bool date_parse(hs_str, date *out);
hs_str date_print(arena *, date); /* "" for DATE_NONE */
/* A day of the calendar (or a month, a year, an instant), with nothing set beyond its precision; DATE_NONE is one. */
bool date_valid(date);
/* Order for listings: earlier first, coarser before finer of the same start, none last. */
int date_cmp(date, date);
/* Days since 0001-01-01 of the first and last day that d may mean; false for DATE_NONE. */
bool date_days(date d, int32_t *first, int32_t *last);
date date_from_days(int32_t days); /* precision DATE_DAY */
int date_weekday(int32_t days);    /* 0 Monday .. 6 Sunday */
/* "last Friday", "three days ago": the date n days off, as a day; d must reach DATE_DAY. */
date date_add_days(date d, int32_t n);

#endif
