#pragma once

#include <cstdint>
#include <libcurate/base/finding.hpp>
#include <libcurate/base/fs.hpp>
#include <libcurate/deid/options.hpp>
#include <libcurate/dicom/header.hpp>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace curate::deid {

/// A DICOM object without identity: its file, anew. Made by `deid::apply` alone.
class CleanObject {
public:
  CleanObject(CleanObject &&) noexcept = default;
  CleanObject &operator=(CleanObject &&) noexcept = default;
  CleanObject(const CleanObject &) = delete;
  CleanObject &operator=(const CleanObject &) = delete;
  ~CleanObject() = default;

  /// The file in three parts, in this order: preamble, meta information and data set; pixels, as
  /// they were stored where nothing of them had to go; what closes them.
  std::span<const std::byte> header() const { return header_; }
  std::span<const std::byte> pixels() const { return pixels_; }
  std::span<const std::byte> tail() const { return tail_; }

  /// "sub-LABEL".
  const std::string &subject() const { return subject_; }
  /// As they are written.
  const std::string &study_uid() const { return study_uid_; }
  const std::string &series_uid() const { return series_uid_; }
  const std::string &instance_uid() const { return instance_uid_; }
  /// Those that were applied and verified.
  Options options() const { return options_; }
  const Findings &findings() const { return findings_; }

private:
  friend class ObjectCleaner;
  explicit CleanObject(dicom::Header source) : source_(std::move(source)) {}

  dicom::Header source_; ///< holds the bytes that `pixels_` may show
  std::vector<std::byte> header_, owned_pixels_;
  std::span<const std::byte> pixels_, tail_;
  std::string subject_, study_uid_, series_uid_, instance_uid_;
  Options options_;
  Findings findings_;
};

} // namespace curate::deid
