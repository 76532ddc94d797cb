/*
 * train_attribution.c - making the model of who says what, from marked texts read with the models of the language room.
 *
 * `.say` files are ours (data/training); any other file is JSONL of a corpus of others, whose idea of a cue and of
 * where content ends is learnt apart from ours.  A file named "...-held.say" is never learnt from, wherever it is
 * named.
 */
#include "pipeline/train_claims.h"

#include "claims/learnt_score.h"
#include "claims/learnt_train.h"
#include "pipeline/input.h"
#include "pipeline/library.h"
#include "pipeline/train_records.h"
#include "pipeline/train_shared.h"
#include "pipeline/train_words.h"
#include "text/page.h"

#include <stdio.h>

enum { SAY_MOST = 64 << 20, DOMAIN_OURS = 0, DOMAIN_OTHERS = 1 };

typedef struct {
    const hs_models *models;
    const hs_watch *watch;
    learnt_learning *learning;
    uint64_t texts;
    learnt_scores *scores; /* not NULL: texts are scored with `lexicon`, not learnt from */
    const claims_lexicon *lexicon;
} teacher;

/* One text.  All that is read stays: the models learn from it several times over. */
static void teach(arena *a, teacher *t, const char *path, hs_str text, const attribution_mark *mark, size_t marks,
                  uint32_t domain)
{
    if (input_stopped(t->watch)) arena_leave(a, HS_INTERRUPTED, "stopped");
    const page *p = text_page(a, text);
    const reading *r = language_read(a, t->models->language, p);
    if (t->scores) learnt_score_page(t->scores, a, t->lexicon, p, r, mark, marks);
    else learnt_learn_page(t->learning, p, r, mark, marks, domain);
    if (++t->texts % 64 == 0) train_tell(t->watch, t->texts, path);
}

static bool is_held(hs_str path)
{
    return str_ends(path, STR("-held.say"));
}

static void teach_say(arena *a, teacher *t, const char *path)
{
    marked_texts all = marks_read(a, file_read(a, path, SAY_MOST), path);
    for (size_t i = 0; i < all.n; i++) teach(a, t, path, all.at[i].text, all.at[i].mark, all.at[i].marks, DOMAIN_OURS);
}

static void teach_line(arena *a, void *ctx, const char *path, uint64_t number, hs_str line)
{
    train_record record;
    const char *why = train_record_read(a, line, &record);
    if (why) arena_leave(a, HS_BAD_INPUT, "%s: line %llu: %s", path, (unsigned long long)number, why);
    teach(a, ctx, path, record.text, record.attribution, record.attributions, DOMAIN_OTHERS);
}

static void teach_files(arena *a, teacher *t, const char *const *files, bool held)
{
    for (; files && *files; files++) {
        if (is_held(str_of(*files)) && !held) continue;
        if (str_ends(str_of(*files), STR(".say"))) teach_say(a, t, *files);
        else train_lines(a, *files, t->watch, teach_line, t);
    }
}

/* The score on what was not learnt from. */
static void tell_scores(arena *a, const teacher *t)
{
    const learnt_scores *s = t->scores;
    if (!s->marked[SCORE_WHO_AND_WHAT]) return;
    train_tell(t->watch, t->texts,
         arena_printf(
             a,
             "after the last epoch on held-out texts: %llu attributions; F1 of source %.3f, cue %.3f, content %.3f to the byte; "
             "who and what %.3f",
             (unsigned long long)s->marked[SCORE_WHO_AND_WHAT], learnt_f1(s, SCORE_SOURCE), learnt_f1(s, SCORE_CUE),
             learnt_f1(s, SCORE_CONTENT), learnt_f1(s, SCORE_WHO_AND_WHAT))
             .p);
}

static void tell_learning(arena *a, const teacher *t)
{
    const learnt_learning *g = t->learning;
    const learnt *m = g->model;
    train_tell(t->watch, t->texts,
         arena_printf(a,
                      "after the last epoch of %llu cues, %llu on no unit that may be one; %llu contents and %llu sources among no "
                      "candidates; %zu features; who and what %.3f over texts held out in turn",
                      (unsigned long long)g->marks, (unsigned long long)g->unreached, (unsigned long long)g->no_content,
                      (unsigned long long)g->no_source,
                      m->cue->features + m->extent->features + m->content->features + m->source->features, g->f1)
             .p);
}

void train_attribution(arena *a, const char *model, const hs_train_options *o, const hs_watch *watch)
{
    hs_error err;
    hs_models *models = train_models(a);
    size_t words;
    const learnt_word *word = train_words(a, library_data(a, NULL), o->words, &words);
    learnt_learning g = learnt_learning_of(a, models->claims, word, words);
    teacher t = { models, watch, &g, 0, NULL, NULL };
    teach_files(a, &t, o->treebanks, false);
    if (!g.lesson.n) arena_leave(a, HS_BAD_INPUT, "no marked sentences to learn from");
    hs_str bytes = learnt_learn(&g, o->seed, o->epochs);
    tell_learning(a, &t);
    claims_lexicon with = *models->claims;
    learnt_scores scores = { { 0 }, { 0 }, { 0 } };
    with.learnt = g.model;
    t.lexicon = &with;
    t.scores = &scores;
    teach_files(a, &t, o->held_out, true);
    tell_scores(a, &t);
    if (file_save(model, bytes, &err) != HS_OK) arena_leave(a, err.status, "%s", err.what);
}
