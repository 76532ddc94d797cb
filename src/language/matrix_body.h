/*
 * matrix_body.h - the operations of matrix.h, compiled once for each kind of processor.
 *
 * matrix.c includes this with OP(name) giving the name and TARGET the attribute; both versions run the same
 * operations in the same order.
 */

/* c[0..rows)[0..16 or 8) += a * panel.  Written out row by row, for accumulators in an array would be kept in memory. */
TARGET static void OP(block_4x16)(size_t k, view a, const float *panel, float *c, size_t c_row)
{
    const float *a0 = a.p, *a1 = a.p + a.row, *a2 = a.p + 2 * a.row, *a3 = a.p + 3 * a.row;
    lanes s00 = load(c), s01 = load(c + MATRIX_LANES);
    lanes s10 = load(c + c_row), s11 = load(c + c_row + MATRIX_LANES);
    lanes s20 = load(c + 2 * c_row), s21 = load(c + 2 * c_row + MATRIX_LANES);
    lanes s30 = load(c + 3 * c_row), s31 = load(c + 3 * c_row + MATRIX_LANES);
    for (size_t i = 0; i < k; i++, panel += 16) {
        lanes b0 = load(panel), b1 = load(panel + MATRIX_LANES);
        size_t at = i * a.column;
        s00 += a0[at] * b0; s01 += a0[at] * b1;
        s10 += a1[at] * b0; s11 += a1[at] * b1;
        s20 += a2[at] * b0; s21 += a2[at] * b1;
        s30 += a3[at] * b0; s31 += a3[at] * b1;
    }
    store(c, s00); store(c + MATRIX_LANES, s01);
    store(c + c_row, s10); store(c + c_row + MATRIX_LANES, s11);
    store(c + 2 * c_row, s20); store(c + 2 * c_row + MATRIX_LANES, s21);
    store(c + 3 * c_row, s30); store(c + 3 * c_row + MATRIX_LANES, s31);
}

TARGET static void OP(block_1x16)(size_t k, view a, const float *panel, float *c, size_t c_row)
{
    (void)c_row;
    const float *a0 = a.p;
    lanes s00 = load(c), s01 = load(c + MATRIX_LANES);
    for (size_t i = 0; i < k; i++, panel += 16) {
        lanes b0 = load(panel), b1 = load(panel + MATRIX_LANES);
        size_t at = i * a.column;
        s00 += a0[at] * b0; s01 += a0[at] * b1;
    }
    store(c, s00); store(c + MATRIX_LANES, s01);
}

TARGET static void OP(block_4x8)(size_t k, view a, const float *panel, float *c, size_t c_row)
{
    const float *a0 = a.p, *a1 = a.p + a.row, *a2 = a.p + 2 * a.row, *a3 = a.p + 3 * a.row;
    lanes s00 = load(c);
    lanes s10 = load(c + c_row);
    lanes s20 = load(c + 2 * c_row);
    lanes s30 = load(c + 3 * c_row);
    for (size_t i = 0; i < k; i++, panel += 8) {
        lanes b0 = load(panel);
        size_t at = i * a.column;
        s00 += a0[at] * b0;
        s10 += a1[at] * b0;
        s20 += a2[at] * b0;
        s30 += a3[at] * b0;
    }
    store(c, s00);
    store(c + c_row, s10);
    store(c + 2 * c_row, s20);
    store(c + 3 * c_row, s30);
}

TARGET static void OP(block_1x8)(size_t k, view a, const float *panel, float *c, size_t c_row)
{
    (void)c_row;
    const float *a0 = a.p;
    lanes s00 = load(c);
    for (size_t i = 0; i < k; i++, panel += 8) {
        lanes b0 = load(panel);
        size_t at = i * a.column;
        s00 += a0[at] * b0;
    }
    store(c, s00);
}

TARGET static void OP(mul)(size_t m, size_t n, size_t k, view a, const float *packed, float *c, size_t c_row)
{
    for (size_t j = 0; j < n; j += MATRIX_PANEL) {
        bool wide = n - j >= MATRIX_PANEL;
        const float *panel = packed + j * k;
        size_t i = 0;
        for (; i + 4 <= m; i += 4) {
            view rows = { a.p + i * a.row, a.row, a.column };
            (wide ? OP(block_4x16) : OP(block_4x8))(k, rows, panel, c + i * c_row + j, c_row);
        }
        for (; i < m; i++) {
            view rows = { a.p + i * a.row, a.row, a.column };
            (wide ? OP(block_1x16) : OP(block_1x8))(k, rows, panel, c + i * c_row + j, c_row);
        }
    }
}

/* e^x: 2^n times a polynomial of what is left, |r| <= ln 2 / 2 (Cephes' expf).  Relative error below 2e-7. */
TARGET static lanes_inline void OP(exp8)(lanes *at)
{
    lanes x = lanes_min(lanes_max(*at, lanes_all(-87.0f)), lanes_all(88.0f));
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
