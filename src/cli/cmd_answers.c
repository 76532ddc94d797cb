/*
 * cmd_answers.c - hearsay ask and hearsay why: answers with what they weigh, and all that stands behind one.
 */
#include "cli/say.h"

#include <stdio.h>
#include <string.h>

static const option ASK_OPTIONS[] = { { "about", 0, "NAME", "answers in which this actor has a part" },
                                      { "by", 0, "NAME", "answers to which this actor has said something" },
                                      { "against", 0, "NAME", "answers in which something is done to this actor" },
                                      { "frame", 0, "FRAME", "answers of this kind of event or relation" },
                                      { "since", 0, "DATE", "with a claim published on this date or later" },
                                      { "until", 0, "DATE", "with a claim published on this date or earlier" },
                                      { "most", 'm', "N",
                                        "at most so many answers (default 20, with --json all; 0: all)" },
                                      { NULL, 0, NULL, NULL } };

static const option WHY_OPTIONS[] = { { NULL, 0, NULL, NULL } };

static hs_status show_answers(const cli *c, hs_iter *it, uint64_t *rows, hs_error *err)
{
    hs_answer row;
    hs_status status;
    uint64_t all;
    while ((status = hs_next_answer(it, &row, err)) == HS_OK) {
        say_answer(c, &row);
        ++*rows;
    }
    if (status == HS_END && hs_total(it, &all, err) == HS_OK && all > *rows && *rows)
        printf("%llu more; --most 0 lists them all.\n", (unsigned long long)(all - *rows));
    return status;
}

static int run_ask(cli *c)
{
    char words[2000];
    uint64_t most;
    if (!cli_number(c, "most", c->json ? 0 : 20, &most)) return EXIT_WRONG_USE;
    if (!cli_join_words(c, words, sizeof words))
        return cli_wrong_use(c, "the question is longer than %zu bytes", sizeof words);
    hs_query q = { .words = str_of(words),
                   .about = cli_str(c, "about"),
                   .by = cli_str(c, "by"),
                   .against = cli_str(c, "against"),
                   .frame = cli_str(c, "frame"),
                   .since = cli_str(c, "since"),
                   .until = cli_str(c, "until"),
                   .most = most };
    return cli_list(c, &q, hs_answers, show_answers);
}

static int show_why(const cli *c, hs_case *cs, hs_id number)
{
    hs_iter *it;
    hs_error err;
    hs_answer row;
    hs_status status = hs_answers(cs, &(hs_query){ .number = number }, &it, &err);
    if (status == HS_OK) {
        say_reach(c, it);
        status = hs_next_answer(it, &row, &err);
        if (status == HS_OK) {
            layout_words(c, row.question_words, 0, 2, STYLE_PLAIN);
            say_answer(c, &row);
            if (row.pivot_claim && !row.too_little)
                printf("      without the origin of claim %llu it would be %.0f %%\n",
                       (unsigned long long)row.pivot_claim, 100 * row.without_pivot);
        }
        hs_iter_close(it);
    }
    return status == HS_OK ? say_reasons(c, cs, number, false) : cli_complain(c, &err);
}

static int show_why_json(const cli *c, hs_case *cs, hs_id number)
{
    hs_iter *it = NULL;
    hs_error err;
    uint64_t rows = 0;
    hs_status status = hs_why(cs, number, &it, &err);
    if (status == HS_OK) status = cli_json_rows(it, 0, &rows, &err);
    hs_iter_close(it);
    return status == HS_OK ? EXIT_DONE : cli_complain(c, &err);
}

static int run_why(cli *c)
{
    uint64_t number;
    hs_models *models;
    hs_case *cs;
    if (!str_to_u64(str_of(c->operands[0]), &number)) return cli_wrong_use(c, "wants the number of an answer");
    int result = cli_open_to_read(c, HS_READ, &models, &cs);
    if (result != EXIT_DONE) return result;
    result = c->json ? show_why_json(c, cs, number) : show_why(c, cs, number);
    hs_case_close(cs);
    hs_models_close(models);
    return result;
}

const command command_ask = {
    .name = "ask",
    .operands = "[WORD...]",
    .most = -1,
    .summary = "answers, each with belief, independent origins and denials",
    .description = "A question in plain words (\"who supports the League\"): actors and relations of the case are "
                   "recognised in it\n"
                   "and read back, with a place (\"in Lorrow\") and a time (\"since March 2031\") that claims tell of, and what\n"
                   "was not understood.  Without words, the answers that the options let through, most contested first.",
    .options = ASK_OPTIONS,
    .example = "hearsay ask who supports the Salt League",
    .run = run_ask
};

const command command_why = {
    .name = "why",
    .operands = "ANSWER",
    .fewest = 1,
    .most = 1,
    .summary = "all that stands behind an answer, down to the sentences",
    .description =
        "Every claim that asserts or denies the answer, by side and by origin, with its sentence, its document and\n"
        "the bytes it stands at; and which origin's removal would change the answer most.",
    .options = WHY_OPTIONS,
    .example = "hearsay why 17",
    .run = run_why
};
