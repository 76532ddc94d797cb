/*
 * times.c - dates.
 *
 *     "on 3 May 2031"  "in May"  "in 2031"  "last Friday"  "yesterday"  "three days ago"  "this week"
 *
 * A weekday without a year is the last one before the day of publication (news style); "next" turns it round.
 */
#include "claims/times.h"

enum { ISO_DATE = 10 }; /* bytes */

static bool number_at(const syntax *s, uint32_t u, double *out)
{
    const number_word *n = s->known[u]->number;
    hs_str w = syntax_word(s, u);
    char digits[32];
    size_t k = 0;
    if (n && !n->is_multiplier && !n->is_bound_low && !n->is_bound_high && !n->is_vague) return *out = n->value, true;
    for (size_t i = 0; i < w.n && k + 1 < sizeof digits; i++)
        if (w.p[i] != ',') digits[k++] = w.p[i];
    return k && str_to_double((hs_str){ digits, k }, out) && digits[0] >= '0' && digits[0] <= '9';
}

static bool year_at(const syntax *s, uint32_t u, int16_t *out)
{
    uint64_t y;
    hs_str w = syntax_word(s, u);
    if (w.n != 4 || !str_to_u64(w, &y) || y < 1000 || y > 2999) return false;
    return *out = (int16_t)y, true;
}

static bool day_at(const syntax *s, uint32_t u, uint8_t *out)
{
    uint64_t d;
    hs_str w = syntax_word(s, u);
    if (w.n > 2 && w.n <= 4 &&
        (str_ends(w, STR("th")) || str_ends(w, STR("st")) || str_ends(w, STR("nd")) || str_ends(w, STR("rd"))))
        w.n -= 2;
    if (w.n > 2 || !str_to_u64(w, &d) || d < 1 || d > 31) return false;
    return *out = (uint8_t)d, true;
}

static when of_days(int32_t from, int32_t to, span at)
{
    if (from < 0 || to < from) return (when){ { 0 }, { 0 }, at };
    return (when){ date_from_days(from), date_from_days(to), at };
}

/* "3 May 2031", "May 3, 2031", "May 2031", "May": the units around a month. */
static when month_time(const syntax *s, uint32_t u, int32_t month, date published)
{
    date d = { .month = (uint8_t)month, .precision = DATE_MONTH };
    uint32_t first = u, last = u, next = u + 1;
    if (u > 0 && day_at(s, u - 1, &d.day)) first = u - 1;
    else if (u > 1 && str_eq(syntax_word(s, u - 1), STR("of")) && day_at(s, u - 2, &d.day)) first = u - 2; /* "the 14th of May" */
    else if (next < s->units && day_at(s, next, &d.day)) last = next++;
    if (next < s->units && str_eq(syntax_word(s, next), STR(","))) next++;
    if (next < s->units && year_at(s, next, &d.year)) last = next;
    else d.year = published.precision ? published.year : 0;
    when w = { { 0 }, { 0 }, { s->unit[first].at.begin, s->unit[last].at.end } };
    if (!d.year) return w;
    if (d.day) d.precision = DATE_DAY;
    if (!date_valid(d)) d = (date){ .year = d.year, .month = d.month, .precision = DATE_MONTH }; /* "June 31" */
    w.from = w.to = d;
    return w;
}

/* -1 for "last", +1 for "next", 0 for "this" or nothing. */
static int32_t direction(const syntax *s, uint32_t u)
{
    for (uint32_t c = s->child[u]; c != NOBODY; c = s->sibling[c]) {
        const time_word *t = s->known[c]->time;
        if (t && t->kind == TIME_RELATIVE) return t->value;
    }
    return 0;
}

static when weekday_time(const syntax *s, uint32_t u, int32_t weekday, date published)
{
    int32_t today, last;
    when w = { { 0 }, { 0 }, s->unit[u].at };
    if (published.precision < DATE_DAY || !date_days(published, &today, &last)) return w;
    int32_t back = (date_weekday(today) - weekday + 7) % 7;
    if (direction(s, u) > 0) return of_days(today + (back ? 7 - back : 7), today + (back ? 7 - back : 7), w.at);
    if (direction(s, u) < 0 && back == 0) back = 7;
    return of_days(today - back, today - back, w.at);
}

