/*
 * dictionary.c - reading dictionaries of others, and coding phrases by them.
 *
 * Names are compared word by word, folded; "_", hyphens and blanks part words, apostrophes and a full stop at the end are
 * passed over.  A name whose last word has no "_" behind it also stands for longer forms of that word (ARGENTIN of
 * "Argentina", "Argentine") when it has STEM_FEWEST letters, as TABARI does.
 */
#include "claims/dictionary.h"

#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

enum { WORDS_MOST = 12, STEM_FEWEST = 6, SHORT_MOST = 4, HITS_MOST = 16, CODE_MOST = 48 };
enum { ALWAYS_FROM = INT32_MIN, ALWAYS_TO = INT32_MAX };

typedef struct {
    hs_str code;
    int32_t from, to; /* days; ALWAYS_FROM, ALWAYS_TO */
    uint32_t next;    /* of the same name, in the order of the file, or UINT32_MAX */
} name_code;

/* All names that share codes. */
typedef struct {
    uint32_t first, last; /* codes, or UINT32_MAX */
    bool is_agent;
} block;

struct dictionary {
    arena *a;
    VEC(name_code) code;
    VEC(block) block;
    map phrases;  /* "word word" to block + 1 */
    map stems;    /* the same for names whose last word may go on; keyed without what comes after STEM_FEWEST letters */
    map longest;  /* first word to the most words of a name that begins so */
    map sets;     /* "!PERSON!" to its place in `set` */
    VEC(hs_str) set;
    uint32_t names;
};

/* One file being read. */
typedef struct {
    dictionary *d;
    const char *path;
    size_t line;
    uint32_t now; /* block, or UINT32_MAX */
    bool in_comment, in_section;
} reader;

dictionary *dictionary_new(arena *a)
{
    dictionary *d = TAKE(a, 1, dictionary);
    d->a = a;
    d->phrases.a = d->stems.a = d->longest.a = d->sets.a = a;
    return d;
}

uint32_t dictionary_names(const dictionary *d)
{
    return d->names;
}

/* ---- words ------------------------------------------------------------------------------------------------------ */

typedef dictionary_word word;

static bool is_inner(char c)
{
    return c == '\'' || c == '.' || c == '&';
}

size_t dictionary_words(arena *a, hs_str s, word *out, size_t most)
{
    size_t n = 0, at = 0;
    bool joins = false;
    while (at < s.n && n < most) {
        size_t begin = at, next = at;
        int32_t c = utf8_next(s, &next);
        if (!utf8_is_letter(c) && !utf8_is_digit(c)) {
            joins |= s.p[at] == ',' || s.p[at] == '/';
            at = next;
            continue;
        }
        bool capital = utf8_is_upper(c);
        for (at = next; at < s.n; at = next) {
            next = at;
            c = utf8_next(s, &next);
            if (!utf8_is_letter(c) && !utf8_is_digit(c) && !utf8_is_mark(c) && !(next == at + 1 && is_inner(s.p[at])) &&
                !(c == 0x2019))
                break;
        }
        hs_str piece = str_sub(s, begin, at);
        if (str_ends(piece, STR("\xe2\x80\x99s"))) piece.n -= 4;
        else if (str_ends(piece, STR("'s")) || str_ends(piece, STR("'S"))) piece.n -= 2;
        while (piece.n && is_inner(piece.p[piece.n - 1])) piece.n--;
        if (!piece.n) continue;
        out[n] = (word){ utf8_fold(a, piece), capital, joins };
        joins = str_eq(out[n].folded, STR("and")) || str_eq(out[n].folded, STR("or"));
        n++;
    }
    return n;
}

static hs_str joined(arena *a, const word *w, size_t n)
{
    buf key = { .a = a };
    for (size_t i = 0; i < n; i++) {
        if (i) buf_byte(&key, ' ');
        buf_add(&key, w[i].folded);
    }
    return buf_str(&key);
}

/* ---- reading ---------------------------------------------------------------------------------------------------- */

