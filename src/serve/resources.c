/*
 * resources.c - which path is which page, and what may be asked of it; on a reader's thread.
 */
#include "base/file.h"
#include "base/json.h"
#include "serve/bundle.h"
#include "serve/inside.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

enum { ROWS_USUAL = 100, ROWS_MOST = 1000, TEXT_MOST = 1 << 20 };

/* What may be asked of a page besides what its path says. */
typedef enum {
    ASK_AFTER = 1, ASK_ABOUT = 2, ASK_WITH = 4, ASK_BY = 8, ASK_AGAINST = 16, ASK_FRAME = 32, ASK_SINCE = 64, ASK_UNTIL = 128,
    ASK_WORDS = 256, ASK_DOCUMENT = 512, ASK_PUBLISHER = 1024, ASK_LANGUAGE = 2048, ASK_YEAR = 4096, ASK_SAYS = 8192,
    ASK_KIND = 524288, ASK_SIDE = 16384, ASK_ORIGIN = 32768, ASK_FROM = 65536, ASK_SPAN = 131072, ASK_WINDOW = 262144,
    ASK_TIME = ASK_SINCE | ASK_UNTIL
} askable;

enum { PAGE_REVIEW = HS_PAGES, PAGE_DECISIONS, PAGE_BELIEF };

typedef struct {
    const char *path; /* behind /api/1; "#" is a number, "@" a document */
    int page; /* a hs_page_kind, or one of ours */
    unsigned may;
} resource;

static const resource RESOURCES[] = {
    { "/case", HS_PAGE_CASE, 0 },
    { "/unread", HS_PAGE_UNREAD, ASK_AFTER },
    { "/questions", HS_PAGE_QUESTIONS,
      ASK_AFTER | ASK_ABOUT | ASK_BY | ASK_AGAINST | ASK_FRAME | ASK_TIME | ASK_WORDS | ASK_DOCUMENT },
    { "/questions/#", HS_PAGE_QUESTION, 0 },
    { "/questions/#/origins", HS_PAGE_ORIGINS, ASK_AFTER },
    { "/questions/#/timeline", HS_PAGE_TIMELINE, ASK_AFTER },
    { "/questions/#/belief", PAGE_BELIEF, ASK_AFTER },
    { "/questions/#/drift", HS_PAGE_DRIFT, ASK_AFTER },
    { "/answers/#", HS_PAGE_ANSWER, 0 },
    { "/answers/#/claims", HS_PAGE_ANSWER_CLAIMS, ASK_AFTER | ASK_SIDE | ASK_ORIGIN },
    { "/claims", HS_PAGE_CLAIMS, ASK_AFTER | ASK_ABOUT | ASK_WITH | ASK_BY | ASK_AGAINST | ASK_FRAME | ASK_TIME | ASK_DOCUMENT },
    { "/claims/#", HS_PAGE_CLAIM, 0 },
    { "/documents", HS_PAGE_DOCUMENTS, ASK_AFTER | ASK_TIME | ASK_PUBLISHER },
    { "/documents/@", HS_PAGE_DOCUMENT, ASK_WINDOW },
    { "/documents/@/span", HS_PAGE_SPAN, ASK_SPAN },
    { "/actors", HS_PAGE_ACTORS, ASK_AFTER | ASK_ABOUT },
    { "/actors/#", HS_PAGE_ACTOR, 0 },
    { "/actors/#/says", HS_PAGE_SAYS, ASK_AFTER },
    { "/actors/#/said-of", HS_PAGE_SAID_OF, ASK_AFTER },
    { "/actors/#/mentions", HS_PAGE_MENTIONS, ASK_AFTER },
    { "/sources", HS_PAGE_SOURCES, ASK_AFTER | ASK_ABOUT },
    { "/sources/#", HS_PAGE_SOURCE, 0 },
    { "/sources/#/claims", HS_PAGE_SOURCE_CLAIMS, ASK_AFTER },
    { "/copies", HS_PAGE_COPIES, ASK_AFTER | ASK_DOCUMENT | ASK_TIME | ASK_FROM | ASK_BY },
    { "/copies/#", HS_PAGE_COPY, 0 },
    { "/lineages", HS_PAGE_LINEAGES, ASK_AFTER | ASK_DOCUMENT },
    { "/lineages/#", HS_PAGE_LINEAGE, 0 },
    { "/search", HS_PAGE_SEARCH, ASK_AFTER | ASK_WORDS | ASK_TIME | ASK_PUBLISHER | ASK_LANGUAGE | ASK_YEAR | ASK_SAYS },
    { "/review", PAGE_REVIEW, ASK_AFTER | ASK_KIND },
    { "/decisions", PAGE_DECISIONS, ASK_AFTER },
    { "/custody", HS_PAGE_CUSTODY, ASK_AFTER },
    { "/verify", HS_PAGE_VERIFY, 0 },
    { "/run", HS_PAGE_RUN, 0 }
};

