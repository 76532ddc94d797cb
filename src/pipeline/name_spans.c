/*
 * name_spans.c - names of more than one word are looked up at every name's beginning, longest first.
 */
#include "pipeline/name_spans.h"

#include "base/map.h"
#include "base/utf8.h"

#include <stdlib.h>

enum { WORDS_MOST = 8 }; /* of a name that is looked for elsewhere */

static int by_place(const void *x, const void *y)
{
    const span *a = x, *b = y;
    if (a->begin != b->begin) return a->begin < b->begin ? -1 : 1;
    return (a->end < b->end) - (a->end > b->end);
}

void name_spans_set(arena *a, const findings *f, reuse_document *d)
{
    span *name = TAKE(a, f->mentions, span);
    size_t n = 0;
    for (size_t i = 0; i < f->mentions; i++)
        if (f->mention[i].kind <= MENTION_DEMONYM) name[n++] = f->mention[i].at;
    if (n) qsort(name, n, sizeof *name, by_place);
    for (size_t i = 0; i < n; i++)
        if (!d->names || name[i].begin >= name[d->names - 1].end) name[d->names++] = name[i];
    d->name = name;
}

/* Ends of the words from begin on, up to WORDS_MOST of them or the end of the line. */
static size_t word_ends(hs_str text, uint32_t begin, uint32_t ends[WORDS_MOST])
{
    size_t n = 0;
    bool in_word = false;
    for (size_t at = begin; n < WORDS_MOST;) {
        size_t before = at;
        int32_t c = at < text.n ? utf8_next(text, &at) : '\n';
        bool is_word = utf8_is_letter(c) || utf8_is_mark(c) || utf8_is_digit(c);
        if (in_word && !is_word) ends[n++] = (uint32_t)before;
        in_word = is_word;
        if (c == '\n') break;
    }
    return n;
}

/* The end of the longest known name that begins where this one does and is longer. */
static uint32_t longest(const map *known, hs_str text, span name)
{
    uint32_t ends[WORDS_MOST];
    for (size_t n = word_ends(text, name.begin, ends); n && ends[n - 1] > name.end; n--)
        if (map_get(known, str_sub(text, name.begin, ends[n - 1]))) return ends[n - 1];
    return name.end;
}

void name_spans_agree(arena *a, reuse_document *documents, uint32_t n)
{
    map known = { .a = a };
    for (uint32_t i = 0; i < n; i++)
        for (size_t k = 0; k < documents[i].names; k++) {
            span s = documents[i].name[k];
            hs_str words = str_sub(documents[i].text, s.begin, s.end);
            if (str_find(words, STR(" "), 0) != SIZE_MAX) map_put(&known, words, NULL);
        }
    for (uint32_t i = 0; i < n; i++) {
        reuse_document *d = &documents[i];
        span *name = TAKE(a, d->names, span);
        size_t kept = 0;
        for (size_t k = 0; k < d->names; k++) {
            if (kept && d->name[k].begin < name[kept - 1].end) continue;
            name[kept++] = (span){ d->name[k].begin, longest(&known, d->text, d->name[k]) };
        }
        d->name = name;
        d->names = kept;
    }
}
