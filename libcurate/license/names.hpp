#pragma once

#include <array>
#include <libcurate/license/license.hpp>
#include <optional>
#include <utility>

namespace curate::license {

/// The names of an enumeration, as files use them.
template <typename Code, std::size_t count>
using Names = std::array<std::pair<Code, std::string_view>, count>;

inline constexpr Names<Permission, 3> permission_names{
    {{Permission::share, "share"},
     {Permission::adapt, "adapt"},
     {Permission::commercial_use, "commercial_use"}}};
inline constexpr Names<Duty, 10> duty_names{{{Duty::attribute, "attribute"},
                                             {Duty::keep_notices, "keep_notices"},
                                             {Duty::state_changes, "state_changes"},
                                             {Duty::share_alike, "share_alike"},
                                             {Duty::no_added_limits, "no_added_limits"},
                                             {Duty::no_reidentification, "no_reidentification"},
                                             {Duty::delete_on_withdrawal, "delete_on_withdrawal"},
                                             {Duty::delete_at_end, "delete_at_end"},
                                             {Duty::report_incidents, "report_incidents"},
                                             {Duty::acknowledge, "acknowledge"}}};
inline constexpr Names<Limit, 3> limit_names{{{Limit::non_commercial, "non_commercial"},
                                              {Limit::no_derivatives, "no_derivatives"},
                                              {Limit::no_redistribution, "no_redistribution"}}};
inline constexpr Names<Covers, 3> covers_names{{{Covers::everything, "everything"},
                                                {Covers::database, "database"},
                                                {Covers::contents, "contents"}}};

/// The name of a code; every code has one.
template <typename Code, std::size_t count>
constexpr std::string_view name_in(const Names<Code, count> &names, Code code) {
  for (const auto &[known, name] : names)
    if (known == code) return name;
  return {};
}

/// The code of a name; else nothing.
template <typename Code, std::size_t count>
constexpr std::optional<Code> code_in(const Names<Code, count> &names, std::string_view name) {
  for (const auto &[code, known] : names)
    if (known == name) return code;
  return std::nullopt;
}

} // namespace curate::license
