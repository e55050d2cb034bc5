#include <libcurate/forget/references.hpp>
#include <libcurate/json/read.hpp>
#include <libcurate/json/write.hpp>

namespace curate::forget {

namespace {

using json::Value;

class Remover {
public:
  explicit Remover(const People &people) : people_(people) {}

  /// Takes out what names the people; whether anything was.
  bool clean(Value &value) const {
    if (value.is_array()) return clean_array(value);
    if (value.is_object()) return clean_object(value);
    return false;
  }

private:
  bool is_of(const std::string &name, const Value &value) const {
    if (!value.is_string()) return false;
    const auto &text = value.get_ref<const std::string &>();
    return people_.are_named_in(text) || (names_people(name) && people_.has_label(text));
  }

  // A row of a table that is written as objects.
  bool is_about(const Value &value) const {
    if (!value.is_object()) return false;
    for (const auto &[name, member] : value.items())
      if (is_of(name, member)) return true;
    return false;
  }

  bool clean_array(Value &value) const {
    bool is_changed = false;
    Value left = Value::array();
    for (auto &element : value) {
      if (is_of({}, element) || is_about(element)) {
        is_changed = true;
        continue;
      }
      is_changed = clean(element) || is_changed;
      left.push_back(std::move(element));
    }
    value = std::move(left);
    return is_changed;
  }

  bool clean_object(Value &value) const {
    bool is_changed = false;
    Value left = Value::object();
    for (auto &[name, member] : value.items()) {
      if (people_.are_named_in(name) || is_of(name, member)) {
        is_changed = true;
        continue;
      }
      const bool is_cleaned = clean(member);
      is_changed = is_cleaned || is_changed;
      if (is_cleaned && member.is_array() && member.empty()) continue;
      left[name] = std::move(member);
    }
    value = std::move(left);
    return is_changed;
  }

  const People &people_;
};

} // namespace

std::optional<std::string> references_without(std::string_view text, const People &people) {
  auto value = json::parse(text);
  if (!value || !Remover(people).clean(*value)) return {};
  return json::to_text(*value);
}

} // namespace curate::forget
