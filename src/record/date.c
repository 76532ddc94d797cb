/*
 * date.c - dates with their precision.  Day counts after Richards (2013), "Calendars", Explanatory Supplement to
 * the Astronomical Almanac, 3rd ed., section 15.11.3, shifted to 0001-01-01 = day 0.
 */
#include "record/date.h"

enum { DAY_ZERO_JDN = 1721426 }; /* Julian day number of 0001-01-01 (Gregorian) */

static int32_t days_of(int year, int month, int day)
{
    int a = (month - 14) / 12;
    int32_t jdn = (1461 * (year + 4800 + a)) / 4 + (367 * (month - 2 - 12 * a)) / 12 -
                  (3 * ((year + 4900 + a) / 100)) / 4 + day - 32075;
    return jdn - DAY_ZERO_JDN;
}

date date_from_days(int32_t days)
{
    int32_t f = days + DAY_ZERO_JDN + 1401;
    f += (((4 * (days + DAY_ZERO_JDN) + 274277) / 146097) * 3) / 4 - 38;
    int32_t e = 4 * f + 3, g = (e % 1461) / 4, h = 5 * g + 2;
    int day = (h % 153) / 5 + 1, month = (h / 153 + 2) % 12 + 1, year = e / 1461 - 4716 + (14 - month) / 12;
    return (date){ .year = (int16_t)year, .month = (uint8_t)month, .day = (uint8_t)day, .precision = DATE_DAY };
}

int date_weekday(int32_t days)
{
    return (int)(((days % 7) + 7) % 7); /* 0001-01-01 was a Monday */
}

static int month_length(int year, int month)
{
    static const int length[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return length[month - 1] + (month == 2 && leap);
}

static bool digits(hs_str *s, size_t n, int *out)
{
    uint64_t v;
    if (s->n < n || !str_to_u64(str_sub(*s, 0, n), &v)) return false;
    *out = (int)v;
    *s = str_sub(*s, n, s->n);
    return true;
}

static bool skip(hs_str *s, char c)
{
    if (!s->n || s->p[0] != c) return false;
    *s = str_sub(*s, 1, s->n);
    return true;
}

/* Minutes east of UTC; an absent zone is UTC. */
static bool zone(hs_str *s, int *minutes)
{
    *minutes = 0;
    if (!s->n || skip(s, 'Z')) return true;
    int sign = s->p[0] == '-' ? -1 : 1, h = 0, m = 0;
    if (!skip(s, '+') && !skip(s, '-')) return false;
    if (!digits(s, 2, &h)) return false;
    skip(s, ':');
    if (s->n && !digits(s, 2, &m)) return false;
    *minutes = sign * (h * 60 + m);
    return h < 24 && m < 60;
}

static bool parse_time(hs_str s, date *d)
{
    int hour, minute, second = 0, east;
    if (!digits(&s, 2, &hour) || !skip(&s, ':') || !digits(&s, 2, &minute)) return false;
    d->precision = DATE_MINUTE;
    if (skip(&s, ':')) {
        if (!digits(&s, 2, &second)) return false;
        d->precision = DATE_SECOND;
        if (skip(&s, '.'))
            while (s.n && s.p[0] >= '0' && s.p[0] <= '9') s = str_sub(s, 1, s.n);
    }
    if (!zone(&s, &east) || s.n || hour > 23 || minute > 59 || second > 59) return false;
    int total = hour * 60 + minute - east;
    int shift = total < 0 ? -1 : total >= 1440 ? 1 : 0;
    date day = date_from_days(days_of(d->year, d->month, d->day) + shift);
    total -= shift * 1440;
    d->year = day.year;
    d->month = day.month;
    d->day = day.day;
    d->hour = (uint8_t)(total / 60);
    d->minute = (uint8_t)(total % 60);
    d->second = (uint8_t)second;
    return d->year >= 1 && d->year <= 9999;
}

static bool parse(hs_str s, date *d)
{
    int year, month, day;
    if (!digits(&s, 4, &year) || year < 1) return false;
    d->year = (int16_t)year;
    d->precision = DATE_YEAR;
    if (!s.n) return true;
    if (!skip(&s, '-') || !digits(&s, 2, &month) || month < 1 || month > 12) return false;
    d->month = (uint8_t)month;
    d->precision = DATE_MONTH;
    if (!s.n) return true;
    if (!skip(&s, '-') || !digits(&s, 2, &day) || day < 1 || day > month_length(year, month)) return false;
    d->day = (uint8_t)day;
    d->precision = DATE_DAY;
    if (!s.n) return true;
    return (skip(&s, 'T') || skip(&s, ' ')) && parse_time(s, d);
}

bool date_parse(hs_str s, date *out)
{
    *out = (date){ .precision = DATE_NONE };
    date d = { 0 };
    if (!parse(str_trim(s), &d)) return false;
    *out = d;
    return true;
}

hs_str date_print(arena *a, date d)
{
    switch (d.precision) {
    case DATE_YEAR: return arena_printf(a, "%04d", d.year);
    case DATE_MONTH: return arena_printf(a, "%04d-%02u", d.year, d.month);
    case DATE_DAY: return arena_printf(a, "%04d-%02u-%02u", d.year, d.month, d.day);
    case DATE_MINUTE: return arena_printf(a, "%04d-%02u-%02uT%02u:%02uZ", d.year, d.month, d.day, d.hour, d.minute);
    case DATE_SECOND:
        return arena_printf(a, "%04d-%02u-%02uT%02u:%02u:%02uZ", d.year, d.month, d.day, d.hour, d.minute, d.second);
    default: return STR("");
    }
}

bool date_valid(date d)
{
    bool month = d.precision >= DATE_MONTH, day = d.precision >= DATE_DAY, minute = d.precision >= DATE_MINUTE;
    if (d.precision > DATE_SECOND) return false;
    if (d.precision == DATE_NONE) return !d.year && !d.month && !d.day && !d.hour && !d.minute && !d.second;
    if (d.year < 1 || d.year > 9999) return false;
    if (month ? d.month < 1 || d.month > 12 : d.month != 0) return false;
    if (day ? d.day < 1 || d.day > month_length(d.year, d.month) : d.day != 0) return false;
    if (minute ? d.hour > 23 || d.minute > 59 : d.hour || d.minute) return false;
    return d.precision == DATE_SECOND ? d.second <= 59 : d.second == 0;
}

static int64_t seconds_of(date d)
{
    int32_t first, last;
    if (!date_days(d, &first, &last)) return INT64_MAX;
    return (int64_t)first * 86400 + d.hour * 3600 + d.minute * 60 + d.second;
}

int date_cmp(date x, date y)
{
    int64_t a = seconds_of(x), b = seconds_of(y);
    if (a != b) return a < b ? -1 : 1;
    return (x.precision > y.precision) - (x.precision < y.precision);
}

bool date_days(date d, int32_t *first, int32_t *last)
{
    if (d.precision == DATE_NONE) return false;
    int month = d.precision >= DATE_MONTH ? d.month : 1, last_month = d.precision >= DATE_MONTH ? d.month : 12;
    *first = days_of(d.year, month, d.precision >= DATE_DAY ? d.day : 1);
    *last = days_of(d.year, last_month, d.precision >= DATE_DAY ? d.day : month_length(d.year, last_month));
    return true;
}

date date_add_days(date d, int32_t n)
{
    return date_from_days(days_of(d.year, d.month, d.day) + n);
}
