#include <libcurate/base/error.hpp>
#include <libcurate/json/embedded.hpp>
#include <libcurate/json/embedded_table.hpp>
#include <libcurate/json/read.hpp>

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

} // namespace

const Value &embedded(std::string_view name) {
  static const auto all = read_all();
  const auto found = all.find(name);
  if (found == all.end()) throw InputError("no schema was built in as " + std::string(name));
  return found->second;
}

} // namespace curate::json
