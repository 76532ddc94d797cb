/*
 * html_scan.c - a look at the tags of HTML before a tree is built of it.
 *
 * gumbo has no limits of its own: 100,000 open tags cost it minutes.  So we first count how deep tags can nest, in
 * one pass with a stack of names.  Tags that HTML closes by itself (<p>, <li>, <td> ...) do not count; an end tag
 * closes what is open above its start, except formatting (<b>, <font> ...), which HTML opens again.
 */
#include "text/html.h"

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

static bool is_letter(char c)
{
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static bool is_white(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool html_is_markup(hs_str html, size_t at)
{
    if (at + 1 >= html.n || html.p[at] != '<') return false;
    char c = html.p[at + 1];
    if (c == '/') return at + 2 < html.n;
    return is_letter(c) || c == '!' || c == '?';
}

static size_t behind(hs_str html, hs_str what, size_t from)
{
    size_t at = from <= html.n ? str_find(html, what, from) : SIZE_MAX;
    return at == SIZE_MAX ? html.n : at + what.n;
}

static size_t comment_end(hs_str html, size_t at)
{
    if (str_starts(str_sub(html, at, html.n), STR("<!-->"))) return at + 5;
    if (str_starts(str_sub(html, at, html.n), STR("<!--->"))) return at + 6;
    for (at += 4; (at = at < html.n ? str_find(html, STR("--"), at) : SIZE_MAX) != SIZE_MAX; at++) {
        hs_str rest = str_sub(html, at + 2, html.n);
        if (str_starts(rest, STR(">"))) return at + 3;
        if (str_starts(rest, STR("!>"))) return at + 4;
    }
    return html.n;
}

/* Behind the '>' of a tag; quotation marks after '=' hide one.  *attributes counts words in it. */
static size_t tag_end(hs_str html, size_t at, size_t *attributes)
{
    char before = 0; /* the last character that is no white space */
    for (bool gap = false; at < html.n; at++) {
        char c = html.p[at];
        if (c == '>') return at + 1;
        if (is_white(c) || c == '/') {
            gap = true;
            continue;
        }
        if (gap && c != '=') *attributes += before != '=';
        gap = false;
        if (before == '=' && (c == '"' || c == '\'')) {
            const char *close = memchr(html.p + at + 1, c, html.n - at - 1);
            if (!close) return html.n;
            at = (size_t)(close - html.p);
            gap = true;
        }
        before = c;
    }
    return html.n;
}

static size_t markup_end(hs_str html, size_t at, size_t *attributes)
{
    if (str_starts(str_sub(html, at, html.n), STR("<!--"))) return comment_end(html, at);
    bool is_tag = is_letter(html.p[at + 1]) || (html.p[at + 1] == '/' && is_letter(html.p[at + 2]));
    if (!is_tag) return behind(html, STR(">"), at + 1);
    return tag_end(html, at, attributes);
}

size_t html_markup_end(hs_str html, size_t at)
{
    size_t attributes = 0;
    return markup_end(html, at, &attributes);
}

/* ---- depth ------------------------------------------------------------------------------------- */

enum { NAME_MOST = 15 };

typedef struct {
    char name[NAME_MOST + 1];
} tag_name;

static bool is_among(tag_name t, const char *list)
{
    size_t n = strlen(t.name);
    for (const char *hit = strstr(list, t.name); n && hit; hit = strstr(hit + 1, t.name))
        if (hit[-1] == ' ' && hit[n] == ' ') return true;
    return false;
}

/* All lists begin and end with a blank. */
static const char void_tags[] = " area base basefont bgsound br col embed frame hr img input keygen link meta param "
                                "source track wbr image isindex command ";
static const char self_closing[] = " p li dd dt option optgroup tr td th tbody thead tfoot colgroup caption body html "
                                   "head rp rt rb rtc ";
static const char formatting[] = " a b big code em font i nobr s small strike strong tt u ";
static const char raw_text[] = " script style textarea title xmp iframe noembed noframes plaintext ";
static const char foreign[] = " svg math ";

typedef struct {
    arena *a;
    hs_str html;
    tag_name open[HTML_DEPTH_MOST];
    size_t depth, in_foreign, in_formatting; /* open now: all, of <svg> and <math>, of formatting */
    uint64_t tags, copies;                   /* start tags; formatting elements that may be made again for them */
    bool ended, is_truncated;
} scan;

static tag_name name_at(hs_str html, size_t at)
{
    tag_name t = { "" };
    for (size_t i = 0; i < NAME_MOST && at + i < html.n; i++) {
        char c = html.p[at + i];
        if (is_white(c) || c == '>' || c == '/') break;
        t.name[i] = lower(c);
    }
    return t;
}

static void open_tag(scan *s, tag_name t, size_t at, size_t end)
{
    bool closes_itself = s->in_foreign && end >= 2 && s->html.p[end - 2] == '/';
    if (is_among(t, void_tags) || closes_itself || (!s->in_foreign && is_among(t, self_closing))) return;
    if (s->depth == HTML_DEPTH_MOST)
        arena_leave(s->a, HS_BAD_INPUT, "html: tags nest deeper than %d at byte %zu (<%s>)", (int)HTML_DEPTH_MOST, at,
                    t.name);
    s->open[s->depth++] = t;
    s->in_foreign += is_among(t, foreign);
    s->in_formatting += is_among(t, formatting);
}

/* HTML makes open formatting again in every new block: a page of 30 kB can ask for a million elements so. */
static void count_copies(scan *s, size_t at)
{
    enum { COPIES_FREE = 1 << 20, COPIES_A_TAG = 8 };
    s->tags++;
    s->copies += s->in_formatting;
    if (s->copies > COPIES_FREE + s->tags * COPIES_A_TAG)
        arena_leave(s->a, HS_BAD_INPUT, "html: too much formatting left open (%zu at byte %zu)", s->in_formatting, at);
}

static void close_tag(scan *s, tag_name t)
{
    size_t at = s->depth;
    while (at && strcmp(s->open[at - 1].name, t.name)) at--;
    if (!strcmp(t.name, "html") || !strcmp(t.name, "body")) s->ended = true;
    if (!at) return;
    bool only_it = is_among(t, formatting);
    size_t kept = at - 1;
    s->in_foreign -= is_among(t, foreign);
    for (size_t i = at; i < s->depth; i++) {
        if (only_it || is_among(s->open[i], formatting)) s->open[kept++] = s->open[i];
        else s->in_foreign -= is_among(s->open[i], foreign);
    }
    s->depth = kept;
    s->in_formatting -= only_it;
}

/* Behind the content of a <script> or the like, at its end tag; the end of html when there is none. */
static size_t raw_end(hs_str html, size_t at, tag_name t)
{
    size_t n = strlen(t.name);
    if (!strcmp(t.name, "plaintext")) return html.n;
    while ((at = str_find(html, STR("</"), at)) != SIZE_MAX) {
        if (str_starts_ascii(str_sub(html, at + 2, html.n), (hs_str){ t.name, n })) return at;
        at += 2;
    }
    return html.n;
}

static size_t scan_markup(scan *s, size_t at)
{
    size_t attributes = 0, end = markup_end(s->html, at, &attributes);
    bool is_end = s->html.p[at + 1] == '/';
    if (s->html.p[end - 1] != '>') s->is_truncated = true;
    if (attributes > HTML_ATTRIBUTES_MOST)
        arena_leave(s->a, HS_BAD_INPUT, "html: a tag with more than %d attributes at byte %zu",
                    (int)HTML_ATTRIBUTES_MOST, at);
    if (!is_letter(s->html.p[at + 1 + is_end])) return end;
    tag_name t = name_at(s->html, at + 1 + is_end);
    if (is_end) {
        close_tag(s, t);
        return end;
    }
    if (!s->in_foreign && is_among(t, raw_text)) {
        size_t close = raw_end(s->html, end, t);
        if (close == s->html.n && strcmp(t.name, "plaintext")) s->is_truncated = true;
        return close;
    }
    open_tag(s, t, at, end);
    count_copies(s, at);
    return end;
}

html_scan_result html_scan(arena *a, hs_str html)
{
    scan *s = TAKE(a, 1, scan);
    s->a = a;
    s->html = html;
    for (size_t at = 0; (at = str_find(html, STR("<"), at)) != SIZE_MAX;)
        at = html_is_markup(html, at) ? scan_markup(s, at) : at + 1;
    for (size_t i = 0; i < s->depth && !s->ended; i++) s->is_truncated |= !is_among(s->open[i], formatting);
    bool ends_open = html.n && html.p[html.n - 1] == '<';
    return (html_scan_result){ s->is_truncated || ends_open };
}

/* ---- charset ----------------------------------------------------------------------------------- */

hs_str html_charset(hs_str html)
{
    enum { PRESCAN = 1024 }; /* WHATWG HTML, "prescan a byte stream to determine its encoding" */
    hs_str top = str_sub(html, 0, html.n < PRESCAN ? html.n : PRESCAN), word = STR("charset");
    for (size_t at = 0; (at = str_find(top, STR("<"), at)) != SIZE_MAX; at++) {
        if (!str_starts_ascii(str_sub(top, at, top.n), STR("<meta"))) continue;
        size_t i = at + 5;
        while (i < top.n && top.p[i] != '>' && !str_starts_ascii(str_sub(top, i, top.n), word)) i++;
        if (i >= top.n || top.p[i] == '>') continue;
        for (i += word.n; i < top.n && (is_white(top.p[i]) || strchr("=\"'", top.p[i]));) i++;
        size_t end = i;
        while (end < top.n && !is_white(top.p[end]) && !strchr("\"';>/", top.p[end])) end++;
        return str_sub(top, i, end);
    }
    return (hs_str){ 0 };
}
