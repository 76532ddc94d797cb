/*
 * lexicon.c - reading the tables of data/lexicon, line by line, with complaints that name file and line.
 *
 * Keys are lemma, a blank and the part of speech ("deny VERB"); voices, evidence words, times and numbers go by
 * the lemma alone.  A voice may be given by its ending ("*man").
 */
#include "claims/factuality.h"
#include "claims/learnt.h"
#include "claims/patterns.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* One table being read. */
typedef struct {
    claims_lexicon *lexicon;
    const tsv *table;
} reader;

static const tsv *table_open(arena *a, const char *folder, const char *name, const char *const *columns)
{
    hs_str path = arena_printf(a, "%s/lexicon/%s", folder, name);
    return tsv_read(a, path.p, columns);
}

/* The place of s in a list that ends with NULL; complains when it is in none. */
static int one_of(reader *r, const tsv_row *row, hs_str s, const char *what, const char *const *list)
{
    for (int i = 0; list[i]; i++)
        if (str_eq(s, str_of(list[i]))) return i;
    tsv_complain(r->lexicon->a, r->table, row, "\"%.*s\" is no %s", STR_ARGS(s), what);
}

static upos pos_of(reader *r, const tsv_row *row, hs_str s)
{
    upos pos;
    if (!upos_parse(s, &pos)) tsv_complain(r->lexicon->a, r->table, row, "\"%.*s\" is no part of speech", STR_ARGS(s));
    return pos;
}

static certainty certainty_of(reader *r, const tsv_row *row, hs_str s)
{
    static const char *const name[] = { "unknown", "possible", "probable", "certain", NULL };
    return (certainty)one_of(r, row, s, "certainty", name);
}

static hs_str key_of(arena *a, hs_str lemma, upos pos)
{
    return arena_printf(a, "%.*s %s", STR_ARGS(lemma), upos_name(pos));
}

/* Files entry number i under key; complains when the key is taken. */
static void file_under(reader *r, const tsv_row *row, map *m, hs_str key, size_t i)
{
    bool is_new;
    uint64_t *value = map_put(m, key, &is_new);
    if (!is_new) tsv_complain(r->lexicon->a, r->table, row, "\"%.*s\" stands twice", STR_ARGS(key));
    *value = i;
}

/* ---- cues ---------------------------------------------------------------------------------------------------- */

static uint32_t content_of(reader *r, const tsv_row *row, hs_str s)
{
    static const char *const name[] = { "that", "to",      "object", "of",   "for", "about", "in",
                                        "with", "against", "on",     "noun", "as",  "deed", "beside", "doer-on", "doer-to", "doer",
                                        "own",   "source", "clause", "name",  NULL };
    uint32_t bits = 0;
    hs_str piece;
    while (str_split(&s, ',', &piece)) bits |= 1u << one_of(r, row, str_trim(piece), "place for content", name);
    return bits;
}

static void cues_read(claims_lexicon *l, const char *folder)
{
    static const char *const columns[] = { "lemma", "pos", "kind", "polarity", "certainty", "content", "source", NULL };
    static const char *const kinds[] = { "say",     "think", "know",   "show",     "deny",     "accuse", "demand",
                                         "promise", "ask",   "allege", "contrary", "evidence", NULL };
    static const char *const sides[] = { "assert", "deny", NULL };
    reader r = { l, table_open(l->a, folder, "cues.tsv", columns) };
    cue *at = TAKE(l->a, r.table->rows + 1, cue);
    for (size_t i = 0; i < r.table->rows; i++) {
        const tsv_row *row = &r.table->row[i];
        at[i] = (cue){ row->field[0],
                       pos_of(&r, row, row->field[1]),
                       (cue_kind)one_of(&r, row, row->field[2], "kind of cue", kinds),
                       (polarity)one_of(&r, row, row->field[3], "polarity", sides),
                       certainty_of(&r, row, row->field[4]),
                       content_of(&r, row, row->field[5]) };
        file_under(&r, row, &l->cues, key_of(l->a, at[i].lemma, at[i].pos), i);
    }
    l->cue = at;
}

