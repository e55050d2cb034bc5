#include <algorithm>
#include <fmt/format.h>
#include <libcurate/base/error.hpp>
#include <libcurate/bids/flat.hpp>
#include <libcurate/conversion/convert_flat.hpp>
#include <libcurate/conversion/faces.hpp>
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

bool lies_there(const fs::path &output, const std::string &stem) {
  // The picture is the last of its files, so where it lies all of them lie.
  return fs::exists(output / (stem + ".nii.gz"));
}

void convert_picture(const SurveyedSeries &one, std::size_t part, const deid::CleanSeries &clean,
                     const std::string &stem, const fs::path &output, const FaceStep &face_step,
                     PictureOutcome &told, Findings &findings) {
  told.name = stem;
  told.rule.clear();
  if (one.pictures[part].problem) return;
  if (lies_there(output, stem)) {
    told.status = Status::skipped;
    told.code = "FLAT-EXISTS";
    told.reason = "a picture of this name lies there already, and was left as it is; for another "
                  "one choose an empty folder";
    return;
  }
  const auto written =
      write_picture(clean, one.pictures[part].picture, *one.person, false, face_step,
                    [&](const volume::CleanVolume &volume, bids::WriteOptions options,
                        const FaceOutcome &face) -> Result<std::vector<bids::WrittenFile>> {
                      if (face.refusal)
                        return tl::unexpected(*face.refusal); // there is no private place for it
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
                      const FaceStep &face, unsigned jobs) {
  std::vector<Findings> findings(one.pictures.size());
  parallel::for_each(jobs, one.pictures.size(), [&](std::size_t part) {
    convert_picture(one, part, clean, names[part], output, face, one.outcome.pictures[part],
                    findings[part]);
  });
  for (const auto &found : findings)
    one.outcome.findings.insert(one.outcome.findings.end(), found.begin(), found.end());
}

// A session is what one person's study holds: in this layout nobody has a label.
FaceScope face_scope(const Survey &survey) {
  FaceScope scope;
  for (const auto &one : survey.series) {
    const auto &study = one.series.instances.front().ids().study_uid;
    scope.sessions.push_back({fmt::format("{:016x}{:016x}", study[0], study[1]), {}});
    scope.wanted.emplace_back(one.pictures.size(), true);
  }
  return scope;
}

void find_faces(Faces &faces, const std::vector<std::vector<std::string>> &names,
                const fs::path &output) {
  std::vector<std::size_t> to_do;
  for (std::size_t s = 0; s < names.size(); ++s)
    if (!std::ranges::all_of(names[s], [&](const auto &stem) { return lies_there(output, stem); }))
      to_do.push_back(s);
  faces.find(to_do);
}

} // namespace

Outcome convert_flat(const Request &request, const fs::path &output) {
  if (request.report) {
    std::vector<fs::path> others = request.inputs;
    others.push_back(output);
    check_report_place(*request.report, others);
  }
  const deid::Profile profile;
  const bids::NameRules no_rules;
  const deid::Vocabulary vocabulary;
  const Rulebook rulebook{&profile, &vocabulary, nullptr, &no_rules, {}, {}};
  Survey survey = conversion::survey(request, rulebook);
  const auto names = names_of(survey);
  const auto order = largest_first(survey);
  MemoryBudget budget(budget_bytes(survey));
  std::optional<Faces> faces;
  if (request.face == FacePolicy::remove) {
    faces.emplace(request, survey, rulebook, face_scope(survey));
    find_faces(*faces, names, output);
  }
  std::size_t done = 0;
  std::mutex told;
  parallel::for_each(request.jobs, order.size(), [&](std::size_t at) {
    SurveyedSeries &one = survey.series[order[at]];
    if (!one.problem) {
      const MemoryBudget::Claim claim(budget, one.voxel_bytes);
      const auto clean = clean_of(one, rulebook);
      if (!clean) tell_unreadable(one, clean.error());
      const FaceStep face = faces ? faces->step(order[at]) : FaceStep(keep_face);
      if (clean) convert_pictures(one, **clean, names[order[at]], output, face, request.jobs);
    }
    one.clean.reset();
    const std::lock_guard lock(told);
    if (request.progress) request.progress("converting", ++done, order.size());
  });
  if (faces) faces->finish();
  Outcome outcome = outcome_of(std::move(survey));
  if (faces)
    for (const Finding &finding : faces->findings())
      outcome.findings.push_back(finding);
  return outcome;
}

} // namespace curate::conversion
