# bundle.cmake - web/dist as one C file: the bytes by the assembler's .incbin, plain and gzip'd, with their SHA-256.
#
#   cmake -DFROM=web/dist -DTO=build/bundle -DOPENAPI=docs/openapi.json -DGZIP=/usr/bin/gzip -P tools/bundle.cmake
#
# Runs at every build; TO/bundle_files.c changes only when a file did.
file(MAKE_DIRECTORY ${TO})
file(GLOB_RECURSE files RELATIVE ${FROM} ${FROM}/*)
list(FILTER files EXCLUDE REGEX "(^|/)\\.")
list(SORT files)
set(asm "")
set(table "")
set(number 0)
foreach(name ${files})
  file(SHA256 ${FROM}/${name} sum)
  set(plain ${FROM}/${name})
  set(packed ${TO}/${sum}.gz)
  if(NOT EXISTS ${packed})
    execute_process(COMMAND ${GZIP} -9nc ${plain} OUTPUT_FILE ${packed} RESULT_VARIABLE failed)
    if(failed)
      message(FATAL_ERROR "${name}: cannot be compressed")
    endif()
  endif()
  string(APPEND asm "PIECE(plain_${number}, \"${plain}\")\nPIECE(packed_${number}, \"${packed}\")\n")
  string(APPEND table "    { \"/${name}\", \"\\\"${sum}\\\"\", plain_${number}, plain_${number}_end, packed_${number}, packed_${number}_end },\n")
  math(EXPR number "${number} + 1")
endforeach()
file(SHA256 ${OPENAPI} openapi_sum)
set(text "/* bundle_files.c - made by tools/bundle.cmake from web/dist; not to be edited. */
#include \"serve/bundle.h\"

/* The file's bytes between two symbols of this unit. */
#define PIECE(name, path)                                                                    \\
    __asm__(\".pushsection .rodata\\n\" #name \":\\n.incbin \\\"\" path \"\\\"\\n\" #name \"_end:\\n.byte 0\\n.popsection\\n\"); \\
    extern const unsigned char name[], name##_end[];

${asm}
__asm__(\".globl serve_openapi, serve_openapi_end\\n.hidden serve_openapi, serve_openapi_end\");
PIECE(serve_openapi, \"${OPENAPI}\") /* SHA-256 ${openapi_sum} */

const bundle_file BUNDLE[] = {
${table}    { 0 }
};
")
if(EXISTS ${TO}/bundle_files.c)
  file(READ ${TO}/bundle_files.c before)
else()
  set(before "")
endif()
if(NOT before STREQUAL text)
  file(WRITE ${TO}/bundle_files.c "${text}")
endif()
