#pragma once

#include <optional>
#include <string_view>

namespace curate::consent {

/// Who may have the data, the most open first.
enum class Access {
  open,       ///< anyone, without a name
  registered, ///< anyone who gives a name and accepts the terms
  controlled, ///< whom a committee admits for a stated project
};

/// "open", "registered", "controlled".
std::string_view name_of(Access access);
/// By that name; else nothing.
std::optional<Access> access_of(std::string_view name);

} // namespace curate::consent
