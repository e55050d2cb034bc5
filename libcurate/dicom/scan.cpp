#include <algorithm>
#include <atomic>
#include <exception>
#include <fmt/format.h>
#include <libcurate/dicom/look_into.hpp>
#include <libcurate/dicom/scan.hpp>
#include <libcurate/dicom/walk.hpp>
#include <map>
#include <mutex>
#include <thread>
#include <tuple>

namespace curate::dicom {

namespace {

// So many files are looked at in one go: few enough for workers to end together.
constexpr std::size_t chunk_files = 32;

// Chunks are handed out to workers in order and come back in their places.
class Scanner {
public:
  Scanner(std::span<const fs::path> roots, const Walk &walk, const ScanProgress &progress)
      : roots_(roots), files_(walk.files), progress_(progress),
        sights_((files_.size() + chunk_files - 1) / chunk_files) {}

  std::vector<Sight> run(unsigned jobs) {
    const auto most = std::max<std::size_t>(1, sights_.size());
    {
      std::vector<std::jthread> others;
      for (std::size_t i = 1; i < std::min<std::size_t>(jobs, most); ++i)
        others.emplace_back([this] { work(); });
      work();
    }
    if (failure_) std::rethrow_exception(failure_);
    return std::move(sights_);
  }

private:
  void work() {
    Identities identities;
    try {
      for (;;) {
        const std::size_t chunk = next_++;
        if (chunk >= sights_.size()) return;
        look_at_chunk(chunk, identities);
      }
    } catch (...) {
      const std::scoped_lock lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
      next_ = sights_.size();
    }
  }

  void look_at_chunk(std::size_t chunk, Identities &identities) {
    const std::size_t begin = chunk * chunk_files;
    const std::size_t end = std::min(begin + chunk_files, files_.size());
    Sight &sight = sights_[chunk];
    sight.instances.reserve(end - begin);
    for (std::size_t i = begin; i < end; ++i) {
      const std::size_t told = sight.findings.size();
      look_into(files_[i].path, identities, sight);
      for (std::size_t f = told; f < sight.findings.size(); ++f)
        sight.findings[f].file = roots_[files_[i].root].string();
    }
    if (!progress_) return;
    const std::scoped_lock lock(mutex_);
    done_ += end - begin;
    progress_(done_, files_.size());
  }

  std::span<const fs::path> roots_;
  const std::vector<FoundFile> &files_;
  const ScanProgress &progress_;
  std::vector<Sight> sights_;
  std::atomic<std::size_t> next_ = 0;
  std::mutex mutex_;
  std::size_t done_ = 0;
  std::exception_ptr failure_;
};

// Workers keep identities apart: here each that is said by several becomes one.
void share_identities(std::vector<Instance> &instances) {
  std::map<const void *, std::shared_ptr<const Secret<Identity>>> by_address;
  std::map<Identity, std::shared_ptr<const Secret<Identity>>> by_value;
  for (Instance &instance : instances) {
    auto &shared = by_address[instance.identity.get()];
    if (!shared)
      shared = by_value.try_emplace(instance.identity->reveal(), instance.identity).first->second;
    instance.identity = shared;
  }
}

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

ScanResult scan(std::span<const fs::path> roots, unsigned jobs, const ScanProgress &progress) {
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
  for (Sight &sight : Scanner(roots, found, progress).run(jobs)) {
    std::ranges::move(sight.instances, std::back_inserter(result.instances));
    std::ranges::move(sight.findings, std::back_inserter(findings));
    result.passed_over += sight.passed_over;
    result.archive_count += sight.archive_count;
  }
  share_identities(result.instances);
  result.findings = merged(findings);
  return result;
}

} // namespace curate::dicom
