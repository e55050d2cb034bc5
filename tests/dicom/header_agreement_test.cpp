#include <algorithm>
#include <dcmtk/dcmdata/dcpixseq.h>
#include <dcmtk/dcmdata/dcpxitem.h>
#include <dcmtk/dcmdata/dctk.h>
#include <dcmtk/oflog/oflog.h>
#include <gtest/gtest.h>
#include <libcurate/dicom/header.hpp>
#include <map>
#include <set>

#include "tests/support/folders.hpp"

namespace curate::dicom {
namespace {

// Where we mean to differ, with the reason.
const std::map<std::string, std::string> divergences = {
    {"dicom/pydicom/In/dicomdirtests/DICOMDIR-nooffset (0004,1220)",
     "the last item is longer than its sequence: DCMTK reads on behind the sequence, we do not"},
};

// Compares our header with DCMTK's tree, element by element. What differs is counted by reason.
class Comparison {
public:
  explicit Comparison(std::string file) : file_(std::move(file)) {}

  void compare(const Dataset &ours, DcmItem &theirs, const std::string &place) {
    std::size_t row = 0;
    for (unsigned long i = 0; i < theirs.card(); ++i) {
      DcmElement *element = theirs.getElement(i);
      const Tag tag{element->getGTag(), element->getETag()};
      const std::string here = place + to_string(tag);
      const Element *mine = row < ours.elements().size() ? &ours.elements()[row++] : nullptr;
      if (!mine || mine->tag != tag) {
        complain(here, "only DCMTK has it, or the order differs");
        return;
      }
      compare(ours, *mine, *element, here);
      ++element_count;
    }
    if (row != ours.elements().size())
      complain(place + to_string(ours.elements()[row].tag), "only we have it");
  }

  std::size_t element_count = 0;
  std::vector<std::string> complaints;

private:
  void complain(const std::string &place, const std::string &what) {
    complaints.push_back(file_ + " " + place + ": " + what);
  }

  static bool is_sequence(DcmElement &element) {
    return dynamic_cast<DcmSequenceOfItems *>(&element) &&
           !dynamic_cast<DcmPixelSequence *>(&element);
  }

  void compare(const Dataset &level, const Element &mine, DcmElement &theirs,
               const std::string &here) {
    compare_vr(mine, theirs, here);
    if (is_sequence(theirs)) return compare_items(level, mine, theirs, here);
    if (mine.vr == Vr::SQ) return; // DCMTK keeps it as bytes; see compare_vr
    if (auto *pixels = dynamic_cast<DcmPixelData *>(&theirs); pixels && mine.is_undefined_length)
      return compare_fragments(mine, *pixels, here);
    compare_value(level, mine, theirs, here);
  }

  void compare_vr(const Element &mine, DcmElement &theirs, const std::string &here) {
    const std::string name = DcmVR(theirs.getVR()).getValidVRName();
    const auto letters = static_cast<unsigned>(mine.vr);
    const std::string my_name{static_cast<char>(letters >> 8), static_cast<char>(letters & 0xFFU)};
    if (my_name == name) return;
    // DCMTK leaves UN as it is; we take the standard's VR, or that of our list of private ones.
    if (name == "UN") return;
    // DCMTK calls encapsulated pixels OB, whatever the file says.
    if (name == "OB" && mine.vr == Vr::OW && mine.is_undefined_length) return;
    // DCMTK has a dictionary of private elements.
    if (my_name == "UN" && mine.tag.is_private()) return;
    complain(here, "VR " + my_name + " for " + name);
  }

  void compare_items(const Dataset &level, const Element &mine, DcmElement &theirs,
                     const std::string &here) {
    auto &sequence = dynamic_cast<DcmSequenceOfItems &>(theirs);
    const auto items = level.items(mine);
    if (items.size() != sequence.card())
      return complain(here, "items: " + std::to_string(items.size()) + " for " +
                                std::to_string(sequence.card()));
    for (std::size_t i = 0; i < items.size(); ++i)
      compare(items[i], *sequence.getItem(i), here + "[" + std::to_string(i) + "]");
  }

  void compare_fragments(const Element &mine, DcmPixelData &theirs, const std::string &here) {
    DcmPixelSequence *fragments = nullptr;
    E_TransferSyntax syntax = EXS_Unknown;
    const DcmRepresentationParameter *parameter = nullptr;
    theirs.getOriginalRepresentationKey(syntax, parameter);
    if (theirs.getEncapsulatedRepresentation(syntax, parameter, fragments).bad())
      return complain(here, "DCMTK has no fragments");
    std::size_t length = 0;
    for (unsigned long i = 0; i < fragments->card(); ++i) {
      DcmPixelItem *fragment = nullptr;
      fragments->getItem(fragment, i);
      length += 8 + fragment->getLength();
    }
    if (length != mine.value.size()) complain(here, "the fragments differ in length");
  }

