#include "tests/support/score.hpp"

#include <dcmtk/config/osconfig.h>

#include <dcmtk/dcmdata/dctk.h>
#include <fmt/format.h>
#include <libcurate/base/atomic_file.hpp>
#include <libcurate/deid/date_shift.hpp>
#include <memory>
#include <optional>
#include <set>

#include "tests/support/search.hpp"

namespace curate::support {

namespace {

using Path = std::vector<DcmTagKey>; ///< sequences, their first items, the element

// clang-format off
const std::vector<Path> retained = {
    {DCM_SOPClassUID}, {DCM_Modality}, {DCM_Manufacturer}, {DCM_ManufacturerModelName},
    {DCM_StudyTime}, {DCM_SeriesTime}, {DCM_AcquisitionTime}, {DCM_ContentTime},
    {DCM_PatientSex}, {DCM_PatientSize}, {DCM_PatientWeight}, {DCM_BodyPartExamined},
    {DCM_ScanningSequence}, {DCM_SequenceVariant}, {DCM_MRAcquisitionType}, {DCM_SliceThickness},
    {DCM_RepetitionTime}, {DCM_EchoTime}, {DCM_InversionTime}, {DCM_NumberOfAverages},
    {DCM_ImagingFrequency}, {DCM_ImagedNucleus}, {DCM_EchoNumbers}, {DCM_MagneticFieldStrength},
    {DCM_SpacingBetweenSlices}, {DCM_NumberOfPhaseEncodingSteps}, {DCM_EchoTrainLength},
    {DCM_PercentSampling}, {DCM_PixelBandwidth}, {DCM_AcquisitionMatrix},
    {DCM_InPlanePhaseEncodingDirection}, {DCM_FlipAngle}, {DCM_PatientPosition},
    {DCM_SeriesNumber}, {DCM_AcquisitionNumber}, {DCM_InstanceNumber},
    {DCM_ImagePositionPatient}, {DCM_ImageOrientationPatient}, {DCM_SliceLocation},
    {DCM_SamplesPerPixel}, {DCM_PhotometricInterpretation}, {DCM_NumberOfFrames}, {DCM_Rows},
    {DCM_Columns}, {DCM_PixelSpacing}, {DCM_BitsAllocated}, {DCM_BitsStored}, {DCM_HighBit},
    {DCM_PixelRepresentation}, {DCM_RescaleIntercept}, {DCM_RescaleSlope},
    {DcmTagKey(0x0019, 0x100C)}, {DcmTagKey(0x0019, 0x100E)}, {DcmTagKey(0x0043, 0x1039)},
    {DcmTagKey(0x2001, 0x1003)}, {DcmTagKey(0x2005, 0x10B0)}, {DcmTagKey(0x2005, 0x100E)},
    {DCM_SharedFunctionalGroupsSequence, DCM_PixelMeasuresSequence, DCM_PixelSpacing},
    {DCM_PerFrameFunctionalGroupsSequence, DCM_PlanePositionSequence, DCM_ImagePositionPatient}};

const std::vector<Path> not_empty = {
    {DCM_PatientName}, {DCM_PatientID}, {DCM_StudyInstanceUID}, {DCM_SeriesInstanceUID},
    {DCM_SOPInstanceUID}, {DCM_SOPClassUID}, {DCM_StudyDate}, {DCM_StudyTime}, {DCM_Modality},
    {DCM_FrameOfReferenceUID}, {DCM_PatientIdentityRemoved}, {DCM_DeidentificationMethod},
    {DCM_DeidentificationMethodCodeSequence, DCM_CodeValue}};

const std::vector<Path> removed = {
    {DCM_IssuerOfPatientID}, {DCM_PatientBirthDate}, {DCM_RETIRED_OtherPatientIDs},
    {DCM_OtherPatientIDsSequence, DCM_PatientID}, {DCM_PatientBirthName}, {DCM_PatientAddress},
    {DCM_PatientMotherBirthName}, {DCM_PatientTelephoneNumbers}, {DCM_Occupation},
    {DCM_AccessionNumber}, {DCM_InstitutionName}, {DCM_InstitutionAddress},
    {DCM_ReferringPhysicianName}, {DCM_ReferringPhysicianTelephoneNumbers}, {DCM_StationName},
    {DCM_InstitutionalDepartmentName}, {DCM_PhysiciansOfRecord}, {DCM_PerformingPhysicianName},
    {DCM_NameOfPhysiciansReadingStudy}, {DCM_OperatorsName}, {DCM_DeviceSerialNumber},
    {DCM_StudyID}, {DCM_RequestingPhysician}, {DCM_RequestingService}, {DCM_AdmissionID},
    {DCM_PerformedStationAETitle}, {DCM_PerformedStationName}, {DCM_PerformedProcedureStepID},
    {DCM_RequestAttributesSequence, DCM_RequestedProcedureID},
    {DCM_OriginalAttributesSequence, DCM_ModifiedAttributesSequence, DCM_PatientName},
    {DcmTagKey(0x0031, 0x1001)}, {DcmTagKey(0x0031, 0x1002)}};

const std::vector<Path> dates = {{DCM_InstanceCreationDate}, {DCM_StudyDate}, {DCM_SeriesDate},
                                 {DCM_AcquisitionDate}, {DCM_ContentDate},
                                 {DCM_PerformedProcedureStepStartDate}};

const std::vector<Path> uids = {
    {DCM_SOPInstanceUID}, {DCM_StudyInstanceUID}, {DCM_SeriesInstanceUID},
    {DCM_FrameOfReferenceUID},
    {DCM_ReferencedImageSequence, DCM_ReferencedSOPInstanceUID},
    {DCM_SourceImageSequence, DCM_ReferencedSOPInstanceUID}};
// clang-format on

std::string told(const Path &path) {
  std::string text;
  for (const DcmTagKey &tag : path)
    text += fmt::format("({:04X},{:04X})", tag.getGroup(), tag.getElement());
  return text;
}

/// The value of an element as text; nothing where the data set has none.
std::optional<std::string> value_at(DcmItem &set, const Path &path) {
  DcmItem *item = &set;
  for (std::size_t i = 0; i + 1 < path.size(); ++i)
    if (item->findAndGetSequenceItem(path[i], item, 0).bad()) return {};
  DcmElement *element = nullptr;
  if (item->findAndGetElement(path.back(), element).bad()) return {};
  OFString text;
  if (element->getOFStringArray(text).bad()) return {};
  return std::string(text.c_str());
}

std::string bytes_of_pixels(DcmItem &set) {
  DcmElement *element = nullptr;
  if (set.findAndGetElement(DCM_PixelData, element).bad()) return {};
  Uint16 *words = nullptr;
  Uint8 *bytes = nullptr;
  const std::size_t length = element->getLength();
  if (element->ident() != EVR_OB && element->getUint16Array(words).good() && words)
    return {reinterpret_cast<const char *>(words), length};
  if (element->getUint8Array(bytes).good() && bytes)
    return {reinterpret_cast<const char *>(bytes), length};
  return {};
}

/// What tells files apart: the end of their pixels, where no letters are.
std::string mark_of(const std::string &pixels) {
  constexpr std::size_t length = 64;
  return pixels.substr(pixels.size() - std::min(length, pixels.size()));
}

struct Loaded {
  std::unique_ptr<DcmFileFormat> file;
  std::string pixels, bytes;
  DcmItem &set() const { return *file->getDataset(); }
};

Loaded loaded(const fs::path &path) {
  Loaded out{.file = std::make_unique<DcmFileFormat>(), .pixels = {}, .bytes = {}};
  if (out.file->loadFile(path.c_str()).bad()) return out;
  out.file->getDataset()->chooseRepresentation(EXS_LittleEndianExplicit, nullptr);
  out.pixels = bytes_of_pixels(out.set());
  out.bytes = base::read_file(path);
  return out;
}

/// What holds through all files of a person or of the study.
struct Known {
  std::map<std::size_t, std::set<int>> shifts; ///< by person
  std::map<std::size_t, std::set<std::string>> ids;
  std::map<std::string, std::string> uid_of, uid_from;
};

class Scorer {
public:
  Scorer(const ScoredStudy &study, Score &score) : study_(study), score_(score) {}

