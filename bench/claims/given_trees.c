/*
 * given_trees.c - claims from given trees instead of our own, for ablation:  given_trees DATA-FOLDER DICTIONARIES < trees.conllu
 *
 * DICTIONARIES: files with commas between, or "-".  One line a sentence, with the fields that bench/claims/events.py reads:
 * {"id": its sent_id, "text": as the words give it, "claims": [...]}.
 */
#include "base/file.h"
#include "base/json.h"
#include "claims/claims.h"
#include "language/conllu.h"

#include <stdio.h>

static void put_pieces(json *j, const char *key, span_list at)
{
    json_key(j, key);
    json_open(j, '[');
    for (size_t i = 0; i < at.n; i++) {
        json_open(j, '[');
        json_u64(j, at.at[i].begin);
        json_u64(j, at.at[i].end);
        json_close(j, ']');
    }
    json_close(j, ']');
}

static void put_named(json *j, const findings *f, reference r)
{
    const actor *who = r.actor == NOBODY ? NULL : &f->actor[r.actor];
    json_put_string(j, "actor", who ? who->name : (hs_str){ 0 });
    json_put_string(j, "code", r.code.n ? r.code : who && who->code.n ? who->code : (hs_str){ 0 });
    put_pieces(j, "span", r.at);
}

static void put_reference(json *j, const char *key, const findings *f, reference r)
{
    json_key(j, key);
    if (!r.at.n && r.actor == NOBODY) {
        json_null(j);
        return;
    }
    json_open(j, '{');
    put_named(j, f, r);
    json_close(j, '}');
}

static void put_claim(json *j, const findings *f, const claim *c)
{
    json_open(j, '{');
    json_key(j, "source");
    json_open(j, '{');
    json_put_string(j, "kind", str_of(source_kind_name(c->source.kind)));
    put_named(j, f, c->source.who);
    json_close(j, '}');
    put_reference(j, "agent", f, c->agent);
    put_reference(j, "patient", f, c->patient);
    put_reference(j, "place", f, c->place);
    put_pieces(j, "cue", c->cue);
    put_pieces(j, "hedges", c->hedges);
    put_pieces(j, "predicate", c->predicate);
    json_put_string(j, "cue_lemma", c->cue_lemma);
    json_put_string(j, "polarity", str_of(polarity_name(c->polarity)));
    json_put_string(j, "certainty", str_of(certainty_name(c->certainty)));
    json_put_string(j, "frame", c->frame);
    json_put_string(j, "cameo", c->cameo);
    json_put_string(j, "lemma", c->predicate_lemma);
    json_put_bool(j, "mutual", c->is_mutual);
    if (c->event_code.n) json_put_string(j, "event_code", c->event_code);
    if (c->doer_code.n || c->target_code.n) {
        json_put_string(j, "doer_code", c->doer_code.n ? c->doer_code : (hs_str){ 0 });
        json_put_string(j, "target_code", c->target_code.n ? c->target_code : (hs_str){ 0 });
    }
    json_close(j, '}');
}

/* One sentence with its comments. */
static void read_block(arena *a, const claims_lexicon *tables, hs_str block)
{
    size_t begin = str_find(block, STR("# sent_id = "), 0);
    if (begin == SIZE_MAX) return;
    size_t end = str_find(block, STR("\n"), begin);
    const page *p;
    const reading *r = reading_from_conllu(a, arena_printf(a, "%.*s\n\n", STR_ARGS(block)), "trees", &p);
    document d = { .published = { 1995, 1, 4, 0, 0, 0, DATE_DAY } };
    const findings *f = claims_find(a, tables, &d, p, r);
    buf out = { .a = a };
    json j = json_begin(&out);
    json_open(&j, '{');
    json_put_string(&j, "id", str_trim(str_sub(block, begin + 12, end)));
    json_put_string(&j, "text", p->text);
    json_key(&j, "claims");
    json_open(&j, '[');
    for (uint32_t i = 0; i < f->claims; i++) put_claim(&j, f, &f->claim[i]);
    json_close(&j, ']');
    json_close(&j, '}');
    printf("%.*s\n", STR_ARGS(buf_str(&out)));
}

static void read_all(arena *a, claims_lexicon *tables, hs_str dictionaries)
{
    hs_str path;
    hs_error error;
    while (str_split(&dictionaries, ',', &path))
        if (!str_eq(path, STR("-"))) claims_dictionary(tables, file_read(a, arena_str(a, path).p, 64 << 20), "dictionary", &error);
    buf all = { .a = a };
    char bytes[4096];
    for (size_t n; (n = fread(bytes, 1, sizeof bytes, stdin));) buf_add(&all, (hs_str){ bytes, n });
    hs_str text = buf_str(&all);
    for (size_t at = 0; at < text.n;) {
        size_t end = str_find(text, STR("\n\n"), at);
        if (end == SIZE_MAX) end = text.n;
        read_block(a, tables, str_sub(text, at, end));
        at = end + 2;
    }
}

int main(int argc, char **argv)
{
    hs_error error = { .status = HS_OK };
    claims_lexicon *tables = argc == 3 ? claims_open(argv[1], &error) : NULL;
    arena *a = arena_open(NULL, 0);
    if (!tables || !a) {
        fprintf(stderr, "given_trees: %s\n", argc == 3 ? error.what : "DATA-FOLDER DICTIONARIES < trees.conllu");
        return 2;
    }
    if (ARENA_DOOR(a)) {
        read_all(a, tables, str_of(argv[2]));
        arena_door_shut(a);
    } else {
        fprintf(stderr, "given_trees: %s\n", arena_failure(a)->what);
    }
    arena_close(a);
    claims_close(tables);
    return 0;
}
