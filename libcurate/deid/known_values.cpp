#include <libcurate/base/text.hpp>
#include <libcurate/deid/known_values.hpp>

#include <iterator>

namespace curate::deid {

namespace {

constexpr std::size_t longest_value_bytes = 4096;

} // namespace

std::string_view name_of(Identifies what) {
  switch (what) {
  case Identifies::person_name:
    return "person name";
  case Identifies::staff_name:
    return "staff name";
  case Identifies::id:
    return "id";
  case Identifies::birth_date:
    return "birth date";
  case Identifies::date:
    return "date";
  case Identifies::contact:
    return "contact";
  case Identifies::institution:
    return "institution";
  case Identifies::device:
    return "device";
  case Identifies::uid:
    return "uid";
  case Identifies::free_text:
    return "free text";
  }
  return {};
}

void KnownValues::add(Identifies what, std::string_view utf8) {
  const std::string_view text = base::trim(utf8.substr(0, longest_value_bytes));
  if (!text.empty()) insert({what, std::string(text)});
}

void KnownValues::merge(const KnownValues &other) {
  for (const KnownValue &value : other.values_)
    insert(value);
  left_out_ += other.left_out_;
  if (other.first_left_out_) insert(*other.first_left_out_);
}

void KnownValues::insert(KnownValue value) {
  if (first_left_out_ && !(value < *first_left_out_)) {
    ++left_out_;
    return;
  }
  const std::size_t length = value.text.size();
  if (!values_.insert(std::move(value)).second) return;
  bytes_ += length;
  while (bytes_ > most_bytes) {
    auto last = values_.extract(std::prev(values_.end()));
    bytes_ -= last.value().text.size();
    ++left_out_;
    first_left_out_ = std::move(last.value());
  }
}

} // namespace curate::deid
