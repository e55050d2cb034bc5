#pragma once

#include <libcurate/conversion/names.hpp>
#include <libcurate/conversion/picture_step.hpp>
#include <libcurate/conversion/study_rules.hpp>
#include <libcurate/study/registry.hpp>
#include <set>

namespace curate::conversion {

/// One series on its way into a study. Used by one thread.
class StudySeries {
public:
  /// `names` are those of its pictures, `face` what is done about their faces; nothing of it is
  /// owned.
  StudySeries(const study::Study &study, const Request &request, const StudyRules &rules,
              SurveyedSeries &series, const std::vector<std::optional<bids::Entities>> &names,
              std::string session, FaceStep face);

  /// Tells of the pictures that were written before and still lie there: nothing is to be done for
  /// them.
  void keep_what_was_written();
  /// Whether a picture of it is still to be written.
  bool has_work() const;
  /// Writes what is to be written and says what became of it. Throws SystemError.
  void convert(const deid::CleanSeries &clean);
  /// What the registry should know of it now.
  study::SeriesRow row() const;
  /// Whether a file of it was written in this run.
  bool has_written() const { return has_written_; }

private:
  bool was_written(std::size_t part) const;
  void convert_picture(const deid::CleanSeries &clean, std::size_t part);
  void write(const deid::CleanSeries &clean, std::size_t part);
  Result<std::vector<bids::WrittenFile>> put_into_dataset(std::size_t part,
                                                          const volume::CleanVolume &volume,
                                                          const bids::WriteOptions &options);
  Result<std::vector<bids::WrittenFile>>
  put_aside(std::size_t part, const volume::CleanVolume &volume, const bids::WriteOptions &options);
  std::string unnamed_folder() const;
  std::string unnamed_stem(std::size_t part) const;
  void forget_what_waited(std::size_t part);
  void tell_refused(std::size_t part, const Problem &why);
  void keep(std::size_t part);
  void told_missing(const volume::Acquisition &acquisition, const std::string &name);
  bool is_kept_unnamed(std::size_t part) const;

  const study::Study &study_;
  const Request &request_;
  const StudyRules &rules_;
  SurveyedSeries &series_;
  const std::vector<std::optional<bids::Entities>> &names_;
  std::string session_;
  FaceStep face_;
  bool is_removing_;
  const study::SeriesRow *before_ = nullptr;
  std::vector<study::FileRow> files_;
  std::set<std::size_t> kept_;
  bool has_written_ = false;
};

} // namespace curate::conversion