_Noreturn static void complain(const reader *r, const char *what)
{
    arena_leave(r->d->a, HS_BAD_INPUT, "%s: line %zu: %s", r->path, r->line, what);
}

static void remember(map *m, hs_str key, uint32_t what)
{
    bool is_new;
    uint64_t *at = map_put(m, key, &is_new);
    if (is_new) *at = (uint64_t)what + 1;
}

/* A name that begins with this word has so many words. */
static void lengthen(map *longest, hs_str first, size_t words)
{
    uint64_t *most = map_put(longest, first, NULL);
    if (*most < words) *most = words;
}

/* A name that takes part in set substitution was written out before it comes here. */
static void add_name(reader *r, hs_str name, bool may_go_on)
{
    dictionary *d = r->d;
    word w[WORDS_MOST];
    size_t n = dictionary_words(d->a, name, w, WORDS_MOST);
    if (!n) return;
    remember(&d->phrases, joined(d->a, w, n), r->now);
    lengthen(&d->longest, w[0].folded, n);
    if (may_go_on && w[n - 1].folded.n >= STEM_FEWEST) {
        w[n - 1].folded.n = STEM_FEWEST;
        remember(&d->stems, joined(d->a, w, n), r->now);
        lengthen(&d->longest, w[0].folded, n);
    }
    d->names++;
}

/* "CONGRESS!PERSON!" once for each word of the set. */
static void add_names(reader *r, hs_str name, bool may_go_on)
{
    size_t open = str_find(name, STR("!"), 0), shut = open == SIZE_MAX ? SIZE_MAX : str_find(name, STR("!"), open + 1);
    if (shut == SIZE_MAX) {
        add_name(r, name, may_go_on);
        return;
    }
    const uint64_t *set = map_get(&r->d->sets, str_sub(name, open, shut + 1));
    if (!set) complain(r, "a set of words that was not given");
    hs_str words = r->d->set.at[*set], one;
    while (str_split(&words, ',', &one)) {
        hs_str before = str_sub(name, 0, open), behind = str_sub(name, shut + 1, name.n);
        one = str_trim(one);
        add_name(r, arena_printf(r->d->a, "%.*s%.*s%.*s", STR_ARGS(before), STR_ARGS(one), STR_ARGS(behind)), false);
    }
}

/* YYMMDD (a year above 30 is of the last century, as their programs read it) or YYYYMMDD, as days. */
static bool day_of(hs_str s, int32_t *day)
{
    uint64_t number;
    int32_t last;
    if ((s.n != 6 && s.n != 8) || !str_to_u64(s, &number)) return false;
    uint64_t year = number / 10000, month = number / 100 % 100, at = number % 100;
    if (s.n == 6) year += year > 30 ? 1900 : 2000;
    date d = { .year = (int16_t)year, .month = (uint8_t)month, .day = (uint8_t)(at ? at : 1), .precision = DATE_DAY };
    if (!date_valid(d)) d.day = 28;
    return date_valid(d) && date_days(d, day, &last);
}

/* "<950601", "> 990816", "19950601 - 19990815": an end that is no date is no limit. */
static void limits_of(hs_str s, name_code *c)
{
    int32_t day;
    s = str_trim(s);
    if (!s.n) return;
    if (*s.p == '<' || *s.p == '>') {
        bool is_before = *s.p == '<';
        if (!day_of(str_trim(str_sub(s, 1, s.n)), &day)) return;
        if (is_before) c->to = day - 1;
        else c->from = day + 1;
        return;
    }
    size_t dash = str_find(s, STR("-"), 0);
    if (dash == SIZE_MAX) return;
    if (day_of(str_trim(str_sub(s, 0, dash)), &day)) c->from = day;
    if (day_of(str_trim(str_sub(s, dash + 1, s.n)), &day)) c->to = day;
}

static hs_str upper(arena *a, hs_str s)
{
    char *out = arena_take(a, s.n + 1);
    for (size_t i = 0; i < s.n; i++) out[i] = s.p[i] >= 'a' && s.p[i] <= 'z' ? (char)(s.p[i] - 'a' + 'A') : s.p[i];
    return (hs_str){ out, s.n };
}