/* ---- answers ----------------------------------------------------------------------------------------------------- */

static void keep(exchange *x, const char *state, hs_str json)
{
    if (!ARENA_DOOR(x->a)) {
        reply_problem(x, 413, "the answer is larger than this server gives");
        return;
    }
    x->out = arena_str(x->a, json);
    arena_door_shut(x->a);
    x->code = 200;
    x->type = "application/json";
    snprintf(x->state, sizeof x->state, "%s", state);
}

/* The case in numbers, with what the server knows of itself. */
static hs_str case_json(arena *a, const serve_options *o, const char *state, hs_str numbers)
{
    buf out = { .a = a };
    json j = json_begin(&out);
    json_open(&j, '{');
    json_put_string(&j, "name", str_of(o->name));
    json_put_string(&j, "version", str_of(hs_version()));
    json_put_bool(&j, "edit", o->edit);
    json_put_string(&j, "state", str_of(state));
    json_raw(&j, str_sub(numbers, 1, numbers.n - 1));
    json_close(&j, '}');
    return buf_str(&out);
}

static void keep_case(exchange *x, const serve_options *o, const char *state, hs_str numbers)
{
    hs_str whole = { NULL, 0 };
    if (ARENA_DOOR(x->a)) {
        whole = case_json(x->a, o, state, numbers);
        arena_door_shut(x->a);
    }
    keep(x, state, whole);
}

/* What went wrong, without the name of the case's file in front. */
static void answer_failure(exchange *x, const serve_options *o, hs_error *err)
{
    size_t n = strlen(o->path);
    if (!strncmp(err->what, o->path, n) && !strncmp(err->what + n, ": ", 2)) memmove(err->what, err->what + n + 2, strlen(err->what + n + 2) + 1);
    reply_status(x, err);
}

/* ---- exports ----------------------------------------------------------------------------------------------------- */

