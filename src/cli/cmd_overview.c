/*
 * cmd_overview.c - hearsay overview: what the case holds, what is copied, what is most contested, what to try next.
 */
#include "cli/layout.h"
#include "cli/say.h"

#include <stdio.h>

static const option OPTIONS[] = { { NULL, 0, NULL, NULL } };

enum { COPIES_SHOWN = 5 };

static void show_counts(const cli *c, const hs_overview_row *o)
{
    layout_put(c, STYLE_BOLD, "%u document%s", o->documents, layout_s(o->documents));
    if (o->publishers) printf(" from %u publisher%s", o->publishers, layout_s(o->publishers));
    printf(", %u not read.\n", o->unread);
    printf("%u claim%s of %u source%s; %u of them answer%s %u question%s.\n", o->claims, layout_s(o->claims),
           o->sources, layout_s(o->sources), o->understood, o->understood == 1 ? "s" : "", o->questions,
           layout_s(o->questions));
    if (!o->settled) printf("Documents came since the case was settled; hearsay add settles it.\n");
}

static int show_copies(const cli *c, hs_case *cs, const hs_overview_row *o)
{
    hs_iter *it;
    hs_error err;
    hs_copy row;
    if (!o->copies) return EXIT_DONE;
    hs_status status = hs_copies(cs, NULL, &it, &err);
    if (status != HS_OK) return cli_complain(c, &err);
    layout_put(c, STYLE_BOLD, "\nCopied");
    printf(": %u passage%s in two places.\n", o->copies, o->copies == 1 ? " stands" : "s stand");
    int shown = 0;
    while (shown < COPIES_SHOWN && (status = hs_next_copy(it, &row, &err)) == HS_OK) {
        if (row.a.document == row.b.document) continue;
        printf("  ");
        say_copy_line(c, &row, 2);
        shown++;
    }
    if (!shown) printf("  None of it between two documents; hearsay copies shows where.\n");
    else if (o->copies > (uint32_t)shown) printf("  ... hearsay copies lists them all.\n");
    hs_iter_close(it);
    return status == HS_OK || status == HS_END ? EXIT_DONE : cli_complain(c, &err);
}

static int show_contested(const cli *c, hs_case *cs, hs_id *answer)
{
    hs_iter *it;
    hs_error err;
    hs_answer row;
    *answer = 0;
    hs_status status = hs_answers(cs, NULL, &it, &err);
    if (status == HS_OK) {
        status = hs_next_answer(it, &row, &err);
        if (status == HS_OK) {
            *answer = row.answer;
            layout_put(c, STYLE_BOLD, "\nMost contested");
            printf(":");
            layout_words(c, row.proposition, 15, 2, STYLE_PLAIN);
            say_answer_figures(c, &row, 2);
        }
        hs_iter_close(it);
    }
    if (status == HS_END) return EXIT_DONE;
    if (status != HS_OK) return cli_complain(c, &err);
    return say_reasons(c, cs, *answer, true);
}

static int show_json(const cli *c, hs_case *cs)
{
    hs_str line;
    hs_error err;
    if (hs_overview_json(cs, &line, &err) != HS_OK) return cli_complain(c, &err);
    printf("%.*s\n", STR_ARGS(line));
    return EXIT_DONE;
}

static int show_text(const cli *c, hs_case *cs)
{
    hs_error err;
    hs_overview_row o;
    hs_id answer = 0;
    if (hs_overview(cs, &o, &err) != HS_OK) return cli_complain(c, &err);
    show_counts(c, &o);
    int result = show_copies(c, cs, &o);
    if (result == EXIT_DONE) result = show_contested(c, cs, &answer);
    printf("\nTry next:\n  hearsay claims        who says what, sentence by sentence\n");
    if (answer) printf("  hearsay why %-9llu all that stands behind that answer\n", (unsigned long long)answer);
    if (o.copies) printf("  hearsay copies        passages taken over, from whom\n");
    return result;
}

static int run_overview(cli *c)
{
    hs_models *models;
    hs_case *cs;
    int result = cli_open(c, HS_READ, false, &models, &cs);
    if (result != EXIT_DONE) return result;
    result = c->json ? show_json(c, cs) : show_text(c, cs);
    hs_case_close(cs);
    hs_models_close(models);
    return result;
}

const command command_overview = {
    .name = "overview",
    .operands = "",
    .most = 0,
    .summary = "what the case holds, what is copied, what is most contested",
    .description =
        "The first look at a case: documents read and not read, claims, copies, and the answer with the most\n"
        "independent origins on its weaker side, with all who assert and deny it.",
    .options = OPTIONS,
    .example = "hearsay overview",
    .run = run_overview
};
