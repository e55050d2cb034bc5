#pragma once

#include <libcurate/base/result.hpp>
#include <libcurate/consent/access.hpp>
#include <libcurate/consent/duo.hpp>
#include <libcurate/consent/regions.hpp>
#include <libcurate/json/value.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace curate::consent {

/// A kind of data about a person.
enum class Kind {
  images,   ///< pictures without the face
  faces,    ///< pictures in which the face was kept
  clinical, ///< variables of tables
  derived,  ///< what was computed from the others
};

/// What a person has agreed to. What was made without saying otherwise allows nothing.
struct Scope {
  Purpose purpose;
  std::set<DuoModifier> modifiers;
  Access access = Access::controlled; ///< the most open that is allowed
  Regions regions;
  std::set<Kind> kinds;
  bool commercial = false;
  bool crowdsourcing = false; ///< pictures shown to the public, for it to help
  bool recontact = false;
  bool delete_on_withdrawal = false; ///< promised: recipients delete when the person withdraws
  std::optional<base::Day> until;    ///< the last day of use by anyone

  bool operator==(const Scope &) const = default;
};

/// "images", "faces", "clinical", "derived".
std::string_view name_of(Kind kind);
std::optional<Kind> kind_of(std::string_view name);

/// As schemas/consent.schema.json, every member there, in one order: json::to_line of it is the
/// canonical text.
json::Value to_json(const Scope &scope);

/// Fails with CONSENT-SCHEMA (unknown codes and members among them), CONSENT-COUNTRY,
/// CONSENT-DATE or CONSENT-CONTRADICTION; the message names the member, never its value.
Result<Scope> scope_of(const json::Value &value);

/// Why the scope contradicts itself, in words; nothing where it does not.
std::optional<std::string> contradiction_in(const Scope &scope);

/// The scope in plain words, one sentence per line.
std::string words_of(const Scope &scope);

} // namespace curate::consent