/* ---- hedges, implicatives ------------------------------------------------------------------------------------- */

static void hedges_read(claims_lexicon *l, const char *folder)
{
    static const char *const columns[] = { "lemma", "pos", "certainty", "polarity", "source", NULL };
    static const char *const sides[] = { "keep", "turn", NULL };
    reader r = { l, table_open(l->a, folder, "hedges.tsv", columns) };
    hedge *at = TAKE(l->a, r.table->rows + 1, hedge);
    for (size_t i = 0; i < r.table->rows; i++) {
        const tsv_row *row = &r.table->row[i];
        at[i] = (hedge){ certainty_of(&r, row, row->field[2]), one_of(&r, row, row->field[3], "polarity", sides) == 1 };
        file_under(&r, row, &l->hedges, key_of(l->a, row->field[0], pos_of(&r, row, row->field[1])), i);
    }
    l->hedge = at;
}

static void implicatives_read(claims_lexicon *l, const char *folder)
{
    static const char *const columns[] = { "lemma", "pos", "affirmed", "denied", "light", "source", NULL };
    static const char *const effects[] = { "keep", "turn", "open", "possible", NULL };
    static const char *const yes_no[] = { "no", "yes", NULL };
    reader r = { l, table_open(l->a, folder, "implicatives.tsv", columns) };
    implicative *at = TAKE(l->a, r.table->rows + 1, implicative);
    for (size_t i = 0; i < r.table->rows; i++) {
        const tsv_row *row = &r.table->row[i];
        at[i] = (implicative){ (effect)one_of(&r, row, row->field[2], "effect", effects),
                               (effect)one_of(&r, row, row->field[3], "effect", effects),
                               one_of(&r, row, row->field[4], "answer", yes_no) == 1 };
        bool is_phrasal = str_find(row->field[0], STR(" +"), 0) != SIZE_MAX;
        file_under(&r, row, is_phrasal ? &l->phrasal : &l->implicatives,
                   key_of(l->a, row->field[0], pos_of(&r, row, row->field[1])), i);
    }
    l->implicative = at;
}

/* ---- voices, evidence ----------------------------------------------------------------------------------------- */

static void voices_read(claims_lexicon *l, const char *folder)
{
    static const char *const columns[] = { "lemma", "class", "voice", "source", NULL };
    static const char *const classes[] = { "person", "organisation", "place", "people", "other", NULL };
    static const char *const kinds[] = { "actor", "unnamed", "document", NULL };
    reader r = { l, table_open(l->a, folder, "voices.tsv", columns) };
    voice *at = TAKE(l->a, r.table->rows + 1, voice);
    for (size_t i = 0; i < r.table->rows; i++) {
        const tsv_row *row = &r.table->row[i];
        at[i] = (voice){ (actor_class)one_of(&r, row, row->field[1], "class", classes),
                         (voice_kind)one_of(&r, row, row->field[2], "voice", kinds) };
        file_under(&r, row, &l->voices, row->field[0], i);
        if (!str_starts(row->field[0], STR("*"))) continue;
        if (l->voice_endings == VOICE_ENDINGS_MOST) tsv_complain(l->a, r.table, row, "more than %d endings", VOICE_ENDINGS_MOST);
        l->voice_ending[l->voice_endings++] = str_sub(row->field[0], 1, row->field[0].n);
    }
    l->voice = at;
}

static void evidence_read(claims_lexicon *l, const char *folder)
{
    static const char *const columns[] = { "lemma", "kind", "source", NULL };
    static const char *const kinds[] = { "none", "vague", "named", NULL };
    reader r = { l, table_open(l->a, folder, "evidence.tsv", columns) };
    evidence_word *at = TAKE(l->a, r.table->rows + 1, evidence_word);
    for (size_t i = 0; i < r.table->rows; i++) {
        const tsv_row *row = &r.table->row[i];
        at[i].kind = (evidence_kind)one_of(&r, row, row->field[1], "kind of evidence", kinds);
        file_under(&r, row, &l->evidences, row->field[0], i);
    }
    l->evidence = at;
}

