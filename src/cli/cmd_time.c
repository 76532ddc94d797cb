/*
 * cmd_time.c - hearsay timeline, drift and contested: how answers came about, what statements lost on their way, and
 * where sources stand against each other.
 */
#include "cli/say.h"

#include "base/chance.h"

#include <math.h>
#include <stdio.h>

static const option TIMELINE_OPTIONS[] = { { "about", 0, "NAME", "answers in which this actor has a part" },
                                           { "by", 0, "NAME", "answers to which this actor has said something" },
                                           { "against", 0, "NAME", "answers in which something is done to this actor" },
                                           { "frame", 0, "FRAME", "answers of this kind of event or relation" },
                                           { "answer", 0, "N", "this answer alone" },
                                           { NULL, 0, NULL, NULL } };

static const option DRIFT_OPTIONS[] = { { "about", 0, "NAME", "of statements in which this actor has a part" },
                                        { "by", 0, "NAME", "where the later claim is this actor's" },
                                        { "kind", 0, "KIND", "\"hedge lost\", \"source lost\", \"number changed\" ..." },
                                        { "answer", 0, "N", "of claims that speak to this answer" },
                                        { "document", 0, "ID", "of claims in this document" },
                                        { "since", 0, "DATE", "the later claim was published on this date or later" },
                                        { "until", 0, "DATE", "or earlier" },
                                        { "most", 'm', "N", "at most so many (default 50; 0: all)" },
                                        { NULL, 0, NULL, NULL } };

static const option CONTESTED_OPTIONS[] = { { "about", 0, "NAME", "answers in which this actor has a part" },
                                            { "frame", 0, "FRAME", "answers of this kind of event or relation" },
                                            { "most", 'm', "N", "at most so many (default 20; 0: all)" },
                                            { NULL, 0, NULL, NULL } };

/* ---- timeline ------------------------------------------------------------------------------------------------------ */

enum { BAR = 20 };

/* "....|=====" : the interval, and where belief stands in it. */
static void put_bar(const cli *c, const hs_timeline_row *row)
{
    char bar[BAR + 1];
    int low = (int)(row->low * (BAR - 1) + .5), high = (int)(row->high * (BAR - 1) + .5),
        at = (int)(row->belief * (BAR - 1) + .5);
    for (int i = 0; i < BAR; i++) bar[i] = i == at ? 'o' : i >= low && i <= high ? '-' : '.';
    bar[BAR] = 0;
    layout_put(c, row->too_little ? STYLE_DIM : STYLE_PLAIN, "%s", bar);
}

static void say_moment(const cli *c, const hs_timeline_row *row)
{
    printf("      %-10.*s  ", STR_ARGS(row->date.n ? row->date : STR("no date")));
    put_bar(c, row);
    char belief[CHANCE_ROOM], interval[CHANCE_ROOM];
    if (row->too_little) printf("  not enough to say (%s)", chance_print_interval(row->low, row->high, interval));
    else printf("  %9s (%s)", chance_print(row->belief, belief), chance_print_interval(row->low, row->high, interval));
    printf("; said by %u, denied by %u", row->origins_asserted, row->origins_denied);
    if (row->asserted) layout_put(c, STYLE_ASSERT, "; +%u", row->asserted);
    if (row->denied) layout_put(c, STYLE_DENY, "; -%u", row->denied);
    if (row->claim) layout_put(c, STYLE_DIM, " [claim %llu]", (unsigned long long)row->claim);
    printf("\n");
}

/* A reader sees the days on which somebody spoke to the answer or belief moved by a point in the hundred. */
static bool is_news(const hs_timeline_row *row, const hs_timeline_row *last)
{
    return row->answer != last->answer || row->asserted || row->denied || row->claim ||
           row->too_little != last->too_little || fabs(row->belief - last->belief) >= 0.01;
}

static hs_status show_timeline(const cli *c, hs_iter *it, uint64_t *rows, hs_error *err)
{
    hs_timeline_row row, last = { 0 };
    hs_status status;
    hs_id answer = 0;
    bool alone = false;
    while ((status = hs_next_timeline(it, &row, err)) == HS_OK) {
        if (row.answer != answer) {
            int at = layout_put(c, STYLE_DIM, "%s%5llu ", answer ? "\n" : "", (unsigned long long)row.answer);
            layout_words(c, row.proposition, at, 6, STYLE_BOLD);
        }
        answer = row.answer;
        alone |= row.alone;
        ++*rows;
        if (!is_news(&row, &last)) continue;
        say_moment(c, &row);
        last = row;
    }
    if (alone) printf("\nThe case is large: belief is weighed by the claims of these questions alone.\n");
    return status;
}

static int run_timeline(cli *c)
{
    char words[2000];
    uint64_t answer;
    if (!cli_join_words(c, words, sizeof words)) return cli_wrong_use(c, "the question is too long");
    if (!cli_number(c, "answer", 0, &answer)) return EXIT_WRONG_USE;
    hs_str asked = str_of(words);
    if (!answer && str_to_u64(asked, &answer)) asked = STR(""); /* the number of an answer, as "why" takes it */
    hs_query q = { .number = answer, .words = asked, .about = cli_str(c, "about"), .by = cli_str(c, "by"),
                   .against = cli_str(c, "against"), .frame = cli_str(c, "frame") };
    return cli_list(c, &q, hs_timeline, show_timeline);
}

