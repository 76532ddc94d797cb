/*
 * options.c - parses a command line by the tables of command.h, and runs the command.
 */
#include "cli/options.h"

#include "base/str.h"

#include <errno.h>
#include <getopt.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { NARROWEST = 40, WIDEST = 160, USUAL_WIDTH = 80 };

const option COMMON_OPTIONS[] = {
    { "case", 'C', "FILE", "the case to work on (default: $HEARSAY_CASE, else case.hearsay in this folder)" },
    { "data", 0, "FOLDER", "models and lexicons (default: $HEARSAY_DATA, else those that came with hearsay)" },
    { "json", 'j', NULL, "one JSON object a line instead of text" },
    { "color", 0, "WHEN", "auto (default), always or never; NO_COLOR is respected" },
    { "quiet", 'q', NULL, "no progress, no report; errors only" },
    { "help", 'h', NULL, "show this" },
    { NULL, 0, NULL, NULL }
};

static int count_options(const option *o)
{
    int n = 0;
    while (o && o[n].name) n++;
    return n;
}

static const option *option_at(const command *c, int i)
{
    int common = count_options(COMMON_OPTIONS);
    return i < common ? &COMMON_OPTIONS[i] : &c->options[i - common];
}

const char *cli_option(const cli *c, const char *name)
{
    int n = count_options(COMMON_OPTIONS) + count_options(c->command->options);
    for (int i = 0; i < n; i++)
        if (!strcmp(option_at(c->command, i)->name, name)) return c->value[i];
    return NULL;
}

hs_str cli_str(const cli *c, const char *name)
{
    const char *v = cli_option(c, name);
    return v ? str_of(v) : STR("");
}

bool cli_number(const cli *c, const char *name, uint64_t otherwise, uint64_t *out)
{
    const char *v = cli_option(c, name);
    *out = otherwise;
    if (!v || str_to_u64(str_of(v), out)) return true;
    cli_wrong_use(c, "--%s wants a whole number, not \"%s\"", name, v);
    return false;
}

static const command *command_named(const char *name)
{
    for (size_t i = 0; COMMANDS[i]; i++)
        if (!strcmp(COMMANDS[i]->name, name)) return COMMANDS[i];
    return NULL;
}

static int terminal_width(void)
{
    struct winsize size;
    const char *asked = getenv("COLUMNS");
    int width = asked ? atoi(asked) : 0;
    if (width <= 0 && isatty(STDOUT_FILENO) && !ioctl(STDOUT_FILENO, TIOCGWINSZ, &size)) width = size.ws_col;
    if (width <= 0) width = USUAL_WIDTH;
    return width < NARROWEST ? NARROWEST : width > WIDEST ? WIDEST : width;
}

static bool wants_color(const cli *c, bool *wrong)
{
    const char *when = cli_option(c, "color"), *no = getenv("NO_COLOR");
    *wrong = when && strcmp(when, "auto") && strcmp(when, "always") && strcmp(when, "never");
    if (when && !strcmp(when, "always")) return true;
    if ((when && !strcmp(when, "never")) || (no && *no)) return false;
    return isatty(STDOUT_FILENO);
}

/* Fills in c->value and the operands; an exit status other than EXIT_DONE when the words are wrong. */
static int parse(cli *c, int argc, char **argv)
{
    int n = count_options(COMMON_OPTIONS) + count_options(c->command->options), letters = 0;
    struct option table[OPTIONS_MOST + 1] = { 0 };
    char shorts[2 * OPTIONS_MOST + 2] = ":";
    letters = 1;
    for (int i = 0; i < n; i++) {
        const option *o = option_at(c->command, i);
        table[i] = (struct option){ o->name, o->value ? required_argument : no_argument, NULL, 256 + i };
        if (!o->letter) continue;
        shorts[letters++] = o->letter;
        if (o->value) shorts[letters++] = ':';
    }
    optind = 1;
    opterr = 0;
    for (int got; (got = getopt_long(argc, argv, shorts, table, NULL)) != -1;) {
        const char *word = optind > 1 && argv[optind - 1] ? argv[optind - 1] : "";
        if (got == '?')
            return cli_wrong_use(c, "unknown option %s",
                                 optopt && optopt < 256 ? (char[3]){ '-', (char)optopt, 0 } : word);
        if (got == ':') return cli_wrong_use(c, "option %s wants a value", word);
        for (int i = 0; i < n; i++)
            if (got == 256 + i || (got < 256 && got == option_at(c->command, i)->letter))
                c->value[i] = optarg ? optarg : "";
    }
    c->operands = argv + optind;
    c->operand_count = argc - optind;
    return EXIT_DONE;
}

static int check_operands(const cli *c)
{
    if (c->operand_count < c->command->fewest) return cli_wrong_use(c, "wants %s", c->command->operands);
    if (c->command->most >= 0 && c->operand_count > c->command->most)
        return cli_wrong_use(c, "does not know what to do with \"%s\"", c->operands[c->command->most]);
    return EXIT_DONE;
}

static int run(const command *what, int argc, char **argv)
{
    cli c = { .command = what };
    int status = parse(&c, argc, argv);
    if (status != EXIT_DONE) return status;
    if (cli_option(&c, "help")) {
        cli_help(what);
        return EXIT_DONE;
    }
    bool wrong;
    c.width = terminal_width();
    c.color = wants_color(&c, &wrong);
    c.json = cli_option(&c, "json") != NULL;
    if (wrong) return cli_wrong_use(&c, "--color is auto, always or never");
    status = check_operands(&c);
    if (status == EXIT_DONE) status = what->run(&c);
    if (fflush(stdout) || ferror(stdout)) {
        if (errno != EPIPE) fprintf(stderr, "hearsay: standard output cannot be written: %s\n", strerror(errno));
        if (status == EXIT_DONE) status = EXIT_NOTHING_OR_PARTLY;
    }
    return status;
}

int cli_main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "");
    signal(SIGPIPE, SIG_IGN);
    if (argc < 2) {
        cli_help(NULL);
        return EXIT_WRONG_USE;
    }
    const char *name = argv[1];
    if (!strcmp(name, "--help") || !strcmp(name, "-h") || !strcmp(name, "help")) {
        const command *about = argc > 2 ? command_named(argv[2]) : NULL;
        if (argc > 2 && !about) {
            fprintf(stderr, "hearsay: there is no command \"%s\"; hearsay --help lists them\n", argv[2]);
            return EXIT_WRONG_USE;
        }
        cli_help(about);
        return EXIT_DONE;
    }
    if (!strcmp(name, "--version")) {
        printf("hearsay %s\n", hs_version());
        return EXIT_DONE;
    }
    if (!strcmp(name, "--man")) {
        cli_man();
        return EXIT_DONE;
    }
    /* As git does: -C may stand before the command. */
    if (!strcmp(name, "-C") && argc > 3) {
        setenv("HEARSAY_CASE", argv[2], 1);
        argv[2] = argv[0];
        return cli_main(argc - 2, argv + 2);
    }
    const command *what = command_named(name);
    if (!what) {
        fprintf(stderr, "hearsay: there is no command \"%s\"; hearsay --help lists them\n", name);
        return EXIT_WRONG_USE;
    }
    return run(what, argc - 1, argv + 1);
}
