#include <algorithm>
#include <libcurate/base/text.hpp>
#include <libcurate/leaks/encodings.hpp>
#include <libcurate/leaks/letters.hpp>
#include <libcurate/leaks/needles.hpp>
#include <libcurate/leaks/spellings.hpp>
#include <set>
#include <tuple>

namespace curate::leaks {

namespace {

std::size_t whole_characters(std::string_view utf8) {
  return weight(code_points(utf8));
}

// Cut where a unit of UTF-16 ends; what is cut ends within a word, so nothing is asked of its end.
void cut(Needle &needle) {
  if (needle.bytes.size() <= Needle::longest_bytes) return;
  needle.bytes.resize(Needle::longest_bytes);
  needle.border = Border::none;
}

void add(const Spelling &spelling, deid::Identifies what, Encoder &encoder,
         std::vector<Needle> &out) {
  const auto characters =
      static_cast<std::uint8_t>(std::min<std::size_t>(whole_characters(spelling.text), 255));
  const bool is_digits =
      std::ranges::all_of(spelling.text, [](char c) { return c >= '0' && c <= '9'; });
  for (Encoded &encoded : encoder.encode(spelling.text, spelling.is_wide)) {
    Needle needle;
    needle.bytes = base::lower(encoded.bytes);
    if (needle.bytes.size() < Needle::shortest_bytes) continue;
    needle.what = what;
    needle.form = spelling.form;
    needle.encoding = encoded.encoding;
    // Escapes stand beside letters of any kind.
    needle.border = encoded.encoding == Encoding::iso_2022 ? Border::none : spelling.border;
    needle.characters = characters;
    needle.is_digits = is_digits;
    needle.unit_bytes = encoded.encoding == Encoding::utf16 ? 2 : 1;
    needle.is_high_byte_first = encoded.is_high_byte_first;
    cut(needle);
    out.push_back(std::move(needle));
  }
}

// Of equal bytes the one that asks least of its borders stays, then the first kind.
auto order_of(const Needle &needle) {
  return std::tuple(std::string_view(needle.bytes), needle.border != Border::none, needle.what,
                    needle.form, needle.encoding, needle.border, needle.is_high_byte_first,
                    needle.characters);
}

} // namespace

std::string_view name_of(Form form) {
  switch (form) {
  case Form::whole:
    return "as it stands";
  case Form::part:
    return "a part";
  case Form::reordered:
    return "in another order";
  case Form::joined:
    return "without separators";
  case Form::without_marks:
    return "without marks";
  case Form::date:
    return "another notation";
  }
  return {};
}

std::string_view name_of(Encoding encoding) {
  switch (encoding) {
  case Encoding::utf8:
    return "utf-8";
  case Encoding::decomposed_utf8:
    return "utf-8 decomposed";
  case Encoding::single_byte:
    return "single byte";
  case Encoding::double_byte:
    return "double byte";
  case Encoding::iso_2022:
    return "iso-2022";
  case Encoding::utf16:
    return "utf-16";
  case Encoding::json_escapes:
    return "json escapes";
  case Encoding::xml_escapes:
    return "xml escapes";
  case Encoding::url_escapes:
    return "url escapes";
  }
  return {};
}

Needles::Needles(const deid::KnownValues &values, const deid::Vocabulary &vocabulary,
                 const std::vector<std::string> &allowed) {
  std::set<std::string> on_purpose;
  for (const auto &text : allowed)
    on_purpose.insert(base::lower(text));
  std::vector<Needle> all;
  Encoder encoder;
  for (const deid::KnownValue &value : *values.values().reveal()) {
    Counted &count = counted_.at(static_cast<std::size_t>(value.what));
    ++count.values;
    if (!on_purpose.empty() && on_purpose.contains(base::lower(value.text))) {
      ++count.allowed;
      continue;
    }
    const Spellings spellings = spellings_of(value, vocabulary);
    switch (spellings.why_none) {
    case Unsearchable::no:
      ++count.searched;
      break;
    case Unsearchable::too_short:
      ++count.too_short;
      break;
    case Unsearchable::common:
      ++count.common;
      break;
    case Unsearchable::shifted:
      ++count.shifted;
      break;
    }
    for (const Spelling &spelling : spellings.all)
      if (!on_purpose.contains(base::lower(spelling.text))) add(spelling, value.what, encoder, all);
  }
  std::ranges::sort(all, {}, order_of);
  const auto have_same_bytes = [](const Needle &a, const Needle &b) { return a.bytes == b.bytes; };
  all.erase(std::unique(all.begin(), all.end(), have_same_bytes), all.end());
  needles_ = Secret(std::move(all));
}

} // namespace curate::leaks
