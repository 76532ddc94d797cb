/*
 * filter_parse.c - the language room as a filter: text in; sentences, words, names, tags and trees out.
 *
 *     input --> pieces --> read, each by itself, on one thread or several --> written in their order
 *
 * Text comes in pieces of at most PIECE bytes that end at an empty line (else at any line, else between words), so that
 * a stream of any length, in lines of any length, needs the memory of a few pieces.  A record is one piece; so is a
 * stretch of CoNLL-U sentences up to the next document.
 */
#include "base/file.h"
#include "base/json.h"
#include "base/pool.h"
#include "language/conllu.h"
#include "pipeline/input.h"
#include "pipeline/library.h"
#include "text/page.h"

#include <stdlib.h>

enum { PIECE = 1 << 16, LINE_MOST = 64 << 20, THREADS_MOST = 256 };

typedef struct filter filter;

/* A piece, and what was read in it. */
typedef struct {
    char *text; /* grows; kept for the next piece */
    size_t n, room;
    uint64_t line, offset; /* where the piece begins in the input; offset in bytes, of plain text */
    arena *a;              /* of what follows; emptied for the next piece */
    const page *page;
    const reading *reading;
    const tree *inside;           /* NULL for JSON */
    const conllu_sentence *given; /* the sentences the page was made from, or NULL */
    hs_str document;              /* its id, for the output; empty: none */
    failure why;                  /* status HS_OK: there is none */
} piece;

typedef void read_piece(const filter *, piece *);

struct filter {
    const hs_models *models;
    FILE *out;
    const hs_watch *watch;
    input in;
    read_piece *read;
    bool json;
    piece *piece; /* one more than may be under way */
    unsigned pieces, now;
    char *rest; /* of plain text: what the last piece did not take; PIECE bytes */
    pool *pool; /* NULL: one thread */
    uint64_t sentences, unread;
    failure why; /* what ended it all */
};

/* ---- out ------------------------------------------------------------------------------------------------------ */

static void put_unit(json *j, const piece *x, const unit *u)
{
    json_open(j, '{');
    json_put_string(j, "words", span_words(x->page->text, u->at));
    json_put_span(j, "span", x->offset + u->at.begin, x->offset + u->at.end);
    json_put_string(j, "lemma", u->lemma);
    json_put_string(j, "upos", str_of(upos_name(u->upos)));
    json_put_string(j, "xpos", u->xpos);
    json_put_u64(j, "head", u->head == UNIT_ROOT ? 0 : u->head + 1);
    json_put_string(j, "relation", str_of(relation_name(u->relation)));
    if (u->name != NOBODY) json_put_string(j, "name", str_of(actor_class_name(x->reading->name[u->name].class)));
    json_close(j, '}');
}

static void put_json(const filter *f, buf *out, const piece *x, uint32_t s)
{
    span at = x->page->sentence[s].at;
    tree t = x->reading->tree[s];
    json j = json_begin(out);
    json_open(&j, '{');
    if (x->document.n) json_put_string(&j, "document", x->document);
    json_put_u64(&j, "sentence", f->sentences);
    json_put_span(&j, "span", x->offset + at.begin, x->offset + at.end);
    if (x->page->sentence[s].is_heading) json_put_bool(&j, "heading", true);
    json_key(&j, "units");
    json_open(&j, '[');
    for (uint32_t i = 0; i < t.units; i++) put_unit(&j, x, &t.unit[i]);
    json_close(&j, ']');
    json_close(&j, '}');
    buf_byte(out, '\n');
}

static void put_conllu(const filter *f, buf *out, const piece *x, uint32_t s)
{
    const page *p = x->page;
    char id[32];
    snprintf(id, sizeof id, "%llu", (unsigned long long)f->sentences);
    conllu_sentence numbered = { .id = str_of(id) };
    if (!s && x->document.n) buf_printf(out, "# newdoc id = %.*s\n", STR_ARGS(x->document));
    if (s ? p->sentence[s].paragraph != p->sentence[s - 1].paragraph : !x->given) buf_add(out, STR("# newpar\n"));
    conllu_put(out, p, x->reading, x->inside, s, x->given ? &x->given[s] : &numbered);
}

static void put_piece(filter *f, const piece *x)
{
    buf out = { .a = x->a };
    for (uint32_t s = 0; s < x->reading->trees; s++) {
        f->sentences++;
        out.n = 0;
        if (f->json) put_json(f, &out, x, s);
        else put_conllu(f, &out, x, s);
        if (fwrite(out.p, 1, out.n, f->out) != out.n) arena_leave(x->a, HS_IO, "cannot write the output");
    }
}

