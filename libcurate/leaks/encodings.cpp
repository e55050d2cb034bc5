#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <iconv.h>
#include <libcurate/leaks/encodings.hpp>
#include <libcurate/leaks/letters.hpp>
#include <optional>

namespace curate::leaks {

namespace {

struct Set {
  const char *name; ///< for iconv
  Script script;
  Encoding encoding;
};

// Source: DICOM PS3.3, Tables C.12-2 to C.12-5, and what Windows writes.
constexpr std::array sets = std::to_array<Set>({
    {"ISO-8859-2", Script::latin, Encoding::single_byte},
    {"ISO-8859-3", Script::latin, Encoding::single_byte},
    {"ISO-8859-4", Script::latin, Encoding::single_byte},
    {"ISO-8859-9", Script::latin, Encoding::single_byte},
    {"ISO-8859-15", Script::latin, Encoding::single_byte},
    {"CP1250", Script::latin, Encoding::single_byte},
    {"ISO-8859-5", Script::cyrillic, Encoding::single_byte},
    {"CP1251", Script::cyrillic, Encoding::single_byte},
    {"KOI8-R", Script::cyrillic, Encoding::single_byte},
    {"ISO-8859-7", Script::greek, Encoding::single_byte},
    {"ISO-8859-8", Script::hebrew, Encoding::single_byte},
    {"ISO-8859-6", Script::arabic, Encoding::single_byte},
    {"TIS-620", Script::thai, Encoding::single_byte},
    {"SHIFT_JIS", Script::east_asian, Encoding::double_byte},
    {"EUC-JP", Script::east_asian, Encoding::double_byte},
    {"EUC-KR", Script::east_asian, Encoding::double_byte},
    {"GB18030", Script::east_asian, Encoding::double_byte},
    {"BIG5", Script::east_asian, Encoding::double_byte},
    {"ISO-2022-JP", Script::east_asian, Encoding::iso_2022},
});

struct Mark {
  char32_t combining;
  std::u32string_view letters, bases;
};

// Source: Unicode 15, canonical decompositions of Latin-1 Supplement and Latin Extended-A.
constexpr std::array<Mark, 12> marks = {{
    {0x300, U"ÀÈÌÒÙàèìòù", U"AEIOUaeiou"},
    {0x301, U"ÁÉÍÓÚÝáéíóúýĆćĹĺŃńŔŕŚśŹź", U"AEIOUYaeiouyCcLlNnRrSsZz"},
    {0x302, U"ÂÊÎÔÛâêîôûĈĉĜĝĤĥĴĵŜŝŴŵŶŷ", U"AEIOUaeiouCcGgHhJjSsWwYy"},
    {0x303, U"ÃÑÕãñõĨĩŨũ", U"ANOanoIiUu"},
    {0x304, U"ĀāĒēĪīŌōŪū", U"AaEeIiOoUu"},
    {0x306, U"ĂăĔĕĞğĬĭŎŏŬŭ", U"AaEeGgIiOoUu"},
    {0x307, U"ĊċĖėĠġİŻż", U"CcEeGgIZz"},
    {0x308, U"ÄËÏÖÜäëïöüÿŸ", U"AEIOUaeiouyY"},
    {0x30A, U"ÅåŮů", U"AaUu"},
    {0x30B, U"ŐőŰű", U"OoUu"},
    {0x30C, U"ČčĎďĚěŇňŘřŠšŤťŽž", U"CcDdEeNnRrSsTtZz"},
    {0x327, U"ÇçĢģĶķĻļŅņŖŗŞşŢţ", U"CcGgKkLlNnRrSsTt"},
}};

// Source: HTML 4.01, 24.2 (ISO 8859-1 characters).
constexpr std::array<std::pair<char32_t, std::string_view>, 24> named = {{
    {U'ä', "auml"},   {U'ö', "ouml"},   {U'ü', "uuml"},   {U'Ä', "Auml"},   {U'Ö', "Ouml"},
    {U'Ü', "Uuml"},   {U'ß', "szlig"},  {U'é', "eacute"}, {U'è', "egrave"}, {U'ê', "ecirc"},
    {U'ë', "euml"},   {U'á', "aacute"}, {U'à', "agrave"}, {U'â', "acirc"},  {U'å', "aring"},
    {U'ç', "ccedil"}, {U'í', "iacute"}, {U'ñ', "ntilde"}, {U'ó', "oacute"}, {U'ô', "ocirc"},
    {U'ø', "oslash"}, {U'ú', "uacute"}, {U'æ', "aelig"},  {U'É', "Eacute"},
}};

std::u32string decomposed(std::u32string_view points) {
  std::u32string out;
  for (const char32_t point : points) {
    const auto found = std::ranges::find_if(
        marks, [&](const Mark &mark) { return mark.letters.find(point) != mark.letters.npos; });
    if (found == marks.end()) {
      out += point;
    } else {
      out += found->bases[found->letters.find(point)];
      out += found->combining;
    }
  }
  return out;
}

std::string utf16(std::u32string_view points, bool is_high_byte_first) {
  std::string out;
  const auto put = [&](char32_t unit) {
    const char low = static_cast<char>(unit & 0xFF), high = static_cast<char>(unit >> 8);
    out += is_high_byte_first ? high : low;
    out += is_high_byte_first ? low : high;
  };
  for (const char32_t point : points) {
    if (point < 0x10000) {
      put(point);
    } else {
      put(0xD800 + ((point - 0x10000) >> 10));
      put(0xDC00 + ((point - 0x10000) & 0x3FF));
    }
  }
  return out;
}

enum class Escapes { json, xml_decimal, xml_hexadecimal, xml_names };

std::string escaped(std::u32string_view points, Escapes how) {
  std::string out;
  for (const char32_t point : points) {
    if (point < 0x80) {
      out += static_cast<char>(point);
      continue;
    }
    const auto number = static_cast<std::uint32_t>(point);
    switch (how) {
    case Escapes::json:
      if (point >= 0x10000)
        out += fmt::format("\\u{:04x}\\u{:04x}", 0xD800 + ((number - 0x10000) >> 10),
                           0xDC00 + ((number - 0x10000) & 0x3FF));
      else
        out += fmt::format("\\u{:04x}", number);
      break;
    case Escapes::xml_decimal:
      out += fmt::format("&#{};", number);
      break;
    case Escapes::xml_hexadecimal:
      out += fmt::format("&#x{:x};", number);
      break;
    case Escapes::xml_names: {
      const auto *found =
          std::ranges::find(named, point, &std::pair<char32_t, std::string_view>::first);
      if (found == named.end()) return {};
      out += fmt::format("&{};", found->second);
      break;
    }
    }
  }
  return out;
}

bool stands_in_an_address(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
         c == '_' || c == '.' || c == '~';
}

std::string url(std::string_view utf8) {
  std::string out;
  for (const char c : utf8)
    out += stands_in_an_address(c) ? std::string(1, c)
                                   : fmt::format("%{:02x}", static_cast<unsigned char>(c));
  return out;
}

std::string latin_1(std::u32string_view points) {
  std::string out;
  for (const char32_t point : points) {
    if (point > 0xFF) return {};
    out += static_cast<char>(point);
  }
  return out;
}

struct SetConverter {
  SetConverter(const char *to, const char *from) : handle(::iconv_open(to, from)) {}
  SetConverter(const SetConverter &) = delete;
  SetConverter &operator=(const SetConverter &) = delete;
  ~SetConverter() {
    if (is_open()) ::iconv_close(handle);
  }
  bool is_open() const { return handle != reinterpret_cast<iconv_t>(-1); }

