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

/* The words of the question, joined by blanks, in a buffer of the caller's. */
static bool join_words(const cli *c, char *out, size_t room)
{
    size_t n = 0;
    out[0] = 0;
    for (int i = 0; i < c->operand_count; i++) {
        int put = snprintf(out + n, room - n, "%s%s", i ? " " : "", c->operands[i]);
        if (put < 0 || (size_t)put >= room - n) return false;
        n += (size_t)put;
    }
    return true;
}

static void say_answer(const cli *c, const hs_answer *row)
{
    int at = layout_put(c, STYLE_DIM, "%5llu ", (unsigned long long)row->answer);
    layout_words(c, row->proposition, at, 6, STYLE_BOLD);
    say_answer_figures(c, row, 6);
}

static hs_status show_answers(const cli *c, hs_iter *it, uint64_t most, uint64_t *rows, hs_error *err)
{
    hs_answer row;
    hs_status status;
    uint64_t left = 0;
    while ((status = hs_next_answer(it, &row, err)) == HS_OK) {
        if (most && *rows >= most) {
            left++;
            continue;
        }
        say_answer(c, &row);
        ++*rows;
    }
    if (left) printf("%llu more; --most 0 lists them all.\n", (unsigned long long)left);
    return status == HS_END ? HS_OK : status;
}

static int run_ask(cli *c)
{
    char words[2000];
    uint64_t most, rows = 0;
    hs_models *models;
    hs_case *cs;
    hs_iter *it = NULL;
    hs_error err;
    if (!cli_number(c, "most", c->json ? 0 : 20, &most)) return EXIT_WRONG_USE;
    if (!join_words(c, words, sizeof words))
        return cli_wrong_use(c, "the question is longer than %zu bytes", sizeof words);
    int result = cli_open(c, HS_READ, true, &models, &cs);
    if (result != EXIT_DONE) return result;
    hs_query q = { .words = str_of(words),
                   .about = cli_str(c, "about"),
                   .by = cli_str(c, "by"),
                   .against = cli_str(c, "against"),
                   .frame = cli_str(c, "frame"),
                   .since = cli_str(c, "since"),
                   .until = cli_str(c, "until") };
    hs_status status = hs_answers(cs, &q, &it, &err);
    if (status == HS_OK && !c->json) {
        result = say_reach(c, cs);
        if (hs_understood(it).n) printf("Understood as: %.*s\n", STR_ARGS(hs_understood(it)));
        printf("\n");
    }
    if (status == HS_OK)
        status = c->json ? cli_json_rows(it, most, &rows, &err) : show_answers(c, it, most, &rows, &err);
    if (status != HS_OK) result = cli_complain(c, &err);
    else if (!rows) {
        fprintf(stderr, "hearsay: ask: no claim of the case answers that\n");
        result = EXIT_NOTHING_OR_PARTLY;
    }
    hs_iter_close(it);
    hs_case_close(cs);
    hs_models_close(models);
    return result;
}

static int show_why(const cli *c, hs_case *cs, hs_id number)
{
    hs_iter *it;
    hs_error err;
    hs_answer row;
    hs_status status = hs_answers(cs, &(hs_query){ .number = number }, &it, &err);
    if (status == HS_OK) {
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
    int result = cli_open(c, HS_READ, false, &models, &cs);
    if (result != EXIT_DONE) return result;
    result = c->json ? show_why_json(c, cs, number) : show_why(c, cs, number);
    hs_case_close(cs);
    return result;
}

const command command_ask = {
    .name = "ask",
    .operands = "[WORD...]",
    .most = -1,
    .summary = "answers, each with belief, independent origins and denials",
    .description = "A question in plain words (\"who supports the League\"): actors and relations of the case are "
                   "recognised in it\n"
                   "and read back.  Without words, the answers that the options let through, most contested first.",
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
