#include <cmath>
#include <libcurate/dictionary/limits.hpp>

namespace curate::dictionary {

bool is_in_range(const Variable &variable, double value) {
  return !(variable.minimum && value < *variable.minimum) &&
         !(variable.maximum && value > *variable.maximum);
}

bool is_on_step(const Variable &variable, double value) {
  if (!variable.step || !(*variable.step > 0)) return true;
  const double steps = (value - variable.minimum.value_or(0)) / *variable.step;
  return std::abs(steps - std::round(steps)) <= 1e-6;
}

bool is_of_numbers(const Variable &variable) {
  const bool has_limit = variable.minimum || variable.maximum || variable.step;
  return variable.type == Type::number || variable.type == Type::integer ||
         (variable.type == Type::unstated && has_limit);
}

} // namespace curate::dictionary
