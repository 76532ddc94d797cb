/*
 * join.c - the actors of made documents, joined: "document TAB class TAB name TAB alias|alias" in, one number of an
 * actor a line out.  Lines of one document stand together and count from 0.  Usage: join DATA < names > actors
 */
#include "base/file.h"
#include "match/match.h"

#include <stdio.h>
#include <stdlib.h>

enum { LINE_MOST = 1 << 16 };

static const char *const classes[] = { "person", "organisation", "place", "people", "other" };

static actor_class class_of(hs_str word)
{
    for (int c = 0; c <= CLASS_OTHER; c++)
        if (str_eq(word, str_of(classes[c]))) return (actor_class)c;
    return CLASS_OTHER;
}

typedef VEC(actor) actor_list;

static void add_alias(arena *a, actor *x, hs_str list)
{
    VEC(hs_str) aliases = { 0 };
    hs_str one;
    while (list.n && str_split(&list, '|', &one))
        if (one.n) *VEC_ADD(a, &aliases) = one;
    x->alias = aliases.at;
    x->aliases = aliases.n;
}

static void add_document(match *m, arena *a, uint32_t number, const actor_list *who)
{
    document d = { .id = arena_printf(a, "%064u", number), .text = STR("") };
    findings f = { .actor = who->at, .actors = (uint32_t)who->n };
    match_add(m, number, &d, &f);
}

static int run(arena *a, const match_lexicon *lexicon)
{
    static char line[LINE_MOST];
    match *m = match_open(a, lexicon);
    actor_list who = { 0 };
    uint32_t number = 0;
    while (fgets(line, sizeof line, stdin)) {
        hs_str rest = arena_str(a, str_trim(str_of(line))), field[4] = { 0 };
        for (int k = 0; k < 4 && rest.n; k++) str_split(&rest, '\t', &field[k]);
        uint64_t document;
        if (!str_to_u64(field[0], &document)) return 2;
        while (number < document) {
            add_document(m, a, number++, &who);
            who.n = 0;
        }
        actor *x = VEC_ADD(a, &who);
        *x = (actor){ .name = field[2], .key = field[2], .class = class_of(field[1]), .is_named = true, .parent = NOBODY };
        add_alias(a, x, field[3]);
    }
    add_document(m, a, number, &who);
    state *s = TAKE(a, 1, state);
    match_finish(m, NULL, 0, s);
    for (uint32_t i = 0; i < s->joins; i++) printf("%u\t%s\n", s->join[i].actor, s->join[i].reason);
    return 0;
}

int main(int argc, char **argv)
{
    hs_error err;
    match_lexicon *lexicon = match_lexicon_open(argc > 1 ? argv[1] : "data", &err);
    arena *a = arena_open(NULL, 0);
    if (!lexicon || !a) return fprintf(stderr, "%s\n", lexicon ? "out of memory" : err.what), 2;
    int status = ARENA_DOOR(a) ? run(a, lexicon) : (fprintf(stderr, "%s\n", arena_failure(a)->what), 2);
    arena_close(a);
    match_lexicon_close(lexicon);
    return status;
}
