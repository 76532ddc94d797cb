/*
 * cmd_decide.c - hearsay review, decide, undo and decisions: a person in the loop.
 */
#include "cli/say.h"

#include <stdio.h>
#include <string.h>

static const option REVIEW_OPTIONS[] = { { "kind", 0, "KIND", "join, stance or source alone" },
                                         { "most", 'm', "N", "at most so many (default 20; 0: all)" },
                                         { NULL, 0, NULL, NULL } };

static const option DECIDE_OPTIONS[] = {
    { "claim", 0, "N", "the claim it is about" },
    { "document", 0, "ID", "the document, where there is no claim yet, or where a name is meant in one alone" },
    { "other-document", 0, "ID", "the document that the other name is meant in" },
    { "span", 0, "B-E", "bytes of the document's text, for a claim by hand" },
    { "source", 0, "NAME", "speaker, claim: whose it is (without: the author's)" },
    { "unnamed", 0, NULL, "the source is no name but a voice: \"officials\"" },
    { "frame", 0, "FRAME", "claim: what kind of event or relation" },
    { "agent", 0, "NAME", "claim: who acts" },
    { "patient", 0, "NAME", "claim: who is acted on" },
    { "deny", 0, NULL, "stance, claim: it denies (without: it asserts)" },
    { "certainty", 0, "WORD", "stance, claim: certain (default), probable, possible or unknown" },
    { "why", 0, "WORDS", "your reason; kept with the decision" },
    { "who", 0, "NAME", "who decides (default: your login name)" },
    { "from", 0, "FILE", "take over decisions from JSON lines, as hearsay decisions --json gives them" },
    { "later", 0, NULL, "do not settle the case yet: more decisions follow" },
    { NULL, 0, NULL, NULL }
};

static const option UNDO_OPTIONS[] = { { "why", 0, "WORDS", "your reason; kept with the decision" },
                                       { "who", 0, "NAME", "who decides (default: your login name)" },
                                       { "later", 0, NULL, "do not settle the case yet: more follow" },
                                       { NULL, 0, NULL, NULL } };

static const option DECISIONS_OPTIONS[] = { { NULL, 0, NULL, NULL } };

/* ---- review --------------------------------------------------------------------------------------------------------- */

static void say_how(const cli *c, const hs_review_row *row)
{
    printf("       ");
    if (row->claim && str_eq(row->kind, STR("stance")))
        layout_put(c, STYLE_DIM, "hearsay decide accept --claim %llu; decide stance --claim %llu [--deny] [--certainty WORD]; why %llu",
                   (unsigned long long)row->claim, (unsigned long long)row->claim, (unsigned long long)row->answer);
    else if (row->claim)
        layout_put(c, STYLE_DIM, "hearsay decide accept --claim %llu; decide speaker --claim %llu --source NAME; why %llu",
                   (unsigned long long)row->claim, (unsigned long long)row->claim, (unsigned long long)row->answer);
    else
        layout_put(c, STYLE_DIM, "hearsay decide %s \"%.*s\" \"%.*s\"; or decide accept, to leave it as it is",
                   row->actor == row->other_actor ? "apart" : "same", STR_ARGS(row->name), STR_ARGS(row->other));
    printf("\n");
}

static hs_status show_review(const cli *c, hs_iter *it, uint64_t *rows, hs_error *err)
{
    hs_review_row row;
    hs_status status;
    while ((status = hs_next_review(it, &row, err)) == HS_OK) {
        int at = layout_put(c, STYLE_DIM, "%-7.*s", STR_ARGS(row.kind));
        layout_words(c, row.question, at, 7, STYLE_BOLD);
        printf("       ");
        layout_words(c, row.why, 7, 7, STYLE_PLAIN);
        say_how(c, &row);
        ++*rows;
    }
    return status;
}

static int run_review(cli *c)
{
    uint64_t most;
    if (!cli_number(c, "most", c->json ? 0 : 20, &most)) return EXIT_WRONG_USE;
    return cli_list(c, &(hs_query){ .frame = cli_str(c, "kind"), .most = most }, hs_review, show_review);
}

/* ---- decide --------------------------------------------------------------------------------------------------------- */

static bool read_span(const cli *c, hs_decision *d)
{
    hs_str given = cli_str(c, "span"), begin;
    if (!given.n) return true;
    return str_split(&given, '-', &begin) && str_to_u64(begin, &d->begin) && str_to_u64(given, &d->end);
}

