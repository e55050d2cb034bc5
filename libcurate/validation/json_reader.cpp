#include <libcurate/validation/json_reader.hpp>

#include <algorithm>
#include <charconv>
#include <libcurate/base/text.hpp>

namespace curate::validation {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// FNV-1a. Source: www.isthe.com/chongo/tech/comp/fnv, 64 bits.
std::uint64_t digest(std::string_view text) {
  std::uint64_t value = 0xcbf29ce484222325;
  for (const char c : text)
    value = (value ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return value;
}

void append_utf8(std::string &text, std::uint32_t code) {
  const auto add = [&](std::uint32_t byte) { text.push_back(static_cast<char>(byte)); };
  if (code < 0x80) {
    add(code);
  } else if (code < 0x800) {
    add(0xC0 | code >> 6);
    add(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    add(0xE0 | code >> 12);
    add(0x80 | (code >> 6 & 0x3F));
    add(0x80 | (code & 0x3F));
  } else {
    add(0xF0 | code >> 18);
    add(0x80 | (code >> 12 & 0x3F));
    add(0x80 | (code >> 6 & 0x3F));
    add(0x80 | (code & 0x3F));
  }
}

bool is_ascii(std::string_view text) {
  unsigned char bits = 0;
  for (const char c : text)
    bits = static_cast<unsigned char>(bits | static_cast<unsigned char>(c));
  return bits < 0x80;
}

} // namespace

JsonReader::JsonReader(std::string_view text) : text_(text) {
  if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3; // read by everybody, though not to be written
  if (!is_ascii(text_) && !base::is_utf8(text_)) fail(Wrong::not_utf8);
}

bool JsonReader::fail(Wrong wrong) {
  if (wrong_ == Wrong::nothing) wrong_ = wrong;
  return false;
}

void JsonReader::blank() {
  while (at_ < text_.size() &&
         (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '\t'))
    ++at_;
}

JsonReader::Kind JsonReader::next() {
  if (wrong_ != Wrong::nothing) return Kind::none;
  blank();
  if (at_ >= text_.size()) return Kind::none;
  switch (text_[at_]) {
  case '{':
    return Kind::object;
  case '[':
    return Kind::array;
  case '"':
    return Kind::string;
  case 't':
  case 'f':
    return Kind::boolean;
  case 'n':
    return Kind::null;
  default:
    return text_[at_] == '-' || is_digit(text_[at_]) ? Kind::number : Kind::none;
  }
}

bool JsonReader::enter() {
  const Kind kind = next();
  if (kind != Kind::object && kind != Kind::array) return fail(Wrong::syntax);
  if (levels_.size() >= most_depth) return fail(Wrong::depth);
  ++at_;
  levels_.push_back({kind == Kind::object, false, keys_.size()});
  return true;
}

// Leaves the innermost level; says false, as there is nothing more in it.
bool JsonReader::leave() {
  const Level level = levels_.back();
  levels_.pop_back();
  const auto first = keys_.begin() + static_cast<std::ptrdiff_t>(level.first_key);
  std::sort(first, keys_.end());
  const bool is_repeated = std::adjacent_find(first, keys_.end()) != keys_.end();
  keys_.resize(level.first_key);
  if (is_repeated) fail(Wrong::repeated_key);
  return false;
}

bool JsonReader::member() {
  if (wrong_ != Wrong::nothing || levels_.empty() || !levels_.back().is_object) return false;
  blank();
  if (at_ < text_.size() && text_[at_] == '}') {
    ++at_;
    return leave();
  }
  if (levels_.back().is_begun) {
    if (at_ >= text_.size() || text_[at_] != ',') return fail(Wrong::syntax);
    ++at_;
    blank();
  }
  levels_.back().is_begun = true;
  if (next() != Kind::string || !text_of(key_, key_room_)) return fail(Wrong::syntax);
  keys_.push_back(digest(key_));
  blank();
  if (at_ >= text_.size() || text_[at_] != ':') return fail(Wrong::syntax);
  ++at_;
  return true;
}

bool JsonReader::element() {
  if (wrong_ != Wrong::nothing || levels_.empty() || levels_.back().is_object) return false;
  blank();
  if (at_ < text_.size() && text_[at_] == ']') {
    ++at_;
    return leave();
  }
  if (levels_.back().is_begun) {
    if (at_ >= text_.size() || text_[at_] != ',') return fail(Wrong::syntax);
    ++at_;
  }
  levels_.back().is_begun = true;
  return true;
}

bool JsonReader::unicode(std::uint32_t &code) {
  if (text_.size() - at_ < 4) return fail(Wrong::syntax);
  const char *first = text_.data() + at_;
  const auto got = std::from_chars(first, first + 4, code, 16);
  if (got.ptr != first + 4 || got.ec != std::errc()) return fail(Wrong::syntax);
  at_ += 4;
  return true;
}

// An escape of a string: `at_` is behind the backslash.
bool JsonReader::escape(std::string &room) {
  if (at_ >= text_.size()) return fail(Wrong::syntax);
  const char kind = text_[at_++];
  constexpr std::string_view letters = "\"\\/bfnrt", means = "\"\\/\b\f\n\r\t";
  if (const auto found = letters.find(kind); found != std::string_view::npos) {
    room.push_back(means[found]);
    return true;
  }
  std::uint32_t code = 0;
  if (kind != 'u' || !unicode(code)) return fail(Wrong::syntax);
  if (code >= 0xD800 && code < 0xDC00 && text_.substr(at_).starts_with("\\u")) {
    at_ += 2;
    std::uint32_t low = 0;
    if (!unicode(low) || low < 0xDC00 || low > 0xDFFF) return fail(Wrong::syntax);
    code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
  } else if (code >= 0xD800 && code <= 0xDFFF) {
    return fail(Wrong::syntax);
  }
  append_utf8(room, code);
  return true;
}

// The string that comes next; points into the text where nothing is escaped.
bool JsonReader::text_of(std::string_view &text, std::string &room) {
  const std::size_t first = ++at_;
  bool is_plain = true;
  room.clear();
  std::size_t from = first;
  while (at_ < text_.size()) {
    const char c = text_[at_];
    if (c == '"') {
      text = text_.substr(from, at_ - from);
      if (!is_plain) text = room.append(text);
      ++at_;
      return true;
    }
    if (static_cast<unsigned char>(c) < 0x20) return fail(Wrong::syntax);
    if (c != '\\') {
      ++at_;
      continue;
    }
    is_plain = false;
    room.append(text_.substr(from, at_ - from));
    ++at_;
    if (!escape(room)) return false;
    from = at_;
  }
  return fail(Wrong::syntax);
}

bool JsonReader::string(std::string_view &text) {
  return next() == Kind::string ? text_of(text, string_room_) : fail(Wrong::syntax);
}

bool JsonReader::raw_number(std::string_view &digits) {
  const std::size_t first = at_;
  const auto take_digits = [&] {
    const std::size_t before = at_;
    while (at_ < text_.size() && is_digit(text_[at_]))
      ++at_;
    return at_ > before;
  };
  if (text_[at_] == '-') ++at_;
  const bool is_zero = at_ < text_.size() && text_[at_] == '0';
  const std::size_t whole = at_;
  if (!take_digits() || (is_zero && at_ - whole > 1)) return fail(Wrong::syntax);
  if (at_ < text_.size() && text_[at_] == '.') {
    ++at_;
    if (!take_digits()) return fail(Wrong::syntax);
  }
  if (at_ < text_.size() && (text_[at_] == 'e' || text_[at_] == 'E')) {
    ++at_;
    if (at_ < text_.size() && (text_[at_] == '+' || text_[at_] == '-')) ++at_;
    if (!take_digits()) return fail(Wrong::syntax);
  }
  digits = text_.substr(first, at_ - first);
  return true;
}

bool JsonReader::number(double &value) {
  std::string_view digits;
  if (next() != Kind::number || !raw_number(digits)) return fail(Wrong::syntax);
  value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return true;
}

bool JsonReader::literal(std::string_view word) {
  if (!text_.substr(at_).starts_with(word)) return fail(Wrong::syntax);
  at_ += word.size();
  return true;
}

bool JsonReader::boolean(bool &value) {
  if (next() != Kind::boolean) return fail(Wrong::syntax);
  value = text_[at_] == 't';
  return literal(value ? "true" : "false");
}

bool JsonReader::skip() {
  const std::size_t outside = levels_.size();
  do {
    if (levels_.size() > outside) {
      const std::size_t inside = levels_.size();
      const bool has_more = levels_.back().is_object ? member() : element();
      if (wrong_ != Wrong::nothing) return false;
      if (!has_more && levels_.size() < inside) continue;
    }
    std::string_view text;
    bool value = false;
    switch (next()) {
    case Kind::object:
    case Kind::array:
      enter();
      break;
    case Kind::string:
      text_of(text, string_room_);
      break;
    case Kind::number:
      raw_number(text);
      break;
    case Kind::boolean:
      boolean(value);
      break;
    case Kind::null:
      literal("null");
      break;
    case Kind::none:
      fail(Wrong::syntax);
      break;
    }
    if (wrong_ != Wrong::nothing) return false;
  } while (levels_.size() > outside);
  return true;
}

bool JsonReader::end() {
  blank();
  return wrong_ == Wrong::nothing && (at_ == text_.size() || fail(Wrong::syntax));
}

std::size_t JsonReader::line() const {
  const auto read = text_.substr(0, at_);
  return 1 + static_cast<std::size_t>(std::ranges::count(read, '\n'));
}

} // namespace curate::validation