  /// Empty where the set lacks a letter.
  std::string convert(std::string_view text) {
    if (!is_open()) return {};
    ::iconv(handle, nullptr, nullptr, nullptr, nullptr);
    std::string in(text), out(text.size() * 4 + 16, '\0');
    char *from = in.data(), *to = out.data();
    std::size_t left = in.size(), room = out.size();
    // A count above 0 tells of letters that were replaced by others.
    if (::iconv(handle, &from, &left, &to, &room) != 0 || left != 0) return {};
    out.resize(out.size() - room);
    return out;
  }

  iconv_t handle;
};

// The letters of the upper half of a set of 256.
using UpperHalf = std::array<char32_t, 128>;

UpperHalf upper_half_of(const char *name) {
  UpperHalf letters{};
  SetConverter converter("UTF-8", name);
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const char byte = static_cast<char>(i + 128);
    const auto points = code_points(converter.convert(std::string_view(&byte, 1)));
    letters[i] = points.size() == 1 ? points[0] : 0;
  }
  return letters;
}

// Of those of `sets` that have single bytes, by index: made once, as opening a set takes long.
const std::array<UpperHalf, sets.size()> &tables_of_sets() {
  static const auto tables = [] {
    std::array<UpperHalf, sets.size()> all{};
    for (std::size_t i = 0; i < sets.size(); ++i)
      if (sets[i].encoding == Encoding::single_byte) all[i] = upper_half_of(sets[i].name);
    return all;
  }();
  return tables;
}

std::string in_single_bytes(std::u32string_view points, const UpperHalf &letters) {
  std::string out;
  for (const char32_t point : points) {
    const auto found = std::ranges::find(letters, point);
    if (point >= 0x80 && found == letters.end()) return {};
    out += static_cast<char>(point < 0x80 ? static_cast<std::ptrdiff_t>(point)
                                          : 128 + (found - letters.begin()));
  }
  return out;
}

} // namespace