/* Behind a door, since writing takes memory too. */
static void put_behind_door(filter *f, piece *x)
{
    if (ARENA_DOOR(x->a)) {
        put_piece(f, x);
        arena_door_shut(x->a);
    } else
        x->why = *arena_failure(x->a);
}

/* In order of the pieces.  What could not be read is named and passed over; any other failure ends all. */
static bool take(void *ctx, void *job)
{
    filter *f = ctx;
    piece *x = job;
    if (x->why.status == HS_OK) put_behind_door(f, x);
    if (x->why.status == HS_BAD_INPUT || x->why.status == HS_LIMIT) {
        f->unread++;
        input_unread(f->watch, x->line, x->why.what);
    } else if (x->why.status != HS_OK && f->why.status == HS_OK)
        f->why = x->why;
    arena_reset(x->a);
    x->why = (failure){ .status = HS_OK };
    x->n = 0;
    return f->why.status == HS_OK;
}

/* ---- in ------------------------------------------------------------------------------------------------------- */

static void read_page(const filter *f, piece *x, const page *p)
{
    x->page = p;
    x->reading = language_read(x->a, f->models->language, p);
    x->inside = f->json ? NULL : language_inside(x->a, f->models->language, p, x->reading);
}

static void read_text(const filter *f, piece *x)
{
    read_page(f, x, text_page(x->a, (hs_str){ x->text, x->n }));
}

static void read_record(const filter *f, piece *x)
{
    text_about about = { .media_type = STR("application/x-hearsay-record") };
    const document *d = text_read(x->a, (hs_str){ x->text, x->n }, &about);
    x->document = d->external;
    read_page(f, x, text_page(x->a, d->text));
}

static void read_conllu(const filter *f, piece *x)
{
    conllu_reader from = { .rest = { x->text, x->n }, .line = x->line - 1, .path = "in" };
    uint32_t n;
    const conllu_sentence *s = conllu_all(x->a, &from, &n);
    x->document = n && s[0].new_document ? s[0].document : STR("");
    x->given = s;
    read_page(f, x, conllu_page(x->a, s, n));
}

/* On one of the threads. */
static void read_behind_door(void *ctx, unsigned worker, void *job)
{
    const filter *f = ctx;
    piece *x = job;
    (void)worker;
    x->document = STR("");
    x->given = NULL;
    if (ARENA_DOOR(x->a)) {
        f->read(f, x);
        arena_door_shut(x->a);
    } else
        x->why = *arena_failure(x->a);
}

static bool stop_with(filter *f, hs_status status, const char *what)
{
    f->why.status = status;
    snprintf(f->why.what, sizeof f->why.what, "%s", what);
    return false;
}

/* Hands the piece on and begins another one; false when it is over. */
static bool hand_on(filter *f)
{
    piece *x = &f->piece[f->now];
    if (!x->n) return true;
    if (input_stopped(f->watch)) return stop_with(f, HS_INTERRUPTED, "stopped");
    f->now = (f->now + 1) % f->pieces;
    if (f->pool) {
        if (!pool_give(f->pool, x)) return false;
    } else {
        read_behind_door(f, 0, x);
        if (!take(f, x)) return false;
    }
    return true;
}

static bool grow(filter *f, piece *x, size_t n)
{
    if (n <= x->room) return true;
    size_t room = x->room ? x->room : PIECE + 4096;
    while (room < n) room *= 2;
    char *text = realloc(x->text, room);
    if (!text) return stop_with(f, HS_NO_MEMORY, "out of memory");
    x->text = text;
    x->room = room;
    return true;
}

static bool add(filter *f, hs_str bytes)
{
    piece *x = &f->piece[f->now];
    if (!grow(f, x, x->n + bytes.n)) return false;
    if (bytes.n) memcpy(x->text + x->n, bytes.p, bytes.n);
    x->n += bytes.n;
    return true;
}

/* Where a full piece of text had better end: behind an empty line, a line, a sentence, a word, a letter. */
static size_t good_end(hs_str s)
{
    static const hs_str BEHIND[] = { STR_INIT("\n\n"), STR_INIT("\n"), STR_INIT(". "), STR_INIT(" ") };
    for (size_t i = 0; i < sizeof BEHIND / sizeof *BEHIND; i++)
        for (size_t end = s.n; end > s.n / 2; end--)
            if (str_ends((hs_str){ s.p, end }, BEHIND[i])) return end;
    for (size_t end = s.n; end > s.n - 4; end--) {
        unsigned char c = (unsigned char)s.p[end - 1];
        if (c < 0x80) return end;
        if (c >= 0xC0) return end - 1; /* begins a letter that may go on behind the piece */
    }
    return s.n;
}

