/*
 * train_attribution.c - making the model of who says what, from marked texts read with the models of the language room.
 *
 * `.say` files are ours (data/training); any other file is JSONL of a corpus of others, whose idea of a cue and of
 * where content ends is learnt apart from ours.  A file named "...-held.say" is never learnt from, wherever it is
 * named.
 */
#include "pipeline/train_claims.h"

#include "claims/learnt_train.h"
#include "pipeline/input.h"
#include "pipeline/library.h"
#include "pipeline/train_records.h"
#include "pipeline/train_words.h"
#include "text/page.h"

#include <stdio.h>

enum { SAY_MOST = 64 << 20, DOMAIN_OURS = 0, DOMAIN_OTHERS = 1 };

typedef struct {
    const hs_models *models;
    const hs_watch *watch;
    learnt_learning *learning;
    uint64_t texts;
} teacher;

static void close_models(void *m)
{
    hs_models_close(m);
}

static void close_stream(void *f)
{
    fclose(f);
}

static void close_input(void *in)
{
    input_close(in);
}

static void tell(const hs_watch *watch, uint64_t done, const char *what)
{
    if (watch && watch->progress) watch->progress(watch->ctx, done, 0, what);
}

/* One text.  All that is read stays: the models learn from it several times over. */
static void teach(arena *a, teacher *t, const char *path, hs_str text, const attribution_mark *mark, size_t marks,
                  uint32_t domain)
{
    if (input_stopped(t->watch)) arena_leave(a, HS_INTERRUPTED, "stopped");
    const page *p = text_page(a, text);
    learnt_learn_page(t->learning, p, language_read(a, t->models->language, p), mark, marks, domain);
    if (++t->texts % 64 == 0) tell(t->watch, t->texts, path);
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

static void teach_line(arena *a, teacher *t, const char *path, uint64_t number, hs_str line)
{
    train_record record;
    const char *why = train_record_read(a, line, &record);
    if (why) arena_leave(a, HS_BAD_INPUT, "%s: line %llu: %s", path, (unsigned long long)number, why);
    teach(a, t, path, record.text, record.attribution, record.attributions, DOMAIN_OTHERS);
}

static void teach_records(arena *a, teacher *t, const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f) arena_leave(a, HS_IO, "%s: cannot be opened", path);
    arena_defer(a, close_stream, f);
    input *in = TAKE(a, 1, input);
    *in = input_of(f, (size_t)RECORD_TEXT_MOST);
    arena_defer(a, close_input, in);
    hs_str line;
    for (line_result got; (got = input_next(in, &line)) != LINE_END;) {
        if (got != LINE_READ)
            arena_leave(a, HS_BAD_INPUT, "%s: line %llu cannot be read", path, (unsigned long long)in->number);
        if (str_trim(line).n) teach_line(a, t, path, in->number, str_trim(line));
    }
}

void train_attribution(arena *a, const char *model, const hs_train_options *o, const hs_watch *watch)
{
    hs_error err;
    hs_models *models;
    if (hs_models_open(NULL, "en", &models, &err) != HS_OK) arena_leave(a, err.status, "%s", err.what);
    arena_defer(a, close_models, models);
    size_t words;
    const learnt_word *word = train_words(a, library_data(a, NULL), o->words, &words);
    learnt_learning g = learnt_learning_of(a, models->claims, word, words);
    teacher t = { models, watch, &g, 0 };
    for (const char *const *f = o->treebanks; f && *f; f++) {
        if (is_held(str_of(*f))) continue;
        if (str_ends(str_of(*f), STR(".say"))) teach_say(a, &t, *f);
        else teach_records(a, &t, *f);
    }
    if (!g.lesson.n) arena_leave(a, HS_BAD_INPUT, "no marked sentences to learn from");
    hs_str bytes = learnt_learn(&g, o->seed, o->epochs);
    tell(watch, t.texts,
         arena_printf(a,
                      "epoch %llu cues, %llu no unit for it, %llu contents and %llu sources among no candidates; %zu "
                      "features, bound %.3f, who and what F1 %.3f",
                      (unsigned long long)g.marks, (unsigned long long)g.unreached, (unsigned long long)g.no_content,
                      (unsigned long long)g.no_source,
                      g.model->cue->features + g.model->content->features + g.model->source->features, g.model->add,
                      g.f1)
             .p);
    if (file_save(model, bytes, &err) != HS_OK) arena_leave(a, err.status, "%s", err.what);
}
