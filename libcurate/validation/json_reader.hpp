#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace curate::validation {

/// Reads a JSON text once, from the front, and keeps nothing of it: some hundred megabytes a
/// second, where a tree of values is not needed. Strict by RFC 8259; members of one name, and
/// nesting deeper than `most_depth`, are errors. After an error every call says no.
class JsonReader {
public:
  enum class Kind { object, array, string, number, boolean, null, none };
  enum class Wrong { nothing, syntax, depth, repeated_key, not_utf8 };
  static constexpr std::size_t most_depth = 200;

  explicit JsonReader(std::string_view text);

  /// What comes next; `none` after an error or at the end.
  Kind next();
  /// Steps into the object or array that comes next.
  bool enter();
  /// Steps to the next member of the object, whose name is then `key`; false at its end.
  bool member();
  /// Steps to the next value of the array; false at its end.
  bool element();
  std::string_view key() const { return key_; }
  /// The value that comes next; the text is good until the next call.
  bool string(std::string_view &text);
  bool number(double &value);
  bool boolean(bool &value);
  /// Steps over the value that comes next, checking it.
  bool skip();
  /// Whether the text ends here.
  bool end();

  Wrong wrong() const { return wrong_; }
  /// The line of the error, from 1.
  std::size_t line() const;

private:
  struct Level {
    bool is_object = false, is_begun = false;
    std::size_t first_key = 0;
  };
  bool fail(Wrong wrong);
  void blank();
  bool literal(std::string_view word);
  bool text_of(std::string_view &text, std::string &room);
  bool escape(std::string &room);
  bool unicode(std::uint32_t &code);
  bool leave();
  bool raw_number(std::string_view &digits);

  std::string_view text_;
  std::size_t at_ = 0;
  Wrong wrong_ = Wrong::nothing;
  std::vector<Level> levels_;
  std::vector<std::uint64_t> keys_; ///< digests of the names of all open objects
  std::string_view key_;
  std::string key_room_, string_room_;
};

} // namespace curate::validation
