/*
 * index_add.c - documents become a segment.
 *
 * A batch is read, its fingerprints are sorted by key (radix, as lists.c does), and written from front to back.  A
 * trigram gets one more surrounding for each key that no segment knows yet, so that counts stay those of the whole
 * body however it came in: a story that arrives in a hundred batches is still one surrounding.
 */
#include "base/hash.h"
#include "reuse/index_inside.h"
#include "reuse/order.h"

#include <stdlib.h>

enum {
    BATCH_BYTES = 96 << 20, /* text that waits: with its postings about three times that of memory */
    SORT_BITS = 10,
    SORT_PASSES = 4, /* 40 bits hold a key */
    FAN = 4 /* segments of like size that are merged */
};

reuse_index_taken reuse_index_add(reuse_index *x, const reuse_document *d, const char **why)
{
    uint64_t hash = hash_bytes(d->text);
    uint32_t s, number;
    bool is_new, known;
    *why = "has no id";
    if (!d->id.n) return INDEX_REFUSED;
    *why = "its id, publisher, credit or title is too long";
    if (d->id.n > NAME_MOST || d->publisher.n > NAME_MOST || d->credit.n > NAME_MOST || d->title.n > NAME_MOST)
        return INDEX_REFUSED;
    *why = "its text is too long";
    if (d->text.n > RECORD_TEXT_MOST) return INDEX_REFUSED;
    *why = "is in the index with another text; take that out first";
    if (index_lookup(x, d->id, &s, &number))
        return x->segment[s].file.document[number].text_hash == hash ? INDEX_KNOWN : INDEX_REFUSED;
    hs_str id = arena_str(x->a, d->id);
    uint64_t *waiting = map_put(&x->waiting_ids, id, &is_new);
    known = !is_new && x->waiting.at[*waiting].text_hash == hash;
    if (!is_new) return known ? INDEX_KNOWN : INDEX_REFUSED;
    *waiting = x->waiting.n;
    *VEC_ADD(x->a, &x->waiting) = (index_waiting){ { .id = id,
                                                     .publisher = arena_str(x->a, d->publisher),
                                                     .credit = arena_str(x->a, d->credit),
                                                     .title = arena_str(x->a, d->title),
                                                     .published = d->published,
                                                     .text = arena_str(x->a, d->text) },
                                                   hash };
    x->waiting_bytes += d->text.n;
    return INDEX_ADDED;
}

bool reuse_index_full(const reuse_index *x)
{
    return x->waiting_bytes >= BATCH_BYTES;
}

typedef struct {
    uint64_t key; /* of KEY_BITS */
    uint32_t tri;
    uint32_t document : 24, place : 8; /* a batch has fewer documents than BATCH_BYTES has bytes / 6 */
} batch_posting;
enum { BATCH_DOCUMENTS = 1 << 24 };

typedef struct {
    reuse_index *x;
    uint32_t *tokens; /* of each document */
    VEC(batch_posting) posting;
} batch;

static int by_rank(const void *x, const void *y)
{
    const index_waiting *a = x, *b = y;
    int c = date_cmp(a->document.published, b->document.published);
    return c ? c : str_cmp(a->document.id, b->document.id);
}

static void fingerprint(batch *b, uint32_t number, const tokens *t, gram *grams)
{
    reuse_index *x = b->x;
    size_t n = grams_select(t, index_profile(x), grams);
    unsigned coarse = segment_coarse(t->n);
    for (size_t i = 0; i < n; i++)
        if (segment_part_of(grams[i].key, x->head.parts) == x->head.part)
            *VEC_ADD(x->a, &b->posting) = (batch_posting){ segment_key(grams[i].key), grams[i].tri, number,
                                                           (uint8_t)(grams[i].at >> coarse) };
}

static void read_batch(batch *b)
{
    reuse_index *x = b->x;
    tokens_scratch room = { 0 };
    arena_mark here = arena_here(x->scratch);
    gram *grams = NULL;
    size_t gram_room = 0;
    b->tokens = TAKE(x->a, x->waiting.n, uint32_t);
    for (uint32_t i = 0; i < x->waiting.n; i++) {
        tokens t = tokens_read(x->scratch, x->scratch, &room, x->waiting.at[i].document.text, NULL, 0);
        if (t.n > gram_room) grams = TAKE(x->scratch, gram_room = (size_t)t.n * 2, gram);
        fingerprint(b, i, &t, grams);
        b->tokens[i] = t.n;
        if (arena_held(x->scratch) < (size_t)BATCH_BYTES) continue;
        arena_rollback(x->scratch, here);
        room = (tokens_scratch){ 0 };
        gram_room = 0;
    }
    arena_rollback(x->scratch, here);
}