static hs_str exports_json(arena *a, const serve_options *o)
{
    buf out = { .a = a };
    json j = json_begin(&out);
    uint64_t n = 0;
    json_open(&j, '{');
    json_key(&j, "rows");
    json_open(&j, '[');
    for (const serve_export *e = o->exports; e && e->name; e++, n++) {
        json_open(&j, '{');
        json_put_string(&j, "name", str_of(e->name));
        json_put_string(&j, "summary", str_of(e->summary));
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_put_string(&j, "next", (hs_str){ NULL, 0 });
    json_put_u64(&j, "total", n);
    json_close(&j, '}');
    return buf_str(&out);
}

/* Written to a file without a name first: what goes wrong half-way is then a problem, and no half of a file. */
static void write_export(hs_case *c, const serve_options *o, const serve_export *e, const char *state, exchange *x)
{
    hs_error err;
    FILE *f = tmpfile();
    hs_status status = f ? e->write(c, f, &err) : fail(&err, HS_IO, "no room for a file: %s", strerror(errno));
    if (status == HS_OK && fflush(f)) status = fail(&err, HS_IO, "the export cannot be written: %s", strerror(errno));
    off_t n = status == HS_OK ? ftello(f) : -1;
    int fd = n >= 0 ? dup(fileno(f)) : -1;
    if (status == HS_OK && fd < 0) status = fail(&err, HS_IO, "the export cannot be read back: %s", strerror(errno));
    if (f) fclose(f);
    if (status != HS_OK) {
        answer_failure(x, o, &err);
        return;
    }
    x->file = fd;
    x->file_n = (uint64_t)n;
    x->code = 200;
    x->type = "application/octet-stream";
    x->file_name = e->name;
    snprintf(x->state, sizeof x->state, "%s", state);
}

static bool answer_exports(hs_case *c, const serve_options *o, const char *state, exchange *x)
{
    hs_str name = STR("/api/1/exports/");
    hs_str listing = { NULL, 0 };
    if (str_eq(x->path, STR("/api/1/exports"))) {
        if (ARENA_DOOR(x->a)) {
            listing = exports_json(x->a, o);
            arena_door_shut(x->a);
        }
        keep(x, state, listing);
        return true;
    }
    if (!str_starts(x->path, name)) return false;
    for (const serve_export *e = o->exports; e && e->name; e++)
        if (str_eq(str_sub(x->path, name.n, x->path.n), str_of(e->name))) {
            write_export(c, o, e, state, x);
            return true;
        }
    reply_problem(x, 404, "no such form of export; /api/1/exports lists them");
    return true;
}

bool resource_is_lasting(hs_str path)
{
    return !str_eq(path, STR("/api/1/verify")) && !str_starts(path, STR("/api/1/exports/"));
}

bool resource_is_slow(hs_str path)
{
    hs_str belief = STR("/belief"); /* weighed anew for each day */
    bool ends_so = path.n > belief.n && str_eq(str_sub(path, path.n - belief.n, path.n), belief);
    return !resource_is_lasting(path) || str_eq(path, STR("/api/1/review")) || ends_so;
}

/* ---- paths ------------------------------------------------------------------------------------------------------- */

static bool is_document_name(hs_str part)
{
    uint64_t n;
    hs_str hex = str_starts(part, STR("sha256:")) ? str_sub(part, 7, part.n) : part;
    if (part.n && part.n < 8) return str_to_u64(part, &n);
    bool good = hex.n >= 8 && hex.n <= 64;
    for (size_t i = 0; good && i < hex.n; i++) good = memchr("0123456789abcdef", hex.p[i], 16) != NULL;
    return good;
}

/* Compares part by part; takes over what stands for "#" and "@". */
static bool path_is(const char *pattern, hs_str path, hs_asked *q)
{
    hs_str wanted = str_of(pattern), want, got;
    while (str_split(&wanted, '/', &want)) {
        if (!str_split(&path, '/', &got)) return false;
        if (str_eq(want, STR("@")) && is_document_name(got)) q->document = got;
        else if (str_eq(want, STR("#")) && str_to_u64(got, &q->number) && q->number) continue;
        else if (!str_eq(want, got)) return false;
    }
    return !str_split(&path, '/', &got);
}

/* The original bytes, for a download and for nothing else: nobody knows what is in them. */
static bool answer_original(hs_case *c, const serve_options *o, const char *state, exchange *x)
{
    hs_asked q = { 0 };
    hs_str bytes;
    hs_error err;
    if (!str_starts(x->path, STR("/api/1/")) || !path_is("/documents/@/original", str_sub(x->path, 6, x->path.n), &q)) return false;
    if (hs_original_of(c, q.document, &bytes, &err) != HS_OK) {
        answer_failure(x, o, &err);
        return true;
    }
    keep(x, state, bytes);
    if (x->code == 200) {
        x->type = "application/octet-stream";
        x->file_name = "original";
    }
    return true;
}

static const resource *resource_of(hs_str path, hs_asked *q)
{
    if (!str_starts(path, STR("/api/1/"))) return NULL;
    for (size_t i = 0; i < sizeof RESOURCES / sizeof *RESOURCES; i++) {
        *q = (hs_asked){ .most = ROWS_USUAL };
        if (path_is(RESOURCES[i].path, str_sub(path, 6, path.n), q)) return &RESOURCES[i];
    }
    return NULL;
}

/* ---- parameters -------------------------------------------------------------------------------------------------- */

const parameter *exchange_parameter(exchange *x, const char *name)
{
    for (size_t i = 0; i < x->parameters; i++)
        if (str_eq(x->parameter[i].name, str_of(name))) {
            x->parameter[i].used = true;
            return &x->parameter[i];
        }
    return NULL;
}

static bool take_number(exchange *x, const char *name, uint64_t fewest, uint64_t most, uint64_t *out)
{
    const parameter *p = exchange_parameter(x, name);
    return !p || (str_to_u64(p->value, out) && *out >= fewest && *out <= most);
}

static void take_text(exchange *x, const char *name, hs_str *out)
{
    const parameter *p = exchange_parameter(x, name);
    if (p) *out = p->value;
}

/* "100-17-5f0c...": a place, and the state it is good for. */
static int take_cursor(exchange *x, const char *state, hs_asked *q)
{
    const parameter *p = exchange_parameter(x, "after");
    if (!p) return 0;
    size_t dash = str_find(p->value, STR("-"), 0);
    if (dash == SIZE_MAX || !str_to_u64(str_sub(p->value, 0, dash), &q->after) || q->after > UINT32_MAX) return 400;
    return str_eq(str_sub(p->value, dash + 1, p->value.n), str_of(state)) ? 0 : 409;
}

static bool is_one_of(hs_str value, const char *const *words)
{
    if (!value.n) return true;
    for (; *words; words++)
        if (str_eq(value, str_of(*words))) return true;
    return false;
}

static void take_texts(exchange *x, unsigned may, hs_asked *q)
{
    const struct {
        unsigned bit;
        const char *name;
        hs_str *to;
    } text[] = { { ASK_ABOUT, "about", &q->about },       { ASK_WITH, "with", &q->with },          { ASK_BY, "by", &q->by },
                 { ASK_AGAINST, "against", &q->against }, { ASK_FRAME, "frame", &q->frame },       { ASK_SINCE, "since", &q->since },
                 { ASK_UNTIL, "until", &q->until },       { ASK_WORDS, "words", &q->words },       { ASK_DOCUMENT, "document", &q->document },
                 { ASK_PUBLISHER, "publisher", &q->publisher }, { ASK_LANGUAGE, "language", &q->language }, { ASK_YEAR, "year", &q->year },
                 { ASK_SAYS, "says", &q->says },          { ASK_SIDE, "side", &q->side },          { ASK_FROM, "from", &q->from },
                 { ASK_KIND, "kind", &q->frame } };
    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        if (may & text[i].bit) take_text(x, text[i].name, text[i].to);
}

/* 0, or the code of a refusal with the reason in *why. */
static int take_all(exchange *x, const char *state, unsigned may, hs_asked *q, const char **why)
{
    static const char *const sides[] = { "assert", "deny", "open", NULL }, *const says[] = { "claim", "none", NULL };
    take_texts(x, may, q);
    int cursor = may & ASK_AFTER ? take_cursor(x, state, q) : 0;
    *why = cursor == 409 ? "the case has changed since that page was given; begin again" : "\"after\" is no \"next\" of a page";
    if (cursor) return cursor;
    *why = "\"most\" is a whole number from 1 to 1000";
    if (may & ASK_AFTER && !take_number(x, "most", 1, ROWS_MOST, &q->most)) return 400;
    *why = "\"begin\", \"end\", \"from\", \"bytes\" and \"origin\" are whole numbers";
    if (may & ASK_SPAN && (!exchange_parameter(x, "begin") || !exchange_parameter(x, "end"))) return 400;
    if (may & ASK_SPAN && (!take_number(x, "begin", 0, UINT32_MAX, &q->begin) || !take_number(x, "end", 0, UINT32_MAX, &q->end))) return 400;
    if (may & ASK_WINDOW && (!take_number(x, "from", 0, UINT32_MAX, &q->begin) || !take_number(x, "bytes", 1, TEXT_MOST, &q->bytes))) return 400;
    if (may & ASK_ORIGIN && !take_number(x, "origin", 1, UINT32_MAX, &q->origin)) return 400;
    *why = "\"document\" is a number, or a SHA-256 or its first eight digits or more";
    if (may & ASK_DOCUMENT && q->document.n && !is_document_name(q->document)) return 400;
    *why = "\"side\" is assert, deny or open; \"says\" is claim or none";
    if (!is_one_of(q->side, sides) || !is_one_of(q->says, says)) return 400;
    *why = "a parameter is not known here; /api/openapi.json lists them";
    for (size_t i = 0; i < x->parameters; i++)
        if (!x->parameter[i].used) return 400;
    return 0;
}

void resource_answer(hs_case *c, const serve_options *o, const char *state, exchange *x)
{
    hs_asked q;
    const char *why;
    hs_str json;
    hs_error err;
    char mark[STATE_NAME + 2];
    if (str_eq(x->path, STR("/api/openapi.json"))) {
        keep(x, state, (hs_str){ (const char *)serve_openapi, (size_t)(serve_openapi_end - serve_openapi) });
        return;
    }
    if (answer_original(c, o, state, x) || answer_exports(c, o, state, x)) return;
    const resource *r = resource_of(x->path, &q);
    int refused = r ? take_all(x, state, r->may, &q, &why) : 404;
    if (refused) {
        reply_problem(x, refused, r ? why : "no such resource; /api/openapi.json lists them");
        return;
    }
    snprintf(mark, sizeof mark, "-%s", state);
    q.mark = str_of(mark);
    hs_status status = r->page == PAGE_BELIEF ? beliefs_list(c, x, &q, &json, &err)
                     : r->page >= HS_PAGES    ? decisions_list(c, x, &q, r->page == PAGE_REVIEW, &json, &err)
                                           : hs_page(c, (hs_page_kind)r->page, &q, &json, &err);
    if (status != HS_OK) answer_failure(x, o, &err);
    else if (r->page == HS_PAGE_CASE) keep_case(x, o, state, json);
    else keep(x, r->page == HS_PAGE_VERIFY ? "" : state, json); /* a check is made anew each time */
}
