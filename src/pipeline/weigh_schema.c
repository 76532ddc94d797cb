/*
 * weigh_schema.c - reading a schema, and comparing values as it says.
 */
#include "pipeline/weigh_schema.h"

#include "base/csv.h"
#include "base/file.h"

#include <math.h>

enum { SCHEMA_BYTES = 1 << 20 };
#define DAY_MINUTES 1440.0
#define SLACK       1e-9 /* of a tolerance, for what decimal fractions lose in binary */

static const char *const KINDS[] = { "cat", "authors", "num", "abs", "tod", "path", NULL };

static void add_line(arena *a, schema *s, const csv *c, const hs_str *field, const char *path)
{
    schema_line x = { .attribute = field[0] };
    int kind = 0;
    while (KINDS[kind] && !str_eq(field[1], str_of(KINDS[kind]))) kind++;
    if (!KINDS[kind])
        arena_leave(a, HS_BAD_INPUT, "%s:%llu, column 2: no type is called \"%.*s\"", path, (unsigned long long)c->line,
                    STR_ARGS(field[1]));
    bool has_tolerance = !field[2].n || str_to_double(field[2], &x.tolerance);
    if (!has_tolerance || !isfinite(x.tolerance) || x.tolerance < 0)
        arena_leave(a, HS_BAD_INPUT, "%s:%llu, column 3: not a tolerance", path, (unsigned long long)c->line);
    x.kind = (value_kind)kind;
    *VEC_ADD(a, s) = x;
}

schema weigh_schema(arena *a, const char *path)
{
    schema s = { 0 };
    if (!path) return s;
    csv c = csv_begin(a, file_read(a, path, SCHEMA_BYTES));
    hs_str field[3];
    for (size_t n, line = 0; (n = csv_row(&c, field, 3)) > 0; line++) {
        if (c.fault || n != 3)
            arena_leave(a, HS_BAD_INPUT, "%s:%llu: %s", path, (unsigned long long)c.line,
                        c.fault ? c.fault : "not three columns: attribute, type, tolerance");
        if (line) add_line(a, &s, &c, field, path);
    }
    return s;
}

schema_line weigh_schema_of(const schema *s, hs_str attribute)
{
    schema_line other = { .kind = KIND_CAT };
    for (size_t i = 0; i < s->n; i++) {
        if (str_eq(s->at[i].attribute, attribute)) return s->at[i];
        if (str_eq(s->at[i].attribute, STR("*"))) other = s->at[i];
    }
    return other;
}

static bool two_digits(hs_str s, double most, double *out)
{
    uint64_t x;
    if (s.n < 1 || s.n > 2 || !str_to_u64(s, &x) || (double)x > most) return false;
    *out = (double)x;
    return true;
}

static bool time_of_day(hs_str s, double *out)
{
    double hours, minutes;
    size_t colon = str_find(s, STR(":"), 0);
    if (colon == SIZE_MAX || s.n - colon != 3) return false;
    if (!two_digits(str_sub(s, 0, colon), 23, &hours)) return false;
    if (!two_digits(str_sub(s, colon + 1, s.n), 59, &minutes)) return false;
    *out = hours * 60 + minutes;
    return true;
}

/* Digits with commas between thousands read as without them. */
static bool number(hs_str s, double *out)
{
    char plain[64];
    size_t n = 0;
    for (size_t i = 0; i < s.n && n < sizeof plain; i++)
        if (s.p[i] != ',') plain[n++] = s.p[i];
    return n < sizeof plain && str_to_double((hs_str){ plain, n }, out) && isfinite(*out);
}

bool schema_measure(value_kind kind, hs_str value, double *out)
{
    if (kind == KIND_TOD) return time_of_day(value, out);
    return (kind == KIND_NUM || kind == KIND_ABS) && number(value, out);
}

static bool near(schema_line x, double given, double truth)
{
    double apart = fabs(given - truth);
    if (x.kind == KIND_TOD && apart > DAY_MINUTES / 2) apart = DAY_MINUTES - apart;
    return apart <= (x.kind == KIND_NUM ? x.tolerance * fabs(truth) : x.tolerance) + SLACK;
}

/* Every part of x is a part of y. */
static bool parts_in(hs_str x, hs_str y, char by)
{
    hs_str part, other;
    for (hs_str rest = x; str_split(&rest, by, &part);) {
        bool found = false;
        for (hs_str more = y; !found && str_split(&more, by, &other);) found = str_eq(str_trim(part), str_trim(other));
        if (!found) return false;
    }
    return true;
}

bool schema_same(schema_line x, hs_str given, hs_str truth)
{
    double a, b;
    hs_str first;
    if (str_eq(given, truth)) return true;
    if (x.kind == KIND_AUTHORS) return parts_in(given, truth, ';') && parts_in(truth, given, ';');
    if (x.kind == KIND_PATH) return str_split(&given, ',', &first) && parts_in(first, truth, ',');
    return schema_measure(x.kind, given, &a) && schema_measure(x.kind, truth, &b) && near(x, a, b);
}

/* ---- likeness --------------------------------------------------------------------------------------------------- */

static double distance_alike(schema_line x, double a, double b)
{
    double apart = fabs(a - b), most = fmax(fabs(a), fabs(b));
    if (x.kind == KIND_TOD) return fmax(0, 1 - fmin(apart, DAY_MINUTES - apart) / 60);
    if (x.kind == KIND_ABS) return x.tolerance > 0 ? fmax(0, 1 - apart / (10 * x.tolerance)) : 0;
    return most > 0 && a * b >= 0 ? 1 - apart / most : 0;
}

/* Shared parts over all parts. */
static double parts_alike(hs_str a, hs_str b, char by)
{
    size_t n[2] = { 0 }, shared = 0;
    hs_str part, other;
    for (hs_str rest = a; str_split(&rest, by, &part); n[0]++) {
        bool found = false;
        for (hs_str more = b; !found && str_split(&more, by, &other);) found = str_eq(str_trim(part), str_trim(other));
        shared += found;
    }
    for (hs_str rest = b; str_split(&rest, by, &other);) n[1]++;
    return n[0] + n[1] > shared ? (double)shared / (double)(n[0] + n[1] - shared) : 0;
}

enum { LIKENESS_BYTES = 256 }; /* of a text that are looked at */

static double letters_alike(hs_str a, hs_str b)
{
    uint8_t used[LIKENESS_BYTES] = { 0 };
    size_t n = a.n < LIKENESS_BYTES ? a.n : LIKENESS_BYTES, m = b.n < LIKENESS_BYTES ? b.n : LIKENESS_BYTES, shared = 0;
    if (n < 2 || m < 2) return 0;
    for (size_t i = 0; i + 1 < n; i++) {
        for (size_t j = 0; j + 1 < m; j++) {
            if (used[j] || a.p[i] != b.p[j] || a.p[i + 1] != b.p[j + 1]) continue;
            used[j] = 1;
            shared++;
            break;
        }
    }
    return 2 * (double)shared / (double)(n + m - 2);
}

double schema_alike(schema_line x, hs_str a, hs_str b)
{
    double p, q;
    if (schema_measure(x.kind, a, &p) && schema_measure(x.kind, b, &q)) return distance_alike(x, p, q);
    if (x.kind == KIND_AUTHORS) return parts_alike(a, b, ';');
    if (x.kind == KIND_PATH) return parts_alike(a, b, ',');
    return letters_alike(a, b);
}
