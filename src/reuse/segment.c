/*
 * segment.c - reading a segment: every number that leads somewhere is checked where it is used.
 */
#include "reuse/segment.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/sink.h"
#include "reuse/segment_make.h"

#include <stddef.h>

_Noreturn static void complain(arena *a, const segment *s, const char *what)
{
    arena_leave(a, HS_BAD_CASE, "%s: damaged: %s", s->path, what);
}

/* A section that must be `n` things of `size` bytes, inside the file and before the footer. */
static const void *section(arena *a, const segment *s, segment_part p, uint64_t n, size_t size)
{
    uint64_t most = s->file.n - sizeof(segment_footer);
    if (p.n != n * size || p.at > most || p.n > most - p.at || p.at % 8) complain(a, s, "a section leads outside");
    return s->file.p + p.at;
}

segment segment_open(arena *a, const char *path)
{
    segment s = { .file = file_map(a, path), .path = arena_str(a, str_of(path)).p };
    if (s.file.n < sizeof s.foot) complain(a, &s, "too short");
    memcpy(&s.foot, s.file.p + s.file.n - sizeof s.foot, sizeof s.foot);
    const segment_footer *f = &s.foot;
    if (memcmp(f->magic, SEGMENT_MAGIC, sizeof f->magic)) complain(a, &s, "not a segment of an index");
    if (f->version != SEGMENT_VERSION)
        arena_leave(a, HS_BAD_CASE, "%s: of version %u, this program reads %u", path, f->version, (unsigned)SEGMENT_VERSION);
    if (f->check != segment_footer_check(f)) complain(a, &s, "its footer");
    if (f->bucket_bits > 30 || f->document_bits > 32 || f->gram < 2 || f->gram > 1000 || !f->window ||
        f->window > 64 || !f->parts || f->part >= f->parts || f->parts > 65535)
        complain(a, &s, "its footer's numbers");
    section(a, &s, f->texts, f->texts.n, 1);
    section(a, &s, f->names, f->names.n, 1);
    s.document = section(a, &s, f->document, f->documents, sizeof *s.document);
    s.by_id = section(a, &s, f->by_id, f->documents, sizeof *s.by_id);
    section(a, &s, f->posting, f->posting.n, 1);
    s.directory = section(a, &s, f->directory, (UINT64_C(1) << f->bucket_bits) + 1, sizeof *s.directory);
    if (f->count.n == COUNT_SLOTS) s.count = section(a, &s, f->count, COUNT_SLOTS, 1);
    else {
        s.counts = (uint32_t)(f->count.n / sizeof *s.counted);
        s.counted = section(a, &s, f->count, s.counts, sizeof *s.counted);
    }
    return s;
}

/* ---- documents ---- */

static hs_str name_of(arena *a, const segment *s, uint64_t *at, uint16_t n)
{
    if (*at > s->foot.names.n || n > s->foot.names.n - *at) complain(a, s, "a name leads outside");
    hs_str name = { s->file.p + s->foot.names.at + *at, n };
    *at += n;
    return name;
}

reuse_document segment_read(arena *a, const segment *s, uint32_t document)
{
    if (document >= s->foot.documents) complain(a, s, "a document that is not there");
    const segment_document *d = &s->document[document];
    uint64_t at = d->names_at;
    reuse_document out = { .published = d->published };
    if (!date_valid(d->published)) complain(a, s, "a date");
    out.id = name_of(a, s, &at, d->id_n);
    out.publisher = name_of(a, s, &at, d->publisher_n);
    out.credit = name_of(a, s, &at, d->credit_n);
    out.title = name_of(a, s, &at, d->title_n);
    if (d->text_at == SEGMENT_ELSEWHERE) return out;
    if (d->text_at > s->foot.texts.n || d->text_n > s->foot.texts.n - d->text_at || d->text_n > RECORD_TEXT_MOST)
        complain(a, s, "a text leads outside");
    out.text = (hs_str){ s->file.p + s->foot.texts.at + d->text_at, d->text_n };
    return out;
}

uint32_t segment_number(const segment *s, hs_str id)
{
    uint64_t hash = hash_bytes(id);
    uint32_t low = 0, high = s->foot.documents;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (s->by_id[middle].hash < hash) low = middle + 1;
        else high = middle;
    }
    if (low == s->foot.documents || s->by_id[low].hash != hash || s->by_id[low].document >= s->foot.documents)
        return UINT32_MAX;
    return s->by_id[low].document;
}

/* ---- counts ---- */

uint32_t segment_count(const segment *s, uint32_t tri)
{
    uint32_t slot = tri & (COUNT_SLOTS - 1), low = 0, high = s->counts;
    if (s->count) return segment_count_of(s->count[slot]);
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (s->counted[middle] >> 8 < slot) low = middle + 1;
        else high = middle;
    }
    return low < s->counts && s->counted[low] >> 8 == slot ? segment_count_of(s->counted[low] & 255) : 0;
}

