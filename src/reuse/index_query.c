/*
 * index_query.c - one text against an index.
 *
 *     its fingerprints -> lists on disk -> documents met twice, or through a rare one, at like places
 *                      -> their texts, read again -> alignment, classes, directions as for a whole body
 *
 * Lists say roughly where in a text a fingerprint stands; so most documents that share two phrases by chance are passed
 * over unread.  What counts as common and what evidence is enough is taken from the whole index; the spread over texts
 * and days that tells standing text from copies is taken from the texts found.
 */
#include "base/hash.h"
#include "reuse/index_inside.h"
#include "reuse/shared.h"

#include <stdlib.h>

/* One list that a fingerprint of the text led to. */
typedef struct {
    const index_segment *segment;
    uint32_t base; /* of the segment's documents among those of all parts */
    segment_list list;
    uint32_t at;   /* token of the text */
    uint32_t gram; /* lists of one fingerprint stand side by side */
    uint8_t weight;
} lead;

typedef struct {
    reuse_index *const *part;
    uint32_t parts;
    uint32_t *part_base; /* number of the first document of each part */
    arena *keep, *scratch;
    const reuse_document *asked;
    uint32_t publisher; /* hash of the asked one's, as segments keep it */
    tokens text;
    const gram *gram;
    size_t grams;
    uint32_t *slot, *next; /* the grams by key: a chain each */
    uint32_t slots;
    VEC(lead) lead;
    uint8_t *hits;
    VEC(uint32_t) touched;
    VEC(ordered) hit;
} query;

/* ---- lists ------------------------------------------------------------------------------------------------------- */

/* One fingerprint is enough where hardly anyone has it. */
static void weigh_leads(query *q, size_t first)
{
    uint64_t places = 0;
    for (size_t i = first; i < q->lead.n; i++) places += q->lead.at[i].list.n;
    for (size_t i = first; i < q->lead.n; i++) q->lead.at[i].weight = places < RARE_LIST ? HITS_ENOUGH : 1;
}

static void find_leads(query *q)
{
    for (uint32_t i = 0; i < q->grams; i++) {
        size_t first = q->lead.n;
        uint32_t p = segment_part_of(q->gram[i].key, q->parts);
        const reuse_index *x = q->part[p];
        for (uint32_t s = 0; s < x->segments; s++) {
            segment_list list;
            if (!segment_find(q->scratch, &x->segment[s].file, segment_key(q->gram[i].key), &list)) continue;
            *VEC_ADD(q->scratch, &q->lead) =
                (lead){ &x->segment[s], q->part_base[p] + x->segment[s].base, list, q->gram[i].at, i, 0 };
        }
        weigh_leads(q, first);
    }
}

/* Where all parts have a document, the number it has in the part that keeps its text; else the number it has. */
static uint32_t one_number(const query *q, const lead *l, uint32_t document)
{
    if (q->parts == 1) return l->base + document;
    const segment_document *d = &l->segment->file.document[document];
    uint32_t p = segment_part_of(d->id_hash, q->parts), s, number;
    hs_str id = segment_read(q->scratch, &l->segment->file, document).id;
    if (!index_lookup(q->part[p], id, &s, &number)) return UINT32_MAX;
    return q->part_base[p] + q->part[p]->segment[s].base + number;
}

typedef void meet(query *, uint32_t number, const lead *, segment_posting);

static void meet_counts(query *q, uint32_t number, const lead *l, segment_posting p)
{
    (void)p;
    uint8_t *h = &q->hits[number];
    if (!*h) *VEC_ADD(q->scratch, &q->touched) = number;
    *h = (uint8_t)(*h + l->weight > HITS_ENOUGH ? HITS_ENOUGH : *h + l->weight);
}

static void meet_takes(query *q, uint32_t number, const lead *l, segment_posting p)
{
    if (q->hits[number] < HITS_ENOUGH) return;
    unsigned coarse = segment_coarse(l->segment->file.document[p.document].tokens);
    *VEC_ADD(q->scratch, &q->hit) = (ordered){ (uint64_t)number << 32 | p.place << coarse, l->at, l->weight };
}

/* The places of a list, latest first; of a long one the first and the latest. */
static void follow(query *q, const lead *l, uint32_t *same, meet *fn)
{
    const segment *file = &l->segment->file;
    uint32_t n = l->list.n;
    for (uint32_t i = n; i-- > 0;) {
        if (n > WHOLE_LIST && i + LATEST_OF_LIST < n && i >= FIRST_OF_LIST) i = FIRST_OF_LIST - 1;
        segment_posting p = segment_at(q->scratch, file, &l->list, i);
        if (index_is_gone(l->segment, p.document)) continue;
        if (q->publisher && file->document[p.document].publisher == q->publisher && ++*same > SAME_PUBLISHER_MOST) continue;
        uint32_t number = one_number(q, l, p.document);
        if (number != UINT32_MAX) fn(q, number, l, p);
    }
}