static bool read_certainty(const cli *c, hs_decision *d)
{
    static const char *const word[] = { "unknown", "possible", "probable", "certain" };
    const char *given = cli_option(c, "certainty");
    d->certainty = HS_CERTAIN;
    if (!given) return true;
    for (int i = 0; i < 4; i++)
        if (!strcmp(given, word[i])) {
            d->certainty = (hs_certainty)i;
            return true;
        }
    return false;
}

/* "not-a-claim" is "not a claim": a word on a command line has no blanks. */
static hs_str kind_of(const char *word)
{
    return !strcmp(word, "not-a-claim") || !strcmp(word, "reject") ? STR("not a claim") : str_of(word);
}

static int read_decision(const cli *c, hs_decision *d)
{
    d->kind = kind_of(c->operands[0]);
    if (c->operand_count > 1) d->name = str_of(c->operands[1]);
    if (c->operand_count > 2) d->other = str_of(c->operands[2]);
    if (!cli_number(c, "claim", 0, &d->claim)) return EXIT_WRONG_USE;
    if (!read_span(c, d)) return cli_wrong_use(c, "--span is BEGIN-END, in bytes");
    if (!read_certainty(c, d)) return cli_wrong_use(c, "--certainty is certain, probable, possible or unknown");
    d->document = cli_str(c, "document");
    d->other_document = cli_str(c, "other-document");
    d->source = cli_str(c, "source");
    d->source_kind = !d->source.n ? HS_AUTHOR : cli_option(c, "unnamed") ? HS_UNNAMED : HS_ACTOR;
    d->frame = cli_str(c, "frame");
    d->agent = cli_str(c, "agent");
    d->patient = cli_str(c, "patient");
    d->polarity = cli_option(c, "deny") ? HS_DENY : HS_ASSERT;
    d->why = cli_str(c, "why");
    return EXIT_DONE;
}

static hs_status take_file(const cli *c, hs_case *cs, uint64_t *taken, hs_error *err)
{
    const char *path = cli_option(c, "from");
    FILE *in = strcmp(path, "-") ? fopen(path, "rb") : stdin;
    if (!in) {
        *err = (hs_error){ .status = HS_IO };
        snprintf(err->what, sizeof err->what, "%s: cannot be opened", path);
        return HS_IO;
    }
    hs_status status = hs_decide_again(cs, in, cli_option(c, "who"), taken, err);
    if (in != stdin) fclose(in);
    return status;
}

/* The decision is kept whatever happens then; settling is what takes the time. */
static hs_status settle(const cli *c, hs_case *cs, hs_error *err)
{
    if (cli_option(c, "later")) return HS_OK;
    cli_watch w = { .c = c };
    hs_watch watch = cli_watching(&w);
    hs_status status = hs_settle(cs, &watch, err);
    cli_watch_done(&w);
    return status;
}

static int with_case(cli *c, hs_status (*act)(const cli *, hs_case *, hs_error *))
{
    hs_models *models;
    hs_case *cs;
    hs_error err;
    bool later = cli_option(c, "later") != NULL;
    int result = later ? cli_open_to_read(c, HS_WRITE, &models, &cs) : cli_open(c, HS_WRITE, true, &models, &cs);
    if (result != EXIT_DONE) return result;
    hs_status status = act(c, cs, &err);
    if (status == HS_OK) status = settle(c, cs, &err);
    if (status != HS_OK) result = cli_complain(c, &err);
    hs_case_close(cs);
    hs_models_close(models);
    return result;
}

static hs_status decide(const cli *c, hs_case *cs, hs_error *err)
{
    hs_decision d = { 0 };
    hs_id number;
    if (cli_option(c, "from")) {
        uint64_t taken;
        hs_status status = take_file(c, cs, &taken, err);
        if (status == HS_OK && !cli_option(c, "quiet"))
            printf("%llu decision%s taken over\n", (unsigned long long)taken, layout_s(taken));
        return status;
    }
    read_decision(c, &d); /* it was read once before, for its errors */
    hs_status status = hs_decide(cs, &d, cli_option(c, "who"), &number, err);
    if (status == HS_OK && !cli_option(c, "quiet"))
        printf("decision %llu; hearsay undo %llu takes it back\n", (unsigned long long)number, (unsigned long long)number);
    return status;
}