/* What stands in one pair of square brackets. */
static void add_code(reader *r, hs_str inside)
{
    dictionary *d = r->d;
    inside = str_trim(inside);
    size_t end = 0;
    while (end < inside.n && !strchr(" \t<>", inside.p[end])) end++;
    if (!end) return;
    if (end > CODE_MOST) return;
    block *b = &d->block.at[r->now];
    uint32_t n = (uint32_t)d->code.n;
    name_code *c = VEC_ADD(d->a, &d->code);
    *c = (name_code){ upper(d->a, str_sub(inside, 0, end)), ALWAYS_FROM, ALWAYS_TO, UINT32_MAX };
    limits_of(str_sub(inside, end, inside.n), c);
    b->is_agent |= memchr(c->code.p, '~', c->code.n) != NULL;
    if (b->first == UINT32_MAX) b->first = n;
    else d->code.at[b->last].next = n;
    b->last = n;
}

static void add_codes(reader *r, hs_str s)
{
    for (size_t open = str_find(s, STR("["), 0); open != SIZE_MAX; open = str_find(s, STR("["), open + 1)) {
        size_t shut = str_find(s, STR("]"), open);
        if (shut == SIZE_MAX) shut = s.n; /* they all have a few that nobody closed */
        if (r->now == UINT32_MAX) complain(r, "a code before any name");
        add_code(r, str_sub(s, open + 1, shut));
    }
}

/* The regular plural of an agent; "{}" has none, "{MEN}" gives it. */
static void add_plural(reader *r, hs_str name, hs_str line)
{
    size_t open = str_find(line, STR("{"), 0), shut = open == SIZE_MAX ? SIZE_MAX : str_find(line, STR("}"), open);
    if (open != SIZE_MAX) {
        if (shut == SIZE_MAX) return;
        hs_str given = str_trim(str_sub(line, open + 1, shut));
        if (given.n) add_names(r, given, false);
        return;
    }
    while (name.n && (name.p[name.n - 1] == '_' || name.p[name.n - 1] == ' ')) name.n--;
    if (!name.n) return;
    bool is_y = str_ends(name, STR("Y")) && name.n > 2 && !strchr("AEIOU", name.p[name.n - 2]);
    const char *end = is_y ? "IES" : str_ends(name, STR("S")) || str_ends(name, STR("H")) ? "ES" : "S";
    hs_str stem = str_sub(name, 0, name.n - is_y);
    add_names(r, arena_printf(r->d->a, "%.*s%s", STR_ARGS(stem), end), false);
}

hs_str dictionary_uncommented(hs_str line, bool *in_comment)
{
    if (*in_comment || str_find(line, STR("<!--"), 0) != SIZE_MAX || str_find(line, STR("<! --"), 0) != SIZE_MAX) {
        bool ends = str_find(line, STR("-->"), 0) != SIZE_MAX;
        size_t open = str_find(line, STR("<!"), 0);
        hs_str before = *in_comment ? (hs_str){ line.p, 0 } : str_sub(line, 0, open);
        *in_comment = !ends;
        line = before;
    }
    for (size_t i = 0; i < line.n; i++) {
        bool is_code = line.p[i] == '#' && i && line.p[i - 1] == '['; /* "[###]" is a code of theirs */
        while (is_code && i + 1 < line.n && line.p[i + 1] == '#') i++;
        if (!is_code && (line.p[i] == '#' || line.p[i] == ';')) return str_sub(line, 0, i);
    }
    return line;
}

static void read_set(reader *r, hs_str line)
{
    size_t shut = str_find(line, STR("!"), 1), is = str_find(line, STR("="), 0);
    if (shut == SIZE_MAX || is == SIZE_MAX || is < shut) complain(r, "a set of words without \"=\"");
    uint64_t *at = map_put(&r->d->sets, str_sub(line, 0, shut + 1), NULL);
    *at = r->d->set.n;
    *VEC_ADD(r->d->a, &r->d->set) = str_sub(line, is + 1, line.n);
}

