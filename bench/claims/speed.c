/*
 * speed.c - how many sentences a second the claims room reads, parsing left out:  speed DATA-FOLDER ROUNDS < docs.jsonl-texts
 *
 * Texts stand one a line on standard input.  Each is read once with the models (not timed); then claims are found ROUNDS
 * times, on one core.  Printed: sentences, seconds of the processor, sentences a second; with what the language room took.
 */
#include "claims/claims.h"
#include "language/language.h"
#include "text/page.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

typedef struct {
    const page *page;
    const reading *reading;
} text;

static void measure(arena *a, const language *models, const claims_lexicon *tables, int rounds)
{
    VEC(text) texts = { 0 };
    static char line[1 << 20];
    unsigned long sentences = 0, claims = 0;
    double begin = seconds();
    while (fgets(line, sizeof line, stdin)) {
        const page *p = text_page(a, arena_str(a, str_of(line)));
        *VEC_ADD(a, &texts) = (text){ p, language_read(a, models, p) };
        sentences += p->sentences;
    }
    double parsing = seconds() - begin;
    document d = { .published = { 2031, 5, 20, 0, 0, 0, DATE_DAY } };
    arena *work = arena_open(NULL, 0);
    if (!work) return;
    if (ARENA_DOOR(work)) {
        begin = seconds();
        for (int k = 0; k < rounds; k++)
            for (size_t i = 0; i < texts.n; i++) {
                claims += claims_find(work, tables, &d, texts.at[i].page, texts.at[i].reading)->claims;
                arena_reset(work);
            }
        double took = seconds() - begin;
        printf("%lu sentences x %d: %.3f s, %.0f sentences/s (%lu claims); tags, names and trees before it: %.0f sentences/s\n",
               sentences, rounds, took, (double)sentences * rounds / took, claims, (double)sentences / parsing);
        arena_door_shut(work);
    }
    arena_close(work);
}

int main(int argc, char **argv)
{
    hs_error error = { .status = HS_OK };
    if (argc != 3) return 2;
    language *models = language_open(argv[1], "en", &error);
    claims_lexicon *tables = claims_open(argv[1], &error);
    arena *a = arena_open(NULL, 0);
    if (!models || !tables || !a) {
        fprintf(stderr, "speed: %s\n", error.what);
        return 1;
    }
    if (ARENA_DOOR(a)) {
        measure(a, models, tables, atoi(argv[2]));
        arena_door_shut(a);
    } else {
        fprintf(stderr, "speed: %s\n", arena_failure(a)->what);
    }
    arena_close(a);
    claims_close(tables);
    language_close(models);
    return 0;
}
