/*
 * cmd_serve.c - hearsay serve: the case over HTTP, on this machine only.
 */
#include "cli/say.h"
#include "serve/serve.h"

#include <stdio.h>

static const option OPTIONS[] = { { "port", 0, "N", "listen on this port (default: any free one)" }, { NULL, 0, NULL, NULL } };

static void on_ready(void *ctx, const char *url)
{
    (void)ctx;
    printf("%s\n", url);
    fflush(stdout);
}

static int run_serve(cli *c)
{
    uint64_t port;
    hs_models *models;
    hs_case *cs;
    hs_error err;
    if (!cli_number(c, "port", 0, &port)) return EXIT_WRONG_USE;
    if (port > 65535) return cli_wrong_use(c, "--port is at most 65535");
    int result = cli_open(c, HS_READ, true, &models, &cs);
    if (result != EXIT_DONE) return result;
    cli_watch w = { .c = c };
    hs_watch watch = cli_watching(&w);
    serve_options options = { .port = (uint16_t)port, .stop = watch.stop, .ready = on_ready, .ctx = watch.ctx };
    if (serve_run(cs, &options, &err) != HS_OK) result = cli_complain(c, &err);
    hs_case_close(cs);
    hs_models_close(models);
    return result;
}

const command command_serve = {
    .name = "serve",
    .operands = "",
    .most = 0,
    .summary = "the case as JSON over HTTP, on this machine only",
    .description = "Prints its address, with the token of this run, and answers until Ctrl-C: the rows of the listings under\n"
                   "/api/1/ (overview, documents, claims, answers, why, copies, sources, actors, unread), read-only.  It\n"
                   "listens on 127.0.0.1 alone.  There are no pages yet.",
    .options = OPTIONS,
    .example = "hearsay serve --port 8031",
    .run = run_serve
};
