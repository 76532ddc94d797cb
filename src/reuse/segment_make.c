/*
 * segment_make.c - writing a segment from front to back.
 */
#include "reuse/segment_make.h"

#include "base/hash.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>

enum {
    LISTS_A_BUCKET = 12, /* postings; few to read at a lookup, few directory bytes */
    BUCKET_BITS_MOST = 30,
    EXACT_COUNTS = 192,
    COUNT_STEPS = 6 /* codes a doubling: 64 codes reach beyond any count that still matters */
};

uint64_t segment_footer_check(const segment_footer *f)
{
    return hash_bytes((hs_str){ (const char *)f, offsetof(segment_footer, check) });
}

uint8_t segment_count_code(uint32_t count)
{
    if (count < EXACT_COUNTS) return (uint8_t)count;
    double steps = EXACT_COUNTS + COUNT_STEPS * log2((double)count / EXACT_COUNTS) + .5;
    return steps > UINT8_MAX ? UINT8_MAX : (uint8_t)steps;
}

uint32_t segment_count_of(uint8_t code)
{
    return code < EXACT_COUNTS ? code : (uint32_t)(EXACT_COUNTS * exp2((double)(code - EXACT_COUNTS) / COUNT_STEPS));
}

static uint32_t bits_for(uint64_t n)
{
    uint32_t bits = 0;
    while (bits < 32 && UINT64_C(1) << bits < n) bits++;
    return bits;
}

segment_maker *segment_begin(arena *a, const char *path, const segment_footer *shape)
{
    segment_maker *m = TAKE(a, 1, segment_maker);
    *m = (segment_maker){ .a = a, .foot = *shape, .names.a = a, .bucket.a = a, .lists.a = a };
    segment_footer *f = &m->foot;
    memcpy(f->magic, SEGMENT_MAGIC, sizeof f->magic);
    f->version = SEGMENT_VERSION;
    f->document_bits = bits_for(f->documents);
    f->bucket_bits = bits_for(f->postings / LISTS_A_BUCKET);
    if (f->bucket_bits > BUCKET_BITS_MOST) f->bucket_bits = BUCKET_BITS_MOST;
    f->tokens = f->lists = f->postings = 0;
    m->bits.out = &m->bucket;
    m->directory = TAKE(a, ((size_t)1 << f->bucket_bits) + 1, uint32_t);
    m->out = sink_open(a, path);
    return m;
}

/* ---- documents ---- */

void segment_document_put(segment_maker *m, const reuse_document *d, uint32_t tokens, uint64_t text_hash, bool with_text)
{
    segment_document *out = VEC_ADD(m->a, &m->document);
    *out = (segment_document){ .text_at = with_text ? m->out->total : SEGMENT_ELSEWHERE,
                               .names_at = m->names.n,
                               .id_hash = hash_bytes(d->id),
                               .text_hash = text_hash,
                               .text_n = (uint32_t)d->text.n,
                               .tokens = tokens,
                               .publisher = d->publisher.n ? (uint32_t)hash_bytes(d->publisher) | 1 : 0,
                               .id_n = (uint16_t)d->id.n,
                               .publisher_n = (uint16_t)d->publisher.n,
                               .credit_n = (uint16_t)d->credit.n,
                               .title_n = (uint16_t)d->title.n,
                               .published = d->published };
    buf_add(&m->names, d->id);
    buf_add(&m->names, d->publisher);
    buf_add(&m->names, d->credit);
    buf_add(&m->names, d->title);
    m->foot.tokens += tokens;
    if (with_text) sink_put(m->out, d->text.p, d->text.n);
}

static int by_hash(const void *x, const void *y)
{
    const segment_id *a = x, *b = y;
    return a->hash != b->hash ? (a->hash > b->hash) - (a->hash < b->hash) : (a->document > b->document) - (a->document < b->document);
}

static segment_part put_section(segment_maker *m, const void *bytes, size_t n)
{
    sink_align(m->out, 8);
    segment_part p = { m->out->total, n };
    if (n) sink_put(m->out, bytes, n);
    return p;
}

