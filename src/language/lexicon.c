/*
 * lexicon.c - reads the tables of actors, and matches them over a page by a trie of words.
 *
 *     (0) --"islamic"--> (1) --"state"--> (2)*        * names end here: a list of aliases
 *
 * The edges of the whole trie lie in one hash table, keyed by node and word hash.  Two words of one hash could lead
 * to a wrong node, so that the letters are compared once more before a hit counts.
 */
#include "language/lexicon.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/map.h"
#include "language/casing.h"
#include "language/words.h"

#include <unistd.h>

typedef struct {
    uint64_t key; /* 0: free */
    uint32_t node;
} edge;

typedef struct {
    hs_str text; /* as the table writes it */
    uint32_t entry;
    uint32_t next; /* another alias of the same letters, + 1 */
} alias;

struct lexicon {
    map particle; /* folded letters to a kind */
    lexicon_entry *entry;
    uint32_t entries;
    edge *edge;
    size_t edge_slots, edges;
    VEC(alias) alias;
    VEC(uint32_t) ends; /* a node's first alias + 1 */
};

static const char *const KIND[] = { "name", "acronym", "demonym", "capital", "metonym" };

/* ---- building ---------------------------------------------------------------------------------------------- */

static uint64_t edge_key(uint32_t node, uint64_t word)
{
    uint64_t key = hash_u64(word ^ hash_u64(node + 1));
    return key ? key : 1;
}

static edge *edge_slot(edge *table, size_t slots, uint64_t key)
{
    size_t at = (size_t)key & (slots - 1);
    while (table[at].key && table[at].key != key) at = (at + 1) & (slots - 1);
    return &table[at];
}

static void edges_grow(arena *a, lexicon *l)
{
    size_t slots = l->edge_slots ? l->edge_slots * 2 : 256;
    edge *table = TAKE(a, slots, edge);
    for (size_t i = 0; i < l->edge_slots; i++)
        if (l->edge[i].key) *edge_slot(table, slots, l->edge[i].key) = l->edge[i];
    l->edge = table;
    l->edge_slots = slots;
}

static uint32_t node_under(arena *a, lexicon *l, uint32_t node, uint64_t word)
{
    if ((l->edges + 1) * 2 > l->edge_slots) edges_grow(a, l);
    edge *e = edge_slot(l->edge, l->edge_slots, edge_key(node, word));
    if (!e->key) {
        *e = (edge){ edge_key(node, word), (uint32_t)l->ends.n };
        *VEC_ADD(a, &l->ends) = 0;
        l->edges++;
    }
    return e->node;
}

static void alias_add(arena *a, lexicon *l, hs_str text, uint32_t entry)
{
    word_walk w = { .rest = text };
    uint32_t node = 0, words = 0;
    for (uint64_t word; words < LEXICON_WORDS_MOST && word_next(a, &w, &word); words++) node = node_under(a, l, node, word);
    if (!words || w.at < text.n) return; /* nothing to match, or longer than any name */
    *VEC_ADD(a, &l->alias) = (alias){ text, entry, l->ends.at[node] };
    l->ends.at[node] = (uint32_t)l->alias.n;
}

static bool class_parse(hs_str s, actor_class *out)
{
    for (actor_class c = CLASS_PERSON; c <= CLASS_OTHER; c++)
        if (str_eq(s, str_of(actor_class_name(c)))) return *out = c, true;
    return false;
}

static bool kind_parse(hs_str s, lexicon_kind *out)
{
    for (size_t k = 0; k < sizeof KIND / sizeof *KIND; k++)
        if (str_eq(s, str_of(KIND[k]))) return *out = (lexicon_kind)k, true;
    return false;
}

enum { KEY, NAME, ALIAS, CLASS, CODE, PARENT, KIND_COLUMN, SOURCE, COLUMNS };
static const char *const COLUMN[] = { "key", "name", "alias", "class", "code", "parent", "kind", "source", NULL };

