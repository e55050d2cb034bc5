#pragma once

#include <cmath>
#include <libcurate/bids/sidecar.hpp>
#include <libcurate/deid/clean_text.hpp>
#include <libcurate/json/value.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace curate::bids {

/// The members of a sidecar while it is made. Members are added in the order of the calls; what is
/// not known is left out.
class Fields {
public:
  void add(const char *name, const std::optional<double> &value, int digits = 6) {
    if (value && std::isfinite(*value)) fields_[name] = number_of(*value, digits);
  }
  void add(const char *name, const std::optional<int> &value) {
    if (value) fields_[name] = *value;
  }
  void add(const char *name, const std::optional<bool> &value) {
    if (value) fields_[name] = *value;
  }
  void add(const char *name, const deid::CleanText &text) { add_text(name, text.text()); }
  void add_text(const char *name, std::string_view text) {
    if (!text.empty()) fields_[name] = std::string(text);
  }
  /// A number that must be above zero to mean anything.
  void add_positive(const char *name, const std::optional<double> &value, int digits = 6) {
    if (value && *value > 0) add(name, value, digits);
  }
  template <typename Range> void add_list(const char *name, const Range &values) {
    if (std::empty(values)) return;
    json::Value list = json::Value::array();
    for (const auto &value : values)
      list.push_back(number_of(static_cast<double>(value)));
    fields_[name] = std::move(list);
  }
  json::Value take() { return std::move(fields_); }

private:
  json::Value fields_ = json::Value::object();
};

} // namespace curate::bids
