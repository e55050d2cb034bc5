#include <libcurate/withdrawal/trace.hpp>

#include <charconv>
#include <fmt/format.h>

namespace curate::withdrawal {

namespace {

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool stands_alone(std::string_view text, std::size_t at, std::size_t length) {
  const std::size_t end = at + length;
  return (at == 0 || !is_alphanumeric(text[at - 1])) &&
         (end >= text.size() || !is_alphanumeric(text[end]));
}

} // namespace

Trace::Trace(std::string label)
    : label_(std::move(label)), name_("sub-" + label_), people_({label_}) {}

bool Trace::owns(std::string_view name) const {
  if (name.starts_with('.')) name.remove_prefix(1);
  if (!name.starts_with(name_)) return false;
  name.remove_prefix(name_.size());
  return name.empty() || name.front() == '_' || name.front() == '.';
}

bool Trace::is_in(std::string_view text) const {
  return text.find(label_) != text.npos && people_.are_named_in(text);
}

std::string Trace::masked(std::string_view path) const {
  std::string out;
  for (std::size_t i = 0; i < path.size();) {
    const auto rest = path.substr(i);
    const bool is_name = rest.starts_with(name_) && stands_alone(path, i, name_.size());
    const bool is_bare = is_telling() && rest.starts_with(label_);
    if (is_name || is_bare) {
      out += is_name ? "sub-*" : "*";
      i += is_name ? name_.size() : label_.size();
      continue;
    }
    const auto byte = static_cast<unsigned char>(path[i++]);
    if (byte <= 0x20 || byte >= 0x7f || byte == '%' || byte == '*' || byte == '"' || byte == '\\')
      out += fmt::format("%{:02X}", byte);
    else
      out += static_cast<char>(byte);
  }
  return out;
}

std::string Trace::unmasked(std::string_view masked) const {
  std::string out;
  for (std::size_t i = 0; i < masked.size(); ++i) {
    unsigned byte = 0;
    if (masked[i] == '*') {
      out += label_;
    } else if (masked[i] == '%' && i + 2 < masked.size() &&
               std::from_chars(masked.data() + i + 1, masked.data() + i + 3, byte, 16).ptr ==
                   masked.data() + i + 3) {
      out += static_cast<char>(byte);
      i += 2;
    } else {
      out += masked[i];
    }
  }
  return out;
}

} // namespace curate::withdrawal
