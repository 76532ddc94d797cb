/*
 * cmd_filters.c - hearsay parse, extract, weigh and train: the rooms alone, without a case.
 */
#include "cli/say.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const option PARSE_OPTIONS[] = { { "from", 0, "FORMAT",
                                          "text (default), jsonl (records) or conllu (forms given, kept)" },
                                        { "to", 0, "FORMAT", "conllu (default) or json" },
                                        { "language", 0, "CODE", "of the text (default en): CODE-*.model of the data folder" },
                                        { "threads", 0, "N", "threads (default 1); the output does not depend on it" },
                                        { NULL, 0, NULL, NULL } };
static const option EXTRACT_OPTIONS[] = { { "events", 0, NULL,
                                            "also every word that tells of an event: did it happen, -3 to +3" },
                                          { "dictionary", 0, "FILES",
                                            "actor and agent dictionaries of the TABARI and PETRARCH family, comma-separated" },
                                          { NULL, 0, NULL, NULL } };
static const option WEIGH_OPTIONS[] = { { "method", 0, "NAME", "ours (default) or a classic; --methods lists them" },
                                        { "methods", 0, NULL, "list the methods" },
                                        { "compare", 0, NULL, "all methods side by side" },
                                        { "gold", 0, "FILE", "object,attribute,value: how right the answers are" },
                                        { "schema", 0, "FILE", "attribute,type,tolerance: how values compare" },
                                        { "list", 0, "WHAT", "beliefs (default), sources, or pairs that copy" },
                                        { "to", 0, "FORMAT", "csv (default) or json" },
                                        { "several", 0, NULL, "values of one item do not exclude each other" },
                                        { "prior", 0, "P", "prior probability of a value, with --several" },
                                        { "drift", 0, "DAYS",
                                          "sources may get better or worse, from one period of so many days to the next" },
                                        { "seed", 0, "N", "of the sampling (default 1)" },
                                        { "threads", 0, "N", "threads (default 1); the answer does not depend on it" },
                                        { NULL, 0, NULL, NULL } };
static const option TRAIN_OPTIONS[] = { { "treebank", 0, "FILES", "files to learn from, comma-separated: CoNLL-U, JSONL records, .say" },
                                        { "held-out", 0, "FILES", "files of the same kind for the score that is shown" },
                                        { "names", 0, "FILES", "IOB2 files with names" },
                                        { "what", 0, "WHAT", "trees (default), names, vectors, factuality or attribution" },
                                        { "words", 0, "FOLDER", "WordNet's files (index.verb, ...), for attribution" },
                                        { "vectors", 0, "FILE", "word vectors for trees to start from" },
                                        { "epochs", 0, "N", "passes over the training data" },
                                        { "seed", 0, "N", "of the random choices (default 1)" },
                                        { "resume", 0, NULL, "go on from the last pass that was finished" },
                                        { NULL, 0, NULL, NULL } };

static int run_parse(cli *c)
{
    hs_models *models;
    hs_error err;
    uint64_t threads;
    if (!cli_number(c, "threads", 1, &threads)) return EXIT_WRONG_USE;
    if (threads > 256) return cli_wrong_use(c, "--threads is at most 256");
    int result = cli_models(c, &models);
    if (result != EXIT_DONE) return result;
    cli_watch w = { .c = c };
    hs_watch watch = cli_watching(&w);
    hs_parse_options options = { .from = cli_option(c, "from"),
                                 .to = c->json ? "json" : cli_option(c, "to"),
                                 .threads = (unsigned)threads };
    hs_status status = hs_parse(models, stdin, stdout, &options, &watch, &err);
    hs_models_close(models);
    return cli_filter_result(c, &w, status, &err);
}

