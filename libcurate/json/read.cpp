#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/base/text.hpp>
#include <libcurate/json/read.hpp>

#include <fmt/format.h>
#include <set>
#include <vector>

namespace curate::json {

namespace {

// Builds the value event by event, so that a repeated name and too deep a nest are seen where they
// stand, without recursion.
class Builder {
public:
  using number_integer_t = Value::number_integer_t;
  using number_unsigned_t = Value::number_unsigned_t;
  using number_float_t = Value::number_float_t;
  using string_t = Value::string_t;
  using binary_t = Value::binary_t;

  explicit Builder(std::size_t depth_limit) : depth_limit_(depth_limit) {}

  bool null() { return put(nullptr); }
  bool boolean(bool value) { return put(value); }
  bool number_integer(number_integer_t value) { return put(value); }
  bool number_unsigned(number_unsigned_t value) { return put(value); }
  bool number_float(number_float_t value, const string_t &) { return put(value); }
  bool string(string_t &value) { return put(std::move(value)); }
  bool binary(binary_t &) { return false; }
  bool start_object(std::size_t) { return open(Value::object()); }
  bool start_array(std::size_t) { return open(Value::array()); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool key(string_t &name) {
    if (!open_.back().names.insert(name).second) {
      problem_ = {"JSON-REPEATED-KEY", "an object has two members of one name",
                  "remove one of the two"};
      return false;
    }
    name_ = std::move(name);
    return true;
  }
  bool parse_error(std::size_t byte, const std::string &, const nlohmann::detail::exception &) {
    problem_ = {"JSON-SYNTAX", fmt::format("the text is not JSON at byte {}", byte), {}};
    return false;
  }

  Value take() { return std::move(root_); }
  const Problem &problem() const { return problem_; }

private:
  struct Open {
    Value *value;
    std::set<std::string> names;
  };

  // Where the next value belongs. An object's members are appended without the search that the
  // map's own insertion makes: `key` has searched already.
  Value &place(Value &&value) {
    if (open_.empty()) return root_ = std::move(value);
    Value &parent = *open_.back().value;
    if (parent.is_array()) {
      auto &items = parent.get_ref<Value::array_t &>();
      return items.emplace_back(std::move(value));
    }
    auto &members = parent.get_ref<Value::object_t &>();
    Value::object_t::Container &container = members;
    return container.emplace_back(std::move(name_), std::move(value)).second;
  }
  template <typename T> bool put(T &&value) {
    place(Value(std::forward<T>(value)));
    return true;
  }
  bool open(Value &&value) {
    if (open_.size() >= depth_limit_) {
      problem_ = {
          "JSON-DEPTH", fmt::format("arrays and objects nest deeper than {}", depth_limit_), {}};
      return false;
    }
    open_.push_back({&place(std::move(value)), {}});
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }

  std::size_t depth_limit_;
  Value root_;
  std::vector<Open> open_;
  std::string name_;
  Problem problem_;
};

} // namespace

Result<Value> parse(std::string_view text, const Limits &limits) {
  if (text.size() > limits.bytes)
    return problem("JSON-SIZE", fmt::format("larger than {} bytes", limits.bytes));
  if (!base::is_utf8(text)) return problem("JSON-UTF8", "the text is not UTF-8");
  // The library takes a NUL for the end of the text, whatever comes behind it.
  if (const auto nul = text.find('\0'); nul != std::string_view::npos)
    return problem("JSON-SYNTAX", fmt::format("the text is not JSON at byte {}", nul + 1));
  Builder builder(limits.depth);
  if (!Value::sax_parse(text.begin(), text.end(), &builder))
    return tl::unexpected<Problem>(builder.problem());
  return builder.take();
}

Result<Value> read_file(const fs::path &path, const Limits &limits) {
  std::string text;
  try {
    text = base::read_file(path, limits.bytes);
  } catch (const InputError &error) {
    return problem("JSON-READ", error.what());
  }
  return parse(text, limits);
}

} // namespace curate::json
