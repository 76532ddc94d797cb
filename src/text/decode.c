/*
 * decode.c - bytes in some encoding to UTF-8, with the way back.
 *
 *     mark (BOM)  >  NULs of UTF-16  >  valid UTF-8  >  nearly valid UTF-8  >  one byte a letter
 *
 * The order is by how hard each is to meet by chance.  One byte a letter means windows-1252, called ISO-8859-1 where
 * the two agree (no byte 80..9F), unless the letters are mostly outside ASCII and uchardet names something else:
 * then the file is refused by that name instead of being read wrongly.  Nothing is dropped in silence: bytes that
 * belong to no encoding become U+FFFD, NULs go, and both are noted.
 */
#include "text/decode.h"

#include "base/utf8.h"

#include <uchardet.h>

/* windows-1252, bytes 80..9F (WHATWG Encoding Standard, index-windows-1252); 0: not assigned. */
static const uint16_t c1_of_1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

enum { REPLACEMENT = 0xFFFD };

typedef struct {
    arena *a;
    hs_str in;
    buf text;
    VEC(map_piece) map;
    uint32_t notes;
} decoding;

/* Bytes [begin, end) of the input as they are. */
static void put_same(decoding *d, size_t begin, size_t end)
{
    if (begin == end) return;
    map_piece *last = d->map.n ? &d->map.at[d->map.n - 1] : NULL;
    if (last && last->same && last->original_begin + last->original_n == begin) {
        last->text_n += (uint32_t)(end - begin);
        last->original_n += (uint32_t)(end - begin);
    } else
        *VEC_ADD(d->a, &d->map) = (map_piece){ (uint32_t)d->text.n, (uint32_t)(end - begin), (uint32_t)begin,
                                               (uint32_t)(end - begin), true };
    buf_add(&d->text, str_sub(d->in, begin, end));
}

/* A code point that stands for bytes [begin, end). */
static void put_code(decoding *d, int32_t code, size_t begin, size_t end)
{
    char bytes[4];
    if (!code) {
        d->notes |= NOTE_NUL;
        return;
    }
    size_t n = utf8_put(code, bytes);
    if (!n || code == REPLACEMENT) {
        n = utf8_put(REPLACEMENT, bytes);
        d->notes |= NOTE_REPLACED;
    }
    *VEC_ADD(d->a, &d->map) =
        (map_piece){ (uint32_t)d->text.n, (uint32_t)n, (uint32_t)begin, (uint32_t)(end - begin), false };
    buf_add(&d->text, (hs_str){ bytes, n });
}

static bool is_plain(char c)
{
    return c && (unsigned char)c < 0x80;
}

static void from_utf8(decoding *d, size_t at)
{
    size_t run = at;
    while (at < d->in.n) {
        size_t before = at;
        if (is_plain(d->in.p[at])) {
            at++;
            continue;
        }
        int32_t code = utf8_next(d->in, &at);
        if (code > 0) continue;
        put_same(d, run, before);
        put_code(d, code < 0 ? REPLACEMENT : 0, before, at);
        run = at;
    }
    put_same(d, run, at);
}

static void from_bytes(decoding *d)
{
    size_t run = 0;
    for (size_t at = 0; at < d->in.n; at++) {
        unsigned char c = (unsigned char)d->in.p[at];
        if (is_plain((char)c)) continue;
        put_same(d, run, at);
        int32_t code = c >= 0x80 && c < 0xA0 ? c1_of_1252[c - 0x80] : c;
        put_code(d, c && !code ? REPLACEMENT : code, at, at + 1);
        run = at + 1;
    }
    put_same(d, run, d->in.n);
}

static int32_t unit_at(hs_str in, size_t at, bool big)
{
    unsigned char a = (unsigned char)in.p[at], b = (unsigned char)in.p[at + 1];
    return big ? a << 8 | b : b << 8 | a;
}