/* ---- frames ---------------------------------------------------------------------------------------------------- */

static slot slot_of(hs_str s)
{
    static const struct {
        const char *name;
        slot_kind kind;
    } known[] = { { "subject", SLOT_SUBJECT }, { "object", SLOT_OBJECT }, { "indirect", SLOT_INDIRECT },
                  { "owner", SLOT_OWNER },     { "compound", SLOT_COMPOUND }, { "clause", SLOT_CLAUSE },
                  { "doer", SLOT_DOER },       { "somebody", SLOT_SOMEBODY }, { "each", SLOT_EACH } };
    slot out = { .kind = SLOT_PREPOSITION, .needed = str_ends(s, STR("!")) };
    if (out.needed) s.n--;
    size_t tilde = str_find(s, STR("~"), 0);
    if (tilde < s.n) out.kind_of = str_sub(s, tilde + 1, s.n), s.n = tilde;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_eq(s, str_of(known[i].name))) out.kind = known[i].kind;
    if (out.kind == SLOT_PREPOSITION) out.preposition = s;
    return out;
}

/* The class that a line wants: it must have nouns, or the line would never be read.  0: it wants none. */
static uint64_t class_wanted(reader *r, const tsv_row *row, hs_str dependent)
{
    if (!str_starts(dependent, STR("@"))) return 0;
    uint64_t class = lexicon_class(r->lexicon, str_sub(dependent, 1, dependent.n));
    if (!class) tsv_complain(r->lexicon->a, r->table, row, "no noun is of the class \"%.*s\"", STR_ARGS(dependent));
    return class;
}

/* "by,owner,compound" into slots; "-" is none. */
static void slots_of(reader *r, const tsv_row *row, hs_str s, slot out[SLOTS_MOST])
{
    size_t n = 0;
    hs_str piece;
    if (str_eq(s, STR("-"))) return;
    while (str_split(&s, ',', &piece)) {
        if (n + 1 >= SLOTS_MOST) tsv_complain(r->lexicon->a, r->table, row, "more than %d slots", SLOTS_MOST - 1);
        out[n] = slot_of(str_trim(piece));
        out[n].class = class_wanted(r, row, out[n].kind_of);
        n++;
    }
}

/* "fall out" is lemma and particle; "come +existence" lemma and dependent. */
static void frame_words(hs_str words, frame *f)
{
    hs_str piece;
    str_split(&words, ' ', &f->lemma);
    while (str_split(&words, ' ', &piece)) {
        if (str_starts(piece, STR("+"))) f->dependent = str_sub(piece, 1, piece.n);
        else f->particle = piece;
    }
}

static void frames_read(claims_lexicon *l, const char *folder)
{
    static const char *const columns[] = { "lemma", "pos",    "agent",  "patient", "frame",
                                           "cameo", "plover", "source", NULL };
    reader r = { l, table_open(l->a, folder, "frames.tsv", columns) };
    frame *at = TAKE(l->a, r.table->rows + 1, frame);
    for (size_t i = 0; i < r.table->rows; i++) {
        const tsv_row *row = &r.table->row[i];
        frame *f = &at[i];
        frame_words(row->field[0], f);
        f->dependent_class = class_wanted(&r, row, f->dependent);
        if (!row->field[7].n) tsv_complain(l->a, r.table, row, "no source: a column is missing or empty");
        f->pos = pos_of(&r, row, row->field[1]);
        slots_of(&r, row, row->field[2], f->agent);
        f->wants_patient = str_starts(row->field[3], STR("!"));
        slots_of(&r, row, str_sub(row->field[3], f->wants_patient, row->field[3].n), f->patient);
        f->frame = row->field[4];
        f->is_light = str_starts(f->frame, STR("light"));
        if (!str_eq(row->field[5], STR("-"))) f->cameo = row->field[5];
        if (!str_eq(row->field[6], STR("-"))) f->plover = row->field[6];
        bool is_new;
        uint64_t *first = map_put(&l->frames, key_of(l->a, f->lemma, f->pos), &is_new);
        f->next = is_new ? NOBODY : (uint32_t)*first;
        *first = i;
    }
    l->frame = at;
}