  void file(const ScoredFile &file, const Loaded &in, const Loaded *out);
  void people();

private:
  void check(const char *kind, bool is_right, const std::string &place) {
    Score::Count &count = score_.kinds[kind];
    ++count.all;
    count.passed += is_right ? 1 : 0;
    if (!is_right && score_.failures.size() < 200)
      score_.failures.push_back(fmt::format("{} {} of {}", kind, place, where_));
  }
  void tags(const ScoredPerson &person, const Loaded &in, const Loaded *out);
  void moved(std::size_t person, const Loaded &in, const Loaded *out);
  void mapped(const Loaded &in, const Loaded *out);
  void words(const ScoredPerson &person, const Loaded *out);
  void pixels(const ScoredFile &file, const Loaded &in, const Loaded *out);

  const ScoredStudy &study_;
  Score &score_;
  Known known_;
  std::string where_;
};

std::string trimmed(std::string text) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '\0'))
    text.pop_back();
  return text;
}

void Scorer::tags(const ScoredPerson &person, const Loaded &in, const Loaded *out) {
  for (const Path &path : retained)
    if (const auto before = value_at(in.set(), path); before && !before->empty()) {
      const auto after = out ? value_at(out->set(), path) : std::nullopt;
      check("tag retained", after && trimmed(*after) == trimmed(*before), told(path));
    }
  for (const Path &path : not_empty) {
    if (path.size() == 1 && path[0].getGroup() != 0x0012 && !value_at(in.set(), path)) continue;
    const auto after = out ? value_at(out->set(), path) : std::nullopt;
    check("not empty", after && !after->empty(), told(path));
  }
  for (const Path &path : removed)
    if (const auto before = value_at(in.set(), path); before && !before->empty()) {
      const auto after = out ? value_at(out->set(), path) : std::nullopt;
      check("tag removed", out && (!after || after->find(*before) == std::string::npos),
            told(path));
    }
  const auto age = out ? value_at(out->set(), {DCM_PatientAge}) : std::nullopt;
  const auto before = value_at(in.set(), {DCM_PatientAge});
  if (before && person.is_over_89) check("age folded", age && *age == "090Y", "(0010,1010)");
  if (before && !person.is_over_89) check("tag retained", age && *age == *before, "(0010,1010)");
  for (const auto &[path, word] : {std::pair{Path{DCM_SeriesDescription}, "MPRAGE"},
                                   std::pair{Path{DCM_SeriesDescription}, "T1"},
                                   std::pair{Path{DCM_ProtocolName}, "t1_mprage_sag"}}) {
    const auto said = value_at(in.set(), path), left = out ? value_at(out->set(), path) : said;
    if (said && said->find(word) != std::string::npos)
      check("text retained", out && left && left->find(word) != std::string::npos, told(path));
  }
}

