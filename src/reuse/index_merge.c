/*
 * index_merge.c - several segments become one: documents by rank, lists by key, what was taken out left behind.
 *
 * Sources are read where they are mapped and the result is written from front to back, so memory is a few words a
 * document, whatever the size.
 */
#include "base/hash.h"
#include "reuse/index_inside.h"
#include "reuse/order.h"

#include <stdlib.h>

typedef struct {
    uint32_t source, document; /* the source's number */
    date published;
    hs_str id;
} member;

typedef struct {
    const index_segment *segment;
    uint32_t *number; /* in the merged one, UINT32_MAX: gone */
    segment_walk walk;
    bool more;
} source;

typedef struct {
    reuse_index *x;
    source *source;
    uint32_t sources;
    member *member;
    uint32_t members;
    uint64_t postings;
} merging;

static int by_rank(const void *x, const void *y)
{
    const member *a = x, *b = y;
    int c = date_cmp(a->published, b->published);
    return c ? c : str_cmp(a->id, b->id);
}

/* All documents that are not gone, in order; each source learns their new numbers. */
static void gather(merging *m, const bool *take)
{
    reuse_index *x = m->x;
    m->source = TAKE(x->a, x->segments, source);
    uint64_t all = 0;
    for (uint32_t i = 0; i < x->segments; i++)
        if (take[i]) {
            m->source[m->sources++] = (source){ .segment = &x->segment[i] };
            all += x->segment[i].file.foot.documents - x->segment[i].gone_n;
        }
    m->member = TAKE(x->a, all, member);
    for (uint32_t i = 0; i < m->sources; i++) {
        source *s = &m->source[i];
        const segment *file = &s->segment->file;
        s->number = TAKE(x->a, file->foot.documents, uint32_t);
        m->postings += file->foot.postings;
        for (uint32_t d = 0; d < file->foot.documents; d++) {
            s->number[d] = UINT32_MAX;
            if (index_is_gone(s->segment, d)) continue;
            reuse_document r = segment_read(x->a, file, d);
            m->member[m->members++] = (member){ i, d, r.published, r.id };
        }
    }
    if (m->members) qsort(m->member, m->members, sizeof *m->member, by_rank);
    for (uint32_t i = 0; i < m->members; i++) m->source[m->member[i].source].number[m->member[i].document] = i;
}

static void write_documents(merging *m, segment_maker *to)
{
    for (uint32_t i = 0; i < m->members; i++) {
        const segment *file = &m->source[m->member[i].source].segment->file;
        const segment_document *d = &file->document[m->member[i].document];
        reuse_document r = segment_read(m->x->a, file, m->member[i].document);
        segment_document_put(to, &r, d->tokens, d->text_hash, d->text_at != SEGMENT_ELSEWHERE);
        if (d->text_at == SEGMENT_ELSEWHERE) to->document.at[i].text_n = d->text_n;
    }
}

static void step(merging *m, source *s)
{
    s->more = segment_next(m->x->a, &s->walk);
}

static void write_lists(merging *m, segment_maker *to)
{
    arena *a = m->x->a;
    VEC(ordered) places = { 0 };
    VEC(segment_posting) list = { 0 };
    for (uint32_t i = 0; i < m->sources; i++) {
        m->source[i].walk = (segment_walk){ .s = &m->source[i].segment->file };
        step(m, &m->source[i]);
    }
    for (;;) {
        uint64_t key = UINT64_MAX;
        uint32_t from = 0;
        for (uint32_t i = 0; i < m->sources; i++)
            if (m->source[i].more && m->source[i].walk.key < key) key = m->source[i].walk.key;
        if (key == UINT64_MAX) return;
        places.n = list.n = 0;
        for (uint32_t i = 0; i < m->sources; i++) {
            source *s = &m->source[i];
            if (!s->more || s->walk.key != key) continue;
            for (uint32_t k = 0; k < s->walk.list.n; k++) {
                segment_posting p = segment_at(a, &s->segment->file, &s->walk.list, k);
                if (s->number[p.document] == UINT32_MAX) continue;
                *VEC_ADD(a, &places) = (ordered){ s->number[p.document], 0, p.place };
            }
            from++;
            step(m, s);
        }
        if (from > 1) order(m->x->scratch, places.at, places.n); /* those of one source are in order */
        for (size_t i = 0; i < places.n; i++)
            *VEC_ADD(a, &list) = (segment_posting){ (uint32_t)places.at[i].key, places.at[i].what };
        if (list.n) segment_list_put(to, key, list.at, (uint32_t)list.n);
    }
}

