#include "tools/use_option.hpp"

#include <CLI/CLI.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/base/text.hpp>
#include <libcurate/license/catalogue.hpp>

namespace curate::tools {

namespace {

std::string upper(std::string text) {
  for (char &letter : text)
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
  return text;
}

} // namespace

void declare_use(CLI::App &app, UseOption &use) {
  app.add_option("--license", use.license, "under which licence: an id of curate license list");
  app.add_option("--access", use.access, "how: open, registered or controlled")
      ->check(CLI::IsMember({"open", "registered", "controlled"}));
  app.add_option("--region", use.regions,
                 "a recipient's country, as DE; may be repeated (default: not known)")
      ->allow_extra_args(false);
  app.add_option("--kind", use.kinds,
                 "images, faces, clinical or derived; may be repeated (default: all but faces)")
      ->allow_extra_args(false)
      ->check(CLI::IsMember({"images", "faces", "clinical", "derived"}));
  app.add_option("--purpose", use.purpose, "what for, by GA4GH DUO, as HMB (default: not known)");
  app.add_option("--disease", use.diseases,
                 "of disease-specific research, by MONDO code; may be repeated")
      ->allow_extra_args(false);
  app.add_flag("--commercial", use.commercial, "recipients mean to earn money with it");
  app.add_flag("--crowdsourcing", use.crowdsourcing, "pictures are shown to the public");
  app.add_flag("--recontact", use.recontact, "people are written to");
}

std::optional<consent::Use> use_of(const UseOption &option, const study::Study &study,
                                   base::Day on) {
  if (option.license.empty() && option.access.empty()) return {};
  if (option.license.empty() || option.access.empty())
    throw UsageError("--license and --access belong together");
  consent::Use use;
  auto license = license::find(option.license, study.root());
  if (!license) throw UsageError("--license: " + license.error().message);
  use.license = std::move(*license);
  use.access = consent::access_of(option.access).value();
  for (const auto &region : option.regions) {
    if (!consent::is_country(upper(region)))
      throw UsageError("--region is two letters by ISO 3166-1, as DE");
    use.regions.push_back(upper(region));
  }
  for (const auto &kind : option.kinds)
    use.kinds.insert(consent::kind_of(kind).value());
  if (use.kinds.empty())
    use.kinds = {consent::Kind::images, consent::Kind::clinical, consent::Kind::derived};
  if (!option.purpose.empty()) {
    const auto permission = consent::permission_of(option.purpose);
    if (!permission) throw UsageError("--purpose is a permission of GA4GH DUO, as HMB");
    use.purpose = consent::Purpose{*permission, {}};
    for (const auto &disease : option.diseases)
      use.purpose->diseases.push_back(upper(disease));
  } else if (!option.diseases.empty()) {
    throw UsageError("--disease goes with --purpose DS");
  }
  use.commercial = option.commercial;
  use.crowdsourcing = option.crowdsourcing;
  use.recontact = option.recontact;
  use.on = on;
  return use;
}

base::Day day_given(const std::string &text, const char *option, base::Day fallback) {
  if (text.empty()) return fallback;
  const auto day = base::day_of(text);
  if (!day) throw UsageError(std::string(option) + " is a day that exists, as 2026-03-01");
  return *day;
}

} // namespace curate::tools
