/*
 * matrix_body.h - the operations of matrix.h, compiled once for each kind of processor.
 *
 * matrix.c includes this with OP(name) giving the name and TARGET the attribute; both versions run the same
 * operations in the same order.
 */

/* e^x: 2^n times a polynomial of what is left, |r| <= ln 2 / 2 (Cephes' expf).  Relative error below 2e-7.
 * x lies between -87 and 88, or is no number. */
TARGET static lanes_inline void OP(exp_within8)(lanes *at)
{
    lanes x = *at;
    const lanes magic = lanes_all(12582912.0f); /* 1.5 * 2^23: adding it rounds to a whole number */
    lanes n = (x * 1.44269504088896341f + magic) - magic;
    lanes r = x - n * 0.693359375f - n * -2.12194440e-4f;
    lanes p = lanes_all(1.9875691500e-4f);
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = p * (r * r) + r + 1.0f;
    int_lanes power = (__builtin_convertvector(n, int_lanes) + 127) << 23;
    *at = p * (lanes)power;
}

TARGET static lanes_inline void OP(exp8)(lanes *x)
{
    *x = OP(min8)(OP(max8)(*x, lanes_all(-87.0f)), lanes_all(88.0f));
    OP(exp_within8)(x);
}

TARGET static lanes_inline void OP(sigmoid8)(lanes *x)
{
    *x = -*x;
    OP(exp8)(x);
    *x = 1.0f / (1.0f + *x);
}

TARGET static lanes_inline void OP(tanh8)(lanes *x)
{
    *x = -2.0f * *x;
    OP(exp8)(x);
    *x = 2.0f / (1.0f + *x) - 1.0f;
}

TARGET static void OP(exp)(size_t n, float *x)
{
    for (size_t i = 0; i < n; i += MATRIX_LANES) {
        lanes e = load(x + i);
        OP(exp8)(&e);
        store(x + i, e);
    }
}

TARGET static void OP(cell)(size_t n, float *gates, const float *c_before, float *c, float *tanh_c, float *h)
{
    float *input = gates, *forget = gates + n, *output = gates + 2 * n, *fresh = gates + 3 * n;
    for (size_t i = 0; i < n; i += MATRIX_LANES) {
        lanes in = load(input + i), keep = load(forget + i), out = load(output + i), new = load(fresh + i);
        OP(sigmoid8)(&in);
        OP(sigmoid8)(&keep);
        OP(sigmoid8)(&out);
        OP(tanh8)(&new);
        lanes now = in * new;
        if (c_before) now += keep * load(c_before + i);
        lanes t = now;
        OP(tanh8)(&t);
        store(input + i, in);
        store(forget + i, keep);
        store(output + i, out);
        store(fresh + i, new);
        store(c + i, now);
        store(tanh_c + i, t);
        store(h + i, out * t);
    }
}

/* Adam's step (Kingma, Ba 2015) over n parameters; the gradient is used up. */
TARGET static void OP(adam)(size_t n, float *p, float *g, float *mean, float *square, const adam_step *s)
{
    for (size_t i = 0; i < n; i += MATRIX_LANES) {
        lanes d = load(g + i) * s->by;
        lanes m = s->beta1 * load(mean + i) + (1 - s->beta1) * d, q = s->beta2 * load(square + i) + (1 - s->beta2) * (d * d);
        lanes root = q * s->correct;
        OP(root8)(&root);
        store(mean + i, m);
        store(square + i, q);
        store(p + i, load(p + i) - s->rate * m / (root + s->epsilon));
        store(g + i, lanes_all(0.0f));
    }
}

TARGET static void OP(add)(size_t n, float *to, const float *what, float times)
{
    for (size_t i = 0; i < n; i += MATRIX_LANES) store(to + i, load(to + i) + times * load(what + i));
}

TARGET static float OP(dot)(size_t n, const float *a, const float *b)
{
    lanes sum = lanes_all(0.0f);
    for (size_t i = 0; i < n; i += MATRIX_LANES) sum += load(a + i) * load(b + i);
    return ((sum[0] + sum[1]) + (sum[2] + sum[3])) + ((sum[4] + sum[5]) + (sum[6] + sum[7]));
}

TARGET static void OP(leaky)(size_t n, float *x)
{
    for (size_t i = 0; i < n; i += MATRIX_LANES) {
        lanes v = load(x + i);
        store(x + i, lanes_pick(v > 0.0f, v, 0.1f * v));
    }
}

