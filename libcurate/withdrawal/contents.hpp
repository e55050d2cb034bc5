#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace curate::withdrawal {

/// The most that is rewritten as one text: a table of a million people and a hundred columns.
inline constexpr std::size_t most_text_bytes = std::size_t{512} << 20;

/// The bytes of a file below an open folder, up to `limit_bytes`; nothing where it is longer.
/// Sets `is_read` to false where it cannot be read or is no plain file.
std::optional<std::string_view> small_text(int folder, const char *name, std::size_t limit_bytes,
                                           std::string &buffer, bool &is_read);

/// Gives a file's bytes in pieces, each beginning with the last `overlap` bytes of the one before;
/// those of a gzip file unpacked. Ends early when `take` gives false. Gives how many bytes there
/// were; nothing where it cannot be read.
std::optional<std::uint64_t> each_piece(int folder, const char *name, std::size_t overlap,
                                        const std::function<bool(std::string_view)> &take);

} // namespace curate::withdrawal
