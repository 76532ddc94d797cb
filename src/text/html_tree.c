/*
 * html_tree.c - gumbo's tree in our arena, laid out as a list.
 *
 * gumbo asks for all its memory through one function and checks none of it, so that function must not fail: ours
 * leaves through the arena's door.  This is the one place where we leave from inside a library; it is sound because
 * gumbo keeps nothing but that memory, and all of it is the arena's.  Nothing is given back singly, so its
 * destructor, which calls itself as deep as the tree, is never needed.
 */
#include "text/html.h"

#include "base/utf8.h"

static void *take(void *a, size_t n)
{
    return arena_take(a, n);
}

static void give(void *a, void *block)
{
    (void)a;
    (void)block;
}

const GumboNode *html_tree(arena *a, hs_str html)
{
    GumboOptions o = kGumboDefaultOptions;
    o.allocator = take;
    o.deallocator = give;
    o.userdata = a;
    o.max_errors = 0;
    return gumbo_parse_with_options(&o, html.p, html.n)->root;
}

const char *html_attribute(const GumboNode *element, const char *name)
{
    const GumboAttribute *found_it = gumbo_get_attribute(&element->v.element.attributes, name);
    return found_it ? found_it->value : NULL;
}

hs_str html_fold_blanks(arena *a, hs_str s)
{
    buf out = { .a = a };
    s = str_trim(s);
    for (size_t i = 0; i < s.n;) {
        size_t before = i;
        int32_t code = utf8_next(s, &i);
        bool white = code == ' ' || (code >= '\t' && code <= '\r');
        if (code < 0) buf_add(&out, STR("\xEF\xBF\xBD"));
        else if (!white) buf_add(&out, str_sub(s, before, i));
        else if (out.p[out.n - 1] != ' ') buf_byte(&out, ' ');
    }
    return out.p ? buf_str(&out) : STR("");
}

static const GumboVector *children_of(const GumboNode *n)
{
    bool has = n->type == GUMBO_NODE_ELEMENT || n->type == GUMBO_NODE_TEMPLATE;
    return has ? &n->v.element.children : &kGumboEmptyVector;
}

html_items html_list(arena *a, const GumboNode *tree)
{
    VEC(html_item) list = { 0 };
    VEC(unsigned) next = { 0 }; /* for each open item: its next child */
    VEC(uint32_t) open = { 0 };
    *VEC_ADD(a, &list) = (html_item){ tree, 0, 0 };
    *VEC_ADD(a, &open) = 0;
    *VEC_ADD(a, &next) = 0;
    while (open.n) {
        uint32_t item = open.at[open.n - 1];
        const GumboVector *kids = children_of(list.at[item].node);
        unsigned child = next.at[next.n - 1]++;
        if (child >= kids->length) {
            list.at[item].end = (uint32_t)list.n;
            open.n--;
            next.n--;
            continue;
        }
        *VEC_ADD(a, &open) = (uint32_t)list.n;
        *VEC_ADD(a, &next) = 0;
        *VEC_ADD(a, &list) = (html_item){ kids->data[child], item, 0 };
    }
    return (html_items){ list.at, (uint32_t)list.n };
}
