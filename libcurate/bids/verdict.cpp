#include <libcurate/bids/verdict.hpp>

#include <utility>

namespace curate::bids {

std::string_view name_of(NameVerdict::Status status) {
  switch (status) {
  case NameVerdict::Status::named:
    return "named";
  case NameVerdict::Status::skip:
    return "skip";
  case NameVerdict::Status::unknown:
    return "unknown";
  }
  return "unknown";
}

NameVerdict named(std::string rule, std::string reason, Entities name) {
  NameVerdict verdict;
  verdict.status = NameVerdict::Status::named;
  verdict.rule = std::move(rule);
  verdict.reason = std::move(reason);
  verdict.name = std::move(name);
  return verdict;
}

NameVerdict skipped(std::string rule, std::string reason) {
  NameVerdict verdict;
  verdict.status = NameVerdict::Status::skip;
  verdict.rule = std::move(rule);
  verdict.reason = std::move(reason);
  verdict.code = "NAME-SKIP";
  return verdict;
}

NameVerdict unknown(std::string rule, std::string reason, std::vector<std::string> missing) {
  NameVerdict verdict;
  verdict.rule = std::move(rule);
  verdict.reason = std::move(reason);
  verdict.code = "NAME-UNKNOWN";
  verdict.missing = std::move(missing);
  return verdict;
}

} // namespace curate::bids
