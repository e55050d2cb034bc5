// Writes the first inputs of every fuzz target, small and made up: make_fuzz_seeds FOLDER. The
// folder is tests/fuzz/corpus; what fuzzing found lies there beside them.

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <fmt/format.h>
#include <libcurate/dicom/transfer_syntax.hpp>

#include "tests/support/csa.hpp"
#include "tests/support/dicom_writer.hpp"
#include "tests/support/encapsulate.hpp"
#include "tests/support/ge_protocol.hpp"
#include "tests/support/tiny_dicom.hpp"

using namespace curate;
using dicom::Tag;
using dicom::Vr;
using support::ByteString;
using support::Elements;

namespace {

ByteString joined(std::initializer_list<int> lead, const ByteString &rest) {
  ByteString out;
  for (const int byte : lead)
    out.push_back(static_cast<std::byte>(byte));
  out.insert(out.end(), rest.begin(), rest.end());
  return out;
}

constexpr std::string_view ascconv =
    "### ASCCONV BEGIN ###\n"
    "sSliceArray.ucMode = 0x4\nsSliceArray.lSize = 5\n"
    "sKSpace.ucPhasePartialFourier = 0x10\n"
    "sGRADSPEC.alShimCurrent[0] = -5\nsPat.ucPATMode = 0x2\n"
    "ucCoilCombineMode = 0x1\nalTE[0] = 5000\nalTE[1] = 7460\n"
    "tSequenceFileName = \"%SiemensSeq%\\ep2d\"\n### ASCCONV END ###\n";

void pixel_seeds(const fs::path &folder) {
  const auto format_of = [](int allocated, int stored, int samples, bool is_signed) {
    return dicom::PixelFormat{.rows = 5,
                              .columns = 6,
                              .samples_per_pixel = samples,
                              .bits_allocated = allocated,
                              .bits_stored = stored,
                              .high_bit = stored - 1,
                              .is_signed = is_signed,
                              .photometric = samples == 3 ? dicom::Photometric::rgb
                                                          : dicom::Photometric::monochrome2};
  };
  struct Coding {
    const char *target, *name, *uid;
    int allocated, stored, samples;
    bool is_signed;
  };
  constexpr std::array codings = std::to_array<Coding>({
      {"rle", "grey16", "1.2.840.10008.1.2.5", 16, 12, 1, true},
      {"rle", "rgb", "1.2.840.10008.1.2.5", 8, 8, 3, false},
      {"jpeg", "baseline", "1.2.840.10008.1.2.4.50", 8, 8, 1, false},
      {"jpeg", "baseline_rgb", "1.2.840.10008.1.2.4.50", 8, 8, 3, false},
      {"jpeg", "extended", "1.2.840.10008.1.2.4.51", 16, 12, 1, false},
      {"jpeg", "lossless", "1.2.840.10008.1.2.4.70", 16, 16, 1, false},
      {"jpeg", "lossless_rgb", "1.2.840.10008.1.2.4.57", 8, 8, 3, false},
      {"jpeg", "ls", "1.2.840.10008.1.2.4.80", 16, 12, 1, false},
      {"jpeg", "ls_rgb", "1.2.840.10008.1.2.4.80", 8, 8, 3, false},
      {"jpeg2000", "grey16", "1.2.840.10008.1.2.4.90", 16, 16, 1, true},
      {"jpeg2000", "rgb", "1.2.840.10008.1.2.4.90", 8, 8, 3, false},
  });
  for (const Coding &coding : codings) {
    const auto format =
        format_of(coding.allocated, coding.stored, coding.samples, coding.is_signed);
    const auto stream = support::compressed(support::made_pixels(format, 1), format, coding.uid);
    const ByteString lead =
        joined({3, 5, 6, coding.samples, coding.allocated / 8, coding.stored, coding.stored - 1,
                (coding.is_signed ? 1 : 0) + 32 * (coding.samples / 3), 1},
               {});
    ByteString input = lead;
    input.insert(input.end(), stream.begin(), stream.end());
    support::write_bytes(folder / coding.target / coding.name, input);
    if (std::strcmp(coding.target, "rle") == 0) {
      const auto items = support::encapsulated({stream, stream}, support::OffsetTable::right, 1);
      input = lead;
      input.back() = std::byte{2};
      input.insert(input.end(), items.begin(), items.end());
      support::write_bytes(folder / "pixels" / fmt::format("rle_{}", coding.name), input);
      support::write_bytes(folder / "fragments" / coding.name, joined({2, 0}, items));
      support::write_bytes(folder / "fragments" / fmt::format("{}_extended", coding.name),
                           joined({2, 2, 0, 0, 200, 0}, items));
    }
  }
}

/// Uncompressed: every depth, little and big endian, planes, floating point, halved chrominance.
void native_seeds(const fs::path &folder) {
  for (const int syntax : {1, 2}) {
    for (const auto &[depth, bits] :
         {std::pair{0, 1}, {1, 8}, {2, 12}, {3, 32}, {4, 64}, {5, 12}}) {
      for (const int flags : {0, 9, 2 + 32, 4, 64}) {
        const auto name = fmt::format("native_{}_{}_{}", syntax, bits, flags);
        support::write_bytes(folder / "pixels" / name, joined({syntax, 3, 4, flags >= 32 ? 3 : 1,
                                                               depth, bits, bits - 1, flags, 2},
                                                              ByteString(40, std::byte{0x5A})));
      }
    }
  }
}

Elements enhanced() {
  Elements set;
  set.text(dicom::tags::sop_class_uid, Vr::UI, "1.2.840.10008.5.1.4.1.1.4.1");
  set.text(dicom::tags::sop_instance_uid, Vr::UI, "2.25.9");
  set.text(dicom::tags::study_instance_uid, Vr::UI, "2.25.1");
  set.text(dicom::tags::series_instance_uid, Vr::UI, "2.25.2");
  set.text(dicom::tags::modality, Vr::CS, "MR");
  set.text(dicom::tags::patient_id, Vr::LO, "1");
  set.text(dicom::tags::number_of_frames, Vr::IS, "2");
  set.text(dicom::tags::samples_per_pixel, Vr::US, "1");
  set.text(dicom::tags::rows, Vr::US, "2");
  set.text(dicom::tags::columns, Vr::US, "2");
  for (const auto &[element, value] :
       {std::pair{0x0100, "16"}, {0x0101, "12"}, {0x0102, "11"}, {0x0103, "0"}})
    set.text(Tag{0x0028, static_cast<std::uint16_t>(element)}, Vr::US, value);
  Elements shared, measures, orientation;
  measures.text(dicom::tags::pixel_spacing, Vr::DS, "2\\2");
  measures.text(Tag{0x0018, 0x0050}, Vr::DS, "3");
  orientation.text(dicom::tags::image_orientation_patient, Vr::DS, "1\\0\\0\\0\\1\\0");
  shared.item(Tag{0x0028, 0x9110}, measures);
  shared.item(Tag{0x0020, 0x9116}, orientation);
  set.item(Tag{0x5200, 0x9229}, shared);
  for (int frame = 0; frame < 2; ++frame) {
    Elements own, content, place, echo, diffusion, direction;
    content.text(Tag{0x0020, 0x9157}, Vr::UL, fmt::format("1\\{}", frame + 1));
    place.text(dicom::tags::image_position_patient, Vr::DS, fmt::format("0\\0\\{}", 3 * frame));
    echo.text(Tag{0x0018, 0x9082}, Vr::FD, "30");
    direction.text(Tag{0x0018, 0x9089}, Vr::FD, "0\\0.6\\0.8");
    diffusion.text(Tag{0x0018, 0x9087}, Vr::FD, "1000");
    diffusion.text(Tag{0x0018, 0x9075}, Vr::CS, "DIRECTIONAL");
    diffusion.item(Tag{0x0018, 0x9076}, direction);
    own.item(Tag{0x0020, 0x9111}, content);
    own.item(Tag{0x0020, 0x9113}, place);
    own.item(Tag{0x0018, 0x9114}, echo);
    own.item(Tag{0x0018, 0x9117}, diffusion);
    set.item(Tag{0x5200, 0x9230}, own);
  }
  set.words(dicom::tags::pixel_data, std::vector<std::uint16_t>(8, 77));
  return set;
}

/// A classic picture with one vendor's private elements, as text each.
Elements vendor(const char *maker, std::initializer_list<std::tuple<Tag, Vr, const char *>> more) {
  Elements set;
  set.text(dicom::tags::sop_class_uid, Vr::UI, "1.2.840.10008.5.1.4.1.1.4");
  set.text(dicom::tags::sop_instance_uid, Vr::UI, "2.25.8");
  set.text(dicom::tags::image_type, Vr::CS, "ORIGINAL\\PRIMARY\\M\\MOSAIC");
  set.text(dicom::tags::modality, Vr::CS, "MR");
  set.text(dicom::tags::manufacturer, Vr::LO, maker);
  set.text(dicom::tags::patient_id, Vr::LO, "1");
  set.text(dicom::tags::image_orientation_patient, Vr::DS, "1\\0\\0\\0\\1\\0");
  set.text(dicom::tags::image_position_patient, Vr::DS, "1\\2\\3");
  set.text(dicom::tags::pixel_spacing, Vr::DS, "2\\2");
  set.text(Tag{0x0018, 0x0080}, Vr::DS, "2000");
  set.text(dicom::tags::rows, Vr::US, "4");
  set.text(dicom::tags::columns, Vr::US, "4");
  for (const auto &[element, value] :
       {std::pair{0x0100, "16"}, {0x0101, "12"}, {0x0102, "11"}, {0x0103, "0"}})
    set.text(Tag{0x0028, static_cast<std::uint16_t>(element)}, Vr::US, value);
  for (const auto &[tag, vr, value] : more)
    set.text(tag, vr, value);
  set.words(dicom::tags::pixel_data, std::vector<std::uint16_t>(16, 77));
  return set;
}

ByteString csa() {
  return support::csa_header({{"NumberOfImagesInMosaic", "US", {"4"}},
                              {"SliceNormalVector", "FD", {"0.0", "0.0", "1.0"}},
                              {"MosaicRefAcqTimes", "FD", {"0.0", "500.0", "1000.0", "1500.0"}},
                              {"B_value", "IS", {"1000"}},
                              {"DiffusionGradientDirection", "FD", {"0.0", "0.6", "0.8"}},
                              {"PhaseEncodingDirectionPositive", "IS", {"1"}}});
}

void file_seeds(const fs::path &folder) {
  const auto write = [&](const std::string &name, const ByteString &bytes) {
    support::write_bytes(folder / "header" / name, bytes);
    support::write_bytes(folder / "load" / name, bytes);
  };
  for (const auto &[name, uid] : {std::pair{"implicit", "1.2.840.10008.1.2"},
                                  {"explicit", "1.2.840.10008.1.2.1"},
                                  {"deflated", "1.2.840.10008.1.2.1.99"},
                                  {"big", "1.2.840.10008.1.2.2"}})
    write(name, support::tiny_dicom({.transfer_syntax = uid,
                                     .has_nested_sequences = true,
                                     .has_undefined_lengths = std::strcmp(name, "big") == 0}));
  write("enhanced", support::encode(enhanced()));
  write("enhanced_rle", support::encode(enhanced(), {.transfer_syntax = "1.2.840.10008.1.2.5"}));
  write("bare",
        support::encode(enhanced(), {.transfer_syntax = "1.2.840.10008.1.2", .preamble = false}));
  Elements siemens = vendor("SIEMENS", {{Tag{0x0029, 0x0010}, Vr::LO, "SIEMENS CSA HEADER"}});
  siemens.bytes(Tag{0x0029, 0x1010}, Vr::OB, csa());
  siemens.bytes(Tag{0x0029, 0x1020}, Vr::OB,
                support::csa_header({{"MrPhoenixProtocol", "UN", {std::string(ascconv)}}}));
  write("siemens", support::encode(siemens));
  write("ge", support::encode(vendor("GE MEDICAL SYSTEMS",
                                     {{Tag{0x0043, 0x0010}, Vr::LO, "GEMS_PARM_01"},
                                      {Tag{0x0043, 0x1039}, Vr::IS, "1000000800\\8\\0\\0"},
                                      {Tag{0x0019, 0x0010}, Vr::LO, "GEMS_ACQU_01"},
                                      {Tag{0x0019, 0x10BB}, Vr::DS, "0.5"}})));
  write("philips",
        support::encode(vendor("Philips Medical Systems",
                               {{Tag{0x2001, 0x0010}, Vr::LO, "Philips Imaging DD 001"},
                                {Tag{0x2001, 0x1003}, Vr::FL, "1000"},
                                {Tag{0x2001, 0x1004}, Vr::CS, "O"},
                                {Tag{0x2005, 0x0010}, Vr::LO, "Philips MR Imaging DD 001"},
                                {Tag{0x2005, 0x100E}, Vr::FL, "0.25"}})));
  write("canon", support::encode(
                     vendor("CANON_MEC", {{Tag{0x0020, 0x4000}, Vr::LT, "b=1000(0,0.6,-0.8)"}})));
  write("uih", support::encode(vendor("UIH", {{Tag{0x0065, 0x0010}, Vr::LO, "Image Private Header"},
                                              {Tag{0x0065, 0x1009}, Vr::FD, "1000"},
                                              {Tag{0x0065, 0x1037}, Vr::FD, "0\\0.6\\0.8"},
                                              {Tag{0x0065, 0x1050}, Vr::DS, "4"}})));
}

void text_seeds(const fs::path &folder) {
  const auto write = [&](const char *path, std::string_view text) {
    support::write_bytes(folder / path, support::bytes_of(text));
  };
  write("phoenix/short", ascconv);
  write("text/canon", "b=1000(0.445,-0.12,0.88)");
  write("text/uih", "F:2S");
  write("text/time", "093042.527500");
  write("text/date_time", "20260304093042.500000+0100");
  write("text/image_type", "ORIGINAL\\PRIMARY\\DIFFUSION\\ADC\\PHASE MAP");
  write("text/class", "1.2.840.10008.5.1.4.1.1.88.11");
  write("character_set/latin", "ISO_IR 100\nM\xFCller^J\xF6rg");
  write("character_set/japanese",
        "\\ISO 2022 IR 87\nYamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B");
  write("character_set/chinese", "GB18030\n\xCD\xF5^\xD0\xA1\xB6\xAB");
  write("character_set/korean", "\\ISO 2022 IR 149\nHong=\x1b$)C\xFB\xF3^\x1b$)C\xD1\xCE");
  write("character_set/utf8", "ISO_IR 192\nWang^XiaoDong=\xE7\x8E\x8B");
  support::write_bytes(folder / "csa/image", csa());
  ByteString first = csa(); // the first form has no mark before its count
  first.erase(first.begin(), first.begin() + 8);
  support::write_bytes(folder / "csa/first_form", first);
  support::write_bytes(folder / "csa/series",
                       support::csa_header({{"MrPhoenixProtocol", "UN", {std::string(ascconv)}}}));
  write("ge_protocol/text", "\1set SLICEORDER \"1\"\nIOPT \"EPI, FMRI\"\nNOSLC \"15\"\n");
  write("ge_protocol/xml", "\1<?xml version=\"1.0\"?>\n <SLICEORDER>0</SLICEORDER>\n");
  ByteString user(200, std::byte{0});
  user[25] = std::byte{60}; // the offset of the raw-file header
  support::write_bytes(folder / "ge_protocol/user", joined({2}, user));
}

} // namespace

int main(int count, char **arguments) {
  if (count != 2) {
    std::fputs("usage: make_fuzz_seeds FOLDER\n", stderr);
    return 2;
  }
  const fs::path folder = arguments[1];
  pixel_seeds(folder);
  native_seeds(folder);
  file_seeds(folder);
  text_seeds(folder);
  return 0;
}
