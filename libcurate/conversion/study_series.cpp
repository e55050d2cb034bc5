#include <algorithm>
#include <fmt/format.h>
#include <libcurate/bids/dataset.hpp>
#include <libcurate/bids/flat.hpp>
#include <libcurate/bids/path.hpp>
#include <libcurate/bids/sidecar_asl.hpp>
#include <libcurate/conversion/study_series.hpp>

namespace curate::conversion {

namespace {

constexpr auto dataset_folder = "dataset/";

const study::PictureRow *part_of(const study::SeriesRow &row, std::size_t part) {
  const auto at = std::ranges::find(row.pictures, static_cast<int>(part), &study::PictureRow::part);
  return at == row.pictures.end() ? nullptr : &*at;
}

// Whether its face could not be removed, so that it waits in private/unnamed.
bool is_set_aside(const study::PictureRow &row) {
  return row.status == name_of(Status::failed) && row.code.starts_with("FACE-") &&
         row.name.starts_with("private/");
}

} // namespace

StudySeries::StudySeries(const study::Study &study, const Request &request, const StudyRules &rules,
                         SurveyedSeries &series,
                         const std::vector<std::optional<bids::Entities>> &names,
                         std::string session, FaceStep face)
    : study_(study), request_(request), rules_(rules), series_(series), names_(names),
      session_(std::move(session)), face_(std::move(face)),
      is_removing_(is_removing(study, request)) {
  const auto at = rules.memory.series.find(series.tokens.series);
  if (at != rules.memory.series.end()) before_ = &at->second;
}

bool StudySeries::was_written(std::size_t part) const {
  if (before_ == nullptr) return false;
  const auto *row = part_of(*before_, part);
  if (row == nullptr) return false;
  const bool waits_aside = is_set_aside(*row) && is_removing_;
  if (row->status != name_of(Status::written) && !waits_aside) return false;
  return std::ranges::all_of(before_->files, [&](const study::FileRow &file) {
    return file.part != static_cast<int>(part) || fs::exists(study_.root() / file.path);
  });
}

bool StudySeries::has_work() const {
  for (std::size_t part = 0; part < series_.pictures.size(); ++part)
    if ((names_[part] || is_kept_unnamed(part)) && !was_written(part)) return true;
  return false;
}

bool StudySeries::is_kept_unnamed(std::size_t part) const {
  return request_.keep_unnamed &&
         series_.pictures[part].verdict.status == bids::NameVerdict::Status::unknown;
}

void StudySeries::keep(std::size_t part) {
  kept_.insert(part);
  PictureOutcome &told = series_.outcome.pictures[part];
  told.status = Status::skipped;
  if (before_->content != series_.tokens.content) {
    told.code = "CONVERT-SERIES-CHANGED";
    told.reason =
        "it was written before, from other files of the same series; the picture was left as it is";
    series_.outcome.findings.push_back(
        {Severity::warning,
         told.code,
         {},
         fmt::format("series {}", series_.outcome.series_number.value_or(0)),
         told.reason,
         "to convert it again, remove its files from the dataset"});
  } else {
    told.code = "CONVERT-UNCHANGED";
    told.reason = "it was written before, and nothing of it is new";
  }
  for (const auto &file : before_->files) {
    if (file.part != static_cast<int>(part)) continue;
    files_.push_back(file);
    told.face = file.face;
    told.files.push_back(file.path.starts_with(dataset_folder)
                             ? file.path.substr(std::string(dataset_folder).size())
                             : file.path);
  }
  const auto *row = part_of(*before_, part);
  if (row == nullptr) return;
  told.name = row->name;
  told.rule = row->rule;
  if (is_set_aside(*row)) {
    tell_refused(part, {row->code, "its face could not be removed by an earlier run",
                        "it waits in private/unnamed; --face keep writes it with its face"});
  } else if (told.face == name_of(FaceState::kept) && is_removing_) {
    series_.outcome.findings.push_back(
        {Severity::warning,
         "FACE-KEPT",
         told.name,
         {},
         "the picture was written by an earlier run with its face, and was left as it is",
         "remove its files from the dataset and convert again, or remove the face with curate "
         "deface"});
  }
}

void StudySeries::keep_what_was_written() {
  for (std::size_t part = 0; part < series_.pictures.size(); ++part)
    if (was_written(part)) keep(part);
}

void StudySeries::convert(const deid::CleanSeries &clean) {
  for (std::size_t part = 0; part < series_.pictures.size(); ++part) {
    if (series_.pictures[part].problem || kept_.contains(part)) continue;
    convert_picture(clean, part);
  }
}

void StudySeries::convert_picture(const deid::CleanSeries &clean, std::size_t part) {
  PictureOutcome &told = series_.outcome.pictures[part];
  if (names_[part]) {
    told.name = bids::path_of(*names_[part], "");
    const bool is_ours = rules_.memory.named.contains(key_of(series_, part));
    if (!is_ours && fs::exists(study_.dataset() / (told.name + ".nii.gz"))) {
      told.status = Status::failed;
      told.code = "CONVERT-FILE-IN-THE-WAY";
      told.reason = "a file that no conversion recorded has the picture's name";
      series_.outcome.findings.push_back({Severity::error,
                                          told.code,
                                          told.name,
                                          {},
                                          told.reason,
                                          "move that file out of the dataset, and convert again"});
      return;
    }
    write(clean, part);
    return;
  }
  if (!is_kept_unnamed(part)) return;
  told.name = unnamed_folder() + unnamed_stem(part);
  write(clean, part);
}

std::string StudySeries::unnamed_folder() const {
  return "private/unnamed/sub-" + series_.outcome.subject + "/";
}

std::string StudySeries::unnamed_stem(std::size_t part) const {
  // The token keeps the name stable and apart from every other.
  const bids::FlatWanted wanted{
      series_.outcome.series_number,
      fmt::format("{}-{}", series_.protocol_name.empty() ? "series" : series_.protocol_name,
                  series_.tokens.series.substr(0, 8)),
      series_.pictures[part].picture.echo_number,
      series_.pictures[part].picture.component,
      std::to_string(part),
      series_.pictures[part].picture.dixon};
  return fmt::format("{}_p{}", bids::flat_names({&wanted, 1}).front(), part);
}

Result<std::vector<bids::WrittenFile>>
StudySeries::put_into_dataset(std::size_t part, const volume::CleanVolume &volume,
                              const bids::WriteOptions &options) {
  const bids::Entities &name = *names_[part];
  if (name.suffix == "asl") told_missing(volume.acquisition(), series_.outcome.pictures[part].name);
  return bids::write(volume, name, study_.dataset(), options);
}

Result<std::vector<bids::WrittenFile>> StudySeries::put_aside(std::size_t part,
                                                              const volume::CleanVolume &volume,
                                                              const bids::WriteOptions &options) {
  PictureOutcome &told = series_.outcome.pictures[part];
  // A killed run that kept faces may have left the picture in the dataset.
  if (names_[part])
    for (const char *extension : {".nii.gz", ".json", ".bval", ".bvec"})
      fs::remove(study_.dataset() / (told.name + extension));
  told.name = unnamed_folder() + unnamed_stem(part);
  return bids::write_flat(volume, unnamed_stem(part), study_.root() / unnamed_folder(), options);
}

void StudySeries::write(const deid::CleanSeries &clean, std::size_t part) {
  PictureOutcome &told = series_.outcome.pictures[part];
  auto &findings = series_.outcome.findings;
  std::string folder;
  const auto written = write_picture(
      clean, series_.pictures[part].picture, *series_.person, true, face_,
      [&](const volume::CleanVolume &volume, bids::WriteOptions options, const FaceOutcome &face) {
        // What has this name is a left-over of a killed run: names of others were refused before.
        options.overwrite = base::Overwrite::yes;
        const bool is_fit = names_[part] && !face.refusal;
        folder = is_fit ? dataset_folder : unnamed_folder();
        return is_fit ? put_into_dataset(part, volume, options) : put_aside(part, volume, options);
      });
  if (!written) {
    told.status = Status::failed;
    told.code = written.error().code;
    told.reason = written.error().message;
    findings.push_back(base::finding_of(written.error(), Severity::error, told.name));
    return;
  }
  told.status = Status::written;
  if (names_[part]) told.code.clear();
  has_written_ = true;
  told.face = name_of(written->face.state);
  for (const auto &file : written->files) {
    told.files.push_back(folder == dataset_folder ? file.path : folder + file.path);
    files_.push_back({folder + file.path, static_cast<int>(part), written->sha256.at(file.path),
                      true, true, told.face});
  }
  forget_what_waited(part);
  for (auto finding : written->findings) {
    finding.file = told.name;
    findings.push_back(std::move(finding));
  }
  if (written->face.refusal)
    tell_refused(part, *written->face.refusal);
  else if (written->face.state == FaceState::kept)
    findings.push_back(face_kept(told.name));
}

// A picture that was refused by an earlier run waits aside no longer.
void StudySeries::forget_what_waited(std::size_t part) {
  if (before_ == nullptr) return;
  for (const study::FileRow &old : before_->files)
    if (old.part == static_cast<int>(part) && old.path.starts_with("private/unnamed/") &&
        std::ranges::find(files_, old.path, &study::FileRow::path) == files_.end())
      fs::remove(study_.root() / old.path);
}

void StudySeries::tell_refused(std::size_t part, const Problem &why) {
  PictureOutcome &told = series_.outcome.pictures[part];
  told.status = Status::failed;
  told.code = why.code;
  told.reason = why.message;
  series_.outcome.findings.push_back(base::finding_of(why, Severity::error, told.name));
}

void StudySeries::told_missing(const volume::Acquisition &acquisition, const std::string &name) {
  for (Finding finding : bids::missing_labeling(acquisition)) {
    finding.file = name;
    series_.outcome.findings.push_back(std::move(finding));
  }
}

study::SeriesRow StudySeries::row() const {
  const auto &outcome = series_.outcome;
  study::SeriesRow row{series_.tokens.series,
                       series_.tokens.study,
                       series_.tokens.visit,
                       series_.tokens.content,
                       outcome.subject,
                       session_,
                       std::string(name_of(outcome.status())),
                       outcome.code(),
                       {},
                       files_};
  bool keeps_written = false;
  for (std::size_t part = 0; part < outcome.pictures.size(); ++part) {
    const auto &told = outcome.pictures[part];
    const bool is_kept = kept_.contains(part) && told.status == Status::skipped;
    const auto status = is_kept ? Status::written : told.status;
    keeps_written = keeps_written || is_kept;
    row.pictures.push_back(
        {static_cast<int>(part), std::string(name_of(status)), told.code, told.rule, told.name});
  }
  if (keeps_written) row.status = name_of(Status::written);
  if (!kept_.empty()) row.content = before_->content;
  return row;
}

} // namespace curate::conversion