/* Where "three days", "last week" begins. */
static span first_word(const syntax *s, uint32_t u)
{
    for (uint32_t c = s->child[u]; c != NOBODY && c < u; c = s->sibling[c]) {
        const time_word *t = s->known[c]->time;
        if ((t && t->kind == TIME_RELATIVE) || syntax_is(s, c, REL(NUMMOD))) return s->unit[c].at;
    }
    return s->unit[u].at;
}

/* "three days ago", "last week", "this month", "next year". */
static when unit_time(const syntax *s, uint32_t u, int32_t days, date published)
{
    int32_t today, last, way = direction(s, u);
    double n = 1;
    bool is_ago = u + 1 < s->units && str_eq(s->unit[u + 1].lemma, STR("ago"));
    uint32_t count = syntax_child(s, u, REL(NUMMOD));
    bool has_this = syntax_child_lemma(s, u, REL(DET), STR("this")) != NOBODY;
    if (!is_ago && !way && !has_this) return (when){ { 0 }, { 0 }, { 0, 0 } };
    when w = { { 0 }, { 0 }, span_join(first_word(s, u), s->unit[is_ago ? u + 1 : u].at) };
    if (published.precision < DATE_DAY || !date_days(published, &today, &last)) return w;
    if (count != NOBODY && !number_at(s, count, &n)) return w;
    if (n > 10000) return w;
    if (!is_ago && way < 0 && count != NOBODY) return of_days(today - (int32_t)n * days, today, w.at); /* "the past two weeks" */
    if (is_ago) {
        int32_t then = today - (int32_t)n * days;
        return days <= 1 ? of_days(then, then, w.at) : of_days(then - days / 2, then + days / 2, w.at);
    }
    if (days == 365) {
        date year = { .year = (int16_t)(published.year + way), .precision = DATE_YEAR };
        if (date_valid(year)) w.from = w.to = year;
        return w;
    }
    if (days == 30) {
        int32_t first, end, month = published.month - 1 + way;
        date d = { .year = (int16_t)(published.year + (month < 0 ? -1 : month / 12)), .month = (uint8_t)((month + 12) % 12 + 1) };
        d.precision = DATE_MONTH;
        return date_valid(d) && date_days(d, &first, &end) ? of_days(first, end, w.at) : w;
    }
    int32_t start = days == 7 ? today - date_weekday(today) : today;
    return of_days(start + way * days, start + way * days + days - 1, w.at);
}

/* "last night", "this morning". */
static when part_time(const syntax *s, uint32_t u, date published)
{
    int32_t today, last, way = direction(s, u);
    bool has_this = syntax_child_lemma(s, u, REL(DET), STR("this")) != NOBODY;
    if (way >= 0 && !has_this) return (when){ { 0 }, { 0 }, { 0, 0 } };
    when w = { { 0 }, { 0 }, span_join(first_word(s, u), s->unit[u].at) };
    if (published.precision < DATE_DAY || !date_days(published, &today, &last)) return w;
    return of_days(today + (way < 0 ? -1 : 0), today + (way < 0 ? -1 : 0), w.at);
}

/* "the 1990s" */
static bool decade_at(const syntax *s, uint32_t u, when *out)
{
    uint64_t y;
    hs_str w = syntax_word(s, u);
    if (w.n != 5 || w.p[4] != 's' || !str_to_u64(str_sub(w, 0, 4), &y) || y < 1000 || y > 2990 || y % 10) return false;
    date from = { .year = (int16_t)y, .precision = DATE_YEAR }, to = { .year = (int16_t)(y + 9), .precision = DATE_YEAR };
    return *out = (when){ from, to, s->unit[u].at }, true;
}

