#pragma once

#include <libcurate/consent/decision.hpp>
#include <libcurate/consent/event.hpp>
#include <libcurate/consent/state.hpp>
#include <libcurate/json/value.hpp>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace curate::consent {

/// How a consent stands on a day.
enum class Standing {
  given,
  ended,     ///< its last day is over
  withdrawn, ///< from access or use; who withdrew from contact only is still in
  unclear,   ///< contradicts itself, or cannot be understood
  none,
};

/// "given", ...
std::string_view name_of(Standing standing);
Standing standing_of(const State &state, base::Day on);

/// One person of a report.
struct PersonLine {
  std::string subject; ///< label without "sub-"
  State state;
  Standing standing = Standing::none;
  bool has_data = false;
  std::optional<Decision> decision; ///< where a use was asked about
};

/// What is to be reported.
struct ReportRequest {
  base::Day on{};
  std::optional<Use> use;          ///< "may they be shared so?"
  int expiring_days = 90;          ///< how far ahead an end is soon
  std::set<std::string> with_data; ///< labels of people with data in the study
};

/// Who may be shared how on a day. Lists are sorted by label.
struct Report {
  base::Day on{};
  int expiring_days = 0;
  bool is_of_use = false;                      ///< lines have decisions
  std::vector<PersonLine> people;              ///< with events, or with data
  std::map<std::string, std::size_t> by_scope; ///< of those given, by `short_words`
  std::vector<std::string> expiring, data_without_consent, consent_without_data;

  std::size_t count(Standing standing) const;
  std::size_t allowed() const;
};

/// Data of somebody whose consent is not given, whatever the reason, are data without consent.
Report report_of(std::span<const Event> events, const ReportRequest &request);

/// The scope on one line: "HMB, registered, EEA and adequate, images clinical".
std::string short_words(const Scope &scope);

/// One person, and the report without its people.
json::Value to_json(const PersonLine &line);
json::Value to_json(const Report &report);

} // namespace curate::consent