static int run_extract(cli *c)
{
    hs_models *models;
    hs_error err;
    int result = cli_models(c, &models);
    if (result != EXIT_DONE) return result;
    cli_watch w = { .c = c };
    hs_watch watch = cli_watching(&w);
    hs_extract_options options = { .events = cli_option(c, "events") != NULL };
    hs_status status = hs_extract(models, stdin, stdout, &options, &watch, &err);
    hs_models_close(models);
    return cli_filter_result(c, &w, status, &err);
}

static int list_methods(void)
{
    for (const char *const *m = hs_weigh_methods(); *m; m++) printf("%s\n", *m);
    return EXIT_DONE;
}

/* What is wrong with a row is told with the file's name. */
typedef struct {
    hs_watch plain;
    const char *path;
} weigh_watch;

static void table_unread(void *ctx, const char *in, const hs_error *why)
{
    const weigh_watch *w = ctx;
    w->plain.unread(w->plain.ctx, w->path ? w->path : in, why);
}

static int run_weigh(cli *c)
{
    hs_error err;
    uint64_t seed, threads;
    double prior = 0, drift = 0;
    if (cli_option(c, "methods")) return list_methods();
    if (!cli_number(c, "seed", 1, &seed) || !cli_number(c, "threads", 1, &threads)) return EXIT_WRONG_USE;
    if (threads > 256) return cli_wrong_use(c, "--threads is at most 256");
    if (cli_option(c, "prior") && (!str_to_double(cli_str(c, "prior"), &prior) || prior <= 0 || prior >= 1))
        return cli_wrong_use(c, "--prior is a probability between 0 and 1");
    if (cli_option(c, "drift") && (!str_to_double(cli_str(c, "drift"), &drift) || !(drift > 0)))
        return cli_wrong_use(c, "--drift is a number of days, more than 0");
    FILE *in = stdin;
    if (c->operand_count && strcmp(c->operands[0], "-") && !(in = fopen(c->operands[0], "rb"))) {
        fprintf(stderr, "hearsay: weigh: %s: cannot be opened: %s\n", c->operands[0], strerror(errno));
        return EXIT_NOTHING_OR_PARTLY;
    }
    cli_watch w = { .c = c };
    weigh_watch of_table = { cli_watching(&w), in == stdin ? NULL : c->operands[0] };
    hs_watch watch = { .unread = table_unread, .ctx = &of_table };
    hs_weigh_options options = { .method = cli_option(c, "method"),
                                 .gold = cli_option(c, "gold"),
                                 .schema = cli_option(c, "schema"),
                                 .list = cli_option(c, "list"),
                                 .to = c->json ? "json" : cli_option(c, "to"),
                                 .compare = cli_option(c, "compare") != NULL,
                                 .several_truths = cli_option(c, "several") != NULL,
                                 .prior = prior,
                                 .drift = drift,
                                 .seed = seed,
                                 .threads = (unsigned)threads };
    hs_status status = hs_weigh(in, stdout, &options, &watch, &err);
    if (in != stdin) fclose(in);
    return cli_filter_result(c, &w, status, &err);
}

/* Cuts a comma-separated list in place: the pieces and a NULL. */
enum { FILES_MOST = 1000 };

static bool few_enough(cli *c, const char *name)
{
    const char *list = cli_option(c, name);
    size_t n = 1;
    for (; list && *list; list++) n += *list == ',';
    if (n <= FILES_MOST) return true;
    cli_wrong_use(c, "--%s: %zu files are more than %d", name, n, FILES_MOST);
    return false;
}

static const char *const *files_of(char *list, const char *out[FILES_MOST + 1])
{
    int n = 0;
    for (char *piece = list; piece && *piece;) {
        char *comma = strchr(piece, ',');
        if (comma) *comma = 0;
        out[n++] = piece;
        piece = comma ? comma + 1 : NULL;
    }
    out[n] = NULL;
    return out;
}

static char *copy_of(const char *s)
{
    return strdup(s ? s : "");
}

/* What an epoch came to stays on the screen and in a log; all else is drawn over.  First member: what all watches see. */
typedef struct {
    cli_watch w;
    void (*draw)(void *ctx, uint64_t done, uint64_t total, const char *doing);
} train_watch;

