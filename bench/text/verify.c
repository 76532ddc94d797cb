/*
 * verify.c - reads a file of JSONL records from standard input and checks every promise of the way back: documents and
 * pages are valid, and the original bytes of random spans, read again, give their words.  One line of figures.
 */
#include "base/random.h"
#include "text/page.h"
#include "text/read.h"

#include <stdio.h>
#include <stdlib.h>

enum { SPANS = 3, SPAN_TOKENS = 20 };

#define RECORD STR("application/x-hearsay-record")

typedef struct {
    arena *a;
    rng random;
    unsigned long documents, bytes, refused, broken, spans, sentences, tokens;
} tally;

static const document *read_record(arena *a, hs_str line)
{
    text_about about = { .media_type = RECORD };
    return text_read(a, line, &about);
}

static bool span_decodes(tally *t, const document *d, const page *p)
{
    uint32_t first = (uint32_t)rng_below(&t->random, p->tokens), n = (uint32_t)rng_below(&t->random, SPAN_TOKENS);
    uint32_t last = first + n < p->tokens ? first + n : p->tokens - 1;
    span s = { p->token[first].at.begin, p->token[last].at.end }, o = document_original(d, s);
    hs_str line = arena_printf(t->a, "{\"text\":\"%.*s\"}", STR_ARGS(str_sub(d->original, o.begin, o.end)));
    t->spans++;
    return str_eq(read_record(t->a, line)->text, span_words(d->text, s));
}

static void check(tally *t, hs_str line)
{
    char why[WHY] = "";
    const document *d = read_record(t->a, line);
    const page *p = text_page(t->a, d->text);
    bool good = document_valid(d, why) && page_valid(p, why);
    for (int i = 0; i < SPANS && p->tokens; i++) good &= span_decodes(t, d, p);
    t->broken += !good;
    t->sentences += p->sentences;
    t->tokens += p->tokens;
}

int main(void)
{
    tally t = { .a = arena_open(NULL, 0), .random = rng_seed(1) };
    char *line = NULL;
    size_t room = 0;
    if (!t.a) return 1;
    for (ssize_t n; (n = getline(&line, &room, stdin)) > 0;) {
        t.documents++;
        t.bytes += (unsigned long)n;
        if (ARENA_DOOR(t.a)) {
            check(&t, (hs_str){ line, (size_t)n });
            arena_door_shut(t.a);
        } else
            t.refused++;
        arena_reset(t.a);
    }
    free(line);
    arena_close(t.a);
    printf("%7lu documents %6.1f MB %3lu refused %9lu sentences %10lu tokens %7lu spans %lu broken\n", t.documents,
           (double)t.bytes / 1e6, t.refused, t.sentences, t.tokens, t.spans, t.broken);
    return t.broken > 0;
}
