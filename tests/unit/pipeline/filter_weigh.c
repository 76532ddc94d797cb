/*
 * hearsay weigh as a filter: a table in, beliefs out; what cannot be read is named with line and column and left out.
 */
#include <hearsay/hearsay.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct {
    char *out;
    size_t n;
    char told[600];
    hs_status status;
    hs_error error;
} outcome;

static void tell(void *ctx, const char *path, const hs_error *why)
{
    outcome *o = ctx;
    (void)path;
    size_t n = strlen(o->told);
    snprintf(o->told + n, sizeof o->told - n, "%s\n", why->what);
}

static outcome filter(const char *table, const hs_weigh_options *options)
{
    outcome o = { 0 };
    char *bytes = strdup(table);
    FILE *in = *table ? fmemopen(bytes, strlen(bytes), "r") : fopen("/dev/null", "r");
    FILE *out = open_memstream(&o.out, &o.n);
    assert_non_null(in);
    assert_non_null(out);
    o.status = hs_weigh(in, out, options, &(hs_watch){ .unread = tell, .ctx = &o }, &o.error);
    fclose(in);
    fclose(out);
    free(bytes);
    return o;
}

static void refused(const char *table, const char *why)
{
    outcome o = filter(table, NULL);
    assert_int_equal(o.status, HS_BAD_INPUT);
    assert_non_null(strstr(o.error.what, why));
    assert_int_equal(o.n, 0);
    free(o.out);
}

static void test_a_table_without_its_columns_is_refused(void **state)
{
    (void)state;
    refused("", "the table is empty");
    refused("source,object,value\na,b,c\n", "no column \"attribute\"");
    refused("source,object,attribute,value,value\n", "two columns \"value\"");
    refused("source,object,attribute,\"value\n", "a quote that never closes");
}

static void test_a_bad_row_is_named_and_left_out(void **state)
{
    (void)state;
    outcome o = filter("source,object,attribute,value,time,polarity,certainty\n"
                       "a,o,x,1,,,\n"
                       "b,o,x,1\n"
                       ",o,x,1,,,\n"
                       "b,o,x,1,NaN,,\n"
                       "b,o,x,1,soon,,\n"
                       "b,o,x,1,2020-01-02,maybe,\n"
                       "b,o,x,1,3,deny,sure\n"
                       "c,o,x,2,4,assert,probable\n",
                       NULL);
    assert_int_equal(o.status, HS_BAD_INPUT);
    assert_string_equal(o.told, "line 3, column 4: 4 columns where the header has 7\n"
                                "line 4, column 1 (source): empty\n"
                                "line 5, column 5 (time): neither a number of days nor a date\n"
                                "line 6, column 5 (time): neither a number of days nor a date\n"
                                "line 7, column 6 (polarity): neither assert nor deny\n"
                                "line 8, column 7 (certainty): none of certain, probable, possible, unknown\n");
    assert_non_null(strstr(o.out, "\no,x,1,"));
    assert_non_null(strstr(o.out, "\no,x,2,"));
    assert_non_null(strstr(o.out, "too little"));
    free(o.out);
}

static void test_long_values_are_refused_and_names_may_be_anything(void **state)
{
    (void)state;
    char *table = calloc(1, 1000200);
    strcpy(table, "source,object,attribute,value\n1,1,1,1\nsource,object,attribute,value\na,b,c,");
    memset(table + strlen(table), 'v', 1000000);
    outcome o = filter(table, NULL);
    assert_string_equal(o.told, "line 4, column 4 (value): longer than 4096 bytes\n");
    assert_non_null(strstr(o.out, "\nobject,attribute,value,"));
    assert_non_null(strstr(o.out, "\n1,1,1,"));
    free(o.out);
    free(table);
}

static void test_json_says_the_same(void **state)
{
    (void)state;
    outcome o = filter("source,object,attribute,value\na,\"o \"\"1\"\"\",x,1\n", &(hs_weigh_options){ .to = "json" });
    assert_int_equal(o.status, HS_OK);
    assert_non_null(strstr(o.out, "{\"object\":\"o \\\"1\\\"\",\"attribute\":\"x\",\"value\":\"1\",\"belief\":"));
    free(o.out);
    o = filter("source,object,attribute,value\n", &(hs_weigh_options){ .to = "xml" });
    assert_int_equal(o.status, HS_BAD_ARGUMENT);
    free(o.out);
}

/* Writes a file for this test; the caller removes it. */
static char *file_with(const char *bytes)
{
    char *path = strdup("/tmp/hearsay-weigh-XXXXXX");
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    FILE *f = fdopen(fd, "w");
    fputs(bytes, f);
    fclose(f);
    return path;
}

static void drop(char *path)
{
    remove(path);
    free(path);
}

static const char TIMES[] = "source,object,attribute,value\n"
                            "a,ferry,leaves,08:00\nb,ferry,leaves,08:04\nc,ferry,leaves,09:00\n"
                            "a,train,leaves,23:58\nb,train,leaves,00:03\nc,train,leaves,12:00\n";

static void test_values_within_the_tolerance_are_one(void **state)
{
    (void)state;
    char *schema = file_with("attribute,type,tolerance\nleaves,tod,10\n");
    outcome o = filter(TIMES, &(hs_weigh_options){ .schema = schema });
    assert_int_equal(o.status, HS_OK);
    assert_non_null(strstr(o.out, "\nferry,leaves,08:00,"));
    assert_null(strstr(o.out, "08:04"));
    assert_non_null(strstr(o.out, "\ntrain,leaves,00:03,"));
    assert_null(strstr(o.out, "23:58"));
    free(o.out);
    drop(schema);
}