static void row_add(arena *a, lexicon *l, map *keys, const tsv *t, const tsv_row *r)
{
    lexicon_entry *e = &l->entry[l->entries];
    *e = (lexicon_entry){ .key = r->field[KEY], .name = r->field[NAME], .code = r->field[CODE], .source = r->field[SOURCE] };
    if (!e->key.n || !e->name.n) tsv_complain(a, t, r, "no key or no name");
    if (!class_parse(r->field[CLASS], &e->class)) tsv_complain(a, t, r, "no class \"%.*s\"", STR_ARGS(r->field[CLASS]));
    if (!kind_parse(r->field[KIND_COLUMN], &e->kind))
        tsv_complain(a, t, r, "no kind \"%.*s\"", STR_ARGS(r->field[KIND_COLUMN]));
    bool fresh;
    uint64_t *first = map_put(keys, e->key, &fresh);
    if (fresh) *first = l->entries;
    e->actor = (uint32_t)*first;
    alias_add(a, l, e->name, l->entries);
    hs_str rest = r->field[ALIAS], one;
    while (str_split(&rest, '|', &one)) alias_add(a, l, str_trim(one), l->entries);
    l->entries++;
}

/* Parents may stand behind their children, in another table too: they are tied when all rows are in. */
static void parents_tie(arena *a, lexicon *l, const map *keys, const tsv *const *table, size_t tables)
{
    uint32_t at = 0;
    for (size_t i = 0; i < tables; i++)
        for (size_t r = 0; r < table[i]->rows; r++, at++) {
            hs_str parent = table[i]->row[r].field[PARENT];
            const uint64_t *found = map_get(keys, parent);
            if (parent.n && !found)
                tsv_complain(a, table[i], &table[i]->row[r], "parent \"%.*s\" is nobody", STR_ARGS(parent));
            l->entry[at].parent = parent.n ? (uint32_t)*found : NOBODY;
        }
}

static lexicon *lexicon_make(arena *a, const tsv *const *table, size_t tables)
{
    lexicon *l = TAKE(a, 1, lexicon);
    size_t rows = 0;
    for (size_t i = 0; i < tables; i++) rows += table[i]->rows;
    l->entry = TAKE(a, rows + 1, lexicon_entry);
    *VEC_ADD(a, &l->ends) = 0;
    map keys = { .a = a };
    for (size_t i = 0; i < tables; i++)
        for (size_t r = 0; r < table[i]->rows; r++) row_add(a, l, &keys, table[i], &table[i]->row[r]);
    parents_tie(a, l, &keys, table, tables);
    return l;
}

const lexicon *lexicon_build(arena *a, const tsv *const *table, size_t tables)
{
    return lexicon_make(a, table, tables);
}

typedef struct {
    arena *a;
    VEC(const tsv *) table;
} folder_walk;

static bool table_visit(void *ctx, const char *path, uint64_t size, const char *reason)
{
    folder_walk *w = ctx;
    (void)size;
    const char *slash = strrchr(path, '/');
    hs_str base = str_of(slash ? slash + 1 : path);
    if (reason || !str_starts(base, STR("actors")) || !str_ends(base, STR(".tsv"))) return true;
    *VEC_ADD(w->a, &w->table) = tsv_read(w->a, path, COLUMN);
    return true;
}

static void particles_read(arena *a, lexicon *l, const char *folder)
{
    static const char *const PARTICLE[] = { "particle", "kind", "source", NULL };
    const char *path = arena_printf(a, "%s/lexicon/name-particles.tsv", folder).p;
    l->particle.a = a;
    if (access(path, F_OK)) return;
    const tsv *t = tsv_read(a, path, PARTICLE);
    for (size_t i = 0; i < t->rows; i++) {
        static const char *const kinds[] = { [PARTICLE_INNER] = "inner", [PARTICLE_OPENER] = "opener", [PARTICLE_JOINER] = "joiner" };
        uint64_t kind = PARTICLE_JOINER;
        while (kind != PARTICLE_NONE && !str_eq(t->row[i].field[1], str_of(kinds[kind]))) kind--;
        if (kind == PARTICLE_NONE) tsv_complain(a, t, &t->row[i], "kind is inner, opener or joiner");
        *map_put(&l->particle, word_fold(a, t->row[i].field[0]), NULL) = kind;
    }
}

particle lexicon_particle(arena *a, const lexicon *l, hs_str word)
{
    if (!l->particle.n) return PARTICLE_NONE;
    arena_mark here = arena_here(a);
    const uint64_t *kind = map_get(&l->particle, word_fold(a, word));
    arena_rollback(a, here);
    return kind ? (particle)*kind : PARTICLE_NONE;
}

const lexicon *lexicon_read(arena *a, const char *folder)
{
    folder_walk w = { .a = a };
    file_walk(a, arena_printf(a, "%s/lexicon", folder).p, table_visit, &w);
    lexicon *l = lexicon_make(a, w.table.at, w.table.n);
    particles_read(a, l, folder);
    return l;
}

