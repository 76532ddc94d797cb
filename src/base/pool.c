/*
 * pool.c - a ring of jobs between one giver and several runners.
 *
 *     taken | running or done, in order ............ | free
 *           ^ first                                  ^ first + count     (modulo ahead)
 */
#include "base/pool.h"

#include <pthread.h>
#include <sched.h>
#include <stdlib.h>

typedef enum { SLOT_WAITING, SLOT_RUNNING, SLOT_DONE } slot_state;

typedef struct {
    void *job;
    slot_state state;
} slot;

typedef struct {
    pool *owner;
    unsigned number;
    pthread_t thread;
} worker;

struct pool {
    pool_run *run;
    pool_take *take;
    void *ctx;
    pthread_mutex_t lock;
    pthread_cond_t to_run, done;
    slot *ring;
    worker *workers;
    unsigned threads, ahead, first, count;
    bool closing, stopped;
};

/* The oldest waiting job, or NULL.  Called with the lock held. */
static slot *next_waiting(pool *p)
{
    for (unsigned i = 0; i < p->count; i++) {
        slot *s = &p->ring[(p->first + i) % p->ahead];
        if (s->state == SLOT_WAITING) return s;
    }
    return NULL;
}

static void *work(void *arg)
{
    worker *w = arg;
    pool *p = w->owner;
    pthread_mutex_lock(&p->lock);
    for (;;) {
        slot *s = next_waiting(p);
        if (!s) {
            if (p->closing) break;
            pthread_cond_wait(&p->to_run, &p->lock);
            continue;
        }
        s->state = SLOT_RUNNING;
        void *job = s->job;
        pthread_mutex_unlock(&p->lock);
        p->run(p->ctx, w->number, job);
        pthread_mutex_lock(&p->lock);
        s->state = SLOT_DONE;
        pthread_cond_broadcast(&p->done);
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

pool *pool_open(unsigned threads, unsigned ahead, pool_run *run, pool_take *take, void *ctx)
{
    pool *p = calloc(1, sizeof *p);
    if (!p) return NULL;
    *p = (pool){ .run = run, .take = take, .ctx = ctx, .ahead = ahead ? ahead : 1 };
    p->ring = calloc(p->ahead, sizeof *p->ring);
    p->workers = calloc(threads ? threads : 1, sizeof *p->workers);
    if (!p->ring || !p->workers) {
        free(p->ring);
        free(p->workers);
        free(p);
        return NULL;
    }
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->to_run, NULL);
    pthread_cond_init(&p->done, NULL);
    for (unsigned i = 0; i < (threads ? threads : 1); i++) {
        p->workers[i] = (worker){ .owner = p, .number = i };
        if (pthread_create(&p->workers[i].thread, NULL, work, &p->workers[i])) break;
        p->threads++;
    }
    if (!p->threads) {
        pool_close(p);
        return NULL;
    }
    return p;
}

/* Takes done jobs from the front until at most `most` are left.  Called and left with the lock held. */
static void take_front(pool *p, unsigned most)
{
    while (p->count) {
        slot *s = &p->ring[p->first];
        if (s->state != SLOT_DONE) {
            if (p->count <= most) return;
            pthread_cond_wait(&p->done, &p->lock);
            continue;
        }
        void *job = s->job;
        p->first = (p->first + 1) % p->ahead;
        p->count--;
        if (p->stopped) continue;
        pthread_mutex_unlock(&p->lock);
        bool go_on = p->take(p->ctx, job);
        pthread_mutex_lock(&p->lock);
        if (!go_on) p->stopped = true;
    }
}

bool pool_give(pool *p, void *job)
{
    pthread_mutex_lock(&p->lock);
    take_front(p, p->ahead - 1);
    bool go_on = !p->stopped;
    if (go_on) {
        p->ring[(p->first + p->count++) % p->ahead] = (slot){ job, SLOT_WAITING };
        pthread_cond_signal(&p->to_run);
    }
    pthread_mutex_unlock(&p->lock);
    return go_on;
}

bool pool_close(pool *p)
{
    pthread_mutex_lock(&p->lock);
    take_front(p, 0);
    p->closing = true;
    pthread_cond_broadcast(&p->to_run);
    pthread_mutex_unlock(&p->lock);
    for (unsigned i = 0; i < p->threads; i++) pthread_join(p->workers[i].thread, NULL);
    bool all = !p->stopped;
    pthread_mutex_destroy(&p->lock);
    pthread_cond_destroy(&p->to_run);
    pthread_cond_destroy(&p->done);
    free(p->ring);
    free(p->workers);
    free(p);
    return all;
}

unsigned pool_processors(void)
{
    cpu_set_t set;
    int n = sched_getaffinity(0, sizeof set, &set) ? 1 : CPU_COUNT(&set);
    return n > 0 ? (unsigned)n : 1;
}
