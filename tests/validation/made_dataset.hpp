#pragma once

#include "tests/support/folders.hpp"

#include <array>
#include <cstring>
#include <libcurate/archive/gzip.hpp>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/validation/validate.hpp>
#include <set>
#include <string>
#include <vector>

namespace curate::validation_test {

/// What the header of a made image says.
struct MadeImage {
  std::array<std::int16_t, 8> dim = {3, 4, 4, 3, 1, 1, 1, 1};
  std::array<float, 8> pixdim = {1, 2, 2, 2, 2, 0, 0, 0};
  std::uint8_t units = 10; // mm, s
  std::int16_t sform_code = 1;
  std::string description = {};
};

/// Its bytes: 16-bit voxels, all zero.
inline std::string image_bytes(const MadeImage &made) {
  std::string bytes(352, '\0');
  const auto put = [&bytes](std::size_t at, const auto &value) {
    std::memcpy(bytes.data() + at, &value, sizeof(value));
  };
  put(0, std::int32_t{348});
  put(40, made.dim);
  put(70, std::int16_t{4});
  put(72, std::int16_t{16});
  put(76, made.pixdim);
  put(108, 352.0F);
  put(123, made.units);
  put(254, made.sform_code);
  for (std::size_t axis = 0; axis < 3; ++axis)
    put(280 + 16 * axis + 4 * axis, made.pixdim[axis + 1]);
  std::memcpy(bytes.data() + 344, "n+1", 4);
  std::memcpy(bytes.data() + 148, made.description.data(), made.description.size());
  std::size_t voxels = 1;
  for (std::int16_t i = 1; i <= made.dim[0]; ++i)
    voxels *= static_cast<std::size_t>(made.dim[static_cast<std::size_t>(i)]);
  return bytes + std::string(2 * voxels, '\0');
}

inline std::string packed(const std::string &bytes) {
  const auto out = archive::gzip(std::as_bytes(std::span(bytes)));
  return {reinterpret_cast<const char *>(out.data()), out.size()};
}

/// A small dataset without a fault, in a folder of its own.
class MadeDataset {
public:
  MadeDataset() {
    write("dataset_description.json", R"({"Name": "made", "BIDSVersion": "1.10.0"})");
    write("README", "A dataset made by a test.\n");
    write("participants.tsv", "participant_id\tage\nsub-1\t30\n");
    write("task-nback_bold.json", R"({"TaskName": "nback"})");
    write("sub-1/sub-1_sessions.tsv", "session_id\nses-1\n");
    write("sub-1/ses-1/sub-1_ses-1_scans.tsv", "filename\tacq_time\n"
                                               "anat/sub-1_ses-1_T1w.nii.gz\t1900-01-01T10:00:00\n"
                                               "dwi/sub-1_ses-1_dwi.nii.gz\tn/a\n"
                                               "fmap/sub-1_ses-1_dir-AP_epi.nii.gz\tn/a\n"
                                               "func/sub-1_ses-1_task-nback_bold.nii.gz\tn/a\n");
    write(t1w() + ".json", R"({"EchoTime": 0.003, "RepetitionTime": 2.3})");
    write(t1w() + ".nii.gz", packed(image_bytes({})));
    write(bold() + ".json", R"({"RepetitionTime": 2, "SliceTiming": [0, 1, 0.5],
      "B0FieldSource": "field"})");
    write(bold() + ".nii.gz", packed(image_bytes({.dim = {4, 4, 4, 3, 5, 1, 1, 1}})));
    write("sub-1/ses-1/func/sub-1_ses-1_task-nback_events.tsv", "onset\tduration\n1\t2\n");
    write(dwi() + ".json", "{}");
    write(dwi() + ".nii.gz", packed(image_bytes({.dim = {4, 4, 4, 3, 2, 1, 1, 1}})));
    write(dwi() + ".bval", "0 1000\n");
    write(dwi() + ".bvec", "0 1\n0 0\n0 0\n");
    write(epi() + ".json",
          R"({"PhaseEncodingDirection": "j", "TotalReadoutTime": 0.05, "B0FieldIdentifier": "field",
      "IntendedFor": "ses-1/func/sub-1_ses-1_task-nback_bold.nii.gz"})");
    write(epi() + ".nii.gz", packed(image_bytes({})));
  }

  static std::string t1w() { return "sub-1/ses-1/anat/sub-1_ses-1_T1w"; }
  static std::string bold() { return "sub-1/ses-1/func/sub-1_ses-1_task-nback_bold"; }
  static std::string dwi() { return "sub-1/ses-1/dwi/sub-1_ses-1_dwi"; }
  static std::string epi() { return "sub-1/ses-1/fmap/sub-1_ses-1_dir-AP_epi"; }

  void write(const std::string &path, std::string_view text) const {
    fs::create_directories((root() / path).parent_path());
    base::write_file(root() / path, text, base::Overwrite::yes);
  }
  std::string read(const std::string &path) const { return base::read_file(root() / path); }
  void move(const std::string &from, const std::string &to) const {
    fs::create_directories((root() / to).parent_path());
    fs::rename(root() / from, root() / to);
  }
  void remove(const std::string &path) const { fs::remove(root() / path); }

  fs::path root() const { return folder_.path(); }

  validation::Outcome check(unsigned jobs = 1) const {
    validation::Request request;
    request.dataset = root();
    request.jobs = jobs;
    return validation::validate(request);
  }
  /// "CODE file" of all findings.
  std::vector<std::string> found() const {
    std::vector<std::string> all;
    for (const auto &finding : check().findings)
      all.push_back(finding.code + " " + finding.file);
    return all;
  }

private:
  support::TemporaryFolder folder_;
};

} // namespace curate::validation_test
