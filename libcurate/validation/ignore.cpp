#include <libcurate/validation/ignore.hpp>

#include <libcurate/base/text.hpp>

namespace curate::validation {

namespace {

// One thing of a pattern that takes bytes of a path.
struct Piece {
  enum class Kind { byte, any_byte, set, star, two_stars } kind = Kind::byte;
  char byte = 0;
  std::string_view set;

  bool takes(char other) const {
    switch (kind) {
    case Kind::byte:
      return other == byte;
    case Kind::any_byte:
    case Kind::star:
      return other != '/';
    case Kind::two_stars:
      return true;
    case Kind::set:
      return other != '/' && is_in_set(other);
    }
    return false;
  }
  bool is_in_set(char other) const {
    std::string_view rest = set;
    const bool is_negated = rest.starts_with('!') || rest.starts_with('^');
    if (is_negated) rest.remove_prefix(1);
    bool is_in = false;
    while (!rest.empty()) {
      if (rest.size() >= 3 && rest[1] == '-') {
        is_in = is_in || (rest[0] <= other && other <= rest[2]);
        rest.remove_prefix(3);
      } else {
        is_in = is_in || rest[0] == other;
        rest.remove_prefix(1);
      }
    }
    return is_in != is_negated;
  }
  bool repeats() const { return kind == Kind::star || kind == Kind::two_stars; }
};

std::vector<Piece> pieces_of(std::string_view pattern) {
  std::vector<Piece> pieces;
  while (!pattern.empty()) {
    std::size_t taken = 1;
    Piece piece;
    const auto end = pattern.size() > 2 ? pattern.find(']', 2) : std::string_view::npos;
    if (pattern.starts_with("**/")) {
      piece.kind = Piece::Kind::two_stars; // also fits no folder at all: the slash goes with it
      taken = 3;
    } else if (pattern.starts_with("**")) {
      piece.kind = Piece::Kind::two_stars;
      taken = 2;
    } else if (pattern[0] == '*') {
      piece.kind = Piece::Kind::star;
    } else if (pattern[0] == '?') {
      piece.kind = Piece::Kind::any_byte;
    } else if (pattern[0] == '[' && end != std::string_view::npos) {
      piece.kind = Piece::Kind::set;
      piece.set = pattern.substr(1, end - 1);
      taken = end + 1;
    } else {
      if (pattern[0] == '\\' && pattern.size() > 1) taken = 2;
      piece.byte = pattern[taken - 1];
    }
    pieces.push_back(piece);
    pattern.remove_prefix(taken);
  }
  return pieces;
}

} // namespace

bool fits_path_pattern(std::string_view path, std::string_view pattern) {
  const auto pieces = pieces_of(pattern);
  // Which beginnings of the pattern may end here: all at once, so that no pattern takes long.
  std::vector<bool> now(pieces.size() + 1), next;
  const auto close = [&](std::vector<bool> &at) {
    for (std::size_t i = 0; i < pieces.size(); ++i)
      if (at[i] && pieces[i].repeats()) at[i + 1] = true;
  };
  now[0] = true;
  close(now);
  for (const char byte : path) {
    next.assign(pieces.size() + 1, false);
    for (std::size_t i = 0; i < pieces.size(); ++i)
      if (now[i] && pieces[i].takes(byte)) next[pieces[i].repeats() ? i : i + 1] = true;
    close(next);
    now.swap(next);
  }
  return now.back();
}

Ignore::Ignore(std::string_view text) {
  for (std::string_view line : base::split(text, '\n')) {
    line = base::trim(line);
    if (line.empty() || line.starts_with('#')) continue;
    Pattern pattern;
    if (line.starts_with('!')) {
      pattern.is_negated = true;
      line.remove_prefix(1);
    }
    if (line.ends_with('/')) {
      pattern.is_for_folders = true;
      line.remove_suffix(1);
    }
    pattern.is_anchored = line.find('/') != std::string_view::npos;
    if (line.starts_with('/')) line.remove_prefix(1);
    pattern.text = std::string(line);
    if (!line.empty()) patterns_.push_back(std::move(pattern));
  }
}

bool Ignore::leaves_out(std::string_view path, bool is_folder) const {
  bool is_out = false;
  const std::string_view name = path.substr(path.rfind('/') + 1);
  for (const Pattern &pattern : patterns_)
    if ((is_folder || !pattern.is_for_folders) && is_out == pattern.is_negated &&
        fits_path_pattern(pattern.is_anchored ? path : name, pattern.text))
      is_out = !pattern.is_negated;
  return is_out;
}

} // namespace curate::validation