void segment_add_counts(const segment *s, segment_counts *sum)
{
    for (uint32_t i = 0; s->count && i < COUNT_SLOTS; i++)
        if (s->count[i]) segment_count_add(sum, i, segment_count_of(s->count[i]));
    for (uint32_t i = 0; i < s->counts; i++) segment_count_add(sum, s->counted[i] >> 8, segment_count_of(s->counted[i] & 255));
}

/* ---- lists ---- */

/* Opens a bucket; gives the number of its lists. */
static uint64_t open_bucket(arena *a, const segment *s, uint64_t bucket, bit_reader *r)
{
    uint32_t begin = s->directory[bucket], end = s->directory[bucket + 1];
    if (begin == end) return 0;
    if (begin > end || end + (uint64_t)BITS_SLACK > s->foot.posting.n) complain(a, s, "a bucket leads outside");
    *r = (bit_reader){ (const unsigned char *)s->file.p + s->foot.posting.at, begin * UINT64_C(8), end * UINT64_C(8), false };
    return bits_get_gamma(r) - 1;
}

static unsigned posting_bits(const segment *s)
{
    return s->foot.document_bits + PLACE_BITS;
}

/* Reads the head of the next list and steps over its places; gives the rest of its key. */
static inline uint64_t next_list(const segment *s, bit_reader *r, segment_list *list)
{
    uint64_t rest = bits_get(r, KEY_BITS - s->foot.bucket_bits);
    list->n = bits_get(r, 1) ? bits_get_gamma(r) + 1 : 1;
    list->bit = r->at;
    r->at += (uint64_t)list->n * posting_bits(s);
    if (r->at > r->end) r->over = true;
    return rest;
}

bool segment_next(arena *a, segment_walk *w)
{
    uint64_t buckets = UINT64_C(1) << w->s->foot.bucket_bits;
    while (!w->left) {
        if (w->bucket == buckets) return false;
        w->left = open_bucket(a, w->s, w->bucket++, &w->bits);
    }
    w->left--;
    w->key = (w->bucket - 1) << (KEY_BITS - w->s->foot.bucket_bits) | next_list(w->s, &w->bits, &w->list);
    if (w->bits.over || w->list.n > LIST_MOST) complain(a, w->s, "a list that does not end");
    return true;
}

bool segment_find(arena *a, const segment *s, uint64_t key, segment_list *list)
{
    unsigned rest_bits = KEY_BITS - s->foot.bucket_bits;
    uint64_t want = key & ((UINT64_C(1) << rest_bits) - 1);
    bit_reader r;
    for (uint64_t left = open_bucket(a, s, key >> rest_bits, &r); left; left--) {
        uint64_t rest = next_list(s, &r, list);
        if (r.over) complain(a, s, "a list that does not end");
        if (rest >= want) return rest == want;
    }
    return false;
}

segment_posting segment_at(arena *a, const segment *s, const segment_list *list, uint32_t i)
{
    bit_reader r = { (const unsigned char *)s->file.p + s->foot.posting.at, list->bit + (uint64_t)i * posting_bits(s),
                     s->foot.posting.n * 8, false };
    segment_posting p;
    p.document = (uint32_t)bits_get(&r, s->foot.document_bits);
    p.place = (uint32_t)bits_get(&r, PLACE_BITS);
    if (p.document >= s->foot.documents || r.over) complain(a, s, "a document that is not there");
    return p;
}

/* ---- everything ---- */

void segment_check(arena *a, const segment *s)
{
    if (sink_check_of(str_sub(s->file, 0, s->file.n - sizeof s->foot)) != s->foot.body_check)
        complain(a, s, "its bytes are not those that were written");
    uint64_t tokens = 0, lists = 0, postings = 0;
    for (uint32_t d = 0; d < s->foot.documents; d++) {
        reuse_document r = segment_read(a, s, d);
        tokens += s->document[d].tokens;
        if (segment_number(s, r.id) != d) complain(a, s, "an id that leads elsewhere");
        if (r.text.p && hash_bytes(r.text) != s->document[d].text_hash) complain(a, s, "a text that was changed");
    }
    uint64_t before = 0;
    for (segment_walk w = { .s = s }; segment_next(a, &w); before = w.key) {
        if (lists++ && w.key <= before) complain(a, s, "lists out of order");
        for (uint32_t i = 0; i < w.list.n; i++) segment_at(a, s, &w.list, i);
        postings += w.list.n;
    }
    if (tokens != s->foot.tokens || lists != s->foot.lists || postings != s->foot.postings)
        complain(a, s, "its counts");
}
