/*
 * pool.h - jobs on several threads, results taken in the order in which the jobs were given.
 *
 * run(ctx, worker, job) is called on one of the threads; take(ctx, job) afterwards on the caller's thread, for
 * job 0, 1, 2 ... in order.  A worker number (0 .. threads-1) is used by one thread only, so each may have an
 * arena of its own.  At most `ahead` jobs are under way or waiting to be taken.
 */
#ifndef BASE_POOL_H
#define BASE_POOL_H
#include <hearsay/types.h>
#include <stdbool.h>

typedef struct pool pool;
typedef void pool_run(void *ctx, unsigned worker, void *job);
typedef bool pool_take(void *ctx, void *job); /* false: stop early; jobs under way are finished, not taken */

pool *pool_open(unsigned threads, unsigned ahead, pool_run *, pool_take *, void *ctx); /* NULL: no memory, no thread */
bool pool_give(pool *, void *job); /* may call take; false once take said stop */
bool pool_close(pool *);           /* takes what is left, ends the threads; false if take ever said stop */
unsigned pool_processors(void);    /* processors this process may use, at least 1 */

#endif
