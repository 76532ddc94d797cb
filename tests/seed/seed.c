/*
 * seed.c - the seed column read with the shipped models, scored against op-ed.tsv.
 *
 * A row is right when a claim of its sentence whose predicate stands on the row's anchor word (or, without one, whose
 * content holds the word) has its owner, its polarity and its certainty.  A sentence has the right kind of source when
 * all its rows find their owner.  Status: 0 at or above the bars, 1 below, 77 no column or no models.
 */
#include "base/file.h"
#include "base/tsv.h"
#include "claims/claims.h"
#include "language/language.h"
#include "text/page.h"

#include <setjmp.h>
#include <stdio.h>
#include <unistd.h>

#define COLUMN_FILE PROJECT_DIR "/../shared/data/seed/op-ed.txt"
enum { SENTENCES_BAR = 24, SENTENCES_MOST = 64 }; /* of the thirty that speak of the matter: issue "spine" */
static const double CLAIMS_BAR = .80;

enum { SENTENCE, OWNER, ACTOR, POLARITY, CERTAINTY, EVIDENCE, ANCHOR, COLUMNS };

typedef struct {
    arena *a;
    hs_str text;
    const page *page;
    const findings *found;
    bool *used;
} seen;

static bool words_hold(const seen *s, span_list at, hs_str word)
{
    for (size_t i = 0; i < at.n; i++)
        if (str_find(span_words(s->text, at.at[i]), word, 0) != SIZE_MAX) return true;
    return false;
}

static bool owner_fits(const seen *s, const claim *c, const tsv_row *row)
{
    if (!str_eq(row->field[OWNER], str_of(source_kind_name(c->source.kind)))) return false;
    return str_eq(row->field[ACTOR], STR("-")) || words_hold(s, c->source.who.at, row->field[ACTOR]);
}

static bool stance_fits(const claim *c, const tsv_row *row)
{
    return str_eq(row->field[POLARITY], str_of(polarity_name(c->polarity))) &&
           str_eq(row->field[CERTAINTY], str_of(certainty_name(c->certainty)));
}

/* 2: the predicate stands on the anchor; 1: the content holds it; 0: neither. */
static int nearness(const seen *s, const claim *c, hs_str anchor)
{
    hs_str rest = anchor, word;
    while (str_split(&rest, ' ', &word))
        if (words_hold(s, c->predicate, word)) return 2;
    return words_hold(s, c->content, anchor) ? 1 : 0;
}

/* Number of the claim that fits a row best, and whether owner and stance fit. */
static uint32_t best_claim(const seen *s, const tsv_row *row, bool *owner, bool *all)
{
    uint64_t number;
    uint32_t best = NOBODY;
    int best_fit = 0;
    if (!str_to_u64(row->field[SENTENCE], &number)) return NOBODY;
    for (uint32_t i = 0; i < s->found->claims; i++) {
        const claim *c = &s->found->claim[i];
        int near = nearness(s, c, row->field[ANCHOR]);
        if (c->sentence + 1 != number || !near || s->used[i]) continue;
        bool o = owner_fits(s, c, row);
        int fit = near + 10 * o + 10 * (o && stance_fits(c, row));
        if (fit <= best_fit) continue;
        best = i;
        best_fit = fit;
        *owner = o;
        *all = o && stance_fits(c, row);
    }
    return best;
}

static int score(seen *s, const tsv *gold)
{
    bool wrong[SENTENCES_MOST] = { false };
    unsigned right = 0, owners = 0, sentences = 0, last = 0, evidence = 0;
    for (size_t i = 0; i < gold->rows; i++) {
        const tsv_row *row = &gold->row[i];
        bool owner = false, all = false;
        uint64_t number = 0;
        uint32_t n = best_claim(s, row, &owner, &all);
        str_to_u64(row->field[SENTENCE], &number);
        if (number >= SENTENCES_MOST) return 1;
        if (n != NOBODY) s->used[n] = true;
        right += all;
        owners += owner;
        if (!owner) wrong[number] = true;
        if (n != NOBODY) evidence += str_eq(row->field[EVIDENCE], str_of(evidence_name(s->found->claim[n].evidence)));
        if (all) continue;
        printf("sentence %2d: expected %.*s %.*s %.*s %.*s at \"%.*s\", heard ", (int)number,
               STR_ARGS(row->field[OWNER]), STR_ARGS(row->field[ACTOR]), STR_ARGS(row->field[POLARITY]),
               STR_ARGS(row->field[CERTAINTY]), STR_ARGS(row->field[ANCHOR]));
        if (n == NOBODY) printf("nothing\n");
        else
            printf("%s %s %s\n", source_kind_name(s->found->claim[n].source.kind),
                   polarity_name(s->found->claim[n].polarity), certainty_name(s->found->claim[n].certainty));
    }
    for (size_t i = 0; i < gold->rows; i++) {
        uint64_t number = 0;
        str_to_u64(gold->row[i].field[SENTENCE], &number);
        if (number != last && number <= 30) sentences += !wrong[number];
        last = (unsigned)number;
    }
    printf("%u of %zu claims with right owner, polarity and certainty (%.2f); %u owners; %u kinds of evidence\n", right,
           gold->rows, (double)right / (double)gold->rows, owners, evidence);
    printf("%u of 30 sentences with the right kind of source\n", sentences);
    return sentences < SENTENCES_BAR || (double)right < CLAIMS_BAR * (double)gold->rows;
}

static int run(arena *a, const language *models, const claims_lexicon *lexicon)
{
    static const char *const columns[] = { "sentence",  "owner",    "actor",  "polarity",
                                           "certainty", "evidence", "anchor", NULL };
    if (!ARENA_DOOR(a)) {
        fprintf(stderr, "seed: %s\n", arena_failure(a)->what);
        return 1;
    }
    seen s = { .a = a, .text = file_read(a, COLUMN_FILE, 1 << 20) };
    s.page = text_page(a, s.text);
    document d = { .text = s.text };
    s.found = claims_find(a, lexicon, &d, s.page, language_read(a, models, s.page));
    s.used = TAKE(a, (size_t)s.found->claims + 1, bool);
    char why[WHY];
    if (!findings_valid(s.found, s.text, s.page->sentences, why)) arena_leave(a, HS_BUG, "%s", why);
    int status = score(&s, tsv_read(a, PROJECT_DIR "/tests/seed/op-ed.tsv", columns));
    arena_door_shut(a);
    return status;
}

int main(void)
{
    hs_error error = { 0 };
    if (access(COLUMN_FILE, R_OK)) {
        printf("skipped: no %s\n", COLUMN_FILE);
        return 77;
    }
    language *models = language_open(PROJECT_DIR "/data", "en", &error);
    if (!models) {
        printf("skipped: %s\n", error.what);
        return 77;
    }
    claims_lexicon *lexicon = claims_open(PROJECT_DIR "/data", &error);
    arena *a = arena_open(NULL, 0);
    int status = lexicon && a ? run(a, models, lexicon) : 1;
    arena_close(a);
    claims_close(lexicon);
    language_close(models);
    return status;
}