static int run_decide(cli *c)
{
    hs_decision d = { 0 };
    if (cli_option(c, "from") && c->operand_count) return cli_wrong_use(c, "--from takes no other words");
    if (!cli_option(c, "from") && !c->operand_count) return cli_wrong_use(c, "wants what is decided");
    int result = cli_option(c, "from") ? EXIT_DONE : read_decision(c, &d);
    return result == EXIT_DONE ? with_case(c, decide) : result;
}

static hs_status undo(const cli *c, hs_case *cs, hs_error *err)
{
    uint64_t which = 0;
    hs_id number;
    str_to_u64(str_of(c->operands[0]), &which);
    hs_status status = hs_undo(cs, which, cli_option(c, "who"), cli_option(c, "why"), &number, err);
    if (status == HS_OK && !cli_option(c, "quiet"))
        printf("decision %llu: %llu does not stand any more\n", (unsigned long long)number, (unsigned long long)which);
    return status;
}

static int run_undo(cli *c)
{
    uint64_t which;
    if (!str_to_u64(str_of(c->operands[0]), &which)) return cli_wrong_use(c, "wants the number of a decision");
    return with_case(c, undo);
}

/* ---- decisions ------------------------------------------------------------------------------------------------------ */

static hs_status show_decisions(const cli *c, hs_iter *it, uint64_t *rows, hs_error *err)
{
    hs_decision row;
    hs_status status;
    while ((status = hs_next_decision(it, &row, err)) == HS_OK) {
        int at = layout_put(c, STYLE_DIM, "%5llu ", (unsigned long long)row.decision);
        layout_words(c, row.text, at, 6, row.stands ? STYLE_BOLD : STYLE_DIM);
        printf("      ");
        layout_put(c, STYLE_DIM, "%.*s, %.*s", STR_ARGS(row.who), STR_ARGS(row.at));
        if (row.undone_by) printf("; taken back by %llu", (unsigned long long)row.undone_by);
        if (row.orphan) printf("; what it speaks of is not in the case: it has no effect");
        printf("\n");
        if (row.why.n) {
            printf("      ");
            layout_words(c, row.why, 6, 6, STYLE_PLAIN);
        }
        ++*rows;
    }
    return status;
}

static int run_decisions(cli *c)
{
    return cli_list(c, NULL, hs_decisions, show_decisions);
}

const command command_review = {
    .name = "review",
    .operands = "",
    .most = 0,
    .summary = "what a person should look at, most telling first",
    .description = "Names that may be one, claims whose side was read from a negation or a question, sources known by a\n"
                   "pronoun or a description alone; each with the command that decides it.  What was decided is not\n"
                   "listed any more.",
    .options = REVIEW_OPTIONS,
    .example = "hearsay review --kind join",
    .run = run_review
};

const command command_decide = {
    .name = "decide",
    .operands = "[KIND [NAME [OTHER]]]",
    .most = 3,
    .summary = "rule what the program got wrong; kept with who, when and why",
    .description = "same NAME OTHER, apart NAME OTHER: the two are one actor, or are not; called NAME OTHER: shown as.\n"
                   "accept --claim N (or NAME OTHER): right as it is; not-a-claim --claim N; speaker --claim N --source;\n"
                   "stance --claim N; claim --document ID --span B-E: a claim that was not found.  Nothing is deleted:\n"
                   "every decision can be taken back (undo), in any order.",
    .options = DECIDE_OPTIONS,
    .example = "hearsay decide same \"Salt League\" \"the League\" --why \"same letterhead\"",
    .run = run_decide
};

const command command_undo = {
    .name = "undo",
    .operands = "DECISION",
    .fewest = 1,
    .most = 1,
    .summary = "take a decision back (or an undo)",
    .description = "The decision stays in the log and stands no more.  Undoing an undo makes it stand again.",
    .options = UNDO_OPTIONS,
    .example = "hearsay undo 3 --why \"another league\"",
    .run = run_undo
};

const command command_decisions = {
    .name = "decisions",
    .operands = "",
    .most = 0,
    .summary = "what was decided, by whom, when and why",
    .description = "All decisions in order, with those that were taken back and those whose words are not in the case\n"
                   "any more.  As JSON lines they can be taken over into another case: decide --from.",
    .options = DECISIONS_OPTIONS,
    .example = "hearsay decisions --json > decisions.jsonl",
    .run = run_decisions
};