struct Encoder::Converter : SetConverter {
  using SetConverter::SetConverter;
};

Encoder::Encoder() = default;
Encoder::~Encoder() = default;

void Encoder::add_sets(std::string_view utf8, std::u32string_view points,
                       std::vector<Encoded> &out) {
  if (auto bytes = latin_1(points); !bytes.empty())
    out.push_back({std::move(bytes), Encoding::single_byte});
  std::optional<Script> script;
  for (const char32_t point : points)
    if (const auto its = script_of(point)) script = its;
  if (!script) return;
  for (std::size_t i = 0; i < sets.size(); ++i) {
    if (sets[i].script != *script) continue;
    std::string bytes;
    if (sets[i].encoding == Encoding::single_byte) {
      bytes = in_single_bytes(points, tables_of_sets()[i]);
    } else {
      auto &converter = converters_[sets[i].name];
      if (!converter) converter = std::make_unique<Converter>(sets[i].name, "UTF-8");
      bytes = converter->convert(utf8);
    }
    if (!bytes.empty()) out.push_back({std::move(bytes), sets[i].encoding});
  }
}

std::vector<Encoded> Encoder::encode(std::string_view utf8, bool is_wide) {
  std::vector<Encoded> out;
  const bool is_ascii =
      std::ranges::all_of(utf8, [](char c) { return static_cast<unsigned char>(c) < 0x80U; });
  out.push_back({std::string(utf8), Encoding::utf8});
  const auto points = code_points(utf8);
  if (!is_ascii) {
    for (const auto &cased : {points, upper(points), lower(points)}) {
      const auto text = to_utf8(cased);
      out.push_back({text, Encoding::utf8});
      add_sets(text, cased, out);
      out.push_back({to_utf8(decomposed(cased)), Encoding::decomposed_utf8});
      out.push_back({escaped(cased, Escapes::json), Encoding::json_escapes});
      for (const Escapes how : {Escapes::xml_decimal, Escapes::xml_hexadecimal, Escapes::xml_names})
        if (auto bytes = escaped(cased, how); !bytes.empty())
          out.push_back({std::move(bytes), Encoding::xml_escapes});
      out.push_back({url(text), Encoding::url_escapes});
    }
  } else if (!std::ranges::all_of(utf8, stands_in_an_address)) {
    out.push_back({url(utf8), Encoding::url_escapes});
  }
  if (is_wide)
    for (const bool is_high_byte_first : {false, true}) {
      out.push_back({utf16(points, is_high_byte_first), Encoding::utf16, is_high_byte_first});
      if (!is_ascii) {
        out.push_back(
            {utf16(upper(points), is_high_byte_first), Encoding::utf16, is_high_byte_first});
        out.push_back(
            {utf16(lower(points), is_high_byte_first), Encoding::utf16, is_high_byte_first});
      }
    }
  return out;
}

} // namespace curate::leaks
