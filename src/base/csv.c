/*
 * csv.c - a scanner for RFC 4180: fields are pieces of the text, copied only where a doubled quote must go.  Rows without
 * quotes, which are most, are scanned sixteen bytes at a time.
 */
#include "base/csv.h"

#include "base/utf8.h"

csv csv_begin(arena *a, hs_str text)
{
    bool mark = str_starts(text, STR("\xEF\xBB\xBF"));
    return (csv){ .a = a, .text = text, .at = mark ? 3 : 0 };
}

static bool at_end_of_row(const csv *c)
{
    return c->at == c->text.n || c->text.p[c->at] == '\n' ||
           (c->text.p[c->at] == '\r' && c->at + 1 < c->text.n && c->text.p[c->at + 1] == '\n');
}

static void fault(csv *c, size_t column, const char *why)
{
    if (c->fault) return;
    c->fault = why;
    c->column = column;
}

/* Plain ASCII is told first, eight bytes at a time. */
static bool is_utf8(hs_str f)
{
    size_t i = 0;
    for (uint64_t word; i + sizeof word <= f.n; i += sizeof word) {
        memcpy(&word, f.p + i, sizeof word);
        if (word & 0x8080808080808080u) return utf8_bad(f) == SIZE_MAX;
    }
    for (; i < f.n; i++)
        if ((unsigned char)f.p[i] & 0x80) return utf8_bad(f) == SIZE_MAX;
    return true;
}

static hs_str bare_field(csv *c, size_t column)
{
    const char *p = c->text.p;
    size_t begin = c->at, end = c->text.n, i = begin;
    while (i < end && p[i] != ',' && p[i] != '\n') {
        if (p[i] == '"') fault(c, column, "a quote inside a field that is not quoted");
        i++;
    }
    if (i > begin && p[i - 1] == '\r' && (i == end || p[i] == '\n')) i--;
    c->at = i;
    return str_sub(c->text, begin, i);
}

/* The field with each doubled quote as one. */
static hs_str unquote(csv *c, hs_str field, size_t doubled)
{
    if (!doubled) return field;
    char *out = TAKE(c->a, field.n - doubled, char);
    size_t n = 0;
    for (size_t i = 0; i < field.n; i++) {
        out[n++] = field.p[i];
        if (field.p[i] == '"') i++;
    }
    return (hs_str){ out, n };
}

static hs_str quoted_field(csv *c, size_t column)
{
    const char *p = c->text.p;
    size_t begin = ++c->at, doubled = 0;
    for (; c->at < c->text.n; c->at++) {
        if (p[c->at] == '\n') c->lines++;
        if (p[c->at] != '"') continue;
        if (c->at + 1 == c->text.n || p[c->at + 1] != '"') break;
        doubled++, c->at++;
    }
    if (c->at == c->text.n) {
        fault(c, column, "a quote that never closes");
        c->unclosed = true;
        return str_sub(c->text, begin, begin);
    }
    hs_str field = str_sub(c->text, begin, c->at++);
    if (!at_end_of_row(c) && p[c->at] != ',') {
        fault(c, column, "text after the closing quote");
        while (!at_end_of_row(c) && p[c->at] != ',') c->at++;
    }
    return unquote(c, field, doubled);
}

static void end_row(csv *c)
{
    if (c->at < c->text.n && c->text.p[c->at] == '\r') c->at++;
    if (c->at < c->text.n) c->at++;
    c->lines++;
}

/* Sixteen bytes at a time: compilers make single instructions of what is done to them. */
typedef uint8_t bytes16 __attribute__((vector_size(16)));
typedef int8_t found16 __attribute__((vector_size(16)));
enum { STEP = sizeof(bytes16) };

/* A bit for each byte, the first the lowest; found: each byte 0 or -1. */
static unsigned bits_of(found16 found)
{
#ifdef __SSE2__
    typedef char chars16 __attribute__((vector_size(16)));
    return (unsigned)__builtin_ia32_pmovmskb128((chars16)found);
#else
    unsigned bits = 0;
    for (int i = 0; i < STEP; i++) bits |= (found[i] & 1u) << i;
    return bits;
#endif
}