static void read_line(reader *r, hs_str raw)
{
    hs_str line = str_trim(dictionary_uncommented(raw, &r->in_comment));
    if (!line.n) return;
    if (*line.p == '<') { /* <NOUN> ... </NOUN>: words that are no actors, for programs without a parser */
        r->in_section = !str_starts(line, STR("</"));
        return;
    }
    if (r->in_section) return;
    bool is_set = *line.p == '!' && str_find(line, STR("="), 0) != SIZE_MAX, is_more = *line.p == '[', is_same = *line.p == '+';
    if (is_set) {
        read_set(r, line);
        return;
    }
    if (str_starts(line, STR("- ")) || str_starts(line, STR("---")) || *line.p == '&')
        complain(r, "a line of a dictionary of verbs, in one of actors or agents");
    size_t bracket = str_find(line, STR("["), 0), brace = str_find(line, STR("{"), 0);
    hs_str name = str_sub(line, is_same, bracket < brace ? bracket : brace < line.n ? brace : line.n);
    if (!is_more && !is_same) {
        r->now = (uint32_t)r->d->block.n;
        *VEC_ADD(r->d->a, &r->d->block) = (block){ UINT32_MAX, UINT32_MAX, false };
    }
    if (is_same && r->now == UINT32_MAX) complain(r, "another name before any name");
    if (bracket != SIZE_MAX) add_codes(r, str_sub(line, bracket, line.n));
    if (is_more) return;
    name = str_trim(name);
    add_names(r, name, !str_ends(name, STR("_")));
    if (r->d->block.at[r->now].is_agent) add_plural(r, name, line);
}

void dictionary_read(dictionary *d, hs_str bytes, const char *path)
{
    reader r = { .d = d, .path = path, .now = UINT32_MAX };
    size_t codes = d->code.n;
    hs_str line;
    bytes = arena_str(d->a, bytes);
    while (str_split(&bytes, '\n', &line)) {
        r.line++;
        read_line(&r, line);
    }
    if (d->code.n == codes) arena_leave(d->a, HS_BAD_INPUT, "%s: no code of an actor or agent in it", path);
}

/* ---- coding ----------------------------------------------------------------------------------------------------- */

/* The code that holds on a day: a dated one first; without a day the one without dates, else the latest. */
static hs_str code_on(const dictionary *d, const block *b, date when)
{
    int32_t first = 0, last = 0;
    bool is_known = date_days(when, &first, &last);
    hs_str found = { 0 }, otherwise = { 0 };
    for (uint32_t i = b->first; i != UINT32_MAX; i = d->code.at[i].next) {
        const name_code *c = &d->code.at[i];
        bool is_dated = c->from != ALWAYS_FROM || c->to != ALWAYS_TO;
        if (!is_dated && !otherwise.n) otherwise = c->code;
        if (is_dated && is_known && !found.n && last >= c->from && first <= c->to) found = c->code;
        if (is_dated && !is_known) found = c->code;
    }
    if (!is_known && otherwise.n) return otherwise;
    return found.n ? found : otherwise;
}

static bool is_nobody(hs_str code)
{
    return !code.n || str_starts(code, STR("---")) || str_starts(code, STR("+++")) || str_starts(code, STR("###"));
}

