#include "libcurate/deid/ge_protocol_rewrite.hpp"

#include <algorithm>
#include <array>
#include <libcurate/archive/gzip.hpp>
#include <libcurate/base/text.hpp>
#include <libcurate/deid/clean_number.hpp>
#include <set>
#include <string>
#include <string_view>

namespace curate::deid {

namespace {

enum class Kind { number, text, free_text, mixed };

struct Allowed {
  std::string_view key;
  Kind kind = Kind::number;
};

// Sorted. `mixed` is a number or a word ("Minimum"). Source: blocks of DV24 to MR30.
constexpr std::array allowed = std::to_array<Allowed>({
    {"AUTOCOIL"},
    {"AUTOSCIC"},
    {"AUTOSHIM", Kind::mixed},
    {"BPMMODE"},
    {"BPMODE"},
    {"BWRT"},
    {"COIL", Kind::text},
    {"CONTRAST", Kind::text},
    {"DELACQ", Kind::mixed},
    {"DELACQNOAV"},
    {"DIFNUMDIRS"},
    {"DIFNUMT2"},
    {"DIFPROCTYPE"},
    {"DISTORTIONCORRECTION"},
    {"DLRECONCHOICES", Kind::text},
    {"DUALSPINECHO"},
    {"DUMACQ"},
    {"ENTRY", Kind::text},
    {"ETL"},
    {"EXCITATIONMODE", Kind::text},
    {"FILTCHOICE", Kind::text},
    {"FLIPANG"},
    {"FOV"},
    {"GRADMODE", Kind::text},
    {"GRIP_NUMSLGROUPS"},
    {"HOECC"},
    {"HOS"},
    {"HYPERBANDFACTOR"},
    {"IMODE", Kind::text},
    {"INITSTATE"},
    {"INRANGETR"},
    {"IOPT", Kind::text},
    {"MASKPAUSE"},
    {"MASKPHASE"},
    {"MATRIXX"},
    {"MATRIXY"},
    {"MATRIXZ"},
    {"MBACCEL"},
    {"MULTIBVALUE", Kind::text},
    {"MULTINEXVALUE", Kind::text},
    {"MULTISYNBVALUE", Kind::text},
    {"NECHO"},
    {"NEX"},
    {"NOSLC"},
    {"NUMACCELFACTOR"},
    {"NUMACQS"},
    {"NUMBVALUE"},
    {"NUMSHOTS"},
    {"NUMSYNBVALUE"},
    {"OPTIMIZED_TE", Kind::text},
    {"OVLPLOC"},
    {"PHASEACCEL"},
    {"PHASEASSET"},
    {"PHASECORR", Kind::text},
    {"PHASEFOV"},
    {"PHASEREMAP"},
    {"PLANE", Kind::text},
    {"PLUG"},
    {"POSITION", Kind::text},
    {"PSEQ", Kind::text},
    {"RBW"},
    {"RFDRIVEMODE", Kind::text},
    {"SEDESC", Kind::free_text},
    {"SLABLOC"},
    {"SLICEACCEL"},
    {"SLICEASSET"},
    {"SLICEORDER"},
    {"SLPERLOC"},
    {"SLTHICK"},
    {"SPC"},
    {"SWAPPF", Kind::text},
    {"TE", Kind::mixed},
    {"TEMPORALPHASES"},
    {"THREEDGW"},
    {"TI", Kind::mixed},
    {"TR", Kind::mixed},
    {"TRACTIVE"},
    {"TRICKSIMG"},
    {"TRMAX"},
    {"TRMIN"},
    {"TRREST"},
    {"VIEWORDER"},
});
static_assert(std::ranges::is_sorted(allowed, {}, &Allowed::key));

constexpr std::size_t most_bytes = std::size_t{1} << 22; // as the reader of the block
constexpr std::size_t longest_text = 64;

/// A line that holds a key and its value, and the marks around them, which have one fixed form.
struct Line {
  std::string_view key, value;
  bool is_xml = false, is_set = false;
};

std::optional<Line> quoted(std::string_view line) {
  Line out;
  out.is_set = line.starts_with("set ");
  if (out.is_set) line = base::trim(line.substr(4));
  const std::size_t space = line.find(' '), open = line.find('"'), close = line.rfind('"');
  if (space == std::string_view::npos || open == std::string_view::npos || space > open ||
      close <= open)
    return {};
  out.key = line.substr(0, space);
  out.value = line.substr(open + 1, close - open - 1);
  return out;
}

std::optional<Line> element(std::string_view line) {
  const std::size_t end = line.find('>'), close = line.rfind("</");
  if (!line.starts_with('<') || end == std::string_view::npos || close == std::string_view::npos ||
      close <= end)
    return {};
  return Line{line.substr(1, end - 1), line.substr(end + 1, close - end - 1), true};
}

std::string clean_value(Kind kind, std::string_view value, const Scrubber &scrubber) {
  switch (kind) {
  case Kind::number:
    return clean_number(value, scrubber).value_or(std::string());
  case Kind::mixed: {
    auto number = clean_number(value, scrubber);
    if (number) return *number;
    return scrubber.machine_text(value).text();
  }
  case Kind::text:
    return scrubber.machine_text(value).text();
  case Kind::free_text:
    return scrubber.free_text(value).text();
  }
  return {};
}

void put(const Line &line, std::string_view clean, std::string &out) {
  if (line.is_xml) {
    out.append("<").append(line.key).append(">").append(clean);
    out.append("</").append(line.key).append(">\n");
    return;
  }
  if (line.is_set) out.append("set ");
  out.append(line.key).append(" \"").append(clean).append("\"\n");
}

std::string clean_lines(std::string_view text, const Scrubber &scrubber) {
  std::string out;
  std::set<std::string_view> seen; // of what is listed, so it stays small
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view raw = base::trim(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    auto line = quoted(raw);
    if (!line) line = element(raw);
    if (!line) continue;
    const auto found = std::ranges::lower_bound(allowed, line->key, {}, &Allowed::key);
    if (found == allowed.end() || found->key != line->key || !seen.insert(found->key).second)
      continue;
    const std::string clean = clean_value(found->kind, line->value, scrubber);
    const bool is_safe = clean.find_first_of("\"<>&") == std::string::npos;
    if (!clean.empty() && is_safe) put(*line, clean, out);
  }
  return out;
}

/// The gzip member of a block: behind the length, or at once where an archive dropped it.
std::span<const std::byte> member_of(std::span<const std::byte> block) {
  for (const std::size_t at : {std::size_t{4}, std::size_t{0}})
    if (block.size() > at && archive::is_gzip(block.subspan(at))) return block.subspan(at);
  return {};
}

} // namespace

std::optional<std::vector<std::byte>> rewrite_ge_protocol(std::span<const std::byte> value,
                                                          const Scrubber &scrubber) {
  const auto member = member_of(value);
  if (member.empty()) return {};
  const auto bytes = archive::gunzip(member, most_bytes);
  if (!bytes) return {};
  const auto view = bytes->view();
  const std::string clean =
      clean_lines({reinterpret_cast<const char *>(view.data()), view.size()}, scrubber);
  if (clean.empty()) return {};
  const auto packed = archive::gzip(std::as_bytes(std::span(clean)));
  constexpr std::size_t length_bytes = 4;
  std::vector<std::byte> out((length_bytes + packed.size() + 1) / 2 * 2, std::byte{0});
  for (std::size_t i = 0; i < length_bytes; ++i)
    out[i] = static_cast<std::byte>(packed.size() >> (8 * i));
  std::ranges::copy(packed, out.begin() + length_bytes);
  return out;
}

} // namespace curate::deid
