/*
 * fuzz_text.c - any bytes as any format.  The first byte picks the media type; what must hold of the rest:
 *
 *     it is read or refused, never a crash; the document and its page are valid; reading it again gives the same;
 *     every token's span leads to original bytes in order, and inside a piece that is a copy to the same bytes.
 */
#include "base/utf8.h"
#include "text/page.h"
#include "text/read.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void must(bool holds, const char *what)
{
    if (holds) return;
    fprintf(stderr, "broken promise: %s\n", what);
    abort();
}

static hs_str type_of(uint8_t pick)
{
    static const hs_str type[] = { STR_INIT("text/plain"), STR_INIT("text/html"), STR_INIT("text/markdown"),
                                   STR_INIT("application/x-hearsay-record"), STR_INIT("") };
    return type[pick % (sizeof type / sizeof *type)];
}

static void check_spans(const document *d, const page *p)
{
    uint32_t before = 0;
    for (uint32_t i = 0; i < p->tokens; i++) {
        span o = document_original(d, p->token[i].at);
        must(o.begin <= o.end && o.end <= d->original.n, "a span leads out of the original");
        must(o.begin >= before, "spans of the original go back");
        before = o.begin;
    }
}

static bool same_piece(const map_piece *x, const map_piece *y)
{
    return x->text_begin == y->text_begin && x->text_n == y->text_n && x->original_begin == y->original_begin &&
           x->original_n == y->original_n && x->same == y->same;
}

static void check_same(const document *x, const document *y)
{
    must(str_eq(x->text, y->text) && x->notes == y->notes && x->pieces == y->pieces, "another text the second time");
    for (size_t i = 0; i < x->pieces; i++) must(same_piece(&x->piece[i], &y->piece[i]), "another map the second time");
    must(str_eq(x->title, y->title) && str_eq(x->author, y->author) && str_eq(x->credit, y->credit),
         "other facts the second time");
}

static void check(arena *a, hs_str bytes, const text_about *about)
{
    char why[WHY] = "";
    const document *d = text_read(a, bytes, about);
    must(document_valid(d, why), why);
    must(utf8_bad(d->title) == SIZE_MAX && utf8_bad(d->author) == SIZE_MAX, "facts that are not UTF-8");
    const page *p = text_page(a, d->text);
    must(page_valid(p, why), why);
    check_spans(d, p);
    check_same(d, text_read(a, bytes, about));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    if (!n) return 0;
    arena *a = arena_open(NULL, (size_t)1 << 30);
    if (!a) return 0;
    text_about about = { .media_type = type_of(data[0]) };
    if (ARENA_DOOR(a)) {
        check(a, (hs_str){ (const char *)data + 1, n - 1 }, &about);
        arena_door_shut(a);
    } else
        must(arena_failure(a)->status == HS_BAD_INPUT || arena_failure(a)->status == HS_LIMIT, arena_failure(a)->what);
    arena_close(a);
    return 0;
}
