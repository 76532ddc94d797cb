/*
 * net.c - gradients are what they should be (against differences), and results do not depend on the batch.
 */
#include "language/net_back.h"
#include "language/net_whole.h"

#include "base/random.h"

#include <math.h>
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

static const net_size SMALL = { 20, 40, 8, 8, 8, 2, 8, 16, 5, 9 };
static const uint32_t LENGTH[] = { 6, 4, 4, 1 };
enum { ROWS = 15, HEADS = 2 * 8 + 2 * 16 + NET_UPOS + 8 };

typedef struct {
    arena *a;
    net_plan plan;
    float *keep; /* what is dropped between the layers */
    float *p, *x, *want; /* want: random weights of everything that comes out; the loss is their product */
    uint32_t head[6];
} fixture;

static void fill(rng *r, float *p, size_t n, double by)
{
    for (size_t i = 0; i < n; i++) p[i] = (float)((rng_unit(r) * 2 - 1) * by);
}

static fixture make(uint64_t seed)
{
    fixture f = { .a = arena_open(NULL, 0), .head = { 1, 6, 1, 5, 2, 3 } };
    rng r = rng_seed(seed);
    assert_true(net_plan_of(&SMALL, &f.plan));
    f.p = TAKE(f.a, f.plan.floats, float);
    f.x = TAKE(f.a, ROWS * 16, float);
    f.want = TAKE(f.a, 4096, float);
    fill(&r, f.p, f.plan.floats, .5);
    fill(&r, f.x, ROWS * 16, 1);
    fill(&r, f.want, 4096, 1);
    return f;
}

typedef struct {
    pass p;
    arc_scores arcs;
    float *hidden, *labels;
} result;

static result forward(const fixture *f, const net *n, const batch *b)
{
    result r = { 0 };
    r.p.in[0] = TAKE(f->a, ROWS * 16, float);
    net_to_steps(b, 16, f->x, r.p.in[0]);
    r.p.keep[1] = f->keep;
    net_encode(n, b, &r.p, f->a);
    r.p.heads = TAKE(f->a, ROWS * HEADS, float);
    net_heads(n, b->rows, r.p.top, r.p.heads);
    for (uint32_t i = 0; i < b->rows; i++) net_leaky(r.p.heads + i * HEADS, 16);
    r.arcs = net_arcs(n, r.p.heads, 6, f->a);
    r.hidden = TAKE(f->a, 6 * 16, float);
    r.labels = TAKE(f->a, 6 * NET_LABELS, float);
    net_label_hidden(n, r.p.heads, 6, f->head, r.hidden);
    net_label_scores(n, 6, r.hidden, r.labels);
    return r;
}

/* Tags of all rows, arcs and labels of the first sentence. */
static double loss(const fixture *f, const result *r)
{
    double sum = 0;
    for (int i = 0; i < ROWS; i++)
        for (int j = 48; j < HEADS; j++) sum += r->p.heads[i * HEADS + j] * f->want[i * 32 + j - 48];
    for (int i = 0; i < 48; i++) sum += r->arcs.score[i] * f->want[1000 + i];
    for (int i = 0; i < 6 * NET_LABELS; i++) sum += r->labels[i] * f->want[2000 + i];
    return sum;
}

static float *backward(const fixture *f, const net *n, const batch *b, result *r, float **d_x)
{
    float *g = TAKE(f->a, f->plan.floats, float), *d = TAKE(f->a, ROWS * HEADS, float), *keep = TAKE(f->a, 96, float);
    float *d_top = TAKE(f->a, ROWS * 16, float);
    for (int i = 0; i < 96; i++) keep[i] = 1;
    for (int i = 0; i < ROWS; i++)
        for (int j = 48; j < HEADS; j++) d[i * HEADS + j] = f->want[i * 32 + j - 48];
    net_arcs_back(n, &r->arcs, r->p.heads, 6, f->want + 1000, d, g, f->a);
    net_labels_back(n, f->head, 6, r->hidden, keep, f->want + 2000, d, g, f->a);
    for (int i = 0; i < ROWS; i++) net_leaky_back(r->p.heads + i * HEADS, d + i * HEADS, 16);
    net_heads_back(n, ROWS, r->p.top, d, d_top, g, f->a);
    float *steps = net_encode_back(n, b, &r->p, d_top, g, f->a);
    *d_x = TAKE(f->a, ROWS * 16, float);
    net_to_sentences(b, 16, steps, *d_x);
    return g;
}

static double loss_at(const fixture *f, const batch *b, float *what, float value)
{
    float old = *what;
    arena_mark here = arena_here(f->a);
    *what = value;
    net n = net_make(f->a, &f->plan, f->p);
    result r = forward(f, &n, b);
    double l = loss(f, &r);
    *what = old;
    arena_rollback(f->a, here);
    return l;
}