/* ---- counts of trigrams ---- */

static segment_counts *new_counts(merging *m)
{
    segment_counts *c = TAKE(m->x->a, 1, segment_counts);
    c->a = m->x->a;
    return c;
}

static segment_counts *add_counts(merging *m)
{
    segment_counts *sum = new_counts(m);
    for (uint32_t i = 0; i < m->sources; i++) segment_add_counts(&m->source[i].segment->file, sum);
    return sum;
}

/* The first document of a key in the merged order. */
static uint32_t first_of(merging *m, uint64_t key)
{
    uint32_t first = UINT32_MAX;
    segment_list list;
    for (uint32_t i = 0; i < m->sources; i++) {
        source *s = &m->source[i];
        if (!segment_find(m->x->a, &s->segment->file, key, &list)) continue;
        for (uint32_t k = 0; k < list.n; k++) {
            uint32_t number = s->number[segment_at(m->x->a, &s->segment->file, &list, k).document];
            if (number == UINT32_MAX) continue;
            if (number < first) first = number;
            break; /* a list ascends */
        }
    }
    return first;
}

/* Counts the trigrams of one text for the keys it is the first to hold. */
static void count_text(merging *m, uint32_t number, hs_str text, segment_counts *counts)
{
    arena *scratch = m->x->scratch;
    arena_mark here = arena_here(scratch);
    tokens t = tokens_read(scratch, scratch, &(tokens_scratch){ 0 }, text, NULL, 0);
    gram *g = TAKE(scratch, (size_t)t.n + 1, gram);
    size_t n = grams_select(&t, index_profile(m->x), g);
    ordered *o = TAKE(scratch, n, ordered);
    for (size_t i = 0; i < n; i++) o[i] = (ordered){ segment_key(g[i].key), (uint32_t)i, g[i].tri };
    order(scratch, o, n);
    for (size_t i = 0; i < n; i++) {
        if (i && o[i].key == o[i - 1].key) continue;
        if (segment_part_of(g[o[i].sub].key, m->x->head.parts) != m->x->head.part) continue;
        if (first_of(m, o[i].key) == number) segment_count_add(counts, o[i].what, 1);
    }
    arena_rollback(scratch, here);
}

/* From the texts, as if what is gone had never been; a part of an index has not all texts, and keeps its sums. */
static segment_counts *count_anew(merging *m)
{
    if (m->x->head.parts > 1) return add_counts(m);
    segment_counts *counts = new_counts(m);
    for (uint32_t i = 0; i < m->members; i++) {
        const segment *file = &m->source[m->member[i].source].segment->file;
        count_text(m, i, segment_read(m->x->a, file, m->member[i].document).text, counts);
    }
    return counts;
}

void index_merge(reuse_index *x, const bool *take, bool recount)
{
    merging m = { .x = x };
    gather(&m, take);
    segment_footer shape = { .documents = m.members, .gram = x->head.gram, .window = x->head.window,
                             .part = x->head.part, .parts = x->head.parts, .postings = m.postings };
    segment_maker *to = segment_begin(x->a, index_segment_path(x, x->head.next), &shape);
    write_documents(&m, to);
    write_lists(&m, to);
    segment_end(to, recount ? count_anew(&m) : add_counts(&m));
    bool *keep = TAKE(x->a, (size_t)x->segments + 1, bool);
    for (uint32_t i = 0; i < x->segments; i++) keep[i] = !take[i];
    index_commit(x, keep, x->head.next);
}
