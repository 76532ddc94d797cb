/*
 * command.h - one command, one file, one description: the only source of parsing, --help and the man page.
 */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H
#include <hearsay/hearsay.h>
#include <stdbool.h>

/* Exit statuses: docs and --help name them from here. */
enum { EXIT_DONE = 0, EXIT_NOTHING_OR_PARTLY = 1, EXIT_WRONG_USE = 2 };

typedef struct {
    const char *name;  /* long, without dashes */
    char letter;       /* short, or 0 */
    const char *value; /* what it takes ("FILE"), or NULL: it is a switch */
    const char *help;
} option;

enum { OPTIONS_MOST = 24 };

typedef struct command command;

/* A command line, parsed. */
typedef struct {
    const command *command;
    const char *value[OPTIONS_MOST]; /* of common options, then of the command's own; "" for a switch that is set */
    char **operands;
    int operand_count;
    int width; /* columns to lay text out in */
    bool color;
    bool json;
} cli;

struct command {
    const char *name;
    const char *operands; /* "PATH..." */
    int fewest, most;     /* operands; most < 0: any number */
    const char *summary;  /* one line */
    const char *description;
    const option *options; /* own ones; name NULL at the end */
    const char *example;
    int (*run)(cli *);
};

extern const command command_add, command_ask, command_claims, command_contested, command_copies,
    command_decide, command_decisions, command_diff, command_documents, command_drift, command_export,
    command_extract, command_mcp, command_overview, command_parse, command_reuse, command_review, command_runs,
    command_search, command_serve, command_sources, command_timeline, command_train, command_undo,
    command_unread, command_verify, command_weigh, command_who, command_why;

extern const command *const COMMANDS[]; /* in the order of the help; NULL at the end */
extern const option COMMON_OPTIONS[];   /* name NULL at the end */

/* The value of an option, "" for a switch that is set, NULL when it was not given. */
const char *cli_option(const cli *, const char *name);
hs_str cli_str(const cli *, const char *name); /* the same as a string; empty when not given */
/* A whole number from an option; complains and returns false when it is none. */
bool cli_number(const cli *, const char *name, uint64_t otherwise, uint64_t *out);

/* Prints "hearsay: COMMAND: ..." on stderr and returns the status. */
int cli_wrong_use(const cli *, const char *format, ...) __attribute__((format(printf, 2, 3)));
int cli_complain(const cli *, const hs_error *);

/* Opens the case named by -C; models only when asked for.  Returns an exit status, EXIT_DONE when it is open. */
int cli_open(const cli *, unsigned flags, bool with_models, hs_models **, hs_case **);
/* The file that -C names. */
const char *cli_case_path(const cli *);
int cli_models(const cli *, hs_models **);

/* The same with what answers need alone, which opens in no time: neither adding nor settling. */
int cli_open_to_read(const cli *, unsigned flags, hs_models **, hs_case **);

/* The operands, joined by blanks; false when there is no room. */
bool cli_join_words(const cli *, char *out, size_t room);
/* Opens a listing of the case and shows its rows, as text under a line of how far it reaches, or as JSON lines. */
typedef hs_status cli_open_list(hs_case *, const hs_query *, hs_iter **, hs_error *);
typedef hs_status cli_show_list(const cli *, hs_iter *, uint64_t *rows, hs_error *);
int cli_list(cli *, const hs_query *, cli_open_list *, cli_show_list *);

/* A watch for long work: progress on a terminal, unread lines on stderr, Ctrl-C asked for. */
typedef struct {
    const cli *c;
    bool quiet, terminal, drawn;
    uint64_t unread;
} cli_watch;
hs_watch cli_watching(cli_watch *);
void cli_watch_done(cli_watch *); /* takes the progress line away */

/* Lists the rows of an iterator as JSON lines, at most so many (0: all); counts them. */
hs_status cli_json_rows(hs_iter *, uint64_t most, uint64_t *rows, hs_error *);

void cli_help(const command *); /* NULL: the whole program */
void cli_man(void);

#endif
