/*
 * html_facts.c - what a page says of itself: JSON-LD, <meta>, <title>, <link rel=canonical>, <html lang>.
 *
 * Where several speak, the one made for machines wins: JSON-LD (schema.org Article and its kinds), then Open Graph,
 * then older <meta> names, then <title>.  A date that cannot be read is no date; a URL in place of a name is no name.
 */
#include "text/html.h"

#include <jansson.h>

static void keep(hs_str *field, hs_str words)
{
    if (!field->n && words.n) *field = words;
}

static void keep_name(hs_str *field, hs_str words)
{
    if (!str_starts_ascii(words, STR("http"))) keep(field, words);
}

static void keep_date(date *day, hs_str words)
{
    if (day->precision == DATE_NONE) facts_date(words, day);
}

/* ---- JSON-LD ----------------------------------------------------------------------------------- */

static void release(void *value)
{
    json_decref(value);
}

static hs_str words_of(arena *a, const json_t *v)
{
    if (!json_is_string(v)) return (hs_str){ 0 };
    return html_fold_blanks(a, (hs_str){ json_string_value(v), json_string_length(v) });
}

/* A name: a string, an object with a name, or a list of such, joined by commas. */
static hs_str name_of(arena *a, const json_t *v)
{
    if (json_is_object(v)) return words_of(a, json_object_get(v, "name"));
    if (!json_is_array(v)) return words_of(a, v);
    buf all = { .a = a };
    for (size_t i = 0; i < json_array_size(v); i++) {
        const json_t *one = json_array_get(v, i);
        hs_str name = words_of(a, json_is_object(one) ? json_object_get(one, "name") : one);
        if (all.n && name.n) buf_add(&all, STR(", "));
        buf_add(&all, name);
    }
    return buf_str(&all);
}

static bool is_article_type(const json_t *v)
{
    if (!json_is_string(v)) return false;
    hs_str type = { json_string_value(v), json_string_length(v) };
    return str_ends(type, STR("Article")) || str_eq(type, STR("BlogPosting")) || str_eq(type, STR("Report"));
}

static bool is_article(const json_t *object)
{
    const json_t *type = json_object_get(object, "@type");
    for (size_t i = 0; i < json_array_size(type); i++)
        if (is_article_type(json_array_get(type, i))) return true;
    return is_article_type(type);
}

static void article_facts(arena *a, const json_t *object, found *f)
{
    keep(&f->title, words_of(a, json_object_get(object, "headline")));
    keep_name(&f->author, name_of(a, json_object_get(object, "author")));
    keep_name(&f->publisher, name_of(a, json_object_get(object, "publisher")));
    keep_date(&f->published, words_of(a, json_object_get(object, "datePublished")));
    keep(&f->language, words_of(a, json_object_get(object, "inLanguage")));
    keep(&f->url, words_of(a, json_object_get(object, "url")));
}

/* The first article of a block: the object itself, one of a list, or one of "@graph". */
static void json_facts(arena *a, hs_str text, found *f)
{
    json_t *root = json_loadb(text.p, text.n, 0, NULL);
    if (!root) return; /* broken JSON-LD says nothing */
    arena_defer(a, release, root);
    const json_t *list = json_is_object(root) ? json_object_get(root, "@graph") : root;
    if (json_is_object(root) && is_article(root)) article_facts(a, root, f);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *one = json_array_get(list, i);
        if (!is_article(one)) continue;
        article_facts(a, one, f);
        return;
    }
}

/* ---- elements ---------------------------------------------------------------------------------- */

static hs_str attribute(arena *a, const GumboNode *n, const char *name)
{
    const char *value = html_attribute(n, name);
    return value ? html_fold_blanks(a, str_of(value)) : (hs_str){ 0 };
}

/* The words of <title> or <script>: one text node. */
static hs_str inner_text(const GumboNode *n)
{
    const GumboVector *kids = &n->v.element.children;
    const GumboNode *first = kids->length ? kids->data[0] : NULL;
    bool is_text = first && (first->type == GUMBO_NODE_TEXT || first->type == GUMBO_NODE_WHITESPACE);
    return is_text ? str_of(first->v.text.text) : (hs_str){ 0 };
}

