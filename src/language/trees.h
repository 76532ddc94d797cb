/*
 * trees.h - tags, lemmas and dependency trees of masked sentences, by a trained model.
 */
#ifndef LANGUAGE_TREES_H
#define LANGUAGE_TREES_H
#include "base/model_file.h"
#include "language/decode.h"
#include "language/lemma.h"
#include "language/mask.h"
#include "language/net_whole.h"

enum { TREES_VERSION = 2, TREES_WINDOW = 200 }; /* longest stretch of units that is parsed as one */
#define TREES_KIND "trees"

/* Sections of the file: size, matrices, scales, rows (net_whole.h), word, word_scale, affix, affix_scale (8-bit rows, each
 * times a scale), keys, scripts, xpos, about. */
typedef struct {
    net_plan plan;
    const whole_net *net;
    const int8_t *word, *affix;
    const float *word_scale, *affix_scale;
    key_table keys;
    const lemma_script *script;
    const hs_str *xpos;
} trees_model;

/* Leaves with HS_BAD_MODEL when the file is damaged or its parts do not fit together. */
const trees_model *trees_open(arena *, const char *path);
const trees_model *trees_from(arena *, const model_file *);

/* Fills in upos, xpos, lemma, relation and head of all units; each tree has one root and no cycle.  A sentence of more
 * than TREES_WINDOW units is parsed stretch by stretch, each hung on the root of the one before as parataxis.
 * Linear in the number of units.  A result depends on nothing but its own sentence. */
void trees_read(arena *, const trees_model *, const page *, const name *, masked *sentences, uint32_t n);

/* What stands inside each name, read as a sentence of its own: one tree a name, a unit a token.  Only for spelling out
 * names; nothing that decides may look at it. */
const tree *trees_inside(arena *, const trees_model *, const page *, const name *, uint32_t names);

/* What lexicon of lemmas and training agree on: the hash of a plain form in lower case with a tag. */
uint64_t lemma_key(const plain_form *, hs_str tag, key_kind kind);

/* The parts of a model, as training leaves them, ready to be written. */
typedef struct {
    const net_plan *plan;
    const float *p;
    key_table keys;
    const lemma_script *script;
    const hs_str *xpos;
    hs_str about; /* what it was made from */
} trees_parts;
hs_str trees_bake(arena *, const trees_parts *);

#endif
