/*
 * tokens.c - cutting a text into folded tokens.
 *
 * Copies differ in capitals, in typographic or plain quotation marks, in full-width digits and ligatures, and in
 * whether "nation's" kept its apostrophe.  So case is folded, compatibility forms of Latin letters are undone,
 * combining accents are dropped, and every apostrophe parts two tokens.  Han, kana, Thai, Lao, Khmer and Burmese
 * have no spaces between words: each of their characters is a token.
 *
 * A name that the caller knows of is one token: its hash tells it from other names, but what is counted as evidence is one
 * and the same word for all.  So who is spoken of, and in how many words, decides nothing.
 *
 * Parts of web and mail addresses are compared like all else but prove nothing.  Numbers that count the lines of a
 * page, climbing by one from line to line, are dropped: they would cut every passage at every line.
 */
#include "reuse/tokens.h"

#include "base/utf8.h"

#define FNV_START UINT64_C(0xcbf29ce484222325) /* Fowler, Noll, Vo: FNV-1a, 64 bits */
#define FNV_PRIME UINT64_C(0x100000001b3)

enum {
    QUOTE_MOST = 250, /* tokens: a quotation mark that opens more than this was never closed */
    NAME_WORD = 0x6e616d65, /* the hash of any name, where it must not matter whose */
    ROOM_DOUBLED = 1 << 20, /* tokens of room that may be doubled, so that longer texts find it ready */
    ADDRESS_MOST = 300 /* bytes looked at for a web or mail address */
};

static inline bool ascii_word(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static inline uint64_t mix(uint64_t h, unsigned char c)
{
    return (h ^ c) * FNV_PRIME;
}

static inline uint32_t finish(uint64_t h)
{
    h ^= h >> 32;
    h *= UINT64_C(0xd6e8feb86659fd93); /* Mulvey's 64-bit mixer */
    return h >> 32 ? (uint32_t)(h >> 32) : 1; /* 0 is kept for "dropped" */
}

/* Scripts written without spaces (Unicode blocks). */
static bool stands_alone(int32_t c)
{
    return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF) ||
           (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0x20000 && c <= 0x3FFFF);
}

static bool accent(int32_t c)
{
    return c >= 0x0300 && c <= 0x036F;
}

static bool wordly(int32_t c)
{
    return utf8_is_letter(c) || utf8_is_digit(c) || utf8_is_mark(c);
}

/* Adds one code point, folded, to the hash. */
static uint64_t mix_code(uint64_t h, int32_t c)
{
    static const char *const ligature[] = { "ff", "fi", "fl", "ffi", "ffl", "st", "st" }; /* U+FB00 .. U+FB06 */
    if (accent(c)) return h;
    if (c >= 0xFB00 && c <= 0xFB06) {
        for (const char *p = ligature[c - 0xFB00]; *p; p++) h = mix(h, (unsigned char)*p);
        return h;
    }
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0; /* full-width forms */
    c = utf8_lower(c);
    char bytes[4];
    size_t n = utf8_put(c, bytes);
    for (size_t i = 0; i < n; i++) h = mix(h, (unsigned char)bytes[i]);
    return h;
}

/* Moves *at over the token that starts there and gives its hash; false when no token starts there. */
static bool next_token(hs_str s, size_t *at, uint32_t *hash)
{
    uint64_t h = FNV_START;
    size_t i = *at;
    while (i < s.n) {
        unsigned char c = (unsigned char)s.p[i];
        if (c < 0x80) {
            if (!ascii_word(c)) break;
            h = mix(h, c >= 'A' && c <= 'Z' ? (unsigned char)(c + 32) : c);
            i++;
            continue;
        }
        size_t next = i;
        int32_t code = utf8_next(s, &next);
        if (!wordly(code)) break;
        if (stands_alone(code)) {
            if (i > *at) break;
            h = mix_code(h, code);
            i = next;
            break;
        }
        h = mix_code(h, code);
        i = next;
    }
    if (i == *at) return false;
    *at = i;
    *hash = finish(h);
    return true;
}

/* What stands between tokens matters for quotation marks and addresses only. */
typedef struct {
    hs_str text;
    uint32_t *hash, *at;
    uint32_t n;
    uint32_t quote_from;  /* first token of the open quotation */
    int32_t closing;      /* the mark that would close it, 0 when none is open */
    size_t address_until; /* tokens before this byte belong to an address */
} reader;

static void quote_close(reader *r, bool good)
{
    if (good)
        for (uint32_t i = r->quote_from; i < r->n; i++) r->at[i] |= TOKEN_QUOTED;
    r->closing = 0;
}