/* What <meta> says, weaker than JSON-LD; `old` collects the older names, weaker still. */
static void meta_facts(arena *a, const GumboNode *n, found *f, found *old)
{
    static const struct {
        const char *name;
        char field;
        bool is_old;
    } known[] = {
        { "og:title", 't', false },      { "twitter:title", 't', true },     { "dc.title", 't', true },
        { "article:author", 'a', false }, { "author", 'a', true },           { "byl", 'a', true },
        { "dc.creator", 'a', true },     { "parsely-author", 'a', true },    { "og:site_name", 'p', false },
        { "publisher", 'p', true },      { "dc.publisher", 'p', true },      { "application-name", 'p', true },
        { "article:published_time", 'd', false }, { "datepublished", 'd', false }, { "date", 'd', true },
        { "pubdate", 'd', true },        { "publish-date", 'd', true },      { "dc.date", 'd', true },
        { "dc.date.issued", 'd', true }, { "dcterms.date", 'd', true },      { "dcterms.created", 'd', true },
        { "og:url", 'u', false },        { "content-language", 'l', true },  { "dc.language", 'l', true },
    };
    static const char *const keys[] = { "property", "name", "itemprop", "http-equiv" };
    hs_str key = { 0 }, content = attribute(a, n, "content");
    for (size_t i = 0; i < 4 && !key.n; i++) key = attribute(a, n, keys[i]);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (!str_eq_ascii(key, str_of(known[i].name))) continue;
        found *to = known[i].is_old ? old : f;
        if (known[i].field == 't') keep(&to->title, content);
        if (known[i].field == 'a') keep_name(&to->author, content);
        if (known[i].field == 'p') keep(&to->publisher, content);
        if (known[i].field == 'd') keep_date(&to->published, content);
        if (known[i].field == 'u') keep(&to->url, content);
        if (known[i].field == 'l') keep(&to->language, content);
    }
}

static void element_facts(arena *a, const GumboNode *n, found *ld, found *meta, found *old)
{
    switch (n->v.element.tag) {
    case GUMBO_TAG_HTML: keep(&meta->language, attribute(a, n, "lang")); break;
    case GUMBO_TAG_META: meta_facts(a, n, meta, old); break;
    case GUMBO_TAG_TITLE:
        if (n->v.element.tag_namespace == GUMBO_NAMESPACE_HTML) keep(&old->title, html_fold_blanks(a, inner_text(n)));
        break;
    case GUMBO_TAG_LINK:
        if (str_eq_ascii(attribute(a, n, "rel"), STR("canonical"))) keep(&ld->url, attribute(a, n, "href"));
        break;
    case GUMBO_TAG_SCRIPT:
        if (str_eq_ascii(attribute(a, n, "type"), STR("application/ld+json"))) json_facts(a, inner_text(n), ld);
        break;
    case GUMBO_TAG_TIME:
        if (str_eq_ascii(attribute(a, n, "itemprop"), STR("datePublished")) || html_attribute(n, "pubdate"))
            keep_date(&meta->published, attribute(a, n, "datetime"));
        break;
    default: break;
    }
}

static void join(found *f, const found *weaker)
{
    keep(&f->title, weaker->title);
    keep(&f->author, weaker->author);
    keep(&f->publisher, weaker->publisher);
    keep(&f->url, weaker->url);
    keep(&f->language, weaker->language);
    if (f->published.precision == DATE_NONE) f->published = weaker->published;
}

/* "en-GB" and "EN_us" are English: the primary subtag (BCP 47) in lower case. */
static hs_str primary_language(arena *a, hs_str tag)
{
    size_t n = 0;
    while (n < tag.n && tag.p[n] != '-' && tag.p[n] != '_' && tag.p[n] != ',') n++;
    return n >= 2 && n <= 3 ? str_lower_ascii(a, str_sub(tag, 0, n)) : (hs_str){ 0 };
}

void html_facts(arena *a, const GumboNode *tree, found *f)
{
    found meta = { 0 }, old = { 0 };
    html_items list = html_list(a, tree);
    for (uint32_t i = 0; i < list.n; i++)
        if (list.at[i].node->type == GUMBO_NODE_ELEMENT) element_facts(a, list.at[i].node, f, &meta, &old);
    join(f, &meta);
    join(f, &old);
    f->language = primary_language(a, f->language);
}
