/*
 * cmd_copies.c - hearsay copies: passages that stand in two places, from whom, and how alike they are.
 */
#include "cli/say.h"

#include <stdio.h>

static const option OPTIONS[] = { { "of", 0, "ID", "copies of one document: its number, or the start of its sha256" },
                                  { "since", 0, "DATE", "with a side published on this date or later" },
                                  { "until", 0, "DATE", "with a side published on this date or earlier" },
                                  { "number", 'n', "N", "this copy alone, with all its words" },
                                  { NULL, 0, NULL, NULL } };

enum { WORDS_SHOWN = 180 };

static void say_passage(const cli *c, arena *a, const char *side, hs_str id, hs_span at, hs_str words, bool whole)
{
    printf("      ");
    layout_put(c, STYLE_DIM, "%s document %llu, bytes %llu-%llu of sha256:%.12s", side, (unsigned long long)at.document,
               (unsigned long long)at.begin, (unsigned long long)at.end, id.p);
    printf("\n        ");
    layout_words(c, whole ? words : layout_cut(a, words, WORDS_SHOWN), 8, 8, STYLE_PLAIN);
}

static void say_copy(const cli *c, arena *a, const hs_copy *row, bool whole)
{
    layout_put(c, STYLE_DIM, "%4llu  ", (unsigned long long)row->copy);
    say_copy_line(c, row, 6);
    say_passage(c, a, "a", row->id_a, row->a, row->words_a, whole);
    if (whole || row->equal < 1) say_passage(c, a, "b", row->id_b, row->b, row->words_b, whole);
    else say_passage(c, a, "b", row->id_b, row->b, STR("the same words"), true);
}

static hs_status show(const cli *c, hs_iter *it, bool whole, uint64_t *rows, hs_error *err)
{
    hs_copy row;
    hs_status status;
    arena *a = arena_open(NULL, 0);
    if (!a) {
        *err = (hs_error){ .status = HS_NO_MEMORY, .what = "out of memory" };
        return HS_NO_MEMORY;
    }
    while ((status = hs_next_copy(it, &row, err)) == HS_OK) {
        if (ARENA_DOOR(a)) {
            say_copy(c, a, &row, whole);
            arena_door_shut(a);
        }
        arena_reset(a);
        ++*rows;
    }
    arena_close(a);
    return status == HS_END ? HS_OK : status;
}

static int run_copies(cli *c)
{
    hs_models *models;
    hs_case *cs;
    hs_iter *it = NULL;
    hs_error err;
    uint64_t number, rows = 0;
    if (!cli_number(c, "number", 0, &number)) return EXIT_WRONG_USE;
    int result = cli_open(c, HS_READ, false, &models, &cs);
    if (result != EXIT_DONE) return result;
    hs_query q = {
        .number = number, .document = cli_str(c, "of"), .since = cli_str(c, "since"), .until = cli_str(c, "until")
    };
    hs_status status = hs_copies(cs, &q, &it, &err);
    if (status == HS_OK) status = c->json ? cli_json_rows(it, 0, &rows, &err) : show(c, it, number != 0, &rows, &err);
    if (status != HS_OK) result = cli_complain(c, &err);
    else if (!rows) {
        fprintf(stderr, "hearsay: copies: none found\n");
        result = EXIT_NOTHING_OR_PARTLY;
    }
    hs_iter_close(it);
    hs_case_close(cs);
    return result;
}

const command command_copies = {
    .name = "copies",
    .operands = "",
    .most = 0,
    .summary = "passages taken over, from whom, and how alike they are",
    .description =
        "Lists passages that stand in two documents, or twice in one, with the kind (reprint, cut, edit, rewrite,\n"
        "version, self, common, quote, boilerplate, formula), who had it first as far as dates and texts show, and\n"
        "where it stands on both sides.  Boilerplate and formulas are listed, but fold no voices.",
    .options = OPTIONS,
    .example = "hearsay copies --of 12",
    .run = run_copies
};
