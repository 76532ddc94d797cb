/*
 * kept.c - answers kept for as long as the state that they show, on the loop's thread.
 *
 * A page asked for again (another window, a way back, fifty readers of one board) costs no reader then.  An exchange
 * that is kept has two holders or more: this table, and each answer under way that sends its bytes.
 */
#include "base/file.h"
#include "base/hash.h"
#include "serve/inside.h"

#include <stdlib.h>

enum { PLACES = 1024, ANSWER_MOST = 2 << 20 };
#define ALL_MOST ((size_t)24 << 20)

struct kept {
    exchange *at[PLACES]; /* by the hash of the key; the newer one wins */
    size_t bytes;
    size_t next; /* where the search for one to let go begins */
};

struct kept *kept_open(void)
{
    return calloc(1, sizeof(struct kept));
}

void exchange_release(exchange *x)
{
    if (!--x->holders) arena_close(x->a);
}

static void let_go(struct kept *k, size_t i)
{
    exchange *x = k->at[i];
    if (!x) return;
    k->at[i] = NULL;
    k->bytes -= x->out.n;
    exchange_release(x);
}

void kept_forget(struct kept *k)
{
    for (size_t i = 0; i < PLACES; i++) let_go(k, i);
}

void kept_close(struct kept *k)
{
    if (k) kept_forget(k);
    free(k);
}

exchange *kept_find(const struct kept *k, hs_str key)
{
    exchange *x = k->at[hash_bytes(key) % PLACES];
    return x && str_eq(x->key, key) ? x : NULL;
}

void kept_put(struct kept *k, exchange *x)
{
    if (x->code != 200 || !x->state[0] || x->file > 0 || !x->key.n || x->out.n > ANSWER_MOST) return;
    size_t i = hash_bytes(x->key) % PLACES;
    let_go(k, i);
    for (size_t n = 0; k->bytes + x->out.n > ALL_MOST && n < PLACES; n++) let_go(k, k->next++ % PLACES);
    k->at[i] = x;
    k->bytes += x->out.n;
    x->holders++;
}
