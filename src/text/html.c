/*
 * html.c - the main content of a page: what it was made to be read for, not its menus.
 *
 *     body ─ nav                       out by its tag
 *          └ div ─ div.sidebar         out by its class, unless most of the prose is in it
 *                └ div ─ h1, p, p      most of the prose: we go down while one child has four fifths of it
 *
 * Prose is text in paragraphs that is not mostly links, an idea of Arc90's Readability and of boilerplate detection by
 * shallow text features (Kohlschütter, Fankhauser, Nejdl: WSDM 2010).  What is kept is written out in the order of the
 * file, blocks divided by a blank line, each word with its way back (html_align.c).
 */
#include "text/html.h"

#include <stdlib.h>

enum {
    PROSE_P = 20,      /* letters that make a <p> or a quotation prose */
    PROSE_OTHER = 80,  /* and any other block */
    DESCEND_OF_10 = 8, /* go down while a child has so many tenths of the prose */
    LINKS_OF_10 = 8    /* a list of so many tenths of links, without prose, is a menu */
};

/* What each item of the list holds, itself and below. */
typedef struct {
    uint32_t prose, text, link;
    uint32_t own, own_link; /* letters whose nearest block this is */
    uint32_t block;         /* the nearest block, this item or above */
    bool is_out, is_block;
    bool in_link, in_article, is_verbatim; /* this item or above */
} weight;

typedef struct {
    html_items list;
    weight *of;
} page_tree;

/* ---- kinds of elements ------------------------------------------------------------------------- */

static bool is_element(const GumboNode *n)
{
    return n->type == GUMBO_NODE_ELEMENT;
}

static bool is_text(const GumboNode *n)
{
    return n->type == GUMBO_NODE_TEXT;
}

static bool is_block_tag(GumboTag t)
{
    switch (t) {
    case GUMBO_TAG_A: case GUMBO_TAG_ABBR: case GUMBO_TAG_ACRONYM: case GUMBO_TAG_B: case GUMBO_TAG_BDI:
    case GUMBO_TAG_BDO: case GUMBO_TAG_BIG: case GUMBO_TAG_CITE: case GUMBO_TAG_CODE: case GUMBO_TAG_DATA:
    case GUMBO_TAG_DEL: case GUMBO_TAG_DFN: case GUMBO_TAG_EM: case GUMBO_TAG_FONT: case GUMBO_TAG_I:
    case GUMBO_TAG_INS: case GUMBO_TAG_KBD: case GUMBO_TAG_LABEL: case GUMBO_TAG_MARK: case GUMBO_TAG_NOBR:
    case GUMBO_TAG_Q: case GUMBO_TAG_S: case GUMBO_TAG_SAMP: case GUMBO_TAG_SMALL: case GUMBO_TAG_SPAN:
    case GUMBO_TAG_STRIKE: case GUMBO_TAG_STRONG: case GUMBO_TAG_SUB: case GUMBO_TAG_SUP: case GUMBO_TAG_TIME:
    case GUMBO_TAG_TT: case GUMBO_TAG_U: case GUMBO_TAG_VAR: case GUMBO_TAG_WBR: case GUMBO_TAG_IMG:
    case GUMBO_TAG_BR: case GUMBO_TAG_UNKNOWN: case GUMBO_TAG_RUBY: case GUMBO_TAG_BLINK:
        return false;
    default: return true;
    }
}

static bool never_read(GumboTag t)
{
    switch (t) {
    case GUMBO_TAG_HEAD: case GUMBO_TAG_TITLE: case GUMBO_TAG_SCRIPT: case GUMBO_TAG_STYLE: case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_TEMPLATE: case GUMBO_TAG_IFRAME: case GUMBO_TAG_NOFRAMES: case GUMBO_TAG_NOEMBED:
    case GUMBO_TAG_SVG: case GUMBO_TAG_MATH: case GUMBO_TAG_BUTTON: case GUMBO_TAG_SELECT: case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_INPUT: case GUMBO_TAG_OBJECT: case GUMBO_TAG_APPLET: case GUMBO_TAG_AUDIO: case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_CANVAS: case GUMBO_TAG_NAV: case GUMBO_TAG_ASIDE: case GUMBO_TAG_FOOTER: case GUMBO_TAG_RP:
    case GUMBO_TAG_RT: case GUMBO_TAG_DATALIST:
        return true;
    default: return false;
    }
}

