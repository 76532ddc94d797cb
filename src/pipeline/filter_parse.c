/*
 * filter_parse.c - the language room as a filter: text in; sentences, words, names, tags and trees out.
 *
 * Text comes in pieces that end at an empty line (or, where there is none, at any line), so that a stream of any
 * length needs the memory of one piece.  A record is one piece; so is a stretch of CoNLL-U sentences up to the next
 * document.
 */
#include "base/file.h"
#include "base/json.h"
#include "language/conllu.h"
#include "pipeline/input.h"
#include "pipeline/library.h"
#include "text/page.h"

enum { PIECE = 1 << 20, PIECE_MOST = 4 << 20, LINE_MOST = 64 << 20 };

typedef struct {
    arena *a;
    arena_mark empty; /* nothing taken but the filter's own */
    const hs_models *models;
    FILE *out;
    const hs_parse_options *options;
    const hs_watch *watch;
    input in;
    buf *piece;     /* lines not yet read, in an arena of their own */
    uint64_t first; /* line of the piece */
    uint64_t sentences, unread;
    bool json;
    hs_str document; /* its id, for the output; empty: none */
} filter;

static void unread(filter *f, uint64_t line, const char *why)
{
    f->unread++;
    input_unread(f->watch, line, why);
}

/* ---- out ------------------------------------------------------------------------------------------------------ */

static void put_unit(json *j, const page *p, const reading *r, const unit *u)
{
    json_open(j, '{');
    json_put_string(j, "words", span_words(p->text, u->at));
    json_put_span(j, "span", u->at.begin, u->at.end);
    json_put_string(j, "lemma", u->lemma);
    json_put_string(j, "upos", str_of(upos_name(u->upos)));
    json_put_string(j, "xpos", u->xpos);
    json_put_u64(j, "head", u->head == UNIT_ROOT ? 0 : u->head + 1);
    json_put_string(j, "relation", str_of(relation_name(u->relation)));
    if (u->name != NOBODY) json_put_string(j, "name", str_of(actor_class_name(r->name[u->name].class)));
    json_close(j, '}');
}

static void put_json(filter *f, buf *out, const page *p, const reading *r, uint32_t s)
{
    json j = json_begin(out);
    json_open(&j, '{');
    if (f->document.n) json_put_string(&j, "document", f->document);
    json_put_u64(&j, "sentence", f->sentences);
    json_put_span(&j, "span", p->sentence[s].at.begin, p->sentence[s].at.end);
    json_key(&j, "units");
    json_open(&j, '[');
    for (uint32_t i = 0; i < r->tree[s].units; i++) put_unit(&j, p, r, &r->tree[s].unit[i]);
    json_close(&j, ']');
    json_close(&j, '}');
    buf_byte(out, '\n');
}

typedef struct {
    const page *page;
    const reading *reading;
    const tree *inside;
} spelling;

static void put_conllu(filter *f, buf *out, const spelling *w, uint32_t s, const conllu_sentence *given)
{
    const page *p = w->page;
    char id[32];
    snprintf(id, sizeof id, "%llu", (unsigned long long)f->sentences);
    conllu_sentence numbered = { .id = str_of(id) };
    if (!s && f->document.n) buf_printf(out, "# newdoc id = %.*s\n", STR_ARGS(f->document));
    if (s ? p->sentence[s].paragraph != p->sentence[s - 1].paragraph : !given) buf_add(out, STR("# newpar\n"));
    conllu_put(out, p, w->reading, w->inside, s, given ? given : &numbered);
}

/* given: the sentences the page was made from, or NULL. */
static void put_page(filter *f, const page *p, const conllu_sentence *given)
{
    const reading *r = language_read(f->a, f->models->language, p);
    const tree *inside = f->json ? NULL : language_inside(f->a, f->models->language, p, r);
    buf out = { .a = f->a };
    for (uint32_t s = 0; s < r->trees; s++) {
        f->sentences++;
        out.n = 0;
        if (f->json) put_json(f, &out, p, r, s);
        else put_conllu(f, &out, &(spelling){ p, r, inside }, s, given ? &given[s] : NULL);
        if (fwrite(out.p, 1, out.n, f->out) != out.n) arena_leave(f->a, HS_IO, "cannot write the output");
    }
}

/* ---- in ------------------------------------------------------------------------------------------------------- */

static void read_text(filter *f, hs_str text)
{
    put_page(f, text_page(f->a, text), NULL);
}

static void read_record(filter *f, hs_str line)
{
    text_about about = { .media_type = STR("application/x-hearsay-record") };
    const document *d = text_read(f->a, line, &about);
    f->document = d->external;
    put_page(f, text_page(f->a, d->text), NULL);
}

