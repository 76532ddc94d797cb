/*
 * search.c - full-text search over sentences.
 *
 * The user's words go to FTS5 as quoted strings, so nothing in them is query syntax; a word without a letter or
 * digit has no term and is left out.
 */
#include "base/utf8.h"
#include "case/inside.h"

/* FTS5 nests its expressions; nobody types more words than this. */
enum { WORDS_MOST = 64 };

static bool has_term(hs_str word)
{
    for (size_t at = 0; at < word.n;) {
        int32_t c = utf8_next(word, &at);
        if (c >= 0 && (utf8_is_letter(c) || utf8_is_digit(c))) return true;
    }
    return false;
}

static void quote(buf *b, hs_str word)
{
    buf_byte(b, '"');
    for (size_t i = 0; i < word.n; i++) {
        if (word.p[i] == '"') buf_byte(b, '"');
        if (word.p[i]) buf_byte(b, word.p[i]);
    }
    buf_byte(b, '"');
}

hs_str search_query(arena *a, hs_str words)
{
    buf b = { .a = a };
    int n = 0;
    for (size_t at = 0; at < words.n;) {
        size_t begin = at, end = at;
        int32_t c = 0;
        while (at < words.n) {
            end = at;
            c = utf8_next(words, &at);
            if (utf8_is_space(c)) break;
            end = at;
        }
        hs_str word = str_sub(words, begin, end);
        if (!has_term(word)) continue;
        if (++n > WORDS_MOST) arena_leave(a, HS_LIMIT, "more than %d words to search for", WORDS_MOST);
        if (b.n) buf_byte(&b, ' ');
        quote(&b, word);
    }
    return buf_str(&b);
}

typedef struct {
    uint32_t document, sentence;
    span at;
} hit;

typedef struct {
    hs_str words;
    uint32_t most;
    VEC(hit) hits;
} search_args;

static void search_work(case_file *c, void *args)
{
    search_args *a = args;
    order_glance(c, false);
    hs_str query = search_query(c->door, a->words);
    if (!query.n) arena_leave(c->door, HS_BAD_ARGUMENT, "there is no word to search for");
    row r = row_of(c, DB_SEARCH);
    put_text(&r, query);
    put_i64(&r, a->most);
    while (row_next(&r)) {
        int64_t id = get_i64(&r);
        uint32_t number = get_ref(&r);
        if (id > (int64_t)c->order.n) continue; /* came since, by another program */
        *VEC_ADD(c->door, &a->hits) = (hit){ order_number(c, id), number, get_span(&r) };
    }
}

hs_status case_search(case_file *c, hs_str words, uint32_t most, case_hit *each, void *ctx, hs_error *err)
{
    arena *a = arena_open(&c->memory, 0);
    if (!a) return fail(err, HS_NO_MEMORY, "%s: out of memory", c->path);
    search_args args = { .words = words, .most = most };
    hs_status status = case_run_read(c, a, search_work, &args, err);
    for (size_t i = 0; status == HS_OK && i < args.hits.n; i++) {
        const hit *h = &args.hits.at[i];
        if (!each(ctx, h->document, h->sentence, h->at)) break;
    }
    arena_close(a);
    return status;
}
