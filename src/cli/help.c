/*
 * help.c - --help and the man page, from the tables of the commands.
 */
#include "cli/command.h"

#include <stdio.h>
#include <string.h>

static const char *const PURPOSE =
    "who says what about whom, how firmly, on what evidence, and how many say it independently";

static void help_options(const option *o)
{
    for (; o && o->name; o++) {
        char name[64];
        snprintf(name, sizeof name, "%s%c%s --%s%s%s", o->letter ? "-" : " ", o->letter ? o->letter : ' ',
                 o->letter ? "," : " ", o->name, o->value ? " " : "", o->value ? o->value : "");
        printf("  %-26s %s\n", name, o->help);
    }
}

void cli_help(const command *c)
{
    if (!c) {
        printf("hearsay: %s\n\nusage: hearsay [-C CASE] COMMAND [OPTION...] [WORD...]\n\n", PURPOSE);
        for (size_t i = 0; COMMANDS[i]; i++) printf("  %-11s %s\n", COMMANDS[i]->name, COMMANDS[i]->summary);
        printf("\nhearsay COMMAND --help tells more of each.\n"
               "Exit status: 0 done, 1 nothing found or partly failed (what failed is named), 2 wrong use.\n");
        return;
    }
    printf("hearsay %s: %s\n\nusage: hearsay %s [OPTION...]%s%s\n\n%s\n", c->name, c->summary, c->name,
           c->operands[0] ? " " : "", c->operands, c->description);
    if (c->options && c->options->name) {
        printf("\noptions:\n");
        help_options(c->options);
    }
    printf("\ncommon options:\n");
    help_options(COMMON_OPTIONS);
    if (c->example) printf("\nexample:\n  %s\n", c->example);
}

/* roff reads a leading dot or quote, and every backslash and dash, in its own way. */
static void man_text(const char *s)
{
    for (bool start = true; *s; s++) {
        if (start && (*s == '.' || *s == '\'')) printf("\\&");
        start = *s == '\n';
        if (*s == '\\') printf("\\e");
        else if (*s == '-') printf("\\-");
        else putchar(*s);
    }
    putchar('\n');
}

static void man_options(const option *o)
{
    for (; o && o->name; o++) {
        printf(".TP\n.B ");
        if (o->letter) printf("\\-%c, ", o->letter);
        printf("\\-\\-%s", o->name);
        if (o->value) printf(" \\fI%s\\fR", o->value);
        printf("\n");
        man_text(o->help);
    }
}

void cli_man(void)
{
    printf(".TH HEARSAY 1 \"\" \"hearsay %s\"\n.SH NAME\nhearsay \\- %s\n.SH SYNOPSIS\n", hs_version(), PURPOSE);
    printf(".B hearsay\n[\\-C CASE] COMMAND [OPTION...] [WORD...]\n.SH DESCRIPTION\n");
    man_text(
        "hearsay reads documents, takes out every attributed claim, folds copies into one voice, groups claims into "
        "questions and weighs the answers, by one standard for every side, each figure traceable to bytes.");
    printf(".SH COMMANDS\n");
    for (size_t i = 0; COMMANDS[i]; i++) {
        const command *c = COMMANDS[i];
        printf(".SS hearsay %s %s\n", c->name, c->operands);
        man_text(c->summary);
        printf(".PP\n");
        man_text(c->description);
        man_options(c->options);
        if (c->example) {
            printf(".PP\nExample:\n.PP\n.nf\n");
            man_text(c->example);
            printf(".fi\n");
        }
    }
    printf(".SH COMMON OPTIONS\n");
    man_options(COMMON_OPTIONS);
    printf(".SH EXIT STATUS\n0 done; 1 nothing found or partly failed (what failed is named); 2 wrong use.\n"
           ".SH ENVIRONMENT\nHEARSAY_CASE, HEARSAY_DATA, NO_COLOR, COLUMNS.\n");
}
