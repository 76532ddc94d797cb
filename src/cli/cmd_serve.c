/*
 * cmd_serve.c - hearsay serve: the case in a browser, and as JSON over HTTP.
 */
#include "cli/say.h"
#include "export/export.h"
#include "serve/serve.h"

#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const option OPTIONS[] = { { "port", 0, "N", "listen on this port (default: any free one)" },
                                  { "open", 0, NULL, "open the pages in the browser" },
                                  { "edit", 0, NULL, "let documents be added and decided upon" },
                                  { "listen", 0, "ADDRESS", "listen on this address (default: 127.0.0.1)" },
                                  { "token-file", 0, "FILE", "the token is this file's first line (default: a new one)" },
                                  { NULL, 0, NULL, NULL } };

typedef struct {
    cli *c;
    hs_watch watch;
} serving;

/* Two forks: the browser is nobody's child, so nobody has to wait for it. */
static void open_browser(const char *url)
{
    pid_t child = fork();
    if (!child) {
        if (!fork()) {
            setsid();
            execlp("xdg-open", "xdg-open", url, (char *)NULL);
            execlp("open", "open", url, (char *)NULL);
            fprintf(stderr, "hearsay: serve: no program to open a browser with; open the address above by hand\n");
        }
        _exit(0);
    }
    if (child > 0) waitpid(child, NULL, 0);
}

static void on_ready(void *ctx, const char *url)
{
    serving *s = ctx;
    printf("%s\n", url);
    fflush(stdout);
    if (cli_option(s->c, "open")) open_browser(url);
}

static bool on_stop(void *ctx)
{
    serving *s = ctx;
    return s->watch.stop(s->watch.ctx);
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

enum { EXPORTS_MOST = 32 };

/* The forms of export, for a room that does not know of them. */
static void take_exports(serve_export out[EXPORTS_MOST + 1])
{
    size_t n = 0;
    for (const export_format *f = EXPORT_FORMATS; f->name && n < EXPORTS_MOST; f++)
        out[n++] = (serve_export){ f->name, f->summary, f->write };
    out[n] = (serve_export){ 0 };
}

static int run_serve(cli *c)
{
    uint64_t port;
    hs_models *models;
    hs_error err;
    if (!cli_number(c, "port", 0, &port)) return EXIT_WRONG_USE;
    if (port > 65535) return cli_wrong_use(c, "--port is at most 65535");
    int result = cli_models(c, &models);
    if (result != EXIT_DONE) return result;
    cli_watch w = { .c = c };
    serving s = { .c = c, .watch = cli_watching(&w) };
    const char *path = cli_case_path(c);
    serve_export exports[EXPORTS_MOST + 1];
    take_exports(exports);
    serve_options options = { .path = path, .models = models, .name = base_name(path), .exports = exports, .port = (uint16_t)port,
                              .listen = cli_option(c, "listen"), .token_file = cli_option(c, "token-file"),
                              .edit = cli_option(c, "edit") != NULL, .stop = on_stop, .ready = on_ready, .ctx = &s };
    if (serve_run(&options, &err) != HS_OK) {
        result = cli_complain(c, &err);
        if (err.status == HS_NOT_FOUND) fprintf(stderr, "hearsay: start a case with: hearsay add PATH...\n");
    }
    hs_models_close(models);
    return result;
}

const command command_serve = {
    .name = "serve",
    .operands = "",
    .most = 0,
    .summary = "the case in a browser, and as JSON over HTTP",
    .description = "Prints its address, with the token of this run, and answers until Ctrl-C.  It listens on 127.0.0.1 alone;\n"
                   "another address needs --token-file.  Read-only unless --edit is given.  The JSON interface is described in\n"
                   "docs/http.md and, field by field, at /api/openapi.json.",
    .options = OPTIONS,
    .example = "hearsay serve --open",
    .run = run_serve
};