/* Radix sort by key: stable, so that documents stay in order. */
static void sort_postings(arena *scratch, batch_posting *p, size_t n)
{
    enum { SLOTS = 1 << SORT_BITS };
    arena_mark here = arena_here(scratch);
    batch_posting *from = p, *to = TAKE(scratch, n, batch_posting);
    size_t *count = TAKE(scratch, SLOTS + 1, size_t);
    for (unsigned pass = 0; pass < SORT_PASSES; pass++) {
        unsigned shift = pass * SORT_BITS;
        memset(count, 0, (SLOTS + 1) * sizeof *count);
        for (size_t i = 0; i < n; i++) count[(from[i].key >> shift & (SLOTS - 1)) + 1]++;
        for (size_t i = 0; i < SLOTS; i++) count[i + 1] += count[i];
        for (size_t i = 0; i < n; i++) to[count[from[i].key >> shift & (SLOTS - 1)]++] = from[i];
        batch_posting *swap = from;
        from = to;
        to = swap;
    }
    arena_rollback(scratch, here); /* an even number of passes ends where it began */
}

static bool is_known(const reuse_index *x, uint64_t key)
{
    segment_list list;
    for (uint32_t i = 0; i < x->segments; i++)
        if (segment_find(x->a, &x->segment[i].file, key, &list)) return true;
    return false;
}

/* Writes the lists, and counts the trigrams of those that are new. */
static void write_lists(batch *b, segment_maker *m, segment_counts *counts)
{
    const batch_posting *p = b->posting.at;
    VEC(segment_posting) list = { 0 };
    for (size_t i = 0, end; i < b->posting.n; i = end) {
        list.n = 0;
        for (end = i; end < b->posting.n && p[end].key == p[i].key; end++)
            if (end == i || p[end].document != p[end - 1].document) /* the first place in a text stands for all */
                *VEC_ADD(b->x->a, &list) = (segment_posting){ p[end].document, p[end].place };
        segment_list_put(m, p[i].key, list.at, (uint32_t)list.n);
        if (!is_known(b->x, p[i].key)) segment_count_add(counts, p[i].tri, 1);
    }
}

static void keep_batch(reuse_index *x)
{
    batch b = { .x = x };
    if (x->waiting.n >= BATCH_DOCUMENTS) arena_leave(x->a, HS_LIMIT, "%s: too many documents at once", x->folder);
    qsort(x->waiting.at, x->waiting.n, sizeof *x->waiting.at, by_rank);
    read_batch(&b);
    sort_postings(x->scratch, b.posting.at, b.posting.n);
    segment_footer shape = { .documents = (uint32_t)x->waiting.n, .gram = x->head.gram, .window = x->head.window,
                             .part = x->head.part, .parts = x->head.parts, .postings = b.posting.n };
    segment_maker *m = segment_begin(x->a, index_segment_path(x, x->head.next), &shape);
    for (uint32_t i = 0; i < x->waiting.n; i++) {
        const index_waiting *w = &x->waiting.at[i];
        bool here = segment_part_of(hash_bytes(w->document.id), x->head.parts) == x->head.part;
        segment_document_put(m, &w->document, b.tokens[i], w->text_hash, here);
    }
    segment_counts *counts = TAKE(x->a, 1, segment_counts);
    counts->a = x->a;
    write_lists(&b, m, counts);
    segment_end(m, counts);
    index_commit(x, NULL, x->head.next);
}

/* ---- merging what has become many -------------------------------------------------------------------------------- */

static unsigned tier_of(const index_segment *s)
{
    unsigned tier = 0;
    for (uint64_t n = s->file.foot.tokens; n >= 1 << 12; n /= FAN) tier++;
    return tier;
}

/* Chooses FAN or more segments of one tier, the smallest such tier; false when there are none. */
static bool choose(reuse_index *x, bool *take)
{
    enum { TIERS = 40, MERGED = 9 /* up to 270 million tokens each: four of them are a file of 3 GB */ };
    uint32_t in_tier[TIERS] = { 0 };
    for (uint32_t i = 0; i < x->segments; i++) in_tier[tier_of(&x->segment[i])]++;
    for (unsigned tier = 0; tier < MERGED; tier++) {
        if (in_tier[tier] < FAN) continue;
        for (uint32_t i = 0; i < x->segments; i++) take[i] = tier_of(&x->segment[i]) == tier;
        return true;
    }
    return false;
}

void reuse_index_keep(reuse_index *x)
{
    if (x->waiting.n) keep_batch(x);
    for (;;) {
        bool *take = TAKE(x->a, (size_t)x->segments + 1, bool);
        if (!choose(x, take)) return;
        index_merge(x, take, false);
    }
}

void reuse_index_compact(reuse_index *x)
{
    bool *take = TAKE(x->a, (size_t)x->segments + 1, bool), any_gone = false;
    for (uint32_t i = 0; i < x->segments; i++) {
        take[i] = true;
        any_gone |= x->segment[i].gone_n > 0;
    }
    if (x->segments > 1 || any_gone) index_merge(x, take, any_gone);
}
