/*
 * fuzz_claims.c - any bytes as sentences and trees in CoNLL-U.  What must hold:
 *
 *     they are read or refused, never a crash; the findings are valid, the same when found again; every event told of lies in
 *     the text, with a factuality from -3 to +3.
 */
#include "claims/claims.h"
#include "language/conllu.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static claims_lexicon *tables;

static void must(bool holds, const char *what)
{
    if (holds) return;
    fprintf(stderr, "broken promise: %s\n", what);
    abort();
}

static void check(arena *a, const page *p, const reading *r)
{
    char why[WHY] = "";
    document d = { .published = { 2031, 5, 20, 0, 0, 0, DATE_DAY } };
    const findings *f = claims_find(a, tables, &d, p, r), *again = claims_find(a, tables, &d, p, r);
    must(findings_valid(f, p->text, p->sentences, why), why);
    must(f->claims == again->claims && f->actors == again->actors && f->labels == again->labels, "found otherwise the second time");
    event_mentions events = claims_events(a, tables, p, r);
    for (size_t i = 0; i < events.n; i++) {
        must(events.at[i].at.end <= p->text.n, "an event outside the text");
        must(events.at[i].factuality >= -3 && events.at[i].factuality <= 3, "a factuality that is none");
    }
}

static void find(arena *a, hs_str bytes)
{
    if (!ARENA_DOOR(a)) {
        must(arena_failure(a)->status != HS_BUG, arena_failure(a)->what);
        return;
    }
    const page *p;
    const reading *r = reading_from_conllu(a, bytes, "fuzz", &p);
    check(a, p, r);
    arena_door_shut(a);
}

static void close_tables(void)
{
    claims_close(tables);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    if (!tables) {
        tables = claims_open(PROJECT_DIR "/data", NULL);
        must(tables != NULL, "the lexicon cannot be opened");
        atexit(close_tables);
    }
    arena *a = arena_open(NULL, 256 << 20);
    if (!a) return 0;
    find(a, (hs_str){ (const char *)data, n });
    arena_close(a);
    return 0;
}