  // DCMTK puts its own padding behind private creators and types of directory records.
  static std::vector<std::byte> without_padding(std::vector<std::byte> value) {
    while (!value.empty() && (value.back() == std::byte{} || value.back() == std::byte{' '}))
      value.pop_back();
    return value;
  }

  static std::size_t swap_width(Vr vr) {
    using enum Vr;
    if (vr == US || vr == SS || vr == OW || vr == AT) return 2;
    if (vr == UL || vr == SL || vr == FL || vr == OF || vr == OL) return 4;
    if (vr == FD || vr == OD || vr == SV || vr == UV || vr == OV) return 8;
    return 1;
  }

  void compare_value(const Dataset &level, const Element &mine, DcmElement &theirs,
                     const std::string &here) {
    std::vector<std::byte> value(mine.value.begin(), mine.value.end());
    const std::size_t width = level.is_big_endian() ? swap_width(mine.vr) : 1;
    for (std::size_t at = 0; width > 1 && at + width <= value.size(); at += width)
      std::reverse(value.begin() + static_cast<std::ptrdiff_t>(at),
                   value.begin() + static_cast<std::ptrdiff_t>(at + width));
    std::size_t length = theirs.getLengthField();
    // DCMTK keeps an element of odd length with a byte added.
    const bool is_padded = value.size() % 2 == 1 && length == value.size() + 1;
    if (length != value.size() + (is_padded ? 1 : 0)) return complain(here, "lengths differ");
    std::vector<std::byte> bytes(length);
    if (length > 0 && theirs
                          .getPartialValue(bytes.data(), 0, static_cast<Uint32>(length), nullptr,
                                           EBO_LittleEndian)
                          .bad())
      return complain(here, "DCMTK cannot give the value");
    if (is_padded) bytes.pop_back();
    if (bytes != value && without_padding(bytes) != without_padding(value))
      complain(here, "values differ");
  }

  std::string file_;
};

std::vector<fs::path> files_below(const fs::path &folder) {
  std::vector<fs::path> files;
  for (fs::recursive_directory_iterator at(folder), end; at != end; ++at)
    if (fs::is_regular_file(at->path())) files.push_back(at->path());
  std::sort(files.begin(), files.end());
  return files;
}

TEST(header_agreement, every_element_of_every_file_is_as_dcmtk_reads_it) {
  const auto shared = support::shared_data();
  if (!shared) GTEST_SKIP() << "the shared data are absent";
  OFLog::configure(OFLogger::OFF_LOG_LEVEL);
  std::size_t files = 0, elements = 0;
  std::vector<std::string> complaints;
  std::map<std::string, int> refused;
  for (const auto &path : files_below(*shared / "dicom")) {
    DcmFileFormat theirs;
    const bool is_readable = theirs.loadFile(path.c_str(), EXS_Unknown, EGL_noChange, 256).good();
    auto bytes = archive::Bytes::from_file(path.string());
    ASSERT_TRUE(bytes);
    auto ours = Header::parse(std::move(*bytes), Extent::whole);
    const std::string name = fs::relative(path, *shared).string();
    if (!ours) {
      ++refused[ours.error().code];
      if (is_readable && theirs.getDataset()->card() > 0) {
        complaints.push_back(name + ": " + ours.error().code + ", but DCMTK reads it");
      }
      continue;
    }
    if (!is_readable) continue; // pixels that end too early, and the like
    ++files;
    Comparison comparison(name);
    comparison.compare(ours->meta(), *theirs.getMetaInfo(), "");
    comparison.compare(ours->root(), *theirs.getDataset(), "");
    elements += comparison.element_count;
    complaints.insert(complaints.end(), comparison.complaints.begin(), comparison.complaints.end());
  }
  std::printf("%zu files, %zu elements\n", files, elements);
  for (const auto &[code, count] : refused)
    std::printf("%s: %d\n", code.c_str(), count);
  for (const auto &complaint : complaints)
    EXPECT_TRUE(divergences.contains(complaint.substr(0, complaint.find(": ")))) << complaint;
  EXPECT_GT(files, 1000U);
}

} // namespace
} // namespace curate::dicom