static void read_conllu(filter *f, hs_str lines)
{
    conllu_reader from = { .rest = lines, .line = f->first - 1, .path = "in" };
    uint32_t n;
    const conllu_sentence *s = conllu_all(f->a, &from, &n);
    f->document = n && s[0].new_document ? s[0].document : STR("");
    put_page(f, conllu_page(f->a, s, n), s);
}

typedef void read_piece(filter *, hs_str);

/* Reads one piece, behind a door of its own: what cannot be read is named and skipped. */
static void behind_door(filter *f, read_piece *read, hs_str piece)
{
    if (ARENA_DOOR(f->a)) {
        read(f, piece);
        arena_door_shut(f->a);
    } else {
        const failure *why = arena_failure(f->a);
        if (why->status != HS_BAD_INPUT && why->status != HS_LIMIT)
            arena_leave(f->a, why->status, "%s", arena_str(f->a, str_of(why->what)).p);
        unread(f, f->first, why->what);
    }
    f->document = (hs_str){ "", 0 };
}

static void flush_piece(filter *f, read_piece *read)
{
    if (f->piece->n) behind_door(f, read, buf_str(f->piece));
    f->piece->n = 0;
    arena_rollback(f->a, f->empty);
    if (input_stopped(f->watch)) arena_leave(f->a, HS_INTERRUPTED, "stopped");
}

/* Whether the piece ends before this line. */
static bool ends_before(const filter *f, read_piece *read, hs_str line)
{
    if (read == read_record) return true;
    if (read == read_conllu) return str_starts(line, STR("# newdoc")) || (f->piece->n > PIECE && !line.n);
    return f->piece->n > PIECE_MOST || (f->piece->n > PIECE && !str_trim(line).n);
}

static void run(filter *f)
{
    const char *from = f->options && f->options->from ? f->options->from : "text";
    read_piece *read = !strcmp(from, "jsonl") ? read_record : !strcmp(from, "conllu") ? read_conllu : read_text;
    if (read == read_text && strcmp(from, "text")) arena_leave(f->a, HS_BAD_ARGUMENT, "cannot read from \"%s\"", from);
    hs_str line;
    line_result got;
    while ((got = input_next(&f->in, &line)) == LINE_READ || got == LINE_TOO_LONG) {
        if (got == LINE_TOO_LONG) {
            unread(f, f->in.number, "the line is too long");
            continue;
        }
        if (f->piece->n && ends_before(f, read, line)) flush_piece(f, read);
        if (!f->piece->n) f->first = f->in.number;
        buf_add(f->piece, line);
        buf_byte(f->piece, '\n');
    }
    if (got == LINE_FAILED) arena_leave(f->a, HS_IO, "cannot read the input");
    flush_piece(f, read);
    if (fflush(f->out)) arena_leave(f->a, HS_IO, "cannot write the output");
}

static hs_status run_behind_door(filter *f, hs_error *err)
{
    if (!ARENA_DOOR(f->a)) return fail_from(err, arena_failure(f->a), "parse");
    run(f);
    arena_door_shut(f->a);
    if (!f->unread) return HS_OK;
    return fail(err, HS_BAD_INPUT, "parse: %llu pieces could not be read", (unsigned long long)f->unread);
}

/* The piece lies in an arena of its own, which has a door too. */
static hs_status run_behind_doors(filter *f, hs_error *err)
{
    if (!ARENA_DOOR(f->piece->a)) return fail_from(err, arena_failure(f->piece->a), "parse");
    hs_status status = run_behind_door(f, err);
    arena_door_shut(f->piece->a);
    return status;
}

hs_status hs_parse(const hs_models *models, FILE *in, FILE *out, const hs_parse_options *options, const hs_watch *watch,
                   hs_error *err)
{
    const char *to = options && options->to ? options->to : "conllu";
    if (strcmp(to, "conllu") && strcmp(to, "json")) return fail(err, HS_BAD_ARGUMENT, "parse: cannot write \"%s\"", to);
    arena *a = arena_open(NULL, 0), *lines = arena_open(NULL, 0);
    hs_status status = HS_NO_MEMORY;
    if (a && lines) {
        buf piece = { .a = lines };
        filter f = { .a = a,
                     .empty = arena_here(a),
                     .models = models,
                     .out = out,
                     .options = options,
                     .watch = watch,
                     .in = input_of(in, LINE_MOST),
                     .piece = &piece,
                     .json = !strcmp(to, "json") };
        status = run_behind_doors(&f, err);
        input_close(&f.in);
    } else fail(err, HS_NO_MEMORY, "parse: out of memory");
    arena_close(lines);
    arena_close(a);
    return status;
}
