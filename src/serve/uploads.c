/*
 * uploads.c - what changes the case over HTTP (--edit): one thread makes the decisions and reads the documents that
 * came, one after the other, and settles the case when none is waiting.
 *
 * The thread has the case open for writing only while there is something to do, so that another program can add to it
 * in between.  Readers do not wait for it: they stay with the state that was, until there is a new one.
 */
#include "base/file.h"
#include "base/json.h"
#include "serve/body.h"
#include "serve/inside.h"

#include <stdlib.h>

enum { KEPT_MOST = 200, WAITING_MOST = 32, FIELD_MOST = 300 };
#define WAITING_BYTES ((size_t)256 << 20) /* of files that wait */

typedef enum { UPLOAD_WAITING, UPLOAD_READING, UPLOAD_ADDED, UPLOAD_KNOWN, UPLOAD_UNREAD } upload_state;
typedef enum { FIELD_PUBLISHER, FIELD_AUTHOR, FIELD_TITLE, FIELD_PUBLISHED, FIELD_URL, FIELDS } field;
static const char *const FIELD[FIELDS] = { "publisher", "author", "title", "published", "url" };

typedef struct {
    uint64_t number; /* 0: none */
    upload_state state;
    size_t n;
    char *bytes; /* until it is read */
    char name[FIELD_MOST], field[FIELDS][FIELD_MOST];
    char document[80], why[400];
    uint64_t claims;
    bool is_ruling;  /* a decision: bytes are its body */
    uint64_t undoes; /* or the undoing of one */
} upload;

struct uploads {
    server *s;
    pthread_t thread;
    bool has_thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    upload at[KEPT_MOST]; /* number n lies at (n - 1) % KEPT_MOST */
    uint64_t taken, next; /* the last number given out; the next one to be read */
    size_t waiting_bytes;
    char doing[400];
    bool is_working, is_closing;
};

static upload *upload_of(uploads *u, uint64_t number)
{
    return &u->at[(number - 1) % KEPT_MOST];
}

/* ---- the thread that adds ---------------------------------------------------------------------------------------- */

static void say(uploads *u, const char *doing)
{
    pthread_mutex_lock(&u->lock);
    snprintf(u->doing, sizeof u->doing, "%s", doing);
    pthread_mutex_unlock(&u->lock);
}

static void on_progress(void *ctx, uint64_t done, uint64_t total, const char *doing)
{
    (void)done;
    (void)total;
    say(ctx, doing);
}

static bool on_stop(void *ctx)
{
    uploads *u = ctx;
    pthread_mutex_lock(&u->lock);
    bool stop = u->is_closing;
    pthread_mutex_unlock(&u->lock);
    return stop;
}

/* A file of records has a document in each line; every other one is a document. */
static hs_status add_all(hs_case *c, const upload *x, const hs_about *about, hs_added *sum, hs_error *err)
{
    hs_str rest = { x->bytes, x->n }, line;
    if (!str_ends(str_of(x->name), STR(".jsonl"))) return hs_add(c, rest, about, sum, err);
    hs_about record = *about;
    record.media_type = STR("application/x-hearsay-record");
    *sum = (hs_added){ .known = true };
    hs_status status = HS_OK, first = HS_OK;
    while (str_split(&rest, '\n', &line)) {
        hs_added one;
        if (!str_trim(line).n) continue;
        status = hs_add(c, line, &record, &one, first == HS_OK ? err : NULL);
        if (status == HS_OK) {
            sum->document = one.document;
            sum->known = sum->known && one.known;
            sum->claims += one.claims;
        } else if (first == HS_OK) {
            first = status;
        }
    }
    return first;
}

static hs_status add_one(hs_case *c, const upload *x, hs_added *added, hs_error *err)
{
    hs_about about = { .publisher = str_of(x->field[FIELD_PUBLISHER]), .author = str_of(x->field[FIELD_AUTHOR]),
                       .title = str_of(x->field[FIELD_TITLE]), .published = str_of(x->field[FIELD_PUBLISHED]),
                       .url = str_of(x->field[FIELD_URL]), .origin = str_of(x->name) };
    return add_all(c, x, &about, added, err);
}

static void read_one(uploads *u, hs_case *c, upload *x)
{
    hs_added added = { 0 };
    hs_error err;
    hs_status status = x->is_ruling ? decisions_make(c, (hs_str){ x->bytes, x->n }, x->undoes, u->s->options->who, &err)
                                    : add_one(c, x, &added, &err);
    pthread_mutex_lock(&u->lock);
    x->state = status != HS_OK ? UPLOAD_UNREAD : added.known ? UPLOAD_KNOWN : UPLOAD_ADDED;
    x->claims = added.claims;
    if (status != HS_OK) snprintf(x->why, sizeof x->why, "%s", err.what);
    else if (added.document.n) snprintf(x->document, sizeof x->document, "sha256:%.*s", STR_ARGS(added.document));
    u->waiting_bytes -= x->n;
    pthread_mutex_unlock(&u->lock);
    free(x->bytes);
    x->bytes = NULL;
}

