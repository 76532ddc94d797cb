/*
 * weigh_score.c - answers against a gold standard.
 *
 * Expected calibration error: ten bins of equal width, the mean over answers of |mean belief - share right|.
 */
#include "pipeline/weigh_score.h"

#include "base/csv.h"
#include "base/file.h"

#include <math.h>

enum { BINS = 10 };
#define GOLD_BYTES   ((size_t)1 << 30)
#define LEAST_BELIEF 1e-6 /* as certain as an answer may be for its log loss */

static hs_str key_of(buf *room, hs_str object, hs_str attribute)
{
    room->n = 0;
    buf_add(room, object);
    buf_byte(room, '\x1f');
    buf_add(room, attribute);
    return buf_str(room);
}

static void gold_header(arena *a, csv *c, const char *path, size_t place[3])
{
    static const char *const NAMES[] = { "object", "attribute", "value" };
    hs_str field[8];
    size_t n = csv_row(c, field, 8);
    for (size_t i = 0; i < 3; i++) {
        place[i] = SIZE_MAX;
        for (size_t j = 0; j < n && j < 8; j++)
            if (str_eq(field[j], str_of(NAMES[i]))) place[i] = j;
        if (place[i] == SIZE_MAX) arena_leave(a, HS_BAD_INPUT, "%s:1: no column \"%s\"", path, NAMES[i]);
    }
}

gold weigh_gold(arena *a, const char *path)
{
    gold g = { .items = { .a = a } };
    csv c = csv_begin(a, file_read(a, path, GOLD_BYTES));
    buf room = { .a = a };
    VEC(hs_str) value = { 0 };
    VEC(uint32_t) next = { 0 };
    size_t place[3];
    hs_str field[8];
    gold_header(a, &c, path, place);
    for (size_t n; (n = csv_row(&c, field, 8)) > 0;) {
        bool short_row = n <= place[0] || n <= place[1] || n <= place[2] || n > 8;
        if (c.fault || short_row)
            arena_leave(a, HS_BAD_INPUT, "%s:%llu, column %zu: %s", path, (unsigned long long)c.line,
                        c.fault ? c.column : n, c.fault ? c.fault : "not as many columns as the header");
        uint64_t *head = map_put(&g.items, key_of(&room, field[place[0]], field[place[1]]), NULL);
        *VEC_ADD(a, &value) = field[place[2]];
        *VEC_ADD(a, &next) = *head ? (uint32_t)*head - 1 : WEIGH_NONE;
        *head = value.n;
    }
    g.value = value.at;
    g.next = next.at;
    g.values = (uint32_t)value.n;
    return g;
}

static bool is_right(const gold *g, uint64_t head, schema_line type, hs_str given)
{
    for (uint32_t i = (uint32_t)head - 1; i != WEIGH_NONE; i = g->next[i])
        if (schema_same(type, given, g->value[i])) return true;
    return false;
}

static uint32_t answer_of(const weigh_value *v, uint32_t n)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < n; i++)
        if (v[i].belief > v[best].belief || (v[i].belief == v[best].belief && v[i].asserted > v[best].asserted))
            best = i;
    return best;
}

typedef struct {
    double belief[BINS], right[BINS], brier, log_loss;
} calibration;

static void add_answer(calibration *c, double p, bool right)
{
    int bin = p >= 1 ? BINS - 1 : (int)(p * BINS);
    double q = fmin(fmax(right ? p : 1 - p, LEAST_BELIEF), 1 - LEAST_BELIEF);
    c->belief[bin] += p;
    c->right[bin] += right;
    c->brier += (p - right) * (p - right);
    c->log_loss -= log(q);
}

score weigh_score(const claim_table *t, const weigh_result *r, const gold *g, const schema *types)
{
    score s = { .gold = (uint32_t)g->items.n };
    calibration c = { 0 };
    for (uint32_t i = 0; i < r->items; i++) {
        const uint64_t *head = map_get(&g->items, names_at(&t->items, i));
        if (!head || !r->values[i]) continue;
        uint32_t best = answer_of(r->value[i], r->values[i]);
        schema_line type = weigh_schema_of(types, item_attribute(names_at(&t->items, i)));
        bool right = is_right(g, *head, type, claim_value(t, i, best));
        s.answered++;
        s.right += right;
        add_answer(&c, r->value[i][best].belief, right);
    }
    if (!s.answered) return s;
    for (int b = 0; b < BINS; b++) s.ece += fabs(c.belief[b] - c.right[b]) / s.answered;
    s.precision = s.right / (double)s.answered;
    s.recall = s.right / (double)s.gold;
    s.brier = c.brier / s.answered;
    s.log_loss = c.log_loss / s.answered;
    return s;
}

source_score *weigh_score_sources(arena *a, const claim_table *t, const gold *g, const schema *types)
{
    source_score *s = TAKE(a, t->sources.n, source_score);
    for (size_t i = 0; i < t->rows.rows; i++) {
        uint32_t item = t->rows.item[i], source = t->rows.source[i];
        hs_str key = names_at(&t->items, item);
        const uint64_t *head = map_get(&g->items, key);
        if (!head || (t->rows.polarity && t->rows.polarity[i])) continue;
        s[source].claims++;
        s[source].right += is_right(g, *head, weigh_schema_of(types, item_attribute(key)),
                                    claim_value(t, item, t->rows.value[i]));
    }
    return s;
}