static void classes_read(claims_lexicon *l, const char *folder)
{
    static const char *const columns[] = { "class", "lemma", "source", NULL };
    reader r = { l, table_open(l->a, folder, "noun-classes.tsv", columns) };
    for (size_t i = 0; i < r.table->rows; i++) {
        const tsv_row *row = &r.table->row[i];
        if (!lexicon_class(l, row->field[0])) {
            if (l->class_n == CLASSES_MOST) tsv_complain(l->a, r.table, row, "more than %d classes", CLASSES_MOST);
            l->class[l->class_n++] = row->field[0];
        }
        file_under(&r, row, &l->classes, arena_printf(l->a, "%.*s %.*s", STR_ARGS(row->field[0]), STR_ARGS(row->field[1])), i);
    }
    l->places = lexicon_class(l, STR("place"));
    l->manners = lexicon_class(l, STR("manner"));
    l->things = lexicon_class(l, STR("thing"));
    l->measures = lexicon_class(l, STR("measure"));
    l->carriers = lexicon_class(l, STR("carrier"));
}

static void irregulars_read(claims_lexicon *l, const char *folder)
{
    static const char *const columns[] = { "form", "lemma", "source", NULL };
    reader r = { l, table_open(l->a, folder, "irregular-verbs.tsv", columns) };
    hs_str *at = TAKE(l->a, r.table->rows + 1, hs_str);
    for (size_t i = 0; i < r.table->rows; i++) {
        at[i] = r.table->row[i].field[1];
        file_under(&r, &r.table->row[i], &l->irregulars, r.table->row[i].field[0], i);
    }
    l->irregular = at;
}

/* ---- times, numbers -------------------------------------------------------------------------------------------- */

static double value_of(reader *r, const tsv_row *row, hs_str s)
{
    bool negative = str_starts(s, STR("-"));
    double v = 0;
    if (!str_to_double(negative ? str_sub(s, 1, s.n) : s, &v))
        tsv_complain(r->lexicon->a, r->table, row, "\"%.*s\" is no number", STR_ARGS(s));
    return negative ? -v : v;
}

static void times_read(claims_lexicon *l, const char *folder)
{
    static const char *const columns[] = { "lemma", "kind", "value", "source", NULL };
    static const char *const kinds[] = { "month", "weekday", "day", "unit", "relative", "part", NULL };
    reader r = { l, table_open(l->a, folder, "times.tsv", columns) };
    time_word *at = TAKE(l->a, r.table->rows + 1, time_word);
    for (size_t i = 0; i < r.table->rows; i++) {
        const tsv_row *row = &r.table->row[i];
        at[i] = (time_word){ (time_kind)one_of(&r, row, row->field[1], "kind of time word", kinds),
                             (int32_t)value_of(&r, row, row->field[2]) };
        file_under(&r, row, &l->times, row->field[0], i);
    }
    l->time = at;
}

static void numbers_read(claims_lexicon *l, const char *folder)
{
    static const char *const columns[] = { "lemma", "kind", "value", "source", NULL };
    static const char *const kinds[] = { "number", "multiplier", "low", "high", "vague", NULL };
    reader r = { l, table_open(l->a, folder, "numbers.tsv", columns) };
    number_word *at = TAKE(l->a, r.table->rows + 1, number_word);
    for (size_t i = 0; i < r.table->rows; i++) {
        const tsv_row *row = &r.table->row[i];
        int kind = one_of(&r, row, row->field[1], "kind of number word", kinds);
        at[i] = (number_word){ value_of(&r, row, row->field[2]), kind == 1, kind == 2, kind == 3, kind == 4 };
        file_under(&r, row, &l->numbers, row->field[0], i);
    }
    l->number = at;
}

/* ---- labels ---------------------------------------------------------------------------------------------------- */

