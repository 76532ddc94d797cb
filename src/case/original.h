/*
 * original.h - the bytes a document came as, compressed by zlib.
 */
#ifndef CASE_ORIGINAL_H
#define CASE_ORIGINAL_H
#include "case/inside.h"

enum { ORIGINAL_MOST = 900000000 }; /* SQLite keeps no value of more than 1e9 bytes */

/* Both give bytes in the door's arena and leave by it. */
hs_str original_pack(case_file *, hs_str bytes);
hs_str original_unpack(case_file *, hs_str packed, uint64_t n);

#endif
