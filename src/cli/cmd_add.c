/*
 * cmd_add.c - hearsay add: documents into the case, and what they add up to.
 */
#include "base/json.h"
#include "cli/layout.h"

#include <stdio.h>

static const option OPTIONS[] = { { "publisher", 'p', "NAME", "who published the documents that do not say it" },
                                  { "author", 'a', "NAME", "who wrote them" },
                                  { "date", 'd', "DATE", "when they were published: 2026-11-23, 2026-11 or 2026" },
                                  { "title", 't', "TITLE", "their title" },
                                  { "url", 'u', "URL", "where they were found" },
                                  { "language", 'l', "CODE", "their language (en)" },
                                  { "type", 0, "TYPE", "text/plain, text/markdown, text/html or application/jsonl" },
                                  { "threads", 0, "N", "threads that read (default: one a processor)" },
                                  { "who", 0, "NAME", "who adds them, for the audit log (default: the login name)" },
                                  { "no-settle", 0, NULL, "do not compute copies, questions and answers yet" },
                                  { NULL, 0, NULL, NULL } };

typedef struct {
    cli_watch watch; /* first: the shared callbacks see it as theirs */
    const cli *c;
} adding;

static void put_added(const char *path, const hs_added *added)
{
    arena *a = arena_open(NULL, 0);
    if (a && ARENA_DOOR(a)) {
        buf out = { .a = a };
        json j = json_begin(&out);
        json_open(&j, '{');
        json_put_string(&j, "path", str_of(path));
        json_put_string(&j, "document", arena_printf(a, "sha256:%.*s", STR_ARGS(added->document)));
        json_put_bool(&j, "known", added->known);
        json_put_u64(&j, "sentences", added->sentences);
        json_put_u64(&j, "claims", added->claims);
        json_close(&j, '}');
        printf("%.*s\n", STR_ARGS(buf_str(&out)));
        arena_door_shut(a);
    }
    arena_close(a);
}

static void on_added(void *ctx, const char *path, const hs_added *added)
{
    adding *x = ctx;
    if (x->c->json) {
        put_added(path, added);
    } else if (added->known && !x->watch.quiet) {
        cli_watch_done(&x->watch);
        printf("%s: known already (sha256:%.12s)\n", path, added->document.p);
    }
}

static int report(const cli *c, hs_case *cs, const hs_add_counts *n)
{
    hs_error err;
    hs_overview_row row;
    if (hs_overview(cs, &row, &err) != HS_OK) return cli_complain(c, &err);
    if (c->json) {
        printf("{\"added\":%llu,\"known\":%llu,\"unread\":%llu,\"documents\":%u,\"claims\":%u,\"settled\":%s}\n",
               (unsigned long long)n->added, (unsigned long long)n->known, (unsigned long long)n->unread, row.documents,
               row.claims, row.settled ? "true" : "false");
        return EXIT_DONE;
    }
    printf("%llu document%s added, %llu known already, %llu not read.\n", (unsigned long long)n->added,
           layout_s(n->added), (unsigned long long)n->known, (unsigned long long)n->unread);
    if (row.settled)
        printf("The case: %u document%s, %u claim%s of %u source%s, %u question%s, %u passage%s in two places.\n",
               row.documents, layout_s(row.documents), row.claims, layout_s(row.claims), row.sources,
               layout_s(row.sources), row.questions, layout_s(row.questions), row.copies, layout_s(row.copies));
    else printf("The case: %u document%s; not settled yet.\n", row.documents, layout_s(row.documents));
    return EXIT_DONE;
}

static int run_add(cli *c)
{
    uint64_t threads;
    hs_models *models;
    hs_case *cs;
    hs_error err;
    if (!cli_number(c, "threads", 0, &threads)) return EXIT_WRONG_USE;
    if (threads > 256) return cli_wrong_use(c, "--threads is at most 256");
    int result = cli_open(c, HS_CREATE, true, &models, &cs);
    if (result != EXIT_DONE) return result;
    adding x = { .watch = { .c = c }, .c = c };
    hs_watch watch = cli_watching(&x.watch);
    watch.added = on_added;
    watch.ctx = &x;
    hs_add_options options = { .threads = (unsigned)threads, .who = cli_option(c, "who") };
    options.about = (hs_about){ .publisher = cli_str(c, "publisher"),
                                .author = cli_str(c, "author"),
                                .title = cli_str(c, "title"),
                                .url = cli_str(c, "url"),
                                .language = cli_str(c, "language"),
                                .media_type = cli_str(c, "type"),
                                .published = cli_str(c, "date") };
    hs_add_counts counts;
    hs_status status =
        hs_add_paths(cs, (const char *const *)c->operands, (size_t)c->operand_count, &options, &watch, &counts, &err);
    if (status == HS_OK && !cli_option(c, "no-settle")) status = hs_settle(cs, &watch, &err);
    cli_watch_done(&x.watch);
    if (status != HS_OK) result = cli_complain(c, &err);
    if (!cli_option(c, "quiet") && (status == HS_OK || status == HS_INTERRUPTED)) {
        int reported = report(c, cs, &counts);
        if (result == EXIT_DONE) result = reported;
    }
    hs_case_close(cs);
    hs_models_close(models);
    return result == EXIT_DONE && counts.unread ? EXIT_NOTHING_OR_PARTLY : result;
}

const command command_add = {
    .name = "add",
    .operands = "PATH...",
    .fewest = 1,
    .most = -1,
    .summary = "read documents into the case",
    .description =
        "Reads files, folders and \"-\" (standard input): plain text, Markdown, HTML and JSONL records with the "
        "fields\n"
        "id, publisher, author, url, date, title, language, text.  A document is in whole and on disk, or not at\n"
        "all; bytes that the case has already are known, not added again.  What cannot be read is named on\n"
        "standard error, kept in the list of unread files, and makes the exit status 1.  Interrupted with\n"
        "Ctrl-C, the same command goes on where it stopped.",
    .options = OPTIONS,
    .example = "hearsay add column.txt reports/ feed.jsonl",
    .run = run_add
};