static void follow_all(query *q, meet *fn)
{
    uint32_t same = 0;
    for (size_t i = 0; i < q->lead.n; i++) {
        if (!i || q->lead.at[i].gram != q->lead.at[i - 1].gram) same = 0;
        follow(q, &q->lead.at[i], &same, fn);
    }
}

static void find_hits(query *q)
{
    find_leads(q);
    follow_all(q, meet_counts);
    follow_all(q, meet_takes);
    for (size_t i = 0; i < q->touched.n; i++) q->hits[q->touched.at[i]] = 0;
    order(q->scratch, q->hit.at, q->hit.n);
}

/* ---- documents --------------------------------------------------------------------------------------------------- */

static const index_segment *segment_of(const query *q, uint32_t number, uint32_t *document)
{
    uint32_t p = q->parts - 1;
    while (q->part_base[p] > number) p--;
    const reuse_index *x = q->part[p];
    uint32_t s = x->segments - 1;
    while (x->segment[s].base > number - q->part_base[p]) s--;
    *document = number - q->part_base[p] - x->segment[s].base;
    return &x->segment[s];
}

typedef struct {
    reuse_document document;
    bool is_asked;
    uint32_t number; /* in the answer: 0 for the asked one, else from 1 */
} found;

/* The documents whose hits hang together, and the asked one, by rank. */
static found *choose(query *q, uint32_t *n)
{
    VEC(found) out = { 0 };
    *VEC_ADD(q->scratch, &out) = (found){ *q->asked, true, 0 };
    for (size_t i = 0, end; i < q->hit.n; i = end) {
        uint64_t number = q->hit.at[i].key >> 32;
        for (end = i + 1; end < q->hit.n && q->hit.at[end].key >> 32 == number;) end++;
        uint32_t document;
        const index_segment *s = segment_of(q, (uint32_t)number, &document);
        uint32_t blur = 2u << segment_coarse(s->file.document[document].tokens);
        if (!find_hang_together(q->hit.at + i, end - i, blur)) continue;
        reuse_document d = segment_read(q->scratch, &s->file, document);
        if (d.text.p && !str_eq(d.id, q->asked->id)) *VEC_ADD(q->scratch, &out) = (found){ d, false, 0 };
    }
    *n = (uint32_t)out.n;
    return out.at;
}

static int by_rank(const void *x, const void *y)
{
    const found *a = x, *b = y;
    int c = date_cmp(a->document.published, b->document.published);
    return c ? c : str_cmp(a->document.id, b->document.id);
}

static uint32_t layers(const void *ctx, uint32_t tri)
{
    const query *q = ctx;
    uint32_t sum = 0;
    for (uint32_t p = 0; p < q->parts; p++)
        for (uint32_t s = 0; s < q->part[p]->segments; s++) sum += segment_count(&q->part[p]->segment[s].file, tri);
    return sum;
}

/* The found ones as a body, by rank; gives the rank of the asked one. */
static uint32_t make_body(query *q, found *f, uint32_t n, body *b)
{
    arena *a = q->scratch;
    qsort(f, n, sizeof *f, by_rank);
    const reuse_document **document = TAKE(a, n, const reuse_document *);
    uint32_t *number = TAKE(a, n, uint32_t), *publisher = TAKE(a, n, uint32_t), rank = 0, given = 0;
    tokens *text = TAKE(a, n, tokens);
    tokens_scratch room = { 0 };
    map names = { .a = a };
    for (uint32_t i = 0; i < n; i++) {
        hs_str name = f[i].document.publisher;
        document[i] = &f[i].document;
        if (f[i].is_asked) rank = i;
        number[i] = f[i].number = f[i].is_asked ? 0 : ++given;
        text[i] = f[i].is_asked ? q->text : tokens_read(a, a, &room, f[i].document.text, NULL, 0);
        if (!name.n) continue;
        bool is_new;
        uint64_t *value = map_put(&names, name, &is_new);
        if (is_new) *value = names.n;
        publisher[i] = (uint32_t)*value;
    }
    *b = (body){ .document = document, .number = number, .publisher = publisher, .text = text, .n = n };
    return rank;
}

/* ---- seeds ------------------------------------------------------------------------------------------------------- */

static uint32_t slot_of(const query *q, uint64_t key)
{
    return (uint32_t)(key >> 32) & (q->slots - 1);
}

/* The asked text's grams by key; of one key at most SAME_DOCUMENT_MOST. */
static void hash_grams(query *q)
{
    q->slots = 64;
    while (q->slots < q->grams * 2) q->slots *= 2;
    q->slot = TAKE(q->scratch, q->slots, uint32_t);
    q->next = TAKE(q->scratch, q->grams + 1, uint32_t);
    for (uint32_t i = (uint32_t)q->grams; i > 0; i--) {
        uint32_t *s = &q->slot[slot_of(q, q->gram[i - 1].key)];
        q->next[i] = *s;
        *s = i;
    }
}