/* Texts are out; their names and numbers follow, and the postings begin. */
static void end_documents(segment_maker *m)
{
    uint32_t n = (uint32_t)m->document.n;
    if (n != m->foot.documents) arena_leave(m->a, HS_BUG, "reuse: %u documents for a segment of %u", n, m->foot.documents);
    m->foot.texts = (segment_part){ 0, m->out->total };
    m->foot.names = put_section(m, m->names.p, m->names.n);
    m->foot.document = put_section(m, m->document.at, n * sizeof *m->document.at);
    segment_id *id = TAKE(m->a, n, segment_id);
    for (uint32_t i = 0; i < n; i++) id[i] = (segment_id){ m->document.at[i].id_hash, i, 0 };
    if (n) qsort(id, n, sizeof *id, by_hash);
    m->foot.by_id = put_section(m, id, n * sizeof *id);
    m->foot.posting = put_section(m, NULL, 0);
}

/* ---- lists ---- */

/* Writes the bucket being filled and notes where the ones up to `next` begin. */
static void end_bucket(segment_maker *m, uint64_t next)
{
    bits_end(&m->bits);
    if (m->in_bucket) {
        bit_writer w = { .out = &m->lists };
        m->lists.n = 0;
        bits_put_gamma(&w, m->in_bucket + 1);
        /* the lists follow at once, not at the next byte */
        for (size_t i = 0; i < m->bucket.n; i++) bits_put(&w, (unsigned char)m->bucket.p[i], 8);
        bits_end(&w);
        sink_put(m->out, m->lists.p, m->lists.n);
        m->posting_bytes += m->lists.n;
        if (m->posting_bytes > UINT32_MAX - 64) arena_leave(m->a, HS_LIMIT, "reuse: a segment of more than 4 GB");
    }
    m->bucket.n = 0;
    m->in_bucket = 0;
    while (m->filling < next) m->directory[++m->filling] = (uint32_t)m->posting_bytes;
}

void segment_list_put(segment_maker *m, uint64_t key, const segment_posting *p, uint32_t n)
{
    unsigned rest_bits = KEY_BITS - m->foot.bucket_bits;
    if (!m->foot.lists) end_documents(m);
    if (key >> rest_bits != m->filling) end_bucket(m, key >> rest_bits);
    bits_put(&m->bits, key & ((UINT64_C(1) << rest_bits) - 1), rest_bits);
    bits_put(&m->bits, n > 1, 1);
    if (n > 1) bits_put_gamma(&m->bits, n - 1);
    for (uint32_t i = 0; i < n; i++) {
        bits_put(&m->bits, p[i].document, m->foot.document_bits);
        bits_put(&m->bits, p[i].place, PLACE_BITS);
    }
    m->in_bucket++;
    m->foot.lists++;
    m->foot.postings += n;
}

static void put_counts(segment_maker *m, const segment_counts *c)
{
    VEC(uint32_t) some = { 0 };
    for (uint32_t slot = 0; slot < COUNT_SLOTS; slot++) {
        const uint32_t *page = c->page[slot / COUNT_PAGE];
        if (!page) slot |= COUNT_PAGE - 1;
        else if (page[slot % COUNT_PAGE]) *VEC_ADD(m->a, &some) = slot << 8 | segment_count_code(page[slot % COUNT_PAGE]);
    }
    if (some.n < COUNT_SLOTS / sizeof *some.at) {
        m->foot.count = put_section(m, some.at, some.n * sizeof *some.at);
        return;
    }
    uint8_t *all = TAKE(m->a, COUNT_SLOTS, uint8_t);
    for (size_t i = 0; i < some.n; i++) all[some.at[i] >> 8] = some.at[i] & 255;
    m->foot.count = put_section(m, all, COUNT_SLOTS);
}

void segment_end(segment_maker *m, const segment_counts *counts)
{
    static const char slack[BITS_SLACK];
    segment_footer *f = &m->foot;
    if (!f->lists) end_documents(m);
    end_bucket(m, UINT64_C(1) << f->bucket_bits);
    sink_put(m->out, slack, sizeof slack);
    f->posting.n = m->posting_bytes + sizeof slack;
    f->directory = put_section(m, m->directory, (((size_t)1 << f->bucket_bits) + 1) * sizeof *m->directory);
    put_counts(m, counts);
    sink_align(m->out, 8);
    f->body_check = sink_check(m->out);
    f->check = segment_footer_check(f);
    sink_put(m->out, f, sizeof *f);
    sink_close(m->out);
}
