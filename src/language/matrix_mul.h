/*
 * matrix_mul.h - the product of matrix.h, compiled once for each kind of processor and each way of adding.
 *
 * matrix.c includes this with MUL(name) giving the name, TARGET the attribute, and MORE(sum, x, y) adding x * y to eight
 * sums.
 */

/* c[0..rows)[0..16 or 8) += a * panel.  Written out row by row, for accumulators in an array would be kept in memory. */
TARGET static void MUL(block_4x16)(size_t k, view a, const float *panel, float *c, size_t c_row)
{
    const float *a0 = a.p, *a1 = a.p + a.row, *a2 = a.p + 2 * a.row, *a3 = a.p + 3 * a.row;
    lanes s00 = load(c), s01 = load(c + MATRIX_LANES);
    lanes s10 = load(c + c_row), s11 = load(c + c_row + MATRIX_LANES);
    lanes s20 = load(c + 2 * c_row), s21 = load(c + 2 * c_row + MATRIX_LANES);
    lanes s30 = load(c + 3 * c_row), s31 = load(c + 3 * c_row + MATRIX_LANES);
    for (size_t i = 0; i < k; i++, panel += 16) {
        lanes b0 = load(panel), b1 = load(panel + MATRIX_LANES);
        size_t at = i * a.column;
        MORE(s00, a0[at], b0); MORE(s01, a0[at], b1);
        MORE(s10, a1[at], b0); MORE(s11, a1[at], b1);
        MORE(s20, a2[at], b0); MORE(s21, a2[at], b1);
        MORE(s30, a3[at], b0); MORE(s31, a3[at], b1);
    }
    store(c, s00); store(c + MATRIX_LANES, s01);
    store(c + c_row, s10); store(c + c_row + MATRIX_LANES, s11);
    store(c + 2 * c_row, s20); store(c + 2 * c_row + MATRIX_LANES, s21);
    store(c + 3 * c_row, s30); store(c + 3 * c_row + MATRIX_LANES, s31);
}

TARGET static void MUL(block_1x16)(size_t k, view a, const float *panel, float *c, size_t c_row)
{
    (void)c_row;
    const float *a0 = a.p;
    lanes s00 = load(c), s01 = load(c + MATRIX_LANES);
    for (size_t i = 0; i < k; i++, panel += 16) {
        lanes b0 = load(panel), b1 = load(panel + MATRIX_LANES);
        size_t at = i * a.column;
        MORE(s00, a0[at], b0); MORE(s01, a0[at], b1);
    }
    store(c, s00); store(c + MATRIX_LANES, s01);
}

TARGET static void MUL(block_4x8)(size_t k, view a, const float *panel, float *c, size_t c_row)
{
    const float *a0 = a.p, *a1 = a.p + a.row, *a2 = a.p + 2 * a.row, *a3 = a.p + 3 * a.row;
    lanes s00 = load(c);
    lanes s10 = load(c + c_row);
    lanes s20 = load(c + 2 * c_row);
    lanes s30 = load(c + 3 * c_row);
    for (size_t i = 0; i < k; i++, panel += 8) {
        lanes b0 = load(panel);
        size_t at = i * a.column;
        MORE(s00, a0[at], b0);
        MORE(s10, a1[at], b0);
        MORE(s20, a2[at], b0);
        MORE(s30, a3[at], b0);
    }
    store(c, s00);
    store(c + c_row, s10);
    store(c + 2 * c_row, s20);
    store(c + 3 * c_row, s30);
}

TARGET static void MUL(block_1x8)(size_t k, view a, const float *panel, float *c, size_t c_row)
{
    (void)c_row;
    const float *a0 = a.p;
    lanes s00 = load(c);
    for (size_t i = 0; i < k; i++, panel += 8) {
        lanes b0 = load(panel);
        size_t at = i * a.column;
        MORE(s00, a0[at], b0);
    }
    store(c, s00);
}

TARGET static void MUL(mul)(size_t m, size_t n, size_t k, view a, const float *packed, float *c, size_t c_row)
{
    for (size_t j = 0; j < n; j += MATRIX_PANEL) {
        bool wide = n - j >= MATRIX_PANEL;
        const float *panel = packed + j * k;
        size_t i = 0;
        for (; i + 4 <= m; i += 4) {
            view rows = { a.p + i * a.row, a.row, a.column };
            (wide ? MUL(block_4x16) : MUL(block_4x8))(k, rows, panel, c + i * c_row + j, c_row);
        }
        for (; i < m; i++) {
            view rows = { a.p + i * a.row, a.row, a.column };
            (wide ? MUL(block_1x16) : MUL(block_1x8))(k, rows, panel, c + i * c_row + j, c_row);
        }
    }
}
