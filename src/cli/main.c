/*
 * main.c - the program: which command, which options, what comes back.
 */
#include "cli/command.h"

#include "cli/options.h"

int main(int argc, char **argv)
{
    return cli_main(argc, argv);
}
