/*
 * cmd_export.c - hearsay export: a case written out for other programs.
 */
#include "cli/say.h"
#include "export/export.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const option OPTIONS[] = { { "format", 'f', "NAME", "jsonl (default), csv, annotations, stix, ftm, claimreview, graphml, gexf, ach, html or bibtex" },
                                  { "output", 'o', "FILE", "write to this file, not to standard output" },
                                  { "force", 0, NULL, "overwrite the file if it is there" },
                                  { "answer", 0, "N", "claimreview: the answer that is rated; ach: whose question alone" },
                                  { "rating", 0, "1-5", "claimreview: 1 false, 5 true; a person's, never the program's" },
                                  { "rated-by", 0, "NAME", "claimreview: that person" },
                                  { "url", 0, "URL", "claimreview: where the review stands" },
                                  { NULL, 0, NULL, NULL } };

static const export_format *format_named(const char *name)
{
    for (const export_format *f = EXPORT_FORMATS; f->name; f++)
        if (!strcmp(f->name, name)) return f;
    return NULL;
}

/* path: as named in what goes wrong; NULL for standard output. */
static int write_to(const cli *c, const export_format *f, hs_case *cs, FILE *out, const char *path)
{
    hs_error err;
    uint64_t answer, rating;
    if (!cli_number(c, "answer", 0, &answer) || !cli_number(c, "rating", 0, &rating)) return EXIT_WRONG_USE;
    const export_options x = { .answer = answer, .rated_by = cli_option(c, "rated-by"), .url = cli_option(c, "url"),
                               .rating = rating <= 5 ? (int)rating : 0 };
    hs_status status = f->write_with ? f->write_with(cs, &x, out, &err) : f->write(cs, out, &err);
    if (status == HS_OK) return EXIT_DONE;
    if (!path) return cli_complain(c, &err);
    fprintf(stderr, "hearsay: export: %s: %s\n", path, err.what);
    return EXIT_NOTHING_OR_PARTLY;
}

static int complain_of(const char *path, const char *what)
{
    fprintf(stderr, "hearsay: export: %s: %s: %s\n", path, what, strerror(errno));
    return EXIT_NOTHING_OR_PARTLY;
}

static int write_named(const cli *c, const export_format *f, hs_case *cs, const char *path, bool regular)
{
    FILE *out = fopen(path, "wb");
    if (!out) return complain_of(path, "cannot be created");
    int result = write_to(c, f, cs, out, path);
    bool whole = !fflush(out) && (!regular || !fsync(fileno(out)));
    if (!whole && result == EXIT_DONE) result = complain_of(path, "cannot be written");
    if (fclose(out) && result == EXIT_DONE) result = complain_of(path, "cannot be written");
    return result;
}

/* A file is there in whole or not at all: it is written beside and renamed.  What is no file (a device, a pipe) is
 * written as it stands. */
static int write_file(const cli *c, const export_format *f, hs_case *cs, const char *path)
{
    struct stat st;
    char beside[PATH_MAX];
    bool there = !stat(path, &st);
    if (there && !cli_option(c, "force")) return cli_wrong_use(c, "%s is there already; --force overwrites it", path);
    if (there && !S_ISREG(st.st_mode)) return write_named(c, f, cs, path, false);
    int n = snprintf(beside, sizeof beside, "%s.new-%ld", path, (long)getpid());
    if (n < 0 || (size_t)n >= sizeof beside) return cli_wrong_use(c, "the path is too long");
    int result = write_named(c, f, cs, beside, true);
    if (result == EXIT_DONE && rename(beside, path)) result = complain_of(path, "cannot be renamed");
    if (result != EXIT_DONE) unlink(beside);
    return result;
}

static int run_export(cli *c)
{
    hs_models *models;
    hs_case *cs;
    const char *name = cli_option(c, "format"), *path = cli_option(c, "output");
    const export_format *f = format_named(name ? name : "jsonl");
    if (!f) return cli_wrong_use(c, "unknown format \"%s\"", name);
    int result = cli_open_to_read(c, HS_READ, &models, &cs);
    if (result != EXIT_DONE) return result;
    result = path ? write_file(c, f, cs, path) : write_to(c, f, cs, stdout, NULL);
    hs_case_close(cs);
    hs_models_close(models);
    return result;
}

const command command_export = { .name = "export",
                                 .operands = "",
                                 .most = 0,
                                 .summary = "write the case out for other programs",
                                 .description = "jsonl: everything that is shown, in an order that depends on the documents alone.  csv: claims.\n"
                                                "annotations: W3C Web Annotations.  stix: STIX 2.1.  ftm: FollowTheMoney.  claimreview:\n"
                                                "one answer, rated by a person who is named.  graphml, gexf: who says what of whom.  ach:\n"
                                                "competing hypotheses, origins as evidence.  html: a report.  bibtex: the documents.",
                                 .options = OPTIONS,
                                 .example = "hearsay export --output case.jsonl",
                                 .run = run_export };
