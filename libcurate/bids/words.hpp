#pragma once

#include <initializer_list>
#include <libcurate/deid/clean_series.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace curate::bids {

/// The words of a series' texts, for asking whether one occurs; they cannot be taken out. Only the
/// first 1,000 bytes of each text are looked at. Letters match without case.
class Words {
public:
  explicit Words(const Secret<deid::NamingTexts> &texts);

  /// Any of these occurs anywhere in protocol name, series description or sequence name.
  bool has(std::initializer_list<std::string_view> parts) const;
  /// Any of these stands alone, between characters that are neither letters nor digits.
  bool has_word(std::initializer_list<std::string_view> words) const;
  /// Any of these occurs in the sequence name.
  bool sequence_has(std::initializer_list<std::string_view> parts) const;
  /// Any of these is a value of Image Type.
  bool image_type_has(std::initializer_list<std::string_view> values) const;

private:
  std::string text_, sequence_;
  std::vector<std::string> words_, image_type_;
};

} // namespace curate::bids
