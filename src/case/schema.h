/*
 * schema.h - the tables, triggers and views of a case, as SQL, and a line of help for each column.
 */
#ifndef CASE_SCHEMA_H
#define CASE_SCHEMA_H
#include <stddef.h>

enum {
    CASE_APPLICATION_ID = 0x68727379, /* 'hrsy' */
    CASE_VERSION = 4                  /* user_version; any other is refused by name */
};

extern const char *const case_tables[];   /* statements in order, NULL at the end */
extern const char *const case_triggers[]; /* that refuse to change evidence and log */
extern const char *const case_views[];

typedef struct {
    const char *table, *column, *words;
} case_help_row;
extern const case_help_row case_help[];
extern const size_t case_help_rows;

#endif
