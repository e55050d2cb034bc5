#include <libcurate/defacing/write.hpp>

#include <libcurate/base/atomic_file.hpp>
#include <libcurate/base/error.hpp>
#include <libcurate/defacing/sidecar.hpp>
#include <libcurate/nifti/write_unchecked.hpp>

namespace curate::defacing {

namespace {

constexpr std::size_t sidecar_limit_bytes = std::size_t{64} << 20;

/// A file that belongs to a picture; nothing where it is absent or cannot be read.
std::optional<std::string> text_of(const fs::path &path) {
  boost::system::error_code failed;
  if (!fs::is_regular_file(path, failed)) return {};
  try {
    return base::read_file(path, sidecar_limit_bytes);
  } catch (const InputError &) {
    return {};
  }
}

void differs(PictureOutcome &outcome, const fs::path &path) {
  outcome.findings.push_back({Severity::error,
                              "DEFACE-OUTPUT-DIFFERS",
                              path.string(),
                              {},
                              "another file has this name already, and was left alone",
                              "remove it, or name another folder"});
}

void put_text(PictureOutcome &outcome, const fs::path &to, const std::string &text) {
  if (!fs::exists(to))
    base::write_file(to, text, base::Overwrite::no);
  else if (text_of(to) != text)
    differs(outcome, to);
}

bool is_same(const nifti::UncheckedVolume &volume, const fs::path &path) {
  const auto there = nifti::read(path);
  return there && there->header == volume.header && there->voxels.bytes == volume.voxels.bytes;
}

std::vector<std::string> verdicts_of(const Request &request, const PictureOutcome &outcome) {
  std::vector<std::string> verdicts{"FACE-REMOVED", "FACE-NOT-FOUND-AGAIN"};
  if (!outcome.verdict.code.empty()) verdicts.back() = outcome.verdict.code; // FACE-AS-SESSION
  if (request.options.keep_eyes) verdicts.emplace_back("FACE-EYES-KEPT");
  return verdicts;
}

/// The sidecar's text as it is written; nothing where there is none.
std::optional<std::string> sidecar_text(const Request &request, const Item &item,
                                        const nifti::UncheckedVolume &volume,
                                        PictureOutcome &outcome) {
  const fs::path path = sidecar_of(item.path);
  const auto text = text_of(path);
  if (outcome.verdict.outcome != face::Outcome::removed) return text;
  auto out = fs::exists(path) && !text
                 ? Result<std::string>(problem("DEFACE-SIDECAR", "the JSON beside the picture "
                                                                 "cannot be read"))
                 : marked(text.value_or(""), digest_of(volume), verdicts_of(request, outcome));
  if (out) return *out;
  outcome.findings.push_back(base::finding_of(out.error(), Severity::warning, path.string()));
  return {};
}

void write_in_place(const Request &request, const Item &item, const nifti::UncheckedVolume &volume,
                    PictureOutcome &outcome) {
  if (outcome.verdict.outcome != face::Outcome::removed) return;
  nifti::write_unchecked(volume, item.path, {.overwrite = base::Overwrite::yes});
  outcome.is_written = true;
  if (const auto text = sidecar_text(request, item, volume, outcome))
    base::write_file(sidecar_of(item.path), *text, base::Overwrite::yes);
}

} // namespace

fs::path target_of(const Request &request, const Item &item) {
  return request.output ? *request.output / item.relative : item.path;
}

void write(const Request &request, const Item &item, const nifti::UncheckedVolume &volume,
           PictureOutcome &outcome) {
  if (request.is_in_place) return write_in_place(request, item, volume, outcome);
  const fs::path to = target_of(request, item);
  if (const auto text = sidecar_text(request, item, volume, outcome))
    put_text(outcome, sidecar_of(to), *text);
  for (const char *end : {".bval", ".bvec"})
    if (const auto text = text_of(item.path.parent_path() / (stem_of(item.path) + end)))
      put_text(outcome, to.parent_path() / (stem_of(to) + end), *text);
  if (!fs::exists(to)) {
    nifti::write_unchecked(volume, to);
    outcome.is_written = true;
  } else if (!is_same(volume, to)) {
    differs(outcome, to);
  }
}

} // namespace curate::defacing
