#pragma once

#include "tools/options.hpp"
#include "tools/subject_option.hpp"
#include "tools/use_option.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace curate::tools {

struct Terminal;

/// The options of `curate consent`; each sub-command has some of them.
struct ConsentOptions {
  Common common;
  std::string study;
  SubjectOption subject;
  UseOption use;
  std::string scope, from, until, evidence, by;
  std::vector<std::string> allow;
  bool is_amendment = false, is_renewal = false;
  std::int64_t corrects = 0;
  std::string table, id_column;
  bool is_dry_run = false, is_tsv = false, is_explained = false;
  std::string at, html;
  int expiring_days = -1; ///< not asked for
};

/// `curate consent add`: one event.
int add_consent(const ConsentOptions &options, Terminal &terminal);
/// `curate consent import`: a table of consents, all or none.
int import_consents(const ConsentOptions &options, Terminal &terminal);
/// `curate consent template`: the table to be filled in.
int print_template(const ConsentOptions &options, Terminal &terminal);
/// `curate consent show`: how one person's consent stands.
int show_consent(const ConsentOptions &options, Terminal &terminal);
/// `curate consent can`: whether one person's data may be shared so.
int ask_consent(const ConsentOptions &options, Terminal &terminal);
/// `curate consent list`: how everybody's consent stands.
int list_consents(const ConsentOptions &options, Terminal &terminal);
/// `curate consent report`: counts, and what to see to.
int report_consents(const ConsentOptions &options, Terminal &terminal);
/// `curate consent log`: what was recorded.
int log_consents(const ConsentOptions &options, Terminal &terminal);
/// `curate consent verify`: whether what was recorded is all there, unchanged.
int verify_consents(const ConsentOptions &options, Terminal &terminal);

} // namespace curate::tools
