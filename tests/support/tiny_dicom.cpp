#include "tests/support/tiny_dicom.hpp"

#include <dcmtk/dcmdata/dctk.h>
#include <fmt/format.h>
#include <fstream>
#include <span>
#include <stdexcept>

#include "tests/support/folders.hpp"

namespace curate::support {

namespace {

void fill(DcmDataset &data, const TinyDicom &what) {
  const auto put = [&](const DcmTagKey &tag, const std::string &value) {
    data.putAndInsertString(tag, value.c_str());
  };
  if (!what.character_set.empty()) put(DCM_SpecificCharacterSet, what.character_set);
  put(DCM_ImageType, "ORIGINAL\\PRIMARY\\M");
  put(DCM_SOPClassUID, what.sop_class);
  put(DCM_SOPInstanceUID, fmt::format("{}.{}", what.series_uid, what.instance_number));
  put(DCM_StudyDate, what.study_date);
  put(DCM_Modality, "MR");
  put(DCM_PatientName, what.patient_name);
  put(DCM_PatientID, what.patient_id);
  put(DCM_EchoTime, "4.5");
  put(DCM_StudyInstanceUID, what.study_uid);
  put(DCM_SeriesInstanceUID, what.series_uid);
  put(DCM_SeriesNumber, std::to_string(what.series_number));
  put(DCM_InstanceNumber, std::to_string(what.instance_number));
  put(DCM_ImagePositionPatient, "1\\-2.5\\3e1");
  data.putAndInsertUint16(DCM_SamplesPerPixel, 1);
  put(DCM_PhotometricInterpretation, "MONOCHROME2");
  data.putAndInsertUint16(DCM_Rows, static_cast<Uint16>(what.rows));
  data.putAndInsertUint16(DCM_Columns, static_cast<Uint16>(what.columns));
  data.putAndInsertUint16(DCM_BitsAllocated, 16);
  data.putAndInsertUint16(DCM_BitsStored, 12);
  data.putAndInsertUint16(DCM_HighBit, 11);
  data.putAndInsertUint16(DCM_PixelRepresentation, 1);
  data.putAndInsertSint16(DCM_SmallestImagePixelValue, -3);
  data.putAndInsertFloat64(DCM_RealWorldValueSlope, 0.25);
}

void add_fillers(DcmDataset &data, int count) {
  for (int i = 0; i < count; ++i) {
    // Blocks of 200 elements in groups 0011, 0013, ...
    const auto group = static_cast<Uint16>(0x11 + 2 * (i / 200));
    if (i % 200 == 0) data.putAndInsertString(DcmTag(group, 0x0010, EVR_LO), "CURATE TEST");
    data.putAndInsertString(DcmTag(group, static_cast<Uint16>(0x1000 + i % 200), EVR_LO),
                            fmt::format("value {}", i).c_str());
  }
}

void add_sequences(DcmDataset &data) {
  for (int i = 0; i < 2; ++i) {
    DcmItem *outer = nullptr, *inner = nullptr;
    data.findOrCreateSequenceItem(DCM_ReferencedImageSequence, outer, -2);
    outer->putAndInsertString(DCM_ReferencedSOPInstanceUID, "1.2.3.4.5");
    outer->findOrCreateSequenceItem(DCM_PurposeOfReferenceCodeSequence, inner, -2);
    inner->putAndInsertString(DCM_CodeValue, fmt::format("C{}", i).c_str());
  }
}

} // namespace

void write_tiny_dicom(const fs::path &path, const TinyDicom &what) {
  DcmFileFormat file;
  DcmDataset &data = *file.getDataset();
  fill(data, what);
  add_fillers(data, what.filler_elements);
  if (what.has_nested_sequences) add_sequences(data);
  std::vector<Uint16> pixels(static_cast<std::size_t>(what.rows * what.columns));
  for (std::size_t i = 0; i < pixels.size(); ++i)
    pixels[i] = static_cast<Uint16>(i % 4096);
  data.putAndInsertUint16Array(DCM_PixelData, pixels.data(), pixels.size());
  if (path.has_parent_path()) fs::create_directories(path.parent_path());
  const auto syntax = DcmXfer(what.transfer_syntax.c_str()).getXfer();
  const auto lengths = what.has_undefined_lengths ? EET_UndefinedLength : EET_ExplicitLength;
  if (file.saveFile(path.c_str(), syntax, lengths).bad())
    throw std::runtime_error("DCMTK cannot write the test file");
}

std::vector<std::byte> tiny_dicom(const TinyDicom &what) {
  const TemporaryFolder folder;
  write_tiny_dicom(folder.path() / "tiny", what);
  std::ifstream in((folder.path() / "tiny").c_str(), std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  const auto view = std::as_bytes(std::span(bytes));
  return {view.begin(), view.end()};
}

void write_bytes(const fs::path &path, const std::vector<std::byte> &bytes) {
  if (path.has_parent_path()) fs::create_directories(path.parent_path());
  std::ofstream out(path.c_str(), std::ios::binary);
  out.write(reinterpret_cast<const char *>(bytes.data()),
            static_cast<std::streamsize>(bytes.size()));
}

} // namespace curate::support
