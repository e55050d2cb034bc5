#include <algorithm>
#include <array>
#include <cerrno>
#include <iconv.h>
#include <libcurate/base/text.hpp>
#include <libcurate/dicom/character_set.hpp>
#include <vector>

namespace curate::dicom {

namespace {

// How the bytes of a code element become something iconv knows.
enum class Shape {
  whole,       ///< both halves, as they are
  low_double,  ///< G0, two bytes of seven bits: with the high bits set it is EUC
  low_double_3 ///< the same, EUC's third set: after 0x8F
};

struct Set {
  std::string_view term;   ///< in Specific Character Set
  std::string_view escape; ///< what switches to it, after ESC
  const char *name;        ///< for iconv
  Shape shape;
};

// Source: DICOM PS3.3, Tables C.12-2 to C.12-5; PS3.5, Annexes H to K.
constexpr std::array sets = std::to_array<Set>({
    {"ISO_IR 6", "(B", "ISO-8859-1", Shape::whole},
    {"ISO_IR 100", "-A", "ISO-8859-1", Shape::whole},
    {"ISO_IR 101", "-B", "ISO-8859-2", Shape::whole},
    {"ISO_IR 109", "-C", "ISO-8859-3", Shape::whole},
    {"ISO_IR 110", "-D", "ISO-8859-4", Shape::whole},
    {"ISO_IR 144", "-L", "ISO-8859-5", Shape::whole},
    {"ISO_IR 127", "-G", "ISO-8859-6", Shape::whole},
    {"ISO_IR 126", "-F", "ISO-8859-7", Shape::whole},
    {"ISO_IR 138", "-H", "ISO-8859-8", Shape::whole},
    {"ISO_IR 148", "-M", "ISO-8859-9", Shape::whole},
    {"ISO_IR 203", "-b", "ISO-8859-15", Shape::whole},
    {"ISO_IR 166", "-T", "TIS-620", Shape::whole},
    {"ISO_IR 13", ")I", "SHIFT_JIS", Shape::whole},
    {"ISO_IR 14", "(J", "SHIFT_JIS", Shape::whole},
    {"ISO_IR 87", "$B", "EUC-JP", Shape::low_double},
    {"ISO_IR 159", "$(D", "EUC-JP", Shape::low_double_3},
    {"ISO_IR 149", "$)C", "EUC-KR", Shape::whole},
    {"ISO_IR 58", "$)A", "EUC-CN", Shape::whole},
    {"ISO_IR 192", "", "UTF-8", Shape::whole},
    {"GB18030", "", "GB18030", Shape::whole},
    {"GBK", "", "GBK", Shape::whole},
});

constexpr const Set &ascii = sets[0];

// "ISO 2022 IR 87", "ISO-IR 100" and the like: the same set under another spelling.
const Set *set_of(std::string_view term) {
  std::string plain(base::trim(term));
  for (const std::string_view spelling : {"ISO 2022 IR ", "ISO-IR ", "ISO IR ", "ISO_2022_IR_"})
    if (plain.starts_with(spelling)) plain = "ISO_IR " + plain.substr(spelling.size());
  const auto *found = std::ranges::find(sets, plain, &Set::term);
  return found == sets.end() ? nullptr : found;
}

class Converter {
public:
  explicit Converter(const char *from) : handle_(::iconv_open("UTF-8", from)) {}
  ~Converter() {
    if (is_open()) ::iconv_close(handle_);
  }
  Converter(const Converter &) = delete;
  Converter &operator=(const Converter &) = delete;

  // Each byte that cannot be converted becomes one '?'.
  std::string convert(std::string text) {
    std::string out;
    char *from = text.data();
    std::size_t left = text.size();
    while (left > 0) {
      std::array<char, 512> buffer;
      char *to = buffer.data();
      std::size_t room = buffer.size();
      const bool is_done = is_open() && ::iconv(handle_, &from, &left, &to, &room) != failed;
      const bool is_full = is_open() && !is_done && errno == E2BIG;
      out.append(buffer.data(), buffer.size() - room);
      if (is_done || is_full || left == 0) continue;
      out += static_cast<unsigned char>(*from) < 0x80U ? *from : '?';
      ++from;
      --left;
    }
    return out;
  }

private:
  static constexpr auto failed = static_cast<std::size_t>(-1);
  bool is_open() const { return handle_ != reinterpret_cast<iconv_t>(-1); }
  iconv_t handle_;
};

// A stretch between two escapes.
std::string stretch_to_utf8(std::string_view text, const Set &set) {
  if (is_plain_ascii(text) && set.shape == Shape::whole) return std::string(text);
  if (set.shape == Shape::whole) return Converter(set.name).convert(std::string(text));
  std::string euc;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_control = static_cast<unsigned char>(text[i]) <= ' ';
    if (is_control || i + 1 == text.size()) {
      euc += text[i];
      continue;
    }
    if (set.shape == Shape::low_double_3) euc += '\x8F';
    euc += static_cast<char>(text[i] | '\x80');
    euc += static_cast<char>(text[++i] | '\x80');
  }
  return Converter(set.name).convert(std::move(euc));
}

// The set that an escape switches to; its length is taken off the text.
const Set *take_escape(std::string_view &text) {
  for (const Set &set : sets) {
    if (set.escape.empty() || !text.substr(1).starts_with(set.escape)) continue;
    text.remove_prefix(1 + set.escape.size());
    return &set;
  }
  return nullptr;
}

// Where the set falls back to the first one. Source: PS3.5, 6.1.2.5.3.
constexpr std::string_view resetting = "\r\n\t\f\\^=";

std::string escaped_to_utf8(std::string_view text, const Set &first) {
  std::string out;
  const Set *now = &first;
  while (!text.empty()) {
    if (text.front() == '\x1B') {
      const Set *next = take_escape(text);
      if (!next) {
        out += '?';
        text.remove_prefix(1);
        continue;
      }
      // ASCII in G0 leaves what is in G1 alone.
      now = next == &ascii ? &first : next;
      continue;
    }
    // In sets of two low bytes the separators are bytes of characters.
    const bool is_double = now->shape != Shape::whole;
    auto end = std::min(text.find('\x1B'), text.size());
    if (!is_double) end = std::min(end, text.find_first_of(resetting));
    out += stretch_to_utf8(text.substr(0, end), *now);
    text.remove_prefix(end);
    if (text.empty() || text.front() == '\x1B') continue;
    out += text.front();
    text.remove_prefix(1);
    now = &first;
  }
  return out;
}

} // namespace

bool is_plain_ascii(std::string_view text) {
  return std::ranges::all_of(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x80U && c != '\x1B'; });
}

std::string to_utf8(std::string_view text, std::string_view character_sets) {
  if (is_plain_ascii(text)) return std::string(text);
  const auto terms = base::split(character_sets, '\\');
  const std::string_view term = base::trim(terms.front());
  const bool is_unnamed = term.empty() && terms.size() == 1;
  const Set *first = term.empty() ? &ascii : set_of(term);
  if (is_unnamed && base::is_utf8(text)) return std::string(text);
  if (!first)
    return base::is_utf8(text) ? std::string(text) : Converter("ASCII").convert(std::string(text));
  // UTF-8, GB18030 and GBK have no escapes.
  if (first->escape.empty()) return Converter(first->name).convert(std::string(text));
  return escaped_to_utf8(text, *first);
}

} // namespace curate::dicom