void Scorer::moved(std::size_t person, const Loaded &in, const Loaded *out) {
  for (const Path &path : dates) {
    const auto before = value_at(in.set(), path);
    if (!before || before->empty()) continue;
    const auto after = out ? value_at(out->set(), path) : std::nullopt;
    const auto from = deid::day_of(*before), to = deid::day_of(after.value_or(""));
    const bool is_moved = from && to && *from != *to;
    check("date shifted", is_moved, told(path));
    if (!is_moved) continue;
    known_.shifts[person].insert(*from - *to);
    check("date consistent", known_.shifts[person].size() == 1, told(path));
  }
}

void Scorer::mapped(const Loaded &in, const Loaded *out) {
  for (const Path &path : uids) {
    const auto before = value_at(in.set(), path);
    if (!before || before->empty()) continue;
    const auto after = out ? value_at(out->set(), path) : std::nullopt;
    check("uid changed", after && !after->empty() && *after != *before, told(path));
    if (!after) continue;
    const std::string &to = known_.uid_of.try_emplace(*before, *after).first->second;
    const std::string &from = known_.uid_from.try_emplace(*after, *before).first->second;
    check("uid consistent", to == *after && from == *before, told(path));
  }
  if (!out) return;
  const auto said = value_at(*out->file->getMetaInfo(), {DCM_MediaStorageSOPInstanceUID});
  check("uid consistent", said && said == value_at(out->set(), {DCM_SOPInstanceUID}),
        "(0002,0003)");
}