/* The block of the longest name at word i; *n its words. */
static const block *name_at(arena *a, const dictionary *d, const word *w, size_t words, size_t i, size_t *n)
{
    const uint64_t *most = map_get(&d->longest, w[i].folded);
    word stem = w[i];
    if (!most && stem.folded.n > STEM_FEWEST) {
        stem.folded.n = STEM_FEWEST;
        most = map_get(&d->longest, stem.folded);
    }
    if (!most) return NULL;
    for (size_t length = *most && *most < words - i ? *most : words - i < WORDS_MOST ? words - i : WORDS_MOST; length; length--) {
        hs_str key = joined(a, w + i, length);
        const uint64_t *at = map_get(&d->phrases, key);
        size_t tail = w[i + length - 1].folded.n;
        if (!at && tail >= STEM_FEWEST) at = map_get(&d->stems, str_sub(key, 0, key.n - (tail - STEM_FEWEST)));
        if (!at) continue;
        const block *b = &d->block.at[*at - 1];
        bool is_short = length == 1 && w[i].folded.n <= SHORT_MOST;
        if (!b->is_agent && !w[i].is_capital && (is_short || length == 1)) continue; /* "us", "turkey" */
        *n = length;
        return b;
    }
    return NULL;
}

/* Adds the parts (three letters each) of more that code does not have yet. */
static void add_parts(char code[CODE_MOST + 1], hs_str more)
{
    for (size_t i = 0; i + 3 <= more.n; i += 3) {
        size_t n = strlen(code);
        bool is_there = false;
        for (size_t k = 0; k + 3 <= n; k += 3) is_there |= !memcmp(code + k, more.p + i, 3);
        if (is_there || n + 3 > CODE_MOST) continue;
        memcpy(code + n, more.p + i, 3);
        code[n + 3] = 0;
    }
}

typedef struct {
    hs_str actor[HITS_MOST], agent[HITS_MOST];
    size_t actors, agents;
} hits;

/* Actors: the first, and those joined to it one by one; agents: all. */
static void find_hits(arena *a, const dictionary *d, const word *w, size_t words, date when, hits *h)
{
    size_t n = 0, behind = 0;
    for (size_t i = 0; i < words; i += n) {
        n = 1;
        const block *b = name_at(a, d, w, words, i, &n);
        if (!b) {
            n = 1;
            continue;
        }
        hs_str code = code_on(d, b, when);
        if (b->is_agent) {
            if (h->agents < HITS_MOST && code.n) h->agent[h->agents++] = code;
        } else if (!is_nobody(code)) {
            bool joins = h->actors && w[i].joins && i <= behind + 1;
            if ((!h->actors || joins) && h->actors < HITS_MOST) h->actor[h->actors++] = code;
            behind = i + n;
        }
    }
}

/* What stands before (or behind) the "~" of an agent's code; a code without one goes behind. */
static hs_str part_of(hs_str agent, bool before)
{
    size_t at = str_find(agent, STR("~"), 0);
    if (before) return str_sub(agent, 0, at == SIZE_MAX ? 0 : at);
    return str_sub(agent, at == SIZE_MAX ? 0 : at + 1, agent.n);
}

/* "NGO~" before the actor's code, "~GOV" behind it. */
static hs_str composed(arena *a, hs_str actor, const hits *h)
{
    char code[CODE_MOST + 1] = "";
    for (size_t i = 0; i < h->agents; i++) add_parts(code, part_of(h->agent[i], true));
    add_parts(code, actor);
    for (size_t i = 0; i < h->agents; i++) add_parts(code, part_of(h->agent[i], false));
    return arena_str(a, str_of(code));
}

hs_str dictionary_code(arena *a, const dictionary *d, hs_str phrase, date when, hs_str known)
{
    enum { PHRASE_WORDS = 64 };
    word w[PHRASE_WORDS];
    hits h = { .actors = 0 };
    find_hits(a, d, w, dictionary_words(a, phrase, w, PHRASE_WORDS), when, &h);
    if (!h.actors && known.n) {
        hs_str one;
        while (str_split(&known, '/', &one) && h.actors < HITS_MOST) h.actor[h.actors++] = one;
    }
    if (!h.actors && !h.agents) return (hs_str){ 0 };
    buf out = { .a = a };
    for (size_t i = 0; i < (h.actors ? h.actors : 1); i++) {
        hs_str code = composed(a, h.actors ? h.actor[i] : STR("---"), &h);
        if (i) buf_byte(&out, '/');
        buf_add(&out, code);
    }
    return buf_str(&out);
}