/* ---- drift --------------------------------------------------------------------------------------------------------- */

static void say_side_of_drift(const cli *c, const char *label, hs_str source, hs_str publisher, hs_str published,
                              hs_str sentence, hs_id claim)
{
    printf("      %-6s ", label);
    layout_flow(c, sentence, 13, 13, STYLE_PLAIN);
    printf("\n%13s", "");
    layout_put(c, STYLE_DIM, "%.*s, in %.*s%s%.*s [claim %llu]\n", STR_ARGS(source),
               STR_ARGS(publisher.n ? publisher : STR("an unnamed outlet")), published.n ? ", " : "",
               STR_ARGS(published), (unsigned long long)claim);
}

static hs_status show_drift(const cli *c, hs_iter *it, uint64_t *rows, hs_error *err)
{
    hs_drift row;
    hs_status status;
    while ((status = hs_next_drift(it, &row, err)) == HS_OK) {
        int at = layout_put(c, STYLE_DIM, "%5llu ", (unsigned long long)row.drift);
        at += layout_put(c, STYLE_BOLD, "%.*s", STR_ARGS(row.kind));
        if (row.was.n || row.became.n)
            at += printf(": \"%.*s\" -> \"%.*s\"", STR_ARGS(row.was), STR_ARGS(row.became));
        if (row.proposition.n) {
            at += printf(" in:");
            layout_words(c, row.proposition, at, 6, STYLE_PLAIN);
        } else {
            printf("\n");
        }
        say_side_of_drift(c, "first", row.source_from, row.publisher_from, row.published_from, row.sentence_from, row.from);
        say_side_of_drift(c, "then", row.source_to, row.publisher_to, row.published_to, row.sentence_to, row.to);
        ++*rows;
    }
    return status;
}

static int run_drift(cli *c)
{
    uint64_t answer, most;
    if (!cli_number(c, "answer", 0, &answer) || !cli_number(c, "most", c->json ? 0 : 50, &most)) return EXIT_WRONG_USE;
    hs_query q = { .number = answer, .about = cli_str(c, "about"), .by = cli_str(c, "by"), .frame = cli_str(c, "kind"),
                   .document = cli_str(c, "document"), .since = cli_str(c, "since"), .until = cli_str(c, "until"),
                   .most = most };
    return cli_list(c, &q, hs_drifts, show_drift);
}

/* ---- contested ------------------------------------------------------------------------------------------------------ */

static hs_status show_contested(const cli *c, hs_iter *it, uint64_t *rows, hs_error *err)
{
    hs_answer row;
    hs_status status;
    while ((status = hs_next_answer(it, &row, err)) == HS_OK) {
        say_answer(c, &row);
        ++*rows;
    }
    uint64_t all;
    if (status == HS_END && hs_total(it, &all, err) == HS_OK && all > *rows)
        printf("%llu more; --most 0 lists them all.\n", (unsigned long long)(all - *rows));
    return status;
}

static int run_contested(cli *c)
{
    uint64_t most;
    if (!cli_number(c, "most", c->json ? 0 : 20, &most)) return EXIT_WRONG_USE;
    hs_query q = { .about = cli_str(c, "about"), .frame = cli_str(c, "frame"), .most = most };
    return cli_list(c, &q, hs_contested, show_contested);
}

const command command_timeline = {
    .name = "timeline",
    .operands = "[ANSWER | WORD...]",
    .most = -1,
    .summary = "how answers came about: claims and belief, day by day",
    .description = "For each answer that a question (as in ask) or the options mean, the days on which somebody spoke\n"
                   "to it or to another of them: belief as weighed with nothing published later, origins on each side\n"
                   "until then, claims of the day. \"o\" is belief, \"-\" its 90 % interval, from 0 to 100 %.",
    .options = TIMELINE_OPTIONS,
    .example = "hearsay timeline who closed the harbour",
    .run = run_timeline
};

const command command_drift = {
    .name = "drift",
    .operands = "",
    .most = 0,
    .summary = "what statements lost or gained on their way",
    .description = "Hedges lost or gained, sources lost or gained, numbers changed, attributions turned into assertions:\n"
                   "between two claims of one passage, or of one proposition, with both sentences.",
    .options = DRIFT_OPTIONS,
    .example = "hearsay drift --kind \"hedge lost\"",
    .run = run_drift
};

const command command_contested = {
    .name = "contested",
    .operands = "",
    .most = 0,
    .summary = "answers that some assert and others deny",
    .description = "Answers with origins on both sides, and rival answers to questions that have one truth; those with\n"
                   "most origins on the weaker side first.",
    .options = CONTESTED_OPTIONS,
    .example = "hearsay contested --about \"Salt League\"",
    .run = run_contested
};
