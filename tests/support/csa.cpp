#include "tests/support/csa.hpp"

#include <array>
#include <map>

namespace curate::support {

namespace {

void put(ByteString &out, std::int32_t value) {
  const auto bits = static_cast<std::uint32_t>(value);
  for (unsigned shift = 0; shift < 32; shift += 8)
    out.push_back(static_cast<std::byte>((bits >> shift) & 0xFFU));
}

void put(ByteString &out, std::string_view text, std::size_t width) {
  const ByteString bytes = bytes_of(text.substr(0, width - 1));
  out.insert(out.end(), bytes.begin(), bytes.end());
  out.insert(out.end(), width - bytes.size(), std::byte{0});
}

/// syngo's own numbers for the value representations. Source: real headers.
std::int32_t syngo_type(const std::string &vr) {
  static const std::map<std::string, std::int32_t> types = {
      {"UN", 0},  {"DS", 3},  {"FD", 4},  {"FL", 5},  {"IS", 6},  {"SL", 7},
      {"SS", 8},  {"UL", 9},  {"US", 10}, {"CS", 16}, {"LO", 19}, {"LT", 20},
      {"SH", 22}, {"ST", 23}, {"UI", 25}, {"UT", 27}};
  return types.at(vr);
}

constexpr std::int32_t mark_filled = 77;
constexpr std::int32_t mark_empty = 205;

} // namespace

ByteString csa_header(const std::vector<CsaField> &fields) {
  ByteString out = bytes_of(std::string_view("SV10\4\3\2\1", 8));
  put(out, static_cast<std::int32_t>(fields.size()));
  put(out, mark_filled);
  for (const CsaField &field : fields) {
    put(out, field.name, 64);
    put(out, field.multiplicity);
    put(out, field.vr, 4);
    put(out, syngo_type(field.vr));
    const std::size_t places =
        field.values.empty() ? 0 : std::max<std::size_t>(6, field.values.size());
    put(out, static_cast<std::int32_t>(places));
    put(out, field.values.empty() ? mark_empty : mark_filled);
    for (std::size_t i = 0; i < places; ++i) {
      const bool filled = i < field.values.size();
      const std::size_t length = filled ? field.values[i].size() + 1 : 0;
      for (const std::int32_t number :
           {static_cast<std::int32_t>(length), static_cast<std::int32_t>(length), mark_filled,
            static_cast<std::int32_t>(length)})
        put(out, number);
      if (filled) put(out, field.values[i], (length + 3) / 4 * 4);
    }
  }
  // Scanners pad the header with zeros to a round length.
  out.resize((out.size() + 4 + 3) / 4 * 4, std::byte{0});
  return out;
}

std::string csa_decimal(double value) {
  std::array<char, 48> text{};
  const int length = std::snprintf(text.data(), text.size(), "%.8f", value);
  return {text.data(), static_cast<std::size_t>(length)};
}

} // namespace curate::support