void Scorer::words(const ScoredPerson &person, const Loaded *out) {
  std::set<std::size_t> found;
  if (out)
    for (const Hit &hit : search_bytes(out->bytes, person.words))
      found.insert(hit.value);
  for (std::size_t i = 0; i < person.words.size(); ++i)
    check("text removed", out && !found.contains(i), fmt::format("word {}", i));
}

void Scorer::pixels(const ScoredFile &file, const Loaded &in, const Loaded *out) {
  if (!file.has_text) return check("pixels retained", out && out->pixels == in.pixels, "pixels");
  std::size_t bright = 0, left = 0, changed_beside = 0;
  for (std::size_t i = 0; i < in.pixels.size(); ++i) {
    const bool was_letter = in.pixels[i] == '\xFF';
    bright += was_letter ? 1 : 0;
    if (!out || out->pixels.size() != in.pixels.size()) continue;
    left += was_letter && out->pixels[i] == '\xFF' ? 1 : 0;
    changed_beside += !was_letter && out->pixels[i] != in.pixels[i] ? 1 : 0;
  }
  const bool is_there = out && out->pixels.size() == in.pixels.size();
  check("pixels hidden", is_there && left * 50 < bright, "letters");
  check("pixels retained", is_there && changed_beside * 2 < in.pixels.size(), "beside letters");
}

void Scorer::file(const ScoredFile &file, const Loaded &in, const Loaded *out) {
  const ScoredPerson &person = study_.people.at(file.person);
  where_ = file.path.parent_path().filename().string() + "/" + file.path.filename().string() +
           (out ? "" : " (missing)");
  check("file written", out != nullptr, "file");
  tags(person, in, out);
  moved(file.person, in, out);
  mapped(in, out);
  words(person, out);
  pixels(file, in, out);
  const auto id = out ? value_at(out->set(), {DCM_PatientID}) : std::nullopt;
  if (id) known_.ids[file.person].insert(*id);
  check("patient id consistent", id && known_.ids[file.person].size() == 1, "(0010,0020)");
  const auto name = out ? value_at(out->set(), {DCM_PatientName}) : std::nullopt;
  check("patient id consistent", id && name == id, "(0010,0010)");
}

void Scorer::people() {
  where_ = "the study";
  std::set<std::string> ids;
  std::set<int> shifts;
  for (const auto &[person, of] : known_.ids)
    check("patient id consistent", of.size() == 1 && ids.insert(*of.begin()).second, "people");
  for (const auto &[person, of] : known_.shifts)
    shifts.insert(of.begin(), of.end());
  check("date shifted", shifts.size() > study_.people.size() / 2, "one shift for everybody");
}

} // namespace

std::size_t Score::passed() const {
  std::size_t sum = 0;
  for (const auto &[kind, count] : kinds)
    sum += count.passed;
  return sum;
}

std::size_t Score::all() const {
  std::size_t sum = 0;
  for (const auto &[kind, count] : kinds)
    sum += count.all;
  return sum;
}

Score score(const ScoredStudy &study, const fs::path &output) {
  std::map<std::string, Loaded> written;
  if (fs::exists(output))
    for (const auto &entry : fs::recursive_directory_iterator(output))
      if (entry.path().extension() == ".dcm") {
        Loaded file = loaded(entry.path());
        written.insert_or_assign(mark_of(file.pixels), std::move(file));
      }
  Score result;
  Scorer scorer(study, result);
  for (const ScoredFile &file : study.files) {
    const Loaded in = loaded(file.path);
    const auto out = written.find(mark_of(in.pixels));
    scorer.file(file, in, out == written.end() ? nullptr : &out->second);
  }
  scorer.people();
  return result;
}

} // namespace curate::support