static void check(const fixture *f, const batch *b, float *what, double grad)
{
    const float step = 1e-2f;
    double slope = (loss_at(f, b, what, *what + step) - loss_at(f, b, what, *what - step)) / (2 * (double)step);
    if (fabs(slope - grad) > .02 * (1 + fabs(slope))) fail_msg("slope %g, gradient %g", slope, grad);
}

static void gradients(void **state)
{
    (void)state;
    fixture f = make(3);
    batch b = batch_of(f.a, LENGTH, 4);
    net n = net_make(f.a, &f.plan, f.p);
    f.keep = TAKE(f.a, ROWS * 16, float);
    for (int i = 0; i < ROWS * 16; i++) f.keep[i] = i % 3 ? 1.5f : 0;
    result r = forward(&f, &n, &b);
    float *d_x, *g = backward(&f, &n, &b, &r, &d_x);
    for (size_t i = 0; i < f.plan.block[NET_SCRIPT].at; i += 7) check(&f, &b, &f.p[i], g[i]);
    for (size_t i = 0; i < ROWS * 16; i += 3) check(&f, &b, &f.x[i], d_x[i]);
    arena_close(f.a);
}

static void batch_does_not_matter(void **state)
{
    (void)state;
    fixture f = make(4);
    net n = net_make(f.a, &f.plan, f.p);
    batch all = batch_of(f.a, LENGTH, 4), one = batch_of(f.a, LENGTH, 1);
    result r = forward(&f, &n, &all), s = forward(&f, &n, &one);
    assert_memory_equal(r.p.heads, s.p.heads, 6 * HEADS * sizeof(float));
    assert_memory_equal(r.labels, s.labels, 6 * NET_LABELS * sizeof(float));
    assert_memory_equal(r.arcs.score, s.arcs.score, 48 * sizeof(float));
    arena_close(f.a);
}

/* The net in whole numbers says nearly what the net in floats says. */
static void whole_numbers(void **state)
{
    (void)state;
    fixture f = make(5);
    batch b = batch_of(f.a, LENGTH, 4);
    net n = net_make(f.a, &f.plan, f.p);
    result r = forward(&f, &n, &b);
    whole_plan w = whole_plan_of(&f.plan);
    int16_t *matrices = TAKE(f.a, w.matrices, int16_t), *input = TAKE(f.a, ROWS * 16, int16_t);
    float *scales = TAKE(f.a, w.scales, float), *rows = TAKE(f.a, w.rows, float), *heads = TAKE(f.a, ROWS * HEADS, float), times[ROWS];
    whole_round(&f.plan, f.p, matrices, scales, rows);
    const whole_net *whole = whole_net_of(f.a, &f.plan, matrices, scales, rows);
    for (size_t i = 0; i < ROWS; i++) times[i] = whole->ops->whole(16, r.p.in[0] + i * 16, input + i * 16);
    whole_heads(whole, ROWS, whole_encode(whole, &b, input, times, f.a), heads, f.a);
    for (size_t i = 0; i < ROWS; i++) whole->ops->leaky(16, heads + i * HEADS);
    for (size_t i = 0; i < ROWS * HEADS; i++) assert_true(fabsf(heads[i] - r.p.heads[i]) < .01f);
    arc_scores arcs = net_arcs(&whole->top, r.p.heads, 6, f.a);
    for (size_t i = 0; i < 48; i++) assert_true(fabsf(arcs.score[i] - r.arcs.score[i]) < .05f);
    arena_close(f.a);
}

static void sizes_refused(void **state)
{
    (void)state;
    net_plan plan;
    static const net_size bad[] = {
        { 0, 40, 8, 8, 8, 1, 8, 16, 5, 9 },  { 20, 3, 8, 8, 8, 1, 8, 16, 5, 9 },  { 20, 40, 7, 8, 8, 1, 8, 16, 5, 9 },
        { 20, 40, 8, 0, 8, 1, 8, 16, 5, 9 }, { 20, 40, 8, 8, 8, 3, 8, 16, 5, 9 }, { 20, 40, 8, 8, 8, 0, 8, 16, 5, 9 },
        { 20, 40, 8, 8, 8, 1, 8, 16, 0, 9 }, { 20, 40, 8, 8, 8, 1, 8, 16, 5, 1u << 31 },
        { 1u << 31, 40, 8, 8, 8, 1, 8, 16, 5, 9 }, { 20, 40, 8, 8, 1u << 30, 1, 8, 16, 5, 9 },
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_false(net_plan_of(&bad[i], &plan));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gradients),
        cmocka_unit_test(batch_does_not_matter),
        cmocka_unit_test(whole_numbers),
        cmocka_unit_test(sizes_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
