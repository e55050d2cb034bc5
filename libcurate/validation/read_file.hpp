#pragma once

#include <cstddef>
#include <string>

namespace curate::validation {

/// How reading a file went.
enum class ReadOutcome { read, too_large, unreadable };

/// Reads a regular file of at most `most_bytes` into `text`, whose memory is used again. Never
/// waits for a pipe or a device: those are unreadable. A relative path is one below the open folder
/// `folder`.
ReadOutcome read_small_file(int folder, const std::string &path, std::size_t most_bytes,
                            std::string &text);

} // namespace curate::validation
