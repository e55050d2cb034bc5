#pragma once

#include <libcurate/base/day.hpp>
#include <libcurate/base/fs.hpp>
#include <libcurate/base/result.hpp>
#include <libcurate/json/value.hpp>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace curate::license {

/// What whoever has the data may do with them.
enum class Permission {
  share,          ///< pass them on to anyone
  adapt,          ///< change them and make others out of them
  commercial_use, ///< use them to earn money
};

/// What whoever has the data must do.
enum class Duty {
  attribute,            ///< name those who made them
  keep_notices,         ///< pass on the licence, or its address, and its notices
  state_changes,        ///< say what was changed
  share_alike,          ///< give on what was made of them under the same licence
  no_added_limits,      ///< add no terms or locks that take the permissions away from others
  no_reidentification,  ///< try to find out about nobody
  delete_on_withdrawal, ///< delete a person's data when told to
  delete_at_end,        ///< delete everything when the agreement ends
  report_incidents,     ///< say when data were lost or a person was recognised
  acknowledge,          ///< name the study in what is published
};

/// What whoever has the data must not do.
enum class Limit {
  non_commercial,    ///< no use to earn money
  no_derivatives,    ///< what was made of them may not be passed on
  no_redistribution, ///< they may not be passed on
};

/// What a licence reaches.
enum class Covers { everything, database, contents };

/// What only a data-use agreement can say. Its codes are those of a consent (consent/duo.hpp).
struct Terms {
  std::string purpose;                ///< a DUO permission, as "DUO:0000006"
  std::vector<std::string> diseases;  ///< MONDO codes, with disease-specific research
  std::set<std::string> modifiers;    ///< DUO modifiers that the agreement binds recipients to
  bool everywhere = false;            ///< may be used in any country
  bool eea_and_adequate = false;      ///< in the EEA and where the EU finds protection adequate
  std::vector<std::string> countries; ///< or in these, ISO 3166-1 alpha-2
  std::optional<base::Day> until;     ///< the last day of use
};

/// A licence or a data-use agreement.
struct License {
  std::string id;   ///< of SPDX, or LicenseRef-...
  std::string name; ///< in full
  std::string url;  ///< where its text is; may be empty for an agreement
  Covers covers = Covers::everything;
  std::set<Permission> permissions;
  std::set<Duty> duties;
  std::set<Limit> limits;
  std::vector<std::string> notes;              ///< sentences on what the rest cannot say
  std::map<std::string, std::string> not_with; ///< ids it cannot be combined with, and why
  std::optional<Terms> terms;                  ///< only of a data-use agreement

  /// Somebody known agrees to it: it can bind to what the law of licences cannot.
  bool is_agreement() const { return terms.has_value(); }
  bool permits(Permission permission) const { return permissions.contains(permission); }
  bool requires_to(Duty duty) const { return duties.contains(duty); }
  /// Whether a recipient can be told to delete one person's data.
  bool can_oblige_deletion() const {
    return is_agreement() && requires_to(Duty::delete_on_withdrawal);
  }
};

/// The licence of a JSON file of the form schemas/license.schema.json. Fails with LICENSE-SCHEMA,
/// LICENSE-UNFILLED (a place of the template is still to be filled in) or LICENSE-CONTRADICTION.
Result<License> license_of(const json::Value &value);

/// The names that files and --json use: "commercial_use".
std::string_view name_of(Permission permission);
std::string_view name_of(Duty duty);
std::string_view name_of(Limit limit);
std::string_view name_of(Covers covers);

/// Everything about a licence, as its file has it.
json::Value to_json(const License &license);

} // namespace curate::license