static void labels_read(claims_lexicon *l, const char *folder)
{
    static const char *const columns[] = { "lemma", "pos", "leaning", "source", NULL };
    static const char *const leanings[] = { "against", "for", NULL };
    reader r = { l, table_open(l->a, folder, "labels.tsv", columns) };
    label_word *at = TAKE(l->a, r.table->rows + 1, label_word);
    for (size_t i = 0; i < r.table->rows; i++) {
        const tsv_row *row = &r.table->row[i];
        at[i].is_for = one_of(&r, row, row->field[2], "leaning", leanings) == 1;
        file_under(&r, row, &l->labels, key_of(l->a, row->field[0], pos_of(&r, row, row->field[1])), i);
    }
    l->label = at;
}

/* ---- verdicts -------------------------------------------------------------------------------------------------- */

static void verdicts_read(claims_lexicon *l, const char *folder)
{
    static const char *const columns[] = { "lemma", "pos", "kind", "source", NULL };
    static const char *const kinds[] = { "false", "true", "basis", "judge", NULL };
    reader r = { l, table_open(l->a, folder, "verdicts.tsv", columns) };
    verdict *at = TAKE(l->a, r.table->rows + 1, verdict);
    for (size_t i = 0; i < r.table->rows; i++) {
        const tsv_row *row = &r.table->row[i];
        cue one = { row->field[0], pos_of(&r, row, row->field[1]), CUE_DENY, POLARITY_DENY, CERTAINTY_CERTAIN, CONTENT_OBJECT };
        at[i] = (verdict){ (verdict_kind)one_of(&r, row, row->field[2], "kind of verdict", kinds), one, one };
        at[i].affirm.kind = CUE_SAY;
        at[i].affirm.polarity = POLARITY_ASSERT;
        file_under(&r, row, &l->verdicts, key_of(l->a, one.lemma, one.pos), i);
    }
    l->verdict = at;
}

/* ---- opening ---------------------------------------------------------------------------------------------------- */

/* What was learnt lies beside the models of the language room; a folder without it is one for making it. */
static void models_read(claims_lexicon *l, const char *folder)
{
    const char *path = arena_printf(l->a, "%s/models/en-factuality.model", folder).p;
    if (!access(path, F_OK))
        l->factuality = linear_read(l->a, model_open(l->a, path, FACTUALITY_KIND, FACTUALITY_VERSION), FACTUALITY_CLASSES);
    path = arena_printf(l->a, "%s/models/en-attribution.model", folder).p;
    if (!access(path, F_OK)) l->learnt = learnt_read(l->a, model_open(l->a, path, LEARNT_KIND, LEARNT_VERSION));
}

static claims_lexicon *read_all(arena *a, const char *folder)
{
    claims_lexicon *l = TAKE(a, 1, claims_lexicon);
    map *const maps[] = { &l->cues,   &l->hedges,    &l->implicatives, &l->voices,
                          &l->frames, &l->evidences, &l->times,        &l->numbers, &l->labels, &l->verdicts, &l->phrasal, &l->classes, &l->irregulars };
    l->a = a;
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++) maps[i]->a = a;
    cues_read(l, folder);
    hedges_read(l, folder);
    implicatives_read(l, folder);
    voices_read(l, folder);
    evidence_read(l, folder);
    classes_read(l, folder);
    frames_read(l, folder);
    irregulars_read(l, folder);
    times_read(l, folder);
    numbers_read(l, folder);
    labels_read(l, folder);
    verdicts_read(l, folder);
    l->known = known_make(l);
    l->names = lexicon_read(a, folder);
    models_read(l, folder);
    return l;
}

claims_lexicon *claims_open(const char *folder, hs_error *error)
{
    arena *a = arena_open(NULL, 0);
    if (!a) {
        if (error) *error = (hs_error){ .status = HS_NO_MEMORY, .what = "claims: no memory for the lexicons" };
        return NULL;
    }
    if (ARENA_DOOR(a)) {
        claims_lexicon *l = read_all(a, folder);
        arena_door_shut(a);
        return l;
    }
    if (error) {
        const failure *f = arena_failure(a);
        *error = (hs_error){ .status = f->status };
        snprintf(error->what, sizeof error->what, "%s", f->what);
    }
    arena_close(a);
    return NULL;
}