static void from_utf16(decoding *d, size_t at, bool big)
{
    while (at + 1 < d->in.n) {
        size_t before = at;
        int32_t code = unit_at(d->in, at, big);
        at += 2;
        if (code >= 0xD800 && code < 0xDC00 && at + 1 < d->in.n) {
            int32_t low = unit_at(d->in, at, big);
            if (low >= 0xDC00 && low < 0xE000) {
                code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
                at += 2;
            }
        }
        put_code(d, code >= 0xD800 && code < 0xE000 ? REPLACEMENT : code, before, at);
    }
    if (at < d->in.n) put_code(d, REPLACEMENT, at, d->in.n);
}

/* ---- what is it? ------------------------------------------------------------------------------- */

enum { SAMPLE = 8192 };

/* UTF-16 without a mark: of the sampled pairs, two in five have a NUL on one side and hardly any on the other. */
static int utf16_by_nuls(hs_str in)
{
    size_t n = (in.n < SAMPLE ? in.n : SAMPLE) & ~(size_t)1, even = 0, odd = 0;
    for (size_t i = 0; i < n; i += 2) {
        even += !in.p[i];
        odd += !in.p[i + 1];
    }
    if (n < 8 || in.n % 2) return 0;
    if (odd * 5 >= n && even * 50 <= odd) return 1;  /* little-endian */
    if (even * 5 >= n && odd * 50 <= even) return 2; /* big-endian */
    return 0;
}

typedef struct {
    size_t high, sequences, bad, c1;
} byte_count;

static byte_count count_bytes(hs_str in)
{
    byte_count c = { 0 };
    for (size_t at = 0; at < in.n;) {
        unsigned char b = (unsigned char)in.p[at];
        if (b < 0x80) {
            at++;
            continue;
        }
        size_t before = at;
        if (utf8_next(in, &at) < 0) {
            c.bad++;
            c.c1 += b < 0xA0;
        } else
            c.sequences++;
        c.high += at - before;
    }
    return c;
}

static bool named(hs_str name, const char *const *list)
{
    for (; *list; list++)
        if (str_eq_ascii(name, str_of(*list))) return true;
    return false;
}

static bool is_western(hs_str name)
{
    static const char *const list[] = { "windows-1252", "cp1252",    "ISO-8859-1", "ISO8859-1", "latin1",
                                        "latin-1",      "ISO-8859-15", "ASCII",      "US-ASCII",  "UTF-8",
                                        "utf8",         NULL };
    return !name.n || named(name, list);
}

static hs_str uchardet_name(arena *a, hs_str in)
{
    uchardet_t u = uchardet_new();
    if (!u) arena_leave(a, HS_NO_MEMORY, "no memory to name an encoding");
    uchardet_handle_data(u, in.p, in.n < (1 << 20) ? in.n : (1 << 20));
    uchardet_data_end(u);
    char name[64] = "";
    const char *got = uchardet_get_charset(u);
    for (size_t i = 0; got && got[i] && i + 1 < sizeof name; i++) name[i] = got[i];
    uchardet_delete(u);
    return arena_str(a, str_of(name));
}

/* Text of one byte a letter that is not Western is refused by name: a wrong guess would change every word. */
static void refuse_foreign(arena *a, hs_str in, hs_str declared, byte_count c)
{
    /* Under a fifth: Western text with accents, whatever a detector says; but not against what the file says. */
    if (is_western(declared) && c.high * 5 < in.n) return;
    hs_str name = is_western(declared) ? uchardet_name(a, in) : declared;
    if (is_western(name)) return;
    arena_leave(a, HS_BAD_INPUT, "decode: looks like %.*s, which is not read: convert it to UTF-8 first",
                (int)(name.n < 40 ? name.n : 40), name.p);
}

/* Text that was decoded twice shows e.g. U+00E2 U+20AC for a quotation mark, or U+00C3 before U+0080..U+00BF. */
static bool is_mojibake(hs_str text)
{
    size_t accents = 0;
    for (size_t at = 0; (at = str_find(text, STR("\xC3"), at)) != SIZE_MAX; at++) {
        if (str_starts(str_sub(text, at, text.n), STR("\xC3\xA2\xE2\x82\xAC"))) return true;
        if (at + 3 < text.n && text.p[at + 1] == '\x83' && text.p[at + 2] == '\xC2') accents++;
    }
    return accents >= 2;
}

