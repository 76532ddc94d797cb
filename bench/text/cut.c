/*
 * cut.c - reads a text from standard input and prints its sentences and tokens as CoNLL-U with flat trees, so that a
 * scorer for treebanks can judge them.
 */
#include "base/file.h"
#include "text/page.h"

#include <stdio.h>

static void print_word(hs_str form, uint32_t id)
{
    printf("%u\t%.*s\t_\tX\t_\t_\t%u\t%s\t_\t_\n", id, STR_ARGS(form), id > 1, id > 1 ? "dep" : "root");
}

static void print_sentence(const page *p, const sentence *s)
{
    for (uint32_t i = 0; i < s->tokens; i++) {
        const token *t = &p->token[s->first_token + i];
        bool is_split = i + 1 < s->tokens && t[1].joined;
        if (is_split) {
            uint32_t end = i + 1;
            while (end + 1 < s->tokens && p->token[s->first_token + end + 1].joined) end++;
            if (!t->joined) {
                span whole = { t->at.begin, p->token[s->first_token + end].at.end };
                printf("%u-%u\t%.*s\t_\t_\t_\t_\t_\t_\t_\t_\n", i + 1, end + 1, STR_ARGS(span_words(p->text, whole)));
            }
        }
        print_word(span_words(p->text, t->at), i + 1);
    }
    printf("\n");
}

int main(void)
{
    arena *a = arena_open(NULL, 0);
    if (!a) return 1;
    if (ARENA_DOOR(a)) {
        const page *p = text_page(a, file_read(a, "-", 1 << 28));
        for (uint32_t i = 0; i < p->sentences; i++) print_sentence(p, &p->sentence[i]);
        arena_close(a);
        return 0;
    }
    fprintf(stderr, "cut: %s\n", arena_failure(a)->what);
    arena_close(a);
    return 1;
}