static bool run_text(filter *f)
{
    uint64_t line = 1, offset = 0;
    size_t rest = 0;
    for (bool more = true; more;) {
        piece *x = &f->piece[f->now];
        if (!grow(f, x, PIECE)) return false;
        memcpy(x->text, f->rest, rest);
        x->n = rest + fread(x->text + rest, 1, PIECE - rest, f->in.in);
        if (ferror(f->in.in)) return stop_with(f, HS_IO, "cannot read the input");
        more = x->n == PIECE;
        size_t end = more ? good_end((hs_str){ x->text, x->n }) : x->n;
        rest = x->n - end;
        memcpy(f->rest, x->text + end, rest);
        x->n = end;
        x->line = line;
        x->offset = offset;
        for (size_t i = 0; i < end; i++) line += x->text[i] == '\n';
        offset += end;
        if (!hand_on(f)) return false;
    }
    return true;
}

/* Whether the piece ends before this line. */
static bool ends_before(const filter *f, const piece *x, hs_str line)
{
    if (f->read == read_record) return true;
    return str_starts(line, STR("# newdoc")) || (x->n > PIECE && !line.n);
}

static bool run_lines(filter *f)
{
    hs_str line;
    line_result got;
    while ((got = input_next(&f->in, &line)) == LINE_READ || got == LINE_TOO_LONG) {
        if (got == LINE_TOO_LONG) {
            f->unread++;
            input_unread(f->watch, f->in.number, "the line is too long");
            continue;
        }
        if (ends_before(f, &f->piece[f->now], line) && !hand_on(f)) return false;
        piece *x = &f->piece[f->now];
        if (!x->n) x->line = f->in.number;
        if (!add(f, line) || !add(f, STR("\n"))) return false;
    }
    return got == LINE_FAILED ? stop_with(f, HS_IO, "cannot read the input") : hand_on(f);
}

/* ---- all ------------------------------------------------------------------------------------------------------ */

static bool filter_open(filter *f, unsigned threads)
{
    f->pieces = threads > 1 ? 2 * threads + 1 : 1;
    f->piece = calloc(f->pieces, sizeof *f->piece);
    f->rest = malloc(PIECE);
    if (!f->piece || !f->rest) return false;
    for (unsigned i = 0; i < f->pieces; i++)
        if (!(f->piece[i].a = arena_open(NULL, 0))) return false;
    if (threads > 1 && !(f->pool = pool_open(threads, f->pieces - 1, read_behind_door, take, f))) return false;
    return true;
}

static void filter_close(filter *f)
{
    for (unsigned i = 0; f->piece && i < f->pieces; i++) {
        arena_close(f->piece[i].a);
        free(f->piece[i].text);
    }
    free(f->piece);
    free(f->rest);
    input_close(&f->in);
}

static hs_status run(filter *f, hs_error *err)
{
    if (f->read == read_text) run_text(f);
    else run_lines(f);
    if (f->pool) pool_close(f->pool);
    if (f->why.status == HS_OK && fflush(f->out)) stop_with(f, HS_IO, "cannot write the output");
    if (f->why.status != HS_OK) return fail_from(err, &f->why, "parse");
    if (!f->unread) return HS_OK;
    return fail(err, HS_BAD_INPUT, "parse: %llu pieces could not be read", (unsigned long long)f->unread);
}

hs_status hs_parse(const hs_models *models, FILE *in, FILE *out, const hs_parse_options *options, const hs_watch *watch,
                   hs_error *err)
{
    static const hs_parse_options NONE = { NULL, NULL, 0 };
    const hs_parse_options *o = options ? options : &NONE;
    const char *from = o->from ? o->from : "text", *to = o->to ? o->to : "conllu";
    read_piece *read = !strcmp(from, "text") ? read_text : !strcmp(from, "jsonl") ? read_record : read_conllu;
    if (read == read_conllu && strcmp(from, "conllu")) return fail(err, HS_BAD_ARGUMENT, "parse: cannot read from \"%s\"", from);
    if (!models->language) return fail(err, HS_BAD_ARGUMENT, "parse: the models were opened for answers alone");
    if (strcmp(to, "conllu") && strcmp(to, "json")) return fail(err, HS_BAD_ARGUMENT, "parse: cannot write \"%s\"", to);
    if (o->threads > THREADS_MOST) return fail(err, HS_BAD_ARGUMENT, "parse: %u threads, at most %d", o->threads, THREADS_MOST);
    filter f = { .models = models, .out = out, .watch = watch, .in = input_of(in, LINE_MOST), .read = read,
                 .json = !strcmp(to, "json") };
    hs_status status = filter_open(&f, o->threads) ? run(&f, err) : fail(err, HS_NO_MEMORY, "parse: out of memory");
    filter_close(&f);
    return status;
}