static decoded finish(decoding *d, const char *encoding, uint32_t notes)
{
    hs_str text = d->text.p ? buf_str(&d->text) : STR("");
    notes |= d->notes | (is_mojibake(text) ? NOTE_MOJIBAKE : 0);
    return (decoded){ text, d->map.at, d->map.n, str_of(encoding), notes };
}

decoded decode_bytes(arena *a, hs_str in, hs_str declared)
{
    decoding d = { .a = a, .in = in, .text = { .a = a } };
    if (str_starts(in, STR("\xEF\xBB\xBF"))) {
        from_utf8(&d, 3);
        return finish(&d, "UTF-8", NOTE_BOM);
    }
    if (in.n >= 4 && (!memcmp(in.p, "\xFF\xFE\0\0", 4) || !memcmp(in.p, "\0\0\xFE\xFF", 4)))
        arena_leave(a, HS_BAD_INPUT, "decode: UTF-32 is not read: convert it to UTF-8 first");
    bool little = str_starts(in, STR("\xFF\xFE")), big = str_starts(in, STR("\xFE\xFF"));
    int guess = little || big ? 0 : utf16_by_nuls(in);
    if (little || big || guess) {
        big = big || guess == 2;
        from_utf16(&d, guess ? 0 : 2, big);
        return finish(&d, big ? "UTF-16BE" : "UTF-16LE", NOTE_ENCODING | (guess ? 0 : NOTE_BOM));
    }
    byte_count c = count_bytes(in);
    if (c.bad * 4 <= c.sequences) { /* none wrong, or one wrong byte to four right sequences */
        from_utf8(&d, 0);
        return finish(&d, "UTF-8", 0);
    }
    refuse_foreign(a, in, declared, c);
    from_bytes(&d);
    return finish(&d, c.c1 ? "windows-1252" : "ISO-8859-1", NOTE_ENCODING);
}

/* ---- no text at all ---------------------------------------------------------------------------- */

hs_str decode_binary(hs_str in)
{
    static const struct {
        hs_str magic;
        const char *name;
    } kinds[] = { /* as in the `file` program's public magic table */
        { STR_INIT("%PDF-"), "PDF" },           { STR_INIT("\x7F" "ELF"), "ELF" },
        { STR_INIT("PK\3\4"), "ZIP" },          { STR_INIT("PK\5\6"), "ZIP" },
        { STR_INIT("\x89PNG\r\n\x1A\n"), "PNG" }, { STR_INIT("\xFF\xD8\xFF"), "JPEG" },
        { STR_INIT("GIF87a"), "GIF" },          { STR_INIT("GIF89a"), "GIF" },
        { STR_INIT("\x1F\x8B\x08"), "gzip" },   { STR_INIT("BZh9"), "bzip2" },
        { STR_INIT("\xFD" "7zXZ\0"), "xz" },    { STR_INIT("7z\xBC\xAF\x27\x1C"), "7-Zip" },
        { STR_INIT("\x28\xB5\x2F\xFD"), "Zstandard" }, { STR_INIT("SQLite format 3\0"), "SQLite" },
        { STR_INIT("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "old Office" }, { STR_INIT("{\\rtf"), "RTF" },
        { STR_INIT("\xCA\xFE\xBA\xBE"), "Java or Mach-O" }, { STR_INIT("OggS\0"), "Ogg" },
        { STR_INIT("ID3\3"), "MP3" },           { STR_INIT("ID3\4"), "MP3" },
        { STR_INIT("\0asm"), "WebAssembly" },   { STR_INIT("MZ\x90\0"), "Windows program" },
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_starts(in, kinds[i].magic)) return str_of(kinds[i].name);
    if (str_starts(in, STR("\xFF\xFE")) || str_starts(in, STR("\xFE\xFF")) || utf16_by_nuls(in)) return STR("");
    size_t n = in.n < SAMPLE ? in.n : SAMPLE, control = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)in.p[i];
        control += c < 0x20 && !(c >= '\t' && c <= '\r') && c != 0x1B;
    }
    /* Random bytes have one in ten; text that carries NULs or old printer codes has far fewer. */
    return control * 20 > n ? STR("of an unknown kind") : STR("");
}
