#include <libcurate/base/atomic_file.hpp>
#include <libcurate/integrity/minisign.hpp>
#include <libcurate/json/write.hpp>
#include <libcurate/release/revocations.hpp>
#include <libcurate/study/withdrawals.hpp>
#include <libcurate/withdrawal/folder_of.hpp>
#include <libcurate/withdrawal/notices.hpp>
#include <libcurate/withdrawal/products.hpp>

#include <fmt/format.h>

namespace curate::withdrawal {

namespace {

void write(const fs::path &file, const std::string &text) {
  base::write_file(file, text, base::Overwrite::yes);
}

void write_signed(const study::Study &study, const fs::path &file, const std::string &text,
                  const std::string &comment) {
  write(file, text);
  write(file.string() + ".minisig", integrity::minisign_text(study.signing_key(), text, comment));
}

} // namespace

void write_letters(const study::Study &study, study::Database &database, const Plan &plan) {
  if (plan.releases.empty() || plan.level == consent::Level::contact) return;
  const fs::path folder = folder_of(study, plan.number);
  if (const auto list = release::revocations(study, database))
    write_signed(study, folder / "revocations.json", verification::text_of(*list),
                 fmt::format("revocations {} of {}", list->number, list->date));
  const auto key = integrity::text_of(integrity::verifying_key_of(study.signing_key()));
  study::Withdrawals withdrawals(database);
  for (const auto &notice : notices(plan, study.settings().name, key)) {
    write(folder / (notice.file + ".txt"), notice.text);
    write(folder / (notice.file + ".html"), notice.html);
    if (!notice.recipient.empty())
      withdrawals.await({plan.number, notice.recipient, plan.day(), {}});
  }
}

void write_proof(const study::Study &study, const Proof &proof, const Trace &trace) {
  const fs::path folder = folder_of(study, proof.plan.number);
  write(folder / "proof.txt", text_of(proof, trace));
  write_signed(study, folder / "proof.json", json::to_text(to_json(proof, trace)),
               fmt::format("proof of withdrawal {} of {}", proof.plan.number, proof.plan.day()));
}

void write_plan(const study::Study &study, const Plan &plan, const Trace &trace) {
  write(folder_of(study, plan.number) / "plan.json", json::to_text(to_json(plan, trace)));
}

} // namespace curate::withdrawal