/* What was passed over, or an empty string. */
static hs_str dictionary_added(claims_lexicon *l, hs_str bytes, const char *path)
{
    if (patterns_are_in(bytes)) {
        if (!l->patterns) l->patterns = patterns_new(l->a);
        return patterns_read(l->patterns, bytes, path);
    }
    if (!l->dictionary) l->dictionary = dictionary_new(l->a);
    dictionary_read(l->dictionary, bytes, path);
    return (hs_str){ 0 };
}

hs_status claims_dictionary(claims_lexicon *l, hs_str bytes, const char *path, hs_error *error)
{
    if (ARENA_DOOR(l->a)) {
        hs_str note = dictionary_added(l, bytes, path);
        if (error) *error = (hs_error){ .status = HS_OK };
        if (error && note.n) snprintf(error->what, sizeof error->what, "%.*s", STR_ARGS(note));
        arena_door_shut(l->a);
        return HS_OK;
    }
    const failure *f = arena_failure(l->a);
    if (error) {
        *error = (hs_error){ .status = f->status };
        snprintf(error->what, sizeof error->what, "%s", f->what);
    }
    return f->status;
}

void claims_close(claims_lexicon *l)
{
    if (l) arena_close(l->a);
}

/* ---- looking up -------------------------------------------------------------------------------------------------- */

/* What a model's lemma of a verb may have lost or kept: "orchestrat" its e, "expell" one l too many, "denie" its ie, "ratifi" its y,
 * "downgraded" its d, "shelled" its ed. */
enum { SPELLINGS = 7 };
static size_t respelt(char *key, size_t n, int way)
{
    if (way == 1) key[n++] = 'e';
    if (way == 2 && n > 3 && key[n - 1] == key[n - 2]) n--;
    if (way == 3 && n > 3 && key[n - 2] == 'i' && key[n - 1] == 'e') key[--n - 1] = 'y';
    if (way == 4 && n > 3 && key[n - 1] == 'i') key[n - 1] = 'y';
    if (way >= 5 && n > 4 && key[n - 2] == 'e' && key[n - 1] == 'd') n -= way == 5 ? 1 : 2;
    return n;
}

/* The number filed under "lemma POS", or NULL. */
static const uint64_t *find(const map *m, const unit *u, upos pos)
{
    char key[LEXICON_LEMMA_MOST + 16];
    hs_str tag = str_of(upos_name(pos));
    if (u->name != NOBODY || !u->lemma.n || u->lemma.n > LEXICON_LEMMA_MOST) return NULL;
    for (int way = 0; way < (pos == UPOS_VERB ? SPELLINGS : 1); way++) {
        memcpy(key, u->lemma.p, u->lemma.n);
        size_t n = respelt(key, u->lemma.n, way);
        key[n] = ' ';
        memcpy(key + n + 1, tag.p, tag.n);
        const uint64_t *found = map_get(m, (hs_str){ key, n + 1 + tag.n });
        if (found) return found;
    }
    return NULL;
}

hs_str lexicon_irregular(const claims_lexicon *l, hs_str form)
{
    enum { FORM_MOST = 16 };
    char lower[FORM_MOST];
    if (!form.n || form.n > FORM_MOST) return (hs_str){ 0 };
    for (size_t i = 0; i < form.n; i++) lower[i] = form.p[i] >= 'A' && form.p[i] <= 'Z' ? (char)(form.p[i] - 'A' + 'a') : form.p[i];
    const uint64_t *i = map_get(&l->irregulars, (hs_str){ lower, form.n });
    return i ? l->irregular[*i] : (hs_str){ 0 };
}

const cue *lexicon_cue(const claims_lexicon *l, const unit *u)
{
    const uint64_t *i = find(&l->cues, u, u->upos);
    if (!i && u->upos == UPOS_AUX) i = find(&l->cues, u, UPOS_VERB);
    return i ? &l->cue[*i] : NULL;
}

