/*
 * readers.c - threads that answer, each with the case open for itself.
 *
 * A reader holds one moment of the case, the same as all others: it moves on when the watcher has seen a new settled
 * state, and never while it answers.  So a reader never waits for the one who adds, and what it shows is whole.
 * What takes long (a check of everything, an export) has a lane and a reader of its own, so that pages do not wait.
 */
#include "base/file.h"
#include "serve/inside.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

typedef struct {
    exchange *first, **last;
} lane;

typedef struct {
    readers *owner;
    lane *serves;
    pthread_t thread;
    hs_case *c;
    uint64_t turn; /* of `readers` that it has moved to */
    char state[STATE_NAME];
    bool has_thread;
} reader;

struct readers {
    server *s;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    lane quick, slow, done; /* to be answered, and to be sent */
    int told;                          /* an eventfd: something is done */
    struct event *on_done;
    uint64_t turn; /* how often the case has moved on */
    bool is_closing;
    reader *at;
    unsigned threads;
};

static void put_last(lane *l, exchange *x)
{
    x->next = NULL;
    *l->last = x;
    l->last = &x->next;
}

static exchange *take_first(lane *l)
{
    exchange *x = l->first;
    if (x && !(l->first = x->next)) l->last = &l->first;
    return x;
}

/* ---- on a reader's thread ---------------------------------------------------------------------------------------- */

static hs_status move_on(reader *r, uint64_t turn, hs_error *err)
{
    hs_moment moment;
    hs_status status = hs_hold(r->c, &moment, err);
    if (status != HS_OK) return status;
    snprintf(r->state, sizeof r->state, "%s", moment.state);
    r->turn = turn;
    return HS_OK;
}

static void done(readers *all, exchange *x)
{
    pthread_mutex_lock(&all->lock);
    put_last(&all->done, x);
    pthread_mutex_unlock(&all->lock);
    uint64_t one = 1;
    if (write(all->told, &one, sizeof one) < 0) return; /* the counter is full: the loop is told anyway */
}

static void answer(reader *r, exchange *x, uint64_t turn)
{
    hs_error err;
    if (r->turn != turn && move_on(r, turn, &err) != HS_OK) {
        reply_status(x, &err);
        return;
    }
    resource_answer(r->c, r->owner->s->options, r->state, x);
    reply_pack(x);
}

static void *run(void *ctx)
{
    reader *r = ctx;
    readers *all = r->owner;
    pthread_mutex_lock(&all->lock);
    while (!all->is_closing) {
        uint64_t turn = all->turn;
        exchange *x = take_first(r->serves);
        if (!x && r->turn == turn) {
            pthread_cond_wait(&all->wake, &all->lock);
            continue;
        }
        pthread_mutex_unlock(&all->lock);
        if (x) {
            answer(r, x, turn);
            done(all, x);
        } else if (move_on(r, turn, NULL) != HS_OK) {
            r->turn = turn; /* the next question says what is wrong */
        }
        pthread_mutex_lock(&all->lock);
    }
    pthread_mutex_unlock(&all->lock);
    return NULL;
}

/* ---- on the loop's thread ---------------------------------------------------------------------------------------- */

static void send_done(evutil_socket_t fd, short what, void *ctx)
{
    readers *all = ctx;
    uint64_t many;
    (void)what;
    if (read(fd, &many, sizeof many) < 0) return;
    pthread_mutex_lock(&all->lock);
    exchange *x = all->done.first;
    all->done = (lane){ NULL, &all->done.first };
    pthread_mutex_unlock(&all->lock);
    while (x) {
        exchange *next = x->next;
        reply_send(all->s, x);
        x = next;
    }
}

void readers_give(readers *all, exchange *x)
{
    pthread_mutex_lock(&all->lock);
    put_last(resource_is_slow(x->path) ? &all->slow : &all->quick, x);
    pthread_cond_broadcast(&all->wake);
    pthread_mutex_unlock(&all->lock);
}

void readers_moved(readers *all)
{
    pthread_mutex_lock(&all->lock);
    all->turn++;
    pthread_cond_broadcast(&all->wake);
    pthread_mutex_unlock(&all->lock);
}

static hs_status start(readers *all, reader *r, lane *serves, hs_error *err)
{
    const serve_options *o = all->s->options;
    r->owner = all;
    r->serves = serves;
    hs_status status = hs_case_open(o->path, HS_READ, o->models, &r->c, err);
    if (status == HS_OK) status = move_on(r, all->turn, err);
    if (status != HS_OK) return status;
    if (pthread_create(&r->thread, NULL, run, r)) return fail(err, HS_NO_MEMORY, "no thread");
    r->has_thread = true;
    return HS_OK;
}

readers *readers_open(server *s, unsigned threads, hs_error *err)
{
    readers *all = calloc(1, sizeof *all);
    if (!all) return (void)fail(err, HS_NO_MEMORY, "out of memory"), NULL;
    *all = (readers){ .s = s, .threads = threads + 1, .told = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC) };
    all->quick.last = &all->quick.first;
    all->slow.last = &all->slow.first;
    all->done.last = &all->done.first;
    pthread_mutex_init(&all->lock, NULL);
    pthread_cond_init(&all->wake, NULL);
    all->at = calloc(threads + 1, sizeof *all->at);
    all->on_done = all->told < 0 ? NULL : event_new(s->loop, all->told, EV_READ | EV_PERSIST, send_done, all);
    hs_status status = all->at && all->on_done && !event_add(all->on_done, NULL) ? HS_OK : fail(err, HS_NO_MEMORY, "out of memory");
    for (unsigned i = 0; status == HS_OK && i < all->threads; i++)
        status = start(all, &all->at[i], i < threads ? &all->quick : &all->slow, err);
    if (status == HS_OK) return all;
    readers_close(all);
    return NULL;
}

static void drop(exchange *x)
{
    while (x) {
        exchange *next = x->next;
        reply_problem(x, 503, "the server is ending");
        reply_send(NULL, x);
        x = next;
    }
}

void readers_close(readers *all)
{
    if (!all) return;
    pthread_mutex_lock(&all->lock);
    all->is_closing = true;
    pthread_cond_broadcast(&all->wake);
    pthread_mutex_unlock(&all->lock);
    for (unsigned i = 0; all->at && i < all->threads; i++) {
        if (all->at[i].has_thread) pthread_join(all->at[i].thread, NULL);
        hs_case_close(all->at[i].c);
    }
    drop(all->quick.first);
    drop(all->slow.first);
    drop(all->done.first);
    if (all->on_done) event_free(all->on_done);
    if (all->told >= 0) close(all->told);
    pthread_cond_destroy(&all->wake);
    pthread_mutex_destroy(&all->lock);
    free(all->at);
    free(all);
}
