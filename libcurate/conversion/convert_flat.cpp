#include <fmt/format.h>
#include <libcurate/base/error.hpp>
#include <libcurate/bids/flat.hpp>
#include <libcurate/conversion/convert_flat.hpp>
#include <libcurate/conversion/picture_step.hpp>
#include <libcurate/parallel/for_each.hpp>
#include <mutex>

namespace curate::conversion {

namespace {

// Names of all pictures, by series and picture: `_a`, `_b` can only be told when all are known.
std::vector<std::vector<std::string>> names_of(const Survey &survey) {
  std::vector<bids::FlatWanted> wanted;
  for (std::size_t s = 0; s < survey.series.size(); ++s) {
    const auto &one = survey.series[s];
    for (std::size_t p = 0; p < one.pictures.size(); ++p) {
      const auto &picture = one.pictures[p].picture;
      wanted.push_back({one.outcome.series_number, one.protocol_name, picture.echo_number,
                        picture.component, fmt::format("{:08}/{:04}", s, p), picture.dixon});
    }
  }
  const auto flat = bids::flat_names(wanted);
  std::vector<std::vector<std::string>> names(survey.series.size());
  std::size_t next = 0;
  for (std::size_t s = 0; s < survey.series.size(); ++s)
    for (std::size_t p = 0; p < survey.series[s].pictures.size(); ++p)
      names[s].push_back(flat[next++]);
  return names;
}

void convert_picture(const SurveyedSeries &one, std::size_t part, const deid::CleanSeries &clean,
                     const std::string &stem, const fs::path &output, PictureOutcome &told,
                     Findings &findings) {
  told.name = stem;
  told.rule.clear();
  if (one.pictures[part].problem) return;
  if (fs::exists(output / (stem + ".nii.gz"))) {
    // The picture is the last of its files, so all of them are there.
    told.status = Status::skipped;
    told.code = "FLAT-EXISTS";
    told.reason = "a picture of this name lies there already, and was left as it is; for another "
                  "one choose an empty folder";
    return;
  }
  const auto written = write_picture(
      clean, one.pictures[part].picture, *one.person, false, keep_face,
      [&](const volume::CleanVolume &volume, bids::WriteOptions options, const FaceOutcome &) {
        // What a killed run left has no picture beside it.
        options.overwrite = base::Overwrite::yes;
        return bids::write_flat(volume, stem, output, options);
      });
  told.code.clear();
  told.reason.clear();
  if (!written) {
    told.status = Status::failed;
    told.code = written.error().code;
    told.reason = written.error().message;
    findings.push_back(base::finding_of(written.error(), Severity::error, stem));
    return;
  }
  told.status = Status::written;
  for (const auto &file : written->files)
    told.files.push_back(file.path);
  for (auto finding : written->findings) {
    finding.file = stem;
    findings.push_back(std::move(finding));
  }
  told.face = name_of(written->face.state);
  if (written->face.state == FaceState::kept) findings.push_back(face_kept(stem));
}

// The claim on memory is for the whole series, so its pictures may be written at once.
void convert_pictures(SurveyedSeries &one, const deid::CleanSeries &clean,
                      const std::vector<std::string> &names, const fs::path &output,
                      unsigned jobs) {
  std::vector<Findings> findings(one.pictures.size());
  parallel::for_each(jobs, one.pictures.size(), [&](std::size_t part) {
    convert_picture(one, part, clean, names[part], output, one.outcome.pictures[part],
                    findings[part]);
  });
  for (const auto &found : findings)
    one.outcome.findings.insert(one.outcome.findings.end(), found.begin(), found.end());
}

} // namespace

Outcome convert_flat(const Request &request, const fs::path &output) {
  if (request.face == FacePolicy::remove)
    throw PolicyError("FACE-REMOVE-UNAVAILABLE",
                      "this version cannot remove faces; leave out --face remove to keep them");
  const deid::Profile profile;
  const bids::NameRules no_rules;
  const deid::Vocabulary vocabulary;
  const Rulebook rulebook{&profile, &vocabulary, nullptr, &no_rules, {}, {}};
  Survey survey = conversion::survey(request, rulebook);
  const auto names = names_of(survey);
  const auto order = largest_first(survey);
  MemoryBudget budget(budget_bytes(survey));
  std::size_t done = 0;
  std::mutex told;
  parallel::for_each(request.jobs, order.size(), [&](std::size_t at) {
    SurveyedSeries &one = survey.series[order[at]];
    if (!one.problem) {
      const MemoryBudget::Claim claim(budget, one.voxel_bytes);
      const auto clean = clean_of(one, rulebook);
      if (!clean) tell_unreadable(one, clean.error());
      if (clean) convert_pictures(one, **clean, names[order[at]], output, request.jobs);
    }
    one.clean.reset();
    const std::lock_guard lock(told);
    if (request.progress) request.progress("converting", ++done, order.size());
  });
  return outcome_of(std::move(survey));
}

} // namespace curate::conversion
