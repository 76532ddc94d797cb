/*
 * commands.c - the commands, in the order in which a newcomer meets them.
 */
#include "cli/command.h"

const command *const COMMANDS[] = {
    &command_add, &command_overview, &command_claims, &command_ask, &command_why, &command_timeline,
    &command_contested, &command_drift, &command_copies, &command_sources, &command_who, &command_search,
    &command_documents, &command_unread, &command_verify, &command_review, &command_decide, &command_undo,
    &command_decisions, &command_runs, &command_diff, &command_export, &command_serve, &command_mcp,
    &command_parse, &command_extract, &command_reuse, &command_weigh, &command_train,
    NULL
};