/* Places that people leave out in favour of the article: judged by words of class, id and role. */
static bool is_aside_word(hs_str w)
{
    static const char *const list[] = {
        "nav", "navbar", "navigation", "menu", "sidebar", "footer", "comment", "comments", "share", "sharing", "social",
        "related", "promo", "promotion", "advert", "advertisement", "ads", "ad", "cookie", "cookies", "breadcrumb",
        "breadcrumbs", "newsletter", "subscribe", "popup", "modal", "masthead", "pagination", "pager", "recommended",
        "trending", "toolbar", "widget", "signup", "disqus", "banner", "contentinfo", "complementary", "search",
        "noprint", "metadata", "navbox",
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (str_eq_ascii(w, str_of(list[i]))) return true;
    return false;
}

static bool has_aside_word(const char *value)
{
    for (const char *p = value; p && *p;) {
        size_t n = strcspn(p, " -_\t\n:");
        if (n && is_aside_word((hs_str){ p, n })) return true;
        p += n;
        p += strspn(p, " -_\t\n:");
    }
    return false;
}

static bool is_hidden(const GumboNode *n)
{
    const char *style = html_attribute(n, "style"), *aria = html_attribute(n, "aria-hidden");
    bool none = style && (strstr(style, "display:none") || strstr(style, "display: none"));
    return none || html_attribute(n, "hidden") || (aria && !strcmp(aria, "true"));
}

static bool is_aside(const GumboNode *n)
{
    return has_aside_word(html_attribute(n, "class")) || has_aside_word(html_attribute(n, "id")) ||
           has_aside_word(html_attribute(n, "role"));
}

static bool is_article(const GumboNode *n)
{
    GumboTag t = n->v.element.tag;
    const char *role = html_attribute(n, "role"), *prop = html_attribute(n, "itemprop");
    return t == GUMBO_TAG_ARTICLE || t == GUMBO_TAG_MAIN || (role && !strcmp(role, "main")) ||
           (prop && !strcmp(prop, "articleBody"));
}

/* ---- weighing ---------------------------------------------------------------------------------- */

static bool is_link(const GumboNode *n)
{
    return n->v.element.tag == GUMBO_TAG_A && html_attribute(n, "href");
}

static uint32_t letters(const char *words)
{
    uint32_t n = 0;
    for (; *words; words++) n += !(*words == ' ' || (*words >= '\t' && *words <= '\r'));
    return n;
}

static bool is_verbatim(const GumboNode *n)
{
    return n->v.element.tag == GUMBO_TAG_PRE || n->v.element.tag == GUMBO_TAG_LISTING;
}

/* What an item is by itself and by what is above it. */
static void mark(page_tree *t, uint32_t i)
{
    const GumboNode *n = t->list.at[i].node;
    const weight *up = &t->of[t->list.at[i].parent];
    weight *w = &t->of[i];
    if (i) *w = (weight){ .is_out = up->is_out, .in_link = up->in_link, .in_article = up->in_article,
                          .is_verbatim = up->is_verbatim, .block = up->block };
    w->is_out |= n->type == GUMBO_NODE_TEMPLATE;
    if (!is_element(n)) return;
    GumboTag tag = n->v.element.tag;
    w->is_block = i == 0 || is_block_tag(tag);
    if (w->is_block) w->block = i;
    w->in_link |= is_link(n);
    w->in_article |= is_article(n);
    w->is_verbatim |= is_verbatim(n);
    w->is_out |= never_read(tag) || is_hidden(n) || (tag == GUMBO_TAG_HEADER && !w->in_article);
}

/* Marks what is never read, and counts the letters of each block by itself. */
static void weigh_own(page_tree *t)
{
    for (uint32_t i = 0; i < t->list.n; i++) {
        mark(t, i);
        weight *w = &t->of[i];
        if (w->is_out || !is_text(t->list.at[i].node)) continue;
        w->text = letters(t->list.at[i].node->v.text.text);
        w->link = w->in_link ? w->text : 0;
        t->of[w->block].own += w->text;
        t->of[w->block].own_link += w->link;
    }
}

static uint32_t own_prose(const GumboNode *n, const weight *w)
{
    if (!w->is_block || w->own_link * 2 > w->own) return 0;
    GumboTag tag = n->v.element.tag;
    bool p = tag == GUMBO_TAG_P || tag == GUMBO_TAG_BLOCKQUOTE || tag == GUMBO_TAG_PRE;
    return w->own >= (p ? PROSE_P : PROSE_OTHER) ? w->own - w->own_link : 0;
}

/* Sums up from the leaves; what is out counts nothing. */
static void weigh_sums(page_tree *t)
{
    for (uint32_t i = 0; i < t->list.n; i++) {
        weight *w = &t->of[i];
        bool counts = !w->is_out && is_element(t->list.at[i].node);
        w->prose = counts ? own_prose(t->list.at[i].node, w) : 0;
        if (is_element(t->list.at[i].node)) w->text = w->link = 0;
    }
    for (uint32_t i = t->list.n - 1; i > 0; i--) {
        weight *w = &t->of[i], *up = &t->of[t->list.at[i].parent];
        if (w->is_out) continue;
        up->prose += w->prose;
        up->text += w->text;
        up->link += w->link;
    }
}

static void put_out(page_tree *t, uint32_t i)
{
    for (uint32_t k = i; k < t->list.at[i].end; k++) t->of[k].is_out = true;
}

static bool is_list_of_links(const page_tree *t, uint32_t i)
{
    const weight *w = &t->of[i];
    GumboTag tag = t->list.at[i].node->v.element.tag;
    bool holds = tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL || tag == GUMBO_TAG_DIV || tag == GUMBO_TAG_TABLE ||
                 tag == GUMBO_TAG_TD;
    return holds && w->prose == 0 && w->text && (uint64_t)w->link * 10 >= (uint64_t)w->text * LINKS_OF_10;
}

/* Sidebars, forms and menus go, unless they hold half of the prose (some pages are one big form). */
static void drop_asides(page_tree *t)
{
    uint32_t total = t->of[0].prose;
    for (uint32_t i = 1; i < t->list.n; i++) {
        const GumboNode *n = t->list.at[i].node;
        if (!is_element(n) || t->of[i].is_out || n->v.element.tag == GUMBO_TAG_BODY) continue;
        bool minor = (uint64_t)t->of[i].prose * 2 < total || !t->of[i].prose;
        bool aside = n->v.element.tag == GUMBO_TAG_FORM || (!is_article(n) && is_aside(n));
        if ((minor && aside && total) || (total && is_list_of_links(t, i))) put_out(t, i);
    }
    weigh_sums(t);
}

/* Elements that divide a page, into which one may go down without losing half a paragraph. */
static bool may_descend(GumboTag t)
{
    switch (t) {
    case GUMBO_TAG_BODY: case GUMBO_TAG_DIV: case GUMBO_TAG_SECTION: case GUMBO_TAG_ARTICLE: case GUMBO_TAG_MAIN:
    case GUMBO_TAG_TABLE: case GUMBO_TAG_TBODY: case GUMBO_TAG_TR: case GUMBO_TAG_TD: case GUMBO_TAG_CENTER:
    case GUMBO_TAG_FORM:
        return true;
    default: return false;
    }
}

static uint32_t main_content(const page_tree *t)
{
    uint32_t at = 0, total = t->of[0].prose;
    for (uint32_t i = 0; i < t->list.n && !at; i++)
        if (is_element(t->list.at[i].node) && !t->of[i].is_out && is_article(t->list.at[i].node) &&
            (uint64_t)t->of[i].prose * 2 >= total && t->of[i].prose)
            at = i;
    for (uint32_t i = at + 1; total && i < t->list.at[at].end;) {
        const GumboNode *n = t->list.at[i].node;
        bool takes = is_element(n) && may_descend(n->v.element.tag) && !t->of[i].is_out &&
                     (uint64_t)t->of[i].prose * 10 >= (uint64_t)t->of[at].prose * DESCEND_OF_10;
        if (takes) at = i;
        i = takes ? i + 1 : t->list.at[i].end;
    }
    return at;
}

/* ---- writing it out ---------------------------------------------------------------------------- */

/* A text node to be written: where it stands in the file and what divides it from the one before. */
typedef struct {
    const char *words;
    uint32_t at, order;
    uint8_t before; /* a flow_break_kind */
    bool verbatim;
} stretch;

typedef struct {
    stretch *at;
    size_t n, room;
    flow_break_kind pending;
} stretches;

static void want(stretches *s, flow_break_kind kind)
{
    if (kind == FLOW_LINE && s->pending == FLOW_LINE) kind = FLOW_BLOCK;
    if (kind > s->pending) s->pending = kind;
}

static void gather_node(arena *a, const page_tree *t, uint32_t i, stretches *s)
{
    const GumboNode *n = t->list.at[i].node;
    if (is_element(n) && n->v.element.tag == GUMBO_TAG_BR) want(s, FLOW_LINE);
    else if (t->of[i].is_block) want(s, FLOW_BLOCK);
    else if (n->type == GUMBO_NODE_WHITESPACE) want(s, FLOW_BLANK);
    if (!is_text(n)) return;
    uint32_t order = (uint32_t)s->n; /* read before VEC_ADD counts it up */
    *VEC_ADD(a, s) = (stretch){ n->v.text.text, n->v.text.start_pos.offset, order, (uint8_t)s->pending,
                                t->of[i].is_verbatim };
    s->pending = FLOW_NOTHING;
}

/* All that is to be read below item `top`, with the breaks where blocks begin and end. */
static stretches gather(arena *a, const page_tree *t, uint32_t top)
{
    stretches s = { 0 };
    VEC(uint32_t) ends = { 0 }; /* where open blocks end */
    for (uint32_t i = top; i < t->list.at[top].end;) {
        while (ends.n && ends.at[ends.n - 1] <= i) {
            ends.n--;
            want(&s, FLOW_BLOCK);
        }
        if (t->of[i].is_out) {
            if (t->of[i].is_block) want(&s, FLOW_BLOCK);
            i = t->list.at[i].end;
            continue;
        }
        gather_node(a, t, i, &s);
        if (t->of[i].is_block) *VEC_ADD(a, &ends) = t->list.at[i].end;
        i++;
    }
    return s;
}

static int by_place(const void *x, const void *y)
{
    const stretch *p = x, *q = y;
    if (p->at != q->at) return p->at < q->at ? -1 : 1;
    return (p->order > q->order) - (p->order < q->order);
}

/* Misnested tags move text about in the tree; the map back must ascend, so the order of the file is taken. */
static void write_out(flow *f, stretches *s)
{
    if (s->n) qsort(s->at, s->n, sizeof *s->at, by_place);
    for (size_t i = 0; i < s->n; i++) {
        stretch *one = &s->at[i];
        bool moved = one->order != i || (i && one[-1].order != i - 1);
        flow_break(f, moved ? FLOW_BLOCK : (flow_break_kind)one->before);
        size_t at = one->at < f->to.used ? f->to.used : one->at;
        html_align(f, str_of(one->words), at, one->verbatim);
    }
}

void format_html(arena *a, const decoded *from, draft *d, found *f)
{
    if (html_scan(a, from->text).is_truncated) f->notes |= NOTE_TRUNCATED;
    const GumboNode *tree = html_tree(a, from->text);
    html_facts(a, tree, f);
    page_tree t = { .list = html_list(a, tree) };
    t.of = TAKE(a, t.list.n, weight);
    weigh_own(&t);
    weigh_sums(&t);
    drop_asides(&t);
    stretches s = gather(a, &t, main_content(&t));
    flow out = { .to = *d };
    write_out(&out, &s);
    *d = out.to;
}
