#pragma once

#include <libcurate/verification/contents.hpp>

namespace curate::verification {

/// As `read_contents`, of a folder; not sorted.
Contents read_folder(const fs::path &folder, unsigned jobs, const ReadProgress &progress);

/// The most that is kept of a text that is looked into: a manifest of a million files.
inline constexpr std::uint64_t most_text_bytes = std::uint64_t{256} << 20;

/// Whether the text of a file is kept for a look.
bool is_looked_into(std::string_view path);

} // namespace curate::verification
