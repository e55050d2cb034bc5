// Who receives releases: where notices of withdrawals go, and into which country data would leave.

#include "tools/command.hpp"
#include "tools/options.hpp"
#include "tools/study_folder.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>
#include <libcurate/base/clock.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/base/text.hpp>
#include <libcurate/consent/regions.hpp>
#include <libcurate/integrity/digest.hpp>
#include <libcurate/json/write.hpp>
#include <libcurate/study/recipients.hpp>
#include <ostream>

namespace curate::tools {

namespace {

struct Options {
  Common common;
  std::string study, agreement;
  study::Recipient recipient;
  bool is_list = false;
};

void declare(CLI::App &app, Options &options) {
  app.require_subcommand(1);
  CLI::App *add = app.add_subcommand("add", "adds a recipient, or changes what is known of one");
  add->add_option("NAME", options.recipient.name, "the recipient's name")->required();
  add->add_option("--region", options.recipient.region, "the country, by ISO 3166-1, as DE")
      ->required();
  add->add_option("--contact", options.recipient.contact, "where notices go: an e-mail address")
      ->required();
  add->add_option("--agreement", options.agreement,
                  "the signed agreement; its SHA-256 is kept, not the document")
      ->check(CLI::ExistingFile);
  CLI::App *list = app.add_subcommand("list", "all recipients");
  list->parse_complete_callback([&options] { options.is_list = true; });
  for (CLI::App *one : {add, list}) {
    declare_study(*one, options.study);
    declare_common(*one, options.common);
  }
}

// Names and contacts stand in notices, one on a line.
void check_line(const std::string &text, const char *what) {
  const bool is_line = std::ranges::none_of(text, [](char letter) {
    return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f;
  });
  if (base::trim(text).empty() || text.size() > 200 || !is_line || !base::is_utf8(text))
    throw UsageError(std::string(what) + " is one line of text, of at most 200 bytes");
}

json::Value to_json(const study::Recipient &one) {
  return {{"name", one.name},
          {"region", one.region},
          {"contact", one.contact},
          {"agreement_sha256", one.agreement_sha256},
          {"added", one.added}};
}

int run(const Options &options, Terminal &terminal) {
  study::Recipient one = options.recipient;
  if (!options.is_list) {
    check_line(one.name, "NAME");
    check_line(one.contact, "--contact");
    for (char &letter : one.region)
      if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
    if (!consent::is_country(one.region))
      throw UsageError("--region is two letters by ISO 3166-1, as DE");
    if (!options.agreement.empty())
      one.agreement_sha256 = integrity::hex(integrity::sha256_of_file(options.agreement));
    one.added = base::Clock::now_iso8601();
  }
  const auto study = open_study(options.study);
  study::Database database(study, options.is_list ? study::Access::read : study::Access::write);
  study::Recipients recipients(database);
  if (!options.is_list) {
    const auto known = recipients.find(one.name);
    if (known && one.agreement_sha256.empty()) one.agreement_sha256 = known->agreement_sha256;
    const bool is_changed = recipients.put(one);
    const char *status = known ? (is_changed ? "changed" : "unchanged") : "added";
    if (options.common.json) {
      json::Value value = to_json(*recipients.find(one.name));
      value["status"] = status;
      terminal.out << json::to_line(value) << "\n";
    } else if (!options.common.quiet) {
      terminal.out << fmt::format("{}: {}\n", one.name, status);
    }
    return 0;
  }
  for (const auto &each : recipients.all())
    terminal.out << (options.common.json
                         ? json::to_line(to_json(each))
                         : fmt::format("{:<30}  {}  {:<30}  {}", each.name, each.region,
                                       each.contact,
                                       each.agreement_sha256.empty() ? "no agreement"
                                                                     : "agreement on file"))
                 << "\n";
  return 0;
}

const Registration registration{
    "recipient", "who receives releases, and where notices go", [](CLI::App &app) -> Run {
      auto options = std::make_shared<Options>();
      declare(app, *options);
      return [options](Terminal &terminal) { return run(*options, terminal); };
    }};

} // namespace

} // namespace curate::tools
