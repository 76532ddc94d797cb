/*
 * rehung.h - mistakes of parsers that the words beside them show.
 */
#ifndef CLAIMS_REHUNG_H
#define CLAIMS_REHUNG_H
#include "claims/lexicon.h"

/* The units of a tree, those that were hung wrong hung anew in a copy; the tree's own where nothing was.  Linear in the units but
 * for the few that look wrong.  known: what the tables say of each. */
const unit *rehung_units(arena *, const claims_lexicon *, const tree *, const word_entries *const *known);

#endif
