/*
 * options.h - from the words of a command line to a cli.
 */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H
#include "cli/command.h"

int cli_main(int argc, char **argv);

#endif