static when time_at(const syntax *s, uint32_t u, date published)
{
    const time_word *t = s->known[u]->time;
    int16_t year;
    int32_t today, last;
    date iso;
    when none = { { 0 }, { 0 }, { 0, 0 } };
    if (s->unit[u].name != NOBODY) return none;
    if (!t && decade_at(s, u, &none)) return none;
    if (!t && year_at(s, u, &year) && !syntax_is(s, u, REL(NUMMOD))) {
        date d = { .year = year, .precision = DATE_YEAR };
        return (when){ d, d, s->unit[u].at };
    }
    if (!t && syntax_word(s, u).n == ISO_DATE && date_parse(syntax_word(s, u), &iso)) return (when){ iso, iso, s->unit[u].at };
    if (!t) return none;
    if (t->kind == TIME_MONTH && s->unit[u].upos != UPOS_AUX && s->unit[u].upos != UPOS_VERB)
        return month_time(s, u, t->value, published);
    if (t->kind == TIME_WEEKDAY) return weekday_time(s, u, t->value, published);
    if (t->kind == TIME_UNIT) return unit_time(s, u, t->value, published);
    if (t->kind == TIME_PART) return part_time(s, u, published);
    if (t->kind != TIME_DAY) return none;
    if (published.precision < DATE_DAY || !date_days(published, &today, &last))
        return (when){ { 0 }, { 0 }, s->unit[u].at };
    return of_days(today + t->value, today + t->value, s->unit[u].at);
}

static bool is_later(date a, date b)
{
    int32_t first, other, last;
    return date_days(a, &first, &last) && date_days(b, &other, &last) && first > other;
}

/* "since 2028" is up to the day of publication; "from March to June 2030", "between 2027 and 2029": the second end, which may name the year of the first. */
static when range_of(const syntax *s, when first, date published)
{
    static const hs_str joint[] = { STR_INIT("to"), STR_INIT("and"), STR_INIT("until"), STR_INIT("till"), STR_INIT("through") };
    uint32_t low = 0, next = 0;
    while (low < s->units && s->unit[low].at.begin < first.at.begin) low++;
    while (next < s->units && s->unit[next].at.begin < first.at.end) next++;
    bool opens = low > 0 && (syntax_lemma(s, low - 1, STR("from")) || syntax_lemma(s, low - 1, STR("between"))), joins = false;
    for (size_t i = 0; next < s->units && i < sizeof joint / sizeof *joint; i++) joins |= syntax_lemma(s, next, joint[i]);
    when last = { { 0 }, { 0 }, { 0, 0 } };
    bool is_since = low > 0 && syntax_lemma(s, low - 1, STR("since")) && published.precision >= DATE_DAY && first.from.precision;
    date today = { published.year, published.month, published.day, .precision = DATE_DAY };
    if (is_since && !is_later(first.from, today)) return (when){ first.from, today, first.at };
    for (uint32_t u = next + 1; opens && joins && u < s->units && u <= next + 3 && span_is_empty(last.at); u++)
        last = time_at(s, u, published);
    if (!last.to.precision || !first.from.precision || last.at.begin < first.at.end) return first;
    if (first.from.precision != DATE_YEAR && is_later(first.from, last.to)) first.from.year = last.to.year;
    if (is_later(first.from, last.to)) return first;
    return (when){ first.from, last.to, span_join(first.at, last.at) };
}

/* Units of the clause of u, without those of clauses below it. */
static bool in_clause(const syntax *s, uint32_t at, uint32_t u)
{
    for (; at != u && at != NOBODY; at = syntax_head(s, at))
        if (syntax_is(s, at, REL(CCOMP) | RELS_RELATIVE | REL(ADVCL) | REL(PARATAXIS) | REL(CONJ) | REL(ACL)))
            return false;
    return at == u;
}

/* Words and figures: "Monday", "2031", "2031-05-20". */
static bool may_be_time(const syntax *s, uint32_t u)
{
    hs_str w = syntax_word(s, u);
    return s->known[u]->time || (w.n && *w.p >= '0' && *w.p <= '9') || w.n == ISO_DATE;
}

when times_find(const syntax *s, uint32_t u, date published)
{
    when best = { { 0 }, { 0 }, { 0, 0 } };
    for (uint32_t at = s->low[u]; at <= s->high[u]; at++) {
        if (s->unit[at].upos == UPOS_PUNCT || !may_be_time(s, at) || !syntax_below(s, at, u) || !in_clause(s, at, u)) continue;
        when w = time_at(s, at, published);
        if (!span_is_empty(w.at)) w = range_of(s, w, published);
        if (!span_is_empty(w.at) && (span_is_empty(best.at) || (w.from.precision > best.from.precision))) best = w;
    }
    return best;
}
