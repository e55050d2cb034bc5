#include <libcurate/deid/ledger.hpp>

namespace curate::deid {

std::string_view name_of(Action action) {
  switch (action) {
  case Action::kept:
    return "kept";
  case Action::scrubbed:
    return "scrubbed";
  case Action::emptied:
    return "emptied";
  case Action::shifted:
    return "shifted";
  case Action::replaced:
    return "replaced";
  case Action::folded:
    return "folded";
  case Action::removed:
    return "removed";
  }
  return {};
}

void Ledger::add(std::string_view field, Action action, std::size_t count) {
  if (count > 0) entries_[{std::string(field), action}] += count;
}

void Ledger::merge(const Ledger &other) {
  for (const auto &[what, count] : other.entries_)
    entries_[what] += count;
}

} // namespace curate::deid
