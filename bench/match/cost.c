/*
 * cost.c - what matching costs a document as a case grows: made documents, 10^3 to 10^5 of them.
 *
 * A document has 8 named persons and organisations (of vocabularies that grow with the case, used by Zipf's law), 12
 * claims of three frames, dated within ten years.  Printed a line: documents, claims, seconds of adding and of finishing,
 * microseconds a document, and bytes of memory a claim.  Usage: cost DATA [MOST]
 */
#include "base/random.h"
#include "match/match.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ACTORS = 8, CLAIMS = 12, SEED = 20310401 };

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static uint32_t zipf(rng *r, uint32_t n)
{
    return (uint32_t)(exp(rng_unit(r) * log((double)n + 1)) - 1);
}

/* A word of its own for each number: consonant and vowel by turns. */
static hs_str made_word(arena *a, uint32_t n)
{
    static const char consonants[] = "bdfgklmnprstvz", vowels[] = "aeiou";
    buf out = { .a = a };
    for (unsigned i = 0; i < 3 || n; i++) {
        buf_byte(&out, consonants[n % 14]);
        n /= 14;
        buf_byte(&out, vowels[n % 5]);
        n /= 5;
    }
    out.p[0] = (char)(out.p[0] - 'a' + 'A');
    return buf_str(&out);
}

static actor made_actor(arena *a, rng *r, uint32_t most)
{
    uint32_t n = zipf(r, most);
    bool person = n % 2;
    hs_str name = person ? arena_printf(a, "%.*s %.*s", STR_ARGS(made_word(a, n / 7)), STR_ARGS(made_word(a, n)))
                         : arena_printf(a, "%.*s Front of %.*s", STR_ARGS(made_word(a, n / 3)), STR_ARGS(made_word(a, n)));
    return (actor){ .name = name, .key = name, .class = person ? CLASS_PERSON : CLASS_ORGANISATION, .is_named = true,
                    .parent = NOBODY };
}

static void add_document(match *m, arena *scratch, rng *r, uint32_t number, uint32_t of)
{
    static const char *const frames[] = { "supports", "kills", "leads" };
    arena_mark here = arena_here(scratch);
    actor who[ACTORS];
    claim said[CLAIMS];
    hs_str text = arena_printf(scratch, "%.*s said on day %u that this was so and nothing else at all",
                               STR_ARGS(made_word(scratch, number)), number % 3650);
    for (unsigned i = 0; i < ACTORS; i++) who[i] = made_actor(scratch, r, of / 2 + 10);
    for (unsigned i = 0; i < CLAIMS; i++) {
        said[i] = (claim){ .at = { 0, (uint32_t)text.n }, .frame = str_of(frames[rng_below(r, 3)]),
                           .certainty = CERTAINTY_CERTAIN, .place = { .actor = NOBODY } };
        said[i].source.kind = rng_below(r, 2) ? SOURCE_ACTOR : SOURCE_AUTHOR;
        said[i].source.who.actor = (uint32_t)rng_below(r, ACTORS);
        said[i].agent.actor = (uint32_t)rng_below(r, ACTORS);
        said[i].patient.actor = (uint32_t)rng_below(r, ACTORS);
    }
    document d = { .id = arena_printf(scratch, "%064u", number), .publisher = made_word(scratch, zipf(r, 200)), .text = text,
                   .published = date_from_days(730000 + (int32_t)rng_below(r, 3650)) };
    findings f = { .actor = who, .actors = ACTORS, .claim = said, .claims = CLAIMS };
    match_add(m, number, &d, &f);
    arena_rollback(scratch, here);
}

static void measure(const match_lexicon *lexicon, uint32_t documents)
{
    arena *a = arena_open(NULL, 0), *scratch = arena_open(NULL, 0);
    if (!a || !scratch || !ARENA_DOOR(a)) exit(2);
    if (!ARENA_DOOR(scratch)) exit(2);
    rng r = rng_seed(SEED);
    match *m = match_open(a, lexicon);
    double start = seconds();
    for (uint32_t i = 0; i < documents; i++) add_document(m, scratch, &r, i, documents);
    double added = seconds();
    state *s = TAKE(a, 1, state);
    match_finish(m, NULL, 0, s);
    double end = seconds();
    printf("%7u %8u %7.2f %7.2f %8.1f %7.0f\n", documents, s->claims, added - start, end - added,
           1e6 * (end - start) / documents, (double)arena_held(a) / s->claims);
    fflush(stdout);
    arena_close(scratch);
    arena_close(a);
}

int main(int argc, char **argv)
{
    hs_error err;
    match_lexicon *lexicon = match_lexicon_open(argc > 1 ? argv[1] : "data", &err);
    uint32_t most = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : 100000;
    if (!lexicon) return fprintf(stderr, "%s\n", err.what), 2;
    printf("documents  claims  adding finishing  us/doc bytes/claim\n");
    static const uint32_t sizes[] = { 1000, 3000, 10000, 30000, 100000 };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes && sizes[i] <= most; i++) measure(lexicon, sizes[i]);
    match_lexicon_close(lexicon);
    return 0;
}