/* The fingerprints that a text has in common with the asked one, as find_between wants them. */
static void seeds_of(query *q, const tokens *t, gram_profile profile, bool asked_is_later, uint8_t *used)
{
    arena_mark here = arena_here(q->keep); /* grams are gone before the caller's next taking */
    gram *g = TAKE(q->keep, (size_t)t->n + 1, gram);
    size_t n = grams_select(t, profile, g);
    q->hit.n = 0;
    memset(used, 0, q->grams + 1);
    for (size_t i = 0; i < n; i++) {
        uint32_t same = 0;
        for (uint32_t k = q->slot[slot_of(q, g[i].key)]; k && same < SAME_DOCUMENT_MOST; k = q->next[k]) {
            const gram *mine = &q->gram[k - 1];
            if (mine->key != g[i].key || used[k] >= SAME_DOCUMENT_MOST) continue;
            used[k]++;
            same++;
            *VEC_ADD(q->scratch, &q->hit) = asked_is_later ? (ordered){ g[i].at, mine->at, 1 } : (ordered){ mine->at, g[i].at, 1 };
        }
    }
    arena_rollback(q->keep, here);
    order(q->scratch, q->hit.at, q->hit.n);
}

/* ---- together ---------------------------------------------------------------------------------------------------- */

static uint64_t all_tokens(const query *q, uint64_t *documents)
{
    uint64_t tokens = q->text.n;
    *documents = 1;
    for (uint32_t s = 0; s < q->part[0]->segments; s++)
        *documents += q->part[0]->segment[s].file.foot.documents - q->part[0]->segment[s].gone_n;
    return tokens + q->part[0]->tokens;
}

static shared_list align_all(query *q, const body *b, uint32_t asked)
{
    finding f = find_begin(q->keep, q->scratch, b);
    uint8_t *used = TAKE(q->scratch, q->grams + 1, uint8_t);
    for (uint32_t i = 0; i < b->n; i++) {
        if (i == asked) continue;
        seeds_of(q, &b->text[i], b->profile, i < asked, used);
        if (q->hit.n) find_between(&f, i < asked ? i : asked, i < asked ? asked : i, q->hit.at, q->hit.n);
    }
    return f.found;
}

static reuse_index_answer answer(query *q, const found *f, const body *b, const shared_list *l)
{
    reuse_document *d = TAKE(q->keep, b->n, reuse_document);
    for (uint32_t i = 0; i < b->n; i++) d[f[i].number] = f[i].document;
    copy *c = TAKE(q->keep, l->n, copy);
    for (size_t i = 0; i < l->n; i++) c[i] = shared_copy(b, &l->at[i]);
    return (reuse_index_answer){ d, b->n, c, l->n };
}

static void see_parts(query *q)
{
    uint64_t all = 0;
    q->part_base = TAKE(q->scratch, q->parts, uint32_t);
    for (uint32_t p = 0; p < q->parts; p++) {
        const reuse_index *x = q->part[p];
        if (x->head.parts != q->parts || x->head.part != p)
            arena_leave(q->scratch, HS_BAD_ARGUMENT, "%s: is part %u of %u, and given as part %u of %u", x->folder,
                        x->head.part + 1, x->head.parts, p + 1, q->parts);
        q->part_base[p] = (uint32_t)all;
        all += x->all;
        if (all >= UINT32_MAX) arena_leave(q->scratch, HS_LIMIT, "%s: too many documents", x->folder);
    }
    reuse_index *first = q->part[0];
    if (!first->hits) first->hits = TAKE(first->a, all + 1, uint8_t);
    q->hits = first->hits;
}

reuse_index_answer reuse_index_query(reuse_index *const *parts, uint32_t n, arena *keep, arena *scratch,
                                     const reuse_document *asked, const reuse_options *options)
{
    arena_mark here = arena_here(scratch);
    query *q = TAKE(scratch, 1, query);
    *q = (query){ .part = parts, .parts = n, .keep = keep, .scratch = scratch, .asked = asked };
    q->publisher = asked->publisher.n ? (uint32_t)hash_bytes(asked->publisher) | 1 : 0;
    see_parts(q);
    q->text = tokens_read(scratch, scratch, &(tokens_scratch){ 0 }, asked->text, NULL, 0);
    gram *g = TAKE(scratch, (size_t)q->text.n + 1, gram);
    q->grams = grams_select(&q->text, index_profile(parts[0]), g);
    q->gram = g;
    find_hits(q);
    uint32_t chosen;
    found *f = choose(q, &chosen);
    hash_grams(q);
    body b;
    uint32_t rank = make_body(q, f, chosen, &b);
    uint64_t documents;
    b.all_tokens = all_tokens(q, &documents);
    rarity r = rarity_over(layers, q, documents, options ? options->background : NULL);
    b.rarity = &r;
    b.exact_run = options && options->exact_run ? options->exact_run : REUSE_EXACT_RUN;
    b.profile = index_profile(parts[0]);
    shared_list l = align_all(q, &b, rank);
    shared_order(keep, scratch, &l);
    families all = families_of(keep, scratch, &l, ties_all);
    classify(scratch, &b, &l, &all);
    direct(scratch, &b, &l);
    reuse_index_answer out = answer(q, f, &b, &l);
    arena_rollback(scratch, here);
    return out;
}
