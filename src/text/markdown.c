/*
 * markdown.c - the words of a Markdown file, and its front matter.
 *
 * md4c hands each stretch of text as a pointer into our buffer, so the way back is free; entities are passed as they
 * stand, and gumbo says what they mean.  Its callbacks only note what came (in memory of their own, handed to the
 * arena beforehand): nobody leaves from inside them.
 */
#include "text/html.h"

#include <md4c.h>
#include <stdlib.h>

typedef enum { GIVEN_TEXT, GIVEN_ENTITY, GIVEN_CODE, GIVEN_BLANK, GIVEN_LINE, GIVEN_BLOCK, GIVEN_TITLE } given_kind;

typedef struct {
    uint32_t begin, end;
    uint8_t kind;
} given;

typedef struct {
    const char *begin, *end; /* the whole file */
    given *at;
    size_t n, room;
    unsigned images;      /* inside so many images: their texts are captions nobody sees */
    unsigned headings;    /* first-level headings begun */
    bool in_title, no_memory;
} gathering;

static void release(void *it)
{
    gathering *g = it;
    free(g->at);
    free(g);
}

/* Notes one thing; 1 stops md4c. */
static int note(gathering *g, given_kind kind, const char *p, size_t n)
{
    if (g->n == g->room) {
        size_t room = g->room ? 2 * g->room : 256;
        given *more = realloc(g->at, room * sizeof *more);
        g->no_memory = !more;
        if (!more) return 1;
        g->at = more;
        g->room = room;
    }
    bool is_ours = (uintptr_t)p >= (uintptr_t)g->begin && (uintptr_t)p + n <= (uintptr_t)g->end;
    if (!is_ours) kind = n && *p == '\n' ? GIVEN_LINE : GIVEN_BLANK; /* line ends and indents of code are md4c's */
    uint32_t begin = is_ours ? (uint32_t)(p - g->begin) : 0;
    g->at[g->n++] = (given){ begin, begin + (uint32_t)(is_ours ? n : 0), (uint8_t)kind };
    return 0;
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *it)
{
    gathering *g = it;
    if (type == MD_BLOCK_H && ((MD_BLOCK_H_DETAIL *)detail)->level == 1 && !g->headings++)
        return note(g, GIVEN_BLOCK, g->begin, 0) || note(g, GIVEN_TITLE, g->begin, 0);
    return note(g, GIVEN_BLOCK, g->begin, 0);
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *it)
{
    (void)type;
    (void)detail;
    gathering *g = it;
    return note(g, GIVEN_BLOCK, g->begin, 0);
}

static int enter_span(MD_SPANTYPE type, void *detail, void *it)
{
    (void)detail;
    ((gathering *)it)->images += type == MD_SPAN_IMG;
    return 0;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *it)
{
    (void)detail;
    ((gathering *)it)->images -= type == MD_SPAN_IMG;
    return 0;
}

static int take_text(MD_TEXTTYPE type, const MD_CHAR *p, MD_SIZE n, void *it)
{
    gathering *g = it;
    if (g->images) return 0;
    switch (type) {
    case MD_TEXT_NORMAL: return note(g, GIVEN_TEXT, p, n);
    case MD_TEXT_CODE: return note(g, GIVEN_CODE, p, n);
    case MD_TEXT_ENTITY: return note(g, GIVEN_ENTITY, p, n);
    case MD_TEXT_SOFTBR: return note(g, GIVEN_BLANK, p, 0);
    case MD_TEXT_BR: return note(g, GIVEN_LINE, p, 0);
    default: return 0; /* raw HTML is markup, not words */
    }
}

static gathering *gather(arena *a, hs_str text)
{
    static const MD_PARSER parser = { .flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_NOINDENTEDCODEBLOCKS,
                                      .enter_block = enter_block, .leave_block = leave_block,
                                      .enter_span = enter_span, .leave_span = leave_span, .text = take_text };
    gathering *g = calloc(1, sizeof *g);
    if (!g) arena_leave(a, HS_NO_MEMORY, "no memory to read Markdown");
    arena_defer(a, release, g);
    g->begin = text.p;
    g->end = text.p + text.n;
    if (md_parse(text.p, (MD_SIZE)text.n, &parser, g)) arena_leave(a, HS_NO_MEMORY, "no memory to read Markdown");
    return g;
}

/* ---- writing it out ---------------------------------------------------------------------------- */

