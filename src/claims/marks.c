/*
 * marks.c - the `.say` form of training texts: braces off, spans out.
 *
 * One pass over the bytes.  White space is written only before the next letter, so that a span begins and ends at
 * words whatever blanks stand beside its braces; an open brace takes its place when that letter comes.
 */
#include "claims/marks.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { DEPTH_MOST = 32, NUMBERS_MOST = 8, NUMBER_MOST = 999, MARKS_MOST = 256 };

typedef enum { ROLE_SOURCE, ROLE_CUE, ROLE_CONTENT, ROLES } role;

/* An open brace. */
typedef struct {
    role role;
    uint32_t number[NUMBERS_MOST], numbers;
    char sign;      /* '-', '~' or 0 */
    uint32_t begin; /* NOWHERE until a letter comes */
    size_t line;
} open_mark;
#define NOWHERE UINT32_MAX

typedef VEC(span) pieces;

/* One attribution being gathered. */
typedef struct {
    uint32_t number;
    pieces role[ROLES];
    mark_kind kind;
    size_t line;
} gathering;

typedef enum { BLANK_NONE, BLANK_SPACE, BLANK_PARAGRAPH } blank;

typedef struct {
    arena *a;
    const char *path;
    size_t line;
    buf text;
    blank blank; /* due before the next letter */
    open_mark open[DEPTH_MOST];
    uint32_t depth;
    VEC(gathering) at;
    VEC(marked_text) out;
} reader;

_Noreturn static void complain(const reader *r, size_t line, const char *what)
{
    arena_leave(r->a, HS_BAD_INPUT, "%s: line %zu: %s", r->path, line, what);
}

/* ---- one text -------------------------------------------------------------------------------------------------- */

static void put(reader *r, char c)
{
    if (r->text.n && r->blank == BLANK_PARAGRAPH) buf_add(&r->text, STR("\n\n"));
    if (r->text.n && r->blank == BLANK_SPACE) buf_byte(&r->text, ' ');
    r->blank = BLANK_NONE;
    for (uint32_t i = r->depth; i-- > 0 && r->open[i].begin == NOWHERE;) r->open[i].begin = (uint32_t)r->text.n;
    buf_byte(&r->text, c);
}

static gathering *gathered(reader *r, uint32_t number)
{
    for (size_t i = 0; i < r->at.n; i++)
        if (r->at.at[i].number == number) return &r->at.at[i];
    if (r->at.n >= MARKS_MOST) complain(r, r->line, "too many attributions in one text");
    gathering *g = VEC_ADD(r->a, &r->at);
    g->number = number;
    g->line = r->line;
    return g;
}

/* "s1,2 " behind an open brace; gives the number of bytes read. */
static size_t open_brace(reader *r, hs_str rest)
{
    static const char letters[] = "sct";
    size_t i = 0;
    if (r->depth >= DEPTH_MOST) complain(r, r->line, "braces too deep");
    open_mark *m = &r->open[r->depth++];
    *m = (open_mark){ .begin = NOWHERE, .line = r->line };
    const char *letter = rest.n && rest.p[0] ? strchr(letters, rest.p[0]) : NULL;
    if (!letter) complain(r, r->line, "behind a brace stands no s, c or t");
    m->role = (role)(letter - letters);
    do {
        uint32_t number = 0;
        size_t first = ++i;
        while (i < rest.n && rest.p[i] >= '0' && rest.p[i] <= '9' && number <= NUMBER_MOST)
            number = number * 10 + (uint32_t)(rest.p[i++] - '0');
        if (i == first || number < 1 || number > NUMBER_MOST)
            complain(r, r->line, "a mark without a number from 1 to 999");
        if (m->numbers >= NUMBERS_MOST) complain(r, r->line, "too many numbers in one mark");
        m->number[m->numbers++] = number;
    } while (i < rest.n && rest.p[i] == ',');
    if (i < rest.n && (rest.p[i] == '-' || rest.p[i] == '~')) m->sign = rest.p[i++];
    if (m->sign && m->role != ROLE_CUE) complain(r, r->line, "- and ~ belong to a cue");
    if (i < rest.n && rest.p[i] != ' ') complain(r, r->line, "no blank behind a mark");
    return i;
}

