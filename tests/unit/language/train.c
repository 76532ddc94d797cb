/*
 * train.c - training: the same bytes from the same input, also when it was stopped and taken up again; what it makes
 * reads what it learnt; bad input is refused.
 */
#include "language/trees_train.h"

#include "base/file.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdio.h>
#include <unistd.h>
#include <cmocka.h>

static const char *const SUBJECT[] = { "owner", "mayor", "captain", "clerk" };
static const char *const VERB[] = { "saw", "sold", "painted", "hid" };
static const char *const OBJECT[] = { "boats", "houses", "letters" };

enum { SENTENCES = 4 };

/* A small treebank of our own: "The owner saw Orla Vann 's boats ." */
static hs_str bank(arena *a, int sentences)
{
    buf b = { .a = a };
    for (int i = 0; i < sentences; i++) {
        buf_printf(&b, "# sent_id = s-%d\n1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\t_\n2\t%s\t%s\tNOUN\tNN\t_\t3\tnsubj\t_\t_\n", i,
                   SUBJECT[i % 4], SUBJECT[i % 4]);
        buf_printf(&b, "3\t%s\t%s\tVERB\tVBD\t_\t0\troot\t_\t_\n", VERB[i / 4 % 4], VERB[i / 4 % 4]);
        buf_printf(&b, "4\tOrla\tOrla\tPROPN\tNNP\t_\t7\tnmod:poss\t_\tNE=B-PER\n5\tVann\tVann\tPROPN\tNNP\t_\t4\tflat\t_\tNE=I-PER\n");
        hs_str object = str_of(OBJECT[i % 3]);
        buf_printf(&b, "6\t's\t's\tPART\tPOS\t_\t4\tcase\t_\t_\n7\t%.*s\t%.*s\tNOUN\tNNS\t_\t3\tobj\t_\t_\n", STR_ARGS(object),
                   (int)object.n - 1, object.p);
        buf_printf(&b, "8\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_\n\n");
    }
    return buf_str(&b);
}

typedef struct {
    arena *a;
    char bank[64], model[64], part[80];
    const char *banks[2];
    unsigned stop_after, asked;
} fixture;

static bool stop(void *ctx)
{
    fixture *f = ctx;
    return f->stop_after && f->asked++ == f->stop_after;
}

static void begin(fixture *f)
{
    *f = (fixture){ .a = arena_open(NULL, 0) };
    snprintf(f->bank, sizeof f->bank, "/tmp/hearsay-bank-%ld", (long)getpid());
    snprintf(f->model, sizeof f->model, "/tmp/hearsay-trees-%ld", (long)getpid());
    snprintf(f->part, sizeof f->part, "%s.part", f->model);
    f->banks[0] = f->bank;
    hs_error err;
    assert_int_equal(file_save(f->bank, bank(f->a, SENTENCES), &err), HS_OK);
}

static void end(fixture *f)
{
    unlink(f->bank);
    unlink(f->model);
    unlink(f->part);
    arena_close(f->a);
}

static hs_status train(fixture *f, uint64_t seed, bool resume)
{
    trees_training t = { .treebanks = f->banks, .held_out = f->banks, .epochs = 3, .seed = seed, .resume = resume, .stop = stop,
                         .ctx = f };
    if (!ARENA_DOOR(f->a)) return arena_failure(f->a)->status;
    trees_train(f->a, f->model, &t);
    arena_door_shut(f->a);
    return HS_OK;
}

static hs_str made(fixture *f)
{
    hs_str bytes = { NULL, 0 };
    hs_error err;
    assert_int_equal(file_try_read(f->a, f->model, 64 << 20, &bytes, &err), HS_OK);
    return bytes;
}

static void same_bytes(void **state)
{
    (void)state;
    fixture f;
    begin(&f);
    assert_int_equal(train(&f, 7, false), HS_OK);
    hs_str first = made(&f);
    assert_true(access(f.part, F_OK) != 0);
    f.stop_after = 2;
    assert_int_equal(train(&f, 7, false), HS_INTERRUPTED);
    assert_int_equal(access(f.part, F_OK), 0);
    f.stop_after = 0;
    assert_int_equal(train(&f, 8, true), HS_BAD_MODEL); /* what was kept is of another seed */
    assert_int_equal(train(&f, 7, true), HS_OK);
    hs_str again = made(&f);
    assert_true(str_eq(first, again));
    end(&f);
}

static void learns(void **state)
{
    (void)state;
    fixture f;
    begin(&f);
    trees_training t = { .treebanks = f.banks, .epochs = 150, .seed = 1 };
    if (!ARENA_DOOR(f.a)) fail_msg("%s", arena_failure(f.a)->what);
    trees_train(f.a, f.model, &t);
    const trees_model *m = trees_open(f.a, f.model);
    treebank *b = treebank_read(f.a, f.banks, NULL);
    for (int names = 0; names < 2; names++) {
        trees_score s = trees_test(f.a, m, b->source, b->sentence, b->sentences, names);
        assert_int_equal(s.units, SENTENCES * (names ? 7 : 8));
        assert_true(s.labelled * 100 >= s.units * 90 && s.upos * 100 >= s.units * 90 &&
                    s.lemmas * 100 >= s.units * 85);
    }
    arena_door_shut(f.a);
    end(&f);
}

static void refused(void **state)
{
    (void)state;
    fixture f;
    begin(&f);
    hs_error err;
    assert_int_equal(file_save(f.bank, (hs_str){ "", 0 }, &err), HS_OK);
    assert_int_equal(train(&f, 1, false), HS_BAD_INPUT);
    assert_int_equal(file_save(f.bank, (hs_str){ "1\tx\n", 4 }, &err), HS_OK);
    assert_int_equal(train(&f, 1, false), HS_BAD_INPUT);
    f.banks[0] = "/nowhere/at/all";
    assert_int_equal(train(&f, 1, false), HS_IO);
    end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(same_bytes), cmocka_unit_test(learns), cmocka_unit_test(refused) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
