#include <libcurate/license/compatible.hpp>

#include <fmt/format.h>
#include <tuple>

namespace curate::license {

namespace {

bool alike(const License &license) {
  return license.requires_to(Duty::share_alike);
}

Combination no(std::string why) {
  return {false, {}, std::move(why)};
}

/// How much a licence asks for: the whole goes under the one that asks for most.
auto weight(const License &license) {
  // A licence of contents or of the database alone cannot hold what one of everything covers.
  return std::tuple(alike(license), license.limits.size(), license.duties.size(),
                    license.covers == Covers::everything);
}

/// Two public licences, of which `first` asks for at least as much.
Combination of_public(const License &first, const License &second) {
  for (const License *license : {&first, &second})
    if (license->limits.contains(Limit::no_derivatives))
      return no(fmt::format("a combined dataset is made out of both, and what is made out of data "
                            "under {} may not be passed on; they may lie side by side, unchanged",
                            license->id));
  if (first.id == second.id)
    return {true, first.id, "both are under the same licence; the duties to either's makers stay"};
  if (alike(first) && alike(second))
    return no(fmt::format("{} and {} each want the whole under themselves", first.id, second.id));
  for (const auto &[license, other] : {std::pair(&first, &second), std::pair(&second, &first)})
    if (const auto found = license->not_with.find(other->id); found != license->not_with.end())
      return no(found->second);
  if (alike(first) && second.limits.contains(Limit::non_commercial) &&
      !first.limits.contains(Limit::non_commercial))
    return no(fmt::format("{} wants the whole under itself, with commercial use, which {} forbids",
                          first.id, second.id));
  if (!first.permits(Permission::share) || !second.permits(Permission::share))
    return no("one of them may not be passed on");
  std::string why =
      alike(first)
          ? fmt::format("{} wants the whole under itself, and {} lets that be", first.id, second.id)
          : fmt::format("{} asks for no less than {}", first.id, second.id);
  if (!second.duties.empty())
    why += fmt::format("; what {} asks for is still owed for its part", second.id);
  if (first.covers != Covers::everything || second.covers != Covers::everything)
    why += "; not both cover database and contents: see their notes";
  return {true, first.id, std::move(why)};
}

} // namespace

Combination combine(const License &one, const License &other) {
  if (one.is_agreement() || other.is_agreement()) {
    if (one.id == other.id)
      return {true, one.id, "both are under the same agreement: among those who accepted it"};
    return no(fmt::format("{} is an agreement: what it covers may not go on under another licence",
                          one.is_agreement() ? one.id : other.id));
  }
  const auto first = weight(one), second = weight(other);
  const bool in_order = first != second ? first > second : one.id <= other.id;
  return in_order ? of_public(one, other) : of_public(other, one);
}

} // namespace curate::license
