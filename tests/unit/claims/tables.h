/*
 * tables.h - the shipped lexicon, opened once for all tests of a file.  Include behind cmocka.h.
 */
#ifndef TEST_CLAIMS_TABLES_H
#define TEST_CLAIMS_TABLES_H
#include "claims/claims.h"

static claims_lexicon *tables;

static int open_tables(void **state)
{
    (void)state;
    hs_error error = { 0 };
    tables = claims_open(PROJECT_DIR "/data", &error);
    if (!tables) print_error("%s\n", error.what);
    return tables ? 0 : -1;
}

static int close_tables(void **state)
{
    (void)state;
    claims_close(tables);
    return 0;
}

#endif
