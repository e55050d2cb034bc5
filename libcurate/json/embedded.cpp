#include <libcurate/base/error.hpp>
#include <libcurate/json/embedded.hpp>
#include <libcurate/json/embedded_table.hpp>
#include <libcurate/json/read.hpp>

#include <algorithm>
#include <map>

namespace curate::json {

namespace {

std::map<std::string, Value, std::less<>> read_all() {
  std::map<std::string, Value, std::less<>> all;
  for (const auto &file : embedded_files()) {
    auto value = parse(file.text);
    if (!value) throw InputError(std::string(file.name) + ": " + value.error().message);
    all.emplace(file.name, std::move(*value));
  }
  return all;
}

const std::map<std::string, Value, std::less<>> &all_files() {
  static const auto all = read_all();
  return all;
}

} // namespace

const Value &embedded(std::string_view name) {
  const auto found = all_files().find(name);
  if (found == all_files().end())
    throw InputError("no schema was built in as " + std::string(name));
  return found->second;
}

bool is_embedded(const Value &value) {
  return std::ranges::any_of(all_files(), [&](const auto &file) { return &file.second == &value; });
}

} // namespace curate::json
