#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace curate::leaks {

/// Takes a value of a database and where it stands: "table 2, column 3". Whole numbers come as
/// text.
using TextSink = std::function<void(std::string_view place, std::string_view text, bool is_number)>;

/// Gives every text, blob and whole number of every table of an SQLite file, whole where it lies on
/// several pages, and the database's own definitions. Nothing is written, no journal is read, views
/// and virtual tables are not asked. False where the file is damaged, or asks for far more work
/// than it has bytes; what was read until then was given.
bool each_sqlite_text(const std::string &path, const TextSink &sink);

} // namespace curate::leaks
