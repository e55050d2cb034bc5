#pragma once

#include <libcurate/base/fs.hpp>
#include <libcurate/consent/decision.hpp>

namespace curate::consent {

/// A use in the words of a command line.
struct UseWords {
  std::string license;               ///< an id
  std::string access;                ///< open, registered, controlled
  std::vector<std::string> regions;  ///< of the recipients
  std::vector<std::string> kinds;    ///< none: pictures without the face
  std::string purpose;               ///< a DUO permission; empty: whatever the licence permits
  std::vector<std::string> diseases; ///< MONDO codes; without a purpose, research on them
  bool commercial = false, crowdsourcing = false, recontact = false;
  std::string on; ///< a day; empty: today
};

/// The use that the words say. `study_folder` is where agreements are looked for. Throws UsageError
/// that names the word that cannot be.
Use use_of(const UseWords &words, const fs::path &study_folder);

} // namespace curate::consent
