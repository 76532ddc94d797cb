/*
 * cmd_diff.c - hearsay runs and diff: the states that the case was in, and what changed between two; hearsay search.
 */
#include "cli/say.h"

#include <stdio.h>

static const option NO_OPTIONS[] = { { NULL, 0, NULL, NULL } };
static const option SEARCH_OPTIONS[] = { { "since", 0, "DATE", "published on this date or later" },
                                         { "until", 0, "DATE", "published on this date or earlier" },
                                         { "document", 0, "ID", "in this document" },
                                         { "most", 'm', "N", "at most so many (default 20; 0: all)" },
                                         { NULL, 0, NULL, NULL } };

static hs_status open_runs(hs_case *cs, const hs_query *q, hs_iter **out, hs_error *err)
{
    (void)q;
    return hs_runs(cs, out, err);
}

static hs_status show_runs(const cli *c, hs_iter *it, uint64_t *rows, hs_error *err)
{
    hs_run_row row;
    hs_status status;
    while ((status = hs_next_run(it, &row, err)) == HS_OK) {
        layout_put(c, STYLE_DIM, "%5llu ", (unsigned long long)row.run);
        printf("%.*s, by %.*s: %u document%s, %u claim%s, %u answer%s, decisions up to %u\n", STR_ARGS(row.at),
               STR_ARGS(row.who), row.documents, layout_s(row.documents), row.claims, layout_s(row.claims),
               row.answers, layout_s(row.answers), row.decisions);
        printf("      ");
        layout_put(c, STYLE_DIM, "%.*s\n", STR_ARGS(row.models));
        ++*rows;
    }
    return status;
}

static int run_runs(cli *c)
{
    return cli_list(c, NULL, open_runs, show_runs);
}

/* The two numbers travel as the query's skip and number. */
static hs_status open_diff(hs_case *cs, const hs_query *q, hs_iter **out, hs_error *err)
{
    return hs_diff(cs, q->skip, q->number, out, err);
}

static void say_stand(const cli *c, const char *label, bool there, uint32_t asserted, uint32_t denied, double belief,
                      double low, double high)
{
    printf("      %-4s ", label);
    if (!there) layout_put(c, STYLE_DIM, "no such answer");
    else printf("said by %u, denied by %u; %.0f %% (%.0f-%.0f %%)", asserted, denied, 100 * belief, 100 * low, 100 * high);
    printf("\n");
}

static hs_status show_diff(const cli *c, hs_iter *it, uint64_t *rows, hs_error *err)
{
    hs_change row;
    hs_status status;
    while ((status = hs_next_change(it, &row, err)) == HS_OK) {
        int at = layout_put(c, STYLE_BOLD, "%-8.*s", STR_ARGS(row.change));
        if (row.answer) at += layout_put(c, STYLE_DIM, "%llu ", (unsigned long long)row.answer);
        layout_words(c, row.proposition, at, 8, STYLE_PLAIN);
        say_stand(c, "was", row.was, row.origins_asserted_was, row.origins_denied_was, row.belief_was, row.low_was, row.high_was);
        say_stand(c, "is", row.is, row.origins_asserted, row.origins_denied, row.belief, row.low, row.high);
        printf("      why  ");
        layout_words(c, row.why, 11, 11, STYLE_PLAIN);
        ++*rows;
    }
    return status;
}

static int run_diff(cli *c)
{
    hs_query q = { 0 };
    for (int i = 0; i < c->operand_count; i++)
        if (!str_to_u64(str_of(c->operands[i]), i ? &q.number : &q.skip))
            return cli_wrong_use(c, "wants the numbers of two runs (hearsay runs lists them)");
    return cli_list(c, &q, open_diff, show_diff);
}

static hs_status show_hits(const cli *c, hs_iter *it, uint64_t *rows, hs_error *err)
{
    hs_hit row;
    hs_status status;
    while ((status = hs_next_hit(it, &row, err)) == HS_OK) {
        layout_words(c, row.sentence, 0, 2, STYLE_PLAIN);
        printf("      ");
        layout_put(c, STYLE_DIM, "%.*s%s%.*s, sentence %u, bytes %llu-%llu of sha256:%.12s\n",
                   STR_ARGS(row.publisher.n ? row.publisher : STR("unnamed outlet")), row.published.n ? ", " : "",
                   STR_ARGS(row.published), row.sentence_number, (unsigned long long)row.at.begin,
                   (unsigned long long)row.at.end, row.document_id.p);
        ++*rows;
    }
    return status;
}

static int run_search(cli *c)
{
    char words[2000];
    uint64_t most;
    if (!cli_join_words(c, words, sizeof words)) return cli_wrong_use(c, "that are too many words");
    if (!cli_number(c, "most", c->json ? 0 : 20, &most)) return EXIT_WRONG_USE;
    hs_query q = { .words = str_of(words), .since = cli_str(c, "since"), .until = cli_str(c, "until"),
                   .document = cli_str(c, "document"), .most = most };
    return cli_list(c, &q, hs_search, show_hits);
}

const command command_runs = { .name = "runs",
                               .operands = "",
                               .most = 0,
                               .summary = "the states that the case was in",
                               .description = "Each settling of the case: when, by whom, of how many documents and decisions, with which models.",
                               .options = NO_OPTIONS,
                               .example = "hearsay runs",
                               .run = run_runs };

const command command_diff = {
    .name = "diff",
    .operands = "[RUN [RUN]]",
    .most = 2,
    .summary = "what changed between two states of the case, and why",
    .description = "Answers that came, went or stand otherwise: counts, belief, and the nearest cause: new documents that\n"
                   "speak to them, decisions, other models, or sources that are believed differently.  Without numbers\n"
                   "the last two runs; with one, from that run to the last.",
    .options = NO_OPTIONS,
    .example = "hearsay diff 1 3",
    .run = run_diff
};

const command command_search = {
    .name = "search",
    .operands = "WORD...",
    .fewest = 1,
    .most = -1,
    .summary = "sentences that hold all the words",
    .description = "Full-text search over the sentences of all documents, best first.",
    .options = SEARCH_OPTIONS,
    .example = "hearsay search crane collapse",
    .run = run_search
};