/* Beyond the end of the text are line ends. */
static bytes16 load(const char *p, const char *end)
{
    bytes16 v;
    if (end - p >= STEP) {
        memcpy(&v, p, sizeof v);
    } else {
        memset(&v, '\n', sizeof v);
        memcpy(&v, p, (size_t)(end - p));
    }
    return v;
}

/* A row with no quote in it and nothing wrong, which is most of them, is read in one go; gives the number of its fields,
 * or 0 and nothing is read. */
static size_t plain_row(csv *c, hs_str *field, size_t room)
{
    const char *begin = c->text.p + c->at, *end = c->text.p + c->text.n, *p = begin, *from = begin;
    size_t fields = 0;
    unsigned wide = 0, control = 0, line = 0;
    for (; !line; p += STEP) {
        bytes16 v = load(p, end);
        line = bits_of(v == '\n');
        unsigned within = line ? (line & (0 - line)) - 1 : 0xffff;
        if (bits_of((v == '"') | (v == 0)) & within) return 0;
        wide |= bits_of((found16)v < 0) & within;
        control |= bits_of(v < ' ') & within;
        for (unsigned commas = bits_of(v == ',') & within; commas; commas &= commas - 1) {
            const char *comma = p + __builtin_ctz(commas);
            if (fields < room) field[fields] = (hs_str){ from, (size_t)(comma - from) };
            fields++;
            from = comma + 1;
        }
    }
    const char *last = p - STEP + __builtin_ctz(line); /* at most the end */
    if (wide && !is_utf8((hs_str){ begin, (size_t)(last - begin) })) return 0;
    c->at += (size_t)(last - begin) + (last < end);
    c->lines++;
    c->controls = control;
    if (last > from && last[-1] == '\r') last--;
    if (fields < room) field[fields] = (hs_str){ from, (size_t)(last - from) };
    return fields + 1;
}

/* Behind the first line of a row that has no end. */
static void pass_over(csv *c, size_t begin)
{
    const char *end = memchr(c->text.p + begin, '\n', c->text.n - begin);
    c->at = end ? (size_t)(end - c->text.p) + 1 : c->text.n;
    c->lines = c->line;
}

size_t csv_row(csv *c, hs_str *field, size_t room)
{
    c->fault = NULL;
    while (c->at < c->text.n && at_end_of_row(c)) end_row(c);
    if (c->at == c->text.n) return 0;
    c->line = c->lines + 1;
    c->controls = true;
    c->unclosed = false;
    size_t begin = c->at;
    size_t plain = plain_row(c, field, room);
    if (plain) return plain;
    for (size_t n = 0;; c->at++) {
        bool quoted = c->at < c->text.n && c->text.p[c->at] == '"';
        hs_str f = quoted ? quoted_field(c, n + 1) : bare_field(c, n + 1);
        if (f.n && memchr(f.p, 0, f.n)) fault(c, n + 1, "a NUL byte");
        else if (!is_utf8(f)) fault(c, n + 1, "bytes that are not UTF-8");
        if (n < room) field[n] = f;
        n++;
        if (c->at < c->text.n && c->text.p[c->at] == ',') continue;
        end_row(c);
        if (c->unclosed) pass_over(c, begin);
        return n;
    }
}

void csv_put(buf *b, hs_str field)
{
    bool plain = true;
    for (size_t i = 0; i < field.n && plain; i++) plain = !strchr(",\"\r\n", field.p[i]);
    if (plain) {
        buf_add(b, field);
        return;
    }
    buf_byte(b, '"');
    for (size_t i = 0; i < field.n; i++) {
        if (field.p[i] == '"') buf_byte(b, '"');
        buf_byte(b, field.p[i]);
    }
    buf_byte(b, '"');
}
