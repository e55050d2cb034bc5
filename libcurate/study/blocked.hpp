#pragma once

#include <libcurate/base/result.hpp>
#include <libcurate/study/blocks.hpp>
#include <libcurate/study/keys.hpp>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace curate::study {

/// What a label is known by where it may not stand: a keyed digest, 32 hexadecimal digits.
std::string label_token(const Key &key, std::string_view label);

/// Whose scans and rows are refused after a withdrawal. An entry of the registry is the token of a
/// label, or that of a person's id and, behind a point, that of the label: so a new consent of the
/// label lifts both.
class Blocked {
public:
  /// Nobody.
  Blocked() = default;
  Blocked(Database &database, const Key &key);

  /// Whether the person's id (`person`, a token; empty: not known) or the label is blocked.
  bool has(std::string_view person, std::string_view label) const;
  bool has_person(std::string_view person) const;
  /// The token of the label that the person's id was blocked with; empty where it is not blocked.
  std::string label_token_of(std::string_view person) const;
  /// What is said of them: CONSENT-BLOCKED.
  static Problem problem();
  bool is_empty() const { return people_.empty() && labels_.empty(); }

  /// Blocks a label and the ids that go with it.
  static void add(Database &database, const Key &key, const std::string &label,
                  const std::set<std::string> &people, const std::string &level);
  /// After a new consent; whether anything was blocked.
  static bool lift(Database &database, const Key &key, const std::string &label);

private:
  std::map<std::string, std::string, std::less<>> people_; ///< the label's token by the person's
  std::set<std::string, std::less<>> labels_;
  Key key_;
};

} // namespace curate::study
