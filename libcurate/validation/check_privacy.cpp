#include <libcurate/validation/check_privacy.hpp>

#include <algorithm>
#include <fmt/format.h>
#include <libcurate/base/text.hpp>
#include <libcurate/validation/identifying.hpp>

namespace curate::validation {

namespace {

// Source: 45 CFR 164.514(b)(2)(i)(C): ages over 89 are to be folded.
constexpr double oldest_age = 89;
// A cell of so many words, or bytes, is told in somebody's own words.
constexpr std::ptrdiff_t words_of_free_text = 6;
constexpr std::size_t bytes_of_free_text = 60;

bool is_free_text(std::string_view cell) {
  return cell.size() >= bytes_of_free_text || std::ranges::count(cell, ' ') >= words_of_free_text;
}

std::string place_of(std::size_t row, const std::string &column) {
  return fmt::format("row {}, column {}", row, column);
}

} // namespace

void check_sidecar_privacy(const Dataset &dataset, const Item &item, Notes &notes) {
  if (item.sidecar == nullptr || !dataset.is_chosen(item.sidecar->path)) return;
  const Sidecar &sidecar = *item.sidecar;
  for (const auto &field : sidecar.persons)
    notes.add("PRIVACY-IDENTIFIER", sidecar.path, field);
  for (const auto &field : sidecar.places)
    notes.add("PRIVACY-PLACE", sidecar.path, field);
  for (const auto &field : sidecar.dates)
    notes.add("PRIVACY-DATE", sidecar.path, field);
}

ColumnPrivacy::ColumnPrivacy(std::string_view column) : column_(column) {
  const std::string name = base::lower(base::alphanumeric(column));
  is_key_ = column == "participant_id" || column == "session_id" || column == "filename" ||
            column == "sample_id";
  is_age_ = name.starts_with("age") || name.ends_with("age") || name == "alter";
  const Identifies what = identified_by(column);
  is_person_ = what == Identifies::person;
  is_place_ = what == Identifies::place;
}

void ColumnPrivacy::look_at(std::string_view cell, std::size_t row, const std::string &path,
                            Notes &notes) {
  if (is_key_ || cell.empty() || cell == "n/a") return;
  ++filled_;
  if (is_person_ || is_place_) return;
  if (is_age_) {
    const auto age = base::to_double(cell);
    if (age && *age > oldest_age) notes.add("PRIVACY-AGE", path, place_of(row, column_));
    return;
  }
  if (is_date(cell))
    notes.add("PRIVACY-DATE", path, place_of(row, column_));
  else if (is_contact_or_name(cell))
    notes.add("PRIVACY-CONTACT", path, place_of(row, column_));
  else if (is_free_text(cell))
    ++texts_;
}

void ColumnPrivacy::finish(const std::string &path, Notes &notes) const {
  if (filled_ == 0) return;
  const std::string place = "column " + column_;
  if (is_person_) notes.add("PRIVACY-IDENTIFIER", path, place);
  if (is_place_) notes.add("PRIVACY-PLACE", path, place);
  if (texts_ > 0) notes.add("PRIVACY-FREE-TEXT", path, place, fmt::format("in {} rows", texts_));
}

} // namespace curate::validation