static void quote_open(reader *r, int32_t closing)
{
    r->closing = closing;
    r->quote_from = r->n;
}

static int32_t closing_of(int32_t opening)
{
    switch (opening) {
    case 0x201C: return 0x201D; /* “ ” */
    case 0x201E: return 0x201C; /* „ “ */
    case 0x00AB: return 0x00BB; /* « » */
    case 0x300C: return 0x300D; /* 「 」 */
    case '"': return '"';
    default: return 0;
    }
}

/* A straight mark opens when a blank stands before it and none after. */
static bool may_open(hs_str s, size_t at, size_t next)
{
    if (s.p[at] != '"') return true;
    bool space_before = !at || (unsigned char)s.p[at - 1] <= ' ' || strchr("([-", s.p[at - 1]);
    return space_before && next < s.n && (unsigned char)s.p[next] > ' ';
}

/* The words around byte `at` that no blank parts from it, within reach. */
static hs_str word_around(hs_str s, size_t at)
{
    size_t begin = at, end = at;
    while (begin && at - begin < ADDRESS_MOST && (unsigned char)s.p[begin - 1] > ' ') begin--;
    while (end < s.n && end - begin < ADDRESS_MOST && (unsigned char)s.p[end] > ' ') end++;
    return str_sub(s, begin, end);
}

/* An "@" inside a word makes it a mail address, that before it too. */
static void mail_address(reader *r, size_t at)
{
    hs_str word = word_around(r->text, at);
    size_t begin = (size_t)(word.p - r->text.p);
    if (begin == at) return;
    for (uint32_t i = r->n; i-- > 0 && (r->at[i] & TOKEN_PLACE) >= begin;) r->at[i] |= TOKEN_DULL;
    r->address_until = begin + word.n;
}

static void between(reader *r, size_t at, size_t next, int32_t code)
{
    bool opens = closing_of(code) && may_open(r->text, at, next);
    if (r->closing && r->n - r->quote_from > QUOTE_MOST) quote_close(r, false);
    else if (r->closing && (code == '\n' || code == r->closing || opens)) quote_close(r, true);
    if (opens) quote_open(r, closing_of(code));
    if (code == '@') mail_address(r, at);
}

static bool starts_web_address(hs_str s, size_t at)
{
    unsigned char c = (unsigned char)(s.p[at] | 0x20);
    if (c != 'h' && c != 'w') return false;
    hs_str rest = str_sub(s, at, s.n);
    return str_starts_ascii(rest, STR("http://")) || str_starts_ascii(rest, STR("https://")) ||
           str_starts_ascii(rest, STR("www."));
}

static void take_token(reader *r, size_t at, uint32_t hash)
{
    hs_str s = r->text;
    bool word_start = !at || (unsigned char)s.p[at - 1] <= ' ' || s.p[at - 1] == '(' || s.p[at - 1] == '<';
    if (word_start && at >= r->address_until && starts_web_address(s, at)) {
        size_t end = at;
        while (end < s.n && end - at < ADDRESS_MOST && (unsigned char)s.p[end] > ' ') end++;
        r->address_until = end;
    }
    r->hash[r->n] = hash;
    r->at[r->n++] = (uint32_t)at | (at < r->address_until ? TOKEN_DULL : 0);
}

/* The words of a name as one token. */
static void take_name(reader *r, span name)
{
    uint64_t h = FNV_START;
    uint32_t hash, words = 0;
    size_t first = name.begin;
    for (size_t at = name.begin; at < name.end;) {
        size_t start = at;
        if (!next_token(r->text, &at, &hash)) {
            utf8_next(r->text, &at);
            continue;
        }
        if (!words++) first = start;
        h = (h ^ hash) * FNV_PRIME;
    }
    if (!words) return;
    take_token(r, first, finish(h));
    r->at[r->n - 1] |= TOKEN_NAME;
}

static void read_all(reader *r, const span *name, size_t names)
{
    hs_str s = r->text;
    size_t next = 0;
    for (size_t at = 0; at < s.n;) {
        unsigned char c = (unsigned char)s.p[at];
        size_t start = at;
        uint32_t hash;
        while (next < names && name[next].begin < at) next++;
        if (next < names && name[next].begin == at && name[next].end > at && name[next].end <= s.n) {
            take_name(r, name[next]);
            at = name[next].end;
        } else if (c == ' ') at++;
        else if (next_token(s, &at, &hash)) take_token(r, start, hash);
        else between(r, start, at, utf8_next(s, &at));
    }
}

