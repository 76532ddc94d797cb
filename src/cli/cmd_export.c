/*
 * cmd_export.c - hearsay export: a case written out for other programs.
 */
#include "cli/say.h"
#include "export/export.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const option OPTIONS[] = { { "format", 'f', "NAME", "jsonl (default)" },
                                  { "output", 'o', "FILE", "write to this file, not to standard output" },
                                  { "force", 0, NULL, "overwrite the file if it is there" },
                                  { NULL, 0, NULL, NULL } };

static const export_format *format_named(const char *name)
{
    for (const export_format *f = EXPORT_FORMATS; f->name; f++)
        if (!strcmp(f->name, name)) return f;
    return NULL;
}

static int write_to(const cli *c, const export_format *f, hs_case *cs, FILE *out)
{
    hs_error err;
    return f->write(cs, out, &err) == HS_OK ? EXIT_DONE : cli_complain(c, &err);
}

static int write_file(const cli *c, const export_format *f, hs_case *cs, const char *path)
{
    if (!cli_option(c, "force") && !access(path, F_OK))
        return cli_wrong_use(c, "%s is there already; --force overwrites it", path);
    FILE *out = fopen(path, "wb");
    if (!out) {
        fprintf(stderr, "hearsay: export: %s: cannot be created: %s\n", path, strerror(errno));
        return EXIT_NOTHING_OR_PARTLY;
    }
    int result = write_to(c, f, cs, out);
    if (fclose(out) && result == EXIT_DONE) {
        fprintf(stderr, "hearsay: export: %s: cannot be written: %s\n", path, strerror(errno));
        result = EXIT_NOTHING_OR_PARTLY;
    }
    return result;
}

static int run_export(cli *c)
{
    hs_models *models;
    hs_case *cs;
    const char *name = cli_option(c, "format"), *path = cli_option(c, "output");
    const export_format *f = format_named(name ? name : "jsonl");
    if (!f) return cli_wrong_use(c, "unknown format \"%s\"", name);
    int result = cli_open(c, HS_READ, true, &models, &cs);
    if (result != EXIT_DONE) return result;
    result = path ? write_file(c, f, cs, path) : write_to(c, f, cs, stdout);
    hs_case_close(cs);
    hs_models_close(models);
    return result;
}

const command command_export = { .name = "export",
                                 .operands = "",
                                 .most = 0,
                                 .summary = "write the case out for other programs",
                                 .description = "jsonl: every document, actor, source, claim, answer and copy, one "
                                                "JSON object a line, in an order that depends\n"
                                                "on the documents alone.",
                                 .options = OPTIONS,
                                 .example = "hearsay export --output case.jsonl",
                                 .run = run_export };