static void train_progress(void *ctx, uint64_t done, uint64_t total, const char *doing)
{
    train_watch *t = ctx;
    if (!strstr(doing, "epoch ")) {
        t->draw(&t->w, done, total, doing);
        return;
    }
    cli_watch_done(&t->w);
    if (!t->w.quiet) fprintf(stderr, "%s\n", doing);
}

static int run_train(cli *c)
{
    hs_error err;
    uint64_t seed, epochs;
    if (!cli_number(c, "seed", 1, &seed) || !cli_number(c, "epochs", 0, &epochs)) return EXIT_WRONG_USE;
    if (!few_enough(c, "treebank") || !few_enough(c, "held-out") || !few_enough(c, "names")) return EXIT_WRONG_USE;
    char *lists[] = { copy_of(cli_option(c, "treebank")), copy_of(cli_option(c, "held-out")),
                      copy_of(cli_option(c, "names")) };
    const char *files[3][FILES_MOST + 1];
    int result = EXIT_NOTHING_OR_PARTLY;
    if (lists[0] && lists[1] && lists[2]) {
        hs_train_options options = { .treebanks = files_of(lists[0], files[0]),
                                     .held_out = files_of(lists[1], files[1]),
                                     .names = files_of(lists[2], files[2]),
                                     .what = cli_option(c, "what") ? cli_option(c, "what") : "trees",
                                     .epochs = (unsigned)epochs,
                                     .seed = seed,
                                     .resume = cli_option(c, "resume") != NULL,
                                     .vectors = cli_option(c, "vectors"),
                                     .words = cli_option(c, "words") };
        train_watch t = { .w.c = c };
        hs_watch watch = cli_watching(&t.w);
        t.draw = watch.progress;
        watch.progress = train_progress;
        hs_status status = hs_train(c->operands[0], &options, &watch, &err);
        result = cli_filter_result(c, &t.w, status, &err);
    }
    for (int i = 0; i < 3; i++) free(lists[i]);
    return result;
}

const command command_parse = { .name = "parse",
                                .operands = "",
                                .most = 0,
                                .summary = "filter: text in; sentences, words, names, tags and trees out",
                                .description =
                                    "Reads standard input, writes CoNLL-U (names as NE= in the last column) or JSON.",
                                .options = PARSE_OPTIONS,
                                .example = "hearsay parse < column.txt",
                                .run = run_parse };

const command command_extract = {
    .name = "extract",
    .operands = "",
    .most = 0,
    .summary = "filter: documents in (JSONL), attributed claims out",
    .description = "Reads records from standard input, writes one line a document with its claims and attributions.",
    .options = EXTRACT_OPTIONS,
    .example = "hearsay extract < docs.jsonl > claims.jsonl",
    .run = run_extract
};

const command command_weigh = {
    .name = "weigh",
    .operands = "[FILE]",
    .most = 1,
    .summary = "filter: a table of claims in (CSV), belief out",
    .description =
        "Reads a table with the columns source,object,attribute,value and, if there, time, polarity, certainty, origin\n"
        "and via (through whom it came, parted by semicolons); writes the belief of each value with its interval, the\n"
        "origin that matters most, and belief from a prior four times lower and higher in odds.",
    .options = WEIGH_OPTIONS,
    .example = "hearsay weigh claims.csv --gold gold.csv --compare",
    .run = run_weigh
};

const command command_train = {
    .name = "train",
    .operands = "MODEL",
    .fewest = 1,
    .most = 1,
    .summary = "make or remake a language model",
    .description =
        "Trains from CoNLL-U treebanks (and IOB2 files for names); the same input and seed give the same bytes.",
    .options = TRAIN_OPTIONS,
    .example = "hearsay train en-trees.model --treebank train.conllu --held-out dev.conllu",
    .run = run_train
};
