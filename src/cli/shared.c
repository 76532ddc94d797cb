/*
 * shared.c - what the commands have in common: opening a case, complaining, watching long work.
 */
#include "cli/say.h"

#include "base/str.h"

#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int cli_wrong_use(const cli *c, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    fprintf(stderr, "hearsay: %s: ", c->command->name);
    vfprintf(stderr, format, list);
    fprintf(stderr, "; see hearsay %s --help\n", c->command->name);
    va_end(list);
    return EXIT_WRONG_USE;
}

/* `what` without "NAME: " in front, where it has it. */
static hs_str without(hs_str what, hs_str name)
{
    bool has = str_starts(what, name) && str_starts(str_sub(what, name.n, what.n), STR(": "));
    return has ? str_sub(what, name.n + 2, what.n) : what;
}

int cli_complain(const cli *c, const hs_error *err)
{
    fflush(stdout);
    hs_str what = without(str_of(err->what), str_of(c->command->name));
    fprintf(stderr, "hearsay: %s: %.*s\n", c->command->name, STR_ARGS(what));
    return err->status == HS_BAD_ARGUMENT ? EXIT_WRONG_USE : EXIT_NOTHING_OR_PARTLY;
}

const char *cli_case_path(const cli *c)
{
    const char *path = cli_option(c, "case");
    if (!path) path = getenv("HEARSAY_CASE");
    return path && *path ? path : "case.hearsay";
}

/* Each file of the comma-separated list; what was passed over in one is told. */
static hs_status add_dictionaries(const cli *c, hs_models *models, const char *list, hs_error *err)
{
    char path[4096];
    hs_status status = HS_OK;
    for (const char *at = list; at && *at && status == HS_OK;) {
        size_t n = strcspn(at, ",");
        if (n >= sizeof path) n = sizeof path - 1; /* too long for any file: opening it says so */
        memcpy(path, at, n);
        path[n] = 0;
        if (n) status = hs_models_dictionary(models, path, err);
        if (n && status == HS_OK && *err->what) cli_complain(c, err);
        at += n + (at[n] == ',');
    }
    return status;
}

int cli_models(const cli *c, hs_models **models)
{
    hs_error err;
    const char *language = cli_option(c, "language");
    hs_status status = hs_models_open(cli_option(c, "data"), language ? language : "en", models, &err);
    if (status != HS_OK) return cli_complain(c, &err);
    if (add_dictionaries(c, *models, cli_option(c, "dictionary"), &err) == HS_OK) return EXIT_DONE;
    hs_models_close(*models);
    *models = NULL;
    return cli_complain(c, &err);
}

int cli_open(const cli *c, unsigned flags, bool with_models, hs_models **models, hs_case **out)
{
    hs_error err;
    *models = NULL;
    *out = NULL;
    if (with_models) {
        int status = cli_models(c, models);
        if (status != EXIT_DONE) return status;
    }
    hs_status status = hs_case_open(cli_case_path(c), flags, *models, out, &err);
    if (status == HS_OK) return EXIT_DONE;
    hs_models_close(*models);
    *models = NULL;
    int result = cli_complain(c, &err);
    if (status == HS_NOT_FOUND) fprintf(stderr, "hearsay: start a case with: hearsay add PATH...\n");
    return result;
}

int cli_open_to_read(const cli *c, unsigned flags, hs_models **models, hs_case **out)
{
    hs_error err;
    *out = NULL;
    if (hs_models_open(cli_option(c, "data"), NULL, models, &err) != HS_OK) return cli_complain(c, &err);
    hs_status status = hs_case_open(cli_case_path(c), flags, *models, out, &err);
    if (status == HS_OK) return EXIT_DONE;
    hs_models_close(*models);
    *models = NULL;
    int result = cli_complain(c, &err);
    if (status == HS_NOT_FOUND) fprintf(stderr, "hearsay: start a case with: hearsay add PATH...\n");
    return result;
}

bool cli_join_words(const cli *c, char *out, size_t room)
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

int cli_list(cli *c, const hs_query *q, cli_open_list *open, cli_show_list *show)
{
    hs_models *models;
    hs_case *cs;
    hs_iter *it = NULL;
    hs_error err;
    uint64_t rows = 0;
    int result = cli_open_to_read(c, HS_READ, &models, &cs);
    if (result != EXIT_DONE) return result;
    hs_status status = open(cs, q, &it, &err);
    if (status == HS_OK && !c->json) result = say_reach(c, it);
    if (status == HS_OK) status = c->json ? cli_json_rows(it, 0, &rows, &err) : show(c, it, &rows, &err);
    if (status == HS_END) status = HS_OK;
    if (status != HS_OK) result = cli_complain(c, &err);
    else if (!rows) {
        fflush(stdout);
        fprintf(stderr, "hearsay: %s: none found\n", c->command->name);
        result = EXIT_NOTHING_OR_PARTLY;
    }
    hs_iter_close(it);
    hs_case_close(cs);
    hs_models_close(models);
    return result;
}

/* ---- long work --------------------------------------------------------------------------------------------------- */

/* A signal handler can reach nothing but a variable of the file: this is the program's only one. */
static volatile sig_atomic_t interrupted;

static void on_interrupt(int signal_number)
{
    (void)signal_number;
    interrupted = 1;
}

static void watch_unread(void *ctx, const char *path, const hs_error *why)
{
    cli_watch *w = ctx;
    hs_str what = without(str_of(why->what), str_of(path));
    cli_watch_done(w);
    fprintf(stderr, "hearsay: %s: %.*s\n", path, STR_ARGS(what));
    w->unread++;
}

static void watch_progress(void *ctx, uint64_t done, uint64_t total, const char *doing)
{
    cli_watch *w = ctx;
    if (!w->terminal || w->quiet) return;
    if (done % 16 && done != total) return;
    w->drawn = true;
    if (total && done <= total)
        fprintf(stderr, "\r\033[K%s %llu of %llu", doing, (unsigned long long)done, (unsigned long long)total);
    else if (done) fprintf(stderr, "\r\033[K%s %llu", doing, (unsigned long long)done);
    else fprintf(stderr, "\r\033[K%s", doing);
}

static bool watch_stop(void *ctx)
{
    (void)ctx;
    return interrupted != 0;
}

hs_watch cli_watching(cli_watch *w)
{
    struct sigaction action = { .sa_handler = on_interrupt, .sa_flags = (int)SA_RESETHAND };
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    w->terminal = isatty(STDERR_FILENO);
    w->quiet = cli_option(w->c, "quiet") != NULL;
    return (hs_watch){ .unread = watch_unread, .progress = watch_progress, .stop = watch_stop, .ctx = w };
}

void cli_watch_done(cli_watch *w)
{
    if (w->drawn) fprintf(stderr, "\r\033[K");
    w->drawn = false;
}

hs_status cli_json_rows(hs_iter *it, uint64_t most, uint64_t *rows, hs_error *err)
{
    hs_str line;
    hs_status status = HS_OK;
    while ((!most || *rows < most) && (status = hs_next_json(it, &line, err)) == HS_OK) {
        fwrite(line.p, 1, line.n, stdout);
        putchar('\n');
        ++*rows;
    }
    return status == HS_END ? HS_OK : status;
}
