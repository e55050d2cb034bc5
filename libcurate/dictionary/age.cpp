#include <libcurate/base/text.hpp>
#include <libcurate/dictionary/age.hpp>

#include <algorithm>

namespace curate::dictionary {

bool is_age(const Variable &variable) {
  const bool may_be_number = variable.type == Type::number || variable.type == Type::integer ||
                             variable.type == Type::unstated;
  const std::string units = base::lower(variable.units);
  if (!may_be_number ||
      !(units.empty() || units.starts_with("year") || units == "a" || units == "yr"))
    return false;
  const std::string name = base::lower(variable.name);
  const auto words = base::split(name, '_');
  return std::ranges::find(words, "age") != words.end();
}

} // namespace curate::dictionary
