#include <libcurate/integrity/manifest.hpp>

#include <algorithm>
#include <optional>

namespace curate::integrity {

namespace {

constexpr std::size_t digits = 64;

std::string escaped(std::string_view path) {
  std::string out;
  for (const char c : path)
    if (c == '\\')
      out += "\\\\";
    else if (c == '\n')
      out += "\\n";
    else if (c == '\r')
      out += "\\r";
    else
      out += c;
  return out;
}

std::optional<std::string> unescaped(std::string_view path) {
  std::string out;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (path[i] != '\\') {
      out += path[i];
      continue;
    }
    if (++i == path.size()) return {};
    if (path[i] == '\\')
      out += '\\';
    else if (path[i] == 'n')
      out += '\n';
    else if (path[i] == 'r')
      out += '\r';
    else
      return {};
  }
  return out;
}

std::string text_of(const ManifestLine &line) {
  const std::string path = escaped(line.path);
  return (path != line.path ? "\\" : "") + hex(line.digest) + "  " + path + "\n";
}

std::optional<ManifestLine> line_of(std::string_view text) {
  const bool is_escaped = text.starts_with('\\');
  if (is_escaped) text.remove_prefix(1);
  // "  " or " *": as text or as bytes, which are the same here.
  if (text.size() < digits + 3 || text[digits] != ' ' ||
      (text[digits + 1] != ' ' && text[digits + 1] != '*'))
    return {};
  const auto digest = digest_of_hex(text.substr(0, digits));
  if (!digest) return {};
  const auto path = text.substr(digits + 2);
  if (!is_escaped) return ManifestLine{std::string(path), *digest};
  auto plain = unescaped(path);
  if (!plain) return {};
  return ManifestLine{std::move(*plain), *digest};
}

} // namespace

std::string manifest_text(std::vector<ManifestLine> lines) {
  std::ranges::sort(lines, {}, &ManifestLine::path);
  std::string text;
  for (const auto &line : lines)
    text += text_of(line);
  return text;
}

Digest line_digest(const ManifestLine &line) {
  return sha256(text_of(line));
}

Digest lines_digest(std::vector<Digest> line_digests) {
  std::ranges::sort(line_digests);
  Sha256 all;
  for (const auto &digest : line_digests)
    all.add(digest);
  return all.finish();
}

bool is_inside(std::string_view path) {
  if (path.empty() || path.find('\0') != path.npos) return false;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const auto part = path.substr(begin, end - begin);
    if (part.empty() || part == "." || part == "..") return false;
    begin = end + 1;
  }
  return true;
}

Result<std::vector<ManifestLine>> read_manifest(std::string_view text) {
  std::vector<ManifestLine> lines;
  std::size_t number = 0;
  while (!text.empty()) {
    ++number;
    const std::size_t end = text.find('\n');
    auto line = end == text.npos ? std::nullopt : line_of(text.substr(0, end));
    if (!line)
      return problem("MANIFEST-LINE",
                     "line " + std::to_string(number) + " of the manifest is no digest and path",
                     "download the release again");
    if (!is_inside(line->path))
      return problem("MANIFEST-PATH",
                     "line " + std::to_string(number) + " of the manifest leads out of the release",
                     "do not use the release");
    lines.push_back(std::move(*line));
    text.remove_prefix(end + 1);
  }
  std::ranges::sort(lines, {}, &ManifestLine::path);
  const auto twice = std::ranges::adjacent_find(lines, {}, &ManifestLine::path);
  if (twice != lines.end())
    return problem("MANIFEST-TWICE", "the manifest names a file twice", "do not use the release");
  return lines;
}

} // namespace curate::integrity
