#pragma once

#include "tools/options.hpp"
#include "tools/subject_option.hpp"

#include <cstdint>
#include <libcurate/withdrawal/originals.hpp>
#include <libcurate/withdrawal/withdraw.hpp>
#include <string>
#include <vector>

namespace curate::tools {

struct Terminal;

/// The options of `curate withdraw`.
struct WithdrawOptions {
  Common common;
  unsigned jobs = 1;
  std::string study, level, evidence, by, recipient;
  SubjectOption subject;
  std::vector<std::string> sources, receipts;
  bool is_dry_run = false, keeps_releases = false, reads_pictures = false;
  bool is_resumed = false, is_list = false, is_not_rebuilt = false;
  std::int64_t confirmed = 0;
};

/// What a withdrawal did or would do; gives the exit code.
int print(const withdrawal::Outcome &outcome, const WithdrawOptions &options,
          const std::string &label, Terminal &terminal);

/// Which original files are the person's, for the terminal alone.
std::string words_of(const withdrawal::OriginalFiles &files);

/// Builds the next version of every release whose newest version is retired. What cannot be built
/// is told in the findings: it does not undo a withdrawal.
void build_successors(const study::Study &study, const WithdrawOptions &options, Findings &findings,
                      Terminal &terminal);

/// --list: all withdrawals, oldest open answer first.
int list_withdrawals(const WithdrawOptions &options, const study::Study &study, Terminal &terminal);

/// --confirm.
int confirm_withdrawal(const WithdrawOptions &options, const study::Study &study,
                       Terminal &terminal);

} // namespace curate::tools