const cue *lexicon_participle(const claims_lexicon *l, const unit *u, hs_str text)
{
    char lower[LEXICON_LEMMA_MOST];
    hs_str words = span_words(text, u->at);
    if (words.n > sizeof lower) return NULL;
    for (size_t k = 0; k < words.n; k++) lower[k] = words.p[k] >= 'A' && words.p[k] <= 'Z' ? (char)(words.p[k] - 'A' + 'a') : words.p[k];
    unit form = *u;
    form.lemma = (hs_str){ lower, words.n };
    const uint64_t *i = find(&l->cues, &form, UPOS_ADJ);
    return i && l->cue[*i].kind == CUE_ALLEGE ? &l->cue[*i] : NULL;
}

const hedge *lexicon_hedge(const claims_lexicon *l, const unit *u)
{
    const uint64_t *i = find(&l->hedges, u, u->upos);
    return i ? &l->hedge[*i] : NULL;
}

const implicative *lexicon_implicative(const claims_lexicon *l, const unit *u)
{
    const uint64_t *i = find(&l->implicatives, u, u->upos);
    return i ? &l->implicative[*i] : NULL;
}

/* The number filed under two lemmas with `joint` between. */
static const uint64_t *find_two(const map *m, const unit *u, hs_str joint, const unit *beside)
{
    char lemma[LEXICON_LEMMA_MOST];
    unit both = *u;
    size_t n = u->lemma.n, k = joint.n, all = n + k + beside->lemma.n;
    if (u->name != NOBODY || beside->name != NOBODY || !n || !beside->lemma.n || all > LEXICON_LEMMA_MOST) return NULL;
    memcpy(lemma, u->lemma.p, n);
    memcpy(lemma + n, joint.p, k);
    memcpy(lemma + n + k, beside->lemma.p, beside->lemma.n);
    both.lemma = (hs_str){ lemma, all };
    return find(m, &both, u->upos);
}

const implicative *lexicon_phrasal(const claims_lexicon *l, const unit *u, const unit *beside)
{
    const uint64_t *i = find_two(&l->phrasal, u, STR(" +"), beside);
    return i ? &l->implicative[*i] : NULL;
}

const cue *lexicon_phrasal_cue(const claims_lexicon *l, const unit *u, const unit *particle)
{
    const uint64_t *i = u->upos == UPOS_VERB ? find_two(&l->cues, u, STR(" "), particle) : NULL;
    return i ? &l->cue[*i] : NULL;
}

/* The longest ending counts; "*ist" stands for every noun that ends so. */
const voice *lexicon_voice_ending(const claims_lexicon *l, hs_str lemma)
{
    hs_str longest = { 0 };
    for (size_t k = 0; k < l->voice_endings; k++) {
        hs_str e = l->voice_ending[k];
        if (lemma.n >= e.n + 2 && e.n > longest.n && str_ends(lemma, e)) longest = e;
    }
    if (!longest.n) return NULL;
    return &l->voice[*map_get(&l->voices, (hs_str){ longest.p - 1, longest.n + 1 })]; /* with its "*" */
}

uint64_t lexicon_class(const claims_lexicon *l, hs_str class)
{
    for (size_t i = 0; i < l->class_n; i++)
        if (str_eq(l->class[i], class)) return UINT64_C(1) << i;
    return 0;
}

const frame *lexicon_frame(const claims_lexicon *l, const unit *u)
{
    const uint64_t *i = find(&l->frames, u, u->upos);
    return i ? &l->frame[*i] : NULL;
}

const label_word *lexicon_label(const claims_lexicon *l, const unit *u)
{
    const uint64_t *i = find(&l->labels, u, u->upos);
    return i ? &l->label[*i] : NULL;
}

const verdict *lexicon_verdict(const claims_lexicon *l, const unit *u)
{
    const uint64_t *i = find(&l->verdicts, u, u->upos);
    return i ? &l->verdict[*i] : NULL;
}
