#include <libcurate/base/error.hpp>
#include <libcurate/json/write.hpp>

namespace curate::json {

namespace {

std::string dump(const Value &value, int indent) {
  try {
    return value.dump(indent);
  } catch (const nlohmann::json::exception &) {
    throw InputError("a text that should be written as JSON is not UTF-8");
  }
}

} // namespace

std::string to_text(const Value &value) {
  return dump(value, 2) + "\n";
}

std::string to_line(const Value &value) {
  return dump(value, -1);
}

} // namespace curate::json