static void test_gold_scores_methods_and_sources(void **state)
{
    (void)state;
    char *schema = file_with("attribute,type,tolerance\n*,tod,10\n");
    char *gold = file_with("object,attribute,value\nferry,leaves,08:05\ntrain,leaves,12:00\nbus,leaves,07:00\n");
    outcome o = filter(TIMES, &(hs_weigh_options){ .schema = schema, .gold = gold, .method = "majority" });
    assert_int_equal(o.status, HS_OK);
    assert_non_null(strstr(o.out, "\nmajority,3,2,1,0.500000,0.333333,"));
    assert_non_null(strstr(o.out, "\na,2,1,0.500000,"));
    free(o.out);
    o = filter(TIMES, &(hs_weigh_options){ .schema = schema, .gold = gold, .compare = true });
    assert_non_null(strstr(o.out, "\nhearsay,3,2,"));
    assert_non_null(strstr(o.out, "\naccu-copy,3,2,"));
    free(o.out);
    drop(gold);
    gold = file_with("object,value\n");
    o = filter(TIMES, &(hs_weigh_options){ .gold = gold });
    assert_int_equal(o.status, HS_BAD_INPUT);
    assert_non_null(strstr(o.error.what, "no column \"attribute\""));
    free(o.out);
    drop(gold);
    drop(schema);
}

static void test_sources_and_pairs_are_listed(void **state)
{
    (void)state;
    static char table[60000] = "source,object,attribute,value,via\n", value[40];
    for (int i = 0; i < 120; i++) /* a and b share each odd error; all others are right */
        for (const char *s = "abcdefghi"; *s; s++) {
            snprintf(value, sizeof value, *s < 'c' && i % 2 ? "odd %d" : "right %d", i);
            snprintf(table + strlen(table), sizeof table - strlen(table), "%c,o%d,x,%s,\n", *s, i, value);
        }
    strcat(table, "\"j, k\",o1,x,right 1,a; b\n");
    outcome o = filter(table, &(hs_weigh_options){ .list = "sources" });
    assert_int_equal(o.status, HS_OK);
    assert_non_null(strstr(o.out, "source,claims,origins,sensitivity,"));
    assert_non_null(strstr(o.out, "\na,120,120,0."));
    assert_non_null(strstr(o.out, "\n\"j, k\",1,1,0.5,0,1,0.5,0,1,no record\n"));
    free(o.out);
    o = filter(table, &(hs_weigh_options){ .list = "pairs" });
    assert_non_null(strstr(o.out, "a,b,probability,a_from_b\na,b,1,0.5\n"));
    assert_null(strstr(o.out, "\nc,"));
    free(o.out);
    o = filter(table, &(hs_weigh_options){ .list = "pairs", .to = "json" });
    assert_non_null(strstr(o.out, "{\"a\":\"a\",\"b\":\"b\",\"probability\":1"));
    free(o.out);
    o = filter(table, &(hs_weigh_options){ .list = "friends" });
    assert_int_equal(o.status, HS_BAD_ARGUMENT);
    assert_non_null(strstr(o.error.what, "friends"));
    free(o.out);
}

/* Larger than a piece of the file, with rows that are cut by its end, line ends in quotes, and one item of many values. */
static void test_a_large_table_is_read_in_pieces(void **state)
{
    (void)state;
    enum { ROWS = 150000 };
    char *table = malloc(ROWS * 60);
    size_t n = (size_t)sprintf(table, "source,object,attribute,value\n");
    for (int i = 0; i < ROWS; i++)
        n += (size_t)sprintf(table + n, "\"s\n%d\",%s,x,\"v \"\"%d\"\", of %d\"\n", i % 7, i < 100000 ? "one" : "two", i, i);
    strcpy(table + n, "s,o,x\n");
    outcome o = filter(table, NULL);
    assert_int_equal(o.status, HS_BAD_INPUT);
    assert_non_null(strstr(o.told, "line 300002, column 3: 3 columns where the header has 4"));
    assert_non_null(strstr(o.out, "\none,x,\"v \"\"0\"\", of 0\","));
    assert_non_null(strstr(o.out, "\ntwo,x,\"v \"\"149999\"\", of 149999\","));
    free(o.out);
    free(table);
}

static void test_a_bad_schema_is_named(void **state)
{
    (void)state;
    char *schema = file_with("attribute,type,tolerance\n*,num,-1\n");
    outcome o = filter(TIMES, &(hs_weigh_options){ .schema = schema });
    assert_int_equal(o.status, HS_BAD_INPUT);
    assert_non_null(strstr(o.error.what, ":2, column 3: not a tolerance"));
    free(o.out);
    drop(schema);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_table_without_its_columns_is_refused),
        cmocka_unit_test(test_a_bad_row_is_named_and_left_out),
        cmocka_unit_test(test_long_values_are_refused_and_names_may_be_anything),
        cmocka_unit_test(test_json_says_the_same),
        cmocka_unit_test(test_values_within_the_tolerance_are_one),
        cmocka_unit_test(test_gold_scores_methods_and_sources),
        cmocka_unit_test(test_sources_and_pairs_are_listed),
        cmocka_unit_test(test_a_large_table_is_read_in_pieces),
        cmocka_unit_test(test_a_bad_schema_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
