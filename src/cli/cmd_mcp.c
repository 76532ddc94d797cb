/*
 * cmd_mcp.c - hearsay mcp: the case for a program that speaks the Model Context Protocol.
 */
#include "cli/command.h"
#include "serve/mcp.h"

#include <stdio.h>

static const option OPTIONS[] = { { "queue", 0, "FILE", "let proposals for a person be appended to this file" }, { NULL, 0, NULL, NULL } };

static int run_mcp(cli *c)
{
    hs_models *models;
    hs_case *cs;
    hs_error err;
    int result = cli_open(c, HS_READ, true, &models, &cs);
    if (result != EXIT_DONE) return result;
    if (mcp_run(cs, stdin, stdout, cli_option(c, "queue"), &err) != HS_OK) result = cli_complain(c, &err);
    hs_case_close(cs);
    hs_models_close(models);
    return result;
}

const command command_mcp = {
    .name = "mcp",
    .operands = "",
    .most = 0,
    .summary = "the case for a program that speaks the Model Context Protocol",
    .description = "Reads messages of JSON-RPC 2.0, one a line, from standard input and answers on standard output.  Its tools are\n"
                   "search, question, why, source, document_span and timeline; they only read.  With --queue a program may also\n"
                   "propose that a person look at something; nothing in the case changes.  Each answer carries its\n"
                   "quotations with document, bytes and SHA-256; docs/mcp.md says more.",
    .options = OPTIONS,
    .example = "hearsay -C port.hearsay mcp",
    .run = run_mcp
};
