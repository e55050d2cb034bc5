#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <libcurate/base/secret.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace curate::deid {

/// What a value identifies by.
enum class Identifies : std::uint8_t {
  person_name, ///< "Family^Given^Middle", any representation
  staff_name,  ///< physicians, operators, reviewers
  id,          ///< of persons, visits, orders, requests
  birth_date,  ///< YYYYMMDD
  date,        ///< YYYYMMDD
  contact,     ///< addresses, telephone numbers, e-mail
  institution, ///< names and addresses of places
  device,      ///< serial numbers, station names
  uid,
  free_text ///< typed by people: may hold any of the others
};

/// "person name", "id", ...: what a summary may say of it.
std::string_view name_of(Identifies what);

/// One value of an original that identifies somebody: UTF-8, trimmed, as it stood (one value of
/// several).
struct KnownValue {
  Identifies what = Identifies::id;
  std::string text;

  auto operator<=>(const KnownValue &) const = default;
};

/// The values by which one person (or a whole set of originals) is known. Cannot be printed; holds
/// at most `most_bytes` of text: the first ones as they are sorted, in whatever order they come.
class KnownValues {
public:
  static constexpr std::size_t most_bytes = std::size_t{1} << 26;

  /// Empty values are passed over; those of more than 4096 bytes are cut there.
  void add(Identifies what, std::string_view utf8);
  void merge(const KnownValues &other);
  /// Sorted, each once.
  Secret<const std::set<KnownValue> *> values() const {
    return Secret<const std::set<KnownValue> *>(&values_);
  }
  bool empty() const { return values_.empty(); }
  /// How often a value was not kept because there were too many.
  std::size_t left_out() const { return left_out_; }

private:
  void insert(KnownValue value);

  std::set<KnownValue> values_;
  std::size_t bytes_ = 0, left_out_ = 0;
  std::optional<KnownValue> first_left_out_; ///< none from here on is kept
};

} // namespace curate::deid