TARGET static void OP(add_bytes)(size_t n, float *to, const int8_t *what, float times)
{
    for (size_t i = 0; i < n; i += MATRIX_LANES)
        store(to + i, load(to + i) + times * __builtin_convertvector(*(const loose_byte_lanes *)(what + i), lanes));
}

/* Rounds to the nearest whole number; beyond the largest, and what is no number, becomes the largest. */
TARGET static lanes_inline void OP(round8)(const lanes *x, int16_t *out)
{
    const lanes magic = lanes_all(12582912.0f), most = lanes_all((float)WHOLE_MOST);
    lanes v = OP(max8)(OP(min8)(*x, most), -most);
    v = (v + magic) - magic;
    *(loose_short_lanes *)out = __builtin_convertvector(__builtin_convertvector(v, int_lanes), loose_short_lanes);
}

TARGET static float OP(whole)(size_t n, const float *x, int16_t *out)
{
    lanes most = lanes_all(1e-20f);
    for (size_t i = 0; i < n; i += MATRIX_LANES) {
        lanes v = load(x + i), size = OP(max8)(v, -v);
        most = OP(max8)(size, most);
    }
    float top = most[0];
    for (int i = 1; i < MATRIX_LANES; i++) top = most[i] > top ? most[i] : top;
    float times = WHOLE_MOST / top;
    for (size_t i = 0; i < n; i += MATRIX_LANES) {
        lanes v = load(x + i) * times;
        OP(round8)(&v, out + i);
    }
    return top / WHOLE_MOST;
}

TARGET static void OP(whole_mul)(size_t m, size_t n, size_t k, const int16_t *a, size_t a_row, const int16_t *packed, int32_t *c)
{
    size_t row = matrix_panels(n);
    for (size_t j = 0; j < row; j += MATRIX_PANEL, packed += k * MATRIX_PANEL) {
        size_t i = 0;
        for (; i + 4 <= m; i += 4) OP(whole_4)(k / 2, a + i * a_row, a_row, packed, c + i * row + j, row);
        for (; i < m; i++) OP(whole_1)(k / 2, a + i * a_row, a_row, packed, c + i * row + j, row);
    }
}

TARGET static void OP(whole_out)(size_t n, const int32_t *sum, const float *scale, const float *bias, float *out)
{
    for (size_t i = 0; i < n; i += MATRIX_LANES) store(out + i, load_whole(sum + i) * load(scale + i) + load(bias + i));
}

TARGET static lanes_inline void OP(gate8)(const whole_gates *g, size_t at, lanes *out)
{
    *out = load_whole(g->below + at) * (g->below_times * load(g->below_scale + at)) + load(g->bias + at);
    if (g->again) *out += load_whole(g->again + at) * load(g->again_scale + at);
}

/* exp(-x), of bounds that let three of them be multiplied. */
TARGET static lanes_inline void OP(fading8)(lanes *x)
{
    *x = OP(min8)(OP(max8)(-*x, lanes_all(-29.0f)), lanes_all(29.0f));
    OP(exp_within8)(x);
}

/* sigmoid(in) * tanh(new) + sigmoid(keep) * before over one denominator, and so sigmoid(out) * tanh of that: a division is
 * as dear as an exponential. */
TARGET static void OP(whole_cell)(size_t n, const whole_gates *g, const float *c_before, float *c, int16_t *h)
{
    for (size_t i = 0; i < n; i += MATRIX_LANES) {
        lanes in, keep, out, new, now;
        OP(gate8)(g, i, &in);
        OP(gate8)(g, i + n, &keep);
        OP(gate8)(g, i + 2 * n, &out);
        OP(gate8)(g, i + 3 * n, &new);
        new *= 2.0f;
        OP(fading8)(&in);
        OP(fading8)(&new);
        OP(fading8)(&out);
        lanes fresh = (1.0f + in) * (1.0f + new);
        if (c_before) {
            OP(fading8)(&keep);
            now = ((1.0f - new) * (1.0f + keep) + load(c_before + i) * fresh) / (fresh * (1.0f + keep));
        } else
            now = (1.0f - new) / fresh;
        store(c + i, now);
        now *= 2.0f;
        OP(fading8)(&now);
        lanes shown = (float)WHOLE_MOST * (1.0f - now) / ((1.0f + out) * (1.0f + now));
        OP(round8)(&shown, h + i);
    }
}
