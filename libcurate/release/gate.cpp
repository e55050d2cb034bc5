#include <libcurate/release/gate.hpp>

#include <algorithm>

namespace curate::release {

std::string_view name_of(GateVerdict verdict) {
  switch (verdict) {
  case GateVerdict::pass:
    return "pass";
  case GateVerdict::fail:
    return "fail";
  case GateVerdict::not_applicable:
    return "not_applicable";
  }
  return {};
}

Gate gate_of(std::string name, std::string words, Findings findings) {
  const auto is_error = [](const Finding &one) { return one.severity == Severity::error; };
  const auto verdict =
      std::ranges::any_of(findings, is_error) ? GateVerdict::fail : GateVerdict::pass;
  return {std::move(name), verdict, std::move(words), std::move(findings)};
}

} // namespace curate::release
