#include "libcurate/dicom/siemens_ice.hpp"

#include <libcurate/base/text.hpp>

namespace curate::dicom::siemens {

namespace {

constexpr long long largest_count = 65'535;

std::optional<int> count_of(std::string_view text) {
  const auto value = base::to_integer(text);
  if (!value || *value < 1 || *value > largest_count) return {};
  return static_cast<int>(*value);
}

std::optional<double> factor_after(std::string_view text, char letter) {
  const std::size_t at = text.find(letter);
  if (at == std::string_view::npos) return {};
  std::string_view digits = text.substr(at + 1);
  digits = digits.substr(0, digits.find_first_not_of("0123456789"));
  const auto value = count_of(digits);
  return value ? std::optional(static_cast<double>(*value)) : std::nullopt;
}

} // namespace

IceDimensions ice_dimensions(std::string_view text) {
  text = base::trim(text);
  const std::size_t first = text.find('_');
  if (first == std::string_view::npos) return {};
  const std::string_view rest = text.substr(first + 1);
  const std::size_t second = rest.find('_');
  if (second == std::string_view::npos) return {};
  const std::string_view coil = text.substr(0, first);
  const auto number = count_of(coil);
  if (coil != "X" && !number) return {};
  return {number, count_of(rest.substr(0, second))};
}

PatFactors pat_factors(std::string_view text) {
  text = base::trim(text);
  if (text.empty() || (text.front() != 'p' && text.front() != 's')) return {};
  return {factor_after(text, 'p'), factor_after(text, 's')};
}

bool says_interpolated(std::string_view matrix_text) {
  return matrix_text.find_first_of("Is") != std::string_view::npos;
}

} // namespace curate::dicom::siemens
