#include <fmt/format.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/bids/draft_rules.hpp>
#include <libcurate/conversion/draft.hpp>
#include <libcurate/json/write.hpp>

namespace curate::conversion {

Finding write_draft(const Survey &survey, const fs::path &file) {
  std::vector<bids::DraftPicture> pictures;
  std::map<std::string, std::size_t> by_label;
  std::map<const void *, std::size_t> by_identity; // without a study, by what the files say
  for (std::size_t s = 0; s < survey.series.size(); ++s) {
    const SurveyedSeries &one = survey.series[s];
    if (one.problem) continue;
    const std::string &label = one.outcome.subject;
    const auto *identity = one.series.instances.front().identity.get();
    const std::size_t person = label.empty()
                                   ? by_identity.emplace(identity, by_identity.size()).first->second
                                   : by_label.emplace(label, by_label.size()).first->second;
    for (const SurveyedPicture &picture : one.pictures)
      if (!picture.problem) pictures.push_back({&picture.facts, &picture.verdict, s, person});
  }
  const bids::DraftedRules draft = bids::draft_rules(pictures);
  base::write_file(file, json::to_text(draft.rules), base::Overwrite::no);
  return {Severity::info,
          "RULES-DRAFTED",
          file.string(),
          {},
          fmt::format("naming rules were drafted: {} give a name, {} skip, {} leave to be decided",
                      draft.named, draft.skipped, draft.left),
          "edit them, and follow them with --rules, or name the file in study.json as naming"};
}

} // namespace curate::conversion
