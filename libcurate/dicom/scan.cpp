#include <algorithm>
#include <fmt/format.h>
#include <libcurate/dicom/look_into.hpp>
#include <libcurate/dicom/scan.hpp>
#include <libcurate/dicom/walk.hpp>
#include <libcurate/parallel/pipeline.hpp>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

namespace curate::dicom {

namespace {

// So many files are looked at in one go: few enough for workers to end together.
constexpr std::size_t chunk_files = 32;

// A run of files, by their place in the walk.
struct Chunk {
  std::size_t begin, end;
};

Sight look_at(Chunk chunk, std::span<const fs::path> roots, const Walk &walk,
              const HeaderVisitor &visit) {
  Identities identities;
  Sight sight;
  sight.instances.reserve(chunk.end - chunk.begin);
  for (std::size_t i = chunk.begin; i < chunk.end; ++i) {
    const std::size_t told = sight.findings.size();
    look_into(walk.files[i].source, identities, sight, visit);
    for (std::size_t f = told; f < sight.findings.size(); ++f)
      sight.findings[f].file = roots[walk.files[i].root].string();
  }
  return sight;
}

// Chunks keep apart what files share: here all that say the same share one.
class Sharer {
public:
  void share(std::vector<Instance> &instances) {
    for (Instance &instance : instances) {
      auto &who = by_address_[instance.identity.get()];
      if (!who)
        who = people_.try_emplace(instance.identity->reveal(), instance.identity).first->second;
      instance.identity = who;
      instance.series = series_.try_emplace(*instance.series, instance.series).first->second;
    }
    by_address_.clear(); // others may lie there later
  }

private:
  std::map<const void *, std::shared_ptr<const Secret<Identity>>> by_address_;
  std::map<Identity, std::shared_ptr<const Secret<Identity>>> people_;
  std::map<SeriesIds, std::shared_ptr<const SeriesIds>> series_;
};

// The same finding of several files becomes one that says how many.
Findings merged(const Findings &all) {
  std::map<std::tuple<std::string, std::string, std::string>, std::pair<std::size_t, Finding>>
      kinds;
  for (const Finding &finding : all) {
    auto &kind = kinds[{finding.file, finding.code, finding.message}];
    ++kind.first;
    kind.second = finding;
  }
  Findings out;
  for (auto &[key, kind] : kinds) {
    auto &[count, finding] = kind;
    if (count > 1) finding.message = fmt::format("{} files: {}", count, finding.message);
    out.push_back(std::move(finding));
  }
  return out;
}

} // namespace

PassedOver &PassedOver::operator+=(const PassedOver &other) {
  not_dicom += other.not_dicom;
  directories += other.directories;
  empty += other.empty;
  special += other.special;
  unreadable += other.unreadable;
  damaged += other.damaged;
  refused += other.refused;
  return *this;
}

std::map<std::string, std::size_t> by_reason(const PassedOver &passed_over) {
  std::map<std::string, std::size_t> reasons = {{"not DICOM", passed_over.not_dicom},
                                                {"DICOMDIR", passed_over.directories},
                                                {"empty", passed_over.empty},
                                                {"special files", passed_over.special},
                                                {"unreadable", passed_over.unreadable},
                                                {"damaged", passed_over.damaged},
                                                {"archives within archives", passed_over.refused}};
  std::erase_if(reasons, [](const auto &reason) { return reason.second == 0; });
  return reasons;
}

ScanResult scan(std::span<const fs::path> roots, unsigned jobs, const ScanProgress &progress,
                const HeaderVisitor &visit) {
  const Walk found = walk(roots);
  ScanResult result;
  Findings findings;
  result.file_count = found.files.size();
  result.passed_over.special = found.special_files;
  for (std::size_t root = 0; root < found.unreadable_folders.size(); ++root) {
    result.passed_over.unreadable += found.unreadable_folders[root];
    for (std::size_t i = 0; i < found.unreadable_folders[root]; ++i)
      findings.push_back({Severity::error,
                          "FOLDER-UNREADABLE",
                          roots[root].string(),
                          {},
                          "a folder cannot be read",
                          "ask for permission to read it, or leave it out"});
  }
  result.instances.reserve(found.files.size());
  const std::size_t total = found.files.size();
  std::size_t next = 0, done = 0;
  const auto produce = [&]() -> std::optional<Chunk> {
    if (next >= total) return {};
    const std::size_t begin = std::exchange(next, std::min(next + chunk_files, total));
    return Chunk{begin, next};
  };
  Sharer sharer;
  const auto consume = [&](Sight sight) {
    sharer.share(sight.instances);
    std::ranges::move(sight.instances, std::back_inserter(result.instances));
    std::ranges::move(sight.findings, std::back_inserter(findings));
    result.passed_over += sight.passed_over;
    result.archive_count += sight.archive_count;
    done = std::min(done + chunk_files, total);
    if (progress) progress(done, total);
  };
  // All chunks may be under way: behind a large archive the others need not wait, and what they
  // give is kept anyway.
  parallel::pipeline<Chunk, Sight>(
      std::max(1U, jobs), total / chunk_files + 2, produce,
      [&](Chunk chunk) { return look_at(chunk, roots, found, visit); }, consume);
  result.findings = merged(findings);
  return result;
}

} // namespace curate::dicom
