#!/bin/sh
# Writes libcurate/deid/safe_private_table.cpp from the TCIA private tag knowledge base: the private elements that may be kept
# (disposition `k` in all rows that name them, at whatever level), with the VR that tells most.
# usage: tools/make_safe_private_table.sh tcia_private_tags_2024-02.csv > libcurate/deid/safe_private_table.cpp
set -eu
export LC_ALL=C
table=$1
edition=$(basename "$table" .csv | sed 's/.*_//')

cat <<HEAD
// Made by tools/make_safe_private_table.sh; do not edit.
// Source: TCIA private tag knowledge base, $edition: elements with disposition "k".
#include <libcurate/deid/safe_private_table.hpp>

namespace curate::deid {

// clang-format off
const SafePrivateBlock safe_private_blocks[] = {
HEAD

# "(gggg,creator"",ee)" is private, "(gggg,eeee)" public, "[<n>]" an item; the last of a signature is the element itself.
# CTP writes the names of projects and sites, which may stay at the archive alone.
# The elements of public tags inside of private sequences go by the public table.
tr -d '\r' < "$table" | awk '
  NR == 1 { next }
  {
    line = $0
    disposition = line; sub(/.*,/, "", disposition); gsub(/ /, "", disposition)
    sub(/,[^,]*$/, "", line)
    vr = line; sub(/.*,/, "", vr); if (vr == "") vr = "UN"
    if (!match(line, /^"[^"]*("")?[^"]*("+[^",]+"*[^",]*)*\)"/) && !match(line, /^".*\)",/)) next
    signature = line
    sub(/\)",.*/, ")", signature); sub(/^"/, "", signature); gsub(/""/, "", signature); gsub(/"/, "", signature)
    n = split(signature, levels, /\[<[^>]*>\]/)
    last = levels[n]
    if (last !~ /^\([0-9a-f][0-9a-f][0-9a-f][13579bdf],.*,[0-9a-f][0-9a-f]\)$/) next
    group = substr(last, 2, 4); element = substr(last, length(last) - 2, 2)
    creator = tolower(substr(last, 7, length(last) - 10))
    gsub(/^ +| +$/, "", creator)
    if (creator == "" || creator == "ctp") next
    key = creator "\t" group "\t" element
    if (tolower(disposition) != "k") bad[key] = 1
    # Numbers and codes tell more than bytes; of several the first in this order.
    rank = index("SQ FD FL SS US SL UL DS IS CS TM DA DT UI PN AE SH LO ST LT UT OW OB UN", vr)
    if (!rank) rank = 99
    if (!(key in best) || rank < best[key]) { best[key] = rank; kept[key] = vr }
  }
  END { for (key in best) if (!(key in bad) && kept[key] !~ /PN|AE|DA|DT/) print key "\t" kept[key] }' |
  sort -t "$(printf '\t')" -k1,1 -k2,2 -k3,3 | awk -F'\t' '
  function flush() { if (text != "") printf "  {\"%s\", 0x%s,\n   \"%s\"},\n", creator, toupper(group), text }
  $1 != creator || $2 != group { flush(); creator = $1; group = $2; text = ""; width = 0 }
  { if (width == 28) { text = text "\"\n   \""; width = 0 } text = text toupper($3) $4; ++width }
  END { flush() }'

cat <<TAIL
};
// clang-format on

const std::size_t safe_private_block_count = std::size(safe_private_blocks);

} // namespace curate::deid
TAIL