static void close_brace(reader *r)
{
    if (!r->depth) complain(r, r->line, "a closing brace too many");
    const open_mark *m = &r->open[--r->depth];
    if (m->begin == NOWHERE) complain(r, r->line, "a mark around nothing");
    for (uint32_t i = 0; i < m->numbers; i++) {
        gathering *g = gathered(r, m->number[i]);
        *VEC_ADD(r->a, &g->role[m->role]) = (span){ m->begin, (uint32_t)r->text.n };
        if (m->sign) g->kind = m->sign == '-' ? MARK_DENIES : MARK_ATTITUDE;
    }
}

static int by_place(const void *x, const void *y)
{
    const span *a = x, *b = y;
    if (a->begin != b->begin) return a->begin < b->begin ? -1 : 1;
    return a->end < b->end ? -1 : a->end > b->end;
}

/* In order of the text; one that stands in another, or begins where it ends, is one with it. */
static span_list pieces_in_order(pieces *p)
{
    size_t n = 0;
    if (p->n) qsort(p->at, p->n, sizeof *p->at, by_place);
    for (size_t i = 0; i < p->n; i++) {
        if (n && p->at[i].begin <= p->at[n - 1].end) p->at[n - 1] = span_join(p->at[n - 1], p->at[i]);
        else p->at[n++] = p->at[i];
    }
    return (span_list){ p->at, n };
}

static void end_text(reader *r)
{
    if (r->depth) complain(r, r->open[r->depth - 1].line, "a brace that is not closed");
    attribution_mark *mark = TAKE(r->a, r->at.n + 1, attribution_mark);
    for (size_t i = 0; i < r->at.n; i++) {
        gathering *g = &r->at.at[i];
        if (!g->role[ROLE_CONTENT].n) complain(r, g->line, "an attribution without content");
        if (!g->role[ROLE_SOURCE].n && !g->role[ROLE_CUE].n)
            complain(r, g->line, "an attribution with neither source nor cue");
        mark[i] = (attribution_mark){ pieces_in_order(&g->role[ROLE_SOURCE]), pieces_in_order(&g->role[ROLE_CUE]),
                                      pieces_in_order(&g->role[ROLE_CONTENT]), g->kind };
    }
    if (r->text.n) *VEC_ADD(r->a, &r->out) = (marked_text){ arena_str(r->a, buf_str(&r->text)), mark, r->at.n };
    r->text.n = 0;
    r->blank = BLANK_NONE;
    r->at.n = 0;
    r->at.at = NULL;
    r->at.room = 0;
}

/* ---- lines ----------------------------------------------------------------------------------------------------- */

static void wait_blank(reader *r, blank b)
{
    if (b > r->blank) r->blank = b;
}

static void read_words(reader *r, hs_str line)
{
    for (size_t i = 0; i < line.n; i++) {
        char c = line.p[i];
        if (c == '{') i += open_brace(r, str_sub(line, i + 1, line.n));
        else if (c == '}') close_brace(r);
        else if (c == ' ' || c == '\t') wait_blank(r, BLANK_SPACE);
        else put(r, c);
    }
    wait_blank(r, BLANK_SPACE);
}

marked_texts marks_read(arena *a, hs_str bytes, const char *path)
{
    reader r = { .a = a, .path = path, .text = { .a = a } };
    hs_str line;
    if (bytes.n > RECORD_TEXT_MOST) arena_leave(a, HS_LIMIT, "%s: too long", path);
    if (utf8_bad(bytes) != SIZE_MAX) arena_leave(a, HS_BAD_INPUT, "%s: not UTF-8 at byte %zu", path, utf8_bad(bytes));
    while (str_split(&bytes, '\n', &line)) {
        r.line++;
        line = str_trim(line);
        if (str_eq(line, STR("=="))) end_text(&r);
        else if (!line.n) wait_blank(&r, BLANK_PARAGRAPH);
        else if (line.p[0] != '#') read_words(&r, line);
    }
    end_text(&r);
    return (marked_texts){ r.out.at, r.out.n };
}