uint32_t lexicon_entries(const lexicon *l)
{
    return l->entries;
}

const lexicon_entry *lexicon_at(const lexicon *l, uint32_t entry)
{
    return &l->entry[entry];
}

/* ---- matching ---------------------------------------------------------------------------------------------- */

/* The words of one sentence, and the token that each belongs to. */
typedef struct {
    uint64_t *word;
    uint32_t *token;
    uint32_t n;
    bool has_case; /* small and capital letters are both used: case tells something */
} sentence_words;

static sentence_words words_of(arena *a, const page *p, const sentence *s, casing c)
{
    sentence_words out = { .has_case = c == CASING_USED };
    VEC(uint64_t) word = { 0 };
    VEC(uint32_t) of = { 0 };
    for (uint32_t t = s->first_token; t < s->first_token + s->tokens; t++) {
        word_walk w = { .rest = span_words(p->text, p->token[t].at) };
        for (uint64_t hash; word_next(a, &w, &hash);) {
            *VEC_ADD(a, &word) = hash;
            *VEC_ADD(a, &of) = t;
        }
    }
    out.word = word.at;
    out.token = of.at;
    out.n = (uint32_t)word.n;
    return out;
}

/* The words of the text are those of an alias; in text that uses case, capitals stand where the alias has them, and
 * an acronym is written as it is. */
static bool alias_fits(arena *a, hs_str written, hs_str text, lexicon_kind kind, bool has_case)
{
    word_walk w = { .rest = written }, t = { .rest = text };
    for (uint64_t x, y;;) {
        bool more = word_next(a, &w, &x);
        if (more != word_next(a, &t, &y)) return false;
        if (!more) return true;
        hs_str ours = str_sub(written, w.begin, w.at), theirs = str_sub(text, t.begin, t.at);
        if (x != y || !word_same(a, ours, theirs)) return false;
        if (!has_case) continue;
        if (kind == LEXICON_ACRONYM ? !str_eq(ours, theirs) : word_is_capital(ours) && !word_is_capital(theirs))
            return false;
    }
}

/* The first alias of a node that these words are, in letters and (where it tells something) in case. */
static bool node_alias(arena *a, const lexicon *l, uint32_t node, hs_str text, bool has_case, lexicon_hit *hit)
{
    uint32_t best = 0;
    for (uint32_t i = l->ends.at[node]; i; i = l->alias.at[i - 1].next) {
        const alias *x = &l->alias.at[i - 1];
        if (alias_fits(a, x->text, text, l->entry[x->entry].kind, has_case)) best = i; /* the list is newest first */
    }
    if (best) hit->entry = l->alias.at[best - 1].entry;
    hit->firm = has_case;
    return best;
}

/* The longest name whose first word is number `from`. */
static bool match_at(arena *a, const lexicon *l, const page *p, const sentence_words *w, uint32_t from, lexicon_hit *hit)
{
    bool found = false;
    uint32_t node = 0;
    for (uint32_t i = from; i < w->n && i - from < LEXICON_WORDS_MOST; i++) {
        const edge *e = edge_slot(l->edge, l->edge_slots, edge_key(node, w->word[i]));
        if (!e->key) break;
        node = e->node;
        if (!l->ends.at[node] || (i + 1 < w->n && w->token[i + 1] == w->token[i])) continue;
        hs_str text = str_sub(p->text, p->token[w->token[from]].at.begin, p->token[w->token[i]].at.end);
        if (!node_alias(a, l, node, text, w->has_case, hit)) continue;
        found = true;
        hit->first_token = w->token[from];
        hit->tokens = w->token[i] - w->token[from] + 1;
    }
    return found;
}

const lexicon_hit *lexicon_match(arena *a, const lexicon *l, const page *p, uint32_t *n)
{
    VEC(lexicon_hit) hits = { 0 };
    const casing *cased = casing_of(a, p);
    for (uint32_t s = 0; l->edge_slots && s < p->sentences; s++) {
        sentence_words w = words_of(a, p, &p->sentence[s], cased[s]);
        for (uint32_t i = 0; i < w.n;) {
            lexicon_hit hit;
            bool starts = i == 0 || w.token[i - 1] != w.token[i];
            if (starts && match_at(a, l, p, &w, i, &hit)) {
                *VEC_ADD(a, &hits) = hit;
                while (i < w.n && w.token[i] < hit.first_token + hit.tokens) i++;
            } else
                i++;
        }
    }
    *n = (uint32_t)hits.n;
    return hits.at;
}