/* The number in digits just before or after a line end, or -1. */
static int64_t line_number(hs_str line, bool last)
{
    size_t from = 0, n = 0;
    line = str_trim(line);
    if (last) {
        while (n < line.n && line.p[line.n - 1 - n] >= '0' && line.p[line.n - 1 - n] <= '9') n++;
        from = line.n - n;
        if (from && line.p[from - 1] != ' ') return -1;
    } else {
        while (n < line.n && line.p[n] >= '0' && line.p[n] <= '9') n++;
        if (n < line.n && line.p[n] != ' ') return -1;
    }
    uint64_t v;
    return n && n < 6 && str_to_u64(str_sub(line, from, from + n), &v) ? (int64_t)v : -1;
}

/* The line that begins at byte `at`, without its end. */
static hs_str line_at(hs_str s, size_t at)
{
    const char *end = memchr(s.p + at, '\n', s.n - at);
    return str_sub(s, at, end ? (size_t)(end - s.p) : s.n);
}

/* Drops the numbers that count lines: at one side of the line, and one more than on the line before or one less than
 * on the line after. */
static void drop_line_numbers(reader *r, bool last)
{
    hs_str s = r->text;
    int64_t before = -1, here = -1;
    hs_str line_here = { s.p, 0 };
    uint32_t token = 0;
    for (size_t at = 0; at <= s.n + 1;) { /* one turn past the last line, which is judged by the one before */
        hs_str line = at < s.n ? line_at(s, at) : (hs_str){ s.p + s.n, 0 };
        int64_t next = line_number(line, last);
        if (here >= 0 && (here == before + 1 || next == here + 1)) {
            size_t end = (size_t)(line_here.p - s.p) + line_here.n;
            while (token < r->n && (r->at[token] & TOKEN_PLACE) < (size_t)(line_here.p - s.p)) token++;
            uint32_t mark = token;
            if (last)
                while (mark + 1 < r->n && (r->at[mark + 1] & TOKEN_PLACE) < end) mark++;
            if (mark < r->n && (r->at[mark] & TOKEN_PLACE) < end) r->hash[mark] = 0;
        }
        before = here;
        here = next;
        line_here = line;
        at += line.n + 1;
    }
}

static const uint32_t *blind_to_names(arena *a, const uint32_t *hash, const uint32_t *at, uint32_t n, size_t names)
{
    if (!names) return hash;
    uint32_t *blind = TAKE(a, n, uint32_t);
    for (uint32_t i = 0; i < n; i++) blind[i] = at[i] & TOKEN_NAME ? NAME_WORD : hash[i];
    return blind;
}

tokens tokens_read(arena *a, arena *scratch_memory, tokens_scratch *scratch, hs_str text, const span *name, size_t names)
{
    if (text.n > RECORD_TEXT_MOST) arena_leave(a, HS_LIMIT, "reuse: a text of %zu bytes is too long", text.n);
    size_t most = text.n / 2 + 2; /* a blank between any two, or one of them has three bytes */
    if (most > scratch->room) {
        scratch->room = most < ROOM_DOUBLED ? most * 2 : most;
        scratch->hash = TAKE(scratch_memory, scratch->room, uint32_t);
        scratch->at = TAKE(scratch_memory, scratch->room, uint32_t);
    }
    reader r = { .text = text, .hash = scratch->hash, .at = scratch->at };
    read_all(&r, name, names);
    drop_line_numbers(&r, false);
    drop_line_numbers(&r, true);
    uint32_t *hash = TAKE(a, r.n, uint32_t), *at = TAKE(a, (size_t)r.n + 1, uint32_t), n = 0;
    for (uint32_t i = 0; i < r.n; i++)
        if (r.hash[i]) {
            hash[n] = r.hash[i];
            at[n++] = r.at[i];
        }
    at[n] = (uint32_t)text.n;
    return (tokens){ hash, blind_to_names(a, hash, at, n, names), at, n, name, names };
}

uint32_t token_end(const tokens *t, hs_str text, uint32_t i)
{
    size_t at = token_place(t, i);
    if (t->at[i] & TOKEN_NAME) {
        size_t low = 0, high = t->names;
        while (low < high) { /* the last name that begins at or before it */
            size_t middle = (low + high) / 2;
            if (t->name[middle].begin <= at) low = middle + 1;
            else high = middle;
        }
        return (uint32_t)t->name[low - 1].end;
    }
    uint32_t hash;
    next_token(text, &at, &hash);
    return (uint32_t)at;
}

span tokens_span(const tokens *t, hs_str text, uint32_t begin, uint32_t end)
{
    return (span){ token_place(t, begin), token_end(t, text, end - 1) };
}
