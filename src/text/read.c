/*
 * read.c - from the bytes of a file to a document.
 *
 *     bytes -> binary? -> media type -> decode -> format (record, HTML, Markdown, plain) -> facts -> document
 *
 * The formats know nothing of each other; what the caller knows and what the document says of itself are joined here.
 */
#include "text/read.h"

#include "base/hash.h"
#include "text/formats.h"

#define PLAIN STR("text/plain")
#define HTML STR("text/html")
#define MARKDOWN STR("text/markdown")
#define RECORD STR("application/x-hearsay-record")
#define RECORDS STR("application/jsonl")

static bool ends_with(hs_str path, const char *ending)
{
    hs_str e = str_of(ending);
    return path.n > e.n && str_eq_ascii(str_sub(path, path.n - e.n, path.n), e);
}

hs_str text_media_type(hs_str path)
{
    static const struct {
        const char *ending, *type;
    } known[] = {
        { ".txt", "text/plain" },        { ".text", "text/plain" },    { ".html", "text/html" },
        { ".htm", "text/html" },         { ".xhtml", "text/html" },    { ".md", "text/markdown" },
        { ".markdown", "text/markdown" }, { ".jsonl", "application/jsonl" }, { ".ndjson", "application/jsonl" },
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (ends_with(path, known[i].ending)) return str_of(known[i].type);
    return STR("");
}

enum { LOOK = 1024 }; /* the WHATWG MIME Sniffing Standard looks at 1445 bytes; tags come first in all but oddities */

/* By the bytes: HTML says so near its top, a record is an object with a "text"; all else is plain. */
static hs_str sniff(hs_str bytes)
{
    static const hs_str tags[] = { STR_INIT("<!doctype html"), STR_INIT("<html"), STR_INIT("<head"),
                                   STR_INIT("<body") };
    hs_str top = str_trim(str_sub(bytes, str_starts(bytes, STR("\xEF\xBB\xBF")) ? 3 : 0, bytes.n));
    if (str_starts(top, STR("{")) && str_ends(top, STR("}")) && str_find(top, STR("\"text\""), 0) != SIZE_MAX)
        return RECORD;
    if (!str_starts(top, STR("<"))) return PLAIN;
    top = str_sub(top, 0, top.n < LOOK ? top.n : LOOK);
    for (size_t at = 0; at < top.n; at++)
        for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
            if (str_starts_ascii(str_sub(top, at, top.n), tags[i])) return HTML;
    return PLAIN;
}

static hs_str media_type(arena *a, hs_str bytes, const text_about *about)
{
    static const hs_str known[] = { STR_INIT("text/plain"), STR_INIT("text/html"), STR_INIT("text/markdown"),
                                    STR_INIT("application/x-hearsay-record") };
    hs_str type = about->media_type.n ? about->media_type : text_media_type(about->origin);
    if (!type.n) return sniff(bytes);
    if (str_eq_ascii(type, RECORDS)) return RECORD;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_eq_ascii(type, known[i])) return known[i];
    arena_leave(a, HS_BAD_INPUT, "media type \"%.*s\" is not read", (int)(type.n < 60 ? type.n : 60), type.p);
}

static void refuse_no_text(arena *a, hs_str bytes)
{
    if (!bytes.n) arena_leave(a, HS_BAD_INPUT, "is empty");
    if (bytes.n > TEXT_ORIGINAL_MOST)
        arena_leave(a, HS_LIMIT, "has %zu bytes, more than the limit (%d)", bytes.n, (int)TEXT_ORIGINAL_MOST);
    hs_str kind = decode_binary(bytes);
    if (kind.n)
        arena_leave(a, HS_BAD_INPUT, "looks like a binary file (%.*s, %zu bytes), not text", STR_ARGS(kind), bytes.n);
}

/* The text of a format, as a decoded whose pieces lead to the original bytes. */
static decoded take_format(arena *a, const decoded *from, hs_str type, found *f)
{
    if (str_eq(type, PLAIN)) return *from;
    draft d = { .a = a, .from = from, .text = { .a = a } };
    if (str_eq(type, RECORD)) format_record(a, from, &d, f);
    else if (str_eq(type, HTML)) format_html(a, from, &d, f);
    else format_markdown(a, from, &d, f);
    return (decoded){ d.text.p ? buf_str(&d.text) : STR(""), d.map.at, d.map.n, from->encoding, from->notes };
}

static hs_str either(hs_str first, hs_str second)
{
    return first.n ? first : second;
}

/* Who is believed first: the caller, or (a record speaks for itself) the document. */
static void join_facts(document *d, const text_about *about, const found *f, bool is_record)
{
    const text_about said = { f->publisher, f->author, f->title, f->url, f->language, .published = f->published };
    const text_about *one = is_record ? &said : about, *two = is_record ? about : &said;
    d->publisher = either(one->publisher, two->publisher);
    d->author = either(one->author, two->author);
    d->title = either(one->title, two->title);
    d->url = either(one->url, two->url);
    d->language = either(one->language, two->language);
    d->published = one->published.precision != DATE_NONE ? one->published : two->published;
    d->external = f->external;
    d->credit = f->credit;
}

const document *text_read(arena *a, hs_str original, const text_about *about)
{
    refuse_no_text(a, original);
    hs_str type = media_type(a, original, about);
    bool is_record = str_eq(type, RECORD);
    decoded from = decode_bytes(a, original, str_eq(type, HTML) ? html_charset(original) : STR(""));
    found f = { 0 };
    decoded got = take_format(a, &from, type, &f);
    if (!str_trim(got.text).n) arena_leave(a, HS_BAD_INPUT, "has no text in it");
    if (got.text.n > RECORD_TEXT_MOST) arena_leave(a, HS_LIMIT, "has more text than the limit");
    facts_of_text(got.text, str_eq(type, PLAIN), &f); /* fills what fields and tags left empty */
    document *d = TAKE(a, 1, document);
    join_facts(d, about, &f, is_record);
    d->id = sha256_hex(a, original);
    d->media_type = type;
    d->encoding = got.encoding;
    d->origin = about->origin;
    d->notes = got.notes | f.notes;
    d->original = original;
    d->text = got.text;
    d->piece = got.piece;
    d->pieces = got.pieces;
    return d;
}