/* All that wait cannot be read: the case does not open for writing. */
static void refuse_waiting(uploads *u, const hs_error *err)
{
    pthread_mutex_lock(&u->lock);
    for (; u->next <= u->taken; u->next++) {
        upload *x = upload_of(u, u->next);
        x->state = UPLOAD_UNREAD;
        snprintf(x->why, sizeof x->why, "%s", err->what);
        u->waiting_bytes -= x->n;
        free(x->bytes);
        x->bytes = NULL;
    }
    pthread_mutex_unlock(&u->lock);
}

static upload *next_waiting(uploads *u)
{
    pthread_mutex_lock(&u->lock);
    upload *x = !u->is_closing && u->next <= u->taken ? upload_of(u, u->next) : NULL;
    if (x) {
        u->next++;
        x->state = UPLOAD_READING;
        snprintf(u->doing, sizeof u->doing, "reading");
    }
    pthread_mutex_unlock(&u->lock);
    return x;
}

static void read_and_settle(uploads *u)
{
    const serve_options *o = u->s->options;
    hs_case *c;
    hs_error err;
    if (hs_case_open(o->path, HS_WRITE, o->models, &c, &err) != HS_OK) {
        refuse_waiting(u, &err);
        return;
    }
    for (upload *x; (x = next_waiting(u));) read_one(u, c, x);
    hs_watch watch = { .progress = on_progress, .stop = on_stop, .ctx = u };
    say(u, "settling");
    if (hs_settle(c, &watch, &err) != HS_OK) say(u, err.what);
    else say(u, "");
    hs_case_close(c);
}

static void *run(void *ctx)
{
    uploads *u = ctx;
    pthread_mutex_lock(&u->lock);
    while (!u->is_closing) {
        if (u->next > u->taken) {
            u->is_working = false;
            pthread_cond_wait(&u->wake, &u->lock);
            continue;
        }
        u->is_working = true;
        pthread_mutex_unlock(&u->lock);
        read_and_settle(u);
        pthread_mutex_lock(&u->lock);
    }
    pthread_mutex_unlock(&u->lock);
    return NULL;
}

/* ---- on the loop's thread ---------------------------------------------------------------------------------------- */

static const char *state_name(upload_state s)
{
    static const char *const name[] = { "waiting", "reading", "added", "known", "unread" };
    return name[s];
}

static void put_or_null(json *j, const char *key, const char *words)
{
    json_put_string(j, key, *words ? str_of(words) : (hs_str){ NULL, 0 });
}

static void put_upload(json *j, const upload *x)
{
    bool done = x->state >= UPLOAD_ADDED;
    json_open(j, '{');
    json_put_u64(j, "upload", x->number);
    json_put_string(j, "name", str_of(x->name));
    json_put_u64(j, "bytes", x->is_ruling ? 0 : x->n);
    json_put_string(j, "state", str_of(state_name(x->state)));
    put_or_null(j, "document", x->document);
    json_key(j, "claims");
    if (done) json_u64(j, x->claims);
    else json_null(j);
    put_or_null(j, "why", x->why);
    json_close(j, '}');
}

static void put_adding(uploads *u, json *j)
{
    uint64_t first = u->taken > KEPT_MOST ? u->taken - KEPT_MOST + 1 : 1;
    json_open(j, '{');
    json_put_bool(j, "working", u->is_working || u->next <= u->taken);
    put_or_null(j, "doing", u->doing);
    json_put_u64(j, "waiting", u->taken + 1 - u->next);
    json_put_u64(j, "done", u->next - 1);
    json_key(j, "uploads");
    json_open(j, '[');
    for (uint64_t n = u->taken; n >= first && n; n--) put_upload(j, upload_of(u, n));
    json_close(j, ']');
    json_close(j, '}');
}

/* With the lock held; the door that it may leave by is its own. */
static bool written(uploads *u, exchange *x, const upload *one)
{
    if (!ARENA_DOOR(x->a)) return false;
    buf out = { .a = x->a };
    json j = json_begin(&out);
    if (one) put_upload(&j, one);
    else put_adding(u, &j);
    x->out = buf_str(&out);
    arena_door_shut(x->a);
    return true;
}

static void answer(uploads *u, exchange *x, const upload *one, int code)
{
    pthread_mutex_lock(&u->lock);
    bool good = written(u, x, one);
    pthread_mutex_unlock(&u->lock);
    x->code = code;
    x->type = "application/json";
    if (!good) reply_problem(x, 503, "out of memory");
}

void uploads_answer(uploads *u, exchange *x)
{
    if (x->parameters) reply_problem(x, 400, "a parameter is not known here; /api/openapi.json lists them");
    else answer(u, x, NULL, 200);
}

