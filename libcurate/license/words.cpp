#include <libcurate/license/words.hpp>

namespace curate::license {

std::string_view words_of(Permission permission) {
  switch (permission) {
  case Permission::share:
    return "pass the data on, to anyone";
  case Permission::adapt:
    return "change them, and make others out of them";
  case Permission::commercial_use:
    return "use them to earn money";
  }
  return {};
}

std::string_view words_of(Duty duty) {
  switch (duty) {
  case Duty::attribute:
    return "name those who made them";
  case Duty::keep_notices:
    return "pass on the licence or its address, and its notices";
  case Duty::state_changes:
    return "say what was changed";
  case Duty::share_alike:
    return "pass on what is made of them under the same licence";
  case Duty::no_added_limits:
    return "add no terms and no locks that take these permissions from others";
  case Duty::no_reidentification:
    return "try to find out about nobody in the data";
  case Duty::delete_on_withdrawal:
    return "delete a person's data when told that the person has withdrawn";
  case Duty::delete_at_end:
    return "delete everything at the end of the agreement";
  case Duty::report_incidents:
    return "say at once when data were lost or a person was recognised";
  case Duty::acknowledge:
    return "name the study in what is published";
  }
  return {};
}

std::string_view words_of(Limit limit) {
  switch (limit) {
  case Limit::non_commercial:
    return "use them to earn money";
  case Limit::no_derivatives:
    return "pass on what was made of them";
  case Limit::no_redistribution:
    return "pass them on";
  }
  return {};
}

std::string_view words_of(Covers covers) {
  switch (covers) {
  case Covers::everything:
    return "the database and what is in it";
  case Covers::database:
    return "the database, not what is in it";
  case Covers::contents:
    return "what is in the database, not the database";
  }
  return {};
}

} // namespace curate::license
