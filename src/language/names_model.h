/*
 * names_model.h - the sequence model: weights of features, of one label behind another, and what it knows of words.
 *
 * Two parts, for text with case and without, in one file of kind "names":
 *
 *     hash      u32, ascending   the features that count: the low half of their hash
 *     weight    i8 [LABELS]      a row of weights for each
 *     follow    i16 [LABELS][LABELS]  weight of label b behind label a
 *     words     word_fact, ascending
 *
 * All are whole numbers on one scale, so that decoding is exact and the same on every machine.
 */
#ifndef LANGUAGE_NAMES_MODEL_H
#define LANGUAGE_NAMES_MODEL_H
#include "base/model_file.h"
#include "language/names_features.h"
#include "language/names_label.h"

#define NAMES_MODEL_KIND "names"
enum { NAMES_MODEL_VERSION = 1 };

typedef struct {
    const uint32_t *hash;
    const int8_t *weight;
    size_t features;
    const int16_t *follow;
    word_table words;
    uint32_t *slot; /* hash to row + 1, open addressing */
    size_t slots;
} names_weights;

/* From a file that was checked; leaves with HS_BAD_MODEL when its parts do not fit. */
const names_weights *names_weights_read(arena *, const model_file *);

/* The best labels for the tokens of one sentence (Viterbi). */
void names_label_sentence(arena *, const names_weights *, const names_view *, const sentence *, bool lexical, uint8_t *label);

#endif
