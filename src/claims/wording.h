/*
 * wording.h - judging words for somebody, and whom they are about.
 */
#ifndef CLAIMS_WORDING_H
#define CLAIMS_WORDING_H
#include "claims/attribution.h"

/* The noun or name that a judging word at u is about ("the sinister [League]", "the Vantan [regime]", "[G] is a puppet"), or
 * NOBODY: a word of no table, or about nobody. */
uint32_t wording_about(const syntax *, uint32_t u);

#endif