/* The file's name as shown: its last part, without control characters; it never becomes a path. */
static bool take_name(exchange *x, char out[FIELD_MOST])
{
    const parameter *p = exchange_parameter(x, "name");
    size_t n = 0;
    if (!p || p->value.n >= FIELD_MOST) return false;
    for (size_t i = 0; i < p->value.n; i++) {
        unsigned char c = (unsigned char)p->value.p[i];
        if (c == '/' || c == '\\') n = 0;
        else if (c >= ' ' && c != 127) out[n++] = (char)c;
    }
    out[n] = 0;
    return n > 0;
}

/* What the request says of the file; false with the reason. */
static bool take_fields(exchange *x, upload *one, const char **why)
{
    *why = "\"name\" is missing or too long";
    if (!take_name(x, one->name)) return false;
    *why = "a field is longer than 299 bytes";
    for (int i = 0; i < FIELDS; i++) {
        const parameter *p = exchange_parameter(x, FIELD[i]);
        if (p && p->value.n >= FIELD_MOST) return false;
        if (p) snprintf(one->field[i], FIELD_MOST, "%.*s", STR_ARGS(p->value));
    }
    *why = "a parameter is not known here; /api/openapi.json lists them";
    for (size_t i = 0; i < x->parameters; i++)
        if (!x->parameter[i].used) return false;
    *why = "the file is empty";
    return x->body.n > 0;
}

/* Puts it behind those that wait; false when too many do. */
static bool queue(uploads *u, upload *one, upload **kept)
{
    pthread_mutex_lock(&u->lock);
    bool room = u->taken + 1 - u->next < WAITING_MOST && u->waiting_bytes + one->n <= WAITING_BYTES;
    if (room) {
        one->number = ++u->taken;
        u->waiting_bytes += one->n;
        *kept = upload_of(u, one->number);
        **kept = *one;
        pthread_cond_signal(&u->wake);
    }
    pthread_mutex_unlock(&u->lock);
    return room;
}

/* Keeps the body and answers with the place in the queue. */
static void take_in(uploads *u, exchange *x, upload *one)
{
    upload *kept;
    one->bytes = malloc(one->n + 1);
    if (!one->bytes) {
        reply_problem(x, 503, "out of memory");
        return;
    }
    if (one->n) memcpy(one->bytes, x->body.p, one->n);
    if (queue(u, one, &kept)) {
        answer(u, x, kept, 202);
        return;
    }
    free(one->bytes);
    reply_problem(x, 503, "too much is waiting; ask again when some of it is done");
}

void uploads_take(uploads *u, exchange *x)
{
    upload one = { .n = x->body.n };
    const char *why;
    if (take_fields(x, &one, &why)) take_in(u, x, &one);
    else reply_problem(x, 400, why);
}

void uploads_rule(uploads *u, exchange *x)
{
    hs_str prefix = STR("/api/1/decisions/"), rest = STR("");
    upload one = { .n = x->body.n, .is_ruling = true };
    hs_str kind = STR("undo");
    if (str_starts(x->path, prefix)) rest = str_sub(x->path, prefix.n, x->path.n);
    if (rest.n && (!str_ends(rest, STR("/undo")) || !str_to_u64(str_sub(rest, 0, rest.n - 5), &one.undoes) || !one.undoes)) {
        reply_problem(x, 404, "nothing is posted there; /api/openapi.json lists every resource");
        return;
    }
    if (!one.undoes && (!body_string(x->a, x->body, "kind", &kind) || kind.n >= FIELD_MOST)) {
        reply_problem(x, 400, "the body must be an object with a \"kind\"; /api/openapi.json has the rest");
        return;
    }
    snprintf(one.name, sizeof one.name, "%.*s", STR_ARGS(kind));
    take_in(u, x, &one);
}

uploads *uploads_open(server *s, hs_error *err)
{
    uploads *u = calloc(1, sizeof *u);
    if (!u) return (void)fail(err, HS_NO_MEMORY, "out of memory"), NULL;
    u->s = s;
    u->next = 1;
    pthread_mutex_init(&u->lock, NULL);
    pthread_cond_init(&u->wake, NULL);
    if (!s->options->edit) return u;
    u->has_thread = !pthread_create(&u->thread, NULL, run, u);
    if (u->has_thread) return u;
    uploads_close(u);
    return (void)fail(err, HS_NO_MEMORY, "no thread"), NULL;
}

void uploads_close(uploads *u)
{
    if (!u) return;
    pthread_mutex_lock(&u->lock);
    u->is_closing = true;
    pthread_cond_broadcast(&u->wake);
    pthread_mutex_unlock(&u->lock);
    if (u->has_thread) pthread_join(u->thread, NULL);
    for (int i = 0; i < KEPT_MOST; i++) free(u->at[i].bytes);
    pthread_cond_destroy(&u->wake);
    pthread_mutex_destroy(&u->lock);
    free(u);
}
