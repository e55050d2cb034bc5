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

} // namespace

StudySeries::StudySeries(const study::Study &study, const Request &request, const StudyRules &rules,
                         SurveyedSeries &series,
                         const std::vector<std::optional<bids::Entities>> &names,
                         std::string session)
    : study_(study), request_(request), rules_(rules), series_(series), names_(names),
      session_(std::move(session)) {
  const auto at = rules.memory.series.find(series.tokens.series);
  if (at != rules.memory.series.end()) before_ = &at->second;
}

bool StudySeries::was_written(std::size_t part) const {
  if (before_ == nullptr) return false;
  const auto *row = part_of(*before_, part);
  if (row == nullptr || row->status != name_of(Status::written)) return false;
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
    told.files.push_back(file.path.starts_with(dataset_folder)
                             ? file.path.substr(std::string(dataset_folder).size())
                             : file.path);
  }
  if (const auto *row = part_of(*before_, part)) {
    told.name = row->name;
    told.rule = row->rule;
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
    const auto &name = *names_[part];
    told.name = bids::path_of(name, "");
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
    write(clean, part, dataset_folder,
          [&](const volume::CleanVolume &volume, const bids::WriteOptions &options) {
            if (name.suffix == "asl") told_missing(volume.acquisition(), told.name);
            return bids::write(volume, name, study_.dataset(), options);
          });
    return;
  }
  if (!is_kept_unnamed(part)) return;
  // The token keeps the name stable and apart from every other.
  const bids::FlatWanted wanted{
      series_.outcome.series_number,
      fmt::format("{}-{}", series_.protocol_name.empty() ? "series" : series_.protocol_name,
                  series_.tokens.series.substr(0, 8)),
      series_.pictures[part].picture.echo_number,
      series_.pictures[part].picture.component,
      std::to_string(part),
      series_.pictures[part].picture.dixon};
  const std::string stem = fmt::format("{}_p{}", bids::flat_names({&wanted, 1}).front(), part);
  const std::string folder = "private/unnamed/sub-" + series_.outcome.subject + "/";
  told.name = folder + stem;
  write(clean, part, folder,
        [&](const volume::CleanVolume &volume, const bids::WriteOptions &options) {
          return bids::write_flat(volume, stem, study_.root() / folder, options);
        });
}

void StudySeries::write(const deid::CleanSeries &clean, std::size_t part, const std::string &folder,
                        const WriteVolume &write_volume) {
  PictureOutcome &told = series_.outcome.pictures[part];
  auto &findings = series_.outcome.findings;
  const auto written =
      write_picture(clean, series_.pictures[part].picture, *series_.person, true,
                    [&](const volume::CleanVolume &volume, bids::WriteOptions options) {
                      // What has this name is a left-over of a killed run: names of others were
                      // refused before.
                      options.overwrite = base::Overwrite::yes;
                      return write_volume(volume, options);
                    });
  if (!written) {
    told.status = Status::failed;
    told.code = written.error().code;
    told.reason = written.error().message;
    findings.push_back(base::finding_of(written.error(), Severity::error, told.name));
    return;
  }
  told.status = Status::written;
  if (folder == dataset_folder) told.code.clear();
  has_written_ = true;
  for (const auto &file : written->files) {
    told.files.push_back(folder == dataset_folder ? file.path : folder + file.path);
    files_.push_back({folder + file.path, static_cast<int>(part), written->sha256.at(file.path),
                      true, true, written->shows_head ? "kept" : "no_face"});
  }
  for (auto finding : written->findings) {
    finding.file = told.name;
    findings.push_back(std::move(finding));
  }
  if (written->shows_head) findings.push_back(face_kept(told.name));
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
  for (std::size_t part = 0; part < outcome.pictures.size(); ++part) {
    const auto &told = outcome.pictures[part];
    const auto status = kept_.contains(part) ? Status::written : told.status;
    row.pictures.push_back(
        {static_cast<int>(part), std::string(name_of(status)), told.code, told.rule, told.name});
  }
  if (!kept_.empty()) {
    row.status = name_of(Status::written);
    row.content = before_->content;
  }
  return row;
}

} // namespace curate::conversion
