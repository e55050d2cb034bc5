#pragma once

#include <span>
#include <string_view>

namespace curate::json {

/// A file of schemas/ and its text.
struct EmbeddedFile {
  std::string_view name, text;
};

/// All of them; defined by the source that cmake/Embed.cmake writes at build time.
std::span<const EmbeddedFile> embedded_files();

} // namespace curate::json