/* What an entity stands for; itself when HTML does not know it.  The tree is given back at once. */
static hs_str meaning(arena *a, hs_str entity)
{
    char words[16]; /* no entity stands for more than two characters */
    size_t n = 0;
    arena_mark here = arena_here(a);
    html_items list = html_list(a, html_tree(a, entity));
    for (uint32_t i = 0; i < list.n && !n; i++) {
        const GumboNode *node = list.at[i].node;
        if (node->type != GUMBO_NODE_TEXT && node->type != GUMBO_NODE_WHITESPACE) continue;
        hs_str text = str_of(node->v.text.text);
        if (text.n < sizeof words) memcpy(words, text.p, n = text.n);
    }
    arena_rollback(a, here);
    return n ? arena_str(a, (hs_str){ words, n }) : entity;
}

static void put(arena *a, flow *f, const given *g, size_t base)
{
    size_t begin = base + g->begin, end = base + g->end;
    switch ((given_kind)g->kind) {
    case GIVEN_TEXT: flow_same(f, begin, end, false); break;
    case GIVEN_CODE: flow_same(f, begin, end, false); break;
    case GIVEN_ENTITY: flow_as(f, meaning(a, str_sub(f->to.from->text, begin, end)), begin, end); break;
    case GIVEN_BLANK: flow_break(f, FLOW_BLANK); break;
    case GIVEN_LINE: flow_break(f, FLOW_LINE); break;
    default: flow_break(f, FLOW_BLOCK); break;
    }
}

/* The words of the first heading of the first level; it was the last thing begun when `from` was written. */
static hs_str words_from(arena *a, const flow *f, size_t from)
{
    if (from == f->to.text.n) return (hs_str){ 0 };
    return html_fold_blanks(a, str_sub(buf_str(&f->to.text), from, f->to.text.n));
}

static void write_out(arena *a, flow *f, const gathering *g, size_t base, hs_str *title)
{
    size_t title_from = SIZE_MAX;
    for (size_t i = 0; i < g->n; i++) {
        if (g->at[i].kind == GIVEN_TITLE) title_from = f->to.text.n;
        else if (g->at[i].kind == GIVEN_BLOCK && title_from != SIZE_MAX) {
            *title = words_from(a, f, title_from);
            title_from = SIZE_MAX;
        }
        bool is_text = g->at[i].kind <= GIVEN_CODE;
        if (is_text && base + g->at[i].begin < f->to.used) continue; /* tables repeat nothing, but be sure */
        put(a, f, &g->at[i], base);
    }
}

/* ---- front matter ------------------------------------------------------------------------------ */

static hs_str unquoted(hs_str s)
{
    bool quoted = s.n >= 2 && (s.p[0] == '"' || s.p[0] == '\'') && s.p[s.n - 1] == s.p[0];
    return quoted ? str_sub(s, 1, s.n - 1) : s;
}

static void take_key(hs_str key, hs_str value, found *f)
{
    if (!value.n) return;
    if (str_eq_ascii(key, STR("title"))) f->title = value;
    else if (str_eq_ascii(key, STR("author"))) f->author = value;
    else if (str_eq_ascii(key, STR("publisher"))) f->publisher = value;
    else if (str_eq_ascii(key, STR("url"))) f->url = value;
    else if (str_eq_ascii(key, STR("language")) || str_eq_ascii(key, STR("lang"))) f->language = value;
    else if (str_eq_ascii(key, STR("credit"))) f->credit = value;
    else if (str_eq_ascii(key, STR("date"))) facts_date(value, &f->published);
}

/* `key: value` lines between two lines of "---" at the top; gives where the text begins. */
static size_t front_matter(hs_str text, found *f)
{
    if (!str_starts(text, STR("---\n")) && !str_starts(text, STR("---\r\n"))) return 0;
    hs_str rest = text, line;
    found got = *f;
    for (size_t i = 0; str_split(&rest, '\n', &line); i++) {
        hs_str bare = str_trim(line);
        if (i && (str_eq(bare, STR("---")) || str_eq(bare, STR("...")))) {
            *f = got;
            return rest.p ? (size_t)(rest.p - text.p) : text.n;
        }
        size_t colon = str_find(line, STR(":"), 0);
        if (i && colon != SIZE_MAX)
            take_key(str_trim(str_sub(line, 0, colon)), unquoted(str_trim(str_sub(line, colon + 1, line.n))), &got);
    }
    return 0; /* it was never closed: a rule, not front matter */
}

void format_markdown(arena *a, const decoded *from, draft *d, found *f)
{
    size_t base = front_matter(from->text, f);
    gathering *g = gather(a, str_sub(from->text, base, from->text.n));
    flow out = { .to = *d };
    hs_str title = { 0 };
    write_out(a, &out, g, base, &title);
    if (!f->title.n) f->title = title;
    *d = out.to;
}
