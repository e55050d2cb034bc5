# Writes a C++ source that holds the JSON files of folders as texts. Files of ROOT/schemas have their name in it, those of
# ROOT/licenses one that begins with "licenses/":
# cmake -DROOT=<project> -DOUT=embedded.cpp -P Embed.cmake
cmake_minimum_required(VERSION 3.25)
file(GLOB_RECURSE files RELATIVE "${ROOT}" "${ROOT}/schemas/*.json" "${ROOT}/licenses/*.json")
list(SORT files)
set(texts)
set(rows)
set(number 0)
foreach(path IN LISTS files)
  string(REGEX REPLACE "^schemas/" "" name "${path}")
  # As hex, so that no character of the text can end the literal early.
  file(READ "${ROOT}/${path}" hex HEX)
  string(REGEX REPLACE "(................................)" "\\1\n" hex "${hex}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
  string(APPEND texts "constexpr char text_${number}[] = {${bytes}'\\0'};\n")
  string(APPEND rows "    EmbeddedFile{\"${name}\", {text_${number}, sizeof text_${number} - 1}},\n")
  math(EXPR number "${number} + 1")
endforeach()
file(WRITE "${OUT}" "#include <array>
#include <libcurate/json/embedded_table.hpp>

namespace curate::json {

namespace {
${texts}
constexpr std::array<EmbeddedFile, ${number}> files{
${rows}};
} // namespace

std::span<const EmbeddedFile> embedded_files() {
  return files;
}

} // namespace curate::json
")
