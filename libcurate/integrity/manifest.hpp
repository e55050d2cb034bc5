#pragma once

#include <libcurate/base/result.hpp>
#include <libcurate/integrity/digest.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace curate::integrity {

/// One file of a manifest.
struct ManifestLine {
  std::string path; ///< relative, with "/" between
  Digest digest{};

  bool operator==(const ManifestLine &) const = default;
};

/// Sorts by path, bytewise, and writes the form that `sha256sum -c` reads: digest, two blanks,
/// path. A line whose path holds a backslash or a line break begins with a backslash and has them
/// escaped. Source: GNU coreutils manual, "md5sum invocation".
std::string manifest_text(std::vector<ManifestLine> lines);

/// Reads such a text; sorted by path. Fails with MANIFEST-LINE (the message says which),
/// MANIFEST-PATH (a path that is absolute, leads outside, or is not in its plainest form) or
/// MANIFEST-TWICE. Memory: some 100 bytes a line beside its path.
Result<std::vector<ManifestLine>> read_manifest(std::string_view text);

/// The digest of a line as `manifest_text` writes it: of who knows neither path nor content it
/// tells nothing.
Digest line_digest(const ManifestLine &line);

/// SHA-256 of the digests of lines, sorted: what is left of a manifest proves itself with the
/// digests of the lines that were taken out.
Digest lines_digest(std::vector<Digest> line_digests);

/// Whether a path stays inside the folder it is taken from, and is in its plainest form: relative,
/// no empty part, no "." or "..", no NUL.
bool is_inside(std::string_view path);

} // namespace curate::integrity
